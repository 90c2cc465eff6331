"""Lists and forms of outgoing documents: the list, the draft, its paper, versions, numbers."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.actors import actor_of
from accounts.views.pages import OnceAction, Page
from console.sentences import told
from core import numbering
from core.actor import Actor
from core.codes.typed import typed_year
from core.errors import Denied, Violation
from core.lifecycle_words import denied
from core.papers.serving import unstored
from operations.documents import compare, forms, paperwork, selectors, services
from operations.documents.kinds import Kind
from operations.documents.lifecycle import ORIGINATORS, States
from operations.documents.models import DocumentSeries, DocumentVersion, OutgoingDocument, label_of
from operations.documents.services.drafting import may_edit
from operations.documents.services.series import KEEPERS
from operations.staff.selectors import departments

PER_PAGE = 50
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ABOVE = (("documents:index", gettext_lazy("Outgoing documents")),)


def may_draft(actor: Any) -> bool:
    """May this person begin a document?"""
    return any(actor.holds(post) for post in ORIGINATORS)


def _asked(request: HttpRequest) -> dict[str, str]:
    return {k: str(v) for k, v in request.GET.items() if v and k != "p"}


def _listed(actor: Actor, asked: dict[str, str]) -> QuerySet[OutgoingDocument]:
    """What the list shows for an address."""
    wanted = {key: asked.get(key, "") for key in ("state", "kind", "year", "department")}
    found = selectors.documents(actor, on=timezone.localdate())
    return selectors.filtered(found, query=asked.get("q", ""), **wanted)


class IndexView(Page):
    """The list; filters are in the address."""

    template_name = "documents/index.html"
    page_title = gettext_lazy("Outgoing documents")
    header_icon = "doc-full"
    above = ()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Rows, filters and counts."""
        asked, today = _asked(self.request), timezone.localdate()
        found = _listed(self.actor, asked).order_by("-created_at", "-pk")
        return {
            **super().get_context_data(**kwargs),
            "page": Paginator(found, PER_PAGE).get_page(self.request.GET.get("p")),
            "asked": asked,
            "query": urlencode(asked),
            "states": States.choices,
            "kinds": Kind.choices,
            "years": range(today.year, today.year - 5, -1),
            "departments": departments(),
            "may_add": may_draft(self.actor),
        }


@require_POST
def print_sheets(request: HttpRequest) -> HttpResponse:
    """Ask for the approval sheets of all that the list shows, and go where its progress is."""
    actor = actor_of(request.user, request)
    asked = _asked(request)
    try:
        ids = list(_listed(actor, asked).values_list("pk", flat=True))
        job = services.sheets_print(document_ids=ids, by=actor)
    except Violation as refusal:
        messages.error(request, told(refusal))
        return redirect(f"{reverse('documents:index')}?{urlencode(asked)}")
    return redirect("console:job", pk=job.pk)


class DraftView(OnceAction):
    """The draft, new or changed."""

    template_name = "documents/form.html"
    form_class = forms.DraftForm
    header_icon = "edit"
    above = ABOVE
    subject: OutgoingDocument | None = None

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the actor, and the document that is changed."""
        return super().get_form_kwargs() | {"actor": self.actor, "document": self.subject}

    def given(self, form: Any) -> dict[str, Any]:
        """All of it is one value."""
        return {"data": form.data_given()}

    def get_success_url(self) -> str:
        """To the document."""
        if self.subject is None:
            return reverse("documents:index")
        return reverse("documents:record", args=[self.subject.pk])


class AddView(DraftView):
    """A new draft."""

    page_title = gettext_lazy("Draft a document")
    submit_label = gettext_lazy("Save the draft")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Not for everybody."""
        if not may_draft(self.actor):
            raise denied(ORIGINATORS)
        return super().dispatch(request, *args, **kwargs)

    def perform(self, data: dict[str, Any]) -> None:
        """Begin it."""
        self.subject = services.document_draft(by=self.actor, at=timezone.now(), **data)
        messages.success(self.request, _("The draft is kept. Submit it from its page."))


class ChangeView(DraftView):
    """Change the text."""

    page_title = gettext_lazy("Change the text")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """404 for what one may not see, 403 for another's step; closed goes back to the page."""
        self.subject = _seen(self.actor, kwargs["pk"])
        try:
            may_edit(self.subject, self.actor, at=timezone.now())
        except Violation as refusal:
            messages.error(request, told(refusal))
            return redirect(self.get_success_url())
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        """The text as it stands."""
        return forms.initial_of(self.subject) if self.subject else {}

    def perform(self, data: dict[str, Any]) -> None:
        """Store what was changed."""
        services.document_update(
            document_id=self.kwargs["pk"],
            by=self.actor,
            at=timezone.now(),
            expected_version=self.version,
            **data,
        )
        messages.success(self.request, _("The text is kept."))


@require_safe
def preview(request: HttpRequest, *, pk: int) -> HttpResponse:
    """The paper as it would be now."""
    document = _seen(actor_of(request.user, request), pk)
    return unstored(paperwork.preview(document))


@require_safe
def word(request: HttpRequest, *, pk: int) -> HttpResponse:
    """The same paper as a Word file, for whoever may read the document."""
    document = _seen(actor_of(request.user, request), pk)
    name = f"{document.number or document.title}.docx"
    return unstored(paperwork.word(document), name=name, media_type=WORD, inline=False)


@require_safe
def sending(request: HttpRequest, *, pk: int) -> HttpResponse:
    """The sending list with its receipts; 404 before anything was sent."""
    document = _seen(actor_of(request.user, request), pk)
    if document.dispatched_at is None:
        raise Http404
    return unstored(paperwork.sending_list(document))


@require_POST
def trial(request: HttpRequest) -> HttpResponse:
    """The paper of what is typed, before it is kept."""
    actor = actor_of(request.user, request)
    if not may_draft(actor):
        raise denied(ORIGINATORS)
    sent = request.POST
    kind = sent.get("kind", "")
    document = OutgoingDocument(
        title=" ".join(sent.get("title", "").split())[:100] or _("(no title)"),
        kind=kind if kind in Kind.values else Kind.NOTICE,
        urgency=sent.get("urgency", "") if sent.get("urgency") in ("urgent", "flash") else "",
        main_recipients=list(forms.names(sent.get("main_recipients", ""))),
        copy_recipients=list(forms.names(sent.get("copy_recipients", ""))),
        body=sent.get("body", "")[:100_000],
        attachments_note=[
            line.strip() for line in sent.get("attachments_note", "").splitlines() if line.strip()
        ],
        remark=sent.get("remark", "")[:80],
    )
    return unstored(paperwork.preview(document))


def _seen(actor: Any, pk: int) -> OutgoingDocument:
    found = selectors.documents(actor, on=timezone.localdate()).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


class VersionsView(Page):
    """Every version, and two of them side by side (R14)."""

    template_name = "documents/versions.html"
    page_title = gettext_lazy("Versions")
    header_icon = "history"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The two asked for; the last two if none were."""
        document = _seen(self.actor, self.kwargs["pk"])
        versions = list(document.versions.order_by("-number"))
        new = self._asked("new", versions) or versions[0]
        old = self._asked("old", versions) or next(
            (one for one in versions if one.number < new.number), new
        )
        return {
            **super().get_context_data(**kwargs),
            "document": document,
            "versions": versions,
            "old": old,
            "new": new,
            "rows": compare.paragraphs(old.content["body"], new.content["body"]),
            "fields": [
                (label_of(name), then, now)
                for name, then, now in compare.fields(old.content, new.content)
            ],
        }

    def _asked(self, key: str, versions: list[DocumentVersion]) -> DocumentVersion | None:
        sent = self.request.GET.get(key, "")
        return next((one for one in versions if str(one.number) == sent), None)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Below its document."""
        document = _seen(self.actor, self.kwargs["pk"])
        url = reverse("documents:record", args=[document.pk])
        here = {"url": "", "label": self.page_title}
        items: list[dict[str, Any]] = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}]
        items += [{"url": reverse(name), "label": label} for name, label in ABOVE]
        return [*items, {"url": url, "label": str(document)}, here]


class NumbersView(OnceAction):
    """Agency codes, and the register of every number given, void ones included (R17)."""

    template_name = "documents/numbers.html"
    page_title = gettext_lazy("Document numbers")
    form_class = forms.SeriesForm
    submit_label = gettext_lazy("Open the agency code")
    header_icon = "list-ul"
    above = ABOVE

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The register is read by those who read every document; the office keeps it."""
        if not any(self.actor.holds(post) for post in selectors.READERS):
            raise denied(selectors.READERS)
        if request.method == "POST" and not self.may_keep:
            raise denied(KEEPERS)
        return super().dispatch(request, *args, **kwargs)

    @property
    def may_keep(self) -> bool:
        """May this person open and end codes?"""
        return any(self.actor.holds(post) for post in KEEPERS)

    def perform(self, data: dict[str, Any]) -> None:
        """Open a code."""
        services.series_open(by=self.actor, on=timezone.localdate(), **data)
        messages.success(self.request, _("The agency code is open."))

    def get_success_url(self) -> str:
        """Here again."""
        return reverse("documents:numbers")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One code and one year at a time."""
        series = list(DocumentSeries.objects.order_by("pk"))
        sent = self.request.GET.get("series", "")
        chosen = next((one for one in series if str(one.pk) == sent), None) or next(
            iter(series), None
        )
        this_year = timezone.localdate().year
        year = typed_year(self.request.GET.get("year", "")) or this_year
        rows: Any = []
        if chosen is not None:
            rows = numbering.register(chosen.counter, period=f"{year:04d}").order_by("-serial")
        return {
            **super().get_context_data(**kwargs),
            "series": series,
            "chosen": chosen,
            "year": year,
            "years": range(this_year, this_year - 5, -1),
            "page": Paginator(rows, PER_PAGE).get_page(self.request.GET.get("p")),
            "may_keep": self.may_keep,
        }


def end_series(request: HttpRequest, *, pk: int) -> HttpResponse:
    """End an agency code."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    actor = actor_of(request.user, request)
    if not any(actor.holds(post) for post in KEEPERS):
        raise Denied(_("Agency codes are kept by the office."), needs=KEEPERS)
    if not DocumentSeries.objects.filter(pk=pk).exists():
        raise Http404
    try:
        services.series_end(series_id=pk, by=actor, on=timezone.localdate())
    except Violation as refusal:
        messages.error(request, told(refusal))
    else:
        messages.success(request, _("The agency code has ended."))
    return redirect("documents:numbers")
