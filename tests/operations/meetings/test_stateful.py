"""Meetings and visits under random hands: no skipped step, no lost item, a sound trail."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import rule

from core import audit
from operations.meetings import services
from operations.meetings.lifecycle import MEETING, VISIT, WITH_MINUTES, S, V
from operations.meetings.models import Decision, Meeting, Visit
from operations.office.models import SupervisionItem
from tenants.context import county_context
from tests.conftest import A
from tests.hands import WHICH, WHO, Hands, Kind, holds, run
from tests.operations.documents.conftest import People
from tests.operations.meetings.conftest import AT, DAY, HOUR, MINUTES, data, department, visit_data

POSTS = ("office", "leader", "director", "dept_head", "dept_sup", "drafter", "staff", "frontdesk")
SERVICES = {"sign": "minutes_sign", "draft": "minutes_draft", "return": "minutes_return"}


def meet(meeting, action, by, at):
    """A verb of the table of meetings."""
    more = {
        "draft": {"minutes": MINUTES},
        "return": {"reason": "不全"},
        "close": {"retention": "D10"},
        "skip": {"reason": "碰头会"},
        "cancel": {"reason": "改期"},
    }
    service = getattr(services, SERVICES.get(action, f"meeting_{action}"))
    return service(meeting_id=meeting.pk, by=by, at=at, **more.get(action, {}))


def receive(visit, action, by, at):
    """A verb of the table of visits."""
    more = {
        "receive": {"headcount": 5},
        "close": {"result": "已介绍情况"},
        "cancel": {"reason": "改期"},
    }
    service = getattr(services, f"visit_{action}")
    return service(visit_id=visit.pk, by=by, at=at, **more[action])


class Rooms(Hands):
    """Eight people, meetings and visitors, every verb at any time."""

    kinds = (
        Kind(Meeting, MEETING, meet, (S.HELD, S.DRAFTED, S.SIGNED)),
        Kind(Visit, VISIT, receive, (V.PLANNED, V.RECEIVED)),
    )

    @classmethod
    def set_up(cls):
        # Each asked for once, not with every meeting that is planned.
        cls.cast = SimpleNamespace(**{post: getattr(People(), post) for post in POSTS})
        cls.people = [getattr(cls.cast, post) for post in POSTS]

    def furnish(self):
        self.now = AT
        self.plan(who=0, recorder=5)
        self.announce(who=0, host=3)

    @rule(who=WHO, recorder=WHO)
    def plan(self, who, recorder):
        begin = self.now + DAY
        typed = data(self.cast, begin=begin, recorder_id=self.people[recorder].user_id)
        given = {"by": self.people[who], "at": self.now}
        self.attempt("plan", lambda: services.meeting_plan(data=typed, **given))

    @rule(who=WHO, host=WHO)
    def announce(self, who, host):
        typed = visit_data(
            self.cast,
            arrives_at=self.now + HOUR,
            leaves_at=self.now + 3 * HOUR,
            host_id=self.people[host].user_id,
        )
        given = {"by": self.people[who], "at": self.now}
        self.attempt("announce", lambda: services.visit_plan(data=typed, **given))

    @rule(which=WHICH)
    def hold_it_rightly(self, which):
        """Notice, the hour comes, somebody signs in, it is held."""
        meeting = self.pick(self.kinds[0], which)
        kind, by = self.kinds[0], self.people[0]
        if meeting.status == S.PLANNED:
            self.act(kind, meeting, "notify", by)
        elif meeting.status == S.NOTIFIED:
            self.now = max(self.now, meeting.starts_at)
            given = {"meeting_id": meeting.pk, "by": self.people[3]}
            self.attempt("sign in", lambda: services.meeting_sign_in(at=self.now, **given))
            self.now = max(self.now, meeting.ends_at)
            self.act(kind, meeting, "hold", by)

    @rule(who=WHO, which=WHICH, reply=st.sampled_from(["coming", "absent"]))
    def reply(self, who, which, reply):
        meeting = self.pick(self.kinds[0], which)
        given = {"meeting_id": meeting.pk, "by": self.people[who], "at": self.now}
        self.attempt("reply", lambda: services.meeting_reply(reply=reply, reason="下乡", **given))

    @rule(who=WHO, which=WHICH)
    def sign_in(self, who, which):
        meeting = self.pick(self.kinds[0], which)
        given = {"meeting_id": meeting.pk, "by": self.people[who], "at": self.now}
        self.attempt("sign in", lambda: services.meeting_sign_in(**given))

    @rule(who=WHO, which=WHICH, days=st.sampled_from([0, 15]))
    def decide(self, who, which, days):
        meeting = self.pick(self.kinds[0], which)
        by = self.people[who]
        if meeting.status == S.HELD:
            by = next((p for p in self.people if p.user_id == meeting.recorder_id), by)
        due = (self.now + timedelta(days=days)).date()
        given = {"meeting_id": meeting.pk, "by": by, "at": self.now}
        self.attempt(
            "decide",
            lambda: services.decision_add(
                text="统一标准", department_id=department(), due_date=due, **given
            ),
        )

    @rule(who=WHO)
    def drop(self, who):
        found = Decision.objects.order_by("-pk").first()
        if found is not None:
            given = {"meeting_id": found.meeting_id, "decision_id": found.pk}
            self.attempt(
                "drop",
                lambda: services.decision_drop(by=self.people[who], at=self.now, **given),
            )

    @holds
    def no_step_was_skipped(self):
        for meeting in Meeting.objects.all():
            came = meeting.attendances.filter(signed_in_at__isnull=False).exists()
            done = set(audit.timeline(meeting).values_list("action", flat=True))
            if meeting.status in (S.HELD, S.DRAFTED, S.SIGNED, S.CLOSED):
                assert came
                assert meeting.held_at is not None
                assert {"meeting.notify", "meeting.hold"} <= done
            if meeting.status in WITH_MINUTES and "meeting.skip" not in done:
                assert meeting.minutes
                assert {"meeting.draft", "meeting.sign"} <= done
        for visit in Visit.objects.filter(status=V.CLOSED):
            assert visit.result

    @holds
    def the_maker_does_not_sign_and_what_is_decided_is_supervised(self):
        supervised = SupervisionItem.objects.filter(source="meeting").count()
        for meeting in Meeting.objects.filter(status__in=WITH_MINUTES):
            signed = audit.timeline(meeting).filter(action="meeting.sign").order_by("-pk").first()
            if signed is not None:
                assert signed.actor_id != meeting.created_by_id
                supervised -= meeting.decisions.count()
        assert supervised == 0

    @holds
    def a_room_is_used_once(self):
        for meeting in Meeting.objects.exclude(status=S.CANCELLED):
            others = Meeting.objects.exclude(status=S.CANCELLED).exclude(pk=meeting.pk)
            assert not others.filter(
                room=meeting.room_id,
                starts_at__lt=meeting.ends_at,
                ends_at__gt=meeting.starts_at,
            ).exists()


@pytest.mark.slow
@pytest.mark.handbook(0, 26, 44)
def test_random_hands_leave_meetings_and_visits_sound(own_database):
    """COUNTYLINK_RUNS sequences of fifty moves."""
    run(Rooms, usually=5)
    with county_context(A):
        assert not Meeting.objects.exists()
        assert not Visit.objects.exists()
