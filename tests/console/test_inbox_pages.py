"""The boxes and the office's verbs."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core import inbox
from core.models.inbox import InboxItem
from tests import cast


def text(response):
    return response.content.decode()


@pytest.fixture
def late(person):
    """An item that is late, for 行政部, from 主任."""
    return inbox.assign(
        person,
        step="check",
        title="核对材料",
        post="admin",
        by=cast.actor("director"),
        due_at=timezone.now() - timedelta(days=5),
    )


def test_what_is_due_first_stands_first(browser, person, late):
    shown = text(browser.get(reverse("console:inbox")))
    assert shown.index("核对材料") < shown.index("入职")
    assert "超期" in shown


@pytest.mark.parametrize("box", ["todo", "done", "to-read", "read", "mine", "drafts"])
def test_every_box_opens(browser, late, box):
    assert browser.get(reverse("console:inbox_box", args=[box])).status_code == 200


def test_there_is_no_other_box(browser):
    assert browser.get("/console/inbox/attic/").status_code == 404


def test_filters_stay_in_the_address(browser, person, late):
    shown = text(browser.get("/console/inbox/?light=red"))
    assert "核对材料" in shown
    assert "入职办理</a>" not in shown
    empty = text(browser.get("/console/inbox/?q=没有这样的标题"))
    assert "没有符合条件的事项。" in empty


def test_the_bell_counts(browser, late):
    shown = text(browser.get(reverse("console:bell")))
    assert "待办 <b>2</b>" in shown
    assert "超期1件" in shown


def verb(item, name):
    return reverse("console:inbox_verb", args=[item.pk, name])


def test_handing_over_needs_somebody_with_the_post(browser, late):
    clerk = cast.appoint("duty")
    answer = browser.post(verb(late, "hand_over"), {"to": clerk.pk, "message": "请办"})
    assert answer.status_code == 422
    assert "cl-errors" in text(answer)


@pytest.mark.parametrize("name", ["hand_over", "delegate", "countersign"])
def test_a_verb_without_its_words_is_sent_back(browser, late, name):
    answer = browser.post(verb(late, name), {"message": "请办"})
    assert answer.status_code == 422
    assert "cl-errors" in text(answer)
    assert "请办" in text(answer)
    late.refresh_from_db()
    assert late.state == "open"


def test_a_delegate_answers_and_it_comes_back(browser, desk_of, late):
    clerk = cast.appoint("duty")
    answer = browser.post(verb(late, "delegate"), {"to": clerk.pk, "message": "请先核对"})
    assert answer.status_code == 302
    asked = InboxItem.objects.get(parent=late)
    desk = desk_of("duty")
    assert "请先核对" in text(desk.get(reverse("console:inbox")))
    desk.post(verb(asked, "answer"), {"agree": "yes", "opinion": "材料齐全"})
    late.refresh_from_db()
    assert late.state == "open"


def test_a_delegation_can_be_recalled_until_it_is_opened(browser, late):
    clerk = cast.appoint("duty")
    browser.post(verb(late, "delegate"), {"to": clerk.pk, "message": "请先核对"})
    browser.post(verb(late, "recall"), {})
    late.refresh_from_db()
    assert late.state == "open"


def test_a_countersigner_is_asked(browser, late):
    leader = cast.appoint("leader")
    data = {"to": [leader.pk], "when": "before", "message": "请会签", "opinion": ""}
    assert browser.post(verb(late, "countersign"), data).status_code == 302
    assert InboxItem.objects.get(parent=late).role == "before"


def test_who_sent_it_may_remind(desk_of, late):
    director = desk_of("director")
    assert director.post(verb(late, "remind"), {"note": "请尽快"}).status_code == 302
    late.refresh_from_db()
    assert late.reminders == 1


def test_what_is_not_ones_business_is_404(desk_of, late):
    drafter = desk_of("drafter")
    assert drafter.get(verb(late, "hand_over")).status_code == 404
    assert drafter.get(reverse("console:inbox_item", args=[late.pk])).status_code == 404


def test_there_is_no_other_verb(browser, late):
    assert browser.get(verb(late, "burn")).status_code == 404


def test_a_batch_takes_only_what_is_low_risk(browser, late):
    url = reverse("console:inbox_batch") + "?light=red&q=材料"
    answer = browser.post(url, {"item": [late.pk]}, follow=True)
    assert "核对材料：" in text(answer)
    # Back in the box as it was filtered.
    assert answer.redirect_chain[-1][0] == "/console/inbox/?light=red&q=%E6%9D%90%E6%96%99"
    late.refresh_from_db()
    assert late.state == "open"


def test_an_item_without_a_page_has_its_own(browser, late):
    assert "核对材料" in text(browser.get(reverse("console:inbox_item", args=[late.pk])))


def test_a_batch_of_nothing_is_told(browser, late):
    answer = browser.post(
        reverse("console:inbox_batch"), {"item": ["x", "²", "9" * 30]}, follow=True
    )
    assert "请至少选择一件。" in text(answer)
