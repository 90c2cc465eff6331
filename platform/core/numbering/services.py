"""Drawing numbers, making them void, and proving that none is missing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from core import audit
from core.actor import Actor
from core.clauses import R
from core.errors import Violation
from core.models.numbering import DrawnNumber, NumberCounter
from core.numbering.series import current


@dataclass(frozen=True, slots=True)
class Number:
    """A number given: its serial in its period, and how it is written."""

    series: str
    period: str
    serial: int
    text: str

    def __str__(self) -> str:
        return self.text


def draw(
    series: str, *, on: date, year: int | None = None, record: models.Model | None = None
) -> Number:
    """Give the next number, in the transaction that makes it legal.

    year: the number's year where it is not that of `on`. The counter stays locked until the
    transaction ends: draw late. Raises UnknownSeries; TransactionManagementError outside of a
    transaction.
    """
    form = current(series)
    of_year = on.year if year is None else year
    period = form.period(year=of_year, on=on)
    NumberCounter.objects.bulk_create(
        [NumberCounter(code=series, period=period)], ignore_conflicts=True
    )
    counter = NumberCounter.objects.select_for_update().get(code=series, period=period)
    counter.last += 1
    counter.save(update_fields=["last"])
    text = form.render(serial=counter.last, year=of_year, on=on)
    DrawnNumber.objects.create(
        code=series,
        period=period,
        serial=counter.last,
        text=text,
        on_date=on,
        record_type=record._meta.label_lower if record else "",
        record_id=str(record.pk) if record else "",
    )
    return Number(series, period, counter.last, text)


def draw_many(series: str, *, days: Sequence[date]) -> list[Number]:
    """Give as many numbers as there are days, each in its day's period, in their order (imports).

    As `draw`, with one lock a period and one statement for all.
    """
    form = current(series)
    periods = [form.period(year=day.year, on=day) for day in days]
    wanted = Counter(periods)
    NumberCounter.objects.bulk_create(
        [NumberCounter(code=series, period=period) for period in wanted], ignore_conflicts=True
    )
    # In one order: two who draw from several periods do not wait for each other.
    found = NumberCounter.objects.select_for_update().filter(code=series, period__in=wanted)
    counters = {one.period: one for one in found.order_by("period")}
    numbers = []
    for day, period in zip(days, periods, strict=True):
        counter = counters[period]
        counter.last += 1
        text = form.render(serial=counter.last, year=day.year, on=day)
        numbers.append(Number(series, period, counter.last, text))
    NumberCounter.objects.bulk_update(counters.values(), ["last"])
    DrawnNumber.objects.bulk_create(
        [
            DrawnNumber(
                code=series,
                period=number.period,
                serial=number.serial,
                text=number.text,
                on_date=day,
            )
            for day, number in zip(days, numbers, strict=True)
        ],
        batch_size=1000,
    )
    return numbers


@transaction.atomic
def void(series: str, *, text: str, by: Actor, reason: str, at: datetime) -> DrawnNumber:
    """Make a number void: it stays in the register with its reason and is never given again.

    Raises Violation for an unknown number, one that is void already, or an empty reason (R17).
    """
    if not reason.strip():
        raise Violation(_("Please give the reason."), R(17), field="reason")
    number = DrawnNumber.objects.select_for_update().filter(code=series, text=text).first()
    if number is None:
        raise Violation(_("There is no number “%(text)s”.") % {"text": text}, R(17))
    if number.voided_at is not None:
        raise Violation(_("“%(text)s” is void already.") % {"text": text}, R(17))
    number.voided_at = at
    number.voided_by_name = by.signature[:80]
    number.void_reason = reason.strip()[:200]
    number.save(update_fields=["voided_at", "voided_by_name", "void_reason"])
    audit.record(number, by=by, action="number.void", note=reason, clauses=(R(17),), at=at)
    return number


def register(series: str, *, period: str) -> QuerySet[DrawnNumber]:
    """Every number of a period in order, void ones included."""
    return DrawnNumber.objects.filter(code=series, period=period).order_by("serial")


def gaps(series: str, *, period: str) -> list[int]:
    """Serials missing between 1 and the counter: empty, unless somebody touched the tables."""
    given = set(register(series, period=period).values_list("serial", flat=True))
    counter = NumberCounter.objects.filter(code=series, period=period).first()
    last = max((counter.last if counter else 0), *given, 0)
    return [serial for serial in range(1, last + 1) if serial not in given]
