"""Registration over the API with what is wrong: a Chinese sentence, its field, its clause."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from operations.casework import services
from operations.casework.models import ServiceItem
from tenants.context import county_context
from tests import cast
from tests.api.casework import BODY, COACHING, at_station, count, signature
from tests.api.test_problems import problem

COMPANY = {
    "kind": "company", "name": "禾川山货有限公司", "contact_name": "祝小满",
    "phone": "19900003001", "credit_code": "93980121MA0000AB0L",
}  # fmt: skip


@pytest.fixture
def front(caller, county_a):
    return caller(county_a, "frontdesk")


def who(**more: object) -> dict[str, object]:
    """The body with another applicant."""
    return BODY | {"applicant": BODY["applicant"] | more}


def child() -> str:
    """The ID number of somebody who is thirteen, with its check digit (GB 11643)."""
    born = timezone.localdate() - timedelta(days=13 * 365)
    body = f"110101{born:%Y%m%d}001"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(weight * int(digit) for weight, digit in zip(weights, body, strict=True))
    return body + "10X98765432"[total % 11]


@pytest.mark.handbook(120)
def test_a_child_does_not_apply(front, county_a):
    told = problem(front.post("cases/", who(id_number=child())), 422, "rule")
    assert (list(told["fields"]), told["clause"]) == (["applicant.id_number"], [120])
    assert "监护人" in told["detail"]
    assert count(county_a) == 0


@pytest.mark.parametrize(
    ("more", "field", "word"),
    [
        ({"phone": "1990000300"}, "applicant.phone", "11"),
        ({"phone": ""}, "applicant.phone", "电话"),
        ({"name": " "}, "applicant.name", "姓名"),
        ({"id_number": "11010119900307065X"}, "applicant.id_number", "身份证"),
        (COMPANY | {"credit_code": "93980121IA0000AB0L"}, "applicant.credit_code", "I"),
        (COMPANY | {"credit_code": "93980121MA0000AB04"}, "applicant.credit_code", "信用代码"),
        (COMPANY | {"credit_code": ""}, "applicant.credit_code", "信用代码"),
        (COMPANY | {"contact_name": ""}, "applicant.contact_name", "联系人"),
    ],
)
def test_what_is_wrong_of_an_applicant_is_said_at_its_field(front, county_a, more, field, word):
    told = problem(front.post("cases/", who(**more)), 422, "rule")
    assert list(told["fields"]) == [field]
    assert told["clause"]
    assert word in told["fields"][field][0]
    assert count(county_a) == 0


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"speed": 1}, "speed"),
        ({"applicant": BODY["applicant"] | {"age": 40}}, "applicant.age"),
        ({"applicant": {"id": 1, "name": "祝小满"}}, "applicant"),
        ({"applicant": "祝小满"}, "applicant"),
        ({"applicant": BODY["applicant"] | {"village": "980121100999"}}, "applicant.village"),
        ({"applicant": BODY["applicant"] | {"village": "12"}}, "applicant.village"),
        ({"applicant": BODY["applicant"] | {"kind": "robot"}}, "applicant.kind"),
        ({"item": 2}, "item"),
        ({"urgent": "yes"}, "urgent"),
        ({"channel": "online"}, "channel"),
        ({"materials": ["passport"]}, "materials"),
        ({"handler_id": 1}, "handler_id"),
        ({"consent": "data:image/png;base64,AAAA"}, "consent"),
        ({"on_behalf": True, "consent": "data:text/html;base64,AAAA"}, "consent"),
        ({"on_behalf": True, "consent": "data:image/png;base64,长"}, "consent"),
        ({"details": {"topic": {"a": 1}}}, "details.topic"),
        ({"details": {"topic": "长" * 2001}}, "details.topic"),
        ({"details": {"topic": [["a"]]}}, "details.topic"),
        ({"details": {str(n): n for n in range(101)}}, "details"),
        ({"details": []}, "details"),
        ({"request": "a\x00b"}, "request"),
    ],
)
def test_what_has_not_the_right_shape_is_refused_by_name(front, county_a, body, field):
    told = problem(front.post("cases/", BODY | body), 400, "invalid")
    assert list(told["fields"]) == [field]
    assert count(county_a) == 0


@pytest.mark.handbook(121)
@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"topic": "天气", "question": "x"}, "details.topic"),
        ({"topic": "创业就业"}, "details.question"),
        (BODY["details"] | {"speed": "1"}, "details.speed"),
        (BODY["details"] | {"answer": "x"}, "details.answer"),
        (BODY["details"] | {"answer": None, "topic": 5}, "details.topic"),
    ],
)
def test_answers_are_judged_by_the_item(front, county_a, details, field):
    told = problem(front.post("cases/", BODY | {"details": details}), 422, "rule")
    assert (list(told["fields"]), told["clause"]) == ([field], [121])
    assert count(county_a) == 0


def test_control_characters_are_taken_out_and_stored(front):
    sent = BODY["details"] | {"question": "返乡\x00补贴\x07？"}
    told = front.post("cases/", BODY | {"details": sent}).json()
    assert {"label": "咨询问题", "text": "返乡补贴？"} in told["details"]


@pytest.mark.handbook(121)
def test_a_withdrawn_item_takes_no_case(front, county_a):
    with county_context(county_a):
        services.item_withdraw(
            item_id=ServiceItem.objects.get(code="S02").pk, from_date=timezone.localdate(),
            by=cast.actor("office"), at=timezone.now(), reason="停办",
        )  # fmt: skip
    told = problem(front.post("cases/", BODY), 422, "rule")
    assert (list(told["fields"]), told["clause"]) == (["item"], [121])
    assert "政策咨询" in told["detail"]


def test_an_item_of_no_catalogue(front):
    told = problem(front.post("cases/", BODY | {"item": "S99"}), 422, "rule")
    assert list(told["fields"]) == ["item"]


@pytest.mark.handbook(121)
def test_a_station_takes_what_it_has_the_ability_for(caller, county_a, station):
    manager = at_station(caller, county_a, station)
    body = BODY | {"item": "V02", "details": {}, "on_behalf": True, "consent": signature()}
    told = problem(manager.post("cases/", body), 422, "rule")
    assert told["clause"] == [121]
    told = problem(manager.post("cases/", BODY | {"channel": "phone"}), 422, "rule")
    assert list(told["fields"]) == ["channel"]


def test_a_handler_who_does_not_exist(front, county_a):
    body = COACHING | {"accept": True, "handler_id": 99999}
    told = problem(front.post("cases/", body), 422, "rule")
    assert list(told["fields"]) == ["handler_id"]
    assert count(county_a) == 0


def test_a_body_nested_too_deeply_is_400_with_a_key_too(front):
    deep: object = "x"
    for _level in range(400):
        deep = [deep]
    body = BODY | {"details": {"topic": deep}}
    problem(front.post("cases/", body), 400, "invalid")
    problem(front.post("cases/", body, **{"Idempotency-Key": "deep"}), 400, "invalid")


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"colour": "red"}, "colour"),
        ({"state": "lost"}, "state"),
        ({"station": "x"}, "station"),
        ({"station": "99999999999999999999"}, "station"),
        ({"opened_from": "31.10.2026"}, "opened_from"),
        ({"township": "12"}, "township"),
        ({"overdue": "perhaps"}, "overdue"),
    ],
)
def test_wrong_filters_are_refused_by_name(front, query, field):
    told = problem(front.get("cases/", query), 400, "invalid")
    assert list(told["fields"]) == [field]
