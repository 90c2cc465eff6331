"""The pages of supplies: a month over HTTP, wrong input at its field, who sees what, the papers."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from operations.staff.models import Person
from operations.supplies import selectors, today, wagtail_hooks
from operations.supplies.lifecycle import S, U
from operations.supplies.models import (
    Holding,
    Item,
    LedgerEntry,
    Movement,
    Plan,
    Purchase,
    Scrap,
    Urgent,
)
from tests.operations.casework.people import buttons
from tests.operations.mail.test_pages import DRAWN
from tests.operations.supplies.conftest import (
    APRIL,
    AT,
    TODAY,
    bring,
    department,
    hold,
    issue,
    item,
    line,
    person_of,
    place,
    plan,
    stock,
    urgent,
    works_in,
)
from tests.pages import text, told_at

URLS = "config.urls.county"


def url(name, *args):
    """An address of the module."""
    return reverse(f"supplies:{name}", args=args, urlconf=URLS)


@pytest.fixture
def desks(people, desk_of):
    """Everybody's desk by post."""
    posts = ("dept_keeper", "dept_head", "area_clerk", "admin_mgr", "finance", "staff", "village")
    return {post: desk_of(post) for post in posts}


@pytest.fixture
def on_24_march(monkeypatch):
    """Pages ask the clock: it stands in the window."""
    monkeypatch.setattr(timezone, "now", lambda: AT)


@pytest.mark.handbook(103, 104, 105, 106, 109)
def test_an_urgent_need_from_the_request_to_the_ledger(desks, people):
    keeper, clerk = desks["dept_keeper"], desks["area_clerk"]
    sent = {"department_id": department().pk, "reason": "展会明日开幕"}
    page = keeper.post(url("urgent_add"), sent)["Location"]
    found = Urgent.objects.get()
    assert page == url("urgent", found.pk)
    do = lambda action: url("urgent_do", found.pk, action)  # noqa: E731 - short for many uses
    wrong = keeper.post(do("line_add"), {"item_id": item("计算器").pk, "quantity": 1})
    assert wrong.status_code == 422
    assert "请填写使用人" in told_at(wrong, "person_id")
    given = {"item_id": item("计算器").pk, "quantity": 1, "person_id": person_of(people.staff).pk}
    keeper.post(do("line_add"), given)
    keeper.post(do("line_add"), given)
    keeper.post(do("line_drop"), {"line_id": found.lines.latest("pk").pk})
    assert found.lines.count() == 1
    keeper.post(do("ask"), {})
    assert buttons(desks["dept_head"].get(page)) >= {"agree", "refuse"}
    desks["dept_head"].post(do("agree"), {})
    desks["admin_mgr"].post(do("approve"), {})
    row = found.lines.get()
    came = {"place_id": place().pk, f"quantity_{row.pk}": 2, f"price_{row.pk}": "35"}
    assert told_at(clerk.post(do("buy"), came | {"place_id": ""}), "place_id")
    clerk.post(do("buy"), came)
    taken = {"line_ids": [row.pk], "signed_by": "卜小满", "signature": ""}
    assert "领用人须先签字" in text(clerk.post(do("issue"), taken))
    assert not LedgerEntry.objects.exists()
    clerk.post(do("issue"), taken | {"signature": DRAWN})
    found.refresh_from_db()
    assert found.status == U.ISSUED
    assert "计算器" in text(desks["staff"].get(url("ledger")))
    assert "计算器" in text(clerk.get(page))


@pytest.mark.handbook(104, 105, 106, 108, 110)
def test_a_month_from_the_plan_to_the_purchase(desks, people, on_24_march):
    keeper, clerk = desks["dept_keeper"], desks["area_clerk"]
    assert told_at(keeper.post(url("add"), {"department_id": ""}), "department_id")
    page = keeper.post(url("add"), {"department_id": department().pk})["Location"]
    found = Plan.objects.get()
    do = lambda action: url("plan_do", found.pk, action)  # noqa: E731 - short for many uses
    assert "2026-03-23" in text(keeper.get(page))
    pens = {"item_id": item("中性笔").pk, "quantity": 5, "person_id": person_of(people.staff).pk}
    keeper.post(do("line_add"), pens)
    assert told_at(keeper.post(do("submit"), {"nothing": "on"}), "nothing")
    keeper.post(do("submit"), {})
    desks["dept_head"].post(do("approve"), {})
    row = found.lines.get()
    shown = text(clerk.get(do("check")))
    assert "申报 5；标准 2，已用 0，库存 0" in shown
    over = clerk.post(do("check"), {f"line_{row.pk}": 5})
    assert over.status_code == 422
    assert "至多可核准 2" in text(over)
    clerk.post(do("check"), {f"line_{row.pk}": 2})
    assert told_at(clerk.post(url("purchase_add"), {"month": "x"}), "month")
    answer = clerk.post(url("purchase_add"), {"month": "2026-04"})
    purchase = Purchase.objects.get()
    assert answer["Location"] == url("purchase", purchase.pk)
    buy = lambda action: url("purchase_do", purchase.pk, action)  # noqa: E731 - short
    clerk.post(buy("order"), {"supplier": "云启文具店"})
    bought = purchase.lines.get()
    clerk.post(
        buy("receive"),
        {"place_id": place().pk, f"quantity_{bought.pk}": 50, f"price_{bought.pk}": "1.5"},
    )
    found.refresh_from_db()
    assert found.status == S.READY
    taken = {"line_ids": [row.pk], "signed_by": "卜小满", "signature": DRAWN}
    assert "2026-04-07、2026-04-08" in text(clerk.post(do("issue"), taken))
    for name, pk in (("plan_paper", found.pk), ("purchase_paper", purchase.pk)):
        assert clerk.get(url(name, pk)).content.startswith(b"%PDF")
    assert "云启文具店" in text(clerk.get(url("purchase", purchase.pk)))
    assert "尚未报送" in text(clerk.get(url("index")))


@pytest.mark.handbook(96, 100, 102, 111, 115)
def test_the_office_area_keeps_catalogue_and_stock(desks):
    clerk = desks["area_clerk"]
    pens = {"code": "X-1", "name": "白板笔", "kind": "C2a", "unit": "支"}
    pens |= {"pack_size": 1, "minimum": 5, "price": "2.5"}
    for field, value in (("kind", ""), ("name", ""), ("code", "C1-01"), ("price", "-1")):
        wrong = clerk.post(url("item_add"), pens | {field: value})
        assert wrong.status_code == 422
        assert told_at(wrong, field)
    made = clerk.post(url("item_add"), pens)["Location"]
    found = Item.objects.get(code="X-1")
    assert made == url("item", found.pk)
    clerk.post(url("item_change", found.pk), pens | {"unit": "根"})
    assert text(clerk.get(url("item_change", found.pk))).count("白板笔")
    standard = {"quantity": 2, "period": "month", "from_date": "2026-03-01"}
    assert told_at(
        clerk.post(url("standard", found.pk), {**standard, "from_date": ""}), "from_date"
    )
    clerk.post(url("standard", found.pk), standard)
    came = {"item_id": found.pk, "place_id": place().pk, "packs": "", "quantity": 4, "price": "2"}
    assert told_at(clerk.post(url("receive"), came | {"quantity": ""}), "quantity")
    clerk.post(url("receive"), came)
    counted = {"item_id": found.pk, "place_id": place().pk, "counted": 3}
    assert told_at(clerk.post(url("count"), counted), "reason")
    clerk.post(url("count"), counted | {"reason": "破损"})
    page = text(clerk.get(made))
    for words in ("库存卡", "破损", "全体", "用品柜一·上层"):
        assert words in page
    assert "白板笔" in text(clerk.get(f"{url('stock')}?q=白板&kind=C2a&low=low"))
    assert told_at(clerk.post(url("place_add"), {"name": ""}), "name")
    clerk.post(url("place_add"), {"name": "用品柜三"})
    assert clerk.post(url("item_end", found.pk), {}).status_code == 422
    clerk.post(url("count"), counted | {"counted": 0, "reason": "用完"})
    clerk.post(url("item_end", found.pk), {})
    assert clerk.get(made).status_code == 404


@pytest.mark.handbook(97, 99, 112, 113, 114)
def test_what_is_held_comes_back_goes_over_or_is_scrapped(desks, people):
    clerk, held = desks["area_clerk"], hold(people)
    do = lambda action: url("holding_do", held.pk, action)  # noqa: E731 - short for many uses
    assert buttons(clerk.get(url("holding", held.pk))) >= {"return", "hand_over", "compensate"}
    assert not buttons(desks["staff"].get(url("holding", held.pk))) & {"return", "hand_over"}
    assert told_at(clerk.post(do("compensate"), {"quantity": 1, "amount": "35"}), "reason")
    assert told_at(clerk.post(do("return"), {"quantity": 1}), "place_id")
    colleague = works_in(people.drafter)
    over = {"quantity": 1, "given_by": "卜小满", "person_id": colleague.pk}
    assert "须先签字" in text(clerk.post(do("hand_over"), over | {"given": DRAWN, "taken": ""}))
    desks["staff"].post(do("scrap"), {"quantity": 1, "reason": "按键失灵"})
    scrap = Scrap.objects.get()
    act = lambda action: url("scrap_do", scrap.pk, action)  # noqa: E731 - short for many uses
    desks["admin_mgr"].post(act("review"), {})
    desks["finance"].post(act("file"), {})
    assert clerk.get(url("scrap_paper", scrap.pk)).content.startswith(b"%PDF")
    for post in ("area_clerk", "staff"):
        assert scrap.number in text(desks[post].get(url("scraps")))
    assert "报财务备案" in text(clerk.get(url("scrap", scrap.pk)))
    person = person_of(people.staff)
    assert desks["staff"].get(url("clearance", person.pk)).content.startswith(b"%PDF")
    assert (
        clerk.get(f"{url('ledger')}?q=计算&kind=C1&department={department().pk}").status_code == 200
    )
    signed = over | {"given": DRAWN, "taken": DRAWN}
    assert "正在报废" in text(clerk.post(do("hand_over"), signed))
    clerk.post(act("refuse"), {"reason": "另有同事需要"})
    clerk.post(do("hand_over"), signed)
    assert Holding.objects.get(quantity__gt=0).person == colleague


@pytest.mark.handbook(106, 108, 109)
def test_a_plan_tells_where_it_stands(desks, people):
    found = bring(people, S.READY, line(people, "订书针"))
    clerk, keeper = desks["area_clerk"], desks["dept_keeper"]
    page = text(clerk.get(url("plan", found.pk)))
    for words in ("用品采购〔2026〕1号", people.dept_head.name, people.area_clerk.name):
        assert words in page
    assert "用品采购〔2026〕1号" in text(clerk.get(url("purchases")))
    issue(people, found)
    ((_issued, drawn),) = selectors.issues_of(found)
    narrow = f"{url('index')}?state=issued&month=2026-04&department={department().pk}"
    assert "品牌营销中心" in text(clerk.get(narrow))
    assert "卜小满" in text(keeper.get(url("plan", found.pk)))
    assert keeper.get(drawn).status_code == 200
    assert desks["village"].get(drawn).status_code == 404


@pytest.mark.handbook(100)
def test_numbered_forms_are_bought_with_their_numbers(desks, people):
    finance, clerk = desks["finance"], desks["area_clerk"]
    finance.post(
        url("urgent_add"), {"department_id": department("settlement").pk, "reason": "用完"}
    )
    found = Urgent.objects.get()
    do = lambda action: url("urgent_do", found.pk, action)  # noqa: E731 - short for many uses
    finance.post(do("line_add"), {"item_id": item("收据").pk, "quantity": 1})
    finance.post(do("ask"), {})
    desks["dept_head"].post(do("agree"), {})
    desks["admin_mgr"].post(do("approve"), {})
    row = found.lines.get()
    came = {"place_id": place().pk, f"quantity_{row.pk}": 1, f"price_{row.pk}": "8"}
    assert "起止号" in text(clerk.post(do("buy"), came))
    assert not Movement.objects.exists()
    clerk.post(do("buy"), came | {f"serials_{row.pk}": "0001–0050"})
    assert Movement.objects.get().serials == "0001–0050"


@pytest.mark.handbook(98, 107)
def test_a_new_colleague_gets_the_set(desks, people):
    keeper = desks["dept_keeper"]
    assert told_at(keeper.post(url("starter_add"), {"person_id": ""}), "person_id")
    keeper.post(url("starter_add"), {"person_id": person_of(people.staff).pk})
    found = Urgent.objects.get()
    assert found.lines.count() > 30
    page = text(keeper.get(url("urgent", found.pk)))
    assert "新上岗首次配备" in page
    assert keeper.get(url("urgent_paper", found.pk)).content.startswith(b"%PDF")
    assert found.number in text(keeper.get(f"{url('urgents')}?state=draft"))
    assert desks["area_clerk"].get(url("starter_add")).status_code == 200


@pytest.mark.handbook(97, 113)
def test_whom_the_clearance_sheet_concerns_opens_it_from_the_persons_page(desk_of, people):
    person = person_of(people.staff)
    Person.objects.filter(pk=person.pk).update(status="leaving")
    page = reverse("staff:person", args=[person.pk], urlconf=URLS)
    sheet = url("clearance", person.pk)
    # Personnel and oneself; neither a colleague nor who only keeps the accounts.
    for post in ("admin_mgr", "staff", "dept_keeper", "county_admin"):
        desk, concerned = desk_of(post), post in ("admin_mgr", "staff")
        shown = desk.get(page)
        assert "待清交事项" in text(shown)
        assert (f'href="{sheet}"' in shown.content.decode()) is concerned
        assert desk.get(sheet).status_code == (200 if concerned else 404)


def test_others_see_nothing_and_may_nothing(desks, people):
    found, asked = plan(people), urgent(people, U.DRAFT)
    finance_reads, village = desks["finance"], desks["village"]
    assert finance_reads.get(url("plan", found.pk)).status_code == 200
    for name in ("index", "urgents", "stock", "ledger", "scraps", "add", "urgent_add"):
        assert village.get(url(name)).status_code == 403
    for name, pk in (("plan", found.pk), ("plan_paper", found.pk), ("urgent", asked.pk)):
        assert village.get(url(name, pk)).status_code == 404
    assert village.get(url("item", item("橡皮").pk)).status_code == 403
    assert village.get(url("purchase_paper", 1)).status_code == 404
    assert village.get(url("clearance", person_of(people.staff).pk)).status_code == 404
    for name in ("receive", "count", "item_add", "place_add", "purchase_add"):
        assert desks["staff"].get(url(name)).status_code == 403
    assert desks["staff"].get(url("item_change", item("橡皮").pk)).status_code == 403
    assert desks["staff"].get(url("purchases")).status_code == 403
    assert "还没有采购" in text(desks["area_clerk"].get(url("purchases")))
    assert "没有符合条件的记录" in text(desks["staff"].get(f"{url('index')}?state=issued"))
    assert desks["staff"].get(f"{url('index')}?month=x&department=9x").status_code == 200


@pytest.mark.handbook(104, 111)
def test_the_workbench_says_what_is_due_and_search_finds_supplies(people):
    assert today.in_time(TODAY) is None
    assert today.enough(TODAY) is None
    (said,) = today.lines(people.dept_keeper, TODAY)
    assert "2026-03-25" in said.text
    (first, low) = today.lines(people.area_clerk, TODAY)
    assert first.tone == "warn"
    assert "最低库存" in low.text
    assert today.lines(people.dept_keeper, date(2026, 3, 27)) == []
    bring(people, S.SUBMITTED, line(people))
    assert today.lines(people.dept_keeper, TODAY) == []
    assert today.in_time(TODAY).tone == "warn"
    assert "2026-04" in today.in_time(date(2026, 3, 26)).sentence
    stock(people, "橡皮", 1)
    assert today.enough(TODAY).tone == "warn"
    Item.objects.update(minimum=0)
    assert today.enough(TODAY).tone == "good"
    (hit,) = wagtail_hooks.find(people.staff, "橡皮", 5)
    assert "1 块" in hit.text
    assert wagtail_hooks.find(people.village, "橡皮", 5) == []
    assert TODAY + timedelta(days=7) < APRIL
