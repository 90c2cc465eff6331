"""The module's place in the console: menu, workbench, search."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.actors import actor_of
from console import menu, search
from console.home import registry
from core.actor import Actor
from core.clauses import R
from operations.casework import finding, selectors
from operations.casework.lifecycle import (
    ASSIGNERS,
    REGISTRARS,
    RUNNING,
    WINDOW,
    AppointmentStates,
    States,
)
from operations.casework.models import Appointment, Case, FollowUp
from operations.casework.showing import name_of
from operations.casework.views.statistics import READERS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SHOWN = 5


def _mine(request: HttpRequest) -> int:
    return selectors.mine(actor_of(request.user, request)).count()


menu.register(
    "services",
    menu.Item(_("My cases"), "casework:mine", icon="user", order=10, count=_mine),
    menu.Item(_("Cases of the team"), "casework:team", icon="group", order=20),
    menu.Item(_("All cases"), "casework:index", icon="list-ul", order=30),
    menu.Item(_("Register a case"), "casework:new", icon="plus", order=40, posts=REGISTRARS),
    menu.Item(_("Not answered yet"), "casework:unanswered", icon="time", order=50),
    menu.Item(_("Overdue cases"), "casework:overdue", icon="warning", order=60),
    menu.Item(_("Assign many"), "casework:batch", icon="group", order=65, posts=ASSIGNERS),
    menu.Item(_("Hall"), "casework:hall", icon="calendar", order=70, posts=WINDOW),
    menu.Item(_("Applicants"), "casework:applicants", icon="user", order=80),
    menu.Item(_("Service items"), "casework:items", icon="list-ol", order=90),
    menu.Item(
        _("Statistics of cases"), "casework:statistics", icon="table", order=95, posts=READERS
    ),
)


def find(actor: Actor, words: str, limit: int) -> list[search.Hit]:
    """Cases by number, reference, or the applicant's whole number (R156)."""
    rows = finding.of_words(selectors.cases(actor), words).order_by("-created_at")[:limit]
    return [
        search.Hit(
            f"{name_of(case)} {case.item.name}",
            reverse("casework:record", args=[case.pk]),
            " · ".join(
                str(part)
                for part in (
                    case.applicant.masked_name if case.applicant else "",
                    case.get_status_display(),
                )
                if part
            ),
        )
        for case in rows
    ]


def today(actor: Actor, day: date) -> list[registry.Line]:
    """Appointments of the hall, answers due, cases past their day."""
    lines = []
    if actor.posts & set(WINDOW):
        booked = Appointment.objects.filter(on_date=day, status=AppointmentStates.BOOKED)
        lines += [
            registry.Line(
                _("Appointment: %(item)s") % {"item": one.item.name},
                reverse("casework:hall"),
                when=f"{one.slot:%H:%M}",
            )
            for one in booked.select_related("item").order_by("slot", "pk")[:SHOWN]
        ]
    answers = _whose(selectors.unanswered(actor), actor).filter(answer_due_date__lte=day)
    late = _whose(selectors.overdue(actor, on=day), actor)
    lines += _lines(answers.order_by("answer_due_date", "pk"), _("Answer due: %(case)s"), "warn")
    return lines + _lines(late.order_by("due_date", "pk"), _("Overdue: %(case)s"), "bad")


def _whose(rows: QuerySet[Case], actor: Actor) -> QuerySet[Case]:
    """All that they see for windows, stations and those who lead; else one's own."""
    if actor.posts & {*REGISTRARS, *READERS}:
        return rows
    return rows.filter(handler_id__in=actor.persons)


def _lines(rows: QuerySet[Case], words: StrOrPromise, tone: str) -> list[registry.Line]:
    return [
        registry.Line(
            str(words) % {"case": f"{name_of(case)} {case.item.name}"},
            reverse("casework:record", args=[case.pk]),
            tone=tone,
        )
        for case in rows[:SHOWN]
    ]


def unanswered(day: date) -> registry.Finding | None:
    """Answers past their working day (R135)."""
    if not Case.objects.exists():
        return None
    late = Case.objects.filter(status=States.SUBMITTED, answer_due_date__lt=day).count()
    if late:
        return registry.Finding(
            registry.BAD,
            _("%(n)s cases have no answer after a working day.") % {"n": late},
            reverse("casework:unanswered"),
        )
    return registry.Finding(registry.GOOD, _("Every case was answered in a working day."))


def overdue(day: date) -> registry.Finding | None:
    """Cases past their promised day (R136)."""
    if not Case.objects.filter(accepted_at__isnull=False).exists():
        return None
    late = Case.objects.filter(
        Q(promise_met_at=None, due_date__lt=day) | Q(legal_due_date__lt=day), status__in=RUNNING
    ).count()
    if late:
        return registry.Finding(
            registry.BAD,
            _("%(n)s cases are overdue.") % {"n": late},
            reverse("casework:overdue"),
        )
    return registry.Finding(registry.GOOD, _("No case is overdue."))


def not_called(day: date) -> registry.Finding | None:
    """Bad ratings that nobody called back about in a working day (R138)."""
    if not FollowUp.objects.exists():
        return None
    open_ = FollowUp.objects.filter(closed_at__isnull=True)
    late = open_.filter(
        Q(called_at__isnull=True, call_due_date__lt=day) | Q(due_date__lt=day)
    ).count()
    if late:
        return registry.Finding(
            registry.BAD,
            _("%(n)s bad ratings were not called back or put right in time.") % {"n": late},
            f"{reverse('casework:index')}?state=rated",
        )
    return registry.Finding(registry.GOOD, _("Every bad rating was called back in time."))


search.register("casework", _("Cases"), find)
registry.register_today("casework", today)
registry.register_check(registry.Check("R135", _("Answers"), R(135), unanswered))
registry.register_check(registry.Check("R136", _("Promised times"), R(136), overdue))
registry.register_check(registry.Check("R138", _("Call-backs"), R(138), not_called))
registry.register_step(
    registry.Step(
        13,
        _("Check the promises and register the first case"),
        "casework:items",
        Case.objects.exists,
    )
)
registry.register_shortcut(
    registry.Shortcut(_("Register a case"), "casework:new", icon="plus", posts=REGISTRARS)
)
