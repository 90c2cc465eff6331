"""Lists of cases: whose, narrowed how, exported masked, within a budget of queries (R148, R156)."""

import io
from collections.abc import Iterator
from datetime import timedelta

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.models.audit import AuditEntry
from core.workcalendar import WorkCalendar
from operations.casework import finding, selectors, services
from operations.casework.clock import Light
from operations.casework.models import Case
from operations.stations.models import Station
from tests import cast
from tests.operations.casework.conftest import AT, DAY, person, request_of, station_in, stone_bridge
from tests.operations.casework.people import errors, main, text

CASES = "/console/cases/"
MOST_QUERIES = 12


def four_cases() -> list[int]:
    """One submitted, one accepted, one in hand, one at the station."""
    desk, handler = cast.actor("frontdesk"), cast.actor("staff")
    station = station_in(stone_bridge())
    manager = cast.actor("station_mgr", scope=station.own_scope)
    submitted = services.case_register(data=request_of(), by=desk, at=AT)
    phones = iter(f"1990000{n}" for n in range(4001, 4100))

    def one(**more: object) -> Case:
        data = request_of(applicant=person("柏望舒", next(phones)), **more)
        return services.case_register(data=data, by=desk, at=AT)

    accepted = services.case_accept(case_id=one().pk, by=desk, at=AT)
    held = services.case_accept(case_id=one().pk, by=desk, at=AT + DAY, handler_id=handler.user_id)
    local = services.case_register(
        data=request_of(
            "V03",
            channel="station",
            station_id=station.pk,
            applicant=person("邰小满", "19900004999"),
            details={"kind": "电费", "account": "98012100001234", "amount": "120"},
            materials=("account", "payment"),
        ),
        by=manager,
        at=AT,
    )
    return [case.pk for case in (submitted, accepted, held, local)]


@pytest.fixture(scope="module")
def four(stage) -> Iterator[list[int]]:
    """What every list of the file is of."""
    yield from stage(four_cases)


@pytest.fixture
def station(four, in_county_a) -> Station:
    """石桥村电商服务站, which has one of them."""
    return Station.objects.get()


@pytest.fixture
def many(four, in_county_a) -> list[Case]:
    """One submitted, one accepted, one in hand, one at the station."""
    return [Case.objects.get(pk=pk) for pk in four]


@pytest.mark.handbook(148)
def test_a_station_sees_its_own_cases_only(at_station, many):
    page = main(at_station.get(CASES))
    assert many[3].reference in page
    assert many[0].reference not in page
    assert many[1].number not in page


def test_the_centre_sees_all(browser_of, many):
    page = main(browser_of("office").get(CASES))
    assert all((case.number or case.reference) in page for case in many)
    assert "柏望舒" not in page


def test_what_is_in_my_hands(browser_of, many):
    page = main(browser_of("staff").get(f"{CASES}mine/"))
    assert many[2].number in page
    assert many[1].number not in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("state=submitted", {0, 3}),
        ("state=accepted", {1}),
        ("item=V03", {3}),
        ("channel=station", {3}),
        ("zone=merchants", {0, 1, 2}),
        ("township=980121100", {3}),
        ("since=2026-03-04", set()),
        ("until=2026-03-03", {0, 1, 2, 3}),
    ],
)
def test_filters_are_in_the_address(browser_of, many, query, found):
    page = main(browser_of("office").get(f"{CASES}?{query}"))
    seen = {n for n, case in enumerate(many) if (case.number or case.reference) in page}
    assert seen == found


@pytest.mark.handbook(156)
def test_words_find_numbers_and_whole_phones_only(browser_of, many):
    office = browser_of("office")

    def seen(words: str) -> set[int]:
        page = main(office.get(CASES, {"words": words}))
        return {n for n, case in enumerate(many) if (case.number or case.reference) in page}

    assert seen(many[1].number) == {1}
    assert seen(many[0].reference.lower()) == {0}
    assert seen("19900004999") == {3}
    assert seen("1990000499") == set()
    assert seen("邰小满") == {3}
    assert seen("邰") == set()


@pytest.mark.handbook(136)
@pytest.mark.parametrize("days", range(0, 22))
def test_the_filter_of_lights_says_what_the_clock_says(many, handler, days):
    on = (AT + timedelta(days=days)).date()
    calendar = WorkCalendar.load()
    for light in (Light.GREEN, Light.YELLOW, Light.RED, Light.PAUSED):
        said = {
            case.pk
            for case in Case.objects.all()
            if selectors.standing(case, on=on, calendar=calendar).light == light
        }
        rows = finding.of_light(Case.objects.all(), light, on=on, calendar=calendar)
        assert set(rows.values_list("pk", flat=True)) == said, (light, on)


@pytest.mark.handbook(135)
def test_what_waits_for_its_answer(browser_of, many):
    page = main(browser_of("frontdesk").get(f"{CASES}unanswered/"))
    assert many[0].reference in page
    assert many[1].number not in page
    assert "超期" in page


@pytest.mark.handbook(136)
def test_what_is_overdue(browser_of, many):
    page = main(browser_of("ops").get(f"{CASES}overdue/"))
    assert many[1].number in page
    assert many[0].reference not in page


def test_a_draft_leads_to_where_one_goes_on(browser_of, desk):
    draft = services.case_draft(data=request_of(), by=desk, at=AT)
    page = text(browser_of("frontdesk").get(f"{CASES}drafts/"))
    assert f"/console/cases/{draft.pk}/draft/" in page
    assert draft.reference not in main(browser_of("office").get(f"{CASES}drafts/"))


@pytest.mark.handbook(152)
def test_the_export_is_masked_and_in_the_trail(browser_of, many):
    reply = browser_of("office").get(CASES, {"export": "xlsx", "words": "19900004999"})
    rows = list(openpyxl.load_workbook(io.BytesIO(reply.getvalue())).active.values)
    whole = " ".join(str(cell) for row in rows for cell in row if cell is not None)
    assert many[3].reference in whole
    assert "邰*满" in whole
    assert "邰小满" not in whole
    assert "<span" not in whole
    entry = AuditEntry.objects.filter(action="list.export").latest("pk")
    assert entry.changes["rows"] == 1
    assert "19900004999" not in str(entry.changes)


@pytest.mark.parametrize(
    "page", ["", "mine/", "team/", "overdue/", "unanswered/", "?light=yellow&zone=merchants"]
)
def test_a_list_keeps_its_budget_of_queries(browser_of, many, page):
    from operations.casework.views import lists

    views = {
        "mine/": lists.MineView,
        "team/": lists.TeamView,
        "overdue/": lists.OverdueView,
        "unanswered/": lists.UnansweredView,
    }
    browser = browser_of("office")
    browser.get(f"{CASES}{page}")
    with CaptureQueriesContext(
        connection,
    ) as few:
        browser.get(f"{CASES}{page}")
    own = [one["sql"] for one in few if "casework_" in one["sql"] or "stations_" in one["sql"]]
    assert len(own) <= MOST_QUERIES, "\n".join(own)
    assert views.get(page, lists.IndexView)


def test_more_cases_do_not_ask_more_queries(browser_of, many, desk):
    browser = browser_of("office")
    browser.get(CASES)
    with CaptureQueriesContext(connection) as before:
        browser.get(CASES)
    for number in range(5):
        data = request_of(applicant=person("柏知秋", f"1990000550{number}"))
        services.case_register(data=data, by=desk, at=AT)
    with CaptureQueriesContext(connection) as after:
        browser.get(CASES)
    assert len(after) <= len(before)


# --- Assigning many ---


def test_many_are_given_to_one_with_what_became_of_each(browser_of, many, handler, desk):
    data = request_of(applicant=person("柏知秋", "19900005500"))
    second = services.case_register(data=data, by=desk, at=AT)
    second = services.case_accept(case_id=second.pk, by=desk, at=AT)
    browser = browser_of("ops")
    assert many[1].number in main(browser.get(f"{CASES}assign/"))
    ids = [many[1].pk, second.pk]
    sent = {"case_ids": ids, "handler_id": handler.user_id, "zone": "merchants"}
    page = main(browser.post(f"{CASES}assign/", sent))
    assert "已分派2件" in page
    assert Case.objects.filter(pk__in=ids, handler_id=handler.user_id).count() == 2


def test_one_taken_meanwhile_stops_no_other(browser_of, many, handler, chief, desk):
    data = request_of(applicant=person("柏知秋", "19900005500"))
    second = services.case_register(data=data, by=desk, at=AT)
    second = services.case_accept(case_id=second.pk, by=desk, at=AT)
    results = services.cases_assign(
        case_ids=[many[2].pk, second.pk], handler_id=handler.user_id, by=chief, at=AT
    )
    assert [bool(one.refusal) for one in results] == [True, False]


def test_nothing_ticked_is_said(browser_of, many):
    told = errors(browser_of("ops").post(f"{CASES}assign/", {"zone": "merchants"}))
    assert "至少选择一个办件" in " ".join(told.values())


@pytest.mark.parametrize("post", ["staff", "finance", "station_mgr"])
def test_others_assign_nothing(browser_of, many, post):
    assert browser_of(post).get(f"{CASES}assign/").status_code == 403


# --- Applicants ---


@pytest.mark.handbook(156)
def test_applicants_are_found_whole(browser_of, many):
    office = browser_of("office")

    def seen(words: str) -> bool:
        return "邰*满" in main(office.get("/console/applicants/", {"words": words}))

    assert seen("邰小满")
    assert seen("19900004999")
    assert not seen("邰")
    assert not seen("1990000499")
    assert "邰小满" not in main(office.get("/console/applicants/"))
    assert timezone.localdate()
