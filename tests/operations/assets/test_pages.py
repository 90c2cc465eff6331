"""The pages of assets: the way over HTTP, wrong input, who sees what, the request as a paper."""

import base64
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from operations.assets import paperwork, wagtail_hooks
from operations.assets.lifecycle import A, B, P
from operations.assets.models import Asset, PurchaseRequest, Reimbursement
from tests.operations.assets.conftest import (
    INVOICE,
    bring,
    card,
    computers,
    department,
    drawn,
    idle_asset,
    paper,
    person,
)
from tests.operations.casework.people import buttons
from tests.pages import text, told_at

URLS = "config.urls.county"


def url(name, **gaps):
    """An address of the module."""
    return reverse(f"assets:{name}", kwargs=gaps, urlconf=URLS)


def do(record, action, page="purchase"):
    """The address of an act."""
    return url(f"{page}_do", pk=record.pk, action=action)


def signed():
    """A drawn signature, as the page sends it."""
    return "data:image/png;base64," + base64.b64encode(drawn().read()).decode()


def typed(**more):
    """A request as it is typed."""
    return {
        "department_id": department().pk,
        "asset_class_id": computers().pk,
        "item": "笔记本电脑",
        "spec": "14英寸",
        "quantity": "1",
        "unit_price": "4999.00",
        "months": "72",
        "purpose": "直播培训",
        "funds": "county",
        "quota": "每人一台",
        "holding": "0",
        **more,
    }


@pytest.fixture
def desks(people, desk_of):
    """Everybody's desk by post."""
    posts = ("staff", "dept_head", "area_clerk", "gm", "office", "finance", "cashier", "village")
    return {post: desk_of(post) for post in posts}


@pytest.mark.handbook(63, 71, 72, 73, 74, 75, 76, 77, 78, 80, 81, 82)
def test_an_asset_over_http_from_the_request_to_its_return(desks):
    staff, head, clerk, gm = (desks[one] for one in ("staff", "dept_head", "area_clerk", "gm"))
    keeper = person()
    answer = staff.post(url("add"), typed())
    request = PurchaseRequest.objects.get()
    page = url("purchase", pk=request.pk)
    assert answer["Location"] == page
    assert "属于固定资产" in text(staff.get(page))
    assert clerk.get(page).status_code == 404
    today = timezone.localdate().isoformat()
    came = {"came_spec": "14英寸", "came_quantity": "1", "came_price": "4999.00"}
    order = {"dealer": "商行", "agreement": "无", "ordered_date": today, "arrived_date": today}
    for desk, action, sent in (
        (staff, "submit", {}),
        (head, "agree", {"reason": "同意。"}),
        (clerk, "buy", {"seen": "on", "shown": ""}),
        (gm, "approve", {"reason": "同意。"}),
        (clerk, "arrive", order),
        (clerk, "accept", came),
    ):
        assert action in buttons(desk.get(page)), action
        assert desk.post(do(request, action), sent).status_code == 302, action
    # The gate: nothing is there but the request.
    answer = clerk.post(do(request, "hand_in"), {"payee": "商行"})
    assert answer.status_code == 422
    assert "手续不全，应拒绝报销" in text(answer)
    bill = {"amount": "4999.00", "issued_date": today, "kept_by": "鄢", "finance_by": "邰"}
    clerk.post(do(request, "paper"), {"kind": "voucher", "number": "PZ-1", **bill})
    clerk.post(do(request, "paper"), {"kind": "invoice", "number": INVOICE, **bill})
    clerk.post(do(request, "hand_in"), {"payee": "商行"})
    claim = Reimbursement.objects.get()
    for post, action in (("finance", "check"), ("dept_head", "agree"), ("cashier", "pay")):
        assert desks[post].post(do(claim, action, "reimbursement"), {}).status_code == 302
    claim.refresh_from_db()
    assert claim.status == B.PAID
    assert "肆仟玖佰玖拾玖元整" in text(clerk.get(url("reimbursement", pk=claim.pk)))
    clerk.post(do(request, "register"), card())
    asset = Asset.objects.get()
    to = {"person_id": keeper.pk, "department_id": department().pk, "place": "二楼"}
    issue = do(asset, "issue", "record")
    assert told_at(clerk.post(issue, to), "signature")
    clerk.post(issue, to | {"signature": signed()})
    asset.refresh_from_db()
    assert asset.status == A.IN_USE
    assert "as-signed" in text(clerk.get(url("record", pk=asset.pk)))
    back = {"place": "库房", "signature": signed(), "signature_taker": signed()}
    clerk.post(do(asset, "give_back", "record"), back)
    asset.refresh_from_db()
    assert asset.status == A.STOCK


@pytest.mark.handbook(68, 70, 71)
@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("department_id", "", "请选择部门"),
        ("asset_class_id", "0", ""),
        ("item", "", "请填写资产名称"),
        ("spec", " ", "请填写规格型号"),
        ("quantity", "0", ""),
        ("unit_price", "", "请填写预计单价"),
        ("unit_price", "1999.99", "低值易耗品"),
        ("unit_price", "1.999", ""),
        ("months", "11", "不满 12 个月"),
        ("purpose", "", "请填写用途"),
        ("wanted_date", "2001-01-01", "不能早于今天"),
        ("funds", "", "请选择资金来源"),
        ("quota", "", "没有的请写“无”"),
    ],
)
def test_a_request_filled_in_wrongly_is_told_at_its_field(desks, field, value, words):
    sent = {**typed(item="留着的名称"), field: value}
    answer = desks["staff"].post(url("add"), sent)
    assert answer.status_code == 422
    said = told_at(answer, field)
    assert said
    assert words in said
    assert field == "item" or "留着的名称" in text(answer)
    assert not PurchaseRequest.objects.exists()


@pytest.mark.handbook(72, 74, 75)
def test_acts_filled_in_wrongly_are_told_at_their_field(desks, people):
    clerk = desks["area_clerk"]
    asset = idle_asset(people)
    request = bring(people, P.AREA)
    shown = text(clerk.get(do(request, "buy")))
    assert asset.number in shown
    for sent, field in (
        ({"shown": asset.number}, "seen"),
        ({"seen": "on", "shown": asset.number}, "reason"),
        ({"seen": "on", "shown": ""}, "seen"),
    ):
        assert told_at(clerk.post(do(request, "buy"), sent), field), field
    assert told_at(clerk.post(do(request, "reallocate"), {}), "asset_ids")
    assert told_at(clerk.post(do(request, "refuse"), {}), "reason")
    arriving = bring(people, P.BUYING)
    assert told_at(clerk.post(do(arriving, "arrive"), {"agreement": "无"}), "dealer")
    arrived = bring(people, P.ARRIVED)
    assert told_at(clerk.post(do(arrived, "accept"), {}), "came_quantity")


def test_a_draft_is_changed_by_its_maker_alone(desks, people):
    draft = bring(people, P.DRAFT)
    change = url("change", pk=draft.pk)
    assert 'value="4999.00"' in text(desks["staff"].get(change))
    assert desks["area_clerk"].get(change).status_code == 404
    desks["staff"].post(change, typed(quantity="7"))
    draft.refresh_from_db()
    assert draft.quantity == 7
    assert "还没有" not in text(desks["staff"].get(url("purchases")))


def test_lists_show_what_one_may_see(desks, people):
    request = bring(people, P.REGISTERED)
    clerk = desks["area_clerk"]
    for name in ("index", "purchases"):
        assert "笔记本电脑" in text(clerk.get(url(name)))
        assert "没有符合条件的" in text(clerk.get(f"{url(name)}?q=没有这样的"))
    assert "¥9,998.00" in text(clerk.get(url("index")))
    assert "您名下没有资产" in text(desks["staff"].get(url("index")))
    assert "还没有提交报销" in text(clerk.get(url("reimbursements")))
    assert "没有符合条件的报销" in text(clerk.get(f"{url('reimbursements')}?q=x&state=paid"))
    assert "还没有购置申请" in text(desks["village"].get(url("purchases")))
    assert desks["village"].get(url("add")).status_code == 403
    assert desks["village"].get(url("purchase", pk=request.pk)).status_code == 404
    actor = people.area_clerk
    assert len(wagtail_hooks.find(actor, "笔记本", 5)) == 2


@pytest.mark.handbook(71)
def test_the_request_is_a_paper(desks, people):
    request = bring(people, P.REGISTERED)
    answer = desks["staff"].get(url("sheet", pk=request.pk))
    assert answer.content.startswith(b"%PDF")
    data = paperwork.request_data(request)
    boxes = {one[0]: one[1] for one in data["facts"]}
    assert boxes["预计金额"] == "¥9,998.00　人民币玖仟玖佰玖拾捌元整"
    assert [one[2] for one in data["opinions"]] == [
        people.dept_head.name,
        people.area_clerk.name,
        people.gm.name,
        people.area_clerk.name,
    ]
    early = paperwork.request_data(bring(people, P.HEAD))
    assert [one[1] for one in early["opinions"]] == ["", "", "", ""]
    assert desks["village"].get(url("sheet", pk=request.pk)).status_code == 404


@pytest.mark.handbook(75)
def test_the_page_says_what_differs_and_what_was_seen(desks, people):
    idle = idle_asset(people)
    request = bring(people, P.ARRIVED)
    clerk = desks["area_clerk"]
    sent = {
        "came_spec": "13英寸",
        "came_quantity": "2",
        "came_price": "5100.00",
        "reason": "原型号停产",
    }
    clerk.post(do(request, "differ"), sent)
    shown = text(desks["gm"].get(url("purchase", pk=request.pk)))
    for words in ("到货 13英寸", "到货 ¥5,100.00", "原型号停产", idle.number):
        assert words in shown
    desks["gm"].post(do(request, "allow"), {})
    request.refresh_from_db()
    assert request.came_total == Decimal("10200.00")
    found = paperwork.request_data(request)["opinions"][3][1]
    assert "已经批准人同意" in found
    paper(people, request, "voucher")
    assert "邰云舟" in text(clerk.get(url("purchase", pk=request.pk)))


@pytest.mark.handbook(69, 70)
def test_the_class_follows_from_the_handbooks_list_where_none_is_chosen(desks):
    staff, add = desks["staff"], url("add")
    assert told_at(staff.post(add, typed(asset_class_id="", item="货运电动车")), "asset_class_id")
    assert told_at(staff.post(add, typed(asset_class_id="", item="")), "asset_class_id")
    staff.post(add, typed(asset_class_id="", item="便携笔记本电脑"))
    assert PurchaseRequest.objects.get().asset_class == computers()
    # Listed, and below the threshold all the same: the list decides nothing.
    disk = typed(asset_class_id="", item="移动硬盘", unit_price="469.00")
    assert "属于低值易耗品" in told_at(staff.post(add, disk), "unit_price")
