"""Meetings in a real browser: readable at both widths, signing in by the code on a phone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from operations.meetings import codes, services
from operations.meetings.models import Attendance, Meeting, Room, Visit
from operations.meetings.services import MeetingData, VisitData
from operations.staff.models import Department
from tenants import hosts
from tenants.context import CountyRef, county_context
from tests import cast
from tests.browser.crawl import CROSSWISE
from tests.operations.documents.conftest import People

pytestmark = [pytest.mark.browser, pytest.mark.slow]
HOUR = timedelta(hours=1)


@pytest.fixture
def county(own_database) -> CountyRef:
    """禾川县: a meeting whose minutes are signed, one that begins now, visitors."""
    ref = hosts.by_code("980121")
    with county_context(ref):
        for post in ("office", "leader", "director", "dept_head", "dept_sup", "drafter", "staff"):
            cast.appoint(post)
        people, now = People(), timezone.now()

        def plan(title, begin, room):
            data = MeetingData(
                kind="coordination",
                title=title,
                agenda="一、通报快递进村推进情况\n二、研究时效不稳定问题\n三、部署下一步工作",
                starts_at=begin,
                ends_at=begin + 2 * HOUR,
                chair_id=people.leader.user_id,
                recorder_id=people.drafter.user_id,
                attending=[people.dept_head.user_id, people.dept_sup.user_id],
                listening=[people.staff.user_id],
                guests="某快递企业负责人",
                room_id=Room.objects.get(name=room).pk,
            )
            found = services.meeting_plan(data=data, by=people.office, at=begin - 4 * HOUR)
            given = {"meeting_id": found.pk, "at": begin - 3 * HOUR}
            services.meeting_notify(by=people.office, **given)
            services.meeting_reply(reply="absent", reason="下乡巡检", by=people.staff, **given)
            return found

        done = plan("快递进村时效保障协调会", now - 30 * HOUR, "第一会议室")
        given = {"meeting_id": done.pk, "at": now - 27 * HOUR}
        rows = list(Attendance.objects.filter(meeting=done).exclude(reply="absent"))
        services.presence_note(
            in_time=[one.pk for one in rows[:2]], late=[rows[2].pk], by=people.office, **given
        )
        services.meeting_hold(by=people.office, **given)
        services.decision_add(
            text="与快递企业签订进村投递时效承诺书，乡镇当日达、村级次日达",
            department_id=Department.objects.get(code="logistics").pk,
            owner_id=people.dept_sup.user_id,
            due_date=timezone.localdate(now) + timedelta(days=10),
            by=people.drafter,
            **given,
        )
        services.minutes_draft(minutes="会议要求抓紧落实。", by=people.drafter, **given)
        services.minutes_sign(by=people.director, **given)
        plan("直播助农活动筹备会", now + timedelta(minutes=30), "洽谈室")
        services.visit_plan(
            data=VisitData(
                kind="inspection",
                unit="省商务主管部门调研组",
                matter="调研农村电商示范县建设",
                arrives_at=now + 2 * HOUR,
                leaves_at=now + 4 * HOUR,
                host_id=people.dept_head.user_id,
                headcount=5,
                programme="9:30 到达中心\n10:00 座谈",
            ),
            by=people.office,
            at=now,
        )
    return ref


def test_the_pages_are_readable_and_a_phone_signs_in(pages, county):
    with county_context(county):
        done, coming = Meeting.objects.order_by("starts_at")
        visit, code = Visit.objects.get(), codes.make(coming)
    at = "/console/meetings/"
    assert not pages(county, "office").look(
        *(at, f"{at}add/", f"{at}rooms/", f"{at}{done.pk}/", f"{at}{coming.pk}/"),
        *(f"{at}{coming.pk}/code/", "/console/visits/", f"/console/visits/{visit.pk}/"),
        at=CROSSWISE,
        lists=True,
    )
    assert not pages(county, "dept_sup").look(
        *(f"{at}sign-in/{code}/", f"{at}{coming.pk}/do/reply/"), at=CROSSWISE
    )
    with pages(county, "dept_head").open(width=390) as page:
        page.goto(f"{page.url.split('/console/')[0]}{at}sign-in/{code}/")
        page.click(".om-big")
        page.wait_for_load_state("networkidle")
        assert page.url.endswith(f"{at}{coming.pk}/")
        assert not page.complaints
    with county_context(county):
        came = Attendance.objects.get(meeting=coming, signed_in_at__isnull=False)
        assert not came.is_late
