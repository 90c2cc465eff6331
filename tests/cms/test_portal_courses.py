"""Courses of all counties on the portal: filtered, found, and as fresh as the places left."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from cms import pagecache, portal_kinds
from cms.search.sources import Entry as Found
from core.actor import Actor
from operations.training import services
from operations.training.models import SignUp
from oversight import portal
from tenants import states
from tenants.context import county_context, province_context
from tenants.models import County
from tests.operations.documents.conftest import People
from tests.operations.training.conftest import VISITOR, bring, days, who

DAY = timedelta(days=1)


@pytest.fixture
def _kept(settings):
    settings.PAGE_CACHE_SECONDS = 600
    pagecache.forget_copies()
    yield
    pagecache.forget_copies()


def narrows(page: Callable[..., str], code: str) -> None:
    """Filters, words, and the search over everything."""
    assert "直播间规范" not in page("?county=980121")
    assert "短视频" not in page("?county=980122")
    assert "直播间规范" not in page("?open=1")
    for words in ("柳溪", "dsp", "短视频"):
        assert "短视频带货入门" in page(f"?q={words}"), words
    assert "没有符合条件的课程" in page("?q=航空母舰&county=980121")
    found = page("?q=短视频&kind=course", at="/search/")
    assert f"http://hechuan.localhost/training/{code}/" in found


@pytest.mark.usefixtures("_kept")
def test_courses_of_all_counties_follow_their_classes_places_and_counties(
    county_a, county_b, client_for, django_capture_on_commit_callbacks
):
    """By purging, not by waiting: the page is kept for ten minutes."""
    portal_of, now, today = client_for(None), timezone.now(), timezone.localdate()
    dates = {
        "starts_date": today + 9 * DAY,
        "ends_date": today + 10 * DAY,
        "sign_up_until_date": today + 7 * DAY,
    }

    def page(query: str = "", *, at: str = "/courses/") -> str:
        return portal_of.get(f"{at}{query}").content.decode()

    def after(act):
        with county_context(county_a), django_capture_on_commit_callbacks(execute=True):
            return act()

    assert "各县还没有开设课程" in page()
    assert "正在报名的课程" not in page(at="/")
    with county_context(county_b), django_capture_on_commit_callbacks(execute=True):
        brewing = Found("course", "KC2026-009", "/training/KC2026-009/", "直播间规范", day=None)
        portal.publish([portal_kinds.entry(brewing, facts=("基础课",))])
    people = after(People)
    ops, head = after(lambda: (people.ops, people.dept_head))
    held = after(lambda: bring(people, **dates))
    code = after(lambda: held.course.code)
    text = page()
    assert text.index("短视频带货入门") < text.index("直播间规范")
    assert f'href="http://hechuan.localhost/training/{code}/"' in text
    assert f"{dates['starts_date']:%m-%d} 柳溪镇：剩余 2 个名额" in text
    assert text.count("目前没有可报名的班次") == 1
    # The front page names those alone that one can sign up for.
    text = page(at="/")
    assert text.index("正在报名的课程") < text.index(
        f'href="http://hechuan.localhost/training/{code}/"'
    )
    assert "直播间规范" not in text

    # Each place that is taken, given back or added, another day, a class called off.
    made = [
        after(lambda n=n: services.sign_up_add(data=who(held, n), by=VISITOR, at=now))
        for n in (1, 2)
    ]
    assert "名额已满，可候补" in page()
    after(lambda: services.sign_up_cancel(sign_up_id=made[0].pk, by=VISITOR, at=now))
    assert "剩余 1 个名额" in page()
    later = dates | {"starts_date": today + 8 * DAY, "capacity": 5}
    change = after(lambda: days(held.course, **later))
    after(lambda: services.class_change(class_id=held.pk, data=change, by=ops, at=now))
    assert f"{today + 8 * DAY:%m-%d} 柳溪镇：剩余 4 个名额" in page()

    narrows(page, code)

    cancel = {"class_id": held.pk, "reason": "讲师有事", "by": head, "at": now}
    after(lambda: services.class_cancel(**cancel))
    assert page().count("目前没有可报名的班次") == 2
    assert "正在报名的课程" not in page(at="/")
    course = {"course_id": held.course_id, "by": head, "at": now}
    after(lambda: services.course_stop(reason="改版", **course))
    assert "短视频" not in page()
    after(lambda: services.course_resume(**course))
    assert "短视频" in page()
    with county_context(county_a):
        assert SignUp.objects.count() == 2

    # Suspended: gone at once, from the list and from its filter.
    with django_capture_on_commit_callbacks(execute=True), province_context():
        states.county_state_set(
            code="980121",
            state=County.State.SUSPENDED,
            reason="合同",
            by=Actor.system("tests"),
            at=now,
        )
    text = page()
    assert "直播间规范" in text
    assert "短视频" not in text
    assert "980121" not in text
