"""Stock and ledgers under random hands: sums hold, nothing is negative, nothing is unsigned."""

from contextlib import ExitStack
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from core.errors import Denied, Violation
from operations.supplies import services
from operations.supplies.lifecycle import U
from operations.supplies.models import Balance, Holding, LedgerEntry, Line, Movement, Urgent
from operations.supplies.services import LineData
from tenants.context import county_context
from tests.conftest import A
from tests.hands import run
from tests.operations.documents.handed.conftest import two_stations
from tests.operations.supplies.conftest import (
    AT,
    People,
    issue,
    item,
    line,
    person_of,
    place,
    stock,
    urgent,
    works_in,
)
from tests.permissions.samples import picture

NAMES = st.sampled_from(["计算器", "中性笔", "硒鼓", "茶具", "扫码枪"])
SOME = st.integers(1, 3)
WHICH = st.integers(0, 2)
WAYS = st.sampled_from(["return", "pay", "over", "station", "scrap"])


class Cabinet(RuleBasedStateMachine):
    """A clerk, two colleagues, a station, five supplies, every verb at any time."""

    @classmethod
    def set_up(cls):
        people, two = People(), two_stations()
        # In a list: hypothesis asks every attribute of the class whether it is a rule.
        cls.there = [people, two]
        for post in ("area_clerk", "admin_mgr"):
            getattr(people, post)
        for post in ("staff", "dept_keeper", "dept_head", "drafter"):
            works_in(getattr(people, post))

    def __init__(self):
        super().__init__()
        self.now, (self.people, self.two) = AT, self.there
        self.stack = ExitStack()
        self.stack.enter_context(transaction.atomic())

    def teardown(self):
        """Nothing of it stays."""
        transaction.set_rollback(True)
        self.stack.close()

    def attempt(self, work):
        """Do it or be refused; a refusal leaves nothing."""
        self.now += timedelta(minutes=10)
        try:
            with transaction.atomic():
                return work()
        except (Violation, Denied):
            return None

    @rule(name=NAMES, quantity=SOME, cents=st.integers(1, 999))
    def receive(self, name, quantity, cents):
        self.attempt(lambda: stock(self.people, name, quantity, price=str(Decimal(cents) / 100)))

    @rule(name=NAMES, counted=st.integers(0, 4))
    def count(self, name, counted):
        self.attempt(
            lambda: services.stock_count(
                item_id=item(name).pk, place_id=place().pk, counted=counted, reason="试",
                by=self.people.area_clerk, at=self.now,
            )
        )  # fmt: skip

    @rule(name=NAMES, quantity=SOME, why=st.sampled_from(["", "试"]))
    def ask_and_issue(self, name, quantity, why):
        """A request as far as it gets."""
        more = {"device_class": "printer"} if name == "硒鼓" else {}
        data = line(self.people, name, quantity, override_reason=why, **more)
        made = self.attempt(lambda: urgent(self.people, U.BOUGHT, data, now=self.now))
        if made is not None:
            self.attempt(lambda: issue(self.people, made, now=self.now))

    @rule(quantity=SOME, why=st.sampled_from(["", "试"]), signs=st.booleans())
    def a_station_asks(self, quantity, why, signs):
        """And signs on its own phone, or at the counter."""
        data = LineData(item_id=item("扫码枪").pk, quantity=quantity, override_reason=why)
        by, whose = self.two.manager, {"station_id": self.two.ours.pk}
        made = self.attempt(
            lambda: urgent(self.people, U.BOUGHT, data, now=self.now, by=by, **whose)
        )
        if made is None:
            return
        if signs:
            self.attempt(
                lambda: services.urgent_sign(
                    urgent_id=made.pk, signature=picture("a.png"), by=by, at=self.now
                )
            )
        self.attempt(lambda: issue(self.people, made, now=self.now))

    @rule()
    def issue_the_rest(self):
        waiting = Urgent.objects.filter(status=U.BOUGHT).order_by("pk").first()
        if waiting is not None:
            left = [one.pk for one in waiting.lines.all() if one.left]
            self.attempt(lambda: issue(self.people, waiting, line_ids=left, now=self.now))

    @rule(
        which=WHICH,
        quantity=SOME,
        way=st.sampled_from(["return", "pay", "over", "station", "scrap"]),
    )
    def give_up(self, which, quantity, way):
        held = list(Holding.objects.order_by("pk"))
        if len(held) <= which:
            return
        given = {
            "holding_id": held[which].pk,
            "quantity": quantity,
            "by": self.people.area_clerk,
            "at": self.now,
        }
        drawn = {"given": picture("a.png"), "taken": picture("b.png"), "given_by": "甲"}
        to = person_of(self.people.drafter).pk
        act = {
            "return": lambda: services.holding_return(place_id=place().pk, **given),
            "pay": lambda: services.holding_compensate(amount=Decimal(1), reason="试", **given),
            "over": lambda: services.holding_hand_over(
                person_id=to, counted=quantity - 1, **drawn, **given
            ),
            "station": lambda: services.holding_hand_over(
                station_id=self.two.ours.pk, counted=quantity - 1, **drawn, **given
            ),
            "scrap": lambda: services.scrap_ask(reason="试", **given),
        }[way]
        self.attempt(act)

    @invariant()
    def the_card_agrees(self):
        for one in Balance.objects.all():
            moved = Movement.objects.filter(item=one.item_id, place=one.place_id)
            told = moved.aggregate(n=Sum("quantity"), value=Sum("value"))
            assert (told["n"] or 0, told["value"] or 0) == (one.quantity, one.value)
            assert one.quantity >= 0

    @invariant()
    def the_ledgers_agree(self):
        for held in Holding.objects.all():
            told = LedgerEntry.objects.filter(
                kept=True, item=held.item_id, department=held.department_id,
                station=held.station_id, person=held.person_id, device_class=held.device_class,
            ).aggregate(n=Sum("quantity"))["n"]  # fmt: skip
            assert (told or 0) == held.quantity >= 0

    @invariant()
    def nothing_went_out_unsigned_or_over_what_was_approved(self):
        out = -sum(Movement.objects.filter(flow="issue").values_list("quantity", flat=True))
        lines = sum(Line.objects.values_list("issued", flat=True))
        entries = sum(LedgerEntry.objects.filter(entry="issued").values_list("quantity", flat=True))
        assert out == lines == entries
        assert all(one.left >= 0 for one in Line.objects.all())


@pytest.mark.slow
@pytest.mark.handbook(109, 110)
def test_sums_hold_whatever_anybody_does(own_database):
    """COUNTYLINK_RUNS sequences of fifty acts."""
    run(Cabinet, usually=3)
    with county_context(A):
        assert not Movement.objects.exists()
