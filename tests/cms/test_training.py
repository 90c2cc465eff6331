"""Training on the site: calendar and places, sign-up without JavaScript, lessons, certificates."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.utils import timezone

from cms import pagecache
from cms.search import index
from cms.search.tables import SearchEntry
from core import attachments
from operations.training import services
from operations.training.models import Lesson, SignUp, Teacher
from operations.training.services import LessonData, TeacherData
from tenants.context import county_context
from tests.cms import test_machines as machines
from tests.operations.documents.conftest import People
from tests.operations.training.conftest import bring, course, hold, plan, sign_up, village, who
from tests.operations.training.test_pages import BOXES, FILM

DAY = timedelta(days=1)
NEEDS = {
    "Course": {"name", "description", "provider", "hasCourseInstance", "offers"},
    "CourseInstance": {"courseMode", "startDate", "endDate", "location", "courseWorkload"},
    "EducationEvent": {"name", "startDate", "location", "eventStatus", "organizer", "offers"},
    "Place": {"name", "address"},
    "Person": {"name"},
    "Organization": {"name", "url"},
    "Offer": {"price", "priceCurrency"},
    "Audience": {"audienceType"},
}


@pytest.fixture
def visitor(county_a, client_for):
    cache.clear()
    return client_for(county_a)


@pytest.fixture
def held(county_a):
    """A class of two places next week, of a course with a lesson that has a film."""
    today = timezone.localdate()
    with county_context(county_a):
        people = People()
        days = {
            "starts_date": today + 9 * DAY,
            "ends_date": today + 10 * DAY,
            "sign_up_until_date": today + 7 * DAY,
        }
        made = bring(people, **days)
        data = LessonData(made.course_id, 1, "三句话", "第一句。\n\n第二句。")
        lesson = services.lesson_add(data=data, by=people.ops, at=timezone.now())
        film = ContentFile(FILM + BOXES, name="课.mp4")
        attachments.attach(lesson, film, kind="video", by=people.ops, allow=attachments.MEDIA)
    return made


@pytest.fixture
def typed(county_a, held):
    with county_context(county_a):
        home = village().pk
    return {
        "name": "祝小满", "phone": "19900007001", "village_id": home, "category": "farmer",
        "consent": "on",
    }  # fmt: skip


def form_of(visitor, held):
    """The page's hidden fields."""
    page = BeautifulSoup(visitor.get(f"/training/classes/{held.number}/").content, "html.parser")
    return {
        one["name"]: one["value"]
        for one in page.select("form.sheet-form input[type=hidden]")
        if one["name"] != "csrfmiddlewaretoken"
    }


def test_a_place_is_taken_waited_for_and_given_back(visitor, held, typed, county_a):
    at = f"/training/classes/{held.number}/"
    assert "剩余<strong>2</strong>／2" in visitor.get("/training/").content.decode()
    hidden = form_of(visitor, held)
    first = visitor.post(at, typed | hidden)
    again = visitor.post(at, typed | hidden)
    assert first["Location"] == again["Location"]
    shown = visitor.get(first["Location"])
    assert shown["Cache-Control"] == "private, no-store"
    page = shown.content.decode()
    with county_context(county_a):
        made = SignUp.objects.get()
        assert made.consent_text.text in visitor.get(at).content.decode()
    assert made.number in page
    assert made.cancel_code in page
    assert "祝小满" not in page
    twice = visitor.post(at, typed | form_of(visitor, held))
    assert (twice.status_code, "您已报名本班次" in twice.content.decode()) == (422, True)
    for number in (2, 3):
        other = typed | {"phone": f"1990000700{number}"} | form_of(visitor, held)
        answer = visitor.post(at, other)
    assert "候补名单" in visitor.get(answer["Location"]).content.decode()
    found = visitor.post("/training/sign-up/", {"number": made.number, "code": made.cancel_code})
    assert found["Location"] == first["Location"]
    visitor.post(f"{first['Location']}cancel/")
    assert "已有名额" in visitor.get(answer["Location"]).content.decode()
    over = visitor.post(f"{first['Location']}cancel/")
    assert over.status_code == 422
    assert visitor.get("/training/sign-up/none/").status_code == 404


@pytest.mark.handbook(152)
def test_bad_input_gets_a_sentence_at_its_field_and_writes_nothing(visitor, held, typed, county_a):
    at = f"/training/classes/{held.number}/"
    hidden = form_of(visitor, held)
    for wrong, words in (
        ({"consent": ""}, "未经您同意"),
        ({"notice": "old"}, "重新阅读|再读|请再"),
        ({"website": "http://x"}, "留空|请勿"),
        ({"phone": "12345"}, "手机"),
        ({"village_id": "999999"}, "选择|有效"),
        ({"name": "哈" * 5000}, "40"),
        ({"name": " \u202e "}, ""),
        ({"id_number": "980121199001010000"}, "校验|不符|不对"),
    ):
        answer = visitor.post(at, typed | hidden | wrong)
        assert answer.status_code == 422, wrong
        page = answer.content.decode()
        assert any(word in page for word in words.split("|")), (wrong, words)
    with county_context(county_a):
        assert not SignUp.objects.exists()
    for _try in range(21):
        answer = visitor.post(at, typed | hidden | {"phone": "1"})
    assert answer.status_code == 429
    for _try in range(6):
        answer = visitor.post("/training/sign-up/", {"number": "PX", "code": "1"})
    assert answer.status_code == 429
    for nowhere in ("classes/PX1/", "KC1/", "KC2026-001/9/", "teachers/99999/"):
        assert visitor.get(f"/training/{nowhere}").status_code == 404
    assert visitor.get("/training/?kind=x&month=99&township=%00").status_code == 200


def test_a_lesson_is_read_seen_from_the_middle_and_left_out_on_a_slow_line(visitor, held, county_a):
    with county_context(county_a):
        code = held.course.code
        file = attachments.of(Lesson.objects.get()).get()
    page = visitor.get(f"/training/{code}/1/").content.decode()
    assert ("<video" in page, "第二句。" in page) == (True, True)
    slow = visitor.get(f"/training/{code}/1/?slow=1").content.decode()
    assert ("<video" in slow, "第二句。" in slow) == (False, True)
    at = f"/training/files/{file.pk}/"
    whole = visitor.get(at)
    assert (whole["Accept-Ranges"], whole["Content-Type"]) == ("bytes", "video/mp4")
    middle = visitor.get(at, HTTP_RANGE="bytes=4-7")
    assert (middle.status_code, middle.content) == (206, b"ftyp")
    assert middle["Content-Range"] == f"bytes 4-7/{file.size}"
    assert visitor.get(at, HTTP_RANGE="bytes=-4").content == b"1234"
    assert visitor.get(at, HTTP_RANGE=f"bytes={file.size}-").status_code == 416
    with county_context(county_a):
        people = People()
        draft = services.course_add(
            data=plan(people, title="未开设"), by=people.ops, at=timezone.now()
        )
        Lesson.objects.update(course=draft)
    assert visitor.get(at).status_code == 404


@pytest.mark.handbook(149, 150, 152)
def test_whoever_came_answers_and_their_certificate_is_verified(visitor, county_a):
    with county_context(county_a):
        people = People()
        taught = bring(people)
        made = sign_up(taught)
        hold(taught, people, {made.pk: "9"})
        given = {"sign_up_id": made.pk, "by": people.ops, "at": timezone.now()}
        services.result_note(passed=True, **given)
        paper = services.certificate_issue(**given)
    receipt = f"/training/sign-up/{made.token}/"
    assert visitor.post(f"{receipt}answer/", {"level": "9"}).status_code == 422
    visitor.post(f"{receipt}answer/", {"level": "4"})
    page = visitor.get(receipt).content.decode()
    assert ("感谢您的评价" in page, paper.code in page) == (True, True)
    sent = visitor.get("/training/certificates/", {"number": paper.code})
    shown = visitor.get(sent["Location"]).content.decode()
    assert ("真实有效" in shown, "祝*满" in shown, "祝小满" in shown) == (True, True, False)
    with county_context(county_a):
        services.certificate_revoke(
            certificate_id=paper.pk, reason="误发", by=people.dept_head, at=timezone.now()
        )
    revoked = visitor.get(sent["Location"]).content.decode()
    assert ("已撤销" in revoked, "误发" in revoked) == (True, True)
    unknown = visitor.get(f"/training/certificates/{paper.number}-AAAAAA/")
    assert unknown.status_code == 404
    closed = visitor.get(f"/training/classes/{taught.number}/")
    assert "不能再报名" in closed.content.decode()


def test_machines_read_courses_and_classes_and_the_search_finds_them(
    visitor, held, county_a, monkeypatch
):
    monkeypatch.setattr(machines, "REQUIRED", machines.REQUIRED | NEEDS)
    with county_context(county_a):
        course_, pk = held.course, Teacher.objects.get().pk
        index.rebuild("courses")
        entry = SearchEntry.objects.get(kind="course")
    assert entry.url == f"/training/{course_.code}/"
    base = f"http://{county_a.host}"
    kinds = {
        "/training/": ["ItemList", "BreadcrumbList"],
        entry.url: ["Course", "EducationEvent", "BreadcrumbList"],
        f"{entry.url}1/": ["BreadcrumbList"],
        f"/training/teachers/{pk}/": ["BreadcrumbList"],
    }
    for path, expected in kinds.items():
        page = machines.head(visitor.get(path))
        found = machines.blocks(page)
        assert [block["@type"] for block in found] == expected, path
        for block in found:
            machines.check(block, base)
        assert page.select_one("link[rel=canonical]")["href"] == f"{base}{path}"
    (event,) = [b for b in machines.blocks(machines.head(visitor.get(entry.url)))
                if b["@type"] == "EducationEvent"]  # fmt: skip
    assert (event["remainingAttendeeCapacity"], event["maximumAttendeeCapacity"]) == (2, 2)
    tree = ElementTree.fromstring(visitor.get("/sitemap.xml").content)  # noqa: S314 - our own
    listed = {one.text for one in tree.iter(f"{machines.SITEMAP}loc")}
    assert {f"{base}{path}" for path in kinds} <= listed


def test_a_place_taken_purges_its_course_and_the_calendar_and_nothing_else(
    visitor, held, county_a, settings, django_capture_on_commit_callbacks, query_counts
):
    settings.PAGE_CACHE_SECONDS = 600
    pagecache.forget_copies()
    with county_context(county_a):
        people = People()
        other = course(people, title="另一门").code
        mine, pk = held.course.code, held.course.teacher_id
    pages = {
        "training": "/training/",
        "course": f"/training/{mine}/",
        "lesson": f"/training/{mine}/1/",
        "teacher": f"/training/teachers/{pk}/",
        "other": f"/training/{other}/",
    }
    for name, path in pages.items():
        with query_counts(name, most=10):
            assert visitor.get(path).status_code == 200

    def kept():
        with county_context(county_a):
            find = {n: pagecache.find(f"http://{county_a.host}{p}?") for n, p in pages.items()}
        return {name for name, entry in find.items() if entry is not None}

    assert kept() == set(pages)
    with county_context(county_a), django_capture_on_commit_callbacks(execute=True):
        services.sign_up_add(
            data=who(held, consent_way="phone"), by=people.frontdesk, at=timezone.now()
        )
    assert kept() == {"other"}
    assert "剩余<strong>1</strong>／2" in visitor.get("/training/").content.decode()
    with county_context(county_a), django_capture_on_commit_callbacks(execute=True):
        services.teacher_change(
            teacher_id=pk, data=TeacherData(name="新姓名"), by=people.ops, at=timezone.now()
        )
    assert "新姓名" in visitor.get(pages["course"]).content.decode()
    pagecache.forget_copies()
