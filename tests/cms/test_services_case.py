"""The receipt's holder: sees, completes, withdraws and rates (R135, R137, R139)."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.posts import Post
from core import attachments
from operations.casework import services
from operations.casework.lifecycle import States
from operations.casework.models import Rating
from tenants.context import county_context
from tests import cast
from tests.cms.casework import APPLICANT, DAY, current, finished, handling, submitted
from tests.operations.casework.conftest import picture


@pytest.fixture
def visitor(county_a, client_for):
    return client_for(county_a)


@pytest.fixture
def open_case(county_a):
    with county_context(county_a):
        return submitted()


@pytest.fixture
def incomplete(county_a):
    """Asked for two things."""
    with county_context(county_a):
        case = submitted()
        desk = cast.actor(Post.FRONTDESK)
        return services.case_ask(
            case_id=case.pk, by=desk, at=timezone.now(), missing=["身份证", "户口簿"]
        )


@pytest.fixture
def done(county_a):
    with county_context(county_a):
        return finished()


def page_of(reply):
    return BeautifulSoup(reply.content.decode(), "html.parser")


def test_the_page_shows_where_the_case_stands(visitor, open_case, county_a):
    reply = visitor.get(f"/case/{open_case.token}/")
    page = page_of(reply)
    assert page.select_one(".bar [aria-current=step]").text == "已提交"
    assert page.h1.text == "已提交"
    assert reply["Cache-Control"] == "private, no-store"
    assert "noindex" in reply["X-Robots-Tag"]
    with county_context(county_a):
        handling(open_case)
    page = page_of(visitor.get(f"/case/{open_case.token}/"))
    assert page.select_one(".bar [aria-current=step]").text == "办理中"
    assert len(page.select(".bar .done")) == 2


def test_no_page_of_a_case_shows_the_person(visitor, open_case):
    for path in ("", "receipt/", "rate/"):
        text = visitor.get(f"/case/{open_case.token}/{path}").content.decode()
        for secret in ("祝小满", "19900003001", open_case.request):
            assert secret not in text, (path, secret)


@pytest.mark.parametrize("path", ["", "receipt/", "rate/", "complete/", "withdraw/"])
def test_a_token_opens_nothing_in_another_county(open_case, county_b, client_for, visitor, path):
    stranger = client_for(county_b)
    for send in (stranger.get, stranger.post):
        reply = send(f"/case/{open_case.token}/{path}")
        assert reply.status_code in (404, 405)
    assert visitor.get(f"/case/{'x' * 32}/{path}").status_code in (404, 405)


@pytest.mark.handbook(135)
def test_what_is_missing_is_handed_in_at_once(visitor, incomplete, county_a):
    page = page_of(visitor.get(f"/case/{incomplete.token}/"))
    assert [one.text for one in page.select(".due .field label")] == ["身份证", "户口簿"]
    half = visitor.post(f"/case/{incomplete.token}/complete/", {"file-0": picture("证.png")})
    assert half.status_code == 422
    assert current(county_a, incomplete).status == States.SUPPLEMENT
    both = {"file-0": picture("证.png"), "file-1": picture("簿.png")}
    reply = visitor.post(f"/case/{incomplete.token}/complete/", both)
    assert reply["Location"] == f"/case/{incomplete.token}/"
    with county_context(county_a):
        assert attachments.of(incomplete).count() == 2
    assert current(county_a, incomplete).status == States.SUBMITTED
    again = {"file-0": picture("证.png"), "file-1": picture("簿.png")}
    assert visitor.post(f"/case/{incomplete.token}/complete/", again).status_code == 422


def test_a_programme_does_not_complete_a_case(visitor, incomplete, county_a):
    bad = SimpleUploadedFile("簿.png", b"MZ" + b"\0" * 400, "image/png")
    sent = {"file-0": picture("证.png"), "file-1": bad}
    assert visitor.post(f"/case/{incomplete.token}/complete/", sent).status_code == 422
    assert current(county_a, incomplete).status == States.SUPPLEMENT
    with county_context(county_a):
        assert attachments.of(incomplete).count() == 0


@pytest.mark.handbook(121)
def test_a_request_is_taken_back_with_a_reason(visitor, open_case, county_a):
    address = f"/case/{open_case.token}/withdraw/"
    assert visitor.post(address, {"reason": " "}).status_code == 422
    assert visitor.post(address, {"reason": "自己办好了"}).status_code == 302
    case = current(county_a, open_case)
    assert (case.status, case.closing_reason) == (States.WITHDRAWN, "自己办好了")
    assert "申请人撤回" in visitor.get(f"/case/{open_case.token}/").content.decode()
    assert visitor.post(address, {"reason": "再来一次"}).status_code == 422


def test_what_is_being_handled_is_not_taken_back(visitor, open_case, county_a):
    with county_context(county_a):
        handling(open_case)
    page = page_of(visitor.get(f"/case/{open_case.token}/"))
    assert page.select("form[action$='withdraw/']") == []
    address = f"/case/{open_case.token}/withdraw/"
    assert visitor.post(address, {"reason": "不办了"}).status_code == 422
    assert current(county_a, open_case).status == States.HANDLING


@pytest.mark.handbook(137)
def test_five_levels_and_words(visitor, done, county_a):
    page = page_of(visitor.get(f"/case/{done.token}/rate/"))
    labels = [one.get_text(strip=True) for one in page.select(".levels label")]
    assert labels == ["非常满意", "满意", "基本满意", "不满意", "非常不满意"]
    assert visitor.post(f"/case/{done.token}/rate/", {}).status_code == 422
    assert visitor.post(f"/case/{done.token}/rate/", {"level": "6"}).status_code == 422
    reply = visitor.post(f"/case/{done.token}/rate/", {"level": "2", "text": "等得久"})
    assert reply["Location"] == "/case/thanks/"
    with county_context(county_a):
        rating = Rating.objects.get(case=done)
        assert (rating.level, rating.text, rating.place) == (2, "等得久", "qr")
        assert rating.follow_up.closed_at is None


@pytest.mark.handbook(137)
def test_a_second_rating_is_refused(visitor, done, county_a):
    assert visitor.post(f"/case/{done.token}/rate/", {"level": "5"}).status_code == 302
    second = visitor.post(f"/case/{done.token}/rate/", {"level": "1"})
    assert second.status_code == 422
    assert "此件已评价" in second.content.decode()
    with county_context(county_a):
        assert Rating.objects.get(case=done).level == 5


@pytest.mark.handbook(139)
def test_thirty_days_and_not_one_more(visitor, county_a):
    with county_context(county_a):
        last, late = (finished(at=timezone.now() - DAY * days) for days in (30, 31))
    assert visitor.post(f"/case/{last.token}/rate/", {"level": "5"}).status_code == 302
    reply = visitor.post(f"/case/{late.token}/rate/", {"level": "5"})
    assert reply.status_code == 422
    until = timezone.localdate() - timedelta(days=1)
    assert f"评价已于{until:%Y-%m-%d}截止" in reply.content.decode()
    assert page_of(visitor.get(f"/case/{late.token}/")).select("a[href$='rate/']") == []
    with county_context(county_a):
        assert not Rating.objects.filter(case=late).exists()


@pytest.mark.handbook(139)
def test_an_archived_case_without_a_rating_says_that_it_is_too_late(visitor, county_a):
    with county_context(county_a):
        case = finished(at=timezone.now() - DAY * 40)
        services.case_archive(case_id=case.pk, by=APPLICANT, at=timezone.now())
    text = visitor.get(f"/case/{case.token}/rate/").content.decode()
    assert "截止" in text
    assert "此件已评价" not in text


@pytest.mark.handbook(139)
def test_staff_do_not_rate(done, county_a, client_for):
    with county_context(county_a):
        clerk = cast.appoint(Post.FRONTDESK)
    browser = client_for(county_a, clerk)
    for reply in (
        browser.get(f"/case/{done.token}/rate/"),
        browser.post(f"/case/{done.token}/rate/", {"level": "5"}),
        browser.post(f"/case/{done.token}/rate/?desk=1", {"level": "5"}),
    ):
        assert reply.status_code == 403
        assert "工作人员不能评价" in reply.content.decode()
    with county_context(county_a):
        assert not Rating.objects.exists()


def test_the_tablet_goes_back_to_a_screen_that_says_nothing(visitor, done, county_a):
    form = page_of(visitor.get(f"/case/{done.token}/rate/?desk=1")).select_one(".sheet-form")
    assert form.get("action") is None, "it is sent to its own address, with desk=1"
    reply = visitor.post(f"/case/{done.token}/rate/?desk=1", {"level": "4"})
    thanks = visitor.get(reply["Location"]).content.decode()
    for words in (done.token, done.reference, done.number, "创业辅导", "满意"):
        assert words not in thanks
    with county_context(county_a):
        assert Rating.objects.get(case=done).place == Rating.Place.DESK


def test_nothing_is_rated_before_it_is_done(visitor, open_case):
    reply = visitor.post(f"/case/{open_case.token}/rate/", {"level": "5"})
    assert reply.status_code == 422
    assert "办结后才能评价" in reply.content.decode()
