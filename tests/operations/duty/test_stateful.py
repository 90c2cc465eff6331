"""Duty under random hands: no illegal state, no lost handover, a sound trail."""

from datetime import timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import rule

from core import inbox
from operations.duty import services
from operations.duty.lifecycle import RECORD, SHIFT, SWAP, UNFINISHED, S, T, W
from operations.duty.models import DutyRecord, Shift, Swap
from operations.duty.services import RecordData, ShiftData
from operations.duty.services.moving import is_receiver
from tenants.context import county_context
from tests.conftest import A
from tests.hands import Stage, holds, run, somebody_may_act, waiting_of
from tests.operations.documents.conftest import People
from tests.operations.documents.incoming.conftest import works_in
from tests.operations.duty.conftest import AT, DAY, HOUR, MINUTE, department

WHO = st.integers(0, 6)


class Duty(Stage):
    """Seven people, a week of shifts, every verb at any time."""

    # Each rule says how long it takes.
    minutes = 0
    # A matter settled on the telephone is entered with its result; an emergency is the leader's.
    born = (T.CLOSED, T.WITH_LEADER)

    @classmethod
    def set_up(cls):
        people = People()
        cls.people = [
            people.office,
            people.duty,
            people.frontdesk,
            people.ops,
            people.leader,
            people.drafter,
            people.commerce,
        ]
        works_in(people.drafter, "brand")
        start = AT + DAY - 30 * MINUTE
        cls.shifts = [
            services.shift_plan(
                data=ShiftData(
                    cls.people[1 + number % 3].user_id,
                    start + number * 9 * HOUR,
                    start + (number + 1) * 9 * HOUR,
                    people.leader.user_id,
                ),
                by=people.office,
                at=AT,
            ).pk
            for number in range(6)
        ]

    def furnish(self):
        self.now = AT + DAY - HOUR

    @classmethod
    def tables(cls):
        return {Shift: SHIFT, DutyRecord: RECORD, Swap: SWAP}

    def shift(self, number, work):
        key = self.shifts[number]
        name = f"shift {Shift.objects.get(pk=key).status}"
        self.attempt(name, lambda: work(shift_id=key, at=self.now))

    @property
    def current(self):
        """The first shift that is not over."""
        over = (S.HANDED_OVER, S.MISSED, S.CANCELLED)
        return Shift.objects.exclude(status__in=over).order_by("starts_at").first()

    @rule()
    def go_on_rightly(self):
        """As it should be, so that runs get far."""
        shift = self.current
        if shift is None:
            return
        by = next(one for one in self.people if one.user_id == shift.officer_id)
        number = self.shifts.index(shift.pk)
        if shift.status == S.PLANNED:
            self.now = max(self.now, shift.starts_at)
            self.shift(number, lambda **given: services.shift_begin(**given, by=by))
        elif shift.status == S.ON_DUTY:
            self.now = max(self.now, shift.ends_at)
            none = not shift.records.exists()
            self.shift(
                number,
                lambda **given: services.shift_hand_over(
                    **given, by=by, summary="正常", things="钥匙", nothing_happened=none
                ),
            )
        else:
            receiver = next(one for one in self.people if is_receiver(shift, one))
            self.shift(number, lambda **given: services.shift_take_over(**given, by=receiver))

    @rule(minutes=st.sampled_from([5, 35, 180]))
    def time_goes_by(self, minutes):
        self.now += timedelta(minutes=minutes)

    @rule(
        who=WHO,
        number=st.integers(0, 5),
        verb=st.sampled_from(["begin", "leave", "return", "take_over", "refuse", "miss"]),
    )
    def at_the_post(self, who, number, verb):
        by = self.people[who]
        work = {
            "begin": lambda **given: services.shift_begin(**given, by=by),
            "leave": lambda **given: services.post_leave(**given, by=by, reason="送文件"),
            "return": lambda **given: services.post_return(**given, by=by),
            "take_over": lambda **given: services.shift_take_over(**given, by=by),
            "refuse": lambda **given: services.shift_refuse(**given, by=by, reason="缺钥匙"),
            "miss": lambda **given: services.shift_miss(**given, by=by),
        }[verb]
        self.shift(number, work)

    @rule(
        who=WHO, number=st.integers(0, 5), summary=st.sampled_from(["", "正常"]), none=st.booleans()
    )
    def hand_over(self, who, number, summary, none):
        self.shift(
            number,
            lambda **given: services.shift_hand_over(
                **given,
                by=self.people[who],
                summary=summary,
                things="钥匙",
                nothing_happened=none,
            ),
        )

    @rule(who=WHO, number=st.integers(0, 5))
    def cancel(self, who, number):
        if number == 5:
            self.shift(
                number,
                lambda **given: services.shift_cancel(**given, by=self.people[who], reason="调整"),
            )

    @rule(who=WHO, kind=st.sampled_from(["phone", "visit", "emergency"]), important=st.booleans(),
          result=st.sampled_from(["", "已答复"]))  # fmt: skip
    def write(self, who, kind, important, result):
        data = RecordData(kind=kind, text="来电", important=important, result=result)
        given = {"data": data, "by": self.people[who], "at": self.now}
        self.attempt("write", lambda: services.record_add(**given))

    @rule(
        who=WHO,
        verb=st.sampled_from(
            ["hand_to", "answer", "ask_again", "report", "instruct", "close", "follow_up"]
        ),
        newest=st.booleans(),
    )
    def handle(self, who, verb, newest):
        found = DutyRecord.objects.filter(status__in=UNFINISHED)
        record = found.order_by("-pk" if newest else "pk").first()
        if record is None:
            return
        given = {"record_id": record.pk, "by": self.people[who], "at": self.now}
        work = {
            "hand_to": lambda: services.record_hand_to(**given, department_id=department()),
            "answer": lambda: services.record_answer(**given, text="已办"),
            "ask_again": lambda: services.record_ask_again(**given, reason="未说明"),
            "report": lambda: services.record_report(**given),
            "instruct": lambda: services.record_instruct(**given, text="请办"),
            "close": lambda: services.record_close(**given, result="已办"),
            "follow_up": lambda: services.record_follow_up(**given, text="续报"),
        }[verb]
        self.attempt(f"{record.status} {verb}", work)

    @rule(who=st.integers(1, 3), partner=st.integers(1, 3), number=st.integers(0, 5))
    def ask_for_a_swap(self, who, partner, number):
        given = {"shift_id": self.shifts[number], "partner_id": self.people[partner].user_id}
        given |= {"reason": "有事", "by": self.people[who], "at": self.now}
        self.attempt("ask for a swap", lambda: services.swap_ask(**given))

    @rule(who=WHO, verb=st.sampled_from(["consent", "decline", "approve", "refuse", "withdraw"]))
    def swap(self, who, verb):
        swap = Swap.objects.filter(status__in=(W.ASKED, W.AGREED)).order_by("pk").first()
        if swap is None:
            return
        given = {"swap_id": swap.pk, "by": self.people[who], "at": self.now}
        if verb in ("decline", "refuse"):
            given["reason"] = "不便"
        self.attempt(f"{swap.status} {verb}", lambda: getattr(services, f"swap_{verb}")(**given))

    @holds
    def every_handover_is_before_the_other_side(self):
        for shift in Shift.objects.filter(status=S.HANDING_OVER):
            items = list(inbox.pending(shift).filter(step=S.HANDING_OVER))
            (item,) = items
            assert item.user_id != shift.officer_id
            assert any(is_receiver(shift, one) for one in self.people)
            assert somebody_may_act(shift, SHIFT, self.people, items)

    @holds
    def one_follows_the_other(self):
        """Nobody is on duty while an earlier shift is not taken over."""
        under_way = Shift.objects.filter(status__in=(S.ON_DUTY, S.HANDING_OVER))
        assert under_way.count() <= 1

    @holds
    def nothing_is_lost_or_closed_too_early(self):
        waiting = waiting_of(DutyRecord)
        for record in DutyRecord.objects.all():
            items = waiting.get(str(record.pk), [])
            steps = {item.step for item in items}
            if record.status in (T.WITH_DEPARTMENT, T.WITH_LEADER, T.ANSWERED, T.INSTRUCTED):
                assert steps == {record.status}
                assert somebody_may_act(record, RECORD, self.people, items)
            else:
                assert not steps
            if record.status == T.CLOSED:
                assert record.result
                assert record.department_id is None or record.answered_at
                assert record.weight == "normal" or record.instructed_at
        waiting = waiting_of(Swap)
        for swap in Swap.objects.all():
            open_ = swap.status in (W.ASKED, W.AGREED)
            assert (str(swap.pk) in waiting) == open_

    @holds
    def both_have_signed(self):
        for shift in Shift.objects.filter(status=S.HANDED_OVER):
            assert shift.received_by_name
            assert shift.received_by_id != shift.officer_id


@pytest.mark.slow
@pytest.mark.handbook(53, 54, 55, 57)
def test_random_hands_leave_duty_sound(own_database):
    """COUNTYLINK_RUNS sequences of fifty moves; the issue's 2,000 take a while."""
    run(Duty, usually=8)
    with county_context(A):
        assert set(Shift.objects.values_list("status", flat=True)) == {S.PLANNED}
        assert not DutyRecord.objects.exists()
        assert not Swap.objects.exists()
