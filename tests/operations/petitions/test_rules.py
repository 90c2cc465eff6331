"""The rules of petitions on values: good ones pass, bad ones are told at their field."""

from datetime import date, timedelta

import pytest

from operations.petitions.kinds import Stage
from operations.petitions.rules import handling, registering, terms
from operations.petitions.rules.terms import Light
from tests.operations.petitions.conftest import TODAY, refused

ON, DAY = TODAY, timedelta(days=1)
PETITIONER = {
    "anonymous": False,
    "name": "柏向阳",
    "phone": "19900031000",
    "address": "",
    "channel": "letter",
}


@pytest.mark.handbook(25)
def test_secret_matters_are_pointed_to_the_paper_register():
    for given in ({"secret": True}, {"secret": False, "texts": ("涉及机密★事项",)}):
        refused(
            lambda given=given: registering.not_secret(**given),
            25,
            field="secret",
            words="机要纸质登记簿",
        )
    registering.not_secret(secret=False, texts=("商业秘密纠纷",))


@pytest.mark.handbook(26)
@pytest.mark.parametrize(
    ("subject", "words"), [(" ", "信访事由"), ("两\n行", "一行"), ("长" * 81, "80")]
)
def test_the_subject_is_one_short_line(subject, words):
    refused(
        lambda: registering.subject_is_one_line(subject=subject), 26, field="subject", words=words
    )
    registering.subject_is_one_line(subject="长" * 80)


@pytest.mark.handbook(26)
@pytest.mark.parametrize(("matter", "words"), [("", "诉求"), ("字" * 3001, "3000")])
def test_the_matter_is_written_and_not_endless(matter, words):
    refused(lambda: registering.matter_is_written(matter=matter), 26, field="matter", words=words)
    registering.matter_is_written(matter="请核实。")


@pytest.mark.handbook(26)
def test_kind_and_channel_come_from_their_lists():
    check = registering.kind_and_channel_are_known
    check(kind="report", channel="network")
    refused(lambda: check(kind="gossip", channel="letter"), 26, field="kind")
    refused(lambda: check(kind="report", channel="rumour"), 26, field="channel")


@pytest.mark.handbook(26, 152)
def test_a_petitioner_is_named_and_reachable_or_anonymous_without_a_trace():
    check = registering.petitioner_is_named_or_anonymous
    check(**PETITIONER)
    check(**PETITIONER | {"phone": "", "address": "石桥村 3 组"})
    check(**PETITIONER | {"anonymous": True, "name": "", "phone": ""})
    anonymous = PETITIONER | {"anonymous": True}
    refused(lambda: check(**anonymous), 26, 152, field="is_anonymous", words="匿名")
    refused(lambda: check(**PETITIONER | {"name": " "}), 26, field="name")
    refused(lambda: check(**PETITIONER | {"phone": ""}), 26, field="phone", words="地址")
    called = PETITIONER | {"phone": "", "address": "石桥村", "channel": "phone"}
    refused(lambda: check(**called), 26, field="phone", words="来电号码")


@pytest.mark.handbook(26)
def test_counts_days_and_names_are_sensible():
    refused(lambda: registering.headcount_is_sensible(headcount=0), 26, field="headcount")
    registering.headcount_is_sensible(headcount=1)
    refused(
        lambda: registering.concerned_are_few(names=[str(n) for n in range(11)]),
        26,
        field="concerned",
    )
    registering.concerned_are_few(names=["甲"])
    check = registering.received_by_today
    check(received=ON, today=ON)
    check(received=ON - 366 * DAY, today=ON)
    refused(lambda: check(received=ON + DAY, today=ON), 26, field="received_date")
    refused(lambda: check(received=ON - 367 * DAY, today=ON), 26, field="received_date")
    refused(lambda: registering.still_correctable(ended=True), 26)
    registering.still_correctable(ended=False)


@pytest.mark.handbook(0, 26)
def test_whoever_had_it_in_hand_or_whom_it_is_about_does_not_take_it():
    handling.handler_is_another(handler=3, involved=[1, 2])
    refused(
        lambda: handling.handler_is_another(handler=2, involved=[1, 2]),
        *(0, 26),
        field="handler_id",
        words="办理过",
    )
    handling.handler_is_not_concerned(name="柏景行", concerned=["卜丰年"])
    refused(
        lambda: handling.handler_is_not_concerned(name="卜丰年", concerned=["卜丰年"], field="to"),
        *(0, 26),
        field="to",
        words="回避",
    )


@pytest.mark.handbook(26)
def test_a_handler_can_sign_in_and_holds_a_fitting_post():
    able = {"active": True, "held": {"staff"}, "posts": ("staff", "ops"), "name": "卜小满"}
    handling.handler_can(**able)
    for more in ({"active": False}, {"held": {"duty"}}):
        refused(lambda more=more: handling.handler_can(**able | more), 26, field="handler_id")
    refused(lambda: handling.handler_changes(handler=1, present=1), 26, field="handler_id")
    handling.handler_changes(handler=2, present=1)
    refused(lambda: handling.own_part(handler=1, persons=[2], name="卜小满"), 26, words="卜小满")
    handling.own_part(handler=1, persons=[1, 2], name="卜小满")


@pytest.mark.handbook(26)
def test_what_is_written_is_there_and_fits_its_stage():
    refused(lambda: handling.organ_is_named(organ=" "), 26, field="organ")
    handling.organ_is_named(organ="县交通局")
    refused(lambda: handling.course_is_noted(text=""), 26, field="text")
    handling.course_is_noted(text="已电话核对")
    check = handling.answer_is_written
    check(answer="属实", outcome="supported", stage=Stage.HANDLING)
    check(answer="维持", outcome="upheld", stage=Stage.REVIEW)
    wrong = (("属实", "upheld", Stage.HANDLING), ("维持", "supported", Stage.RE_REVIEW))
    for answer, outcome, stage in wrong:
        refused(
            lambda answer=answer, outcome=outcome, stage=stage: check(
                answer=answer, outcome=outcome, stage=stage
            ),
            26,
            field="outcome",
        )
    for answer in (" ", "字" * 3001):
        refused(
            lambda answer=answer: check(answer=answer, outcome="partly", stage=Stage.HANDLING),
            26,
            field="answer",
        )


@pytest.mark.handbook(26)
def test_an_answer_is_delivered_once_after_it_was_written():
    good = {
        "anonymous": False,
        "answered": ON,
        "delivered": ON,
        "today": ON + DAY,
        "delivery": "hand",
        "done": False,
    }
    check = handling.delivery_in_order
    check(**good)
    refused(lambda: check(**good | {"anonymous": True}), 26, words="匿名")
    refused(lambda: check(**good | {"done": True}), 26, words="已经登记")
    refused(lambda: check(**good | {"delivery": "bird"}), 26, field="delivery")
    refused(lambda: check(**good | {"delivered": ON - DAY}), 26, field="delivered_date")
    refused(lambda: check(**good | {"delivered": ON + 2 * DAY}), 26, field="delivered_date")


@pytest.mark.handbook(26)
def test_a_review_is_asked_for_in_time_and_twice_at_most():
    good = {
        "anonymous": False,
        "stage": "handling",
        "delivered": ON,
        "days": 30,
        "asked": ON + 30 * DAY,
        "today": ON + 31 * DAY,
    }
    check = handling.review_can_be_asked
    assert check(**good) == Stage.REVIEW
    assert check(**good | {"stage": "review"}) == Stage.RE_REVIEW
    refused(lambda: check(**good | {"stage": "re_review"}), 26, words="终结")
    refused(lambda: check(**good | {"anonymous": True}), 26, words="匿名")
    refused(lambda: check(**good | {"delivered": None}), 26, words="先登记答复送达")
    for asked in (ON + 32 * DAY, ON - DAY, ON + 31 * DAY):
        refused(lambda asked=asked: check(**good | {"asked": asked}), 26, field="asked_date")


@pytest.mark.handbook(26)
def test_it_is_closed_when_no_review_can_follow():
    good = {
        "anonymous": False,
        "delivered": ON,
        "content": False,
        "final": False,
        "days": 30,
        "today": ON + 31 * DAY,
    }
    check = handling.can_be_closed
    check(**good)
    early = good | {"today": ON + 30 * DAY}
    refused(lambda: check(**early), 26, field="content", words="2026-04-02")
    check(**early | {"content": True})
    check(**early | {"final": True})
    check(**early | {"anonymous": True, "delivered": None})
    refused(lambda: check(**good | {"delivered": None}), 26, words="先登记")


@pytest.mark.handbook(26)
def test_terms_run_by_calendar_days_and_say_why():
    found = terms.term(began=ON, days=15, from_="收到之日为")
    assert found.day == date(2026, 3, 18) == terms.last_day(began=ON, days=15)
    assert found.why == "2026-03-18，因为收到之日为 2026-03-03，期限为 15 日"
    longer = terms.term(began=ON, days=60, from_="受理之日为", added=30)
    assert longer.day == ON + 90 * DAY
    assert "经批准延长 30 日" in longer.why


@pytest.mark.handbook(26)
@pytest.mark.parametrize(
    ("done", "today", "expected"),
    [
        (None, ON - 6 * DAY, Light.CALM),
        (None, ON - 5 * DAY, Light.YELLOW),
        (None, ON, Light.YELLOW),
        (None, ON + DAY, Light.RED),
        (ON, ON + DAY, Light.CALM),
        (ON + DAY, ON + 9 * DAY, Light.RED),
    ],
)
def test_lights_follow_the_last_day(done, today, expected):
    assert terms.light(due=ON, done=done, today=today, yellow_days=5) == expected


@pytest.mark.handbook(26)
def test_a_longer_term_is_asked_once_in_time_for_the_first_handling():
    good = {
        "stage": "handling",
        "due": ON,
        "today": ON,
        "days": 30,
        "most": 30,
        "reason": "复杂",
        "asked": False,
    }
    check = terms.longer_term_in_order
    check(**good)
    refused(lambda: check(**good | {"stage": "review"}), 26, words="不予延长")
    refused(lambda: check(**good | {"asked": True}), 26)
    refused(lambda: check(**good | {"today": ON + DAY}), 26, words="已过")
    for days in (0, 31):
        refused(lambda days=days: check(**good | {"days": days}), 26, field="days", words="30")
    refused(lambda: check(**good | {"reason": " "}), 26, field="reason")


@pytest.mark.handbook(0, 26)
def test_a_longer_term_is_decided_by_another_in_time_and_told():
    good = {"asker": 1, "deciders": [2], "agree": True, "due": ON, "today": ON}
    check = terms.longer_term_is_decided_by_another
    check(**good)
    refused(lambda: check(**good | {"deciders": [1, 2]}), 0, 26)
    refused(lambda: check(**good | {"today": ON + DAY}), 26, words="已过")
    check(**good | {"today": ON + DAY, "agree": False})
    refused(lambda: terms.refusal_has_a_reason(agree=False, opinion=" "), 26, field="opinion")
    terms.refusal_has_a_reason(agree=True, opinion="")
    terms.refusal_has_a_reason(agree=False, opinion="可按期办结")
    told = {"anonymous": False, "decided": ON, "told": ON, "today": ON + DAY}
    terms.told_in_order(**told)
    refused(lambda: terms.told_in_order(**told | {"anonymous": True}), 26, words="匿名")
    for day in (ON - DAY, ON + 2 * DAY):
        refused(lambda day=day: terms.told_in_order(**told | {"told": day}), 26, field="told_date")
