"""Assets under random hands: one keeper, nothing bought unapproved or paid unproven."""

from datetime import timedelta

import pytest
from django.db.models import Sum
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import rule

from core import numbering
from operations.assets import selectors, services
from operations.assets.lifecycle import (
    APPROVED,
    ASSET,
    PURCHASE,
    REIMBURSEMENT,
    TAKEN_OVER,
    UNDER_WAY,
    A,
    B,
)
from operations.assets.models import Asset, Custody, PurchasePaper, PurchaseRequest, Reimbursement
from tenants.context import county_context
from tests.conftest import A as COUNTY
from tests.hands import WHICH, WHO, Hands, Kind, holds, run
from tests.operations.assets.conftest import AT, card, data, department, drawn, person
from tests.operations.documents.conftest import People

POSTS = ("staff", "dept_head", "area_clerk", "gm", "director", "office", "finance", "cashier")


def buy(request, action, by, at):
    """A verb of the table of purchases."""
    today = timezone.localdate(at)
    idle = list(selectors.idle(request.asset_class_id))
    came = {
        "came_spec": request.spec,
        "came_quantity": request.quantity,
        "came_price": request.unit_price,
    }
    order = {"dealer": "商行", "agreement": "无", "ordered_date": today, "arrived_date": today}
    more = {
        "reallocate": {"asset_ids": [one.pk for one in idle[: request.quantity]]},
        "buy": {"seen": True, "shown": [one.number for one in idle], "reason": "不适用"},
        "arrive": order,
        "accept": came,
        "differ": {**came, "came_quantity": request.quantity + 1, "reason": "多发"},
        "register": card(),
    }
    if next(move for move in PURCHASE.moves if move.action == action).reason:
        more.setdefault(action, {"reason": "试"})
    service = getattr(services, f"purchase_{action}")
    return service(request_id=request.pk, by=by, at=at, **more.get(action, {}))


def pay(claim, action, by, at):
    """A verb of the table of reimbursements."""
    more = {"reason": "试"} if action == "return" else {}
    service = getattr(services, f"reimbursement_{action}")
    return service(reimbursement_id=claim.pk, by=by, at=at, **more)


def keep(asset, action, by, at):
    """A verb of the table of assets."""
    taker = person("邰二" if asset.user_name != "邰二" else "卜小满")
    wanted = asset.kept_for.department_id if asset.kept_for else department().pk
    to = {"person_id": taker.pk, "department_id": wanted, "place": "二楼", "signature": drawn()}
    more = {
        "issue": to,
        "hand_over": {"signature": drawn()},
        "take_over": to,
        "call_off": {"reason": "试"},
        "give_back": {"place": "库房", "signature": drawn(), "signature_taker": drawn()},
    }
    if action not in more:
        # It follows a repair or a scrapping; nobody may do it alone.
        return ASSET.check(asset, action, by=by)
    service = getattr(services, f"asset_{action}")
    return service(asset_id=asset.pk, by=by, at=at, **more[action])


class Stores(Hands):
    """Eight people, purchases, money and things, every verb at any time."""

    kinds = (
        Kind(
            PurchaseRequest, PURCHASE, buy, UNDER_WAY,
            back=("refuse", "cancel", "reallocate", "send_back", "disallow", "renew", "differ"),
        ),
        Kind(Reimbursement, REIMBURSEMENT, pay, (B.HANDED_IN, B.HEAD, B.REVIEW, B.RETURNED)),
        Kind(Asset, ASSET, keep, ()),
    )  # fmt: skip

    @classmethod
    def set_up(cls):
        people = People()
        cls.people = [getattr(people, post) for post in POSTS]

    def furnish(self):
        self.now = AT
        self.ask(who=0, quantity=1)

    @rule(who=WHO, quantity=st.integers(1, 2))
    def ask(self, who, quantity):
        by = self.people[who]

        def work():
            draft = services.purchase_draft(data=data(quantity=quantity), by=by, at=self.now)
            services.purchase_submit(request_id=draft.pk, by=by, at=self.now)

        self.now += timedelta(minutes=1)
        work()

    @rule(which=WHICH, who=WHO, invoice=st.booleans(), number=st.integers(1, 4))
    def enter_paper(self, which, who, invoice, number):
        request = self.pick(self.kinds[0], which)
        given = {
            "kind": "invoice" if invoice else "voucher",
            "number": f"2611{number:016d}" if invoice else f"PZ-{number}",
            "amount": request.total,
            "issued_date": timezone.localdate(self.now),
            "finance_by": "邰",
        }
        by = self.people[who]
        self.attempt(
            "paper",
            lambda: services.paper_add(request_id=request.pk, by=by, at=self.now, **given),
        )

    @rule(which=WHICH, who=WHO)
    def hand_in(self, which, who):
        request = self.pick(self.kinds[0], which)
        given = {"payee": "商行", "by": self.people[who], "at": self.now}
        self.attempt(
            "hand in", lambda: services.reimbursement_hand_in(request_id=request.pk, **given)
        )

    @rule(which=WHICH)
    def move_a_thing(self, which):
        asset = self.pick(self.kinds[2], which)
        if asset is not None:
            action = next(move.action for move in ASSET.moves if asset.status in move.from_)
            self.act(self.kinds[2], asset, action, self.people[2])

    @holds
    def one_keeper_and_nothing_unproven(self):
        kept = list(Custody.objects.filter(to_date=None).values_list("asset_id", flat=True))
        assert len(kept) == len(set(kept))
        assert set(kept) == set(Asset.objects.exclude(status=A.STOCK).values_list("pk", flat=True))
        for asset in Asset.objects.all():
            assert asset.movements.last().place == asset.place
        for request in PurchaseRequest.objects.filter(status__in=APPROVED):
            assert request.approved_by_name not in ("", request.applicant_name)
        for claim in Reimbursement.objects.exclude(status=B.RETURNED).select_related("request"):
            request = claim.request
            assert request.status in TAKEN_OVER
            bills = request.papers.filter(kind="invoice").aggregate(all=Sum("amount"))["all"]
            assert claim.amount == bills == request.came_total <= request.approved_total
        used = list(PurchasePaper.objects.filter(kind="invoice").values_list("number", flat=True))
        assert len(used) == len(set(used))
        for series, period in (("asset_purchase", "2026"), ("asset:980121-102", "2026")):
            assert numbering.gaps(series, period=period) == []


@pytest.mark.slow
@pytest.mark.handbook(0, 63, 65, 74, 82, 86)
def test_random_hands_leave_assets_sound(own_database):
    """COUNTYLINK_RUNS sequences of fifty moves."""
    run(Stores, usually=3)
    with county_context(COUNTY):
        assert not PurchaseRequest.objects.exists()
