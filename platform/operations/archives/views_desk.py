"""The borrow desk and the destruction lists."""

from __future__ import annotations

from typing import Any

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
from accounts.views.pages import OnceAction, Page
from console.sentences import told
from core.errors import Violation
from core.lifecycle_words import denied
from core.papers.serving import unstored
from operations.archives import forms, packages, paperwork, selectors, services, watermark
from operations.archives.lifecycle import BORROWERS, ListStates, LoanStates
from operations.archives.models import DestructionList, Loan
from operations.archives.views import ABOVE, PER_PAGE, keeps


class LoansView(Page):
    """Loans: one's own; all of them for those who look over the archive."""

    template_name = "archives/loans.html"
    page_title = gettext_lazy("Loans")
    header_icon = "folder-open-1"
    above = ABOVE

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Rows by state, with what is late."""
        today = timezone.localdate()
        state = self.request.GET.get("state", "")
        found = selectors.loans_filtered(selectors.loans(self.actor), state=state, on=today)
        page = Paginator(found.order_by("-pk"), PER_PAGE).get_page(self.request.GET.get("p"))
        late = set(selectors.late_loans(today).values_list("pk", flat=True))
        return {
            **super().get_context_data(**kwargs),
            "page": page,
            "rows": [(loan, loan.pk in late) for loan in page.object_list],
            "state": state,
            "states": LoanStates.choices,
            "may_borrow": any(self.actor.holds(post) for post in BORROWERS),
            "may_oversee": selectors.oversees(self.actor),
        }


class BorrowView(OnceAction):
    """Apply for a file."""

    template_name = "archives/form.html"
    form_class = forms.BorrowForm
    page_title = gettext_lazy("Apply for a loan")
    submit_label = gettext_lazy("Apply")
    header_icon = "folder-open-1"
    above = (*ABOVE, ("archives:loans", gettext_lazy("Loans")))
    loan: Loan | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """For people of the centre."""
        if not any(self.actor.holds(post) for post in BORROWERS):
            raise denied(BORROWERS)
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        """The file one comes from."""
        return {"number": self.request.GET.get("number", "")[:40]}

    def perform(self, data: dict[str, Any]) -> None:
        """Ask for it."""
        self.loan = services.loan_apply(by=self.actor, at=timezone.now(), **data)
        messages.success(self.request, _("A leader decides on it; you will find it among yours."))

    def get_success_url(self) -> str:
        """To the loan."""
        if self.loan is None:
            return reverse("archives:loans")
        return reverse("archives:loan", args=[self.loan.pk])


@require_safe
def copy(request: HttpRequest, *, pk: int, part: int) -> HttpResponse:
    """A part of a borrowed copy, with the borrower's name and the day on every page."""
    actor, now = actor_of(request.user, request), timezone.now()
    loan = selectors.loans(actor).filter(pk=pk).first()
    if loan is None or not selectors.markable(loan.file).filter(pk=part).exists():
        raise Http404
    try:
        found = services.copy_opened(loan_id=pk, part_id=part, by=actor, at=now)
        content = watermark.marked(
            packages.content_of(found),
            media_type=found.media_type,
            name=loan.borrower_name,
            number=loan.file.number,
            on=timezone.localdate(now),
        )
    except FileNotFoundError:
        raise Http404 from None
    except Violation as refusal:
        messages.error(request, told(refusal))
        return redirect("archives:loan", pk=pk)
    return unstored(content)


# --- Destruction ---


class ListsView(Page):
    """Destruction lists."""

    template_name = "archives/lists.html"
    page_title = gettext_lazy("Destruction lists")
    header_icon = "bin"
    above = ABOVE

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """For those who look over the archive."""
        if not selectors.oversees(self.actor):
            raise denied(selectors.OVERSEERS)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Lists by state, and how much could go on one."""
        state = self.request.GET.get("state", "")
        found = selectors.with_counts(selectors.lists(self.actor))
        if state:
            found = found.filter(status=state)
        return {
            **super().get_context_data(**kwargs),
            "page": Paginator(found.order_by("-pk"), PER_PAGE).get_page(self.request.GET.get("p")),
            "state": state,
            "states": ListStates.choices,
            "over": selectors.over(on=timezone.localdate()).count(),
            "may_keep": keeps(self.actor),
        }


class ProposeView(OnceAction):
    """A new list."""

    template_name = "archives/propose.html"
    form_class = forms.DestructionForm
    page_title = gettext_lazy("Propose a destruction")
    submit_label = gettext_lazy("Propose")
    intro = gettext_lazy(
        "Files whose term is over. A leader appraises the list, the director approves it; the two"
        " are different people."
    )
    header_icon = "bin"
    above = (*ABOVE, ("archives:lists", gettext_lazy("Destruction lists")))
    made: DestructionList | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The office proposes."""
        if not keeps(self.actor):
            raise denied(selectors.KEEPERS)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether there is anything to propose."""
        due = selectors.over(on=timezone.localdate()).exists()
        return {**super().get_context_data(**kwargs), "due": due}

    def perform(self, data: dict[str, Any]) -> None:
        """Propose it."""
        self.made = services.list_propose(
            files=data["listed"], reason=data["reason"], by=self.actor, at=timezone.now()
        )

    def get_success_url(self) -> str:
        """To the list."""
        if self.made is None:
            return reverse("archives:lists")
        return reverse("archives:list", args=[self.made.pk])


@require_safe
def paper(request: HttpRequest, *, pk: int) -> HttpResponse:
    """The destruction list as it stands."""
    actor = actor_of(request.user, request)
    found = selectors.lists(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return unstored(paperwork.destruction(found))
