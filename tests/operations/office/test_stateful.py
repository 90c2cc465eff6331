"""Plans and supervision under random hands: no skipped step, no lost item, a sound trail."""

import pytest
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import rule

from core import audit, inbox, numbering
from core.workcalendar import WorkCalendar
from operations.office import paperwork, services
from operations.office.lifecycle import ENDED, PLAN, SUPERVISION, WITH_OWNER, P, S
from operations.office.models import Extension, PlanItem, SupervisionItem, WorkPlan
from operations.office.services import PlanItemData
from tenants.context import county_context
from tests import cast
from tests.conftest import A
from tests.hands import WHICH, WHO, Hands, Kind, holds, run
from tests.operations.documents.conftest import People
from tests.operations.office.conftest import AT, data, department

POSTS = ("office", "leader", "director", "staff", "drafter", "dept_head", "county_admin")
REASON = st.sampled_from(["", "试"])


def supervise(item, action, by, at):
    """A verb of the table of items."""
    more = {
        "report": {"result": "方案已定稿", "evidence_note": "原件存档"},
        "return": {"reason": "不全"},
        "confirm": {"rating": "good"},
        "cancel": {"reason": "不办了"},
    }
    service = getattr(services, f"supervision_{action}")
    return service(item_id=item.pk, by=by, at=at, **more.get(action, {}))


def go_on(plan, action, by, at):
    """A verb of the table of plans."""
    more = {"reopen": {"reason": "缺项"}, "sum_up": {"summary": "基本完成"}}
    service = getattr(services, f"plan_{action}")
    return service(plan_id=plan.pk, by=by, at=at, **more.get(action, {}))


class Office(Hands):
    """Seven people, plans of two weeks, items from anywhere, every verb at any time."""

    kinds = (
        Kind(SupervisionItem, SUPERVISION, supervise, (*WITH_OWNER, S.REPORTED)),
        Kind(
            WorkPlan,
            PLAN,
            go_on,
            (P.COLLECTING, P.MERGING, P.RUNNING),
            {P.COLLECTING: "publish", P.MERGING: "publish", P.RUNNING: "sum_up"},
        ),
    )

    @classmethod
    def set_up(cls):
        people = People()
        cls.people = [getattr(people, post) for post in POSTS]

    def furnish(self):
        self.now = AT
        self.first_due = {}
        self.issue(who=0, owner=3)
        services.plan_open(day=timezone.localdate(AT), by=cast.SYSTEM, at=AT)

    @rule(who=WHO, owner=st.sampled_from([None, 0, 3, 4, 5]))
    def issue(self, who, owner):
        owner_id = None if owner is None else self.people[owner].user_id
        typed = data(owner_id=owner_id, milestones=())
        given = {"by": self.people[who % 7], "at": self.now}
        self.attempt(
            "issue", lambda: services.supervision_open(data=typed, source="leader", **given)
        )

    @rule(who=WHO, which=WHICH, days=st.integers(0, 9), reason=REASON)
    def ask_for_time(self, who, which, days, reason):
        item = self.pick(self.kinds[0], which)
        given = {"item_id": item.pk, "by": self.people[who % 7], "at": self.now}
        later = WorkCalendar.load().add(item.due_date, days) if days else item.due_date
        self.attempt(
            "ask for time", lambda: services.extension_ask(to_date=later, reason=reason, **given)
        )

    @rule(who=WHO, which=WHICH, agree=st.booleans())
    def decide_on_time(self, who, which, agree):
        item = self.pick(self.kinds[0], which)
        given = {"item_id": item.pk, "by": self.people[who % 7], "at": self.now}
        self.attempt(
            "decide on time",
            lambda: services.extension_decide(agree=agree, opinion="试", **given),
        )

    @rule(who=WHO, which=WHICH, text=REASON, problem=st.booleans())
    def tell(self, who, which, text, problem):
        item = self.pick(self.kinds[0], which)
        service = services.problem_report if problem else services.progress_add
        given = {"item_id": item.pk, "by": self.people[who % 7], "at": self.now}
        self.attempt("tell", lambda: service(text=text, **given))

    @rule()
    def the_morning(self):
        """What the jobs of the day do."""
        services.plan_open_due(by=cast.SYSTEM, at=self.now)
        services.supervision_warn_all(by=cast.SYSTEM, at=self.now)

    @rule(who=WHO, which=WHICH, reason=REASON)
    def plan_something(self, who, which, reason):
        plan = self.pick(self.kinds[1], which)
        typed = PlanItemData(
            department(), "拍摄短视频", "卜知秋", plan.start_date, plan.end_date, "短视频四条"
        )
        given = {"by": self.people[who % 7], "at": self.now}
        self.attempt(
            "plan something",
            lambda: services.plan_item_add(
                plan_id=plan.pk, data=typed, added_reason=reason, **given
            ),
        )

    @rule(who=WHO, verb=st.sampled_from(["progress", "supervise", "remove"]))
    def work_on_the_plan(self, who, verb):
        item = PlanItem.objects.order_by("-pk").first()
        if item is not None:
            more = {"progress": "done"} if verb == "progress" else {}
            service = getattr(services, f"plan_item_{verb}")
            given = {"item_id": item.pk, "by": self.people[who % 7], "at": self.now}
            self.attempt(f"plan item {verb}", lambda: service(**given, **more))

    @rule(who=WHO, which=WHICH)
    def hand_in(self, who, which):
        plan = self.pick(self.kinds[1], which)
        given = {"by": self.people[who % 7], "at": self.now}
        self.attempt(
            "hand in",
            lambda: services.plan_hand_in(plan_id=plan.pk, department_id=department(), **given),
        )

    @holds
    def nobody_confirms_what_they_did_and_what_is_closed_has_its_evidence(self):
        for item in SupervisionItem.objects.all():
            if item.status in (S.REPORTED, S.CLOSED):
                assert item.result
            if item.status == S.CLOSED:
                assert item.rating
                entry = audit.timeline(item).filter(action="supervision.confirm").get()
                assert entry.actor_id not in (item.owner_id, item.reported_by_id)
            assert (item.ended_date is not None) == (item.status in ENDED)

    @holds
    def the_day_set_first_stays(self):
        for item in SupervisionItem.objects.all():
            assert self.first_due.setdefault(item.pk, item.first_due_date) == item.first_due_date
            granted = Extension.objects.filter(item=item, decision="agreed").count()
            assert (item.due_date > item.first_due_date) == (granted > 0)
            waits = Extension.objects.filter(item=item, decision=Extension.Decision.OPEN).count()
            assert waits <= 1
            assert inbox.pending(item).filter(step="extension").count() == waits
        assert numbering.gaps("supervision", period="2026") == []

    @holds
    def a_plan_is_asked_for_once_and_published_with_something(self):
        for plan in WorkPlan.objects.all():
            steps = [item.step for item in inbox.pending(plan) if not item.parent_id]
            if plan.status == P.COLLECTING:
                assert "collect" in steps
            else:
                assert "collect" not in steps
            assert steps.count("publish") == (plan.status in (P.COLLECTING, P.MERGING))
            assert steps.count("sum_up") == (plan.status == P.RUNNING)
            if plan.status in (P.PUBLISHED, P.RUNNING, P.SUMMED_UP):
                assert plan.items.exists()
                assert plan.published_by_name


@pytest.mark.slow
@pytest.mark.handbook(37, 40, 44, 46)
def test_random_hands_leave_plans_and_supervision_sound(own_database, monkeypatch):
    """The sheet of a plan is set and tested elsewhere; here are the moves."""
    monkeypatch.setattr(paperwork, "issue", lambda *args, **kwargs: None)
    run(Office, usually=5)
    with county_context(A):
        assert not SupervisionItem.objects.exists()
        assert not WorkPlan.objects.exists()
