"""The rules of counting on values: codes, judgements, windows, signatures (R92–R95)."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Violation
from core.workcalendar import WorkCalendar
from operations.counting.kinds import Kind, Outcome, Remedy, Result
from operations.counting.rules import closing, codes, judging
from operations.counting.rules.codes import Code, Read
from operations.counting.rules.judging import Answer, Standing
from tests.operations.petitions.conftest import refused

AT = datetime(2026, 6, 2, 1, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TOKEN = "abcDEF_-12345678"


def read(text):
    return codes.read(text, host="hechuan.test", county="980121")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"https://hechuan.test/a/{TOKEN}/", Read(Code.ASSET, TOKEN)),
        (f"http://hechuan.test:8000/r/{TOKEN}", Read(Code.ROOM, TOKEN)),
        (f"https://qianshan.test/a/{TOKEN}/", Read(Code.FOREIGN, "qianshan.test")),
        ("https://hechuan.test/a/abcDEF", Read(Code.TORN)),
        ("https://hechuan.test/a/", Read(Code.TORN)),
        ("https://hechuan.test", Read(Code.TORN)),
        ("https://weixin.qq.com/r/x1/y2", Read(Code.STRANGE)),
        ("https://hechuan.test/case/xyz/", Read(Code.STRANGE)),
        (f"wifi://hechuan.test/a/{TOKEN}/", Read(Code.STRANGE)),
        ("https://[broken/a/x", Read(Code.STRANGE)),
        ("980121-102-2026-0001", Read(Code.TEXT, "980121-102-2026-0001")),
        ("990101-102-2026-0001", Read(Code.FOREIGN, "990101-102-2026-0001")),
        (" SN-77 ", Read(Code.TEXT, "SN-77")),
        ("  ", Read(Code.TORN)),
        ("字" * 201, Read(Code.STRANGE)),
    ],
)
def test_any_text_is_something(text, found):
    assert read(text) == found


@given(st.text(max_size=300))
def test_no_text_breaks_the_reading(text):
    assert read(text).what in Code
    assert read(f"https://hechuan.test/{text}").what in Code


def said(place="大厅", *, person=1, device="甲", serial=1, at=AT, result=""):
    return Answer(result, place, person, device, serial, at)


def standing(answer=None, **more):
    values = {"place": "大厅", "keeper": 9, "written_off": False, "in_repair": False, **more}
    return Standing(answer=answer, **values)


@pytest.mark.handbook(92, 94, 95)
@pytest.mark.parametrize(
    ("state", "kind", "record", "outcome", "result"),
    [
        (standing(), Kind.FOUND, said(), Outcome.COUNTED, Result.FOUND),
        (standing(), Kind.FOUND, said(""), Outcome.COUNTED, Result.FOUND),
        (standing(), Kind.FOUND, said("库房"), Outcome.PLACE, Result.PLACE),
        (standing(), Kind.MISSING, said(""), Outcome.COUNTED, Result.MISSING),
        (standing(), Kind.DAMAGED, said("库房"), Outcome.COUNTED, Result.DAMAGED),
        (standing(), Kind.AWAY, said(""), Outcome.REFUSED, ""),
        (standing(in_repair=True), Kind.AWAY, said(""), Outcome.COUNTED, Result.AWAY),
        (standing(written_off=True), Kind.FOUND, said(), Outcome.GONE, Result.GONE),
        (standing(said(result="found"), written_off=True), Kind.FOUND, said(), Outcome.GONE, ""),
        (standing(), Kind.FOUND, said(person=9), Outcome.OWN, ""),
        (standing(said(result="found")), Kind.FOUND, said(person=2), Outcome.ALREADY, ""),
        (standing(said(result="missing")), Kind.FOUND, said(person=2), Outcome.CONFLICT, ""),
        (standing(said(result="missing")), Kind.MISSING, said("", person=2), Outcome.ALREADY, ""),
        (
            standing(said("库房", result="place")), Kind.FOUND, said("三楼", person=2),
            Outcome.CONFLICT, "",
        ),
        (
            standing(said(result="missing", serial=3)), Kind.FOUND, said(serial=4),
            Outcome.CORRECTED, Result.FOUND,
        ),
        (
            standing(said(result="found", serial=4)), Kind.MISSING, said(serial=3),
            Outcome.ALREADY, "",
        ),
        (
            standing(said(result="found")), Kind.FOUND, said(serial=3),
            Outcome.ALREADY, Result.FOUND,
        ),
        (
            standing(said(result="missing")), Kind.FOUND, said(device="乙", at=AT + HOUR),
            Outcome.CORRECTED, Result.FOUND,
        ),
    ],
)  # fmt: skip
def test_a_record_does_to_a_line_what_it_should(state, kind, record, outcome, result):
    verdict = judging.judge(state, kind=kind, said=record)
    assert (verdict.outcome, verdict.result) == (outcome, result)


@pytest.mark.handbook(95)
def test_the_place_is_that_of_the_beginning_plus_what_moved_by_then():
    moved = [(AT, "库房"), (AT + HOUR, "三楼")]
    assert judging.place_at("大厅", moved, AT - HOUR) == "大厅"
    assert judging.place_at("大厅", moved, AT) == "库房"
    assert judging.place_at("大厅", moved, AT + DAY) == "三楼"


def test_a_clock_that_is_a_day_off_is_put_right():
    began = AT - HOUR
    for off in (-DAY, DAY, timedelta()):
        right = judging.put_right(AT + off, sent=AT + off + HOUR, received=AT + HOUR, began=began)
        assert right == AT
    assert judging.put_right(AT - DAY, sent=AT, received=AT, began=began) == began
    assert judging.put_right(AT + DAY, sent=AT, received=AT, began=began) == AT
    for far in (datetime(9999, 12, 31, tzinfo=UTC), datetime(1, 1, 1, tzinfo=UTC)):
        for at, sent in ((far, AT - DAY), (AT, far), (far, far)):
            right = judging.put_right(at, sent=sent, received=AT, began=began)
            assert began <= right <= AT
        assert abs(judging.readable(far, received=AT) - AT) == judging.CENTURY
    assert judging.readable(AT - DAY, received=AT) == AT - DAY
    assert judging.is_off(sent=AT - DAY, received=AT)
    assert not judging.is_off(sent=AT, received=AT)


@pytest.mark.handbook(94)
def test_the_window_is_the_first_five_working_days(in_county_a):
    calendar = WorkCalendar.load()
    assert closing.window(calendar, month=date(2026, 6, 17), days=5)[-1] == date(2026, 6, 5)
    # New Year's day is none, and the weekend is not.
    assert closing.window(calendar, month=date(2026, 1, 1), days=5)[0] > date(2026, 1, 1)
    assert closing.in_time(closed=date(2026, 6, 5), due=date(2026, 6, 5))
    assert not closing.in_time(closed=date(2026, 6, 6), due=date(2026, 6, 5))
    assert not closing.in_time(closed=None, due=date(2026, 6, 5))
    assert closing.is_due(began=date(2026, 6, 5), due=date(2026, 6, 5))
    assert not closing.is_due(began=date(2026, 6, 6), due=date(2026, 6, 5))
    assert not closing.is_due(began=None, due=date(2026, 6, 5))


@pytest.mark.handbook(92)
def test_no_month_is_counted_before_it_begins():
    closing.month_is_possible(month=date(2026, 6, 1), today=date(2026, 6, 1))
    refused(
        lambda: closing.month_is_possible(month=date(2026, 7, 1), today=date(2026, 6, 30)),
        92,
        field="month",
    )


@pytest.mark.handbook(94)
def test_nothing_is_signed_that_is_not_whole():
    names = [f"第{n}件" for n in range(7)]
    for rule in (closing.none_in_conflict, closing.all_explained):
        rule(names=[], left=0)
        refused(lambda rule=rule: rule(names=names, left=7), 94, words="第4件等")
        refused(lambda rule=rule: rule(names=names[:1], left=1), 94, words="第0件")
    closing.all_answered(open_names=[], left=0)
    refused(lambda: closing.all_answered(open_names=names, left=7), 94, words="7")
    closing.something_to_count(expected=1)
    refused(lambda: closing.something_to_count(expected=0), 94)
    closing.is_extra(monthly=False)
    refused(lambda: closing.is_extra(monthly=True), 94)


@pytest.mark.handbook(92, 93)
def test_two_people_sign_by_hand():
    closing.is_signed(signed=True)
    refused(lambda: closing.is_signed(signed=False), 93, field="signature")
    closing.another_hand(signer=1, confirmer=[2])
    closing.another_hand(signer=None, confirmer=[2])
    refused(lambda: closing.another_hand(signer=2, confirmer=[2, 3]), 93)
    closing.counter_is_not_keeper(keeper=None, persons=[1])
    refused(lambda: closing.counter_is_not_keeper(keeper=1, persons=[1]), 93)


@pytest.mark.handbook(94)
def test_a_difference_is_explained_by_what_fits():
    closing.is_a_difference(result="missing", differs=True)
    refused(lambda: closing.is_a_difference(result="found", differs=False), 94)
    refused(lambda: closing.is_a_difference(result="", differs=False), 94, words="尚未")
    closing.remedy_fits(result="missing", remedy=Remedy.SHORTAGE, known=True)
    refused(
        lambda: closing.remedy_fits(result="missing", remedy=Remedy.ENTER, known=True),
        94, field="remedy", words="盘亏",
    )  # fmt: skip
    closing.remedy_fits(result="surplus", remedy=Remedy.ENTER, known=False)
    for remedy, known in ((Remedy.ENTER, True), (Remedy.RETURNED, False)):
        with pytest.raises(Violation):
            closing.remedy_fits(result="surplus", remedy=remedy, known=known)
    refused(lambda: closing.explanation_is_given(text=" "), 94, field="explanation")
    closing.explanation_is_given(text="借出")


@pytest.mark.handbook(94)
def test_a_shortage_fits_the_state_of_the_ledger():
    closing.shortage_fits(name="电脑", state="在用", fits=True)
    refused(
        lambda: closing.shortage_fits(name="电脑", state="维修中", fits=False),
        94, field="remedy", words="维修中",
    )  # fmt: skip


@pytest.mark.handbook(94)
def test_a_surplus_thing_says_what_it_is():
    whole = {"name": "打印机", "asset_class": 1, "price": Decimal(300), "place": "大厅"}
    closing.surplus_is_described(**whole)
    for name, value, field in (
        ("name", " ", "name"), ("asset_class", None, "asset_class_id"), ("price", None, "price"),
        ("price", Decimal(0), "price"), ("place", " ", "place"),
    ):  # fmt: skip
        refused(
            lambda name=name, value=value: closing.surplus_is_described(**whole | {name: value}),
            94, field=field,
        )  # fmt: skip


@pytest.mark.handbook(95)
def test_a_count_does_not_overwrite_what_moved_after_it():
    closing.not_moved_since(name="电脑", moved=False)
    refused(lambda: closing.not_moved_since(name="电脑", moved=True), 95, words="电脑")


@pytest.mark.handbook(92)
def test_the_share_of_agreement():
    assert closing.agreement(found=9, expected=10) == 90
    assert closing.agreement(found=0, expected=0) is None


@pytest.mark.handbook(115)
def test_a_quantity_is_from_nothing_on():
    closing.quantity_is_possible(counted=0)
    for wrong in (-1, 1_000_001):
        refused(
            lambda wrong=wrong: closing.quantity_is_possible(counted=wrong), 115, field="quantity"
        )
