"""办件查询: the course without the person, one sentence for all that is wrong, five tries."""

import re

import pytest

from core.models import AuditEntry
from operations.casework.models import Case
from tenants.context import county_context
from tests.cms.casework import PHONE, handling, submitted


@pytest.fixture
def case(county_a):
    with county_context(county_a):
        return submitted()


@pytest.fixture
def visitor(county_a, client_for):
    return client_for(county_a)


def ask(client, number, last_four=PHONE[-4:]):
    return client.post("/case/", {"number": number, "last_four": last_four})


def without_token(reply):
    return re.sub(r'value="[^"]*"', "", reply.content.decode())


def entries(county):
    with county_context(county):
        found = AuditEntry.objects.filter(action__startswith="case.look_up").order_by("pk")
        return [(one.action, one) for one in found]


@pytest.mark.handbook(153)
def test_it_shows_the_course_and_no_person(visitor, case):
    reply = ask(visitor, case.reference)
    text = reply.content.decode()
    assert reply.status_code == 200
    for words in (case.reference, "政策咨询", "已提交", f"{case.answer_due_date:%Y-%m-%d}"):
        assert words in text
    for secret in ("祝小满", PHONE, PHONE[-4:], case.request, case.token, "返乡创业"):
        assert secret not in text, secret
    assert reply["Cache-Control"] == "private, no-store"


def test_it_can_be_found_by_its_number_however_typed(visitor, case, county_a):
    with county_context(county_a):
        handling(case)
        number = Case.objects.get(pk=case.pk).number
    for typed in (number, number.lower(), number.replace("-", " "), number.replace("-", "－")):
        text = ask(visitor, typed).content.decode()
        assert number in text, typed
        assert "办理中" in text


def test_a_wrong_pair_and_an_unknown_number_look_the_same(visitor, case, client_for, county_a):
    wrong, unknown = ask(visitor, case.reference, "0000"), ask(visitor, "FW-20260101-0001")
    assert (wrong.status_code, unknown.status_code) == (422, 422)
    assert without_token(wrong) == without_token(unknown)
    assert "没有与该编号和电话后四位相符的办件" in wrong.content.decode()
    assert ask(visitor, case.reference, "").status_code == 422
    assert ask(visitor, case.reference, PHONE).status_code == 422


@pytest.mark.handbook(153)
def test_fifty_guesses_end_at_the_fifth(visitor, case, client_for, county_a):
    replies = [ask(visitor, case.reference, f"{n:04d}") for n in range(50)]
    assert [one.status_code for one in replies] == [422] * 5 + [429] * 45
    assert replies[-1]["Retry-After"] == "900"
    assert ask(visitor, case.reference).status_code == 429
    elsewhere = client_for(county_a, REMOTE_ADDR="192.0.2.7")
    assert ask(elsewhere, case.reference).status_code == 429, "the number is locked everywhere"
    assert ask(elsewhere, "FW-20260101-0001").status_code == 422


def test_one_address_does_not_go_through_the_numbers(visitor, case):
    codes = [ask(visitor, f"FW-20260101-{n:04d}").status_code for n in range(20)]
    assert codes == [422] * 5 + [429] * 15


def test_the_page_of_the_limit_names_the_phone_of_the_centre(visitor, case, county_a):
    from console.models import Centre

    with county_context(county_a):
        Centre.objects.update(phone="0980-1234567")
        Centre.forget()
    for _n in range(6):
        reply = ask(visitor, case.reference, "0000")
    assert reply.status_code == 429
    assert "0980-1234567" in reply.content.decode()


def test_who_is_right_is_not_counted(visitor, case):
    assert [ask(visitor, case.reference).status_code for _n in range(20)] == [200] * 20


def test_tries_are_in_the_trail_without_what_was_typed(visitor, case, county_a):
    ask(visitor, case.reference)
    for n in range(20):
        ask(visitor, case.reference, f"{n:04d}")
    found = entries(county_a)
    assert [action for action, _entry in found] == [
        "case.look_up",
        *["case.look_up_failed"] * 5,
        "case.look_up_locked",
    ]
    for _action, entry in found:
        said = f"{entry.note}{entry.changes}{entry.address}{entry.device}{entry.actor_name}"
        for secret in (case.reference, PHONE[-4:], "127.0.0.1", "0000"):
            assert secret not in said


def test_asking_shows_nothing_by_address(visitor, case):
    reply = visitor.get(f"/case/?number={case.reference}&last_four={PHONE[-4:]}")
    assert reply.status_code == 200
    assert "已提交" not in reply.content.decode()


def test_a_case_of_another_county_is_unknown(case, county_b, client_for):
    assert ask(client_for(county_b), case.reference).status_code == 422
