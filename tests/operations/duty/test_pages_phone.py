"""A day of duty on a phone: sign in, two taps an entry, leave, hand over, confirm."""

import pytest
from django.urls import reverse

from operations.duty import services
from operations.duty.lifecycle import S, T
from operations.duty.models import DutyRecord, Shift
from tests.operations.casework.people import buttons, main
from tests.operations.duty.conftest import begin, department, hand_over, moment, plan
from tests.pages import told_at

MINE = "/console/duty/mine/"


@pytest.fixture
def desks(people, desk_of, clock):
    """Everybody's desk by post; it is Tuesday morning."""
    clock.now = moment(3, 8, 20)
    posts = ("office", "duty", "frontdesk", "ops", "leader", "dept_head", "commerce")
    return {post: desk_of(post) for post in posts}


def do(shift, action, name="shift"):
    """The address of an act."""
    return reverse(f"duty:{name}_do", args=[shift.pk, action])


def add(kind):
    """Where an entry of a kind is written."""
    return reverse("duty:record_add", args=[kind])


@pytest.mark.handbook(48, 49, 50, 51, 55)
def test_a_day_of_duty_on_a_phone(desks, people, clock):
    shift, following = plan(people), plan(people, 4, people.frontdesk)
    duty, frontdesk = desks["duty"], desks["frontdesk"]
    shown = main(duty.get(MINE))
    for words in ("到岗签到", "08:30—17:30", "已排班", "坚守岗位"):
        assert words in shown
    assert duty.post(do(shift, "begin"), {"place": "门厅"})["Location"] == MINE
    shown = main(duty.get(MINE))
    for words in ("值班中", "电话", "突发事件", "无未结事项"):
        assert words in shown
    # Two taps: the kind, a phrase.
    clock.now = moment(3, 10)
    page = duty.get(add("phone"))
    assert "来电咨询服务站业务，已答复。" in main(page)
    answer = duty.post(add("phone"), {"phrase": "来电咨询服务站业务，已答复。"})
    assert answer["Location"] == MINE
    assert DutyRecord.objects.get().status == T.CLOSED
    # In one's own words, and not handled yet.
    answer = duty.post(add("visit"), {"text": "河湾村村民来访", "contact": "李"})
    record = DutyRecord.objects.get(kind="visit")
    assert answer["Location"] == reverse("duty:record", args=[record.pk])
    assert "河湾村村民来访" in main(duty.get(MINE))
    duty.post(do(shift, "leave"), {"reason": "送文件"})
    assert "送文件" in main(duty.get(MINE))
    duty.post(do(shift, "return"), {})
    clock.now = moment(3, 17, 30)
    answer = duty.post(do(shift, "hand_over"), {"summary": "", "things": ""})
    assert answer.status_code == 422
    assert "请填写当日主要工作" in told_at(answer, "summary")
    assert "请列明" in told_at(answer, "things")
    duty.post(do(shift, "hand_over"), {"summary": "正常", "things": "钥匙两把"})
    assert "接班人员尚未签字" in main(duty.get(MINE)) or "待交接" in main(duty.get(MINE))
    clock.now = moment(4, 8, 20)
    shown = main(frontdesk.get(MINE))
    for words in ("蔺望舒向您交班", "钥匙两把", "河湾村村民来访", "签字接班"):
        assert words in shown
    frontdesk.post(do(shift, "refuse"), {"reason": "钥匙未移交"})
    assert "钥匙未移交" in main(duty.get(reverse("duty:shift", args=[shift.pk])))
    duty.post(do(shift, "hand_over"), {"summary": "正常", "things": "钥匙三把"})
    assert frontdesk.post(do(shift, "take_over"), {})["Location"] == MINE
    frontdesk.post(do(following, "begin"), {})
    assert Shift.objects.get(pk=following.pk).status == S.ON_DUTY
    assert "河湾村村民来访" in main(frontdesk.get(MINE))


def test_before_and_without_a_shift(desks, people, clock):
    assert "近期没有您的班次" in main(desks["ops"].get(MINE))
    shift = plan(people, 5)
    assert "到岗签到" not in main(desks["duty"].get(MINE))
    shown = desks["duty"].post(do(shift, "begin"), {})
    assert "请到岗后再签到" in main(shown, 422)
    assert "不在班" in main(desks["duty"].get(add("phone")))
    answer = desks["duty"].post(add("phone"), {"text": "来电"})
    assert "不在班" in main(answer, 422)
    assert not DutyRecord.objects.exists()
    begin(people)
    clock.now = moment(3, 9)
    assert "您的下几班" in main(desks["duty"].get(MINE))
    waiting = plan(people, 4, people.ops)
    clock.now = moment(4, 8)
    assert "须先由双方签字" in main(desks["ops"].get(MINE))
    shown = desks["ops"].post(do(waiting, "begin"), {})
    assert "须先由双方签字" in main(shown, 422)
    assert "须先由双方签字" in main(desks["ops"].get(reverse("duty:shift", args=[waiting.pk])))


@pytest.mark.handbook(50)
def test_a_stand_in_over_http(desks, people, clock):
    shift = begin(people)
    duty, office, ops = desks["duty"], desks["office"], desks["ops"]
    typed = {
        "person_id": people.ops.user_id,
        "starts_at": "2026-03-03T12:00",
        "ends_at": "2026-03-03T14:00",
        "reason": "就医",
    }
    for field, value in (
        ("person_id", people.duty.user_id),
        ("starts_at", "x"),
        ("starts_at", "2026-03-03T07:00"),
        ("ends_at", "2026-03-03T11:00"),
        ("reason", ""),
    ):
        answer = duty.post(do(shift, "stand_in"), typed | {field: value})
        assert answer.status_code == 422
        assert told_at(answer, field)
    duty.post(do(shift, "stand_in"), typed)
    assert "decide" in buttons(office.get(reverse("duty:shift", args=[shift.pk])))
    stand_in = shift.stand_ins.get()
    decide = {"stand_in_id": stand_in.pk, "agree": "no", "opinion": ""}
    answer = office.post(do(shift, "decide"), decide)
    assert told_at(answer, "opinion")
    office.post(do(shift, "decide"), decide | {"agree": "yes"})
    clock.now = moment(3, 12, 30)
    assert "您正在替蔺望舒值班" in main(ops.get(MINE))
    assert "替班" in main(office.get(reverse("duty:shift", args=[shift.pk])))


@pytest.mark.handbook(50)
def test_a_gap_is_looked_into_over_http(desks, people, clock):
    shift = plan(people)
    services.shift_begin(shift_id=shift.pk, by=people.duty, at=moment(3, 10))
    hand_over(people, shift)
    clock.now = moment(4, 9)
    office = desks["office"]
    assert "蔺望舒" in main(office.get("/console/duty/?state=gaps"))
    gap = shift.gaps.get()
    answer = office.post(do(shift, "inquire"), {"gap_id": gap.pk, "finding": ""})
    assert "请填写调查结果" in told_at(answer, "finding")
    office.post(do(shift, "inquire"), {"gap_id": gap.pk, "finding": "批评教育"})
    assert "批评教育" in main(office.get(reverse("duty:shift", args=[shift.pk])))


@pytest.mark.handbook(53, 54, 56)
def test_matters_of_others_and_an_emergency_over_http(desks, people, clock):
    begin(people)
    clock.now = moment(3, 10)
    duty, leader, head = desks["duty"], desks["leader"], desks["dept_head"]
    duty.post(add("enquiry"), {"text": "补贴如何申报"})
    record = DutyRecord.objects.get()
    page = reverse("duty:record", args=[record.pk])
    assert head.get(page).status_code == 404
    answer = duty.post(do(record, "hand_to", "record"), {"department_id": ""})
    assert "请选择承办部门" in told_at(answer, "department_id")
    duty.post(do(record, "hand_to", "record"), {"department_id": department(), "note": ""})
    assert "answer" in buttons(head.get(page))
    assert "answer" not in buttons(duty.get(page))
    answer = head.post(do(record, "answer", "record"), {"text": ""})
    assert told_at(answer, "text")
    head.post(do(record, "answer", "record"), {"text": "已当面答复"})
    duty.post(do(record, "correct", "record"), {"text": "咨询人为李家村村民"})
    duty.post(do(record, "close", "record"), {"result": "已告知"})
    shown = main(duty.get(page))
    for words in ("已办结事项", "已当面答复", "更正", "李家村"):
        assert words in shown
    answer = duty.post(add("emergency"), {"phrase": "停电，已报修。"})
    emergency = DutyRecord.objects.get(kind="emergency")
    assert answer["Location"] == reverse("duty:record", args=[emergency.pk])
    page = answer["Location"]
    assert buttons(leader.get(page)) >= {"instruct"}
    answer = leader.post(do(emergency, "instruct", "record"), {"text": ""})
    assert "请填写批示内容" in told_at(answer, "text")
    leader.post(do(emergency, "instruct", "record"), {"text": "立即处置"})
    assert "须先有续报" in main(
        duty.post(do(emergency, "close", "record"), {"result": "已恢复"}), 422
    )
    duty.post(do(emergency, "follow_up", "record"), {"text": "供电所到场"})
    duty.post(do(emergency, "close", "record"), {"result": "已恢复"})
    assert "终报" in main(duty.get(page))


@pytest.mark.handbook(48)
@pytest.mark.parametrize(
    ("field", "value"),
    [("text", ""), ("text", "长" * 501), ("occurred_at", "x"), ("contact", "长" * 81)],
)
def test_a_wrong_entry_is_told_at_its_field_and_kept(desks, people, clock, field, value):
    begin(people)
    typed = {"text": "来电", "contact": "河湾村", "occurred_at": "", "result": "已办", field: value}
    answer = desks["duty"].post(add("phone"), typed)
    assert answer.status_code == 422
    assert told_at(answer, field)
    assert "已办" in answer.content.decode()
    assert not DutyRecord.objects.exists()


def test_who_sees_what(desks, people, clock):
    shift = begin(people)
    record = services.record_add(
        data=services.RecordData(kind="phone", text="来电"), by=people.duty, at=moment(3, 10)
    )
    clock.now = moment(3, 10)
    commerce = desks["commerce"]
    for page in (
        MINE,
        "/console/duty/",
        "/console/duty/book/",
        "/console/duty/book/paper/",
        "/console/duty/sheet/",
        "/console/duty/holidays/",
        reverse("duty:shift", args=[shift.pk]),
        reverse("duty:record", args=[record.pk]),
    ):
        assert commerce.get(page).status_code == 404, page
    assert commerce.get(add("phone")).status_code == 403
    assert desks["duty"].get(add("gossip")).status_code == 404
    assert desks["ops"].get("/console/duty/book/paper/").status_code == 403
    assert desks["ops"].get(reverse("duty:record", args=[record.pk])).status_code == 404
    assert desks["ops"].get("/console/duty/plan/").status_code == 403
    assert desks["duty"].get("/console/duty/fill/").status_code == 403
    assert desks["ops"].get(do(shift, "hand_over"))["Location"] == reverse(
        "duty:shift", args=[shift.pk]
    )
