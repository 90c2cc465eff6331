"""Form A on the page: mistakes told at their field, what was typed kept, nothing written."""

import pytest
from django.urls import reverse

from core import audit
from operations.stations import services
from operations.stations.models import Station
from tests.operations.stations.conftest import AT
from tests.operations.stations.people import CLERK, DIRECTOR
from tests.pages import text, told_at

VILLAGE_COLLECTIVE = "N2980121MA0DEM048Q"
ADD = "/console/stations/add/"


@pytest.fixture
def office(desk_of):
    """蔺小满 at her desk."""
    return desk_of("office")


def sheet(village, **more):
    """Form A as it is filled in."""
    return {
        "name": f"{village.name}电商服务站",
        "level": "village",
        "township": village.township_id,
        "village": village.pk,
        "kind": "full",
        "tier": "一档",
        "subsidised": "on",
        "address": "村口第三间",
        "area_m2": "36",
        "operator_name": "石桥村股份经济合作社",
        "manager_name": "祝青禾",
        "manager_phone": "19900001234",
        **more,
    }


def change(station):
    """The address of its form."""
    return reverse("stations:change", args=[station.pk])


@pytest.mark.handbook(141)
def test_a_good_sheet_makes_a_site_and_leads_to_it(office, divisions):
    sent = sheet(divisions["石桥村"], credit_code=VILLAGE_COLLECTIVE, abilities=["V01", "V04"])
    answer = office.post(ADD, sent)
    station = Station.objects.get()
    assert answer["Location"] == reverse("stations:record", args=[station.pk])
    assert (station.credit_code, station.abilities) == (VILLAGE_COLLECTIVE, ["V01", "V04"])
    assert station.status == "selected"


@pytest.mark.handbook(141, 142, 144)
@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("name", "", "请填写此项"),
        ("township", "", "请填写此项"),
        ("village", "", "请选择站点所在的行政村（手册第141条）"),
        ("tier", "五档", "选择一个有效的选项"),
        ("area_m2", "三十六", "输入一个数字"),
        ("area_m2", "-5", "面积不能小于 0 平方米（手册第142条）"),
        ("area_m2", "36.55", "小数"),
        ("latitude", "116.58", "位置须同时填写经度和纬度"),
        ("credit_code", "N2980121MA0DEM048R", "社会信用代码|信用代码"),
        ("manager_phone", "1990000123", "手机号应为11位，现填写了10位"),
        ("manager_id_number", "110105194912310021", "身份证号码校验不符"),
        ("public_phone", "88", "不是有效的电话号码"),
        ("agreement_to_date", "2026-02-30", "有效的日期"),
        ("agreement_to_date", "2026-01-01", "协议终止日必须晚于起始日（手册第141条）"),
    ],
)
def test_each_mistake_is_told_at_its_field(office, divisions, field, typed, words):
    sent = sheet(divisions["石桥村"], agreement_from_date="2026-03-01", note="临街") | {
        field: typed
    }
    answer = office.post(ADD, sent)
    where = "longitude" if field == "latitude" else field
    assert answer.status_code == 422
    assert any(word in told_at(answer, where) for word in words.split("|"))
    assert "请更正下面标出的内容" in text(answer)
    # What was typed stays, right and wrong alike.
    assert "村口第三间" in text(answer)
    assert "临街" in text(answer)
    if typed and field != "tier":
        assert f'value="{typed}"' in text(answer)
    assert not Station.objects.exists()


@pytest.mark.handbook(143)
def test_a_second_subsidy_in_a_village_is_told_with_the_first_ones_name(
    office, selected, divisions
):
    sent = sheet(divisions["石桥村"], name="石桥村二站", manager_phone="19900001299")
    answer = office.post(ADD, sent)
    assert answer.status_code == 422
    assert "本村已有享受补助的站点：石桥村电商服务站" in told_at(answer, "subsidised")
    assert "手册第143条" in told_at(answer, "subsidised")
    assert Station.objects.count() == 1
    sent.pop("subsidised")
    assert office.post(ADD, sent).status_code == 302


@pytest.mark.handbook(141)
def test_a_second_station_of_one_name_is_told_above_the_form(office, selected, divisions):
    sent = sheet(divisions["石桥村"], manager_phone="19900001299")
    sent.pop("subsidised")
    answer = office.post(ADD, sent)
    assert answer.status_code == 422
    assert "本村（乡镇）已有同名站点" in text(answer)
    assert Station.objects.count() == 1


def test_the_board_brings_its_village_and_nonsense_brings_none(office, divisions):
    village = divisions["茶坞村"]
    shown = text(office.get(f"{ADD}?village={village.pk}"))
    assert f'<option value="{village.pk}" selected>' in shown
    for odd in ("²", "99999999999999999999999", "x", "-1"):
        assert office.get(ADD, {"village": odd}).status_code == 200


@pytest.mark.handbook(141)
def test_not_your_post_is_403_and_says_whose_it_is(desk_of, divisions):
    head = desk_of("dept_head")
    for answer in (head.get(ADD), head.post(ADD, sheet(divisions["石桥村"]))):
        assert answer.status_code == 403
        assert "站点由办公室或综合办公区设立" in text(answer)
    assert not Station.objects.exists()


@pytest.mark.handbook(148)
def test_another_posts_change_is_403_and_no_link_leads_there(desk_of, selected):
    leader = desk_of("leader")
    for answer in (leader.get(change(selected)), leader.post(change(selected), {})):
        assert answer.status_code == 403
        assert "站点资料由办公室、综合办公区和站长维护" in text(answer)
    assert change(selected) not in text(leader.get(reverse("stations:record", args=[selected.pk])))
    assert change(selected) in text(
        desk_of("office").get(reverse("stations:record", args=[selected.pk]))
    )


@pytest.mark.handbook(148)
def test_a_manager_changes_the_own_station(desk_of, selected):
    manager = desk_of("station_mgr", scope=selected.own_scope)
    answer = manager.post(
        change(selected), sheet(selected.village, manager_phone="19900001234", address="村尾")
    )
    assert answer.status_code == 302
    selected.refresh_from_db()
    assert selected.address == "村尾"


@pytest.mark.handbook(152)
def test_secrets_are_not_sent_out_and_an_empty_box_keeps_them(office, selected):
    services.station_update(
        station_id=selected.pk,
        by=CLERK,
        at=AT,
        bank_account="6217000000000000001",
        manager_id_number="11010519491231002X",
    )
    shown = text(office.get(change(selected)))
    assert "6217000000000000001" not in shown
    assert "11010519491231002X" not in shown
    office.post(change(selected), sheet(selected.village, address="村尾"))
    selected.refresh_from_db()
    assert (selected.address, selected.bank_account) == ("村尾", "6217000000000000001")
    office.post(change(selected), sheet(selected.village, bank_account="6217000000000000002"))
    selected.refresh_from_db()
    assert selected.bank_account == "6217000000000000002"
    assert any("*** → ***" in sentence for sentence in audit.last(selected).sentences)


def test_two_clerks_at_once_the_second_is_told_and_stays_told(desk_of, selected):
    second = desk_of("area_clerk")
    old = sheet(selected.village, version=selected.version, address="村尾")
    desk_of("office").post(change(selected), old | {"address": "村部东侧"})
    for _again in range(2):
        # Sending the old page once more does not undo the first clerk's work either.
        answer = second.post(change(selected), old)
        assert answer.status_code == 422
        assert "蔺小满" in text(answer)
        assert "请重新打开页面后再操作" in text(answer)
        assert 'value="村尾"' in text(answer)
        assert f'name="version" value="{selected.version}"' in text(answer)
    selected.refresh_from_db()
    assert (selected.address, selected.version) == ("村部东侧", 1)


def test_a_version_that_is_none_counts_as_todays(office, selected):
    answer = office.post(change(selected), sheet(selected.village, version="²"))
    assert answer.status_code == 302


@pytest.mark.handbook(146)
def test_an_accepted_stations_manager_is_not_corrected_here(office, operating):
    sent = sheet(operating.village, manager_name="卜知秋")
    answer = office.post(change(operating), sent)
    assert answer.status_code == 422
    assert "须办理交接" in told_at(answer, "manager_name")
    operating.refresh_from_db()
    assert operating.manager_name == "祝青禾"


@pytest.mark.handbook(141)
def test_an_ended_station_leads_back_to_its_record(office, operating):
    services.station_close(
        station_id=operating.pk, by=DIRECTOR, at=operating.status_since, reason="撤并"
    )
    record = reverse("stations:record", args=[operating.pk])
    answer = office.get(change(operating), follow=True)
    assert answer.redirect_chain == [(record, 302)]
    assert "站点已经结束，档案不再修改（手册第141条）" in text(answer)
    assert change(operating) not in text(answer).replace(f"{record}?", "")


def test_a_county_without_villages_says_so(office, in_county_a):
    assert office.get(ADD).status_code == 200
    assert told_at(office.post(ADD, {"name": "x"}), "township")
