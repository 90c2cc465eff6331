"""From a form to one service call: refusals, versions, double clicks."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from operations.staff.models import ChecklistItem, Person


def text(response):
    return response.content.decode()


@pytest.fixture
def page(person):
    return reverse("people:record", args=[person.pk])


@pytest.fixture
def ready(person):
    """Everything on the joining list is ticked."""
    run = person.checklists.get()
    ChecklistItem.objects.filter(run=run).update(done_at=timezone.now(), done_by=None)
    return person


def test_the_form_says_where_it_leads_and_by_which_rule(browser, page):
    shown = text(browser.get(f"{page}do/confirm/"))
    assert "手册第122条" in shown
    assert "办理后进入“在岗”" in shown


def test_a_rule_refuses_on_the_form_with_its_clause(browser, page, person):
    answer = browser.post(f"{page}do/confirm/", {"reason": ""})
    assert answer.status_code == 422
    assert "（手册第" in text(answer)
    assert Person.objects.get(pk=person.pk).status == "joining"


def test_done_leads_back_with_a_sentence(browser, page, ready):
    answer = browser.post(f"{page}do/confirm/", {"reason": "同意。"}, follow=True)
    assert answer.redirect_chain == [(page, 302)]
    assert "“确认入职”已办理。" in text(answer)
    assert Person.objects.get(pk=ready.pk).status == "active"


def test_not_your_post_is_403_and_names_the_posts(desk_of, page):
    director = desk_of("director")
    answer = director.get(f"{page}do/confirm/")
    assert answer.status_code == 403
    assert "行政部" in text(answer)


def test_not_now_goes_back_to_the_record_with_the_sentence(browser, page):
    answer = browser.get(f"{page}do/leave/", follow=True)
    assert answer.redirect_chain == [(page, 302)]
    assert "手册第122条" in text(answer)


def test_an_older_page_is_told_who_was_quicker(browser, page, ready):
    answer = browser.post(f"{page}do/confirm/", {"reason": "", "version": "7"})
    assert answer.status_code == 422
    assert Person.objects.get(pk=ready.pk).status == "joining"


def test_two_clicks_do_it_once(browser, page, person):
    form = text(browser.get(f"{page}do/rename/"))
    once = re.search(r'name="_once" value="([^"]+)"', form)[1]
    first = browser.post(f"{page}do/rename/", {"name": "卜知秋", "_once": once})
    second = browser.post(f"{page}do/rename/", {"name": "卜知冬", "_once": once}, follow=True)
    assert first.status_code == 302
    assert "已经提交过，只办理了一次。" in text(second)
    assert Person.objects.get(pk=person.pk).name == "卜知秋"


def test_a_refused_form_can_be_sent_again(browser, page, person):
    once = {"_once": "abc"}
    refused = browser.post(f"{page}do/rename/", {"name": "无名", **once})
    assert "请填写真实姓名。" in text(refused)
    browser.post(f"{page}do/rename/", {"name": "卜知秋", **once})
    assert Person.objects.get(pk=person.pk).name == "卜知秋"


def test_a_form_of_the_modules_own_starts_with_what_is_stored(browser, page):
    assert 'value="卜知夏"' in text(browser.get(f"{page}do/rename/"))


def test_what_is_gone_out_of_sight_leads_to_the_list(browser, page):
    answer = browser.post(f"{page}do/rename/", {"name": "不可见"})
    assert answer["Location"] == reverse("staff:index")
