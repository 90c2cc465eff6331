"""Facts: computed by a county's own job from its own records, stored in `public` (D10).

Everything here runs in the county's context; the writes step into the province within the same
transaction, so that the outbox row and the fact go together: a killed job has done both or
neither. One advisory lock per county lets one job at a time do this.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db import connection, transaction

from core.figures import Figure, Kind, UnitValue, batch, figures
from core.models import FigureChange
from oversight import periods
from oversight.models import CountyState, Fact, MonthFact, Unit
from tenants.context import CountyRef, province_context

UnitKey = tuple[str, str]
Value = tuple[Decimal, Decimal | None]
Snapshot = dict[UnitKey, UnitValue]
_NOTHING: Value = (Decimal(0), None)
BATCH = 2000


@dataclass(slots=True)
class Computed:
    """What one figure should have stored: facts by (unit, day), months by (unit, month)."""

    facts: dict[tuple[UnitKey, date], Value] = field(default_factory=dict)
    months: dict[tuple[UnitKey, date], Value] = field(default_factory=dict)
    units: dict[UnitKey, UnitValue] = field(default_factory=dict)


def is_stock(figure: Figure) -> bool:
    """Does the figure's value stand until it changes (R158)?"""
    return figure.kind is Kind.STOCK or (figure.kind is Kind.RATIO and figure.stock)


def compute(
    figure: Figure,
    *,
    days: Iterable[date],
    before: dict[UnitKey, Value],
    today: date,
    since: date | None = None,
) -> Computed:
    """Compute a figure for days in order.

    before: for stocks, each unit's value before `since`; only changes become facts. Months of
    stocks run from that of `since` (without it, from the first day's) to today's: a month in which
    nothing changes any more still ends with what it began with. Flows fill the months of their
    days.
    """
    result = Computed()
    ordered = sorted({day for day in days if day <= today})
    state = dict(before)
    previous_month = periods.month_of(since) if since else None
    for day in ordered:
        if is_stock(figure) and previous_month:
            _close_months(result, state, previous_month, periods.month_of(day))
        previous_month = periods.month_of(day)
        snapshot = {(value.level.value, value.code): value for value in figure.values(day)}
        result.units.update(snapshot)
        if is_stock(figure):
            _note_changes(result, state, snapshot, day)
        else:
            _note_flow(result, snapshot, day)
    if is_stock(figure) and previous_month:
        _close_months(result, state, previous_month, periods.shift(periods.month_of(today), 1))
    return result


def _note_changes(
    result: Computed, state: dict[UnitKey, Value], snapshot: Snapshot, day: date
) -> None:
    for key, unit in snapshot.items():
        value = (unit.numerator, unit.denominator)
        if state.get(key) != value:
            result.facts[key, day] = state[key] = value
    # A unit that no longer exists counts nothing from then on.
    for key in [key for key in state if key not in snapshot and state[key] != _NOTHING]:
        result.facts[key, day] = state[key] = _NOTHING


def _note_flow(result: Computed, snapshot: Snapshot, day: date) -> None:
    month = periods.month_of(day)
    for key, unit in snapshot.items():
        result.facts[key, day] = (unit.numerator, unit.denominator)
        numerator, denominator = result.months.get((key, month), _NOTHING)
        parts = [part for part in (denominator, unit.denominator) if part is not None]
        result.months[key, month] = (
            numerator + unit.numerator,
            sum(parts, Decimal(0)) if parts else None,
        )


def _close_months(result: Computed, state: dict[UnitKey, Value], first: date, until: date) -> None:
    month = first
    while month < until:
        for key, value in state.items():
            result.months[key, month] = value
        month = periods.shift(month, 1)


def refresh(county: CountyRef, *, today: date, now: datetime) -> int:
    """Bring the facts up to date with the county's outbox. Returns the changes worked off.

    Changes dated in the future wait for their day.
    """
    with transaction.atomic(), batch():
        lock(county)
        changes = list(FigureChange.objects.filter(on_date__lte=today))
        days: dict[str, set[date]] = {}
        for change in changes:
            days.setdefault(change.code, set()).add(change.on_date)
        known = {figure.code: figure for figure in figures()}
        for code, changed_days in days.items():
            if code in known:
                _refresh_figure(county, known[code], changed_days, today=today)
        with province_context(inside=True):
            _roll_months(county, today=today)
            CountyState.objects.update_or_create(
                county_id=county.pk, defaults={"refreshed_at": now}
            )
        FigureChange.objects.filter(pk__in=[change.pk for change in changes]).delete()
    return len(changes)


def _refresh_figure(county: CountyRef, figure: Figure, changed: set[date], *, today: date) -> None:
    first = min(changed)
    # Both are computed on their change days only, so that a rebuild gives the same facts.
    if is_stock(figure):
        days = {day for day in figure.change_days() if day >= first}
    else:
        # The whole months of the changed days: their monthly sums are made of all their days.
        months = {periods.month_of(day) for day in changed}
        days = {day for day in figure.change_days() if periods.month_of(day) in months}
    with province_context(inside=True):
        before = _values_before(county, figure.code, first) if is_stock(figure) else {}
    computed = compute(figure, days=days, before=before, today=today, since=first)
    with province_context(inside=True):
        if is_stock(figure):
            _forget(county, figure.code, from_day=first, days=None)
        else:
            _forget(county, figure.code, from_day=first, days=changed | days)
        store(county, figure, computed)


def lock(county: CountyRef) -> None:
    """Work on a county's facts alone until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('oversight.facts'), %s)", [county.pk])


def _values_before(county: CountyRef, code: str, day: date) -> dict[UnitKey, Value]:
    rows = (
        Fact.objects.filter(county_id=county.pk, code=code, day__lt=day)
        .order_by("level", "unit", "-day")
        .distinct("level", "unit")
        .values_list("level", "unit", "numerator", "denominator")
    )
    return {(level, unit): (numerator, denominator) for level, unit, numerator, denominator in rows}


def _forget(county: CountyRef, code: str, *, from_day: date, days: set[date] | None) -> None:
    facts = Fact.objects.filter(county_id=county.pk, code=code)
    months = MonthFact.objects.filter(county_id=county.pk, code=code, frozen=False)
    if days is None:
        facts.filter(day__gte=from_day).delete()
        months.filter(month__gte=periods.month_of(from_day)).delete()
    else:
        facts.filter(day__in=days).delete()
        months.filter(month__in={periods.month_of(day) for day in days}).delete()


def store(county: CountyRef, figure: Figure, computed: Computed) -> None:
    """Write what `compute` gave; frozen months stay as they were locked."""
    parents = _parents(county, computed)
    Fact.objects.bulk_create(
        (
            Fact(
                county_id=county.pk,
                code=figure.code,
                level=level,
                unit=unit,
                day=day,
                parent=parents.get((level, unit), ""),
                numerator=num,
                denominator=den,
            )
            for ((level, unit), day), (num, den) in computed.facts.items()
        ),
        batch_size=BATCH,
    )
    frozen = set(
        MonthFact.objects.filter(county_id=county.pk, code=figure.code, frozen=True)
        .values_list("month", flat=True)
        .distinct()
    )
    MonthFact.objects.bulk_create(
        (
            MonthFact(
                county_id=county.pk,
                code=figure.code,
                level=level,
                unit=unit,
                month=month,
                parent=parents.get((level, unit), ""),
                numerator=num,
                denominator=den,
            )
            for ((level, unit), month), (num, den) in computed.months.items()
            if month not in frozen
        ),
        batch_size=BATCH,
        ignore_conflicts=True,
    )
    Unit.objects.bulk_create(
        (
            Unit(county_id=county.pk, level=level, code=code, parent=unit.parent, name=unit.name)
            for (level, code), unit in computed.units.items()
        ),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["county", "level", "code"],
        update_fields=["parent", "name"],
    )
    _note_first_month(county, computed)


def _parents(county: CountyRef, computed: Computed) -> dict[UnitKey, str]:
    """Where each unit belongs; those of which nothing was computed, where they were last."""
    parents = {key: unit.parent for key, unit in computed.units.items()}
    if any(key not in parents for key, _month in computed.months):
        known = Unit.objects.filter(county_id=county.pk).values_list("level", "code", "parent")
        parents = {(level, code): parent for level, code, parent in known} | parents
    return parents


def _note_first_month(county: CountyRef, computed: Computed) -> None:
    # A county's data begin with the first thing there was to count (R160), not with its divisions.
    months = [month for (_key, month), (counted, _of) in computed.months.items() if counted]
    if not months:
        return
    state, _created = CountyState.objects.get_or_create(county_id=county.pk)
    if state.first_month is None or min(months) < state.first_month:
        state.first_month = min(months)
        state.save(update_fields=["first_month"])


def _roll_months(county: CountyRef, *, today: date) -> None:
    """A new month begins with the stocks of the last one."""
    stocks = [figure.code for figure in figures() if is_stock(figure)]
    this_month = periods.month_of(today)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO oversight_monthfact
                (county_id, level, unit, parent, code, numerator, denominator, month, frozen)
            SELECT last.county_id, last.level, last.unit, last.parent, last.code, last.numerator,
                   last.denominator, wanted.month::date, false
            FROM (SELECT DISTINCT ON (code, level, unit) * FROM oversight_monthfact
                  WHERE county_id = %(county)s AND code = ANY(%(codes)s)
                  ORDER BY code, level, unit, month DESC) AS last
            CROSS JOIN LATERAL generate_series(
                last.month + interval '1 month', %(month)s::date, interval '1 month'
            ) AS wanted(month)
            ON CONFLICT DO NOTHING
            """,
            {"county": county.pk, "codes": stocks, "month": this_month},
        )


def expected(*, today: date, besides: Collection[str] = ()) -> Iterator[tuple[Figure, Computed]]:
    """All facts of the current county computed afresh from its records; besides: codes left out."""
    for figure in figures():
        if figure.code in besides:
            continue
        days = [day for day in figure.change_days() if day <= today]
        yield figure, compute(figure, days=days, before={}, today=today)


def rebuild(county: CountyRef, *, today: date, now: datetime) -> int:
    """Throw the county's unlocked facts away and compute them afresh. Returns the facts written."""
    with transaction.atomic(), batch(all_days=True):
        lock(county)
        seen = list(FigureChange.objects.filter(on_date__lte=today).values_list("pk", flat=True))
        written = 0
        for figure, computed in expected(today=today):
            with province_context(inside=True):
                _forget(county, figure.code, from_day=date.min, days=None)
                store(county, figure, computed)
            written += len(computed.facts)
        with province_context(inside=True):
            CountyState.objects.update_or_create(
                county_id=county.pk, defaults={"refreshed_at": now}
            )
        FigureChange.objects.filter(pk__in=seen).delete()
    return written


def count_what_is_new(county: CountyRef, *, today: date) -> int:
    """Count what was never counted here: figures that came with an update, and in a county just
    opened those that say something without any record (R164). Returns the facts written.
    """
    written = 0
    with transaction.atomic(), batch(all_days=True):
        lock(county)
        with province_context(inside=True):
            facts = Fact.objects.filter(county_id=county.pk)
            known = set(facts.order_by().values_list("code", flat=True).distinct())
        for figure, computed in expected(today=today, besides=known):
            with province_context(inside=True):
                store(county, figure, computed)
            written += len(computed.facts)
    return written


@dataclass(frozen=True, slots=True)
class Difference:
    """One stored fact that is not what the county's records give."""

    code: str
    level: str
    unit: str
    day: date
    stored: Value | None
    computed: Value | None
    frozen: bool = False


def verify(county: CountyRef, *, today: date) -> list[Difference]:
    """Compare every stored fact with the county's records; works the outbox off first.

    Differences in locked months are late corrections that wait for a reopening (R157); they are
    marked `frozen`.
    """
    found: list[Difference] = []
    with transaction.atomic(), batch(all_days=True):
        lock(county)
        for figure, computed in expected(today=today):
            with province_context(inside=True):
                found += _differences(county, figure, computed)
    return found


def _differences(county: CountyRef, figure: Figure, computed: Computed) -> list[Difference]:
    facts = {
        ((level, unit), day): (num, den)
        for level, unit, day, num, den in Fact.objects.filter(
            county_id=county.pk, code=figure.code
        ).values_list("level", "unit", "day", "numerator", "denominator")
    }
    found = list(_compare(figure.code, facts, computed.facts, frozen=set()))
    months = {}
    frozen = set()
    for level, unit, month, num, den, is_frozen in MonthFact.objects.filter(
        county_id=county.pk, code=figure.code
    ).values_list("level", "unit", "month", "numerator", "denominator", "frozen"):
        months[(level, unit), month] = (num, den)
        if is_frozen:
            frozen.add(month)
    return found + list(_compare(figure.code, months, computed.months, frozen=frozen))


def _compare(
    code: str,
    stored: dict[tuple[UnitKey, date], Value],
    computed: dict[tuple[UnitKey, date], Value],
    *,
    frozen: set[date],
) -> Iterator[Difference]:
    for key in stored.keys() | computed.keys():
        if stored.get(key) != computed.get(key):
            (level, unit), day = key
            yield Difference(
                code, level, unit, day, stored.get(key), computed.get(key), day in frozen
            )
