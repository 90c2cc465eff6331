"""The rules of documents on values (R11-R25)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from core.errors import Violation
from core.workcalendar import DayMark, WorkCalendar
from operations.documents import rules
from operations.documents.kinds import HIDDEN, Kind

NOW = datetime(2026, 3, 3, 1, 0, tzinfo=UTC)


def refused(call, *numbers: int, field: str = "") -> str:
    """The sentence of a refusal, after a look at its clauses and field."""
    with pytest.raises(Violation) as found:
        call()
    assert tuple(clause.number for clause in found.value.clauses) == numbers
    assert found.value.field == field
    return found.value.sentence


@pytest.mark.handbook(25)
@pytest.mark.parametrize("grade", ["confidential", "secret", "top_secret"])
def test_any_grade_of_secrecy_is_refused(grade):
    said = refused(lambda: rules.not_secret(grade=grade), 25, field="secrecy")
    assert "涉密文件不得在本系统流转" in said


@pytest.mark.handbook(25)
@pytest.mark.parametrize("text", ["机密★一年", "绝密 ★", "秘密☆"])
def test_a_mark_of_secrecy_in_the_text_is_refused_as_well(text):
    refused(lambda: rules.not_secret(grade="", texts=("标题", text)), 25, field="secrecy")
    rules.not_secret(grade="", texts=("商业秘密保护培训通知",))


@pytest.mark.handbook(23)
def test_the_kind_is_one_of_the_fifteen_that_the_county_uses():
    assert len(Kind) == 15
    rules.kind_is_used(kind="notice", hidden=HIDDEN)
    refused(lambda: rules.kind_is_used(kind="memo", hidden=()), 23, field="kind")
    for kind in ("order", "motion", "resolution", "communique"):
        refused(lambda kind=kind: rules.kind_is_used(kind=kind, hidden=HIDDEN), 23, field="kind")
        rules.kind_is_used(kind=kind, hidden=())


@pytest.mark.handbook(11)
@pytest.mark.parametrize("title", ["", "  ", "关于\n通知", "关于\r通知", "甲\u2028乙", "长" * 101])
def test_a_title_is_one_line_of_fair_length(title):
    refused(lambda: rules.title_is_one_line(title=title), 11, field="title")
    rules.title_is_one_line(title="关于报送数据的通知\n")


@pytest.mark.handbook(23)
def test_recipients_fit_the_kind():
    fit = rules.recipients_fit
    fit(kind="notice", main=("甲", "乙"), copies=("丙",))
    fit(kind="public_notice", main=(), copies=())
    fit(kind="request", main=("县商务局",), copies=("县财政局",))
    refused(lambda: fit(kind="notice", main=(), copies=()), 23, field="main_recipients")
    refused(lambda: fit(kind="request", main=("甲", "乙"), copies=()), 23, field="main_recipients")
    said = refused(
        lambda: fit(kind="notice", main=("甲",), copies=("甲",)), 23, field="copy_recipients"
    )
    assert "甲" in said


@pytest.mark.handbook(11)
def test_an_empty_text_is_not_submitted():
    refused(lambda: rules.text_is_there(body=" \n"), 11, field="body")
    rules.text_is_there(body="请遵照执行。")


@pytest.mark.handbook(23)
def test_what_looks_wrong_is_said_and_may_be_confirmed():
    remarks = rules.remarks
    assert remarks(kind="notice", title="关于报送数据的通知", body="请批示。") == []
    assert len(remarks(kind="notice", title="关于报送数据", body="")) == 1
    asking = remarks(kind="report", title="关于一季度工作的报告", body="情况如下。\n妥否，请批示。")
    assert len(asking) == 1
    assert "妥否" in asking[0]
    one = "关于拨付经费的请示"
    assert remarks(kind="request", title=one, body="现请示如下。\n妥否，请批示。") == []
    assert len(remarks(kind="request", title=one, body="一、请予批准。\n妥否，请批示。")) == 1
    assert remarks(kind="memo", title="随便", body="") == []
    rules.remarks_are_confirmed(found=(), confirmed=False)
    rules.remarks_are_confirmed(found=asking, confirmed=True)
    refused(
        lambda: rules.remarks_are_confirmed(found=asking, confirmed=False), 23, field="confirmed"
    )


@pytest.mark.handbook(15)
def test_a_closed_text_is_not_changed():
    rules.text_is_open(editable=True)
    refused(lambda: rules.text_is_open(editable=False), 15)


@pytest.mark.handbook(14)
def test_straight_back_only_where_no_approval_lies_between():
    back = rules.goes_straight_back
    back(returned_from="", next_step="office_review", missing="核稿")
    back(returned_from="office_review", next_step="office_review", missing="核稿")
    said = refused(
        lambda: back(returned_from="director_sign", next_step="office_review", missing="核稿"),
        14,
        12,
    )
    assert "核稿" in said


@pytest.mark.handbook(12, 13)
def test_leaders_sign_and_not_the_drafter():
    rules.leaders_hold_the_post(chosen={1, 2}, holders={1, 2, 3})
    refused(
        lambda: rules.leaders_hold_the_post(chosen={1, 9}, holders={1}), 12, 13, field="leaders"
    )
    rules.drafter_is_not_among(chosen={1}, drafter=2)
    refused(lambda: rules.drafter_is_not_among(chosen={1}, drafter=1), 0, field="leaders")


@pytest.mark.handbook(13)
def test_who_does_not_agree_returns_it_to_the_drafter():
    rules.refusal_goes_to_the_drafter(to="", first="drafting")
    rules.refusal_goes_to_the_drafter(to="drafting", first="drafting")
    refused(
        lambda: rules.refusal_goes_to_the_drafter(to="office_review", first="drafting"),
        13,
        field="to",
    )


@pytest.mark.handbook(23)
def test_the_signer_has_a_name():
    rules.director_signs(signer="祝望舒")
    refused(lambda: rules.director_signs(signer=" "), 23)


@pytest.mark.handbook(17)
def test_a_number_is_given_under_a_code_of_the_day():
    first, last = date(2026, 1, 1), date(2026, 6, 30)
    rules.series_is_in_force(first=first, last=last, on=last)
    rules.series_is_in_force(first=first, last=None, on=date(2030, 1, 1))
    for day in (date(2025, 12, 31), date(2026, 7, 1)):
        refused(
            lambda day=day: rules.series_is_in_force(first=first, last=last, on=day),
            17,
            field="series",
        )


@pytest.mark.handbook(17)
@pytest.mark.parametrize("code", ["禾", "HE", "禾电商〔", "禾电商8", "", "禾" * 11])
def test_an_agency_code_is_chinese_and_short(code):
    refused(lambda: rules.code_can_be_printed(code=code), 17, field="code")
    rules.code_can_be_printed(code="禾电商函")


@pytest.mark.handbook(18)
def test_the_maker_of_a_proof_does_not_check_it():
    rules.proof_is_checked_by_another(maker=1, checkers={2})
    refused(lambda: rules.proof_is_checked_by_another(maker=1, checkers={1, 2}), 18)


@pytest.mark.handbook(15)
def test_what_is_sent_stands():
    rules.nothing_is_sent(sent=False)
    refused(lambda: rules.nothing_is_sent(sent=True), 15)


@pytest.mark.handbook(19)
def test_copies_and_their_day():
    today = date(2026, 3, 3)
    rules.copies_are_printed(copies=1, printed=today, today=today)
    refused(
        lambda: rules.copies_are_printed(copies=0, printed=today, today=today), 19, field="copies"
    )
    refused(
        lambda: rules.copies_are_printed(copies=1, printed=date(2026, 3, 4), today=today),
        19,
        field="printed_date",
    )


@pytest.mark.handbook(19)
def test_somebody_is_sent_to_and_once():
    rules.somebody_is_sent_to(recipients=("甲",))
    refused(lambda: rules.somebody_is_sent_to(recipients=()), 19, field="recipients")
    refused(lambda: rules.somebody_is_sent_to(recipients=("甲", "甲")), 19, field="recipients")


@pytest.mark.handbook(19)
def test_a_receipt_lies_between_sending_and_now():
    hour = timedelta(hours=1)
    rules.received_in_order(sent=NOW - hour, received=NOW, now=NOW)
    refused(
        lambda: rules.received_in_order(sent=NOW, received=NOW - hour, now=NOW),
        19,
        field="received_at",
    )
    refused(
        lambda: rules.received_in_order(sent=NOW, received=NOW + hour, now=NOW),
        19,
        field="received_at",
    )


@pytest.mark.handbook(20)
def test_a_file_is_complete_or_the_missing_is_named():
    rules.file_is_complete(has_final=True, has_sheet=True, files=2, named=2)
    said = refused(
        lambda: rules.file_is_complete(has_final=False, has_sheet=False, files=1, named=2), 20
    )
    for part in ("正式件", "发文稿纸", "附件"):
        assert part in said


@pytest.mark.handbook(21)
def test_a_step_without_a_limit_is_not_measured():
    days = {"office_review": 2, "director_sign": None}
    urgent = {"urgent": 1, "flash": 0}

    def limit(state, urgency=""):
        return rules.step_limit(state=state, urgency=urgency, step_days=days, urgent=urgent)

    assert limit("office_review") == 2
    assert limit("office_review", "urgent") == 1
    assert limit("office_review", "flash") == 0
    assert limit("director_sign", "flash") is None
    assert limit("printing") is None


@pytest.mark.handbook(21, 22)
def test_days_off_do_not_count():
    off = {date(2026, 3, 5): DayMark("off")}
    calendar = WorkCalendar(marks=off)
    assert rules.due_day(calendar, began=date(2026, 3, 4), days=2) == date(2026, 3, 9)
    # Saturday: counts from Monday.
    assert rules.due_day(calendar, began=date(2026, 3, 7), days=0) == date(2026, 3, 9)


@pytest.mark.handbook(22)
def test_late_is_later_than_due_when_it_ended_or_now():
    hour = timedelta(hours=1)
    assert not rules.is_overdue(due=None, ended=None, now=NOW)
    assert not rules.is_overdue(due=NOW, ended=NOW, now=NOW + hour)
    assert rules.is_overdue(due=NOW, ended=NOW + hour, now=NOW + hour)
    assert rules.is_overdue(due=NOW, ended=None, now=NOW + hour)
