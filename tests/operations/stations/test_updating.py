"""A station's data: who keeps them, what is refused, what the trail says (R141–R148)."""

from datetime import date
from decimal import Decimal

import pytest

from core import audit
from core.actor import Actor, Holding, Scope
from core.errors import Denied, Violation
from operations.stations import services
from operations.stations.models import Station
from tests.operations.stations.conftest import AT, DAY, values
from tests.operations.stations.people import (
    CLERK,
    DIRECTOR,
    DUTY,
    LEADER,
    OFFICE,
    TOWNSHIP,
    person,
)

VILLAGE_COLLECTIVE = "N2980121MA0DEM048Q"
ID_NUMBER = "11010519491231002X"


def update(station, by=CLERK, **more):
    """Correct it a day later."""
    return services.station_update(station_id=station.pk, by=by, at=AT + DAY, **more)


@pytest.mark.handbook(148)
@pytest.mark.parametrize("actor", [DUTY, LEADER, TOWNSHIP])
def test_data_are_kept_by_the_office_and_the_office_area(selected, actor):
    with pytest.raises(Denied, match="站点资料由办公室、综合办公区和站长维护"):
        update(selected, by=actor, address="村尾")
    selected.refresh_from_db()
    assert selected.address == "石桥村村口"


@pytest.mark.handbook(148)
def test_a_manager_keeps_the_own_station_and_no_other(selected):
    own = person(201, "祝青禾", "station_mgr", selected.own_scope)
    other = person(202, "卜青禾", "station_mgr", Scope("station", str(selected.pk + 1)))
    assert update(selected, by=own, address="村部东侧").address == "村部东侧"
    with pytest.raises(Denied):
        update(selected, by=other, address="村尾")


@pytest.mark.handbook(147, 148)
def test_the_moves_of_an_applicant_are_the_managers_too(selected):
    own = person(201, "祝青禾", "station_mgr", selected.own_scope)
    other = person(202, "卜青禾", "station_mgr", Scope("station", str(selected.pk + 1)))
    with pytest.raises(Denied):
        services.station_apply(station_id=selected.pk, by=other, at=AT)
    assert services.station_apply(station_id=selected.pk, by=own, at=AT).status == "village"


def test_only_those_who_apply_note_a_site(divisions):
    with pytest.raises(Denied, match="站点由办公室或综合办公区设立"):
        services.station_select(by=DUTY, at=AT, **values(divisions["石桥村"]))
    assert not Station.objects.exists()


@pytest.mark.handbook(141, 142, 143, 144, 147)
@pytest.mark.parametrize(
    ("wrong", "field", "words", "clauses"),
    [
        ({"village": None}, "village", "请选择站点所在的行政村", [141]),
        ({"tier": "五档"}, "tier", "没有这个档次", [144]),
        (
            {"agreement_from_date": date(2026, 5, 1), "agreement_to_date": date(2026, 5, 1)},
            "agreement_to_date",
            "协议终止日必须晚于起始日",
            [141],
        ),
        ({"latitude": Decimal("30.6")}, "longitude", "经度和纬度", [142]),
        ({"longitude": Decimal("116.5")}, "latitude", "经度和纬度", [142]),
        (
            {"latitude": Decimal("116.5"), "longitude": Decimal("30.6")},
            "latitude",
            "不在中国境内",
            [142],
        ),
        ({"area_m2": Decimal(-1)}, "area_m2", "面积不能小于", [142]),
        ({"opening_hours": {"3": ["17:30", "08:30"]}}, "opening_hours", "星期三", [147]),
        ({"opening_hours": {"7": ["08:30"]}}, "opening_hours", "星期日", [147]),
        ({"manager_phone": "1990000123"}, "manager_phone", "手机号应为11位", []),
        ({"public_phone": "88"}, "public_phone", "不是有效的电话号码", []),
        ({"manager_id_number": "110105194912310021"}, "manager_id_number", "校验不符", []),
        ({"credit_code": "N2980121MA0DEM048R"}, "credit_code", "", []),
        ({"name": ""}, "name", "", [141]),
        ({"kind": "palace"}, "kind", "", [141]),
    ],
)
def test_each_mistake_is_named_with_its_field_and_nothing_is_stored(
    selected, wrong, field, words, clauses
):
    with pytest.raises(Violation) as refusal:
        update(selected, **({"address": "村尾"} | wrong))
    assert refusal.value.field == field
    assert words in refusal.value.sentence
    assert [clause.number for clause in refusal.value.clauses] == clauses
    selected.refresh_from_db()
    assert (selected.address, selected.version) == ("石桥村村口", 0)
    assert audit.last(selected).action == "station.select"


def test_numbers_are_stored_as_they_are_written_not_as_they_are_typed(selected):
    station = update(
        selected,
        credit_code="n2980121 ma0dem048q",
        manager_id_number="110105 19491231 002x",
        public_phone="(0556)8921345",
        manager_phone="+86 199-0000-1234",
        latitude=Decimal("30.631234"),
        longitude=Decimal("116.580001"),
        opening_hours={"1": ["08:30:00", "17:30"]},
    )
    assert (station.credit_code, station.manager_id_number) == (VILLAGE_COLLECTIVE, ID_NUMBER)
    assert (station.public_phone, station.manager_phone) == ("0556-8921345", "19900001234")
    assert station.opening_hours["1"] == ["08:30", "17:30"]


@pytest.mark.handbook(141)
def test_two_stations_of_one_name_in_a_village_are_refused(selected, divisions):
    second = values(divisions["石桥村"], subsidised=False, manager_phone="19900001299")
    with pytest.raises(Violation, match="已有同名站点") as refusal:
        services.station_select(by=CLERK, at=AT, **second)
    assert refusal.value.field == ""


def test_a_field_that_does_not_exist_is_a_mistake_of_the_caller(selected):
    with pytest.raises(TypeError, match="status"):
        update(selected, status="operating")


@pytest.mark.handbook(146)
def test_an_accepted_stations_manager_changes_by_handover(operating):
    with pytest.raises(Violation, match="须办理交接") as refusal:
        services.station_update(
            station_id=operating.pk, by=CLERK, at=AT + 60 * DAY, manager_phone="19900001777"
        )
    assert (refusal.value.field, refusal.value.clauses[0].number) == ("manager_name", 146)
    # The same name again is no change.
    services.station_update(
        station_id=operating.pk, by=CLERK, at=AT + 60 * DAY, manager_name="祝青禾", note="核对无误"
    )


@pytest.mark.handbook(141)
def test_an_ended_station_stays_as_it_is(operating):
    services.station_close(station_id=operating.pk, by=DIRECTOR, at=AT + 60 * DAY, reason="撤并")
    with pytest.raises(Violation, match="已经结束"):
        services.station_update(station_id=operating.pk, by=CLERK, at=AT + 61 * DAY, address="村尾")


def test_the_trail_says_what_changed_in_words_and_keeps_secrets(selected, divisions):
    station = update(
        selected,
        village=divisions["茶坞村"],
        subsidised=False,
        bank_account="6217000000000000001",
        agreement_from_date=date(2026, 3, 1),
    )
    assert station.township.name == "云岭乡"
    sentences = audit.last(station).sentences
    assert any("石桥村 → 茶坞村" in s for s in sentences)
    assert any("柳溪镇 → 云岭乡" in s for s in sentences)
    assert any("是 → 否" in s for s in sentences)
    assert any("→ 2026-03-01" in s and "None" not in s for s in sentences)
    assert any("*** → ***" in s for s in sentences)
    assert "6217000000000000001" not in "".join(sentences)


def test_the_system_corrects_what_it_imported(selected):
    assert update(selected, by=Actor.system("import"), address="村尾").address == "村尾"


@pytest.mark.handbook(141)
def test_form_a_names_all_that_is_missing_and_gives_no_number(divisions):
    bare = services.station_select(
        by=OFFICE,
        at=AT,
        name="南坪村电商服务站",
        village=divisions["南坪村"],
        township=divisions["南坪村"].township,
    )
    with pytest.raises(Violation) as refusal:
        services.station_apply(station_id=bare.pk, by=OFFICE, at=AT)
    for word in ("详细地址", "站长", "手机", "承办单位"):
        assert word in refusal.value.sentence
    bare.refresh_from_db()
    assert (bare.number, bare.status, bare.applied_date) == ("", "selected", None)


@pytest.mark.handbook(141)
def test_a_second_application_keeps_its_number(selected):
    first = services.station_apply(station_id=selected.pk, by=CLERK, at=AT)
    services.station_withdraw(station_id=selected.pk, by=CLERK, at=AT, reason="补材料")
    again = services.station_apply(station_id=selected.pk, by=CLERK, at=AT + DAY)
    assert (again.number, again.applied_date) == (first.number, first.applied_date)


@pytest.mark.handbook(143)
def test_a_township_station_takes_no_villages_subsidy(operating, divisions):
    town = divisions["石桥村"].township
    station = services.station_select(
        by=CLERK,
        at=AT,
        **values(divisions["石桥村"], name="柳溪镇服务站", level="township") | {"village": None},
    )
    assert (station.township, station.village) == (town, None)


def test_the_post_counts_where_it_was_given():
    far = Holding("office", Scope("township", "980121200"))
    actor = Actor(1, "蔺小满", frozenset({far}))
    assert actor.holds_at("office", (Scope.CENTRE, far.scope))
    assert not actor.holds_at("office", (Scope.CENTRE,))
