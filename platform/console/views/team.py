"""Who has not done what (谁还没办): for leaders and the office, with urging."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.actors import actor_of
from accounts.models import User
from accounts.posts import Post
from accounts.views.pages import Page
from console.inbox.words import Due, address, due_of
from console.records.places import kind_of
from console.sentences import told
from core import inbox
from core.actor import Actor
from core.codes.typed import is_digits
from core.errors import Violation
from core.inbox.addressing import whom
from core.inbox.reading import Load
from core.lifecycle_words import denied
from core.models.inbox import InboxItem
from core.workcalendar import WorkCalendar

PER_PAGE = 30
PERSON = "p"
# No identifier has so many digits.
LONG = 18


@dataclass(frozen=True, slots=True)
class Line:
    """One person, or one post, and what waits there."""

    load: Load
    key: str
    name: str
    posts: str


def oversees(actor: Actor) -> bool:
    """May this person see what waits with others?"""
    return any(map(actor.holds, inbox.OVERSEERS))


class _Overseeing(Page):
    header_icon = "group"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Not for everybody."""
        if not oversees(self.actor):
            raise denied(inbox.OVERSEERS)
        return super().dispatch(request, *args, **kwargs)


class TeamView(_Overseeing):
    """Everybody with something to do, who is latest on top."""

    template_name = "console/inbox/team.html"
    page_title = gettext_lazy("Who has what to do")
    above = (("console:inbox", gettext_lazy("To do")),)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Lines and their sums."""
        lines = _lines(inbox.loads(at=timezone.now()))
        return {
            **super().get_context_data(**kwargs),
            "lines": lines,
            "now": timezone.now(),
            "open": sum(line.load.open for line in lines),
            "overdue": sum(line.load.overdue for line in lines),
            "unopened": sum(line.load.unopened for line in lines),
        }


def _lines(loads: list[Load]) -> list[Line]:
    ids = [load.user_id for load in loads if load.user_id is not None]
    people = User.objects.in_bulk(ids)
    found = []
    for load in loads:
        if load.user_id is None:
            found.append(Line(load, load.post, title_of(load.post), _("whoever holds the post")))
        else:
            user = people.get(load.user_id)
            found.append(Line(load, f"{PERSON}{load.user_id}", str(user or "—"), ""))
    return found


def title_of(post: str) -> str:
    """A post by its name; what is no post any more by its code."""
    return str(Post(post).label) if post in Post.values else post


class LoadView(_Overseeing):
    """What waits with one of them."""

    template_name = "console/inbox/load.html"
    above = (
        ("console:inbox", gettext_lazy("To do")),
        ("console:inbox_team", gettext_lazy("Who has what to do")),
    )

    def get_page_title(self) -> str:
        """Whose it is."""
        return _("Waiting with %(name)s") % {"name": self._name()}

    def _name(self) -> str:
        user_id, post = _who(self.kwargs["who"])
        if user_id is None:
            return title_of(post)
        user = User.objects.filter(pk=user_id).first()
        if user is None:
            raise Http404
        return str(user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Rows with their due times in words."""
        user_id, post = _who(self.kwargs["who"])
        found = inbox.waiting_with(user_id=user_id, post=post)
        page = Paginator(found, PER_PAGE).get_page(self.request.GET.get("p"))
        now, calendar = timezone.now(), WorkCalendar.load()
        rows: list[tuple[InboxItem, str, str, Due | None]] = [
            (
                item,
                kind_of(item.record_type),
                address(item),
                due_of(item, at=now, calendar=calendar),
            )
            for item in page.object_list
        ]
        context = super().get_context_data(**kwargs)
        return {**context, "page": page, "rows": rows, "who": self.kwargs["who"]}


def _who(key: str) -> tuple[int | None, str]:
    """A person's id, or a post. Raises Http404."""
    if key in Post.values:
        return None, key
    if key.startswith(PERSON) and is_digits(key[1:]) and len(key) < LONG:
        return int(key[1:]), ""
    raise Http404


@require_POST
def urge(request: HttpRequest, *, who: str, pk: int) -> HttpResponse:
    """Remind whoever has it, and come back to the list (催办)."""
    actor = actor_of(request.user, request)
    if not oversees(actor):
        raise denied(inbox.OVERSEERS)
    user_id, post = _who(who)
    item = inbox.waiting_with(user_id=user_id, post=post).filter(pk=pk).first()
    if item is None:
        raise Http404
    try:
        inbox.remind(item_id=item.pk, by=actor, at=timezone.now())
    except Violation as refusal:
        messages.error(request, told(refusal))
    else:
        messages.success(request, _("%(name)s has been reminded.") % {"name": whom(item)})
    return redirect("console:inbox_load", who=who)
