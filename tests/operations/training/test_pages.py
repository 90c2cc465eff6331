"""The console's pages of training: forms sent wrongly, what is not theirs, papers, query counts."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from core.models.attachments import Attachment
from operations.training import services
from operations.training.lifecycle import K
from operations.training.models import Certificate, Course, Lesson, SignUp, Teacher, TrainingClass
from operations.training.services import LessonData
from tests.operations.training.conftest import (
    AFTER,
    AT,
    DAY,
    bring,
    course,
    hold,
    photos,
    sign_up,
    village,
)
from tests.pages import text, told_at
from tests.query_counts import LIST, RECORD


@pytest.mark.handbook(149, 150, 152)
def test_from_the_teacher_to_the_place_at_the_desk(people, desk_of):
    desk, head, phone = desk_of("ops"), desk_of("dept_head"), desk_of("frontdesk")
    add = reverse("training:teacher_add")
    assert "姓名" in told_at(desk.post(add, {"name": " "}), "name")
    desk.post(add, {"name": "鄢知微", "title": "讲师", "active": "on"})
    teacher = Teacher.objects.get()
    plan = {
        "title": "网店入门", "level": "basic", "audience": "farmer", "goal": "会开店",
        "outline": "开店\n上架", "hours": "8", "teacher_id": teacher.pk, "certified": "on",
    }  # fmt: skip
    wrong = desk.post(reverse("training:course_add"), plan | {"outline": "", "hours": "0"})
    assert (wrong.status_code, bool(told_at(wrong, "hours"))) == (422, True)
    assert told_at(wrong, "outline")
    assert "网店入门" in text(wrong)
    desk.post(reverse("training:course_add"), plan)
    made = Course.objects.get()
    at = reverse("training:course", args=[made.pk])
    assert desk.post(f"{at}do/list/").status_code == 403
    head.post(f"{at}do/list/")
    today = timezone.localdate()
    village()
    days = {
        "course_id": made.pk, "teacher_id": teacher.pk, "starts_date": today + 9 * DAY,
        "ends_date": today + 8 * DAY, "starts_time": "09:00", "place": "会议室", "capacity": 1,
        "township_id": village().township_id, "budget": "100", "sign_up_until_date": today,
    }  # fmt: skip
    wrong = desk.post(reverse("training:class_add"), days)
    assert "早于" in told_at(wrong, "ends_date")
    assert "（手册第150条）" in text(wrong)
    desk.post(reverse("training:class_add"), days | {"ends_date": today + 9 * DAY})
    held = TrainingClass.objects.get()
    at = reverse("training:class", args=[held.pk])
    head.post(f"{at}do/open/")
    change = reverse("training:class_change", args=[held.pk])
    assert desk.get(change).status_code == 200
    person = {
        "class_id": held.pk, "name": "祝小满", "phone": "199", "village_id": village().pk,
        "category": "farmer", "id_number": "", "consent_way": "desk",
    }  # fmt: skip
    wrong = phone.post(reverse("training:sign_up_add"), person)
    assert told_at(wrong, "consent")
    wrong = phone.post(reverse("training:sign_up_add"), person | {"consent": "on"})
    assert told_at(wrong, "phone")
    phone.post(reverse("training:sign_up_add"), person | {"consent": "on", "phone": "19900006001"})
    one = SignUp.objects.get()
    shown = text(phone.get(reverse("training:sign_up", args=[one.pk])))
    assert ("19900006001" in shown, "199****6001" in shown) == (False, True)
    seen = phone.post(
        reverse("training:sign_up_do", args=[one.pk, "phone"]), {"reason": "通知改期"}, follow=True
    )
    assert "19900006001" in text(seen)
    file = b"".join(phone.get(f"{reverse('training:sign_ups')}?export=csv").streaming_content)
    assert "199****6001" in file.decode()
    assert phone.get(f"{reverse('training:sign_ups')}?q=19900006001").context["lines"]


@pytest.mark.handbook(149, 150)
def test_a_class_is_taught_filed_counted_and_certified(people, desk_of):
    desk, head, held = desk_of("ops"), desk_of("dept_head"), bring(people)
    one = sign_up(held)
    hold(held, people, {one.pk: "8"}, end=False)
    at = reverse("training:class", args=[held.pk])
    wrong = desk.post(f"{at}do/attend/", {"day": "2026-03-01", "hours": "4", "came": [one.pk]})
    assert told_at(wrong, "day")
    desk.post(f"{at}do/attend/", {"day": "2026-03-13", "hours": "2", "came": [one.pk]})
    desk.post(f"{at}do/end/")
    assert "资料不全" in text(desk.get(at))
    refused = head.post(f"{at}do/count/")
    assert "照片" in text(refused)
    photos(held, people)
    mine = reverse("training:sign_up", args=[one.pk])
    desk.post(f"{mine}do/survey/", {"level": "4"})
    head.post(f"{at}do/count/")
    assert TrainingClass.objects.get().status == K.COUNTED
    assert told_at(desk.post(f"{mine}do/result/", {"passed": "yes", "score": "101"}), "score")
    desk.post(f"{mine}do/result/", {"passed": "yes", "score": "88"})
    desk.post(f"{mine}do/certificate/")
    paper = Certificate.objects.get()
    for name, pk in (("sheet", held.pk), ("certificate_paper", paper.pk)):
        printed = desk.get(reverse(f"training:{name}", args=[pk]))
        assert b"".join(printed).startswith(b"%PDF-")
        assert desk_of("staff").get(reverse(f"training:{name}", args=[pk])).status_code == 403
    there = reverse("training:certificate", args=[paper.pk])
    assert told_at(head.post(f"{there}do/revoke/", {"reason": ""}), "reason")
    head.post(f"{there}do/revoke/", {"reason": "误发"})
    assert desk.get(reverse("training:certificate_paper", args=[paper.pk])).status_code == 404
    outcome = {"outcome": "shop", "since": "2026-04-01", "shop": "小满的店"}
    desk.post(f"{mine}do/outcome/", outcome)
    assert SignUp.objects.get().shop == "小满的店"


FILM = b"\x00\x00\x00\x10ftypisom\x00\x00\x02\x00"
BOXES = b"\x00\x00\x00\x08moov\x00\x00\x00\x0cmdat1234"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("课.mp4", FILM + BOXES[:-2], "损坏"),
        ("课.mp4", FILM + BOXES[:8], "损坏"),
        ("课.mp4", b"MZ" + bytes(40), "程序"),
        ("课.mp3", b"\xff\xfb\x90\x00" + bytes(40), "视频|音频"),
        ("课.mp4", FILM + BOXES, ""),
    ],
)
def test_only_whole_films_become_the_video_of_a_lesson(people, desk_of, name, content, words):
    desk, made = desk_of("ops"), course(people)
    data = LessonData(course_id=made.pk, order=1, title="开头", text="三句话")
    lesson = services.lesson_add(data=data, by=people.ops, at=AT)
    address = reverse("training:lesson_files", args=[lesson.pk])
    sent = {"kind": "video", "file": SimpleUploadedFile(name, content)}
    answer = desk.post(address, sent, follow=True)
    assert answer.status_code in (200, 422)
    assert Attachment.objects.exists() == (not words)
    if words:
        assert any(word in text(answer) for word in words.split("|"))


@pytest.fixture(params=[1, 4], ids=["few", "many"])
def taught(request, people):
    """Few or many of everything."""
    for number in range(request.param):
        held = bring(people, capacity=9)
        here = [sign_up(held, number * 5 + one) for one in range(request.param)]
        hold(held, people, {one.pk: "9" for one in here})
        for one in here:
            services.result_note(sign_up_id=one.pk, passed=True, by=people.ops, at=AFTER)
            services.certificate_issue(sign_up_id=one.pk, by=people.ops, at=AFTER)
        data = LessonData(course_id=held.course_id, order=number + 1, title="课", text="文字")
        services.lesson_add(data=data, by=people.ops, at=AT)
    return held


def test_pages_ask_as_often_for_many_as_for_few_and_are_not_for_those_outside(
    desk_of, taught, query_counts
):
    desk, outside, office = desk_of("ops"), desk_of("commerce"), desk_of("staff")
    lists = ("courses", "classes", "sign_ups", "teachers", "certificates")
    pages = {name: reverse(f"training:{name}") for name in lists}
    records = {
        "course": taught.course_id,
        "lesson": Lesson.objects.latest("pk").pk,
        "class": taught.pk,
        "sign_up": SignUp.objects.latest("pk").pk,
        "certificate": Certificate.objects.latest("pk").pk,
    }
    pages |= {name: reverse(f"training:{name}", args=[pk]) for name, pk in records.items()}
    desk.get(pages["courses"])
    for name, address in pages.items():
        with query_counts(name, most=RECORD if name in records else LIST):
            answer = desk.get(address)
        assert answer.status_code == 200, name
        assert outside.get(address).status_code == (404 if name in records else 403), name
    assert office.get(pages["class"]).status_code == 200
    assert "祝*满" not in text(office.get(pages["class"]))
    assert office.get(pages["sign_ups"]).status_code == 403
    for name in ("teacher_add", "course_add", "class_add", "lesson_add", "sign_up_add"):
        assert office.get(reverse(f"training:{name}")).status_code == 403
    asked = f"{pages['classes']}?q=短视频&state=ended&township=980121101"
    assert len(desk.get(asked).context["lines"]) >= 1
    assert "尚未计数" in text(desk.get("/console/"))
    assert desk.get("/console/search/?q=短视频").status_code == 200
