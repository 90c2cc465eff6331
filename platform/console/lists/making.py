"""The file of a long list, made in the background by asking the list's own page again.

So whoever asked is judged a second time, by the very page, with the posts held then.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Protocol

from django.db import connection, transaction
from django.http import Http404, HttpRequest, QueryDict
from django.urls import resolve
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actors import remember_actor
from accounts.models import User
from console.lists import exports
from core import jobs
from core.actor import Actor
from core.errors import Denied, Violation
from core.models.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Sequence

    from console.lists.columns import Column

TASK = "console.make_list"
# Up to so many rows the file is the answer to the click itself.
DIRECT = 5_000
# What fits on one sheet, with its head and foot.
MOST_OF_A_SHEET = 1_048_000
# The parameters of a list's address that change nothing in its file.
OF_THE_PAGE = ("export", "p")


class Listed(Protocol):
    """What a page with a file says of it."""

    def get_page_title(self) -> Any: ...
    def file_columns(self) -> Sequence[Column]: ...
    def file_rows(self) -> Iterable[Any]: ...
    def file_count(self) -> int: ...
    def file_filters(self) -> str: ...


def file_ask(request: HttpRequest, kind: str, *, title: str, count: int, by: Actor) -> Job:
    """Ask for the file of a long list; while it is being made a second click leads to the same.

    Raises Violation for more rows than a sheet has.
    """
    if kind == "xlsx" and count > MOST_OF_A_SHEET:
        raise Violation(
            _("A sheet holds %(most)s rows and this list has %(count)s. Narrow it, or take CSV.")
            % {"most": f"{MOST_OF_A_SHEET:,}", "count": f"{count:,}"}
        )
    asked = request.GET.copy()
    for name in OF_THE_PAGE:
        asked.pop(name, None)
    query = asked.urlencode()
    whose = f"{by.user_id} {by.acting_for.user_id if by.acting_for else ''}"
    once = hashlib.sha256(f"{whose} {kind} {request.path} {query}".encode()).hexdigest()
    return jobs.start(
        TASK,
        title=_("%(title)s as %(kind)s") % {"title": title, "kind": kind.upper()},
        by=by,
        kwargs={
            "path": request.path,
            "query": query,
            "kind": kind,
        },
        once=once,
    )


class Making:
    """What a job hangs on the request: the page gives its rows to it instead of answering."""

    def __init__(self, job: jobs.Running, *, kind: str, by: Actor) -> None:
        self.made = False
        self._job, self._kind, self._by = job, kind, by

    def make(self, page: Listed) -> None:
        """Write the file, note it in the trail, keep it with the job (R152)."""
        title, total = str(page.get_page_title()), page.file_count()
        made = exports.workbook if self._kind == "xlsx" else exports.comma_separated
        rows = self._counted(page.file_rows(), total)
        filters = page.file_filters() or _("all entries")
        content, count = made(title, page.file_columns(), rows, filters=filters, by=self._by)
        with content, transaction.atomic():
            exports.note(title, count=count, filters=filters, by=self._by)
            self._job.keep(content, name=f"{title[:100]}.{self._kind}")
        self._job.result(_("%(count)s rows; %(filters)s.") % {
            "count": f"{count:,}", "filters": filters,
        })  # fmt: skip
        self.made = True

    def _counted(self, rows: Iterable[Any], total: int) -> Iterator[Any]:
        said = _("%(done)s of %(total)s rows")
        for number, row in enumerate(rows, start=1):
            # What was entered meanwhile comes on top.
            of = max(total, number)
            self._job.progress(number, of + 1, said % {"done": f"{number:,}", "total": f"{of:,}"})
            yield row


def file_make(job: jobs.Running, *, path: str, query: str, kind: str) -> None:
    """Make it as whoever asked, if they still may. Raises Denied, Violation."""
    by = jobs.as_of(job.by, on=timezone.localdate())
    making = Making(job, kind=kind, by=by)
    request = _request(path, query, kind, by=by)
    request.making = making  # type: ignore[attr-defined]  # Exporting looks for it
    try:
        found = resolve(path)
        found.func(request, *found.args, **found.kwargs)
    except Http404:
        raise Violation(_("This list is no longer there, or you may no longer read it.")) from None
    if not making.made:
        raise Denied(_("You may no longer read this list."))


def _request(path: str, query: str, kind: str, *, by: Actor) -> HttpRequest:
    """As the browser asked for the page; a refusal is raised, as for a script."""
    request = HttpRequest()
    request.method, request.path, request.path_info = "GET", path, path
    tenant: Any = getattr(connection, "tenant", None)
    request.META = {
        "REQUEST_METHOD": "GET",
        "QUERY_STRING": query,
        "SERVER_NAME": getattr(tenant, "host", "") or "localhost",
        "SERVER_PORT": "80",
        "HTTP_X_REQUESTED_WITH": "XMLHttpRequest",
    }
    request.GET = QueryDict(f"{query}&export={kind}")
    request.user = User.objects.get(pk=by.user_id or 0)
    request.session = {}  # type: ignore[assignment]
    request.county = tenant  # type: ignore[attr-defined]
    request.actor = by  # type: ignore[attr-defined]
    remember_actor(request, by)
    return request
