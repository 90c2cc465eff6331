"""Pages of duty: the roster, one's own shift, the duty book, holidays, papers."""

from __future__ import annotations

from calendar import Calendar
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.actors import actor_of
from accounts.posts import Post
from accounts.views.pages import OnceAction, Page
from console.sentences import told
from core.clauses import R
from core.errors import Violation
from core.lifecycle_words import denied
from core.workcalendar import WorkCalendar
from operations.duty import forms, paperwork, selectors, services
from operations.duty.lifecycle import OFFICERS, SWAP_OPEN, UNDER_WAY, RecordStates, S
from operations.duty.models import DutyRecord, Kind, Shift
from operations.duty.records_shift import ABOVE
from operations.duty.rules import roster
from operations.duty.services.moving import is_receiver
from operations.duty.settings import setting
from operations.duty.views_papers import last_of, month_of, only_centre

PER_PAGE = 50
# Holidays that begin so many days ahead are offered.
AHEAD = timedelta(days=200)


class RosterView(Page):
    """A month of the roster: a calendar on a desk, a list on a phone."""

    template_name = "duty/roster.html"
    page_title = gettext_lazy("Duty roster")
    header_icon = "calendar"
    above = ()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Weeks of days with their shifts; holidays without a shift are marked."""
        only_centre(self.actor)
        month = month_of(self.request)
        weeks = Calendar().monthdatescalendar(month.year, month.month)
        shifts = selectors.of_days(self.actor, first=weeks[0][0], last=weeks[-1][-1])
        by_day: dict[date, list[Shift]] = {}
        for one in shifts:
            by_day.setdefault(one.on_date, []).append(one)
        calendar, today = WorkCalendar.load(), timezone.localdate()
        state = self.request.GET.get("state", "")
        return {
            **super().get_context_data(**kwargs),
            "month": month,
            "before": (month - timedelta(days=1)).replace(day=1),
            "after": (month + timedelta(days=31)).replace(day=1),
            "weeks": [
                [
                    {
                        "date": day,
                        "inside": day.month == month.month,
                        "today": day == today,
                        "works": calendar.is_working(day),
                        "mark": calendar.marks.get(day),
                        "shifts": by_day.get(day, []),
                    }
                    for day in week
                ]
                for week in weeks
            ],
            "gaps": selectors.gaps_to_look_into() if state == "gaps" else None,
            "swaps": selectors.swaps(self.actor).filter(status__in=SWAP_OPEN).order_by("pk"),
            "may_plan": self.actor.holds(Post.OFFICE),
            "may_read": any(self.actor.holds(post) for post in selectors.READERS),
        }


class MineView(Page):
    """One's own shift, made for a phone: sign in, two-tap entries, open matters, hand over."""

    template_name = "duty/mine.html"
    page_title = gettext_lazy("My duty")
    header_icon = "time"
    above = ABOVE

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is to be done now, and what is ahead."""
        only_centre(self.actor)
        now, today = timezone.now(), timezone.localdate()
        mine = selectors.my_shifts(self.actor, at=now)
        standing = selectors.standing_in(self.actor, at=now)
        shift = standing or (mine[0] if mine else None)
        on_duty = shift is not None and shift.status == S.ON_DUTY
        early = timedelta(minutes=setting("early_minutes", on=today))
        planned = shift is not None and shift.status == S.PLANNED
        return {
            **super().get_context_data(**kwargs),
            "shift": shift,
            "is_own": standing is None,
            "on_duty": on_duty,
            "times": paperwork.times(shift) if shift else "",
            "waiting": selectors.waiting_before(shift) if planned and shift else None,
            "may_begin": planned and shift is not None and now >= shift.starts_at - early,
            "away": shift.aways.filter(back_at=None).first() if on_duty and shift else None,
            "kinds": Kind.choices,
            "entries": shift.records.order_by("-pk")[:20] if on_duty and shift else (),
            "matters": selectors.unfinished() if on_duty else (),
            "to_take_over": [
                (one, paperwork.times(one))
                for one in selectors.to_take_over(self.actor)
                if is_receiver(one, self.actor)
            ],
            "ahead": [
                (one, paperwork.times(one))
                for one in mine
                if one.pk != (shift.pk if shift else None) and one.status not in UNDER_WAY
            ],
            "conduct": setting("conduct", on=today),
            "conduct_clause": R(49),
        }


class SubmitView(OnceAction):
    """A form of duty."""

    template_name = "duty/form.html"
    header_icon = "calendar"
    above = ABOVE
    posts: tuple[str, ...] = (Post.OFFICE,)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Not for everybody."""
        if not any(self.actor.holds(post) for post in self.posts):
            raise denied(self.posts)
        return super().dispatch(request, *args, **kwargs)

    def get_success_url(self) -> str:
        """To the roster."""
        return reverse("duty:index")


class PlanView(SubmitView):
    """One shift."""

    page_title = gettext_lazy("Put a shift on the roster")
    submit_label = gettext_lazy("Put it on the roster")
    form_class = forms.ShiftForm

    def get_initial(self) -> dict[str, Any]:
        """Tomorrow, at the usual times."""
        return {
            name: timezone.localtime(at) for name, at in forms.first_times(timezone.now()).items()
        }

    def perform(self, data: dict[str, Any]) -> None:
        """Plan it."""
        shift = services.shift_plan(by=self.actor, at=timezone.now(), **data)
        messages.success(self.request, _("On the roster: %(shift)s") % {"shift": shift})


class FillView(SubmitView):
    """Days in fair rotation."""

    page_title = gettext_lazy("Fill the roster")
    submit_label = gettext_lazy("Fill it in rotation")
    intro = gettext_lazy(
        "Working days without a shift get one. Whoever had the fewest shifts so far comes first; "
        "who is on leave is left out. Holidays have schedules of their own."
    )
    form_class = forms.FillForm

    def get_initial(self) -> dict[str, Any]:
        """The rest of the month; of the next one when this one ends."""
        today = timezone.localdate()
        first = today + timedelta(days=1)
        return {"first_date": first, "last_date": last_of(first.replace(day=1))}

    def perform(self, data: dict[str, Any]) -> None:
        """Fill them."""
        made = services.roster_fill(by=self.actor, at=timezone.now(), **data)
        messages.success(self.request, _("%(n)s shifts are on the roster.") % {"n": len(made)})


class RecordsView(Page):
    """The duty book; filters are in the address."""

    template_name = "duty/records.html"
    page_title = gettext_lazy("Duty book")
    header_icon = "list-ul"
    above = ABOVE

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Rows, filters, the month's book."""
        only_centre(self.actor)
        asked = {k: str(v) for k, v in self.request.GET.items() if v and k != "p"}
        now, today = timezone.now(), timezone.localdate()
        try:
            day = parse_date(asked.get("day", ""))
        except ValueError:
            day = None
        found = selectors.filtered(
            selectors.records(self.actor, at=now, on=today),
            query=asked.get("q", ""),
            kind=asked.get("kind", ""),
            state=asked.get("state", ""),
            day=day,
            on=today,
        ).order_by("-occurred_at", "-pk")
        page = Paginator(found, PER_PAGE).get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "page": page,
            "rows": list(page.object_list),
            "asked": asked,
            "query": urlencode(asked),
            "kinds": Kind.choices,
            "states": RecordStates.choices,
            "month": today.replace(day=1),
            "may_read": any(self.actor.holds(post) for post in selectors.READERS),
        }


class RecordAddView(SubmitView):
    """The second tap: a phrase is an entry at once, or something is written."""

    template_name = "duty/record_add.html"
    submit_label = gettext_lazy("Write it down")
    form_class = forms.RecordForm
    header_icon = "list-ul"
    posts = OFFICERS
    above = (("duty:mine", gettext_lazy("My duty")),)
    record: DutyRecord | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """One of the seven kinds, else 404."""
        if self.kwargs["kind"] not in Kind.values:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        """Which kind."""
        return str(Kind(self.kwargs["kind"]).label)

    def get_form_kwargs(self) -> dict[str, Any]:
        """A phrase is text and result in one; an emergency is reported, not closed."""
        given = super().get_form_kwargs() | {"kind": self.kwargs["kind"]}
        phrase = self.request.POST.get("phrase", "")
        if phrase:
            given["data"] = {"text": phrase, "result": phrase}
        return given

    def perform(self, data: dict[str, Any]) -> None:
        """Write it down."""
        self.record = services.record_add(by=self.actor, at=timezone.now(), **data)
        messages.success(self.request, _("Written down: %(what)s") % {"what": self.record})

    def get_success_url(self) -> str:
        """On to the matter if something is to be done, else back to the shift."""
        if self.record is not None and self.record.closed_at is None:
            return reverse("duty:record", args=[self.record.pk])
        return reverse("duty:mine")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the phrases of the kind, and whether one may write at all."""
        kind, now = self.kwargs["kind"], timezone.now()
        return {
            **super().get_context_data(**kwargs),
            "kind": kind,
            "phrases": setting("phrases", on=timezone.localdate()).get(kind, ()),
            "on_duty": selectors.on_duty(self.actor, at=now),
        }


class SchedulesView(Page):
    """Holidays: which have a schedule, which are coming."""

    template_name = "duty/schedules.html"
    page_title = gettext_lazy("Holiday schedules")
    header_icon = "date"
    above = ABOVE

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The coming ones with their due days; what there is, the latest first."""
        only_centre(self.actor)
        today, calendar = timezone.localdate(), WorkCalendar.load()
        rows = list(selectors.schedules(self.actor).order_by("-first_date")[:PER_PAGE])
        there = {one.first_date for one in rows}
        days = setting("schedule_due_days", on=today)
        coming = [
            (block, roster.due_day(calendar, first=block.first, days=days))
            for block in roster.blocks(calendar, first=today, last=today + AHEAD)
            if block.first not in there
        ]
        return {
            **super().get_context_data(**kwargs),
            "rows": [
                (one, roster.published_in_time(due=one.due_date, published_at=one.published_at))
                for one in rows
            ],
            "coming": [(block, due, due < today) for block, due in coming],
            "today": today,
            "may_open": self.actor.holds(Post.OFFICE),
        }


@require_POST
def schedule_open(request: HttpRequest) -> HttpResponse:
    """Draw up the schedule of one holiday now."""
    actor = actor_of(request.user, request)
    if not actor.holds(Post.OFFICE):
        raise denied((Post.OFFICE,))
    try:
        first = parse_date(request.POST.get("first_date", ""))
    except ValueError:
        first = None
    if first is None:
        messages.error(request, _("Choose a holiday."))
        return redirect("duty:schedules")
    try:
        made = services.schedule_open(first_date=first, by=actor, at=timezone.now())
    except Violation as refusal:
        messages.error(request, told(refusal))
        return redirect("duty:schedules")
    messages.success(request, _("Drawn up: %(schedule)s") % {"schedule": made})
    return redirect("duty:schedule", made.pk)
