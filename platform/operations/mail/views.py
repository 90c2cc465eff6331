"""Lists and forms of mail: the register, sorting, what waits, what nobody claims, papers."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.actors import actor_of
from accounts.views.pages import OnceAction, Page
from console.sentences import told
from core.actor import Actor
from core.codes.typed import is_digits
from core.errors import Violation
from core.lifecycle_words import denied
from core.workcalendar import WorkCalendar
from operations.mail import forms, selectors, services
from operations.mail.kinds import MailKind
from operations.mail.lifecycle import KEEPERS, S, States
from operations.mail.models import MailItem, Subscription

PER_PAGE = 50
JUST_NOW = 8
ABOVE: tuple[tuple[str, Any], ...] = (
    ("mail:index", gettext_lazy("Newspapers, letters and parcels")),
)
FILTERS = ("q", "state", "kind", "slot")
# What stays in the form from one piece to the next.
KEPT = ("kind", "received_date")


def keepers_only(actor: Actor) -> None:
    """Raise Denied for others than those who receive and distribute."""
    if not selectors.keeps(actor):
        raise denied(KEEPERS)


class KeptPage(Page):
    """A page of those who receive and distribute."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Not for everybody."""
        keepers_only(self.actor)
        return super().dispatch(request, *args, **kwargs)


class KeptAction(OnceAction):
    """A form of theirs."""

    template_name = "mail/form.html"
    header_icon = "mail"
    above = ABOVE

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Not for everybody."""
        keepers_only(self.actor)
        return super().dispatch(request, *args, **kwargs)


class IndexView(Page):
    """The register; filters are in the address."""

    template_name = "mail/index.html"
    page_title = gettext_lazy("Newspapers, letters and parcels")
    header_icon = "mail"
    above: tuple[tuple[str, Any], ...] = ()
    order: tuple[str, ...] = ("-registered_at", "-pk")

    def found(self) -> QuerySet[MailItem]:
        """What this page lists."""
        return selectors.items(self.actor, on=timezone.localdate())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Rows, filters."""
        sent = self.request.GET
        asked = {name: sent[name] for name in FILTERS if sent.get(name)}
        today = timezone.localdate()
        found = selectors.filtered(
            self.found(),
            today=today,
            query=asked.get("q", ""),
            **{name: asked.get(name, "") for name in FILTERS[1:]},
        ).order_by(*self.order)
        return {
            **super().get_context_data(**kwargs),
            "page": Paginator(found, PER_PAGE).get_page(sent.get("p")),
            "asked": asked,
            "query": urlencode(asked),
            "here": self.request.path,
            "states": States.choices,
            "kinds": MailKind.choices,
            "slots": forms.slot_choices(),
            "today": today,
            "may_keep": selectors.keeps(self.actor),
        }


class WaitingView(IndexView):
    """What was not collected in time, the longest first (R60)."""

    template_name = "mail/waiting.html"
    page_title = gettext_lazy("Mail not collected in time")
    header_icon = "warning"
    above = ABOVE
    order = ("due_date", "slot__code", "pk")

    def found(self) -> QuerySet[MailItem]:
        """Past their last day."""
        return selectors.late(super().found(), today=timezone.localdate())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the working days it is late."""
        context = super().get_context_data(**kwargs)
        calendar, today = WorkCalendar.load(), context["today"]
        context["rows"] = [
            (item, calendar.working_days_between(item.due_date, today) if item.due_date else 0)
            for item in context["page"].object_list
        ]
        return context


class UnclaimedView(IndexView):
    """What nobody is known for (待认领, R61)."""

    template_name = "mail/unclaimed.html"
    page_title = gettext_lazy("Unclaimed mail")
    header_icon = "help"
    above = ABOVE
    order = ("received_date", "pk")

    def found(self) -> QuerySet[MailItem]:
        """On the list."""
        return super().found().filter(status=S.UNCLAIMED)


class AddView(KeptAction):
    """One piece after the other: the form stays, what was entered stands below."""

    template_name = "mail/add.html"
    page_title = gettext_lazy("Register mail")
    submit_label = gettext_lazy("Register it")
    form_class = forms.RegisterForm
    item: MailItem | None = None

    def get_initial(self) -> dict[str, Any]:
        """Kind and day of the piece before."""
        return {name: self.request.GET[name] for name in KEPT if name in self.request.GET}

    def perform(self, data: dict[str, Any]) -> None:
        """Enter it."""
        self.item = services.mail_register(by=self.actor, at=timezone.now(), **data)
        if self.item.slot is None:
            said = _("%(item)s is registered; no pigeonhole is known for “%(addressee)s”.")
            messages.warning(
                self.request, said % {"item": self.item, "addressee": self.item.addressee}
            )
        else:
            said = _("%(item)s is registered, for pigeonhole %(slot)s.")
            messages.success(self.request, said % {"item": self.item, "slot": self.item.slot})

    def get_success_url(self) -> str:
        """The form again, for the next piece."""
        if self.item is None:
            return reverse("mail:index")
        kept = {"kind": self.item.kind, "received_date": self.item.received_date.isoformat()}
        return f"{reverse('mail:add')}?{urlencode(kept)}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Names to choose from, and what was entered just now."""
        today = timezone.localdate()
        latest = selectors.items(self.actor, on=today).filter(registered_at__date=today)
        return {
            **super().get_context_data(**kwargs),
            "names": selectors.addressees(on=today),
            "rows": latest.order_by("-registered_at", "-pk")[:JUST_NOW],
        }


class SortingView(KeptPage):
    """What is to be sorted: ticked, and with one click each in its pigeonhole (R58)."""

    template_name = "mail/sorting.html"
    page_title = gettext_lazy("Sort mail")
    header_icon = "table"
    above = ABOVE

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The oldest first."""
        waiting = selectors.items(self.actor, on=timezone.localdate()).filter(status=S.RECEIVED)
        return {
            **super().get_context_data(**kwargs),
            "rows": waiting.order_by("received_date", "pk")[: 4 * PER_PAGE],
            "slots": forms.slot_choices(),
            "today": timezone.localdate(),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Those ticked, into what was chosen beside them."""
        sent = [int(one) for one in request.POST.getlist("item") if is_digits(one)]
        known = set(MailItem.objects.filter(pk__in=sent).values_list("pk", flat=True))
        offered = {slot for slot, _label in forms.slot_choices()}
        chosen: dict[int, int | None] = {}
        for item in sent:
            typed = request.POST.get(f"slot-{item}", "")
            slot = int(typed) if is_digits(typed) else None
            if item in known:
                chosen[item] = slot if slot in offered else None
        try:
            number = services.mail_sort_many(slots=chosen, by=self.actor, at=timezone.now())
        except Violation as refusal:
            messages.error(request, told(refusal))
        else:
            messages.success(request, _("%(n)s pieces are in their pigeonholes.") % {"n": number})
        return redirect("mail:sorting")


class PapersView(KeptPage):
    """The day's ordinary papers, ticked pigeonhole by pigeonhole (R60)."""

    template_name = "mail/papers.html"
    page_title = gettext_lazy("Newspapers of the day")
    header_icon = "list-ul"
    above = ABOVE

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is expected today, and every subscription."""
        today = timezone.localdate()
        rows = selectors.papers_of(today) if WorkCalendar.load().is_working(today) else []
        return {
            **super().get_context_data(**kwargs),
            "today": today,
            "rows": rows,
            "open": sum(row.tick is None for row in rows),
            "subscriptions": selectors.subscriptions(on=today),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Those ticked are in."""
        sent = [int(one) for one in request.POST.getlist("slot") if is_digits(one)]
        missing = {slot: request.POST.get(f"missing-{slot}", "") for slot in sent}
        try:
            number = services.papers_tick(
                slot_ids=sent, missing=missing, by=self.actor, at=timezone.now()
            )
        except Violation as refusal:
            messages.error(request, told(refusal))
        else:
            said = _("The papers of %(n)s pigeonholes are ticked.") % {"n": number}
            messages.success(request, said)
        return redirect("mail:papers")


class SubscriptionAddView(KeptAction):
    """A new subscription."""

    page_title = gettext_lazy("Enter a subscription")
    submit_label = gettext_lazy("Enter the subscription")
    form_class = forms.SubscriptionForm
    above = (*ABOVE, ("mail:papers", gettext_lazy("Newspapers of the day")))

    def perform(self, data: dict[str, Any]) -> None:
        """Enter it."""
        found = services.subscription_open(by=self.actor, at=timezone.now(), **data)
        messages.success(self.request, _("“%(title)s” is entered.") % {"title": found.title})

    def get_success_url(self) -> str:
        """Back to the papers."""
        return reverse("mail:papers")


@require_POST
def subscription_end(request: HttpRequest, *, pk: int) -> HttpResponse:
    """Today is its last day."""
    actor = actor_of(request.user, request)
    keepers_only(actor)
    if not Subscription.objects.filter(pk=pk).exists():
        raise Http404
    found = services.subscription_end(subscription_id=pk, by=actor, at=timezone.now())
    messages.success(request, _("“%(title)s” ends today.") % {"title": found.title})
    return redirect("mail:papers")
