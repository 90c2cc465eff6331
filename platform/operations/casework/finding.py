"""Narrowing lists of cases: by light, by period, by words that are found whole (R156)."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, time

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    DateField,
    ExpressionWrapper,
    F,
    FloatField,
    Func,
    IntegerField,
    Q,
    QuerySet,
    Value,
)
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone

from core import privacy
from core.codes import check_phone
from core.codes.typed import plain
from core.errors import Violation
from core.workcalendar import WorkCalendar
from operations.casework.clock import LEFT_AT_YELLOW, Light
from operations.casework.lifecycle import RUNNING, States
from operations.casework.models import Applicant, Case

# Working days left at which the longest case (MOST_DAYS) is still yellow.
MOST_LEFT = 40
ID_LENGTH = 18


def of_light(
    rows: QuerySet[Case], light: str, *, on: date, calendar: WorkCalendar
) -> QuerySet[Case]:
    """Cases whose light is this one today, as `selectors.standing` says."""
    waiting = Q(status__in=(States.WAITING, States.SUPPLEMENT))
    unanswered = Q(status=States.SUBMITTED, answer_due_date__isnull=False)
    if light == Light.PAUSED:
        return rows.filter(waiting)
    rows = rows.annotate(
        due_days=F("promise_days") + F("extended_days"), legal_all=F("legal_days") + 0
    )
    late = unanswered & Q(answer_due_date__lt=on)
    late |= _running(Q(due_date__lt=on), Q(legal_due_date__lt=on))
    if light == Light.RED:
        return rows.filter(late)
    near = _running(
        _near("due_date", "due_days", on, calendar),
        _near("legal_due_date", "legal_all", on, calendar),
    )
    if light == Light.YELLOW:
        return rows.filter(near)
    ahead = unanswered & Q(answer_due_date__gte=on)
    ahead |= _running(Q(due_date__gte=on), Q(legal_due_date__gte=on))
    return rows.filter(ahead).exclude(near)


def _running(promised: Q, legal: Q) -> Q:
    """Of cases whose clock runs: to the promise, or to the law once that was kept."""
    open_ = Q(promise_met_at__isnull=True) & promised | Q(promise_met_at__isnull=False) & legal
    return Q(status__in=RUNNING) & open_


def _near(due: str, days: str, on: date, calendar: WorkCalendar) -> Q:
    """Due so soon that the light is yellow: the share of the time that is left is small."""
    # The working days left, counted by the database: in which gap between them the day lies.
    coming = [calendar.add(on, left) for left in range(1, MOST_LEFT + 1)]
    left = Func(
        F(due),
        Value(coming, output_field=ArrayField(DateField())),
        function="width_bucket",
        output_field=IntegerField(),
    )
    most = ExpressionWrapper(F(days) * LEFT_AT_YELLOW, output_field=FloatField())
    return Q(LessThanOrEqual(left, most), **{f"{due}__gte": on, f"{days}__gte": 1})


def of_words(rows: QuerySet[Case], words: str) -> QuerySet[Case]:
    """By number or reference; by the applicant's whole phone, ID number or credit code (R156)."""
    typed = words.strip().upper()
    wanted = Q(reference=typed) | Q(number__startswith=typed)
    # Their ids are asked first: within one statement the database would read all cases.
    return rows.filter(wanted | Q(applicant__in=list(whole(words).values_list("pk", flat=True))))


def whole(words: str) -> QuerySet[Applicant]:
    """Applicants by what is known whole: phone, ID number, credit code, or the full name."""
    typed = plain(words)
    wanted = Q(name=words.strip()) | Q(credit_code=typed)
    if len(typed) == ID_LENGTH:
        wanted |= Q(id_hash=privacy.search_hash(typed))
    with suppress(Violation):  # not a phone: the other ways remain
        wanted |= Q(phone_hash=privacy.search_hash(check_phone(words)))
    return Applicant.objects.filter(wanted, merged_into=None)


def since(day: date) -> datetime:
    """The first moment of a day, where the centre is."""
    return timezone.make_aware(datetime.combine(day, time()))
