"""Supervision in a real browser: readable at both widths, checked on a phone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.workcalendar import WorkCalendar, calendar_override
from operations.office import services
from operations.office.lifecycle import S
from operations.office.models import DailyCheck, SupervisionItem, WorkPlan
from tenants import hosts
from tenants.context import CountyRef, county_context
from tests import cast
from tests.browser.crawl import CROSSWISE
from tests.operations.documents.conftest import People
from tests.operations.office.conftest import bring, department

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def county(own_database) -> CountyRef:
    """禾川县 with an item in hand, one late, one reported, one closed."""
    ref = hosts.by_code("980121")
    past = timezone.now() - timedelta(days=20)
    with county_context(ref):
        for post in ("office", "leader", "director", "staff", "dept_head"):
            cast.appoint(post)
        people = People()
        item = bring(
            people,
            S.HANDLING,
            at=timezone.now() - timedelta(days=4),
            title="开展服务站用电用火安全检查并建立问题清单逐站整改销号",
            level="urgent",
            assisting=(department("goods"), department("logistics")),
            milestones=((timezone.localdate() + timedelta(days=1), "完成初稿"),),
        )
        now = timezone.now()
        services.progress_add(item_id=item.pk, text="已到现场核实", by=people.staff, at=now)
        services.problem_report(item_id=item.pk, text="数据未到", by=people.staff, at=now)
        later = WorkCalendar.load().add(item.due_date, 3)
        services.extension_ask(
            item_id=item.pk, to_date=later, reason="等数据", by=people.staff, at=now
        )
        bring(people, S.HANDLING, at=past, days=5, department_id=department("tech"))
        bring(people, S.REPORTED, at=past, department_id=department("desk"))
        bring(people, S.CLOSED, at=past)
        _plans(people)
    return ref


def _plans(people: People) -> None:
    """The cycle that ended, late; this one out, with an addition; the next being collected."""
    now, today = timezone.now(), timezone.localdate()
    for days in (-14, 0, 14):
        plan = services.plan_open(day=today + timedelta(days=days), by=cast.SYSTEM, at=now)
        data = services.PlanItemData(
            department_id=department(),
            matter="拍摄时令农产品短视频并对接直播平台助农专场",
            responsible="卜知秋",
            start_date=plan.start_date,
            end_date=plan.end_date,
            expected="短视频四条，专场一场",
        )
        services.plan_item_add(plan_id=plan.pk, data=data, by=people.office, at=now)
        if days == 0:
            services.plan_merge(plan_id=plan.pk, by=people.office, at=now)
            services.plan_publish(plan_id=plan.pk, by=people.office, at=now)
            services.plan_item_add(
                plan_id=plan.pk, data=data, added_reason="临时任务", by=people.office, at=now
            )
            services.plan_item_supervise(
                item_id=plan.items.earliest("pk").pk, by=people.office, at=now
            )


def test_the_pages_are_readable_at_both_widths(pages, county):
    with county_context(county):
        pks = list(SupervisionItem.objects.order_by("pk").values_list("pk", flat=True))
        plans = list(WorkPlan.objects.order_by("pk").values_list("pk", flat=True))
    at = "/console/supervision/"
    office = pages(county, "office")
    found = office.look(
        *(at, f"{at}add/", f"{at}matrix/", f"{at}checks/"),
        *(f"{at}{pk}/" for pk in pks[:4]),
        *("/console/plans/", f"/console/plans/{plans[1]}/add/"),
        *(f"/console/plans/{pk}/" for pk in plans),
        at=CROSSWISE,
        lists=True,
    )
    assert not found
    assert not pages(county, "leader").look(f"{at}{pks[0]}/do/decide/", at=CROSSWISE)


def test_the_office_ticks_the_day_on_a_phone(pages, county):
    today, now = timezone.localdate(), timezone.now()
    with county_context(county):
        # Nothing is checked on a day of rest; whatever the day of this run is, the county works.
        calendar_override(
            on=today, kind="make_up", name="加班", reason="试", by=cast.SYSTEM, at=now
        )
    with pages(county, "office").open(width=390) as page:
        page.goto(page.url.split("/console/")[0] + "/console/supervision/checks/")
        for box in page.locator("[name=item]").all():
            box.check()
        page.click(".cl-bar__main button")
        page.wait_for_load_state("networkidle")
        assert page.locator("[name=item]").count() == 0
        assert not page.complaints
    with county_context(county):
        assert DailyCheck.objects.count() == 3
