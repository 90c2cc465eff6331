"""What the province may see of training: counts and shares, never a name (R149–R151, R153)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from console.measures import ONE_DAY, centre_value
from core.figures import Figure, Kind, UnitValue, register_figure
from operations.training import rules, selectors
from operations.training.lifecycle import K, U
from operations.training.models import Attendance, SignUp, TrainingClass

SATISFIED_FROM = 3


def times(on: date) -> Iterator[UnitValue]:
    """Person-times of the classes that ended on the day and count."""
    yield centre_value(len(selectors.trained(Q(training_class__ends_date=on))))


def hours(on: date) -> Iterator[UnitValue]:
    """Hours of these classes, each hour once for everybody who was trained."""
    people = selectors.trained(Q(training_class__ends_date=on))
    attended = Attendance.objects.filter(sign_up__in=people).aggregate(all=Sum("hours"))["all"]
    yield centre_value(attended or Decimal(0))


def classes(on: date) -> Iterator[UnitValue]:
    """Classes that ended on the day and count."""
    yield centre_value(TrainingClass.objects.filter(status=K.COUNTED, ends_date=on).count())


def satisfied(on: date) -> Iterator[UnitValue]:
    """Answers in the top three levels, of all answers to classes that ended on the day."""
    answers = SignUp.objects.filter(
        training_class__status=K.COUNTED,
        training_class__ends_date=on,
        status=U.PLACED,
        satisfaction__isnull=False,
    )
    good = answers.filter(satisfaction__gte=SATISFIED_FROM).count()
    yield centre_value(good, answers.count())


def ended_days() -> Iterable[date]:
    """Days on which classes that count ended."""
    found = TrainingClass.objects.filter(status=K.COUNTED)
    return set(found.values_list("ends_date", flat=True))


def conversion(on: date) -> Iterator[UnitValue]:
    """Of the people whose six months end on the day, those with a shop or employment (R151)."""
    people: dict[str, bool] = {}
    early, late = on - 190 * ONE_DAY, on - 170 * ONE_DAY
    for one in selectors.trained(Q(training_class__ends_date__range=(early, late))):
        ended = one.training_class.ends_date
        if rules.half_year_after(ended) == on:
            good = rules.converted(outcome=one.outcome, since=one.outcome_date, ended=ended)
            people[one.person_key] = people.get(one.person_key, False) or good
    yield centre_value(sum(people.values()), len(people))


def conversion_days() -> Iterable[date]:
    """Days on which somebody's six months end."""
    return {rules.half_year_after(day) for day in ended_days()}


register_figure(
    Figure(
        code="TR-TIMES",
        name=_("Person-times trained"),
        unit=_("person-times"),
        kind=Kind.FLOW,
        formula=_(
            "People with attendance of at least 60 % of the hours, each class once; only classes"
            " whose file is whole (plan, sign-in, two photos, survey), by their last day"
        ),
        clause=149,
        values=times,
        change_days=ended_days,
        better="higher",
        persons=True,
    )
)
register_figure(
    Figure(
        code="TR-HOURS",
        name=_("Hours trained"),
        unit=_("hours of training"),
        kind=Kind.FLOW,
        formula=_("Hours attended by the people trained, in classes whose file is whole"),
        clause=149,
        values=hours,
        change_days=ended_days,
    )
)
register_figure(
    Figure(
        code="TR-CLASSES",
        name=_("Classes held"),
        unit=_("held classes"),
        kind=Kind.FLOW,
        formula=_("Classes whose file is whole, by their last day"),
        clause=150,
        values=classes,
        change_days=ended_days,
    )
)
register_figure(
    Figure(
        code="TR-SATISFIED",
        name=_("Satisfaction with training"),
        unit="%",
        kind=Kind.RATIO,
        formula=_("Survey answers in the top three of five levels ÷ answers"),
        clause=150,
        values=satisfied,
        change_days=ended_days,
        better="higher",
        floor=Decimal(70),
        target=Decimal(95),
        stock=False,
    )
)
register_figure(
    Figure(
        code="TR-CONVERSION",
        name=_("Conversion of training"),
        unit="%",
        kind=Kind.RATIO,
        formula=_(
            "People with a shop or e-commerce employment within six months ÷ people trained whose"
            " six months ended in the period"
        ),
        clause=151,
        values=conversion,
        change_days=conversion_days,
        better="higher",
        floor=Decimal(0),
        target=Decimal(15),
        stock=False,
    )
)
