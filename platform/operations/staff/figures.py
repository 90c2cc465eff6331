"""What the province may see of staff: vacancies against the establishment (K30, R123)."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from console.measures import centre_value
from core.figures import Figure, Kind, UnitValue, register_figure
from operations.staff import selectors
from operations.staff.models import Assignment, Person


def vacancies(day: date) -> Iterable[UnitValue]:
    """People missing on a day, over all posts of the establishment; a surplus fills no gap."""
    yield centre_value(sum(row.vacancy for row in selectors.staffing(on=day)))


def heads(day: date) -> Iterable[UnitValue]:
    """People who hold a post on a day."""
    at_work = Assignment.objects.on(day).values("person").distinct().count()
    yield centre_value(at_work)


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
HEADS = register_figure(
    Figure(
        code="ST-HEADS",
        name=_("People at work"),
        unit=_("people"),
        kind=Kind.STOCK,
        formula=_("People who hold a post of the centre"),
        clause=123,
        values=heads,
        change_days=change_days,
        inner=True,
    )
)
