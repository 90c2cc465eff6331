"""The catalogue in the console: read by all, changed by its keepers (R136, R140)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from operations.casework import services
from operations.casework.models import ItemForm, Promise, ServiceItem
from tests.operations.casework.conftest import AT, item
from tests.operations.casework.people import buttons, errors, follow, main

ITEMS = "/console/services/"


def address(code: str, action: str = "") -> str:
    base = f"{ITEMS}{item(code).pk}/"
    return f"{base}do/{action}/" if action else base


@pytest.fixture
def office_page(browser_of):
    """A keeper of the catalogue."""
    return browser_of("office")


def test_the_list_says_what_is_promised_and_offered(browser_of, office):
    page = main(browser_of("finance").get(ITEMS))
    assert "创业辅导" in page
    assert "5个工作日" in page
    services.item_withdraw(
        item_id=item("S02").pk, from_date=AT.date(), by=office, at=AT, reason="停办"
    )
    assert "政策咨询" in main(browser_of("finance").get(ITEMS, {"offered": "no"}))
    assert "政策咨询" not in main(browser_of("finance").get(ITEMS, {"offered": "yes"}))


@pytest.mark.handbook(140)
def test_the_page_of_an_item_is_its_guide(browser_of):
    reply = browser_of("finance").get(address("S01"))
    page = main(reply)
    assert "免费" in page
    assert "自受理之日起至首次辅导" in page
    assert "拟经营产品" in page
    assert buttons(reply) == set()


@pytest.mark.handbook(136)
def test_a_promise_changes_from_a_day_on_and_keeps_its_history(office_page, accepted):
    day = timezone.localdate() + timedelta(days=3)
    sent = {
        "days": "4",
        "legal_days": "9",
        "urgent_days": "",
        "valid_from_date": day.isoformat(),
        "reason": "提速",
    }
    page = main(follow(office_page, office_page.post(address("S01", "promise"), sent)))
    assert f"自{day.isoformat()}起，承诺时限为4个工作日" in page
    assert "未生效" in page
    accepted.refresh_from_db()
    assert accepted.promise_days == 5
    assert Promise.objects.filter(item=accepted.item).count() == 2


@pytest.mark.parametrize(
    ("values", "at"),
    [
        ({"days": "20"}, ""),
        ({"urgent_days": "9"}, ""),
        ({"valid_from_date": "2026-01-01"}, "id_valid_from_date"),
        ({"reason": ""}, "id_reason"),
        ({"days": "viel"}, "id_days"),
    ],
)
def test_a_promise_that_cannot_be_is_refused(office_page, values, at):
    day = timezone.localdate().isoformat()
    sent = {"days": "4", "legal_days": "9", "valid_from_date": day, "reason": "提速"} | values
    assert at in errors(office_page.post(address("S01", "promise"), sent))
    assert Promise.objects.filter(item__code="S01").count() == 1


def test_the_county_asks_one_thing_more(office_page):
    day = timezone.localdate().isoformat()
    sent = {
        "label": "耕地面积",
        "key": "land_area",
        "type": "decimal",
        "unit": "亩",
        "stage": "apply",
        "required": "on",
        "valid_from_date": day,
    }
    page = main(follow(office_page, office_page.post(address("S01", "field"), sent)))
    assert "耕地面积" in page
    assert "本县增设" in page
    form = ItemForm.objects.get(item__code="S01", version=2)
    assert form.own == ["land_area"]
    again = errors(office_page.post(address("S01", "field"), sent))
    assert "id_key" in again


def test_a_key_is_made_where_none_is_given(office_page):
    day = timezone.localdate().isoformat()
    sent = {"label": "耕地面积", "type": "text", "stage": "apply", "valid_from_date": day}
    for _round in range(2):
        follow(office_page, office_page.post(address("S01", "field"), sent))
    form = ItemForm.objects.get(item__code="S01", version=3)
    assert form.own == ["own", "own_2"]


@pytest.mark.parametrize(
    "values", [{"type": "choice"}, {"key": "9 lives"}, {"type": "date", "private": "on"}]
)
def test_a_question_that_cannot_be_asked_is_refused(office_page, values):
    day = timezone.localdate().isoformat()
    sent = {"label": "面积", "type": "text", "stage": "apply", "valid_from_date": day} | values
    assert errors(office_page.post(address("S01", "field"), sent))
    assert ItemForm.objects.filter(item__code="S01").count() == 1


@pytest.mark.handbook(121)
def test_withdrawn_and_offered_again(office_page, accepted):
    today = timezone.localdate().isoformat()
    sent = {"from_date": today, "reason": "设备检修"}
    page = main(follow(office_page, office_page.post(address("S01", "withdraw"), sent)))
    assert f"自{today}起停办" in page
    assert "照常办理" in main(office_page.get(f"/console/cases/{accepted.pk}/"))
    follow(office_page, office_page.post(address("S01", "restore"), {"reason": "修好了"}))
    assert ServiceItem.objects.get(code="S01").withdrawn_date is None


def test_the_guides_words_are_corrected(office_page):
    before = ServiceItem.objects.get(code="S01")
    sent = {
        "short": "一对一辅导",
        "what": before.what,
        "who": before.who,
        "basis": before.basis,
        "where": before.where,
        "fee": before.fee,
        "at_station": "on",
    }
    page = main(follow(office_page, office_page.post(address("S01", "words"), sent)))
    assert "一对一辅导" in page


def test_a_guide_is_not_emptied(office_page):
    assert {"id_what", "id_who"} <= set(errors(office_page.post(address("S01", "words"), {})))


@pytest.mark.parametrize("post", ["frontdesk", "ops", "staff"])
@pytest.mark.parametrize("action", ["promise", "field", "withdraw", "words"])
def test_others_change_nothing(browser_of, post, action):
    assert browser_of(post).get(address("S01", action)).status_code == 403
    assert browser_of(post).post(address("S01", action), {}).status_code == 403
