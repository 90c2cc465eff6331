"""The people of training, and courses, classes and sign-ups anywhere on their way."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from core import attachments
from core.actor import Actor
from core.errors import Violation
from operations.stations.models import Township, Village
from operations.training import services
from operations.training.lifecycle import K
from operations.training.models import Course, SignUp, Teacher, TrainingClass
from operations.training.selectors import PHOTO
from operations.training.services import ClassData, CourseData, SignUpData, TeacherData
from tests.operations.documents.conftest import People

# A Tuesday: 2026-03-03 09:00 in Shanghai; the class is on Thursday and Friday of next week.
AT = datetime(2026, 3, 3, 1, 0, tzinfo=UTC)
FIRST, LAST, UNTIL = date(2026, 3, 12), date(2026, 3, 13), date(2026, 3, 10)
DURING, AFTER = datetime(2026, 3, 12, 9, tzinfo=UTC), datetime(2026, 3, 13, 9, tzinfo=UTC)
DAY = timedelta(days=1)
VISITOR = Actor.system("申请人")


@contextmanager
def refused(words: str, *numbers: int) -> Iterator[None]:
    """It is refused in these words, by these clauses."""
    with pytest.raises(Violation, match=words) as found:
        yield
    assert sorted(clause.number for clause in found.value.clauses) == sorted(numbers)


@pytest.fixture(scope="module")
def appointed(stage) -> Iterator[People]:
    """Everybody whom training needs, for all tests of a file."""
    yield from stage(lambda: People("ops", "dept_head", "leader", "frontdesk"))


def village(code: str = "980121101201") -> Village:
    """石桥村 of 柳溪镇."""
    town, _new = Township.objects.get_or_create(code=code[:9], defaults={"name": "柳溪镇"})
    given = {"name": "石桥村", "township": town}
    return Village.objects.get_or_create(code=code, defaults=given)[0]


def plan(people: People, **more: Any) -> CourseData:
    """What a course says."""
    teacher = Teacher.objects.first() or services.teacher_add(
        data=TeacherData(name="蔺望舒", title="电商讲师"), by=people.ops, at=AT
    )
    values = {
        "title": "短视频带货入门",
        "level": "basic",
        "audience": "farmer",
        "goal": "会拍会剪会上架",
        "outline": "拍摄\n剪辑\n上架",
        "hours": Decimal(10),
        "teacher_id": teacher.pk,
        "certified": True,
        **more,
    }
    return CourseData(**values)


def course(people: People, **more: Any) -> Course:
    """A course that is offered."""
    made = services.course_add(data=plan(people, **more), by=people.ops, at=AT)
    services.course_list(course_id=made.pk, by=people.dept_head, at=AT)
    made.refresh_from_db()
    return made


def days(of: Course, **more: Any) -> ClassData:
    """Two days of next week."""
    values = {
        "course_id": of.pk,
        "teacher_id": of.teacher_id,
        "starts_date": FIRST,
        "ends_date": LAST,
        "starts_time": time(9),
        "township_id": village().township_id,
        "place": "柳溪镇政府会议室",
        "capacity": 2,
        "sign_up_until_date": UNTIL,
        "budget": Decimal(3000),
        **more,
    }
    return ClassData(**values)


def bring(people: People, state: str = K.OPEN, **more: Any) -> TrainingClass:
    """A class that stands somewhere, with nobody in it."""
    of = more.pop("of", None) or Course.objects.first() or course(people)
    made = services.class_add(data=days(of, **more), by=people.ops, at=AT)
    given: dict[str, Any] = {"class_id": made.pk}
    if state != K.DRAFT:
        services.class_open(by=people.dept_head, at=AT, **given)
    made.refresh_from_db()
    return made


def who(held: TrainingClass, number: int = 1, **more: Any) -> SignUpData:
    """Somebody with a phone of their own."""
    values = {
        "class_id": held.pk,
        "name": "祝小满",
        "phone": f"199000060{number:02d}",
        "village_id": village().pk,
        "category": "farmer",
        "agreed_to": "告知书",
        **more,
    }
    return SignUpData(**values)


def sign_up(held: TrainingClass, number: int = 1, **more: Any) -> SignUp:
    """They take a place or wait."""
    return services.sign_up_add(data=who(held, number, **more), by=VISITOR, at=AT)


def photos(held: TrainingClass, people: People, number: int = 2) -> None:
    """Pictures of the class."""
    for _one in range(number):
        picture = io.BytesIO()
        Image.new("RGB", (40, 40), "white").save(picture, "PNG")
        file = ContentFile(picture.getvalue(), name="现场.png")
        attachments.attach(held, file, kind=PHOTO, by=people.ops)


def hold(held: TrainingClass, people: People, came: dict[int, str], *, end: bool = True) -> None:
    """It runs; came: hours of each sign-up on the first day."""
    given: dict[str, Any] = {"class_id": held.pk, "by": people.ops}
    services.class_start(at=DURING, **given)
    for hours in set(came.values()):
        pks = [pk for pk, one in came.items() if one == hours]
        services.attendance_note(
            day=FIRST if hours == max(came.values()) else LAST,
            hours=Decimal(hours),
            came=pks,
            at=AFTER,
            **given,
        )
    if end:
        services.class_end(at=AFTER, **given)
