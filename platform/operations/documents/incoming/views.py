"""Lists and forms of incoming documents: the register, a line of it, the handling sheet."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.actors import actor_of
from accounts.posts import Post
from accounts.views.pages import OnceAction, Page
from console.sentences import told
from core.errors import Violation
from core.lifecycle_words import denied
from core.papers.serving import unstored
from core.workcalendar import WorkCalendar
from operations.documents.incoming import forms, paperwork, rules, selectors, services
from operations.documents.incoming.lifecycle import IncomingStates
from operations.documents.incoming.services.registering import may_correct
from operations.documents.kinds import Urgency
from operations.documents.models import IncomingDocument
from operations.staff.selectors import departments

PER_PAGE = 50
ABOVE = (("incoming:index", gettext_lazy("Incoming documents")),)
FILTERS = ("q", "state", "nature", "urgency", "year", "department")


class IndexView(Page):
    """The register; filters are in the address."""

    template_name = "documents/incoming/index.html"
    page_title = gettext_lazy("Incoming documents")
    header_icon = "download"
    above = ()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Rows with their lights, filters."""
        sent = self.request.GET
        asked = {name: sent[name] for name in FILTERS if sent.get(name)}
        today = timezone.localdate()
        found = selectors.filtered(
            selectors.with_tasks(selectors.incoming(self.actor, on=today)),
            today=today,
            query=asked.get("q", ""),
            **{name: asked.get(name, "") for name in FILTERS[1:]},
        ).order_by("-registered_at", "-pk")
        page = Paginator(found, PER_PAGE).get_page(sent.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "page": page,
            "rows": self._rows(list(page.object_list)),
            "asked": asked,
            "query": urlencode(asked),
            "states": IncomingStates.choices,
            "natures": forms.natures()[1:],
            "urgencies": [choice for choice in Urgency.choices if choice[0]],
            "years": range(today.year, today.year - 5, -1),
            "departments": departments(),
            "may_add": self.actor.holds(Post.OFFICE),
        }

    @staticmethod
    def _rows(found: list[Any]) -> list[tuple[Any, str]]:
        """Each with the worst light of its parts."""
        calendar, today = WorkCalendar.load(), timezone.localdate()
        order = ["", rules.Light.YELLOW, rules.Light.RED]
        return [
            (
                document,
                max(
                    (
                        rules.light(calendar, due=task.due_date, done=None, today=today)
                        for task in document.parts
                        if task.is_open
                    ),
                    key=order.index,
                    default="",
                ),
            )
            for document in found
        ]


class LineView(OnceAction):
    """A line of the register, new or corrected."""

    template_name = "documents/incoming/form.html"
    form_class = forms.IncomingForm
    header_icon = "edit"
    above = ABOVE
    subject: IncomingDocument | None = None

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the document that is corrected."""
        return super().get_form_kwargs() | {"document": self.subject}

    def get_success_url(self) -> str:
        """To the document."""
        if self.subject is None:
            return reverse("incoming:index")
        return reverse("incoming:record", args=[self.subject.pk])


class AddView(LineView):
    """A new line."""

    page_title = gettext_lazy("Register a document")
    submit_label = gettext_lazy("Register it")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Only the office receives (R31)."""
        if not self.actor.holds(Post.OFFICE):
            raise denied((Post.OFFICE,))
        return super().dispatch(request, *args, **kwargs)

    def perform(self, data: dict[str, Any]) -> None:
        """Register it."""
        self.subject = services.incoming_register(by=self.actor, at=timezone.now(), **data)
        messages.success(
            self.request, _("Registered as %(number)s.") % {"number": self.subject.number}
        )


class ChangeView(LineView):
    """Correct the register."""

    page_title = gettext_lazy("Correct the register")
    submit_label = gettext_lazy("Save")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """404 for what one may not see, 403 for others; what is ended goes back to its page."""
        self.subject = _seen(self.actor, kwargs["pk"])
        try:
            may_correct(self.subject, self.actor)
        except Violation as refusal:
            messages.error(request, told(refusal))
            return redirect(self.get_success_url())
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        """The line as it stands."""
        return forms.initial_of(self.subject) if self.subject else {}

    def perform(self, data: dict[str, Any]) -> None:
        """Store what was corrected."""
        services.incoming_correct(
            document_id=self.kwargs["pk"],
            by=self.actor,
            at=timezone.now(),
            expected_version=self.version,
            **data,
        )
        messages.success(self.request, _("The register is corrected."))


@require_safe
def sheet(request: HttpRequest, *, pk: int) -> HttpResponse:
    """The handling sheet as it stands now."""
    document = _seen(actor_of(request.user, request), pk)
    return unstored(paperwork.preview(document))


def _seen(actor: Any, pk: int) -> IncomingDocument:
    found = selectors.incoming(actor, on=timezone.localdate()).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
