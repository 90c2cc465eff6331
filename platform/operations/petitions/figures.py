"""What the province may see of petitions: counts and shares, never a matter (R153, R161)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from console.measures import ONE_DAY, centre_value
from core.figures import Figure, Kind, UnitValue, register_figure
from operations.petitions.kinds import Verdict
from operations.petitions.models import Decision, Petition, Round

# A petition that was taken back in time needed no decision and no answer: it does not count.
NEEDED_NO_DECISION = Q(verdict=Verdict.WITHDRAWN, decided_date__lte=F("due_date"))
NEEDED_NO_ANSWER = Q(dropped_date__lte=F("due_date"))


def received(on: date) -> Iterator[UnitValue]:
    """Petitions received on the day."""
    yield centre_value(Petition.objects.filter(received_date=on).count())


def received_days() -> Iterable[date]:
    """Days on which something was received."""
    return Petition.objects.values_list("received_date", flat=True).distinct()


def accepted(on: date) -> Iterator[UnitValue]:
    """Decisions made in time, of those that fell on the day: each once, when made or run over."""
    counted = Decision.objects.exclude(NEEDED_NO_DECISION)
    good = counted.filter(decided_date=on, due_date__gte=on).count()
    yield centre_value(good, good + _late_decisions(on).count())


def _late_decisions(on: date) -> QuerySet[Decision]:
    past = Decision.objects.filter(due_date=on - ONE_DAY)
    return past.filter(Q(decided_date=None) | Q(decided_date__gt=F("due_date")))


def accepted_days() -> Iterable[date]:
    """Days of decisions, and days after a last one."""
    for made, due in Decision.objects.values_list("decided_date", "due_date").distinct():
        if made is not None:
            yield made
        yield due + ONE_DAY


def answered(on: date) -> Iterator[UnitValue]:
    """Written answers and reviews given in time, of those that fell on the day: each once."""
    good = Round.objects.filter(answered_date=on, due_date__gte=on).count()
    yield centre_value(good, good + _late_rounds(on).count())


def _late_rounds(on: date) -> QuerySet[Round]:
    past = Round.objects.filter(due_date=on - ONE_DAY).exclude(NEEDED_NO_ANSWER)
    return past.filter(Q(answered_date=None) | Q(answered_date__gt=F("due_date")))


def answered_days() -> Iterable[date]:
    """Days of answers, and days after a last one."""
    for given, due in Round.objects.values_list("answered_date", "due_date").distinct():
        if given is not None:
            yield given
        yield due + ONE_DAY


def late_at_end(on: date) -> Iterator[UnitValue]:
    """Terms that are over at the end of the day and not met."""
    undecided = Decision.objects.filter(due_date__lt=on)
    undecided = undecided.filter(Q(decided_date=None) | Q(decided_date__gt=on))
    unanswered = Round.objects.filter(due_date__lt=on)
    unanswered = unanswered.filter(Q(answered_date=None) | Q(answered_date__gt=on))
    unanswered = unanswered.filter(Q(dropped_date=None) | Q(dropped_date__gt=on))
    yield centre_value(undecided.count() + unanswered.count())


def late_days() -> Iterable[date]:
    """Days on which a term ran over or was met."""
    yield from accepted_days()
    yield from answered_days()
    yield from (
        day
        for day in Round.objects.values_list("dropped_date", flat=True).distinct()
        if day is not None
    )


register_figure(
    Figure(
        code="P-IN",
        name=_("Petitions received"),
        unit=_("petitions"),
        kind=Kind.FLOW,
        formula=_("Petitions registered, by the day they were received"),
        clause=26,
        values=received,
        change_days=received_days,
    )
)
register_figure(
    Figure(
        code="P-ACCEPTED",
        name=_("Petitions decided on in time"),
        unit="%",
        kind=Kind.RATIO,
        formula=_(
            "Petitions accepted, not accepted or forwarded within 15 calendar days ÷ those decided"
            " in the period; each counts once, when it is decided in time or runs over"
        ),
        clause=26,
        values=accepted,
        change_days=accepted_days,
        better="higher",
        floor=Decimal(80),
        target=Decimal(100),
        stock=False,
    )
)
register_figure(
    Figure(
        code="P-ANSWERED",
        name=_("Petitions answered in time"),
        unit="%",
        kind=Kind.RATIO,
        formula=_(
            "Written answers and reviews given by their last day, longer terms included ÷ those"
            " that fell in the period; each counts once, when it is given in time or runs over"
        ),
        clause=26,
        values=answered,
        change_days=answered_days,
        better="higher",
        floor=Decimal(80),
        target=Decimal(100),
        stock=False,
    )
)
register_figure(
    Figure(
        code="P-LATE",
        name=_("Petitions overdue"),
        unit=_("petitions"),
        kind=Kind.STOCK,
        formula=_("Terms of petitions that are over and not met, at the end"),
        clause=26,
        values=late_at_end,
        change_days=late_days,
        better="lower",
    )
)
