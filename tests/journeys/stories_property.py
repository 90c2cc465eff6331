"""Journeys of assets and supplies as stories: who does what on which page, and what they read.

Played over HTTP by tests/journeys/test_property_stories.py, in Chromium by
tests/browser/test_property_stories.py. It begins on Tuesday, 3 March 2026.
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
from operations.assets.models import (
    Asset,
    AssetClass,
    PurchaseRequest,
    Reimbursement,
    Repair,
    Scrapping,
)
from operations.staff.models import Assignment, ChecklistItem, Department, Person
from operations.supplies.lifecycle import S, U
from operations.supplies.models import Holding, Item, LedgerEntry, Place, Plan, Urgent
from tests import cast
from tests.journeys.desk_people import Clock
from tests.journeys.stage import Stage, pk_in

TODAY = "2026-03-03"
SHEET = "打印离岗清交单"
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
    """From the request over a repair to its end; finance refuses first, as does the write-off."""
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
    stage.reads("staff", page, "采购中", cast.NAMES["dept_head"], cast.NAMES["gm"])
    order = {"dealer": "禾川数码商行", "agreement": "HT-1"}
    buy("area_clerk", "arrive", ordered_date=TODAY, arrived_date=TODAY, **order)
    came = {"came_spec": asked["spec"], "came_quantity": "1", "came_price": "2000.00"}
    buy("area_clerk", "accept", **came)

    # The gate of finance: without voucher and invoice nothing is taken, and both are named.
    gate = stage.at("assets:purchase_do", pk, "hand_in")
    payee = {"payee": order["dealer"]}
    told = "手续不全，应拒绝报销。缺少："
    both = f"{told}购置凭证（财务份）、发票（财务份）（手册"
    stage.refused("staff", gate, both, **payee)
    with stage.records():
        assert not Reimbursement.objects.exists()
    bill = {"amount": "2000.00", "issued_date": TODAY, "kept_by": "鄢", "finance_by": "邰"}
    buy("area_clerk", "paper", kind="voucher", number="PZ-1", **bill)
    stage.refused("staff", gate, f"{told}发票（财务份）（手册", **payee)
    buy("area_clerk", "paper", kind="invoice", number="26112000000000000001", **bill)
    buy("staff", "hand_in", **payee)
    with stage.records():
        claim = Reimbursement.objects.get().pk
    for post, action in (("finance", "check"), ("dept_head", "agree"), ("cashier", "pay")):
        stage.do(post, stage.at("assets:reimbursement_do", claim, action))
    paid_on = stage.at("assets:reimbursement", claim)
    stage.reads("cashier", paid_on, "¥2,000.00", "人民币贰仟元整", "已支付", order["dealer"])

    # Entered with its number, handed out once it is signed for.
    card = {"model": "启明 14", "manufacturer": "启明电子", "place": "库房", "warranty": "三年"}
    buy("area_clerk", "register", **card)
    with stage.records():
        assert PurchaseRequest.objects.get(pk=pk).status == P.REGISTERED
        asset = Asset.objects.get().pk
    thing = stage.at("assets:record", asset)
    to = {"person_id": keeper.pk, "department_id": brand, "place": "二楼"}
    issue = stage.at("assets:record_do", asset, "issue")
    with stage.on_a_phone("area_clerk", "staff"):
        stage.refused("area_clerk", issue, "未签字", **to)
        stage.do("area_clerk", issue, signature=SIGNED, **to)
        stage.reads("staff", thing, "980121-102-2026-0001", keeper.name, "在用", "二楼")
        assert stage.signatures("staff", thing) == 1

    # It breaks, is reported from the phone, repaired, and used again.
    clock.at(date(2026, 4, 8), 10)
    with stage.on_a_phone("staff"):
        stage.do("staff", stage.at("assets:record_do", asset, "report"), fault="屏幕不亮")
        stage.reads("staff", thing, "WX2026-0001 已报修")
    with stage.records():
        mending = Repair.objects.get().pk

    def repair(post: str, action: str, **fields: object) -> None:
        stage.do(post, stage.at("assets:repair_do", mending, action), **fields)

    repair("admin", "file")
    repair("area_clerk", "send", vendor="禾川维修站", sent_date="2026-04-08")
    stage.reads("area_clerk", thing, "维修中")
    repair("area_clerk", "mend", result="更换屏线", cost="180.00", returned_date="2026-04-08")
    stage.reads("area_clerk", stage.at("assets:repair", mending), "已修复", "更换屏线", "¥180.00")
    stage.reads("area_clerk", thing, "在用", keeper.name)

    # It breaks by a person's hand, cannot be repaired, and goes its way to the end.
    clock.at(date(2026, 5, 6), 10)
    sent = {"cause": "person", "reason": "进水烧毁", "culprit_id": keeper.pk}
    stage.do("staff", stage.at("assets:record_do", asset, "scrap"), **sent)
    with stage.records():
        end = Scrapping.objects.get().pk
    stage.reads("staff", thing, "待报废", "BF2026-0001 已申请报废")
    way = stage.at("assets:scrapping", end)

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
    stage.reads("area_clerk", way, *(cast.NAMES[one] for one in ("dept_head", "leader", "gm")))
    scrap("admin", "hand_in")
    off = stage.at("assets:scrapping_do", end, "write_off")
    stage.refused("finance", off, "未登记赔偿不得核销")
    paid = {"basis_amount": "2000.00", "amount": "2000.00", "paid_date": "2026-05-06"}
    scrap("finance", "compensate", **paid)
    scrap("finance", "write_off")
    stage.reads("finance", way, "已核销", "¥2,000.00", "主板烧毁")
    stage.reads("area_clerk", thing, "已报废")
    with stage.records():
        assert Scrapping.objects.get().status == C.WRITTEN_OFF
        gone = Asset.objects.get()
        assert (gone.status, gone.scrapped_date) == (A.SCRAPPED, date(2026, 5, 6))
        acts = list(gone.movements.order_by("pk").values_list("act", flat=True))
        mended = ["repair", "mended"]
        assert acts == ["entered", "issued", *mended, "condemned", "handed_in", "off"]
        assert not inbox.pending(Scrapping.objects.get()).exists()
        assert audit.verify().ok


def a_month_of_supplies(stage: Stage, clock: Clock) -> None:  # noqa: PLR0915 - one story
    """Something urgent before the window; in it the plan, with old for new; then its issue."""
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
    ledger = f"{stage.at('supplies:ledger')}?q={taker.name}"

    # A calculator cannot wait: why, head and administration agree, and it is signed for.
    begin = stage.at("supplies:urgent_add")
    stage.refused("dept_keeper", begin, "请说明不能等到下次", department_id=brand, reason=" ")
    asked = {"department_id": brand, "reason": "展会明日开幕"}
    sheet = stage.do("dept_keeper", begin, **asked)
    urgent = pk_in(sheet)

    def hurry(post: str, action: str, **fields: object) -> str:
        return stage.do(post, stage.at("supplies:urgent_do", urgent, action), **fields)

    wanted = {"item_id": counter, "quantity": "1", "person_id": taker.pk}
    hurry("dept_keeper", "line_add", **wanted)
    hurry("dept_keeper", "ask")
    hurry("dept_head", "agree")
    hurry("admin_mgr", "approve")
    names = (cast.NAMES["dept_head"], cast.NAMES["admin_mgr"])
    stage.reads("dept_keeper", sheet, "行政部经理已批准", "展会明日开幕", *names)
    with stage.records():
        one = Urgent.objects.get().lines.get().pk
    hurry("area_clerk", "buy", place_id=place, **{f"quantity_{one}": "1", f"price_{one}": "35"})
    out = stage.at("supplies:urgent_do", urgent, "issue")
    signed = {"line_ids": [one], "signed_by": taker.name}
    with stage.on_a_phone("area_clerk"):
        stage.refused("area_clerk", out, "领用人须先签字", **signed)
        stage.do("area_clerk", out, signature=SIGNED, **signed)
        stage.reads("area_clerk", sheet, "已发放", taker.name)
    stage.reads("area_clerk", ledger, "计算器", taker.name, "1 个")
    with stage.records():
        assert Urgent.objects.get().status == U.ISSUED
        held = Holding.objects.get(item=counter)
        assert (held.person, held.quantity) == (taker, 1)

    # Before the window a plan is drawn up, and not taken. A second calculator only for the old.
    page = stage.do("dept_keeper", stage.at("supplies:add"), department_id=brand)
    plan = pk_in(page)

    def do(post: str, action: str, **fields: object) -> str:
        return stage.do(post, stage.at("supplies:plan_do", plan, action), **fields)

    do("dept_keeper", "line_add", item_id=pens, quantity="5", person_id=taker.pk)
    add = stage.at("supplies:plan_do", plan, "line_add")
    stage.refused("dept_keeper", add, "以旧换新：请选择交回的旧物", **wanted)
    stage.do("dept_keeper", add, **wanted, replaces_id=held.pk)
    submit = stage.at("supplies:plan_do", plan, "submit")
    stage.refused("dept_keeper", submit, "2026-04计划于2026-03-23、2026-03-24、2026-03-25报送")
    clock.at(date(2026, 3, 24), 9)
    do("dept_keeper", "submit")
    do("dept_head", "approve")
    with stage.records():
        lines = dict(Plan.objects.get().lines.values_list("item", "pk"))
    # Over the standard nothing is approved, and the numbers stand beside it; cut down it is.
    check = stage.at("supplies:plan_do", plan, "check")
    over = {f"line_{lines[pens]}": "5"}
    told = stage.refused("area_clerk", check, "标准 2，已用 0，至多可核准 2", **over)
    assert "申报 5；标准 2，已用 0，库存 0。" in told
    do("area_clerk", "check", **{f"line_{lines[pens]}": "2"})
    stage.reads("dept_keeper", page, "办公区已核标", "以旧换新")
    bought = stage.do("area_clerk", stage.at("supplies:purchase_add"), month="2026-04")
    purchase = pk_in(bought)
    order = stage.at("supplies:purchase_do", purchase, "order")
    stage.do("area_clerk", order, supplier="云启文具店")
    with stage.records():
        rows = dict(Plan.objects.get().purchase.lines.values_list("item", "pk"))
    arrived = {"place_id": place}
    for item, quantity, price in ((pens, "48", "1.50"), (counter, "3", "35.00")):
        arrived |= {f"quantity_{rows[item]}": quantity, f"price_{rows[item]}": price}
    stage.do("area_clerk", stage.at("supplies:purchase_do", purchase, "receive"), **arrived)
    stage.reads("area_clerk", bought, "采购已入库", "云启文具店", "合计 177.00 元")

    # It is issued on the first two working days from the 5th on, after Qingming.
    issue = stage.at("supplies:plan_do", plan, "issue")
    given = {"line_ids": list(lines.values()), "signed_by": taker.name, "signature": SIGNED}
    with stage.on_a_phone("area_clerk"):
        stage.refused("area_clerk", issue, "计划用品于2026-04-07、2026-04-08统一发放", **given)
        clock.at(date(2026, 4, 7), 10)
        stage.do("area_clerk", issue, **given)
    stage.reads("dept_keeper", page, "已发放", taker.name)
    stage.reads("area_clerk", ledger, "计算器", "1 个")
    stage.reads("area_clerk", stage.at("supplies:movements"), "中性笔", "计算器")
    with stage.records():
        assert Plan.objects.get().status == S.ISSUED
        held.refresh_from_db()
        assert held.quantity == 1
        entries = LedgerEntry.objects.filter(item=counter).values_list("entry", flat=True)
        assert sorted(entries) == ["issued", "issued", "replaced"]
        assert audit.verify().ok


def somebody_leaves(stage: Stage, clock: Clock) -> None:
    """What is to be returned is listed, exactly; with anything open the leaving is not finished."""
    with stage.records():
        for post in KEEPERS:
            cast.appoint(post)
        leaver, heir = works_in("staff"), works_in("dept_keeper")
        brand = Department.objects.get(code="brand")
        place = Place.objects.get(order=0).pk
        things = {name: Item.objects.get(name=name) for name in ("计算器", "茶具", "办公椅")}
        holdings = {
            name: Holding.objects.create(
                item=item, department=brand, person=None if name == "办公椅" else leaver, quantity=1
            ).pk
            for name, item in things.items()
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
    # Exactly the notebook, the calculator and the tea set; the chair stays with the department.
    open_ = (
        "980121-102-2026-0001 笔记本电脑 尚未交回",
        f"{things['计算器']} 1个须退还办公区",
        f"{things['茶具']} 1套须交接，由双方签字",
    )
    told = stage.reads("admin", page, *open_)
    assert "办公椅" not in told
    printed = _printed(stage.paper("admin", page, SHEET))
    for name, is_there in (("计算器", 1), ("茶具", 1), ("笔记本电脑", 1), ("办公椅", 0)):
        assert printed.count(name) == is_there, name
    finish = stage.at(move, leaver.pk, "finish")
    _status, _where, told = stage.send("admin", finish, {})
    assert f"尚未清交：{'；'.join(open_)}。请先与有关部门办清" in told
    with stage.records():
        leaver.refresh_from_db()
        assert (leaver.status, leaver.user.is_active) == ("leaving", True)
    # Given back into the cabinet, handed over to a colleague, given back into store.
    stage.reads("area_clerk", f"{stage.at('supplies:ledger')}?q={leaver.name}", "计算器", "茶具")
    back = stage.at("supplies:holding_do", holdings["计算器"], "return")
    stage.do("area_clerk", back, quantity="1", place_id=place)
    with stage.on_a_phone("area_clerk"):
        over = stage.at("supplies:holding_do", holdings["茶具"], "hand_over")
        stage.do("area_clerk", over, person_id=heir.pk, given=SIGNED, taken=SIGNED)
        both = {"signature": SIGNED, "signature_taker": SIGNED, "place": "库房"}
        thing = stage.at("assets:record", asset.pk)
        stage.do("area_clerk", stage.at("assets:record_do", asset.pk, "give_back"), **both)
        stage.reads("area_clerk", thing, "库存闲置", "库房")
        assert stage.signatures("area_clerk", thing) == 2
    stage.reads("admin", page, "没有未清事项")
    # Nothing is open, and still the checklist is to be gone through.
    _status, _where, told = stage.send("admin", finish, {})
    assert "尚未办理：工作与未办结事项移交" in told
    with stage.records():
        ticks = list(ChecklistItem.objects.filter(run__person=leaver).values_list("pk", flat=True))
    for item in ticks:
        stage.press("admin", page, stage.at("staff:tick", leaver.pk, item), done="1")
    stage.do("admin", finish)
    stage.reads("admin", page, "已离职", "没有未清事项")
    assert "名下无物品，无未清事项" in _printed(stage.paper("admin", page, SHEET))
    with stage.records():
        leaver.refresh_from_db()
        assert (leaver.status, leaver.user.is_active) == ("left", False)
        assert Holding.objects.get(person=heir).item == things["茶具"]
        assert audit.verify().ok


def _printed(sheet: bytes) -> str:
    """What stands on the first page of a paper."""
    return "".join(PdfDocument(sheet)[0].get_textpage().get_text_bounded().split())
