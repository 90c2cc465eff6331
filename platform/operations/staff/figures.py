"""What the province may see of staff: vacancies against the establishment (K30, R123)."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from console.models import Centre
from core.figures import Figure, Kind, Level, UnitValue, register_figure
from operations.staff import selectors
from operations.staff.models import Assignment, Person


def vacancies(day: date) -> Iterable[UnitValue]:
    """People missing on a day, over all posts of the establishment; a surplus fills no gap."""
    centre = Centre.current()
    missing = sum(row.vacancy for row in selectors.staffing(on=day))
    yield UnitValue(
        level=Level.COUNTY, code=centre.code, name=centre.name, numerator=Decimal(missing)
    )


def change_days() -> Iterable[date]:
    """Days on which somebody came, went, or changed post."""
    one = timedelta(days=1)
    for first, last in Assignment.objects.values_list("from_date", "to_date"):
        yield first
        if last is not None:
            yield last + one
    for joined, left in Person.objects.values_list("joined_date", "left_date"):
        yield joined
        if left is not None:
            yield left + one


K30 = register_figure(
    Figure(
        code="K30",
        name=_("Vacancies against the establishment"),
        unit=_("people"),
        kind=Kind.STOCK,
        formula=_(
            "Sum over all posts of the establishment: minimum less people at work, never below 0."
        ),
        clause=123,
        values=vacancies,
        change_days=change_days,
        better="lower",
    )
)
