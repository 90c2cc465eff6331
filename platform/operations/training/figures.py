"""What the province may see of training: counts and shares, never a name (R149–R151, R153)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from console.measures import ONE_DAY, centre_value
from core.figures import Figure, Kind, UnitValue, register_figure, shared
from operations.training import rules, selectors
from operations.training.lifecycle import K, U
from operations.training.models import Attendance, SignUp, TrainingClass, TrainingSetting
from operations.training.settings import setting

SATISFIED_FROM = 3
# From here on every county has these figures: where nobody was trained they are not applicable
# (R159), which is something else than not reported (R164).
FIRST = date(2026, 1, 1)


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
    """Answers in the top three levels, of all answers to classes that ended on the day and in which
    enough of the people trained have answered."""
    people: dict[int, int] = {}
    for one in selectors.trained(Q(training_class__ends_date=on)):
        people[one.training_class_id] = people.get(one.training_class_id, 0) + 1
    answers = SignUp.objects.filter(
        training_class__status=K.COUNTED,
        training_class__ends_date=on,
        status=U.PLACED,
        satisfaction__isnull=False,
    )
    levels: dict[int, list[int]] = {}
    for held, level in answers.values_list("training_class", "satisfaction"):
        levels.setdefault(held, []).append(level or 0)
    told = [
        level
        for held, given in levels.items()
        if rules.enough_answered(answers=len(given), trained=people.get(held, 0))
        for level in given
    ]
    yield centre_value(sum(level >= SATISFIED_FROM for level in told), len(told))


def of_target(on: date) -> Iterator[UnitValue]:
    """Person-times since the first of January, of what the year's target asks for by the end of
    the month."""
    so_far = len(_this_year(on))
    yield centre_value(so_far, rules.due_by(target=setting("year_target", on=on), on=on))


def persons(on: date) -> Iterator[UnitValue]:
    """Different people trained since the first of January, in whatever classes (R149)."""
    yield centre_value(len(set(_this_year(on))))


def _this_year(on: date) -> list[str]:
    """Whose the person-times since the first of January are, loaded once for all days."""
    every = shared("training.trained", selectors.trained_by_day)
    return [key for day, key in every if day.year == on.year and day <= on]


def target_days() -> Iterable[date]:
    """The first of each month, when another twelfth of the target falls due, and days on which
    classes that count ended."""
    yield from ended_days()
    month, today = FIRST, timezone.localdate()
    while month <= today:
        yield month
        month = month.replace(year=month.year + month.month // 12, month=month.month % 12 + 1)
    yield from setting_days()


def setting_days() -> Iterable[date]:
    """Days from which a target holds."""
    return TrainingSetting.objects.values_list("valid_from_date", flat=True)


def persons_days() -> Iterable[date]:
    """Days on which classes that count ended, and first days of years: there it begins anew."""
    yield from ended_days()
    yield from new_years()


def new_years() -> Iterable[date]:
    """The first of January, up to today."""
    today = timezone.localdate()
    yield from (date(year, 1, 1) for year in range(FIRST.year, today.year + 1))


def answered_days() -> Iterable[date]:
    """Days on which classes that count ended; a year in which none did says so."""
    return persons_days()


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
    """Days on which somebody's six months end; a year in which none do says so."""
    yield from {rules.half_year_after(day) for day in ended_days()}
    yield from new_years()


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
        code="K07",
        name=_("Training target reached"),
        unit="%",
        kind=Kind.RATIO,
        formula=_(
            "Person-times trained since 1 January ÷ (the year's target × the elapsed share of the"
            " year); above 100 % gives no more points; not applicable without a target"
        ),
        clause=149,
        values=of_target,
        change_days=target_days,
        better="higher",
        floor=Decimal(0),
        target=Decimal(100),
        weight=Decimal(6),
        persons=True,
    )
)
register_figure(
    Figure(
        code="K08",
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
        weight=Decimal(5),
        persons=True,
        stock=False,
    )
)
register_figure(
    Figure(
        code="K09",
        name=_("Satisfaction with training"),
        unit="%",
        kind=Kind.RATIO,
        formula=_(
            "Survey answers in the top three of five levels ÷ answers, of classes in which at least"
            " 30 % of the people trained have answered"
        ),
        clause=150,
        values=satisfied,
        change_days=answered_days,
        better="higher",
        floor=Decimal(70),
        target=Decimal(95),
        weight=Decimal(4),
        persons=True,
        stock=False,
    )
)
register_figure(
    Figure(
        code="K29",
        name=_("Persons trained this year"),
        unit=_("trained persons"),
        kind=Kind.STOCK,
        formula=_(
            "Different people, by ID number or else by phone, with attendance of at least 60 % of"
            " the hours in any counted class since 1 January; each counts once in a county"
        ),
        clause=149,
        values=persons,
        change_days=persons_days,
        better="higher",
        persons=True,
    )
)
