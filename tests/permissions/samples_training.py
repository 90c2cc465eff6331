"""Real records of training for the addresses that need one."""

from datetime import time, timedelta
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from core import attachments
from core.actor import Actor
from operations.stations.models import Village
from operations.training import services
from operations.training.services import (
    ClassData,
    CourseData,
    LessonData,
    SignUpData,
    TeacherData,
)
from tests import cast

DAYS = timedelta(days=1)


def training_records() -> dict[str, dict[str, Any]]:
    """A draft and an offered course with a lesson, a planned, an open and a held class, a person
    in each of the latter, and the certificate of one."""
    at, ops, head = timezone.now(), cast.actor("ops"), cast.actor("dept_head")
    village = Village.objects.select_related("township").earliest("code")
    given: dict[str, Any] = {"by": ops, "at": at}
    teacher = services.teacher_add(data=TeacherData(name="样例教师"), **given)

    def course(title: str) -> int:
        data = CourseData(
            title=title,
            level="basic",
            audience="farmer",
            goal="样例",
            outline="样例",
            hours=Decimal(2),
            teacher_id=teacher.pk,
            certified=True,
        )
        return services.course_add(data=data, **given).pk

    offered, draft = course("样例课程"), course("样例草稿")
    code = services.course_list(course_id=offered, by=head, at=at).code
    lesson = services.lesson_add(data=LessonData(offered, 1, "样例", "样例"), **given)
    note = ContentFile(b"%PDF-1.4\n%%EOF", name="样例.pdf")
    file = attachments.attach(lesson, note, kind="handout", by=ops)

    def held(first: int) -> Any:
        today = timezone.localdate(at)
        data = ClassData(
            course_id=offered,
            teacher_id=teacher.pk,
            starts_date=today + first * DAYS,
            ends_date=today + first * DAYS,
            starts_time=time(9),
            township_id=village.township_id,
            place="样例",
            capacity=2,
            sign_up_until_date=today + first * DAYS,
        )
        return services.class_add(data=data, **given)

    def person(of: Any, phone: str) -> Any:
        services.class_open(class_id=of.pk, by=head, at=at)
        data = SignUpData(of.pk, "样例", phone, village.pk, "farmer", "样例")
        return services.sign_up_add(data=data, by=Actor.system("申请人"), at=at)

    planned, ahead, over = held(9), held(5), held(0)
    waiting, trained = person(ahead, "19900009001"), person(over, "19900009002")
    services.class_start(class_id=over.pk, **given)
    services.attendance_note(
        class_id=over.pk,
        day=timezone.localdate(at),
        hours=Decimal(2),
        came=[trained.pk],
        **given,
    )
    services.class_end(class_id=over.pk, **given)
    services.result_note(sign_up_id=trained.pk, passed=True, **given)
    paper = services.certificate_issue(sign_up_id=trained.pk, **given)
    ahead.refresh_from_db()
    made = {
        "course": draft,
        "lesson": lesson.pk,
        "class": planned.pk,
        "sign_up": waiting.pk,
        "certificate": paper.pk,
    }
    parts = ("", "_do", "_circulate", "_files", "_file_remove")
    return {
        **{f"training:{name}{part}": {"pk": pk} for name, pk in made.items() for part in parts},
        "training:course_change": {"pk": draft},
        "training:lesson_change": {"pk": lesson.pk},
        "training:class_change": {"pk": planned.pk},
        "training:teacher_change": {"pk": teacher.pk},
        "training:sheet": {"pk": ahead.pk},
        "training:certificate_paper": {"pk": paper.pk},
        "site_training_course": {"code": code},
        "site_training_lesson": {"code": code, "order": 1},
        "site_training_teacher": {"pk": teacher.pk},
        "site_training_file": {"pk": file.pk},
        "site_training_sign_up": {"number": ahead.number},
        "site_training_certificate": {"code": paper.code},
        **{
            f"site_training_{part}": {"token": waiting.token}
            for part in ("receipt", "cancel", "answer")
        },
    }
