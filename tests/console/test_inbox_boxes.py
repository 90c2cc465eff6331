"""What the boxes can be filtered by, drafts, and what comes next."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from console.inbox import boxes, drafts
from console.inbox.words import due_of
from core import inbox
from core.actor import Actor
from core.models.inbox import InboxItem
from operations.staff.models import Person
from tests import cast

TONES = {boxes.RED: "bad", boxes.YELLOW: "warn", boxes.GREEN: ""}


def text(response):
    return response.content.decode()


def box(browser, name="todo", **asked):
    """A box as this person sees it."""
    return text(browser.get(reverse("console:inbox_box", args=[name]), asked))


@pytest.fixture
def spread(person):
    """Items due hour by hour over five weeks, and one without a due time."""
    now = timezone.now()
    InboxItem.objects.all().delete()
    due = [now + timedelta(hours=hours) for hours in range(-14 * 24, 21 * 24, 5)]
    InboxItem.objects.bulk_create(
        item(person, title=f"事项{number}", due_at=at) for number, at in enumerate([*due, None])
    )
    return now


def item(person, **more):
    """An item for 行政部, not stored yet."""
    values = {
        "record_type": "staff.person",
        "record_id": str(person.pk),
        "step": "check",
        "post": "admin",
        "sender_name": "祝望舒",
        "title": "核对材料",
        **more,
    }
    return InboxItem(**values)


@pytest.mark.parametrize("light", [boxes.RED, boxes.YELLOW, boxes.GREEN])
def test_a_light_finds_what_shows_it(spread, light):
    everything = InboxItem.objects.exclude(due_at=None)
    shown = {one.pk for one in everything if due_of(one, at=spread).tone == TONES[light]}
    found = {one.pk for one in boxes.lit(InboxItem.objects.all(), light, at=spread)}
    assert found == shown
    assert found


def test_the_light_of_nothing_due(browser, spread):
    shown = box(browser, light="none")
    assert shown.count('class="title"') == 1
    assert "无办理时限" in shown
    # Another word is no filter, and a box without due times has no lights.
    assert boxes.asked({"light": "purple"}, box="todo").light == ""
    assert boxes.asked({"light": "red"}, box="done").light == ""


def test_modules_and_kinds_filter_each_other(browser, person):
    InboxItem.objects.bulk_create(
        [
            item(person, title="分拣一批", record_type="mail.mailitem"),
            item(person, title="用印一次", record_type="seals.sealuse"),
        ]
    )
    shown = box(browser)
    assert "报刊信件收发" in shown
    assert "分拣一批" in shown
    shown = box(browser, module="seals")
    assert "用印一次" in shown
    assert "分拣一批" not in shown
    assert 'value="mail.mailitem"' not in shown
    shown = box(browser, kind="mail.mailitem", q=" 一批 ")
    assert "分拣一批" in shown
    assert "用印一次" not in shown
    assert "没有符合条件的事项。" in box(browser, module="mail", kind="seals.sealuse")
    assert "没有符合条件的事项。" in box(browser, module="没有的模块")


def test_a_kind_that_is_gone_has_no_module(person):
    assert boxes.modules(["gone.thing", "staff.person"]) == [("staff", "人员")]


def test_the_keys_are_told(browser, person):
    shown = box(browser)
    assert "J、K" in shown
    assert "data-search" in shown


# --- Drafts ---


@pytest.mark.usefixtures("_people_have_drafts")
def test_drafts_are_ones_own_and_not_what_was_sent_back(browser, person):
    by = cast.actor("admin")
    made = {"joined_date": date(2026, 1, 5), "status": "joining", "created_by_id": by.user_id}
    Person.objects.create(name="祝南星", **made)
    Person.objects.create(name="退回者", **made, returned_from="active")
    Person.objects.create(name="在岗者", **made | {"status": "active"})
    Person.objects.create(name="他人的", **made | {"created_by_id": 0})
    shown = box(browser, "drafts")
    assert shown.index("祝南星") < shown.index("卜知夏")
    assert f'href="{reverse("people:record", args=[person.pk])}"' in shown
    assert not [name for name in ("退回者", "在岗者", "他人的") if name in shown]
    found = box(browser, "drafts", q="知夏", module="staff", kind="staff.person")
    assert ("卜知夏" in found, "祝南星" in found) == (True, False)
    assert "没有符合条件的事项。" in box(browser, "drafts", module="mail")
    assert "没有符合条件的事项。" in box(browser, "drafts", q="没有这个")


def test_without_drafts_the_box_says_so(browser, person):
    assert "您没有草稿" in box(browser, "drafts")


def test_kinds_of_drafts_have_their_pages_here(client_for, in_county_a):
    # The addresses of the county have been read, so every page has said what its drafts are.
    assert {"documents.outgoingdocument", "casework.case", "stations.station"} <= set(
        drafts.kinds()
    )
    nobody = Actor.system("x")
    assert list(drafts.of(nobody)) == []


def test_the_province_has_no_countys_drafts(province, client_for):
    from tenants.context import province_context

    with province_context():
        root = cast.appoint("root")
    answer = client_for(None, root).get("/console/inbox/drafts/")
    assert answer.status_code == 200
    assert "您没有草稿" in text(answer)


# --- What comes next ---


def test_after_a_verb_the_next_thing_is_offered(browser, desk_of, person):
    first, second = (
        inbox.assign(
            person,
            step=step,
            title=step,
            post="admin",
            by=cast.actor("director"),
            due_at=timezone.now() - timedelta(days=days),
        )
        for step, days in (("第一件", 9), ("第二件", 8))
    )
    clerk = cast.appoint("duty")
    url = reverse("console:inbox_verb", args=[first.pk, "delegate"])
    shown = text(browser.post(url, {"to": clerk.pk, "message": "请先核对"}, follow=True))
    assert "处理下一件：第二件" in shown
    assert second.title in shown
