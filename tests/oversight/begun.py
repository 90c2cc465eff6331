"""A flow over the stations' real history: a span counted twice, or not at all, shows in its sum.

Declared here, registered by the worker only (`for_worker`) and by the test for as long as it runs:
a registered figure is asked for by every other test of the process.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from console.models import Centre
from core.figures import Figure, Kind, Level, UnitValue
from operations.stations.models import StateSpan

CODE = "T-BEGUN"


def _values(day: date) -> Iterator[UnitValue]:
    begun = StateSpan.objects.filter(from_date=day).count()
    centre = Centre.current()
    yield UnitValue(Level.COUNTY, centre.code, centre.name, Decimal(begun))


BEGUN = Figure(
    code=CODE,
    name="状态变动",
    unit="次",
    kind=Kind.FLOW,
    formula="当日开始的状态之和",
    clause=158,
    values=_values,
    change_days=lambda: StateSpan.objects.values_list("from_date", flat=True).distinct(),
)
