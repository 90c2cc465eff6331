"""What goes wrong is said in Chinese; headers keep strangers out."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory

from console.views import errors
from core.errors import Denied
from tests.browser.crawl import english

pytestmark = pytest.mark.usefixtures("in_county_a")


def shown(response):
    return response.content.decode()


@pytest.fixture
def request_(rf: RequestFactory):
    request = rf.get("/console/somewhere/")
    request.county = None
    return request


def test_a_page_that_is_not_there(browser):
    answer = browser.get("/console/inbox/attic/")
    assert answer.status_code == 404
    assert "这里没有内容" in shown(answer)
    assert "返回工作台" in shown(answer)


def test_an_address_of_nobody_is_our_page_and_not_wagtails(browser):
    answer = browser.get("/console/nothing-of-the-kind/")
    assert answer.status_code == 404
    assert "这里没有内容" in shown(answer)
    assert "返回工作台" in shown(answer)


def test_a_refusal_names_the_posts(request_):
    answer = errors.permission_denied(request_, Denied("不能办理。", needs=("director", "gm")))
    assert answer.status_code == 403
    assert "需要以下岗位：主任、总经理。" in shown(answer)


def test_a_refusal_without_words_has_some(request_):
    assert "您的岗位不能办理此事项。" in shown(
        errors.permission_denied(request_, PermissionDenied())
    )


def test_an_error_of_ours_has_a_number_and_no_trace(rf):
    answer = errors.server_error(rf.get("/"))
    assert answer.status_code == 500
    assert re.search(r"编号告诉管理员：[0-9a-f]{8}", shown(answer))


def test_a_form_that_is_too_old(request_):
    answer = errors.csrf_failure(request_, "CSRF cookie not set.")
    assert answer.status_code == 403
    assert "页面已过期" in shown(answer)


def test_error_pages_have_no_english(request_, rf):
    pages = [
        errors.not_found(request_),
        errors.permission_denied(request_),
        errors.server_error(rf.get("/")),
        errors.csrf_failure(request_),
    ]
    for page in pages:
        assert not english(re.findall(r">([^<]+)<", shown(page)))


def test_the_console_lets_scripts_in_from_files_only(browser):
    policy = browser.get("/console/")["Content-Security-Policy"]
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "unsafe" not in scripts
    assert "frame-ancestors 'self'" in policy


def test_public_pages_have_a_nonce_of_their_own(desk_of):
    stranger = desk_of(None)
    first, second = (stranger.get("/verify/")["Content-Security-Policy"] for _time in range(2))
    assert first != second
    assert "unsafe" not in first


def test_other_headers(browser):
    answer = browser.get("/console/")
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=(self)" in answer["Permissions-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_wagtails_own_scripts_get_the_nonce_and_others_do_not(browser):
    page = shown(browser.get("/console/reports/site-history/"))
    assert "<script>" not in page


def test_only_known_beginnings_of_scripts_are_let_in():
    from console.middleware import WAGTAILS_OWN

    assert WAGTAILS_OWN.search(b'<script>new PageChooser("id")')
    assert WAGTAILS_OWN.search(b'"<script>\\n  initDateChooser(1)')
    assert not WAGTAILS_OWN.search(b"<script>alert(1)")
    assert not WAGTAILS_OWN.search(b"<script>fetch('/x')")
