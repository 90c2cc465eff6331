"""What may be read of cases and applicants: by whom (R148), and only through hashes (R156)."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any, Protocol

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.dateparse import parse_time

from accounts.models import User
from core import privacy
from core.actor import Actor
from core.codes import check_phone
from core.errors import Violation
from core.workcalendar import WorkCalendar
from operations.casework import clock, rules
from operations.casework.clock import Light
from operations.casework.lifecycle import OPEN, RUNNING, AppointmentStates, States, TicketStates
from operations.casework.models import (
    Applicant,
    Appointment,
    Case,
    ItemForm,
    Pause,
    Promise,
    QueueTicket,
    ServiceItem,
)
from operations.casework.settings import setting
from operations.staff.models import Assignment, PersonSkill
from operations.stations.models import Station
from operations.stations.selectors import sees_all, stations

ID_LENGTH = 18


def cases(actor: Actor) -> QuerySet[Case]:
    """The cases an actor may see: own station's, one's township's, or all (R148)."""
    found = Case.objects.select_related(
        "item", "applicant__village", "station__township", "handler"
    )
    if actor.is_system or sees_all(actor):
        return found
    return found.filter(station__in=stations(actor).values("pk"))


def case_full(actor: Actor) -> QuerySet[Case]:
    """Cases with what their page shows."""
    return cases(actor).select_related(
        "form", "about__item", "applicant__station", "rating__follow_up", "consent_text"
    )


def mine(actor: Actor) -> QuerySet[Case]:
    """Open cases that this person handles."""
    return cases(actor).filter(handler_id__in=actor.persons, status__in=OPEN)


def overdue(actor: Actor, *, on: date) -> QuerySet[Case]:
    """Accepted cases past their due day whose clock runs."""
    return cases(actor).filter(
        Q(promise_met_at=None, due_date__lt=on) | Q(legal_due_date__lt=on), status__in=RUNNING
    )


def unanswered(actor: Actor) -> QuerySet[Case]:
    """Submitted cases without an answer yet (R135)."""
    return cases(actor).filter(status=States.SUBMITTED)


# --- Applicants ---


def applicants(actor: Actor) -> QuerySet[Applicant]:
    """Applicants one may see: the centre all, a station those it entered or has cases of."""
    found = Applicant.objects.filter(merged_into=None).select_related("village", "station")
    if actor.is_system or sees_all(actor):
        return found
    own = stations(actor).values("pk")
    here = Case.objects.filter(applicant=OuterRef("pk"), station__in=own)
    return found.filter(Q(entered_at__in=own) | Exists(here))


def applicant_search(actor: Actor, words: str, *, limit: int = 10) -> list[Applicant]:
    """By part of the name, or by the whole phone, ID number or credit code (R156)."""
    words = words.strip()
    if not words:
        return []
    wanted = Q(name__icontains=words) | Q(credit_code=words.upper())
    if len(words) == ID_LENGTH:
        wanted |= Q(id_hash=privacy.search_hash(words.upper()))
    with suppress(Violation):  # not a phone: the other ways remain
        wanted |= Q(phone_hash=privacy.search_hash(check_phone(words)))
    latest = Prefetch("cases", Case.objects.order_by("-created_at").select_related("item"))
    return list(
        applicants(actor).filter(wanted).prefetch_related(latest).order_by("name", "pk")[:limit]
    )


def same_applicant(
    *, name: str, phone: str, id_number: str, credit_code: str, station_id: int | None
) -> Applicant | None:
    """The applicant that this is, by what identifies one; for services."""
    known = Applicant.objects.filter(merged_into=None)
    for wanted in (
        Q(id_hash=privacy.search_hash(id_number)) if id_number else None,
        Q(credit_code=credit_code) if credit_code else None,
        Q(station_id=station_id) if station_id else None,
    ):
        found = known.filter(wanted).first() if wanted is not None else None
        if found is not None:
            return found
    if not phone:
        return None
    alike = known.filter(phone_hash=privacy.search_hash(phone), name=name)
    # Somebody with another ID number or code is somebody else, whatever the name.
    for other in alike.order_by("pk"):
        if not (id_number and other.id_hash) and not (credit_code and other.credit_code):
            return other
    return None


def duplicates_of(applicant: Applicant) -> QuerySet[Applicant]:
    """Entries that may be the same: the same phone, or the same name in the same village."""
    alike = Q(name=applicant.name, village=applicant.village_id) & Q(village__isnull=False)
    if applicant.phone_hash:
        alike |= Q(phone_hash=applicant.phone_hash)
    return (
        Applicant.objects.filter(alike, merged_into=None, anonymised_at=None)
        .exclude(pk=applicant.pk)
        .order_by("pk")
    )


# --- Items ---


def items(*, on: date) -> QuerySet[ServiceItem]:
    """Items offered on a day, in the catalogue's order."""
    return ServiceItem.objects.filter(
        Q(withdrawn_date__isnull=True) | Q(withdrawn_date__gt=on)
    ).order_by("order", "code")


def items_for(actor: Actor, *, on: date, station: Station | None = None) -> QuerySet[ServiceItem]:
    """Items that this person may register: a station its abilities and what it takes for others."""
    found = items(on=on)
    if station is not None:
        return found.filter(
            Q(by_station=True, code__in=station.abilities) | Q(by_station=False, at_station=True)
        )
    return found if sees_all(actor) else found.none()


def promises(*, on: date) -> dict[int, Promise]:
    """The promise in force of every item, by the item's id; one query."""
    rows = Promise.objects.filter(valid_from_date__lte=on).order_by("item_id", "valid_from_date")
    return {row.item_id: row for row in rows}


def latest_form(item: ServiceItem) -> ItemForm | None:
    """The newest version of an item's form, in force or not yet."""
    return max(item.forms.all(), key=lambda form: form.version, default=None)


# --- Who can handle it ---


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could take a case, with what speaks for it."""

    user_id: int
    name: str
    open_cases: int
    in_department: bool
    skilled: bool
    barred: bool

    @property
    def order(self) -> tuple[bool, bool, bool, int, str]:
        """Best first: allowed, of the department, skilled, least loaded."""
        return (
            self.barred,
            not self.in_department,
            not self.skilled,
            self.open_cases,
            self.name,
        )


def candidates(case: Case, *, on: date) -> list[Candidate]:
    """Who may handle a case, the best first: by zone, skill and load."""
    from core.actor import directory
    from operations.casework.lifecycle import HANDLERS

    scope = case.process_scope()
    known = directory()
    ids = {user for post in HANDLERS for user in known.holders(post, scope)}
    departments = set(
        Assignment.objects.on(on)
        .filter(person__user__in=ids, department__code=case.item.department)
        .values_list("person__user_id", flat=True)
    )
    skilled = (
        set(
            PersonSkill.objects.filter(
                Q(expires_date__isnull=True) | Q(expires_date__gte=on),
                person__user__in=ids,
                skill__name=case.item.skill,
            ).values_list("person__user_id", flat=True)
        )
        if case.item.skill
        else ids
    )
    first = (
        set(Case.objects.get(pk=case.about_id).handlers.values_list("user_id", flat=True))
        if case.about_id
        else set()
    )
    people = User.objects.filter(pk__in=ids, is_active=True).annotate(
        load=Count("cases", filter=Q(cases__status__in=RUNNING))
    )
    found = [
        Candidate(
            user_id=user.pk,
            name=user.name,
            open_cases=user.load,
            in_department=user.pk in departments,
            skilled=user.pk in skilled,
            barred=user.pk in first,
        )
        for user in people
    ]
    return sorted(found, key=lambda one: one.order)


# --- The clock on pages ---


class Clocked(Protocol):
    """What the clock of a case is told by."""

    status: Any
    answer_due_date: Any
    due_date: Any
    legal_due_date: Any
    promise_met_at: Any
    promise_days: Any
    extended_days: Any
    legal_days: Any


@dataclass(frozen=True, slots=True)
class Standing:
    """How a case's clock stands: its light and the working days left."""

    light: Light
    left: int | None


def standing(case: Clocked, *, on: date, calendar: WorkCalendar) -> Standing:
    """The light of one case; cases that wait, or are over, have no running clock."""
    if case.status in (States.WAITING, States.SUPPLEMENT):
        return Standing(Light.PAUSED, None)
    if case.status == States.SUBMITTED and case.answer_due_date is not None:
        left = calendar.working_days_between(on, case.answer_due_date)
        return Standing(Light.RED if on > case.answer_due_date else Light.GREEN, left)
    due, days = case.due_date, case.promise_days + case.extended_days
    if case.promise_met_at is not None:
        due, days = case.legal_due_date, case.legal_days
    if case.status not in RUNNING or due is None:
        return Standing(Light.NONE, None)
    light = clock.light(calendar, due=due, days=days, today=on, paused=False)
    return Standing(light, calendar.working_days_between(on, due))


def paused_now() -> Exists:
    """Cases whose promised clock stands still, for filters."""
    return Exists(
        Pause.objects.filter(case=OuterRef("pk"), to_date__isnull=True, kind=Pause.Kind.APPLICANT)
    )


# --- The rating ---


def rating_is_possible(case: Case, *, signed_in: bool, on: date) -> None:
    """Raises Violation where this browser cannot rate this case on this day (R137, R139)."""
    rules.rating_is_the_applicants(signed_in=signed_in)
    rules.rating_is_open(rated=hasattr(case, "rating"), until=case.rate_until_date, today=on)


# --- The hall ---


def slots(day: date, *, today: date) -> list[time]:
    """The times at which a day offers appointments: working days within the time ahead."""
    ahead = setting("book_days_ahead", on=today)
    if not today < day <= today + timedelta(days=ahead):
        return []
    if not WorkCalendar.load().is_working(day):
        return []
    found = (parse_time(text) for text in setting("slots", on=day))
    return [slot for slot in found if slot is not None]


def days_ahead(*, today: date) -> list[date]:
    """The days for which appointments can be booked."""
    calendar = WorkCalendar.load()
    ahead = setting("book_days_ahead", on=today)
    days = (today + timedelta(days=n) for n in range(1, ahead + 1))
    return [day for day in days if calendar.is_working(day)]


def free_places(day: date, *, today: date) -> list[tuple[time, int]]:
    """The slots of a day with the places left."""
    capacity = setting("places_per_slot", on=day)
    taken = {
        row["slot"]: row["n"]
        for row in Appointment.objects.filter(
            on_date=day,
            status__in=(AppointmentStates.BOOKED, AppointmentStates.ARRIVED),
        )
        .values("slot")
        .annotate(n=Count("pk"))
    }
    return [(slot, max(0, capacity - taken.get(slot, 0))) for slot in slots(day, today=today)]


def queue(*, on: date) -> tuple[Sequence[QueueTicket], int]:
    """The last numbers called, newest first, and how many wait."""
    today = QueueTicket.objects.filter(on_date=on)
    called = today.filter(called_at__isnull=False).order_by("-called_at")[:8]
    return list(called), today.filter(status=TicketStates.WAITING).count()
