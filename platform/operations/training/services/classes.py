"""Verbs of classes: planned, opened, begun, ended, counted or cancelled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.posts import Post
from core import audit, figures, numbering
from core.actor import Actor
from core.clauses import R
from core.errors import Violation
from core.moving import ask, may, move, same_version
from operations.stations.models import Station, Township
from operations.training import rules, selectors
from operations.training.lifecycle import CLASS, KEEPERS, C, K
from operations.training.models import Course, TrainingClass
from operations.training.numbers import CLASSES
from operations.training.services.plans import teacher_of

COUNTS = ("TR-TIMES", "TR-HOURS", "TR-CLASSES", "K07", "K09", "K29")


@dataclass(frozen=True, slots=True)
class ClassData:
    """When and where, with whom, how many, for how much."""

    course_id: int
    teacher_id: int
    starts_date: date
    ends_date: date
    starts_time: time
    township_id: int
    place: str
    capacity: int
    sign_up_until_date: date
    budget: Decimal = Decimal(0)
    station_id: int | None = None


@transaction.atomic
def class_add(*, data: ClassData, by: Actor, at: datetime) -> TrainingClass:
    """Plan a class; a head who did not plan it opens the sign-up (R0, R150)."""
    may(by, KEEPERS)
    found = TrainingClass(created_by_id=(by.acting_for or by).user_id, status_since=at)
    _fill(found, data)
    found.save()
    title = _("Class to be opened: %(name)s") % {"name": found.course.title}
    ask(found, post=Post.DEPT_HEAD, title=title, clause=R(150), by=by, at=at)
    audit.record(found, by=by, action="class.add", clauses=(R(150),), at=at)
    return found


@transaction.atomic
def class_change(
    *,
    class_id: int,
    data: ClassData,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> TrainingClass:
    """Days, place or places change until the class begins; never below what is taken (R149)."""
    may(by, KEEPERS)
    found = locked(class_id)
    same_version(found, expected_version)
    if found.status not in (K.DRAFT, K.OPEN):
        raise Violation(_("The class has begun: its plan stands."), R(150))
    _fill(found, data)
    found.version += 1
    found.save()
    audit.record(found, by=by, action="class.change", clauses=(R(150),), at=at)
    return found


def _fill(found: TrainingClass, data: ClassData) -> None:
    course = Course.objects.filter(pk=data.course_id, status=C.LISTED).first()
    rules.course_is_offered(offered=course is not None)
    rules.days_in_order(until=data.sign_up_until_date, starts=data.starts_date, ends=data.ends_date)
    rules.places_are_counted(capacity=data.capacity, taken=found.taken)
    rules.is_filled(value=data.place, sentence=_("Say where the class is held."), field="place")
    township = Township.objects.filter(pk=data.township_id).first()
    if township is None:
        raise Violation(_("Choose a township of the county."), R(150), field="township_id")
    station = None
    if data.station_id is not None:
        station = Station.objects.filter(pk=data.station_id, township=township).first()
        if station is None:
            raise Violation(
                _("Choose a station of this township, or none."), R(150), field="station_id"
            )
    found.course = course  # type: ignore[assignment]  # the rule has refused None
    found.teacher = teacher_of(data.teacher_id)
    found.starts_date, found.ends_date = data.starts_date, data.ends_date
    found.starts_time, found.sign_up_until_date = data.starts_time, data.sign_up_until_date
    found.township, found.station, found.place = township, station, data.place.strip()[:120]
    found.capacity, found.budget = data.capacity, data.budget


def locked(class_id: int) -> TrainingClass:
    """The class, held until the transaction ends: whoever takes or gives a place waits here."""
    return TrainingClass.objects.select_for_update(of=("self",)).get(pk=class_id)


@transaction.atomic
def class_open(
    *, class_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> TrainingClass:
    """A head opens the sign-up; it gets its number and stands in the calendar (R0, R150)."""
    found = locked(class_id)
    CLASS.check(found, "open", by=by, expected_version=expected_version)
    today = timezone.localdate(at)
    rules.class_is_ahead(until=found.sign_up_until_date, today=today)
    found.number = numbering.draw(CLASSES, on=today, record=found).text
    return _moved(found, "open", by, at, fields=("number",))


@transaction.atomic
def class_start(
    *, class_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> TrainingClass:
    """It begins, and nobody signs up any more (R149)."""
    found = locked(class_id)
    CLASS.check(found, "start", by=by, expected_version=expected_version)
    rules.has_begun(starts=found.starts_date, today=timezone.localdate(at))
    return _moved(found, "start", by, at)


@transaction.atomic
def class_end(
    *, class_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> TrainingClass:
    """It has ended: results, survey and certificates follow (R149)."""
    found = locked(class_id)
    CLASS.check(found, "end", by=by, expected_version=expected_version)
    rules.is_over(ends=found.ends_date, today=timezone.localdate(at))
    return _moved(found, "end", by, at)


@transaction.atomic
def class_count(
    *, class_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> TrainingClass:
    """A head finds plan, sign-in, photos and survey in the file: now it counts (R0, R150)."""
    found = locked(class_id)
    CLASS.check(found, "count", by=by, expected_version=expected_version)
    rules.file_is_whole(lacking=selectors.gaps_of(found))
    _moved(found, "count", by, at)
    recount(found)
    return found


def recount(found: TrainingClass) -> None:
    """What the province has of a counted class is reckoned anew: on its last day, and when the six
    months of its people end (R151)."""
    if found.status == K.COUNTED:
        figures.changed(COUNTS, on=found.ends_date)
        figures.changed(("K08",), on=rules.half_year_after(found.ends_date))


@transaction.atomic
def class_cancel(
    *, class_id: int, reason: str, by: Actor, at: datetime, expected_version: int | None = None
) -> TrainingClass:
    """It does not take place; receipts and calendar say why (R150)."""
    found = locked(class_id)
    found.ending_note = reason.strip()[:500]
    return _moved(
        found, "cancel", by, at, reason=reason, version=expected_version, fields=("ending_note",)
    )


def _moved(
    found: TrainingClass, action: str, by: Actor, at: datetime, **more: object
) -> TrainingClass:
    moved: TrainingClass = move(CLASS, found, action, by=by, at=at, **more)  # type: ignore[arg-type]
    return moved
