"""Rating, call-back, filing (R137–R139)."""

from datetime import date, timedelta

import pytest

from core import audit, inbox
from core.errors import Denied, Violation
from operations.casework import public, services
from operations.casework.lifecycle import States
from operations.casework.models import FollowUp, Rating
from tests import cast
from tests.operations.casework.conftest import AT, DAY

RATED_AT = AT + 2 * DAY


@pytest.fixture
def bad(finished, office):
    """Rated 不满意."""
    services.case_rate(case_id=finished.pk, level=2, at=RATED_AT, text="来回跑了三趟")
    finished.refresh_from_db()
    return finished


@pytest.mark.handbook(137)
def test_one_rating_a_case(finished):
    services.case_rate(case_id=finished.pk, level=5, at=RATED_AT)
    with pytest.raises(Violation) as refusal:
        services.case_rate(case_id=finished.pk, level=1, at=RATED_AT)
    assert refusal.value.clauses[0].number == 137
    assert Rating.objects.get().level == 5


@pytest.mark.handbook(139)
def test_thirty_days_and_not_a_day_more(finished):
    last = AT + DAY + timedelta(days=30)
    with pytest.raises(Violation):
        services.case_rate(case_id=finished.pk, level=5, at=last + DAY)
    assert services.case_rate(case_id=finished.pk, level=5, at=last)


@pytest.mark.handbook(139)
def test_staff_never_rate(finished):
    with pytest.raises(Violation):
        services.case_rate(case_id=finished.pk, level=5, at=RATED_AT, signed_in=True)
    assert not Rating.objects.exists()


@pytest.mark.handbook(137)
def test_there_are_five_levels_and_a_case_must_be_completed(handling, finished):
    with pytest.raises(Violation):
        services.case_rate(case_id=finished.pk, level=0, at=RATED_AT)
    finished.refresh_from_db()
    assert finished.status == States.FINISHED


def test_an_unfinished_case_is_not_rated(handling):
    with pytest.raises(Violation):
        services.case_rate(case_id=handling.pk, level=5, at=RATED_AT)


@pytest.mark.handbook(139)
def test_the_trail_does_not_tell_the_rating(bad):
    entry = audit.last(bad)
    assert entry.action == "case.rate"
    assert "2" not in str(entry.changes.get("level", ""))
    assert "三趟" not in entry.note


@pytest.mark.handbook(138)
def test_a_bad_rating_is_called_back_in_one_working_day_and_mended_in_fifteen(bad, office):
    follow_up = FollowUp.objects.get()
    assert follow_up.call_due_date == date(2026, 3, 6)
    assert follow_up.due_date == date(2026, 3, 26)
    (waiting,) = inbox.pending(bad)
    assert (waiting.step, waiting.post) == ("callback", "office")
    services.callback_record(
        case_id=bad.pk, by=office, at=RATED_AT + DAY, reached=False, said="无人接听"
    )
    assert inbox.pending(bad).get().step == "callback"
    services.callback_record(
        case_id=bad.pk, by=office, at=RATED_AT + DAY, reached=True, said="嫌材料说不清"
    )
    assert inbox.pending(bad).get().step == "mend"
    closed = services.callback_record(
        case_id=bad.pk,
        by=office,
        at=RATED_AT + 2 * DAY,
        reached=True,
        said="表示满意",
        measures="公示材料清单",
        satisfied_now=True,
        closing=True,
    )
    assert closed.said.count("\n") == 2
    assert closed.satisfied_now is True
    assert not inbox.pending(bad)
    with pytest.raises(Violation):
        services.callback_record(case_id=bad.pk, by=office, at=RATED_AT, reached=True, said="再")


@pytest.mark.handbook(138)
def test_it_can_be_closed_with_the_first_call(bad, office):
    services.callback_record(
        case_id=bad.pk,
        by=office,
        at=RATED_AT,
        reached=True,
        said="解释后接受",
        measures="已说明",
        closing=True,
    )
    assert not inbox.pending(bad)
    assert services.case_archive(case_id=bad.pk, by=office, at=RATED_AT).archived_at


@pytest.mark.handbook(138, 139)
def test_whoever_handled_it_does_not_call_and_others_may_not(finished, chief, desk, handler):
    services.case_rate(case_id=finished.pk, level=1, at=RATED_AT)
    with pytest.raises(Denied):
        services.callback_record(case_id=finished.pk, by=desk, at=RATED_AT, reached=True, said="好")
    from operations.casework.models import CaseHandler

    CaseHandler.objects.create(case=finished, user_id=chief.user_id, from_at=AT, to_at=AT + DAY)
    with pytest.raises(Violation) as refusal:
        services.callback_record(
            case_id=finished.pk, by=chief, at=RATED_AT, reached=True, said="好"
        )
    assert [c.number for c in refusal.value.clauses] == [138, 139]


def test_a_good_rating_opens_nothing(finished, office):
    services.case_rate(case_id=finished.pk, level=3, at=RATED_AT)
    assert not FollowUp.objects.exists()
    with pytest.raises(Violation):
        services.callback_record(
            case_id=finished.pk, by=office, at=RATED_AT, reached=True, said="好"
        )


@pytest.mark.handbook(138, 139)
def test_filing_waits(finished, bad, office):
    with pytest.raises(Violation) as refusal:
        services.case_archive(case_id=bad.pk, by=office, at=RATED_AT)
    assert refusal.value.clauses[0].number == 138


@pytest.mark.handbook(139)
def test_an_unrated_case_is_filed_when_the_time_is_over(finished, office):
    with pytest.raises(Violation):
        services.case_archive(case_id=finished.pk, by=office, at=RATED_AT)
    later = AT + timedelta(days=40)
    assert services.case_archive(case_id=finished.pk, by=office, at=later).status == "archived"
    with pytest.raises(Violation):
        services.case_rate(case_id=finished.pk, level=5, at=later)


@pytest.mark.handbook(139)
def test_an_open_case_is_not_filed(handling, office):
    with pytest.raises(Violation):
        services.case_archive(case_id=handling.pk, by=office, at=RATED_AT)


@pytest.mark.handbook(153)
def test_the_public_sees_the_course_and_no_person(finished):
    shown = public.shown(finished, on=date(2026, 3, 6))
    assert shown.can_rate
    assert shown.number == "FW-20260303-0001"
    assert not shown.can_withdraw
    told = str(shown)
    for secret in ("祝小满", "19900003001", "土蜂蜜", "卜小满"):
        assert secret not in told


@pytest.mark.handbook(156)
def test_looked_up_with_number_and_last_four_digits_only(finished):
    assert public.find(number="fw-20260303-0001", last_four="3001") == finished
    assert public.find(number=finished.reference, last_four=" 3001 ") == finished
    for number, last in (
        ("FW-20260303-0001", "3002"),
        ("FW-20260303-0001", ""),
        ("FW-20260303-0001", "19900003001"),
        ("FW-20260303-0002", "3001"),
        ("", ""),
        ("FW-20260303-0001", "三零零一"),
    ):
        assert public.find(number=number, last_four=last) is None, (number, last)


def test_the_token_opens_submitted_cases_not_drafts(desk, submitted):
    from tests.operations.casework.conftest import request_of

    draft = services.case_draft(data=request_of(), by=desk, at=AT)
    assert public.by_token(draft.token) is None
    assert public.by_token(submitted.token) == submitted
    assert public.by_token("x") is None


def test_the_public_is_told_what_is_missing_and_why_it_ended(submitted, desk):
    services.case_ask(case_id=submitted.pk, by=desk, at=AT, missing=["身份证"])
    submitted.refresh_from_db()
    waiting = public.shown(submitted, on=AT.date())
    assert (waiting.missing, waiting.can_complete) == (("身份证",), True)
    services.case_refuse(case_id=submitted.pk, by=desk, at=AT, reason_code="false")
    submitted.refresh_from_db()
    assert public.shown(submitted, on=AT.date()).closing_reason == "材料或陈述不实"


@pytest.mark.handbook(140)
def test_guides_say_that_public_service_is_free(in_county_a, office):
    guides = public.guides(on=date(2026, 3, 3))
    assert len(guides) == 30
    assert all(g.item.fee.startswith("免费") for g in guides if g.item.free)
    first = public.guide("S01", on=date(2026, 3, 3))
    assert first is not None
    assert (first.promise.days, first.online) == (5, True)
    services.item_withdraw(
        item_id=first.item.pk, from_date=date(2026, 3, 3), by=office, at=AT, reason="停办"
    )
    assert public.guide("S01", on=date(2026, 3, 3)) is None
    assert cast.actor("office")
