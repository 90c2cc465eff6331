"""What the province may see of mail: counts, never a sender or an addressee (R153, R161)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from console.measures import ONE_DAY, centre_value
from core.figures import Figure, Kind, UnitValue, register_figure
from operations.mail.lifecycle import S
from operations.mail.models import MailItem, Missort


def received(on: date) -> Iterator[UnitValue]:
    """Pieces that were received on the day."""
    yield centre_value(MailItem.objects.filter(received_date=on).exclude(status=S.VOID).count())


def received_days() -> Iterable[date]:
    """Days on which something was received."""
    return MailItem.objects.values_list("received_date", flat=True).distinct()


def wrong(on: date) -> Iterator[UnitValue]:
    """Wrong deliveries that were corrected on the day (错分, R61)."""
    yield centre_value(Missort.objects.filter(on_date=on).count())


def wrong_days() -> Iterable[date]:
    """Days on which one was corrected."""
    return Missort.objects.values_list("on_date", flat=True).distinct()


def late(on: date) -> Iterator[UnitValue]:
    """Pieces that still lay in their pigeonhole when the last day to collect them was over (R60).

    Each counts once, on the day after its last one.
    """
    past = MailItem.objects.filter(due_date=on - ONE_DAY).exclude(status=S.VOID)
    still = Q(ended_at__isnull=True) | Q(ended_at__date__gt=F("due_date"))
    yield centre_value(past.filter(still).count())


def late_days() -> Iterable[date]:
    """Days after a last one."""
    due = MailItem.objects.filter(due_date__isnull=False).values_list("due_date", flat=True)
    return [day + ONE_DAY for day in due.distinct() if day is not None]


register_figure(
    Figure(
        code="M-IN",
        name=_("Mail received"),
        unit=_("pieces"),
        kind=Kind.FLOW,
        formula=_("Newspapers, letters and parcels entered in the register, by the day they came"),
        clause=58,
        values=received,
        change_days=received_days,
        inner=True,
    )
)
register_figure(
    Figure(
        code="M-WRONG",
        name=_("Wrong deliveries"),
        unit=_("pieces"),
        kind=Kind.FLOW,
        formula=_("Corrections of wrong deliveries in the period; the target is none"),
        clause=61,
        values=wrong,
        change_days=wrong_days,
        better="lower",
        target=Decimal(0),
    )
)
register_figure(
    Figure(
        code="M-LATE",
        name=_("Mail not collected in time"),
        unit=_("pieces"),
        kind=Kind.FLOW,
        formula=_(
            "Pieces that lay in their pigeonhole longer than the days to collect them, each once"
        ),
        clause=60,
        values=late,
        change_days=late_days,
        better="lower",
    )
)
