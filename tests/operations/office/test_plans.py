"""A plan from its opening to its summary, and what is refused on the way (R37-R43)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.posts import Post
from core import audit, inbox, papers
from core.actor import Actor
from core.errors import Denied, Violation
from operations.office import joints, selectors, services, tasks, today
from operations.office.lifecycle import OWNERS, PLAN, P
from operations.office.models import OfficeSetting, PlanItem, SupervisionItem, WorkPlan
from operations.office.services import PlanItemData
from operations.office.services.planning import plan_begin
from operations.staff.models import Assignment, Department, Person
from tests import cast
from tests.operations.office.conftest import department
from tests.operations.stations.people import person

# Cycle 5 runs from Monday 2 March to 15 March 2026.
START, END = date(2026, 3, 2), date(2026, 3, 15)
SYSTEM = Actor.system("tests")


def moment(month, day, hour=1):
    """A moment of 2026; nine o'clock in Shanghai unless said otherwise."""
    return datetime(2026, month, day, hour, tzinfo=UTC)


BEFORE = moment(2, 26)


def opened(at=BEFORE):
    """The plan of cycle 5."""
    return services.plan_open(day=START, by=SYSTEM, at=at)


def data(**more):
    """An item as a department enters it."""
    values = {
        "department_id": department(),
        "matter": "拍摄时令农产品短视频",
        "responsible": "卜知秋",
        "start_date": date(2026, 3, 3),
        "end_date": date(2026, 3, 10),
        "expected": "短视频四条",
        **more,
    }
    return PlanItemData(**values)


def enter(people, plan, by=None, at=BEFORE, **more):
    """An item, entered by the drafter."""
    reason = more.pop("added_reason", "")
    return services.plan_item_add(
        plan_id=plan.pk, data=data(**more), added_reason=reason, by=by or people.drafter, at=at
    )


PUBLISHED = moment(2, 27)


def bring(people, state, at=PUBLISHED):
    """A plan with one item, somewhere on its way."""
    plan = opened()
    enter(people, plan)
    steps = (
        (P.MERGING, lambda: services.plan_merge(plan_id=plan.pk, by=people.office, at=at)),
        (P.PUBLISHED, lambda: services.plan_publish(plan_id=plan.pk, by=people.office, at=at)),
        (P.RUNNING, lambda: plan_begin(plan_id=plan.pk, by=SYSTEM, at=moment(3, 2))),
    )
    for reached, act in steps:
        if WorkPlan.objects.get(pk=plan.pk).status == state:
            break
        act()
        assert WorkPlan.objects.get(pk=plan.pk).status == reached
    plan.refresh_from_db()
    assert plan.status == state
    return plan


def waiting(plan):
    """Who has it."""
    return [(one.step, one.post, one.user_id) for one in inbox.pending(plan)]


@pytest.mark.handbook(37, 38, 40, 42)
def test_a_plan_from_opening_to_summary(people):
    plan = opened()
    assert (plan.number, plan.start_date, plan.end_date) == (5, START, END)
    assert str(plan) == "第5期双周工作安排（3月2日至3月15日）"
    assert waiting(plan) == [("collect", "dept_head", None), ("publish", "office", None)]
    assert {one.due_at.date() for one in inbox.pending(plan)} == {START}
    item = enter(people, plan)
    services.plan_item_change(
        item_id=item.pk,
        data=data(matter="拍摄短视频", source="nonsense"),
        by=people.drafter,
        at=BEFORE,
    )
    second = enter(people, plan, department_id=department("goods"), by=people.dept_head)
    services.plan_item_remove(item_id=second.pk, by=people.dept_head, at=BEFORE)
    services.plan_hand_in(plan_id=plan.pk, department_id=department(), by=people.drafter, at=BEFORE)
    services.plan_merge(plan_id=plan.pk, by=people.office, at=BEFORE)
    assert waiting(plan) == [("publish", "office", None)]
    services.plan_reopen(plan_id=plan.pk, by=people.office, at=BEFORE, reason="财务部漏报")
    assert len(waiting(plan)) == 2
    services.plan_merge(plan_id=plan.pk, by=people.office, at=BEFORE)
    services.plan_publish(plan_id=plan.pk, by=people.office, at=moment(2, 27))
    assert waiting(plan) == []
    (sheet,) = papers.of(plan)
    assert sheet.kind == "双周工作安排表"
    # On its first day the job puts it into force.
    services.plan_open_due(by=SYSTEM, at=moment(3, 2))
    plan.refresh_from_db()
    assert plan.status == P.RUNNING
    (held,) = inbox.pending(plan)
    assert (held.step, held.due_at.date()) == ("sum_up", date(2026, 3, 18))
    with pytest.raises(Violation, match="拍摄短视频"):
        services.plan_sum_up(plan_id=plan.pk, summary="完成", by=people.office, at=moment(3, 16))
    services.plan_item_progress(
        item_id=item.pk, progress="done", note="四条", by=people.drafter, at=moment(3, 10)
    )
    with pytest.raises(Violation) as found:
        services.plan_sum_up(plan_id=plan.pk, summary=" ", by=people.office, at=moment(3, 16))
    assert found.value.field == "summary"
    done = services.plan_sum_up(
        plan_id=plan.pk, summary="全部完成", by=people.office, at=moment(3, 16)
    )
    assert (done.status, waiting(plan)) == (P.SUMMED_UP, [])
    item.refresh_from_db()
    assert (item.matter, item.source, item.note) == ("拍摄短视频", "own", "四条")
    assert audit.verify().ok


@pytest.mark.handbook(37, 40)
@pytest.mark.parametrize("move", PLAN.moves, ids=lambda move: move.action)
def test_only_the_office_merges_and_publishes(move, in_county_a):
    assert PLAN.unreachable() == frozenset()
    for post in Post:
        plan = WorkPlan(status=move.from_[0], start_date=START, end_date=END, number=5)
        if post == Post.OFFICE:
            PLAN.apply(plan, move.action, by=person(9, "电商办", post), reason="原因")
            continue
        with pytest.raises(Denied):
            PLAN.apply(plan, move.action, by=person(9, "他人", post), reason="原因")


@pytest.mark.handbook(38)
def test_a_cycle_is_opened_once_and_by_itself(people):
    """On Thursday, five working days before Monday 16 March's cycle is due, nothing yet."""
    assert [one.number for one in services.plan_open_due(by=SYSTEM, at=moment(3, 5))] == [5]
    assert services.plan_open_due(by=SYSTEM, at=moment(3, 6)) == []
    assert [one.number for one in services.plan_open_due(by=SYSTEM, at=moment(3, 9))] == [6]
    with pytest.raises(Violation, match="本周期已有"):
        services.plan_open(day=END, by=people.office, at=moment(3, 9))
    with pytest.raises(Denied):
        services.plan_open(day=END, by=people.drafter, at=moment(3, 9))
    OfficeSetting.objects.create(
        key="anchor", value="2026-04-06", valid_from_date=date(2026, 3, 10)
    )
    assert services.plan_open_due(by=SYSTEM, at=moment(3, 20)) == []
    assert WorkPlan.objects.count() == 2


@pytest.mark.handbook(38)
def test_the_daily_job_opens_the_running_cycle(people):
    tasks.daily.run()
    assert WorkPlan.objects.exists()


@pytest.mark.handbook(37)
def test_heads_with_an_account_are_asked_by_name(people):
    head = Person.objects.create(
        name="柏望舒", joined_date=date(2025, 1, 1), user_id=people.drafter.user_id
    )
    Department.objects.filter(code__in=("brand", "goods")).update(head=head)
    assert waiting(opened()) == [
        ("collect", "dept_head", None),
        ("collect", "", people.drafter.user_id),
        ("publish", "office", None),
    ]


@pytest.mark.handbook(37)
def test_people_of_a_department_enter_its_items_only(people):
    plan = opened()
    mine = Person.objects.create(
        name="柏小满", joined_date=date(2025, 1, 1), user_id=people.drafter.user_id
    )
    Assignment.objects.create(
        person=mine, department_id=department(), title="专员", from_date=date(2025, 1, 1)
    )
    item = enter(people, plan)
    with pytest.raises(Violation) as found:
        enter(people, plan, department_id=department("goods"))
    assert found.value.field == "department_id"
    with pytest.raises(Violation):
        services.plan_item_change(
            item_id=item.pk,
            data=data(department_id=department("goods")),
            by=people.drafter,
            at=BEFORE,
        )
    other = enter(people, plan, department_id=department("goods"), by=people.office)
    for act in (services.plan_item_remove, services.plan_item_supervise):
        with pytest.raises((Violation, Denied)):
            act(item_id=other.pk, by=people.drafter, at=BEFORE)
    with pytest.raises(Denied):
        enter(people, plan, by=people.director)
    with pytest.raises(Violation) as found:
        services.plan_hand_in(
            plan_id=plan.pk, department_id=department("goods"), by=people.drafter, at=BEFORE
        )
    assert found.value.field == "department_id"


@pytest.mark.handbook(41)
@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"matter": " "}, "matter"),
        ({"responsible": ""}, "responsible"),
        ({"end_date": date(2026, 3, 16)}, "end_date"),
        ({"start_date": date(2026, 3, 1)}, "start_date"),
        ({"department_id": 0}, "department_id"),
    ],
)
def test_what_is_wrong_with_an_item_is_told_at_its_field(people, given, field):
    with pytest.raises(Violation) as found:
        enter(people, opened(), by=people.office, **given)
    assert found.value.field == field
    assert not PlanItem.objects.exists()


@pytest.mark.handbook(37, 40)
def test_what_is_added_when(people):
    plan = bring(people, P.MERGING)
    item = plan.items.get()
    with pytest.raises(Violation, match="正在汇总"):
        enter(people, plan)
    assert enter(people, plan, by=people.office).added_reason == ""
    with pytest.raises(Violation, match="正在汇总"):
        services.plan_item_change(item_id=item.pk, data=data(), by=people.drafter, at=BEFORE)
    services.plan_item_change(item_id=item.pk, data=data(), by=people.office, at=BEFORE)
    with pytest.raises(Violation, match="征集已结束"):
        services.plan_hand_in(
            plan_id=plan.pk, department_id=department(), by=people.drafter, at=BEFORE
        )
    services.plan_publish(plan_id=plan.pk, by=people.office, at=BEFORE)
    with pytest.raises(Violation) as found:
        enter(people, plan)
    assert found.value.field == "added_reason"
    assert enter(people, plan, added_reason="上级临时安排").added_reason == "上级临时安排"
    for act in (
        lambda: services.plan_item_change(
            item_id=item.pk, data=data(), by=people.office, at=BEFORE
        ),
        lambda: services.plan_item_remove(item_id=item.pk, by=people.office, at=BEFORE),
    ):
        with pytest.raises(Violation, match="只能追加"):
            act()


@pytest.mark.handbook(38)
def test_an_empty_plan_is_not_published(people):
    plan = opened()
    services.plan_merge(plan_id=plan.pk, by=people.office, at=BEFORE)
    with pytest.raises(Violation, match="还没有事项"):
        services.plan_publish(plan_id=plan.pk, by=people.office, at=BEFORE)


def test_a_department_hands_in_once(people):
    plan = opened()
    hand_in = {"plan_id": plan.pk, "by": people.drafter, "at": BEFORE}
    services.plan_hand_in(department_id=department(), **hand_in)
    for wrong in (department(), 0):
        with pytest.raises(Violation) as found:
            services.plan_hand_in(department_id=wrong, **hand_in)
        assert found.value.field == "department_id"


@pytest.mark.handbook(41)
def test_progress_is_noted_while_the_plan_is_out(people):
    plan = bring(people, P.MERGING)
    item = plan.items.get()
    given = {"item_id": item.pk, "by": people.drafter, "at": BEFORE}
    with pytest.raises(Violation, match="发布后"):
        services.plan_item_progress(progress="done", **given)
    services.plan_publish(plan_id=plan.pk, by=people.office, at=BEFORE)
    with pytest.raises(Violation) as found:
        services.plan_item_progress(progress="whatever", **given)
    assert found.value.field == "progress"


@pytest.mark.handbook(43, 44)
def test_an_item_becomes_a_supervision_item_in_one_click(people):
    plan = bring(people, P.MERGING)
    item = plan.items.get()
    with pytest.raises(Violation, match="已发布安排"):
        services.plan_item_supervise(item_id=item.pk, by=people.office, at=BEFORE)
    services.plan_publish(plan_id=plan.pk, by=people.office, at=BEFORE)
    with pytest.raises(Denied):
        services.plan_item_supervise(item_id=item.pk, by=people.drafter, at=BEFORE)
    made = services.plan_item_supervise(item_id=item.pk, by=people.office, at=moment(3, 3))
    assert (made.source, made.title, made.due_date) == ("plan", item.matter, date(2026, 3, 10))
    assert (made.requirement, made.reference) == ("短视频四条", str(plan))
    assert selectors.supervised([item]) == {str(item.pk): made}
    with pytest.raises(Violation, match=made.number):
        services.plan_item_supervise(item_id=item.pk, by=people.leader, at=moment(3, 3))
    # Overdue already: due today, at the earliest.
    late = enter(people, plan, added_reason="补报", expected="", end_date=date(2026, 3, 8))
    made = services.plan_item_supervise(item_id=late.pk, by=people.office, at=moment(3, 11))
    assert (made.due_date, made.requirement) == (date(2026, 3, 11), late.matter)
    assert SupervisionItem.objects.count() == 2


def test_plans_are_for_the_centre(people):
    plan = bring(people, P.PUBLISHED)
    for by in (people.drafter, people.director):
        assert list(selectors.plans(by)) == [plan]
        assert joints.may_see_plan(by, plan)
    commerce = cast.actor("commerce")
    assert list(selectors.plans(commerce)) == []
    assert not joints.may_see_plan(commerce, plan)
    (row,) = selectors.counted(selectors.plans(people.office))
    assert (row.items_count, row.done_count) == (1, 0)
    assert Post.OFFICE in OWNERS


@pytest.mark.handbook(42)
def test_the_sign_of_the_running_cycle(people):
    assert today.plans(START) is None
    plan = bring(people, P.MERGING)
    assert [today.plans(START + timedelta(days=n)).tone for n in (0, 1)] == ["warn", "bad"]
    services.plan_publish(plan_id=plan.pk, by=people.office, at=moment(3, 2))
    assert today.plans(START).tone == "good"
    WorkPlan.objects.filter(pk=plan.pk).update(published_at=moment(3, 3))
    assert today.plans(START).tone == "warn"
