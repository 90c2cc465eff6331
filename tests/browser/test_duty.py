"""Duty in a real browser: readable at both widths, an entry in two taps on a phone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.workcalendar import WorkCalendar
from operations.duty import services
from operations.duty.models import DutyRecord
from operations.duty.rules import roster
from operations.duty.services import RecordData, ShiftData
from tenants import hosts
from tenants.context import CountyRef, county_context
from tests import cast
from tests.browser.crawl import CROSSWISE
from tests.operations.documents.conftest import People

pytestmark = [pytest.mark.browser, pytest.mark.slow]
HOUR = timedelta(hours=1)


@pytest.fixture
def county(own_database) -> CountyRef:
    """禾川县: a shift that waits for its handover, one under way, a month ahead, a holiday."""
    ref = hosts.by_code("980121")
    with county_context(ref):
        for post in ("office", "duty", "frontdesk", "ops", "leader", "director", "dept_head"):
            cast.appoint(post)
        people, now = People(), timezone.now()

        def shift(officer, start):
            data = ShiftData(officer.user_id, start, start + 4 * HOUR, people.leader.user_id)
            found = services.shift_plan(data=data, by=people.office, at=start - HOUR)
            return services.shift_begin(shift_id=found.pk, by=officer, at=start + HOUR)

        first = shift(people.frontdesk, now - 7 * HOUR)
        services.record_add(
            data=RecordData(kind="emergency", text="仓库二区消防喷淋漏水，货物需要立即转移"),
            by=people.frontdesk,
            at=now - 5 * HOUR,
        )
        given = {"summary": "处置漏水一次", "things": "值班室钥匙、值班电话、应急手电"}
        services.shift_hand_over(shift_id=first.pk, by=people.frontdesk, at=now - 3 * HOUR, **given)
        services.shift_take_over(shift_id=first.pk, by=people.office, at=now - 3 * HOUR)
        shift(people.duty, now - 2 * HOUR)
        services.record_add(
            data=RecordData(kind="visit", text="合作社负责人来访咨询网货包装补贴如何申报"),
            by=people.duty,
            at=now - HOUR,
        )
        day = timezone.localdate(now)
        services.roster_fill(
            first_date=day + timedelta(days=1),
            last_date=day + timedelta(days=20),
            by=people.office,
            at=now,
        )
        coming = roster.blocks(
            WorkCalendar.load(), first=day + timedelta(days=2), last=day + timedelta(days=200)
        )
        services.schedule_open(first_date=coming[0].first, by=people.office, at=now)
    return ref


def test_the_pages_are_readable_at_both_widths(pages, county):
    with county_context(county):
        keys = list(DutyRecord.objects.order_by("pk").values_list("pk", "shift_id"))
    at = "/console/duty/"
    (record, shift), (_open, now) = keys
    found = pages(county, "office").look(
        *(at, f"{at}plan/", f"{at}fill/", f"{at}holidays/", f"{at}book/"),
        *(f"{at}book/{record}/", f"{at}shifts/{shift}/", f"{at}shifts/{now}/do/change/"),
        at=CROSSWISE,
        lists=True,
    )
    assert not found
    assert not pages(county, "duty").look(
        *(f"{at}mine/", f"{at}book/add/phone/", f"{at}shifts/{now}/do/hand_over/"), at=CROSSWISE
    )


def test_an_entry_is_two_taps_on_a_phone(pages, county):
    with pages(county, "duty").open(width=390) as page:
        page.goto(page.url.split("/console/")[0] + "/console/duty/mine/")
        page.click(".du-tile--phone")
        page.click(".du-phrases button")
        page.wait_for_load_state("networkidle")
        assert page.url.endswith("/console/duty/mine/")
        assert not page.complaints
    with county_context(county):
        assert DutyRecord.objects.get(kind="phone").status == "closed"
