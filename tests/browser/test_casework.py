"""Registration in a real Chromium: by keys alone, kept while typed, signed on a phone (R121)."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from core import attachments
from core.actor import Scope
from operations.casework import services
from operations.casework.lifecycle import States
from operations.casework.models import Case, ServiceItem
from operations.casework.services import ApplicantData, CaseData
from operations.stations.lifecycle import States as StationStates
from operations.stations.models import Station, Township, Village
from tenants import hosts
from tenants.context import CountyRef, county_context
from tests import cast
from tests.conftest import A

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NEW = "/console/cases/new/"
A_MINUTE = 60
FOCUSED = "document.activeElement.name || document.activeElement.id"


@pytest.fixture
def county(server: int) -> CountyRef:
    """禾川县 with an operating station and one case of 祝小满."""
    ref = hosts.by_code(A)
    with county_context(ref):
        town = Township.objects.create(
            code="980121100", name="柳溪镇", valid_from_date=date(2023, 6, 30)
        )
        village = Village.objects.create(
            code="980121100201", name="石桥村", township=town, valid_from_date=date(2023, 6, 30)
        )
        station = Station.objects.create(
            slug="shiqiao",
            name="石桥村电商服务站",
            village=village,
            township=town,
            status=StationStates.OPERATING,
            manager_name="祝青禾",
            manager_phone="19900001234",
            abilities=["V01", "V03"],
        )
        cast.appoint("station_mgr", scope=Scope("station", str(station.pk)))
        services.case_register(
            data=CaseData(
                item_id=ServiceItem.objects.get(code="S01").pk,
                applicant=ApplicantData(name="祝小满", phone="19900003001"),
                request="想在网上卖自家的土蜂蜜",
                details={"stage": "意向", "product": "土蜂蜜"},
                materials=("identity",),
            ),
            by=cast.actor("frontdesk"),
            at=timezone.now(),
            accept=True,
        )
    return ref


def case_of(county: CountyRef, **wanted: Any) -> Case:
    with county_context(county):
        return Case.objects.select_related("applicant", "item").get(**wanted)


def go(page: Any, path: str) -> None:
    page.goto(page.url.split("/console/")[0] + path)
    page.wait_for_load_state("networkidle")


def walk_to(page: Any, name: str, key: str = "Enter") -> None:
    """Press a key until a field has the focus."""
    for _press in range(30):
        if page.evaluate(FOCUSED) == name:
            return
        page.keyboard.press(key)
    raise AssertionError(f"{name} was not reached; at {page.evaluate(FOCUSED)}")


def at_a_case(url: str) -> bool:
    return url.rstrip("/").rpartition("/")[2].isdigit()


def test_a_new_applicant_is_registered_by_keys_alone_in_a_minute(pages, county):
    with pages(county, "frontdesk").open() as page:
        go(page, NEW)
        keys, began = page.keyboard, time.monotonic()
        assert page.evaluate(FOCUSED) == "who"
        keys.type("柏知夏")
        page.wait_for_selector(".cw-option--new")
        keys.press("Enter")  # nobody is found: the only choice is a new applicant
        assert page.evaluate(FOCUSED) == "phone"
        keys.type("19900007777")
        walk_to(page, "id_item")
        keys.type("cyfd")
        keys.press("Enter")
        page.wait_for_selector("[name=details-stage]")
        page.wait_for_selector("[name=request]:focus")
        keys.type("想把家里的土蜂蜜卖到网上")
        walk_to(page, "details-stage", "Tab")
        keys.press("ArrowDown")
        keys.press("Enter")
        keys.type("土蜂蜜")
        walk_to(page, "materials", "Tab")
        keys.press("Space")
        keys.press("Control+Enter")
        page.wait_for_url(at_a_case)
        took = time.monotonic() - began
        assert not page.complaints
    case = case_of(county, applicant__name="柏知夏")
    assert (case.status, case.item.code) == (States.ACCEPTED, "S01")
    assert took <= A_MINUTE


def test_a_known_applicant_is_two_keys_away(pages, county):
    with pages(county, "frontdesk").open() as page:
        go(page, NEW)
        page.keyboard.type("19900003001")
        page.wait_for_selector("#cw-hits [data-pk]")
        page.keyboard.press("Enter")
        assert "祝*满" in page.inner_text("[data-chosen]")
        assert page.evaluate(FOCUSED) == "id_item"
        page.keyboard.type("S02")
        page.keyboard.press("Enter")
        page.wait_for_selector("[name=details-topic]")


def test_a_refusal_keeps_what_was_typed_and_has_the_focus(pages, county):
    with pages(county, "frontdesk").open() as page:
        go(page, NEW)
        page.fill("#cw-who", "邰小满")
        page.click(".cw-option--new")
        page.fill("[name=phone]", "1990000300")
        page.fill("#id_item", "cyfd")
        page.press("#id_item", "Enter")
        page.wait_for_selector("[name=details-stage]")
        page.fill("[name=request]", "想开店")
        page.select_option("[name=details-stage]", "意向")
        page.fill("[name=details-product]", "土蜂蜜")
        page.keyboard.press("Control+Enter")
        page.wait_for_selector(".cl-errors")
        assert page.evaluate("document.activeElement.classList.contains('cl-errors')")
        assert page.input_value("[name=phone]") == "1990000300"
        assert page.input_value("[name=request]") == "想开店"
        assert page.input_value("#id_item") == "S01 创业辅导"
        assert page.is_visible("[name=name]")


def test_it_is_kept_every_ten_seconds_and_guards_its_page(pages, county):
    with pages(county, "frontdesk").open() as page:
        go(page, NEW)
        page.fill("#id_item", "cyfd")
        page.press("#id_item", "Enter")
        page.wait_for_selector("[name=details-stage]")
        page.fill("[name=request]", "想开店")
        page.wait_for_selector("[data-said]:not(:empty)", timeout=25_000)
        assert "已保存" in page.inner_text("[data-said]")
        draft = case_of(county, status=States.DRAFT)
        assert page.url.endswith(f"/console/cases/{draft.pk}/draft/")
        assert draft.request == "想开店"
        asked: list[str] = []
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
        page.fill("[name=request]", "想开店卖蜂蜜")
        go(page, "/console/cases/")
        assert asked == ["beforeunload"]


def test_at_a_station_one_task_a_screen_and_a_signature(pages, county):
    with pages(county, "station_mgr").open(width=390) as page:
        go(page, NEW)
        assert page.locator("[data-screen]:visible").count() == 1
        page.fill("#cw-who", "柏知夏")
        page.click(".cw-option--new")
        page.fill("[name=phone]", "19900008888")
        page.click("[data-next]")
        page.fill("#id_item", "djf")
        page.press("#id_item", "Enter")
        page.wait_for_selector("[name=request]:visible")
        page.fill("[name=request]", "代交电费")
        page.click("[data-next]")
        page.select_option("[name=details-kind]", "电费")
        page.fill("[name=details-account]", "98012100001234")
        page.fill("[name=details-amount]", "120.50")
        page.click("[data-next]")
        for box in page.locator("[name=materials]:visible").all():
            box.check()
        page.click("[data-next]")
        _sign(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        page.click("[data-accept]")
        page.wait_for_url(at_a_case)
    case = case_of(county, applicant__name="柏知夏")
    assert (case.status, case.on_behalf) == (States.ASSIGNED, True)
    with county_context(county):
        assert attachments.of(case, kind="consent").count() == 1


def _sign(page: Any) -> None:
    """A zigzag of the finger."""
    box = page.locator("[data-pad]").bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 40)
    page.mouse.down()
    for step in range(20):
        page.mouse.move(box["x"] + 40 + step * 10, box["y"] + 40 + step % 5 * 12)
    page.mouse.up()


def test_pages_of_cases_have_nothing_to_complain_of(pages, county):
    case = case_of(county)
    found = pages(county, "ops").look(
        "/console/cases/",
        f"/console/cases/{case.pk}/",
        f"/console/cases/{case.pk}/do/assign/",
        "/console/cases/assign/",
        "/console/cases/statistics/",
        f"{NEW}?item={case.item_id}",
        f"/console/applicants/{case.applicant_id}/",
        f"/console/services/{case.item_id}/",
        "/console/hall/",
        "/console/hall/screen/",
    )
    assert not found, "\n".join(found)
