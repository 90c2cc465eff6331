"""Files, last days that follow the calendar, leaving people, the workbench, the search."""

import pytest
from django.utils import timezone

from accounts import place
from core import attachments
from core.workcalendar import WorkCalendar, calendar_override
from operations.mail import joints, selectors, services, today, wagtail_hooks
from operations.mail.lifecycle import S
from operations.staff import clearance
from tests.operations.mail.conftest import (
    AT,
    DAY,
    TODAY,
    bring,
    register,
    slot,
    sorted_in,
    works_in,
)


@pytest.mark.handbook(58)
def test_mail_is_seen_by_those_who_distribute_and_by_whose_it_is(people):
    works_in(people.drafter, "brand")
    works_in(people.staff, "brand")
    common = sorted_in(people)
    named = sorted_in(people, addressee=f"品牌营销中心 {people.staff.name}")
    lost = bring(people, S.UNCLAIMED, addressee="查无此人")
    seen = {
        name: set(selectors.items(getattr(people, name), on=TODAY))
        for name in ("office", "director", "drafter", "staff", "commerce", "dept_head")
    }
    assert seen["office"] == seen["director"] == seen["staff"] == {common, named, lost}
    assert seen["drafter"] == {common, lost}
    assert seen["dept_head"] == {lost}
    assert seen["commerce"] == set()
    assert attachments.may_see(people.staff, named)
    assert not attachments.may_see(people.drafter, named)


@pytest.mark.handbook(60)
def test_days_that_are_ahead_follow_the_calendar(people):
    now = timezone.now()
    item = sorted_in(people, at=now, received_date=timezone.localdate(now))
    due = item.due_date
    assert joints.recompute(due.year) == 0
    county_admin = people.county_admin
    calendar_override(on=due, kind="off", name="停电", reason="全县停电", by=county_admin, at=now)
    item.refresh_from_db()
    assert item.due_date == WorkCalendar.load().add(due, 1)
    assert joints.recompute(due.year + 9) == 0


def test_a_year_that_has_nothing_to_do_with_it_moves_nothing(people, monkeypatch):
    now = timezone.now()
    item = sorted_in(people, at=now, received_date=timezone.localdate(now))
    monkeypatch.setattr(joints, "setting", lambda key, on: 9)
    assert joints.recompute(item.due_date.year + 9) == 0
    assert joints.recompute(item.due_date.year) == 1


def test_the_province_has_no_mail(province):
    assert place.here() != "county"
    assert joints.recompute(2026) == 0


@pytest.mark.handbook(59)
def test_whoever_leaves_gives_the_pigeonhole_up(people):
    person = works_in(people.drafter, "brand")
    own = services.slot_open(
        data=services.SlotData("P01", 9, 1, person.name, person_id=person.pk),
        by=people.office,
        at=AT,
    )
    mine = [one.text for one in clearance.open_items(person) if one.source == "mail"]
    assert mine == ["格口P01尚未注销。"]
    services.slot_close(slot_id=own.pk, by=people.office, at=AT)
    assert [one for one in clearance.open_items(person) if one.source == "mail"] == []


@pytest.mark.handbook(58, 60)
def test_the_workbench_says_what_waits(people):
    works_in(people.drafter, "brand")
    assert today.lines(people.office, TODAY) == today.lines(people.drafter, TODAY) == []
    register(people)
    sorted_in(people)
    later = TODAY + 5 * DAY
    said = [line.text for line in today.lines(people.office, later)]
    assert said == ["待分拣邮件：1件", "逾期未取邮件：1件"]
    assert [line.text for line in today.lines(people.office, TODAY)] == ["待分拣邮件：1件"]
    assert [line.text for line in today.lines(people.drafter, TODAY)] == ["格口内有您的邮件：1件"]


@pytest.mark.handbook(58, 60, 61)
def test_the_lamps_say_what_was_missed(people):
    checks = (today.sorted_at_once, today.collected, today.delivered_rightly)
    assert [check(TODAY) for check in checks] == [None, None, None]
    item = sorted_in(people)
    assert [check(TODAY).tone for check in checks] == ["good", "good", "good"]
    register(people)
    services.mail_reroute(
        item_id=item.pk, slot_id=slot("tech").pk, reason="错", by=people.office, at=AT
    )
    assert [check(TODAY + 5 * DAY).tone for check in checks] == ["bad", "warn", "warn"]
    assert today.delivered_rightly(TODAY + 30 * DAY).tone == "good"


@pytest.mark.handbook(58)
def test_search_finds_by_number_among_what_one_sees(people):
    item = register(people, tracking="YT2600000077")
    (hit,) = wagtail_hooks.find(people.office, "00077", 5)
    assert (hit.title, hit.url) == (str(item), f"/console/mail/{item.pk}/")
    assert wagtail_hooks.find(people.drafter, "00077", 5) == []
