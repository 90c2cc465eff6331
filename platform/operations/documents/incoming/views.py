"""Lists and forms of incoming documents: the register, a line of it, the handling sheet."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms as django_forms
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
from accounts.views.pages import Action, Page
from console.records import once
from console.sentences import told
from core.codes.typed import is_digits
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


class LineView(Action):
    """A line of the register, new or corrected; 422 when something is wrong."""

    template_name = "documents/incoming/form.html"
    form_class = forms.IncomingForm
    header_icon = "edit"
    above = ABOVE
    document: IncomingDocument | None = None

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the document that is corrected."""
        return super().get_form_kwargs() | {"document": self.document}

    def form_valid(self, form: django_forms.Form) -> HttpResponse:
        """The values as the service takes them, once."""
        sent = self.request.POST.get(once.NAME, "")
        if not once.take(sent):
            messages.info(self.request, _("This was sent already; it was done once."))
            return redirect("incoming:index")
        form.cleaned_data = form.data_given()  # type: ignore[attr-defined]
        response = super().form_valid(form)
        if response.status_code == 422:  # noqa: PLR2004 - it came back with an error
            once.give_back(sent)
        return response

    def form_invalid(self, form: django_forms.Form) -> HttpResponse:
        """The page again, with what is wrong."""
        response = super().form_invalid(form)
        response.status_code = 422
        return response

    def get_success_url(self) -> str:
        """To the document."""
        if self.document is None:
            return reverse("incoming:index")
        return reverse("incoming:record", args=[self.document.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With a token, so that two clicks make one line."""
        return {**super().get_context_data(**kwargs), "once": once.token()}


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
        self.document = services.incoming_register(by=self.actor, at=timezone.now(), **data)
        messages.success(
            self.request, _("Registered as %(number)s.") % {"number": self.document.number}
        )


class ChangeView(LineView):
    """Correct the register."""

    page_title = gettext_lazy("Correct the register")
    submit_label = gettext_lazy("Save")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """404 for what one may not see, 403 for others; what is ended goes back to its page."""
        self.document = _seen(self.actor, kwargs["pk"])
        try:
            may_correct(self.document, self.actor)
        except Violation as refusal:
            messages.error(request, told(refusal))
            return redirect(self.get_success_url())
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        """The line as it stands."""
        return forms.initial_of(self.document) if self.document else {}

    @property
    def version(self) -> int | None:
        """The version one looks at: an old page stays old, however often it is sent."""
        sent = self.request.POST.get("version", "")
        if is_digits(sent):
            return int(sent)
        return self.document.version if self.document else None

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

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the version."""
        return {**super().get_context_data(**kwargs), "version": self.version}


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
