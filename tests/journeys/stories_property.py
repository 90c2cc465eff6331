"""Journeys of assets and supplies as stories: who does what on which page, and what they read.

Played over HTTP by tests/journeys/test_property_stories.py. It begins on Tuesday, 3 March 2026.
"""

from __future__ import annotations

import base64
import io
from datetime import date
from decimal import Decimal

from PIL import Image
from pypdfium2 import PdfDocument

from core import audit, inbox
from operations.assets.lifecycle import A, C, P
from operations.assets.models import Asset, AssetClass, PurchaseRequest, Reimbursement, Scrapping
from operations.staff.models import Assignment, ChecklistItem, Department, Person
from operations.supplies.lifecycle import S, U
from operations.supplies.models import Holding, Item, LedgerEntry, Place, Plan, Urgent
from tests import cast
from tests.journeys.desk_people import Clock
from tests.journeys.stage import HttpStage, Stage, pk_in

TODAY = "2026-03-03"
JOINED = date(2025, 1, 6)
BUYERS = ("staff", "dept_head", "area_clerk", "gm", "finance", "cashier", "admin", "leader")
KEEPERS = ("staff", "dept_keeper", "dept_head", "area_clerk", "admin_mgr", "finance", "admin")


def _signature() -> str:
    buffer = io.BytesIO()
    Image.new("RGB", (60, 20), "white").save(buffer, "PNG")
    return f"data:image/png;base64,{base64.b64encode(buffer.getvalue()).decode()}"


SIGNED = _signature()


def works_in(post: str, code: str = "brand") -> Person:
    """Somebody of the cast works in a department."""
    user = cast.appoint(post)
    found, _made = Person.objects.get_or_create(
        user=user, defaults={"name": str(user), "joined_date": JOINED, "status": "active"}
    )
    Assignment.objects.get_or_create(
        person=found,
        department=Department.objects.get(code=code),
        title="专员",
        from_date=JOINED,
    )
    return found


def an_asset(stage: Stage, clock: Clock) -> None:  # noqa: PLR0915 - one story
    """From the request to its end; the gate of finance fails first, as does the write-off."""
    with stage.records():
        for post in BUYERS:
            cast.appoint(post)
        keeper, brand = works_in("staff"), Department.objects.get(code="brand").pk
        computers = AssetClass.objects.get(short="102").pk
    # A supply is no asset: 1,999.99 is told so in words, 2,000.00 goes on.
    asked = {
        "department_id": brand,
        "asset_class_id": computers,
        "item": "笔记本电脑",
        "spec": "14英寸 16G/512G",
        "quantity": "1",
        "unit_price": "1999.99",
        "months": "12",
        "purpose": "直播培训",
        "funds": "county",
        "quota": "每人一台",
    }
    stage.refused("staff", stage.at("assets:add"), "低于 ¥2,000.00", **asked)
    page = stage.do("staff", stage.at("assets:add"), **asked | {"unit_price": "2000.00"})
    pk = pk_in(page)
    stage.reads("staff", page, "属于固定资产", "人民币贰仟元整")

    def buy(post: str, action: str, **fields: object) -> str:
        return stage.do(post, stage.at("assets:purchase_do", pk, action), **fields)

    # Asked for, agreed, looked for what lies idle, approved, ordered, accepted.
    buy("staff", "submit")
    buy("dept_head", "agree", reason="同意。")
    told = "请先查看同类闲置资产"
    stage.refused("area_clerk", stage.at("assets:purchase_do", pk, "buy"), told)
    buy("area_clerk", "buy", seen="on")
    buy("gm", "approve", reason="同意。")
    order = {"dealer": "禾川数码商行", "agreement": "HT-1"}
    buy("area_clerk", "arrive", ordered_date=TODAY, arrived_date=TODAY, **order)
    came = {"came_spec": asked["spec"], "came_quantity": "1", "came_price": "2000.00"}
    buy("area_clerk", "accept", **came)

    # The gate of finance: without voucher and invoice nothing is taken, and both are named.
    gate = stage.at("assets:purchase_do", pk, "hand_in")
    payee = {"payee": order["dealer"]}
    stage.refused("staff", gate, "手续不全，应拒绝报销", **payee)
    stage.refused("staff", gate, "发票（财务份）", **payee)
    with stage.records():
        assert not Reimbursement.objects.exists()
    bill = {"amount": "2000.00", "issued_date": TODAY, "kept_by": "鄢", "finance_by": "邰"}
    buy("area_clerk", "paper", kind="voucher", number="PZ-1", **bill)
    stage.refused("staff", gate, "发票（财务份）", **payee)
    buy("area_clerk", "paper", kind="invoice", number="26112000000000000001", **bill)
    buy("staff", "hand_in", **payee)
    with stage.records():
        claim = Reimbursement.objects.get().pk
    for post, action in (("finance", "check"), ("dept_head", "agree"), ("cashier", "pay")):
        stage.do(post, stage.at("assets:reimbursement_do", claim, action))
    stage.reads("finance", stage.at("assets:reimbursement", claim), "人民币贰仟元整", "已支付")

    # Entered with its number, handed out once it is signed for.
    card = {"model": "启明 14", "manufacturer": "启明电子", "place": "库房", "warranty": "三年"}
    buy("area_clerk", "register", **card)
    with stage.records():
        assert PurchaseRequest.objects.get(pk=pk).status == P.REGISTERED
        asset = Asset.objects.get().pk
    thing = stage.at("assets:record", asset)
    to = {"person_id": keeper.pk, "department_id": brand, "place": "二楼"}
    issue = stage.at("assets:record_do", asset, "issue")
    stage.refused("area_clerk", issue, "未签字", **to)
    stage.do("area_clerk", issue, signature=SIGNED, **to)
    stage.reads("staff", thing, "980121-102-2026-0001", keeper.name)

    # It breaks by a person's hand, cannot be repaired, and goes its way to the end.
    clock.at(date(2026, 5, 6), 10)
    sent = {"cause": "person", "reason": "进水烧毁", "culprit_id": keeper.pk}
    stage.do("staff", stage.at("assets:record_do", asset, "scrap"), **sent)
    with stage.records():
        end = Scrapping.objects.get().pk

    def scrap(post: str, action: str, **fields: object) -> str:
        return stage.do(post, stage.at("assets:scrapping_do", end, action), **fields)

    inspected = {
        "inspector": "禾川维修站",
        "inspection": "主板烧毁",
        "inspected_date": "2026-05-06",
    }
    scrap("area_clerk", "inspect", hopeless="on", **inspected)
    for post, action in (("dept_head", "agree"), ("leader", "endorse"), ("gm", "approve")):
        scrap(post, action)
    scrap("area_clerk", "handle", formalities="已备案")
    scrap("admin", "hand_in")
    off = stage.at("assets:scrapping_do", end, "write_off")
    stage.refused("finance", off, "未登记赔偿不得核销")
    paid = {"basis_amount": "2000.00", "amount": "2000.00", "paid_date": "2026-05-06"}
    scrap("finance", "compensate", **paid)
    scrap("finance", "write_off")
    with stage.records():
        assert Scrapping.objects.get().status == C.WRITTEN_OFF
        gone = Asset.objects.get()
        assert (gone.status, gone.scrapped_date) == (A.SCRAPPED, date(2026, 5, 6))
        acts = list(gone.movements.order_by("pk").values_list("act", flat=True))
        assert acts == ["entered", "issued", "condemned", "handed_in", "off"]
        assert not inbox.pending(Scrapping.objects.get()).exists()
        assert audit.verify().ok


def a_month_of_supplies(stage: Stage, clock: Clock) -> None:  # noqa: PLR0915 - one story
    """A plan in its window to its issue; between them something urgent, and old for new."""
    clock.at(date(2026, 3, 20), 9)
    with stage.records():
        for post in KEEPERS:
            cast.appoint(post)
        for post in ("dept_keeper", "dept_head"):
            works_in(post)
        taker, brand = works_in("staff"), Department.objects.get(code="brand").pk
        pens = Item.objects.get(name="中性笔").pk
        counter = Item.objects.get(name="计算器").pk
        place = Place.objects.get(order=0).pk
    # Before the window a plan is drawn up, and not taken.
    page = stage.do("dept_keeper", stage.at("supplies:add"), department_id=brand)
    plan = pk_in(page)

    def do(post: str, action: str, **fields: object) -> str:
        return stage.do(post, stage.at("supplies:plan_do", plan, action), **fields)

    do("dept_keeper", "line_add", item_id=pens, quantity="5", person_id=taker.pk)
    submit = stage.at("supplies:plan_do", plan, "submit")
    stage.refused("dept_keeper", submit, "2026-03-23")
    clock.at(date(2026, 3, 24), 9)
    do("dept_keeper", "submit")
    do("dept_head", "approve")
    with stage.records():
        line = Plan.objects.get().lines.get().pk
    # Over the standard nothing is approved; cut down it is.
    check = stage.at("supplies:plan_do", plan, "check")
    stage.refused("area_clerk", check, "至多可核准 2", **{f"line_{line}": "5"})
    do("area_clerk", "check", **{f"line_{line}": "2"})
    bought = stage.do("area_clerk", stage.at("supplies:purchase_add"), month="2026-04")
    purchase = pk_in(bought)
    stage.do(
        "area_clerk", stage.at("supplies:purchase_do", purchase, "order"), supplier="云启文具店"
    )
    with stage.records():
        (row,) = Plan.objects.get().purchase.lines.values_list("pk", flat=True)
    arrived = {"place_id": place, f"quantity_{row}": "48", f"price_{row}": "1.50"}
    stage.do("area_clerk", stage.at("supplies:purchase_do", purchase, "receive"), **arrived)

    # Meanwhile a calculator is urgent: head and administration agree, and it is signed for.
    def urgent(reason: str, **more: object) -> int:
        begun = stage.at("supplies:urgent_add")
        found = pk_in(stage.do("dept_keeper", begun, department_id=brand, reason=reason))
        add = stage.at("supplies:urgent_do", found, "line_add")
        asked = {"item_id": counter, "quantity": "1", "person_id": taker.pk}
        if more:
            # The second one only for the old one, or with a reason (R103).
            stage.refused("dept_keeper", add, "以旧换新", **asked)
        stage.do("dept_keeper", add, **asked | more)
        for post, action in (
            ("dept_keeper", "ask"),
            ("dept_head", "agree"),
            ("admin_mgr", "approve"),
        ):
            stage.do(post, stage.at("supplies:urgent_do", found, action))
        with stage.records():
            one = Urgent.objects.get(pk=found).lines.get().pk
        came = {"place_id": place, f"quantity_{one}": "1", f"price_{one}": "35"}
        stage.do("area_clerk", stage.at("supplies:urgent_do", found, "buy"), **came)
        out = stage.at("supplies:urgent_do", found, "issue")
        signed = {"line_ids": [one], "signed_by": taker.name}
        stage.refused("area_clerk", out, "领用人须先签字", **signed)
        stage.do("area_clerk", out, signature=SIGNED, **signed)
        return found

    stage.refused(
        "dept_keeper", stage.at("supplies:urgent_add"), "急需", department_id=brand, reason=" "
    )
    first = urgent("展会明日开幕")
    with stage.records():
        held = Holding.objects.get(item=counter)
        assert (held.person, held.quantity) == (taker, 1)
    second = urgent("旧计算器按键失灵", replaces_id=held.pk)
    with stage.records():
        assert {one.status for one in Urgent.objects.all()} == {U.ISSUED}
        assert {first, second} == set(Urgent.objects.values_list("pk", flat=True))
        held.refresh_from_db()
        entries = LedgerEntry.objects.filter(item=counter).order_by("pk")
        assert sorted(entries.values_list("entry", flat=True)) == ["issued", "issued", "replaced"]
        assert held.quantity == 1

    # The plan is issued on the first two working days from the 5th on, after Qingming.
    issue = stage.at("supplies:plan_do", plan, "issue")
    given = {"line_ids": [line], "signed_by": taker.name, "signature": SIGNED}
    stage.refused("area_clerk", issue, "2026-03-05", **given)
    clock.at(date(2026, 4, 7), 10)
    stage.do("area_clerk", issue, **given)
    stage.reads("dept_keeper", page, "已发放", taker.name)
    stage.reads("area_clerk", stage.at("supplies:movements"), "中性笔", "计算器")
    with stage.records():
        assert Plan.objects.get().status == S.ISSUED
        assert audit.verify().ok


def somebody_leaves(stage: HttpStage, clock: Clock) -> None:
    """What is to be returned is listed, exactly; with anything open the leaving is not finished."""
    with stage.records():
        for post in KEEPERS:
            cast.appoint(post)
        leaver, brand = works_in("staff"), Department.objects.get(code="brand")
        place = Place.objects.get(order=0).pk
        things = {name: Item.objects.get(name=name) for name in ("计算器", "中性笔", "办公椅")}
        holdings = {
            name: Holding.objects.create(
                item=item, department=brand, person=None if name == "办公椅" else leaver, quantity=1
            )
            for name, item in things.items()
            if item.is_kept
        }
        asset = Asset.objects.create(
            **dict.fromkeys(("model", "spec", "manufacturer", "dealer", "warranty"), "不详"),
            number="980121-102-2026-0001", name="笔记本电脑", status=A.IN_USE, price=Decimal(4999),
            asset_class=AssetClass.objects.get(short="102"), buyer_name="鄢青禾",
            accepter_name="鄢青禾", department=brand, user_name=leaver.name, place="二楼",
            funds="county", booked_date=JOINED,
        )  # fmt: skip
        asset.custodies.create(person=leaver, department=brand, from_date=JOINED)
    page, move = stage.at("staff:person", leaver.pk), "staff:move"
    left = {"reason": "个人原因", "left_date": "2026-03-31"}
    stage.do("admin", stage.at(move, leaver.pk, "leave"), **left)
    # Exactly the calculator and the notebook; the chair stays with the department.
    told = stage.reads("admin", page, "笔记本电脑", "计算器")
    assert "办公椅" not in told
    sheet = stage.client("admin").get(stage.at("supplies:clearance", leaver.pk)).content
    printed = "".join(PdfDocument(sheet)[0].get_textpage().get_text_bounded().split())
    assert [name in printed for name in ("计算器", "笔记本电脑", "办公椅")] == [True, True, False]
    finish = stage.at(move, leaver.pk, "finish")
    _status, _where, words = stage.send("admin", finish, {})
    assert "980121-102-2026-0001 笔记本电脑 尚未交回" in words
    assert "计算器" in words
    with stage.records():
        leaver.refresh_from_db()
        assert (leaver.status, leaver.user.is_active) == ("leaving", True)
    back = stage.at("supplies:holding_do", holdings["计算器"].pk, "return")
    stage.do("area_clerk", back, quantity="1", place_id=place)
    both = {"signature": SIGNED, "signature_taker": SIGNED, "place": "库房"}
    stage.do("area_clerk", stage.at("assets:record_do", asset.pk, "give_back"), **both)
    told = stage.reads("admin", page, "没有未清事项")
    with stage.records():
        ChecklistItem.objects.filter(run__person=leaver).update(
            done_at=clock.now, done_by=cast.appoint("admin")
        )
    stage.do("admin", finish)
    with stage.records():
        leaver.refresh_from_db()
        assert (leaver.status, leaver.user.is_active) == ("left", False)
        assert audit.verify().ok
