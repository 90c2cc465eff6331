"""Cases over the API: reading, registering, every move; by the console's rules."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from api.actions import offered
from core.models import AuditEntry
from operations.casework import services
from operations.casework.models import Applicant, Case
from operations.casework.records import CaseRecord
from tenants.context import county_context
from tests import cast
from tests.api.casework import BODY, COACHING, FINISH, at_station, count, signature
from tests.api.test_problems import problem
from tests.operations.casework.conftest import person, request_of

KEY = {"Idempotency-Key": "9a41-1"}


@pytest.fixture
def front(caller, county_a):
    return caller(county_a, "frontdesk")


@pytest.fixture
def registered(front) -> int:
    """A case of today at the window."""
    reply = front.post("cases/", COACHING)
    assert reply.status_code == 201, reply.content
    return int(reply.json()["id"])


@pytest.fixture
def of_station(station, manager) -> Case:
    """A case that the station registered."""
    data = request_of(
        "V01", station_id=station.pk, channel="station", applicant=person("祝大山", "19900003003"),
        details={"what": "洗衣机", "need_by": "2030-01-01", "budget": "1200"},
    )  # fmt: skip
    return services.case_draft(data=data, by=manager, at=timezone.now())


def ids(reply) -> list[int]:
    assert reply.status_code == 200, reply.content
    return [row["id"] for row in reply.json()["results"]]


@pytest.mark.handbook(121)
def test_a_draft_of_the_console_is_submitted_over_the_api(caller, county_a, desk):
    data = request_of("S02", applicant=person("祝小满", "19900003001"), details=BODY["details"])
    case = services.case_draft(data=data, by=desk, at=timezone.now())
    front = caller(county_a, "frontdesk")
    there = [one["action"] for one in front.get(f"cases/{case.pk}/").json()["available_actions"]]
    assert "submit" in there
    submitted = front.post(f"cases/{case.pk}/submit/").json()
    assert (submitted["state"], submitted["history"][-1]["action"]) == ("submitted", "case.submit")
    problem(front.post(f"cases/{case.pk}/submit/"), 422, "rule")


# --- Reading ---


@pytest.mark.handbook(148)
def test_everybody_sees_what_they_see_in_the_console(
    caller, county_a, submitted, of_station, station
):
    both = [of_station.pk, submitted.pk]
    assert sorted(ids(caller(county_a, "office").get("cases/"))) == sorted(both)
    manager = at_station(caller, county_a, station)
    assert ids(manager.get("cases/")) == [of_station.pk]
    assert ids(caller(county_a, "township").get("cases/")) == [of_station.pk]
    problem(manager.get(f"cases/{submitted.pk}/"), 404, "not_found")
    problem(manager.post(f"cases/{submitted.pk}/accept/"), 404, "not_found")
    assert manager.get(f"cases/{of_station.pk}/").status_code == 200


@pytest.mark.handbook(152)
def test_personal_data_are_masked(caller, county_a, desk):
    data = request_of(applicant=person(id_number="110101199003070652", contact_name="祝大山"))
    case = services.case_register(data=data, by=desk, at=timezone.now())
    office = caller(county_a, "office")
    for reply in (office.get("cases/"), office.get(f"cases/{case.pk}/")):
        text = reply.content.decode()
        assert "祝*满" in text
        for plain in ("祝小满", "19900003001", "110101199003070652", "祝大山"):
            assert plain not in text
    shown = office.get(f"cases/{case.pk}/").json()["applicant"]
    assert shown["phone"] == "199****3001"
    assert shown["id"] == case.applicant_id


@pytest.mark.handbook(135, 136)
def test_both_clocks_the_checklist_and_the_history(front, registered):
    shown = front.get(f"cases/{registered}/").json()
    assert shown["state"] == "submitted"
    (answer,) = shown["clocks"]["terms"]
    assert (answer["label"], answer["date"]) == ("应答复日期", shown["answer_due_date"])
    front.post(f"cases/{registered}/accept/", {"materials": ["identity"]})
    shown = front.get(f"cases/{registered}/").json()
    assert shown["number"].startswith("FW-")
    clocks = shown["clocks"]
    assert clocks["promised_date"] == shown["due_date"] <= shown["legal_due_date"]
    assert len(clocks["terms"]) == 2
    assert all(term["reason"] for term in clocks["terms"])
    assert clocks["promise_days"] <= clocks["legal_days"]
    paper = next(one for one in shown["materials"] if one["key"] == "identity")
    assert (paper["required"], paper["paper"], paper["file"]) == (True, True, False)
    acts = [one["action"] for one in shown["history"]]
    assert acts == ["case.draft", "case.submit", "case.accept"]
    assert shown["history"][-1]["clause"] == [135]
    assert "address" not in shown["history"][0]


def test_what_is_available_is_what_the_page_offers(caller, county_a, registered):
    front = caller(county_a, "frontdesk")
    there = [one["action"] for one in front.get(f"cases/{registered}/").json()["available_actions"]]
    assert there == ["accept", "ask", "note", "refuse", "withdraw"]
    finance = caller(county_a, "finance").get(f"cases/{registered}/").json()
    assert finance["available_actions"] == []


@pytest.mark.handbook(156)
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "19900003001"}, 1),
        ({"q": "1990000300"}, 0),
        ({"q": "祝小满"}, 1),
        ({"q": "祝小"}, 0),
        ({"item": "S01"}, 1),
        ({"item": "S02"}, 0),
        ({"state": "submitted"}, 1),
        ({"state": "finished"}, 0),
        ({"channel": "window"}, 1),
        ({"zone": "logistics"}, 0),
        ({"township": "980121100"}, 1),
        ({"number": "FW-20200101-0001"}, 0),
        ({"overdue": "true"}, 0),
        ({"overdue": "false"}, 2),
        ({"light": "green"}, 1),
        ({"light": "red"}, 0),
        ({"opened_from": "2020-01-01", "opened_to": "2099-01-01"}, 1),
        ({"opened_from": "2099-01-01"}, 0),
        ({"opened_to": "2020-01-01"}, 0),
        ({"due_from": "2020-01-01"}, 0),
        ({"due_to": "2099-01-01"}, 0),
        ({"handler": "7"}, 0),
        ({}, 2),
    ],
)
def test_filters(front, registered, of_station, query, found):
    assert len(ids(front.get("cases/", query))) == found


def test_found_by_station_number_and_handler(front, registered, of_station, caller, county_a):
    assert ids(front.get("cases/", {"station": of_station.station_id})) == [of_station.pk]
    number = front.post(f"cases/{registered}/accept/", {"materials": ["identity"]}).json()["number"]
    assert ids(front.get("cases/", {"number": number.lower()})) == [registered]
    with county_context(county_a):
        handler = cast.actor("staff").user_id
    front.post(f"cases/{registered}/assign/", {"handler_id": handler})
    assert ids(front.get("cases/", {"handler": handler})) == [registered]
    due = front.get(f"cases/{registered}/").json()["due_date"]
    assert ids(front.get("cases/", {"due_from": due, "due_to": due})) == [registered]


def test_overdue_cases_are_found(front, registered, county_a):
    front.post(f"cases/{registered}/accept/", {"materials": ["identity"]})
    with county_context(county_a):
        past = timezone.localdate() - timedelta(days=3)
        Case.objects.filter(pk=registered).update(due_date=past)
    assert ids(front.get("cases/", {"overdue": "true"})) == [registered]
    shown = ids(front.get("cases/", {"light": "red"}))
    assert shown == [registered]


def test_pages_and_a_cursor_of_another_county(front, caller, county_b, county_a):
    for number in range(5):
        who = BODY["applicant"] | {"phone": f"1990000310{number}"}
        assert front.post("cases/", BODY | {"applicant": who}).status_code == 201
    first = front.get("cases/", {"limit": 2}).json()
    second = front.get("cases/", {"limit": 2, "cursor": first["next"]}).json()
    third = front.get("cases/", {"limit": 2, "cursor": second["next"]}).json()
    seen = [row["id"] for page in (first, second, third) for row in page["results"]]
    assert seen == sorted(seen, reverse=True)
    assert (len(set(seen)), third["next"]) == (5, None)
    elsewhere = caller(county_b, "frontdesk")
    told = problem(elsewhere.get("cases/", {"limit": 2, "cursor": first["next"]}), 400, "cursor")
    assert list(told["fields"]) == ["cursor"]


def test_a_page_costs_the_same_queries_however_long(front, django_assert_max_num_queries):
    for number in range(4):
        who = BODY["applicant"] | {"phone": f"1990000310{number}"}
        front.post("cases/", BODY | {"applicant": who})
    front.get("cases/")
    # The host, the token with its person, the posts, the calendar, the rows.
    with django_assert_max_num_queries(6):
        assert len(ids(front.get("cases/"))) == 4


def test_one_case_costs_the_same_queries_however_long_its_course(
    front, registered, django_assert_max_num_queries
):
    front.post(f"cases/{registered}/accept/", {"materials": ["identity"]})
    for number in range(6):
        front.post(f"cases/{registered}/note/", {"text": f"备注{number}"})
    with django_assert_max_num_queries(24):
        shown = front.get(f"cases/{registered}/").json()
    assert len(shown["notes"]) == 6


# --- Registering ---


@pytest.mark.handbook(120, 121)
def test_a_case_is_registered_at_the_window(front, county_a):
    reply = front.post("cases/", COACHING)
    told = reply.json()
    assert reply.status_code == 201
    assert reply.headers["Location"] == f"/api/v1/cases/{told['id']}/"
    assert reply.headers["ETag"].startswith(f'"v{told["version"]}.')
    assert (told["state"], told["channel"], told["station"]) == ("submitted", "window", None)
    assert {"label": "创业阶段", "text": "意向"} in told["details"]
    with county_context(county_a):
        case = Case.objects.select_related("applicant").get()
        assert case.applicant.name == "祝小满"
        assert case.details == {"stage": "意向", "product": "土蜂蜜"}
        assert case.materials == ["identity"]
        entry = AuditEntry.objects.get(action="case.submit")
        assert (entry.actor_name, entry.address) == ("鄢云舟", "127.0.0.1")


def test_accepted_and_assigned_in_the_same_call(front, county_a):
    with county_context(county_a):
        handler = cast.actor("staff").user_id
    told = front.post("cases/", COACHING | {"accept": True, "handler_id": handler}).json()
    assert (told["state"], told["handler"]["id"]) == ("assigned", handler)
    assert told["number"]


@pytest.mark.handbook(121)
def test_a_station_registers_on_behalf_with_a_signature(caller, county_a, station):
    manager = at_station(caller, county_a, station)
    asked = {"item": "S02", "on_behalf": True}
    told = problem(manager.post("cases/", BODY | asked), 422, "rule")
    assert (list(told["fields"]), told["clause"]) == (["consent"], [121])
    assert count(county_a) == 0
    told = manager.post("cases/", BODY | asked | {"consent": signature()}).json()
    assert told["station"] == {"id": station.pk, "name": station.name}
    assert (told["channel"], told["on_behalf"]) == ("station", True)
    files = manager.get(f"cases/{told['id']}/attachments/").json()["results"]
    assert [one["kind"] for one in files] == ["consent"]


@pytest.mark.handbook(148)
def test_nobody_registers_at_another_s_station(caller, county_a, station, front):
    manager = at_station(caller, county_a, station)
    for who in (manager, front):
        told = problem(who.post("cases/", BODY | {"station": station.pk + 9}), 422, "rule")
        assert (list(told["fields"]), told["clause"]) == (["station"], [148])
    assert manager.post("cases/", BODY | {"station": station.pk}).status_code == 201


def test_only_windows_and_stations_register(caller, county_a):
    told = problem(caller(county_a, "finance").post("cases/", BODY), 403, "denied")
    assert "窗口" in told["detail"]


@pytest.mark.handbook(120)
def test_a_known_applicant_by_number(front, county_a):
    first = front.post("cases/", BODY).json()
    who = first["applicant"]["id"]
    second = front.post("cases/", BODY | {"applicant": {"id": who}}).json()
    assert second["applicant"]["id"] == who
    with county_context(county_a):
        assert Applicant.objects.count() == 1
    told = problem(front.post("cases/", BODY | {"applicant": {"id": who + 9}}), 422, "rule")
    assert list(told["fields"]) == ["applicant.id"]


@pytest.mark.handbook(139)
def test_a_complaint_names_the_case_it_is_about(front, registered):
    reference = front.get(f"cases/{registered}/").json()["reference"]
    told = problem(front.post("cases/", BODY | {"about": reference}), 422, "rule")
    assert (list(told["fields"]), told["clause"]) == (["item"], [121])
    told = problem(front.post("cases/", BODY | {"about": "FW-1"}), 400, "invalid")
    assert list(told["fields"]) == ["about"]
    details = {"came_by": "窗口", "kind": "中心服务", "claim": "等了两周"}
    complaint = BODY | {"item": "S17", "details": details, "about": reference.lower()}
    told = front.post("cases/", complaint).json()
    assert told["about"] == {"id": registered, "number": reference}


@pytest.mark.handbook(120)
def test_an_applicant_of_a_village_and_an_organisation(front, village):
    who = {
        "kind": "coop", "name": "石桥村蜂业合作社", "phone": "0556-8921345",
        "contact_name": "祝大山", "credit_code": "93980121MA0000AB0L", "village": village.code,
        "address": "石桥村口",
    }  # fmt: skip
    reply = front.post("cases/", BODY | {"applicant": who})
    assert reply.status_code == 201, reply.json()["detail"]
    shown = reply.json()["applicant"]
    assert shown["village"] == {"code": village.code, "name": "石桥村"}
    assert (shown["name"], shown["contact"]) == ("石桥村蜂业合作社", "祝*山")
    assert shown["credit_code"] == "93980121MA0000AB0L"


# --- Moves ---


def test_every_action_of_the_page_that_is_one_call_is_there():
    assert set(offered(CaseRecord)) == set(CaseRecord.actions)


def test_a_case_goes_its_way_over_the_api(caller, county_a, front, registered):
    address = f"cases/{registered}"
    staff, ops = caller(county_a, "staff"), caller(county_a, "ops")
    with county_context(county_a):
        handler = cast.actor("staff").user_id
    told = problem(front.post(f"{address}/ask/", {"missing": ["身份证复印件"]}), 400, "invalid")
    assert list(told["fields"]) == ["missing"]
    ask = front.post(f"{address}/ask/", {"missing": [], "further": "户口本复印件"})
    assert (ask.status_code, ask.json()["state"]) == (200, "supplement"), ask.content
    assert ask.json()["missing"] == ["户口本复印件"]
    assert ask.json()["clocks"]["pauses"][0]["to_date"] is None
    assert front.post(f"{address}/complete/").json()["state"] == "submitted"
    assert front.post(f"{address}/accept/").json()["state"] == "accepted"
    assert ops.post(f"{address}/assign/", {"handler_id": handler}).json()["state"] == "assigned"
    assert staff.post(f"{address}/start/").json()["state"] == "handling"
    step = staff.post(f"{address}/step/", {"text": "电话沟通", "minutes": 20}).json()
    assert step["course"][0]["text"] == "电话沟通"
    assert staff.post(f"{address}/wait/", {"reason": "等样品"}).json()["light"] == "paused"
    assert staff.post(f"{address}/continue/").json()["state"] == "handling"
    asked = staff.post(f"{address}/extend/", {"days": 1, "reason": "样品未到"}).json()
    assert asked["extensions"][0]["approved"] is None
    decided = ops.post(f"{address}/decide/", {"approved": "yes"}).json()
    assert decided["extensions"][0]["approved"] is True
    noted = staff.post(f"{address}/note/", {"text": "下周上门"}).json()
    assert noted["notes"][0]["text"] == "下周上门"
    done = staff.post(f"{address}/finish/", FINISH)
    assert (done.status_code, done.json()["state"]) == (200, "finished"), done.content
    assert done.json()["rate_until_date"]
    assert "卜小满" in str(done.json()["details"])


@pytest.mark.handbook(135)
def test_a_refusal_is_from_the_list(front, registered):
    address = f"cases/{registered}/refuse/"
    told = problem(front.post(address, {"reason_code": "no_time"}), 400, "invalid")
    assert list(told["fields"]) == ["reason_code"]
    assert front.post(address, {"reason_code": "not_ours"}).json()["state"] == "refused"


def test_answers_at_the_end_are_judged_by_the_item(caller, county_a, handling):
    staff, address = caller(county_a, "staff"), f"cases/{handling.pk}/finish/"
    told = problem(staff.post(address, {"result": "已开店"}), 400, "invalid")
    assert "details.coach" in told["fields"]
    wrong = FINISH | {"details": FINISH["details"] | {"speed": 1}}
    told = problem(staff.post(address, wrong), 400, "invalid")
    assert list(told["fields"]) == ["details.speed"]


def test_a_colleague_s_case_is_not_mine_and_an_old_page_is_412(caller, county_a, assigned, front):
    told = problem(front.post(f"cases/{assigned.pk}/start/"), 422, "rule")
    assert told["detail"]
    staff = caller(county_a, "staff")
    mark = staff.get(f"cases/{assigned.pk}/").headers["ETag"]
    assert staff.post(f"cases/{assigned.pk}/start/", **{"If-Match": mark}).status_code == 200
    told = problem(
        staff.post(f"cases/{assigned.pk}/wait/", {"reason": "x"}, **{"If-Match": mark}),
        412,
        "changed",
    )


def test_the_same_key_registers_once(front, county_a):
    first = front.post("cases/", BODY, **KEY)
    again = front.post("cases/", dict(reversed(BODY.items())), **KEY)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    assert first.headers["Location"] == again.headers["Location"]
    assert again.headers["Idempotency-Replayed"] == "true"
    assert count(county_a) == 1
    problem(front.post("cases/", BODY | {"urgent": True}, **KEY), 409, "idempotency_conflict")
