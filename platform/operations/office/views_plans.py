"""Pages of two-weekly plans: the list, an item entered, changed, followed; the sheet."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.actors import actor_of
from accounts.posts import Post
from accounts.views.pages import OnceAction, Page
from console.sentences import told
from core.actor import Actor
from core.errors import Violation
from core.lifecycle_words import denied
from core.papers.serving import unstored
from core.workcalendar import WorkCalendar
from operations.office import forms_plans, paperwork, selectors, services
from operations.office.lifecycle import ISSUERS, OWNERS
from operations.office.models import PlanItem, WorkPlan
from operations.office.rules import plans as rules

PER_PAGE = 30
ABOVE = (("office:plans", gettext_lazy("Two-weekly plans")),)


def plan_seen(actor: Actor, pk: int) -> WorkPlan:
    """The plan, or 404."""
    found = selectors.plans(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def item_seen(actor: Actor, pk: int) -> PlanItem:
    """The item of a plan one sees, or 404."""
    found = PlanItem.objects.select_related("plan", "department").filter(
        pk=pk, plan__in=selectors.plans(actor)
    )
    item = found.first()
    if item is None:
        raise Http404
    return item


class PlansView(Page):
    """All cycles, the latest first."""

    template_name = "office/plans.html"
    page_title = gettext_lazy("Two-weekly plans")
    header_icon = "calendar-alt"
    above = ()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each with its counts, and whether it was published in time (R42)."""
        calendar = WorkCalendar.load()
        found = selectors.counted(selectors.plans(self.actor)).order_by("-start_date")
        page = Paginator(found, PER_PAGE).get_page(self.request.GET.get("p"))
        rows = [
            (
                one,
                rules.published_on_time(
                    calendar, start=one.start_date, published_at=one.published_at
                ),
                calendar.on_or_after(one.start_date) < timezone.localdate(),
            )
            for one in page.object_list
        ]
        return {
            **super().get_context_data(**kwargs),
            "page": page,
            "rows": rows,
            "may_open": self.actor.holds(Post.OFFICE),
        }


@require_POST
def open_plans(request: HttpRequest) -> HttpResponse:
    """What the morning's job does, now."""
    actor = actor_of(request.user, request)
    if not actor.holds(Post.OFFICE):
        raise denied((Post.OFFICE,))
    opened = services.plan_open_due(by=actor, at=timezone.now())
    if opened:
        names = "、".join(map(str, opened))
        messages.success(request, _("Opened: %(plans)s.") % {"plans": names})
    else:
        messages.info(request, _("Every cycle that is due has its plan."))
    return redirect("office:plans")


class ItemView(OnceAction):
    """An item's form."""

    template_name = "office/plan_item.html"
    form_class: type[django_forms.Form] = forms_plans.PlanItemForm
    header_icon = "calendar-alt"
    submit_label = gettext_lazy("Keep the item")
    plan: WorkPlan
    item: PlanItem | None = None
    above = ABOVE

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """404 for what one does not see, 403 for who enters nothing."""
        self._load()
        if not any(self.actor.holds(post) for post in OWNERS):
            raise denied(OWNERS)
        return super().dispatch(request, *args, **kwargs)

    def _load(self) -> None:
        self.item = item_seen(self.actor, self.kwargs["pk"])
        self.plan = self.item.plan

    def get_success_url(self) -> str:
        """To the plan."""
        return reverse("office:plan", args=[self.plan.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the plan."""
        return {**super().get_context_data(**kwargs), "plan": self.plan, "item": self.item}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Below its plan."""
        items: list[dict[str, Any]] = super().get_breadcrumbs_items()
        return [*items[:-1], {"url": self.get_success_url(), "label": str(self.plan)}, items[-1]]


class ItemAddView(ItemView):
    """A new item; after the publication an addition (R40)."""

    page_title = gettext_lazy("Enter an item")

    def _load(self) -> None:
        self.plan = plan_seen(self.actor, self.kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the actor and the plan."""
        return super().get_form_kwargs() | {"actor": self.actor, "plan": self.plan}

    def perform(self, data: dict[str, Any]) -> None:
        """Enter it."""
        services.plan_item_add(plan_id=self.plan.pk, by=self.actor, at=timezone.now(), **data)
        messages.success(self.request, _("The item is in the plan."))


class ItemChangeView(ItemView):
    """Change an item before the publication."""

    page_title = gettext_lazy("Change the item")

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the actor and the plan."""
        more = {"actor": self.actor, "plan": self.plan, "adding": False}
        return super().get_form_kwargs() | more

    def get_initial(self) -> dict[str, Any]:
        """The item as it stands."""
        names = ("department_id", "matter", "responsible", "start_date", "end_date")
        return {name: getattr(self.item, name) for name in (*names, "expected", "source")}

    def perform(self, data: dict[str, Any]) -> None:
        """Store what was changed."""
        services.plan_item_change(
            item_id=self.kwargs["pk"], by=self.actor, at=timezone.now(), **data
        )
        messages.success(self.request, _("The item is kept."))


class ItemProgressView(ItemView):
    """How far an item is."""

    page_title = gettext_lazy("Progress of the item")
    form_class = forms_plans.ProgressForm

    def get_initial(self) -> dict[str, Any]:
        """As it stands."""
        return {name: getattr(self.item, name) for name in ("progress", "note")}

    def perform(self, data: dict[str, Any]) -> None:
        """Note it."""
        services.plan_item_progress(
            item_id=self.kwargs["pk"], by=self.actor, at=timezone.now(), **data
        )
        messages.success(self.request, _("The progress is noted."))


@require_POST
def item_remove(request: HttpRequest, *, pk: int) -> HttpResponse:
    """Take an item off."""
    actor = actor_of(request.user, request)
    plan = item_seen(actor, pk).plan
    if not any(actor.holds(post) for post in OWNERS):
        raise denied(OWNERS)
    try:
        services.plan_item_remove(item_id=pk, by=actor, at=timezone.now())
    except Violation as refusal:
        messages.error(request, told(refusal))
    else:
        messages.success(request, _("The item is taken off."))
    return redirect("office:plan", plan.pk)


@require_POST
def item_supervise(request: HttpRequest, *, pk: int) -> HttpResponse:
    """One click: a supervision item of it (R43)."""
    actor = actor_of(request.user, request)
    plan = item_seen(actor, pk).plan
    if not any(actor.holds(post) for post in ISSUERS):
        raise denied(ISSUERS)
    try:
        made = services.plan_item_supervise(item_id=pk, by=actor, at=timezone.now())
    except Violation as refusal:
        messages.error(request, told(refusal))
        return redirect("office:plan", plan.pk)
    messages.success(request, _("Issued as %(number)s.") % {"number": made.number})
    return redirect("office:item", made.pk)


@require_safe
def plan_sheet(request: HttpRequest, *, pk: int) -> HttpResponse:
    """The sheet as it would be now."""
    plan = plan_seen(actor_of(request.user, request), pk)
    return unstored(paperwork.preview(plan), name="plan.pdf")
