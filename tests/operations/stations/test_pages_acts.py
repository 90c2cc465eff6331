"""The acts on a station's page, filled in wrongly: told in words, 422, typed text kept."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core import audit
from operations.stations import services
from operations.stations.models import Station
from tests.operations.stations.conftest import ALL_YES, AT, DAY, values
from tests.operations.stations.people import CLERK, OPS
from tests.operations.stations.test_rules import FULL
from tests.pages import text, told_at

POINTS = {f"score_{part}": points for part, points in FULL.items()}
HERE = {"latitude": "30.631234", "longitude": "116.580001"}


def do(station, action):
    """The address of an act."""
    return reverse("stations:record_do", args=[station.pk, action])


def untouched(station):
    """Nothing was written: same state, same version, same last entry."""
    fresh = Station.objects.get(pk=station.pk)
    return (fresh.status, fresh.version, fresh.manager_name, fresh.opening_hours) == (
        station.status,
        station.version,
        station.manager_name,
        station.opening_hours,
    ) and audit.last(fresh).action == audit.last(station).action


@pytest.fixture
def ops(desk_of):
    """邰青禾 of the operations centre."""
    return desk_of("ops")


@pytest.fixture
def office(desk_of):
    """蔺小满."""
    return desk_of("office")


@pytest.mark.handbook(142)
def test_acceptance_names_what_is_missing_and_keeps_the_ticks(ops, awaiting):
    sent = {"answers": ["sign", "shelf"], "remarks": "秤未到", **HERE}
    answer = ops.post(do(awaiting, "accept"), sent)
    assert answer.status_code == 422
    for word in ("暂时不能通过验收", "灭火器", "室内照片", "手册第142条"):
        assert word in text(answer)
    assert "秤未到" in text(answer)
    assert 'value="30.631234"' in text(answer)
    assert text(answer).count("checked") == 2
    assert untouched(awaiting)
    assert not awaiting.acceptances.exists()


@pytest.mark.handbook(142)
@pytest.mark.parametrize(
    ("position", "field", "words"),
    [
        ({"latitude": "30.63"}, "longitude", "位置须同时填写经度和纬度"),
        ({"longitude": "116.58"}, "latitude", "位置须同时填写经度和纬度"),
        ({"latitude": "116.58", "longitude": "30.63"}, "latitude", "不在中国境内"),
        ({"latitude": "北纬30度", "longitude": "116.58"}, "latitude", "输入一个数字"),
        ({"latitude": "30.1234567", "longitude": "116.58"}, "latitude", "小数"),
    ],
)
def test_a_position_that_cannot_be_is_told_at_its_field(
    ops, awaiting, photograph, position, field, words
):
    photograph(awaiting, "inside")
    photograph(awaiting, "outside")
    before = audit.last(awaiting).pk
    answer = ops.post(do(awaiting, "accept"), {"answers": list(ALL_YES)} | position)
    assert answer.status_code == 422
    assert words in told_at(answer, field)
    assert untouched(awaiting)
    assert audit.last(awaiting).pk == before


@pytest.mark.handbook(142)
def test_with_both_photos_and_the_position_it_opens(ops, awaiting, photograph):
    photograph(awaiting, "inside")
    photograph(awaiting, "outside")
    answer = ops.post(do(awaiting, "accept"), {"answers": list(ALL_YES)} | HERE)
    assert answer.status_code == 302
    station = Station.objects.get(pk=awaiting.pk)
    assert (station.status, str(station.latitude)) == ("operating", "30.631234")


@pytest.mark.handbook(142)
def test_not_accepted_needs_to_say_what_is_missing(ops, awaiting):
    answer = ops.post(do(awaiting, "fail"), {"answers": ["sign"], "reason": " "})
    assert answer.status_code == 422
    assert "请填写此项" in told_at(answer, "reason")
    assert untouched(awaiting)


@pytest.mark.handbook(145)
@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"score_fitout": "21"}, "score_fitout", "20"),
        ({"score_ledgers": "-1"}, "score_ledgers", "0"),
        ({"score_ledgers": "四十"}, "score_ledgers", "整数"),
        ({"score_publicity": ""}, "score_publicity", "请填写此项"),
        ({"uncorrected_faults": "-1"}, "uncorrected_faults", "0"),
    ],
)
def test_a_score_out_of_range_is_told_at_its_part(ops, operating, wrong, field, words):
    sent = POINTS | {"uncorrected_faults": "0", "remarks": "台账规范"} | wrong
    answer = ops.post(do(operating, "inspect"), sent)
    assert answer.status_code == 422
    assert words in told_at(answer, field)
    assert "台账规范" in text(answer)
    assert untouched(operating)
    assert not operating.inspections.exists()


@pytest.mark.handbook(145, 147)
def test_a_whole_score_sheet_is_noted(ops, operating):
    sent = POINTS | {"uncorrected_faults": "1", "found_closed": "on"}
    assert ops.post(do(operating, "inspect"), sent).status_code == 302
    visit = operating.inspections.get()
    assert (visit.points, visit.found_closed) == (95, True)
    record = text(ops.get(reverse("stations:record", args=[operating.pk])))
    assert "95" in record


@pytest.mark.handbook(145)
@pytest.mark.parametrize(
    ("days", "words"), [(0, "整改期限必须晚于今天"), (-3, "整改期限必须晚于今天")]
)
def test_a_rectification_has_time(ops, operating, days, words):
    due = timezone.localdate() + timedelta(days=days)
    answer = ops.post(do(operating, "rectify"), {"reason": "台账未登记", "due_date": str(due)})
    assert answer.status_code == 422
    assert words in told_at(answer, "due_date")
    assert "手册第145条" in told_at(answer, "due_date")
    assert "台账未登记" in text(answer)
    assert untouched(operating)


@pytest.mark.handbook(145)
def test_a_rectification_is_judged_one_way_or_the_other(ops, operating):
    due = timezone.localdate() + timedelta(days=10)
    ops.post(do(operating, "rectify"), {"reason": "台账未登记", "due_date": str(due)})
    rectifying = Station.objects.get(pk=operating.pk)
    assert rectifying.status == "rectifying"
    answer = ops.post(do(operating, "rectified"), {"passed": "maybe"})
    assert answer.status_code == 422
    assert "有效的选项" in told_at(answer, "passed")
    assert untouched(rectifying)
    ops.post(do(operating, "rectified"), {"passed": "no", "remarks": "仍未登记"})
    assert operating.rectifications.get().passed is False


@pytest.mark.handbook(141, 145)
@pytest.mark.parametrize(("post", "action"), [("office", "suspend"), ("director", "close")])
def test_suspending_and_closing_need_a_reason(desk_of, operating, post, action):
    answer = desk_of(post).post(do(operating, action), {"reason": ""})
    assert answer.status_code == 422
    assert told_at(answer, "reason")
    assert untouched(operating)


@pytest.mark.handbook(145)
def test_closing_for_bad_assessment_comes_after_a_failed_rectification(desk_of, operating):
    answer = desk_of("director").post(
        do(operating, "close"), {"reason": "考核不合格", "for_assessment": "on"}
    )
    assert answer.status_code == 422
    assert "请先责令整改" in text(answer)
    assert "手册第145条" in text(answer)
    assert "考核不合格" in text(answer)
    assert untouched(operating)


@pytest.mark.handbook(146)
@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"name": " "}, "name", "请填写此项"),
        ({"name": "卜" * 41}, "name", "40"),
        ({"phone": "1990000177"}, "phone", "手机号应为11位，现填写了10位"),
        ({"id_number": "110105194912310021"}, "id_number", "身份证号码校验不符"),
        ({"id_number": "110105194912310"}, "id_number", "15位"),
    ],
)
def test_a_new_managers_mistakes_are_told_at_their_field(office, operating, wrong, field, words):
    sent = {"name": "卜知秋", "phone": "19900001777", "ledgers": "on", "equipment": "on"}
    answer = office.post(do(operating, "manager"), sent | {"remarks": "双方在场"} | wrong)
    assert answer.status_code == 422
    assert words in told_at(answer, field)
    assert "双方在场" in text(answer)
    assert untouched(operating)
    assert not operating.manager_changes.exists()


@pytest.mark.handbook(146)
def test_a_handover_without_the_equipment_names_it(office, operating):
    sent = {"name": "卜知秋", "phone": "19900001777", "ledgers": "on"}
    answer = office.post(do(operating, "manager"), sent)
    assert answer.status_code == 422
    assert "交接尚未完成，还缺：设备（手册第146条）" in text(answer)
    assert 'value="卜知秋"' in text(answer)
    assert untouched(operating)


@pytest.mark.handbook(146)
def test_the_link_for_the_manager_is_shown_once_and_works(office, operating, client_for):
    answer = office.post(do(operating, "invite"), {}, follow=True)
    link = text(answer).split("http://hechuan.localhost/invite/")[1].split("/")[0]
    assert client_for(office.county).get(f"/invite/{link}/").status_code == 200
    record = office.get(reverse("stations:record", args=[operating.pk]))
    assert link not in text(record)


@pytest.mark.handbook(147)
@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"opens_2": "8点", "closes_2": "17:30"}, "opens_2", "请填写时间，例如 08:30"),
        ({"opens_2": "08:30"}, "closes_2", "请把这个时间也填上"),
        ({"closes_7": "17:30"}, "opens_7", "请把这个时间也填上"),
    ],
)
def test_hours_are_told_at_their_day(office, operating, wrong, field, words):
    sent = {"opens_1": "08:30", "closes_1": "17:30"} | wrong
    answer = office.post(do(operating, "hours"), sent)
    assert answer.status_code == 422
    assert words in told_at(answer, field)
    assert 'value="08:30"' in text(answer)
    assert untouched(operating)


@pytest.mark.handbook(147)
@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "一周至少要有一天营业（手册第147条）"),
        ({"opens_3": "17:30", "closes_3": "08:30"}, "星期三：营业时间请填写如"),
    ],
)
def test_hours_that_open_nothing_are_refused(office, operating, sent, words):
    answer = office.post(do(operating, "hours"), sent)
    assert answer.status_code == 422
    assert words in text(answer)
    assert untouched(operating)


@pytest.mark.handbook(147, 148)
def test_a_manager_sets_the_hours_of_the_own_station(desk_of, operating):
    manager = desk_of("station_mgr", scope=operating.own_scope)
    record = reverse("stations:record", args=[operating.pk])
    assert do(operating, "hours") in text(manager.get(record))
    sent = {"opens_1": "08:30", "closes_1": "17:30"}
    assert manager.post(do(operating, "hours"), sent).status_code == 302
    assert Station.objects.get(pk=operating.pk).opening_hours["1"] == ["08:30", "17:30"]
    assert "08:30–17:30" in text(manager.get(record))


@pytest.mark.handbook(141)
def test_an_objection_says_something_and_another_stations_is_not_decided_here(desk_of, on_notice):
    answer = desk_of("frontdesk").post(do(on_notice, "object"), {"text": "  "})
    assert answer.status_code == 422
    assert "请填写此项" in told_at(answer, "text")
    assert not on_notice.objections.exists()
    objection = services.objection_raise(
        station_id=on_notice.pk, text="场地有争议", by=CLERK, at=AT + 2 * DAY
    )
    commerce = desk_of("commerce")
    for sent, field in (
        ({"objection_id": objection.pk + 1, "decision": "不成立"}, "objection_id"),
        ({"objection_id": "²", "decision": "不成立"}, "objection_id"),
        ({"objection_id": objection.pk, "decision": " "}, "decision"),
    ):
        answer = commerce.post(do(on_notice, "decide"), sent)
        assert answer.status_code == 422
        assert told_at(answer, field)
    objection.refresh_from_db()
    assert objection.decided_at is None
    good = {"objection_id": objection.pk, "decision": "不成立"}
    assert commerce.post(do(on_notice, "decide"), good).status_code == 302


@pytest.mark.handbook(141)
def test_returning_needs_a_reason_and_an_earlier_step(desk_of, selected):
    services.station_apply(station_id=selected.pk, by=CLERK, at=AT)
    applied = Station.objects.get(pk=selected.pk)
    village = desk_of("village")
    for sent, field in (
        ({"to": "selected", "reason": ""}, "reason"),
        ({"to": "commerce", "reason": "缺协议"}, "to"),
    ):
        answer = village.post(do(applied, "return"), sent)
        assert answer.status_code == 422
        assert told_at(answer, field)
    assert untouched(applied)


def test_two_clerks_on_one_station_the_second_is_told_who_was_quicker(desk_of, office, operating):
    second = desk_of("area_clerk")
    sent = {"opens_1": "08:30", "closes_1": "17:30", "version": operating.version}
    assert office.post(do(operating, "hours"), sent).status_code == 302
    answer = second.post(do(operating, "hours"), sent | {"closes_1": "12:00"})
    assert answer.status_code == 422
    assert "蔺小满" in text(answer)
    assert "请重新打开页面后再操作" in text(answer)
    assert 'value="12:00"' in text(answer)
    assert Station.objects.get(pk=operating.pk).opening_hours["1"] == ["08:30", "17:30"]


def test_a_version_that_is_no_number_does_no_harm(office, operating):
    sent = {"opens_1": "08:30", "closes_1": "17:30", "version": "²"}
    assert office.post(do(operating, "hours"), sent).status_code == 302


@pytest.mark.handbook(141, 148)
def test_not_now_goes_back_with_the_sentence_not_your_post_is_403(desk_of, office, selected):
    record = reverse("stations:record", args=[selected.pk])
    answer = office.post(do(selected, "resume"), {}, follow=True)
    assert answer.redirect_chain == [(record, 302)]
    assert "手册第141条" in text(answer)
    refused = desk_of("finance").post(do(selected, "apply"), {})
    assert refused.status_code == 403
    assert "办公区专员" in text(refused)
    assert untouched(selected)


def test_visits_are_told_on_the_record(ops, operating):
    services.inspection_record(
        station_id=operating.pk, scores=FULL, by=OPS, at=timezone.now(), remarks="货架整齐"
    )
    assert "货架整齐" in text(ops.get(reverse("stations:record", args=[operating.pk])))


@pytest.mark.handbook(141)
def test_the_record_says_what_is_near(desk_of, on_notice, divisions):
    commerce = desk_of("commerce")
    shown = text(commerce.get(reverse("stations:record", args=[on_notice.pk])))
    assert "2026-03-10" in shown
    free = services.station_select(by=CLERK, at=AT, **values(divisions["南坪村"], subsidised=False))
    assert "非补助" in text(commerce.get(reverse("stations:record", args=[free.pk])))


@pytest.mark.handbook(145)
def test_a_rectifying_station_says_until_when(ops, operating):
    due = timezone.localdate() + timedelta(days=10)
    ops.post(do(operating, "rectify"), {"reason": "台账未登记", "due_date": str(due)})
    shown = text(ops.get(reverse("stations:record", args=[operating.pk])))
    assert due.isoformat() in shown
    assert "台账未登记" in shown


@pytest.mark.handbook(141)
def test_an_opinion_is_kept_with_the_agreement(desk_of, selected):
    services.station_apply(station_id=selected.pk, by=CLERK, at=AT)
    answer = desk_of("village").post(do(selected, "agree"), {"reason": "村民代表会议同意"})
    assert answer.status_code == 302
    assert audit.last(selected).note == "村民代表会议同意"
    assert Station.objects.get(pk=selected.pk).status == "township"


@pytest.mark.handbook(142)
def test_form_c_begins_with_the_position_form_a_gave(ops, awaiting):
    assert HERE["latitude"] not in text(ops.get(do(awaiting, "accept")))
    Station.objects.filter(pk=awaiting.pk).update(**HERE)
    shown = text(ops.get(do(awaiting, "accept")))
    assert f'value="{HERE["latitude"]}"' in shown
    assert f'value="{HERE["longitude"]}"' in shown
