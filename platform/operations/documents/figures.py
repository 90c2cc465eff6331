"""What the province may see of documents: counts by kind and shares, never a title (R153, R161)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import partial

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from console.measures import ONE_DAY, between, centre_value
from core.figures import (
    Figure,
    Kind,
    Median,
    UnitValue,
    register_derived,
    register_figure,
    shared,
)
from core.workcalendar import WorkCalendar
from operations.documents.kinds import Kind as DocumentKind
from operations.documents.lifecycle import S
from operations.documents.models import OutgoingDocument, Step
from operations.documents.settings import setting

LATE = ("K01",)
CODES = ("D-ISSUED", "K01", "D-UNFILED")
# What the median of each step is called. A step's place here is its code: those that have days
# (R21) came first, and new ones go to the end.
STAYS = {
    S.OFFICE_REVIEW: _("Days of the editorial check (median)"),
    S.LEADER_SIGN: _("Days of countersigning or signing (median)"),
    S.DIRECTOR_SIGN: _("Days of the director's signing (median)"),
    S.PROOF_CHECK: _("Days of checking the proof (median)"),
    S.DRAFTING: _("Days of drafting (median)"),
    S.NUMBERING: _("Days of numbering (median)"),
    S.PROOFING: _("Days of printing a proof (median)"),
    S.PRINTING: _("Days of printing (median)"),
    S.DISPATCHING: _("Days of sending (median)"),
    S.FILING: _("Days of filing (median)"),
}
TIMED = tuple(STAYS)[:4]
# Stays are counted by whole days: 0 to 6 each, a week and more together.
WEEK = 7
Stays = dict[str, Counter[date]]


def _sent() -> QuerySet[OutgoingDocument]:
    return OutgoingDocument.objects.filter(dispatched_at__isnull=False)


def issued(on: date, *, kind: str = "") -> Iterator[UnitValue]:
    """Documents sent on the day; of one kind only, if one is named."""
    first, end = between(on)
    sent = _sent().filter(dispatched_at__gte=first, dispatched_at__lt=end)
    yield centre_value((sent.filter(kind=kind) if kind else sent).count())


def issued_days(*, kind: str = "") -> Iterable[date]:
    """Days on which something was sent."""
    sent = _sent().filter(kind=kind) if kind else _sent()
    return sent.values_list(TruncDate("dispatched_at"), flat=True).distinct()


def codes_of(kind: str) -> tuple[str, ...]:
    """The figures that a document of a kind touches."""
    return (*CODES, code_of(kind))


def code_of(kind: str) -> str:
    """The figure that counts a kind, by its place among the fifteen."""
    return f"D-KIND-{DocumentKind.values.index(kind) + 1:02d}"


def stay_code(state: str, days: int) -> str:
    """The figure that counts the stays of so many days at a step, or of a week and more."""
    return f"D-DAYS-{list(STAYS).index(S(state)) + 1}-{min(days, WEEK)}"


def code_of_stay(step: Step) -> str:
    """The figure that a stay which has ended counts in; '' where its step has none."""
    if step.ended_at is None or step.state not in STAYS:
        return ""
    began, ended = timezone.localdate(step.began_at), timezone.localdate(step.ended_at)
    return stay_code(step.state, (ended - began).days)


def _stays() -> Stays:
    """How many stays ended on which day, by the figure they count in. One query."""
    found: Stays = defaultdict(Counter)
    ended = Step.objects.filter(state__in=list(STAYS), ended_at__isnull=False)
    days = ended.annotate(first=TruncDate("began_at"), last=TruncDate("ended_at"))
    counted = days.values_list("state", "first", "last").annotate(number=Count("pk"))
    for state, first, last, number in counted.order_by():
        found[stay_code(state, (last - first).days)][last] += number
    return found


def stays(on: date, *, code: str) -> Iterator[UnitValue]:
    """Stays of a step that ended on the day after so many days, returned ones with them."""
    yield centre_value(shared("documents.stays", _stays)[code][on])


def stays_days(*, code: str) -> Iterable[date]:
    """Days on which such a stay ended."""
    return list(shared("documents.stays", _stays)[code])


def overdue(on: date) -> Iterator[UnitValue]:
    """K01: measured steps and incoming parts decided on the day, and those that were late.

    Each is decided once: on the day it ends in time, or on the day after its last one (R22).
    """
    from operations.documents.incoming.figures import decided

    first, end = between(on)
    measured = Step.objects.filter(due_at__isnull=False)
    in_time = measured.filter(ended_at__gte=first, ended_at__lt=end, ended_at__lte=F("due_at"))
    past = measured.filter(due_at__gte=first - ONE_DAY, due_at__lt=first)
    late = past.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=F("due_at"))).count()
    parts, late_parts = decided(on)
    yield centre_value(late + late_parts, late + in_time.count() + parts)


def overdue_days() -> Iterable[date]:
    """Days on which a step or an incoming part ended, and days after a last one."""
    from operations.documents.incoming.figures import decided_days

    yield from decided_days()
    measured = Step.objects.filter(due_at__isnull=False)
    ended = measured.filter(ended_at__isnull=False)
    yield from ended.values_list(TruncDate("ended_at"), flat=True).distinct()
    for day in measured.values_list(TruncDate("due_at"), flat=True).distinct():
        yield day + ONE_DAY


def unfiled(on: date) -> Iterator[UnitValue]:
    """Documents sent and, after the days there are for it, not filed at the end of the day."""
    calendar = shared("documents.calendar", WorkCalendar.load)
    sent_by = calendar.add(on, -setting("filing_days", on=on))
    _first, end = between(on)
    waiting = OutgoingDocument.objects.filter(dispatched_at__lt=between(sent_by)[0])
    yield centre_value(waiting.exclude(archived_at__lt=end).exclude(status=S.VOID).count())


def unfiled_days() -> Iterable[date]:
    """Days on which one was filed, or its time for that ran out."""
    filed = OutgoingDocument.objects.filter(archived_at__isnull=False)
    yield from filed.values_list(TruncDate("archived_at"), flat=True).distinct()
    calendar = WorkCalendar.load()
    for day in issued_days():
        yield calendar.add(day, setting("filing_days", on=day) + 1)


register_figure(
    Figure(
        code="D-ISSUED",
        name=_("Documents sent"),
        unit=_("documents"),
        kind=Kind.FLOW,
        formula=_("Outgoing documents sent in the period"),
        clause=19,
        values=issued,
        change_days=issued_days,
    )
)
register_figure(
    Figure(
        code="K01",
        name=_("Document steps overdue"),
        unit="%",
        kind=Kind.RATIO,
        formula=_(
            "Measured steps of outgoing documents and parts of incoming ones that ran over ÷ those"
            " decided in the period; each counts once, when it ends in time or runs over"
        ),
        clause=22,
        values=overdue,
        change_days=overdue_days,
        better="lower",
        floor=Decimal(20),
        target=Decimal(0),
        weight=Decimal(5),
        stock=False,
    )
)
register_figure(
    Figure(
        code="D-UNFILED",
        name=_("Documents not filed in time"),
        unit=_("documents"),
        kind=Kind.STOCK,
        formula=_("Documents sent and not filed within the days there are for it, at the end"),
        clause=20,
        values=unfiled,
        change_days=unfiled_days,
        better="lower",
    )
)

# How many of each kind: parts of the number sent.
for _kind in DocumentKind:
    register_figure(
        Figure(
            code=code_of(_kind),
            name=_kind.label,
            unit=_("documents"),
            kind=Kind.FLOW,
            formula=_("Outgoing documents sent in the period"),
            clause=23,
            values=partial(issued, kind=_kind.value),
            change_days=partial(issued_days, kind=_kind.value),
            inner=True,
        )
    )

# How long each step takes. Medians do not add up, the stays of so many days do (R158).
for _place, (_state, _name) in enumerate(STAYS.items(), start=1):
    _bands = tuple(stay_code(_state, _days) for _days in range(WEEK + 1))
    _clause = 21 if _state in TIMED else 11
    for _code in _bands:
        register_figure(
            Figure(
                code=_code,
                name=_name,
                unit=_("documents"),
                kind=Kind.FLOW,
                formula=_("Stays at the step that ended in the period, by days"),
                clause=_clause,
                values=partial(stays, code=_code),
                change_days=partial(stays_days, code=_code),
                inner=True,
            )
        )
    register_derived(
        Median(
            code=f"D-DAYS-{_place}",
            name=_name,
            unit=_("days"),
            formula=_(
                "Median of the calendar days from the arrival at the step to its end, over all"
                " stays that ended in the period, returned ones too; a week and more is counted"
                " together"
            ),
            clause=_clause,
            bands=_bands,
            better="lower",
        )
    )
