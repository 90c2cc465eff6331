"""The record page: facts, state, way, who has it, what one may do."""

import pytest
from django.urls import reverse
from django.utils import timezone

from core import audit, inbox
from core.inbox import Assignee
from tests import cast


@pytest.fixture
def page(person):
    return reverse("people:record", args=[person.pk])


def text(response):
    return response.content.decode()


def test_it_shows_facts_state_way_and_holder(browser, page, person):
    shown = text(browser.get(page))
    assert "卜知夏" in shown
    assert "2026-11-20" in shown
    assert 'cl-badge--calm">入职办理' in shown
    assert 'aria-current="step"' in shown
    assert "当前办理" in shown
    assert "行政部" in shown


def test_buttons_are_the_moves_that_are_open(browser, page, person):
    shown = text(browser.get(page))
    assert f"{page}do/confirm/" in shown
    assert f"{page}do/leave/" not in shown


def test_who_holds_no_post_of_the_table_sees_no_button(desk_of, page, person):
    director = desk_of("director")
    shown = text(director.get(page))
    assert "卜知夏" in shown
    assert "/do/" not in shown


def test_out_of_sight_is_404(desk_of, browser, page, person):
    drafter = desk_of("drafter")
    assert drafter.get(page).status_code == 404
    assert drafter.post(f"{page}do/confirm/").status_code == 404
    type(person).objects.filter(pk=person.pk).update(name="不可见")
    assert browser.get(page).status_code == 404


def test_strangers_sign_in_first(desk_of, page):
    answer = desk_of(None).get(page)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/console/login/")


def test_opening_it_is_noted_for_whom_it_waits(browser, page, person):
    browser.get(page)
    item = inbox.pending(person).first()
    assert item.opened_by_name == "柏知秋"


def test_the_log_is_for_those_who_keep_order(browser, desk_of, page):
    assert "cl-device" in text(browser.get(f"{page}?tab=audit"))
    head = desk_of("dept_head")
    assert "cl-device" not in text(head.get(f"{page}?tab=audit"))


def test_an_action_that_does_not_exist_is_404(browser, page):
    assert browser.get(f"{page}do/dance/").status_code == 404


def test_a_copy_goes_round_and_leaves_a_receipt(browser, desk_of, page, person):
    director = cast.appoint("director")
    shown = text(browser.get(f"{page}circulate/"))
    assert "祝望舒（主任）" in shown
    answer = browser.post(f"{page}circulate/", {"to": [director.pk], "message": "请阅"})
    assert answer.status_code == 302
    assert "未阅" in text(browser.get(page))
    desk_of("director").get(page)
    assert "已阅" in text(browser.get(page))


def test_a_copy_for_nobody_is_refused(browser, page):
    shown = text(browser.post(f"{page}circulate/", {"message": "请阅"}))
    assert "请至少选择一人。" in shown


def test_what_happened_is_told_in_words(browser, page, person):
    by = cast.actor("admin")
    inbox.circulate(
        person,
        to=[Assignee(user_id=cast.appoint("director").pk)],
        title="卜知夏",
        by=by,
        message="请各位知悉",
        at=timezone.now(),
    )
    shown = text(browser.get(page))
    assert "请各位知悉" in shown
    assert audit.last(person).headline in shown
