"""The pages of plans: a cycle over HTTP, wrong input, and who sees what."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.workcalendar import WorkCalendar
from operations.office import services
from operations.office.lifecycle import P
from operations.office.models import PlanItem, SupervisionItem, WorkPlan
from tests import cast
from tests.operations.casework.people import buttons, main
from tests.operations.office.conftest import department
from tests.pages import told_at
from tests.query_counts import LIST, RECORD

PLANS = "/console/plans/"


@pytest.fixture
def desks(people, desk_of):
    """Everybody's desk by post."""
    return {post: desk_of(post) for post in ("office", "drafter", "director", "commerce")}


@pytest.fixture
def plan(people):
    """The plan of today's cycle."""
    return services.plan_open(day=timezone.localdate(), by=cast.SYSTEM, at=timezone.now())


def at(record, name="plan", **more):
    """An address of a plan or an item."""
    return reverse(f"office:{name}", kwargs={"pk": record.pk, **more})


def do(plan, action):
    """The address of an act."""
    return at(plan, "plan_do", action=action)


def typed(plan, **more):
    """An item as it is typed."""
    return {
        "department_id": department(),
        "matter": "拍摄时令农产品短视频",
        "responsible": "卜知秋",
        "start_date": plan.start_date.isoformat(),
        "end_date": plan.end_date.isoformat(),
        "expected": "短视频四条",
        "source": "own",
        **more,
    }


@pytest.mark.handbook(37, 38, 40, 41)
def test_a_cycle_over_http(desks, plan, monkeypatch):
    monkeypatch.setattr(WorkCalendar, "is_working", lambda self, day: True)
    office, drafter = desks["office"], desks["drafter"]
    assert main(office.get(PLANS)).count("双周工作安排（") >= 1
    answer = drafter.post(at(plan, "plan_item_add"), typed(plan))
    assert answer["Location"] == at(plan)
    item = plan.items.get()
    drafter.post(at(item, "plan_item_change"), typed(plan, matter="拍摄短视频"))
    assert "拍摄短视频" in main(drafter.get(at(plan)))
    assert "拍摄短视频" in drafter.get(at(item, "plan_item_change")).content.decode()
    drafter.post(at(plan, "plan_item_add"), typed(plan, matter="走访合作社"))
    drafter.post(at(plan.items.get(matter="走访合作社"), "plan_item_remove"))
    assert plan.items.count() == 1
    drafter.post(do(plan, "hand_in"), {"department_id": department()})
    assert "鄢" in main(office.get(at(plan))) or plan.returns.exists()
    assert {"merge", "hand_in"} <= buttons(office.get(at(plan)))
    office.post(do(plan, "merge"), {})
    assert "正在汇总" in main(drafter.get(drafter.post(at(item, "plan_item_remove"))["Location"]))
    office.post(do(plan, "publish"), {})
    office.post(do(plan, "begin"), {})
    shown = main(office.get(at(plan)))
    for words in ("双周工作安排表", "立督办", "追加事项", "执行中"):
        assert words in shown
    answer = drafter.post(at(plan, "plan_item_add"), typed(plan, added_reason=""))
    assert "注明理由" in told_at(answer, "added_reason")
    drafter.post(at(plan, "plan_item_add"), typed(plan, added_reason="上级临时安排"))
    assert "上级临时安排" in main(drafter.get(at(plan)))
    answer = office.post(at(item, "plan_item_supervise"))
    made = SupervisionItem.objects.get()
    assert answer["Location"] == reverse("office:item", args=[made.pk])
    answer = office.post(at(item, "plan_item_supervise"))
    assert made.number in main(office.get(answer["Location"]))
    assert "短视频四条" not in main(drafter.get(at(item, "plan_item_progress")))
    for one in plan.items.all():
        drafter.post(at(one, "plan_item_progress"), {"progress": "done", "note": "四条"})
    answer = office.post(do(plan, "sum_up"), {"summary": ""})
    assert "请填写总结" in told_at(answer, "summary")
    office.post(do(plan, "sum_up"), {"summary": "全部完成"})
    plan.refresh_from_db()
    assert plan.status == P.SUMMED_UP
    assert "全部完成" in main(drafter.get(at(plan)))
    assert "完成2项" in main(office.get(PLANS)).replace(" ", "")


@pytest.mark.handbook(41)
@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("matter", "", "请填写工作事项"),
        ("matter", "长" * 121, ""),
        ("responsible", "", "请填写责任人"),
        ("department_id", "999999", ""),
        ("start_date", "x", ""),
        ("start_date", "2020-01-06", "本周期为"),
        ("end_date", "2020-01-06", "不能早于"),
        ("end_date", "2099-01-06", "本周期为"),
        ("source", "rumour", ""),
    ],
)
def test_wrong_input_is_told_at_its_field_and_kept(desks, plan, field, value, words):
    answer = desks["office"].post(at(plan, "plan_item_add"), typed(plan, **{field: value}))
    assert answer.status_code == 422
    assert told_at(answer, field)
    assert words in told_at(answer, field)
    assert "短视频四条" in answer.content.decode()
    assert not PlanItem.objects.exists()


def test_the_sheet_is_a_pdf_and_plans_are_the_centres(desks, plan):
    sheet = desks["drafter"].get(at(plan, "plan_sheet"))
    assert sheet["Content-Type"] == "application/pdf"
    assert sheet.content.startswith(b"%PDF")
    commerce = desks["commerce"]
    item = services.plan_item_add(
        plan_id=plan.pk,
        data=services.PlanItemData(
            department_id=department(),
            matter="拍摄",
            responsible="卜知秋",
            start_date=plan.start_date,
            end_date=plan.end_date,
        ),
        by=cast.actor("office"),
        at=timezone.now(),
    )
    for page in (at(plan), at(plan, "plan_sheet"), at(plan, "plan_item_add")):
        assert commerce.get(page).status_code == 404
    for page in ("plan_item_change", "plan_item_progress"):
        assert commerce.get(at(item, page)).status_code == 404
        assert desks["director"].get(at(item, page)).status_code == 403
    for page in ("plan_item_remove", "plan_item_supervise"):
        assert commerce.post(at(item, page)).status_code == 404
    assert desks["director"].post(at(item, "plan_item_remove")).status_code == 403
    assert desks["drafter"].post(at(item, "plan_item_supervise")).status_code == 403
    assert desks["drafter"].post(reverse("office:plans_open")).status_code == 403
    answer = desks["office"].post(at(item, "plan_item_supervise"))
    assert "已发布安排" in main(desks["office"].get(answer["Location"]))


@pytest.mark.handbook(38, 42)
def test_the_office_opens_what_is_due_and_sees_what_is_late(desks):
    office = desks["office"]
    assert "还没有工作安排" in main(office.get(PLANS))
    assert "已开启" in main(office.get(office.post(reverse("office:plans_open"))["Location"]))
    assert "应开的周期" in main(office.get(office.post(reverse("office:plans_open"))["Location"]))
    past = services.plan_open(
        day=timezone.localdate() - timedelta(days=28), by=cast.SYSTEM, at=timezone.now()
    )
    assert "迟报" in main(office.get(PLANS))
    assert "未按期发布" in main(office.get(at(past)))
    coming = WorkPlan.objects.filter(start_date__gt=timezone.localdate()).first()
    if coming is not None:
        assert "应于" in main(office.get(at(coming)))
        assert "begin" not in buttons(office.get(at(coming)))


def test_how_often_the_pages_of_plans_ask(desks, plan, query_counts):
    for number in range(6):
        services.plan_item_add(
            plan_id=plan.pk,
            data=services.PlanItemData(
                department_id=department(),
                matter=f"事项{number}",
                responsible="卜知秋",
                start_date=plan.start_date,
                end_date=plan.end_date,
            ),
            by=cast.actor("office"),
            at=timezone.now(),
        )
    office = desks["office"]
    office.get(at(plan))
    with query_counts("plans", most=LIST):
        assert office.get(PLANS).status_code == 200
    with query_counts("plan", most=RECORD):
        assert office.get(at(plan)).status_code == 200
