"""The pages of supervision: the way over HTTP, wrong input, and who sees what."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core.workcalendar import WorkCalendar
from operations.office import services
from operations.office.lifecycle import S
from operations.office.models import DailyCheck, SupervisionItem
from tests.operations.casework.people import buttons, main
from tests.operations.office.conftest import bring, data, department, issue
from tests.pages import text, told_at
from tests.permissions.samples import picture

ITEMS = "/console/supervision/"
ADD = f"{ITEMS}add/"
CHECKS = f"{ITEMS}checks/"


def at(item, name="item", **more):
    """An address of an item."""
    return reverse(f"office:{name}", kwargs={"pk": item.pk, **more})


def do(item, action):
    """The address of an act."""
    return at(item, "item_do", action=action)


def typed(people, **more):
    """An item as it is typed."""
    return {
        "title": "制定年货节活动方案",
        "requirement": "明确时间、品类和预算。",
        "source": "meeting",
        "reference": "中心办公会",
        "level": "important",
        "department_id": department(),
        "owner_id": people.staff.user_id,
        "assisting": [department("goods")],
        "due_date": "",
        "days": "10",
        "milestones": "",
        **more,
    }


@pytest.fixture
def desks(people, desk_of):
    """Everybody's desk by post."""
    return {post: desk_of(post) for post in ("office", "staff", "leader", "drafter")}


@pytest.fixture
def working_day(monkeypatch):
    """Today is a working day, whenever this runs."""
    monkeypatch.setattr(WorkCalendar, "is_working", lambda self, day: True)


@pytest.mark.handbook(43, 44, 46)
def test_an_item_over_http_from_issue_to_close(desks, people, working_day):
    office, staff, leader = desks["office"], desks["staff"], desks["leader"]
    first = (timezone.localdate() + timedelta(days=2)).isoformat()
    answer = office.post(ADD, typed(people, milestones=f"{first} 完成初稿"))
    item = SupervisionItem.objects.get()
    assert answer["Location"] == at(item)
    assert item.milestones.get().title == "完成初稿"
    assert {"sign_for", "extend"} <= buttons(staff.get(at(item)))
    staff.post(do(item, "sign_for"), {})
    staff.post(do(item, "begin"), {"measures": "分三步推进"})
    staff.post(do(item, "progress"), {"text": "已拟初稿"})
    staff.post(do(item, "problem"), {"text": "数据未到"})
    assert "数据未到" in main(office.get(at(item)))
    problem = item.progress.get(kind="problem")
    office.post(do(item, "answer"), {"problem_id": problem.pk, "answer": "已协调"})
    staff.post(do(item, "milestone"), {"milestone_id": item.milestones.get().pk})
    later = item.due_date + timedelta(days=7)
    staff.post(do(item, "extend"), {"to_date": later.isoformat(), "reason": "等数据"})
    assert "decide" in buttons(leader.get(at(item)))
    assert "等数据" in main(leader.get(do(item, "decide")))
    leader.post(do(item, "decide"), {"agree": "yes", "opinion": "同意"})
    assert "原定期限" in main(staff.get(at(item)))
    staff.post(
        at(item, "item_files"), {"kind": "evidence", "file": picture("方案.png"), "note": ""}
    )
    staff.post(do(item, "report"), {"result": "方案已定稿", "evidence_note": ""})
    assert {"confirm", "return"} <= buttons(office.get(at(item)))
    office.post(do(item, "return"), {"reason": "请补充预算"})
    staff.post(do(item, "report"), {"result": "预算已补充", "evidence_note": ""})
    office.post(do(item, "confirm"), {"rating": "good", "rating_note": ""})
    item.refresh_from_db()
    assert (item.status, item.rating) == (S.CLOSED, "good")
    shown = main(staff.get(at(item)))
    for words in (
        "督〔",
        "预算已补充",
        "良好",
        "已协调",
        "完成初稿",
        "同意延期",
        "按期办结",
        "方案.png",
    ):
        assert words in shown
    assert item.number in main(staff.get(ITEMS))


@pytest.mark.handbook(44)
@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("title", "", "请填写督办事项"),
        ("title", "长" * 101, ""),
        ("requirement", " ", "请填写办理要求"),
        ("source", "rumour", ""),
        ("department_id", "", "请选择承办部门"),
        ("department_id", "999999", ""),
        ("owner_id", "999999", ""),
        ("assisting", ["x"], ""),
        ("days", "0", "应在1至250之间"),
        ("days", "十天", ""),
        ("due_date", "2026-13-40", ""),
        ("milestones", "明天 初稿", "开头应为日期"),
        ("milestones", "2026-02-30 初稿", "开头应为日期"),
        ("milestones", "2020-01-06 初稿", "日期应在"),
        ("level", "huge", ""),
    ],
)
def test_wrong_input_is_told_at_its_field_and_kept(desks, people, field, value, words):
    answer = desks["office"].post(ADD, typed(people, **{field: value}))
    assert answer.status_code == 422
    assert told_at(answer, field)
    assert words in told_at(answer, field)
    assert "明确时间、品类和预算。" in text(answer) or field == "requirement"
    assert not SupervisionItem.objects.exists()


@pytest.mark.handbook(44)
def test_what_only_the_rules_see_is_told_as_well(desks, people):
    office = desks["office"]
    answer = office.post(ADD, typed(people, assisting=[department()]))
    assert "不能同时为协办部门" in told_at(answer, "assisting")
    answer = office.post(ADD, typed(people, due_date="2020-01-06", days=""))
    assert "早于下达日期" in told_at(answer, "due_date")
    answer = office.post(ADD, typed(people, due_date="2020-01-06"))
    assert "任填一项" in told_at(answer, "due_date")


@pytest.mark.parametrize("action", ["progress", "problem", "extend", "report"])
def test_an_empty_form_of_the_owner_comes_back(desks, people, action):
    item = bring(people, S.HANDLING)
    answer = desks["staff"].post(do(item, action), {})
    assert answer.status_code == 422
    item.refresh_from_db()
    assert item.status == S.HANDLING


@pytest.mark.handbook(46)
def test_refusals_of_the_rules_come_back_on_the_form(desks, people):
    item = bring(people, S.HANDLING)
    answer = desks["staff"].post(do(item, "report"), {"result": "好", "evidence_note": ""})
    assert answer.status_code == 422
    assert "佐证材料" in told_at(answer, "evidence_note")
    day = item.due_date.isoformat()
    answer = desks["staff"].post(do(item, "extend"), {"to_date": day, "reason": "等"})
    assert "晚于现期限" in told_at(answer, "to_date")


def test_others_see_nothing_and_do_nothing(desks, people):
    item = bring(people, S.HANDLING)
    assert desks["drafter"].get(at(item)).status_code == 404
    assert desks["drafter"].post(do(item, "report"), {}).status_code == 404
    assert item.title not in main(desks["drafter"].get(ITEMS))
    assert desks["staff"].post(do(item, "cancel"), {"reason": "x"}).status_code == 403
    assert desks["staff"].get(ADD).status_code == 403
    assert desks["staff"].get(CHECKS).status_code == 403
    assert desks["leader"].post(CHECKS, {"item": item.pk}).status_code == 403
    # The office sees it, but has nothing to report for the owner.
    shown = desks["office"].get(at(item))
    assert "report" not in buttons(shown)
    assert desks["office"].get(do(item, "report")).status_code == 302
    assert not DailyCheck.objects.exists()


def test_only_the_owner_files_evidence(desks, people):
    item = bring(people, S.HANDLING)
    file = {"kind": "evidence", "file": picture("a.png"), "note": ""}
    assert desks["office"].post(at(item, "item_files"), file).status_code == 403
    reported = bring(people, S.REPORTED)
    assert desks["staff"].post(at(reported, "item_files"), file).status_code == 403


@pytest.mark.handbook(45)
def test_the_office_ticks_the_day_and_names_a_problem(desks, people, working_day):
    office = desks["office"]
    before = timezone.now() - timedelta(days=3)
    items = [issue(people, at=before) for _number in range(3)]
    shown = text(office.get(CHECKS))
    assert shown.count('name="item"') == 3
    office.post(CHECKS, {"item": [items[0].pk, items[1].pk, "x", "999999"]})
    assert DailyCheck.objects.count() == 2
    answer = office.post(do(items[2], "check"), {"finding": "slow", "problem": "", "told": "owner"})
    assert "请写明问题" in told_at(answer, "problem")
    office.post(do(items[2], "check"), {"finding": "slow", "problem": "进度落后", "told": "leader"})
    shown = main(office.get(CHECKS))
    assert "进度落后（分管领导）" in shown.replace(" ", "")
    assert "已全部检查" in shown
    assert "check" not in buttons(office.get(at(items[2])))
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    assert main(office.get(CHECKS, {"day": yesterday})).count("漏检") == 3
    assert "请至少勾选一项" in main(office.get(office.post(CHECKS, {})["Location"]))
    # A day that is none, and one ahead, are today.
    for day in ("x", "2026-99-99", "2999-01-01"):
        assert "已全部检查" in main(office.get(CHECKS, {"day": day}))


@pytest.mark.handbook(45)
def test_on_a_day_of_rest_nothing_is_checked(desks, people, monkeypatch):
    item = issue(people, at=timezone.now() - timedelta(days=3))
    monkeypatch.setattr(WorkCalendar, "is_working", lambda self, day: False)
    office = desks["office"]
    assert "休息日" in main(office.get(CHECKS))
    assert "check" not in buttons(office.get(at(item)))
    answer = office.post(CHECKS, {"item": item.pk})
    assert "休息日不做日检" in main(office.get(answer["Location"]))
    assert not DailyCheck.objects.exists()


def test_empty_pages_say_what_comes(desks):
    office = desks["office"]
    assert "还没有督办事项" in main(office.get(ITEMS))
    assert "没有符合条件" in main(office.get(ITEMS, {"q": "没有"}))
    assert "没有未结" in main(office.get(f"{ITEMS}matrix/"))


def test_the_list_and_the_matrix_show_lights(desks, people):
    past = timezone.now() - timedelta(days=30)
    late = issue(people, at=past, days=1, level="urgent", assisting=(department("goods"),))
    for page in (ITEMS, f"{ITEMS}matrix/"):
        shown = main(desks["office"].get(page))
        assert late.title in shown
        assert "红灯" in shown
    assert "工作日" in main(desks["office"].get(at(late)))
    shown = main(desks["office"].get(ITEMS, {"light": "red", "state": "issued", "p": "9"}))
    assert late.title in shown
    assert late.title not in main(desks["office"].get(ITEMS, {"light": "green"}))


def test_a_record_shows_how_it_stands(desks, people):
    """Closed late; called off; with a check; far ahead in a year not announced."""
    past = timezone.now() - timedelta(days=60)
    closed = bring(people, S.REPORTED, at=past, days=1)
    services.supervision_confirm(
        item_id=closed.pk, rating="fair", rating_note="超期", by=people.office, at=timezone.now()
    )
    assert "超期办结" in main(desks["office"].get(at(closed)))
    off = issue(people)
    services.supervision_cancel(
        item_id=off.pk, by=people.leader, at=timezone.now(), reason="另有安排"
    )
    assert "已撤销" in main(desks["office"].get(at(off)))
    far = services.supervision_open(
        data=data(days=250), source="leader", by=people.leader, at=timezone.now()
    )
    assert "暂定" in main(desks["office"].get(at(far)))
