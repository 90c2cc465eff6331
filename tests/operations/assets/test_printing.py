"""Papers of assets, labels, and what a stranger reads behind a label's code."""

import pytest
from django.urls import reverse
from pypdfium2 import PdfDocument

from console.models import Centre
from operations.assets import paperwork, services
from operations.assets.lifecycle import C, F, P
from operations.assets.models import Asset
from tests.operations.assets.conftest import AT, DAY, bring, drawn, idle_asset, person
from tests.operations.assets.test_caring import repaired, scrapped
from tests.operations.assets.test_keeping import issue
from tests.pages import text


@pytest.fixture
def asset(people):
    """One in use, kept by the member of staff."""
    for post in ("admin", "leader"):
        getattr(people, post)
    found = idle_asset(people)
    issue(people, found, person_id=person(user_id=people.staff.user_id).pk)
    found.refresh_from_db()
    return found


@pytest.mark.handbook(78, 80)
def test_the_issue_register_has_the_twelve_columns_the_trail_and_the_signature(people, asset):
    data = paperwork.register_data(asset)
    boxes = {one[0]: one[1] for one in data["facts"]}
    assert boxes["价格"] == "¥4,999.00　人民币肆仟玖佰玖拾玖元整"
    assert all(boxes.values())
    assert [row[1] for row in data["rows"]] == ["入账", "领用"]
    (sign,) = data["opinions"]
    assert sign[2] == "卜小满"
    assert sign[4].startswith("<svg")
    given = {"signature": drawn(), "signature_taker": drawn(), "place": "库房"}
    services.asset_give_back(asset_id=asset.pk, by=people.office, at=AT + DAY, **given)
    back = paperwork.register_data(Asset.objects.get(pk=asset.pk))
    assert [row[1] for row in back["rows"]][-1] == "退还"
    assert back["opinions"][0][2] == "卜小满"
    bring(people, P.REGISTERED, quantity=1)
    assert paperwork.register_data(Asset.objects.latest("pk"))["opinions"] == []


@pytest.mark.handbook(87, 90, 91)
def test_every_form_is_a_pdf_for_those_who_may_see_it(people, asset, desk_of):
    repair = repaired(people, asset, F.OUT)
    mend = {"result": "更换", "returned_date": AT.date(), "cost": asset.price, "at": AT}
    early = {one[0]: one[1] for one in paperwork.repair_data(repair)["facts"]}
    services.repair_mend(repair_id=repair.pk, by=people.area_clerk, **mend)
    repair.refresh_from_db()
    told = {one[0]: one[1] for one in paperwork.repair_data(repair)["facts"]}
    assert (early["维修费用"], told["维修费用"][:9]) == ("", "¥4,999.00")
    culprit = {"cause": "person", "culprit_id": person().pk}
    found = scrapped(people, asset, C.APPLIED, **culprit)
    open_boxes = {one[0]: one[1] for one in paperwork.scrapping_data(found)["facts"]}
    assert (open_boxes["损坏责任人"], open_boxes["赔偿金额"]) == ("卜小满", "")
    assert [one[1] for one in paperwork.scrapping_data(found)["opinions"]][1] == ""
    found.amount, found.head_name, found.cause = asset.price, "鄢望舒", "wear"
    assert "损坏责任人" not in {one[0] for one in paperwork.scrapping_data(found)["facts"]}
    found.cause = "person"
    paid = paperwork.scrapping_data(found)
    assert {one[0]: one[1] for one in paid["facts"]}["赔偿金额"].startswith("¥4,999.00")
    assert paid["opinions"][1][1] == "同意报废。"
    desk, stranger = desk_of("area_clerk"), desk_of("village")
    for name, pk in (
        ("register", asset.pk),
        ("repair_sheet", repair.pk),
        ("scrapping_sheet", found.pk),
    ):
        address = reverse(f"assets:{name}", args=[pk])
        assert desk.get(address).content.startswith(b"%PDF"), name
        assert stranger.get(address).status_code == 404


@pytest.mark.handbook(78)
def test_labels_are_printed_of_what_the_list_shows(people, asset, desk_of):
    desk, address = desk_of("area_clerk"), reverse("assets:labels")
    assert desk.get(address).content.startswith(b"%PDF")
    assert desk.get(f"{address}?q={asset.number}&p=1").content.startswith(b"%PDF")
    assert desk.get(f"{address}?q=没有的").status_code == 404
    sheet = desk.get(f"{address}?sheet=a4").content
    assert [round(one) for one in PdfDocument(sheet)[0].get_size()] == [595, 842]
    assert desk_of("staff").get(address).status_code == 403
    (label,) = paperwork.labels_data([asset], lambda one: f"https://x/a/{one.token}/")["labels"]
    assert set(label) == {"name", "number", "qr"}


@pytest.mark.handbook(78)
def test_a_sheet_takes_three_by_eight_labels_and_a_roll_one_after_the_other(in_county_a):
    things = [Asset(name="笔记本电脑", number=f"980121-102-2026-{n:04d}") for n in range(25)]
    for on_sheets, pages in ((True, 2), (False, 25)):
        made = PdfDocument(paperwork.labels(things, lambda one: one.token, on_sheets=on_sheets))
        assert len(made) == pages
    first = PdfDocument(paperwork.labels(things, lambda one: one.token, on_sheets=True))[0]
    words = first.get_textpage().get_text_bounded()
    assert ("0023" in words, "0024" in words) == (True, False)


@pytest.mark.handbook(78)
def test_a_stranger_reads_whose_it_is_and_nothing_else(people, asset, desk_of):
    Centre.objects.update(phone="0998-1234567", address="禾川县商务路1号")
    Centre.forget()
    address = reverse("assets:scan", args=[asset.token])
    shown = text(desk_of(None).get(address))
    assert "0998-1234567" in shown
    assert "禾川县商务路1号" in shown
    for secret in (asset.number, asset.name, asset.user_name, asset.place, "打开资产卡片"):
        assert secret not in shown
    assert "打开资产卡片" in text(desk_of("area_clerk").get(address))
    assert "打开资产卡片" not in text(desk_of("village").get(address))
    Centre.objects.update(phone="", address="")
    Centre.forget()
    assert "请查看中心网站" in text(desk_of(None).get(address))
    other = desk_of(None).get(reverse("assets:scan", args=["abc"]))
    assert other.status_code == 404
    assert "不是本中心的标签" in text(other)
    Centre.forget()
