"""The console in a real Chromium: no English, no overflow, no foreign host, keys that work."""

import re
from datetime import date

import pytest
from django.utils import timezone

from operations.staff import services
from operations.stations import services as stations
from operations.stations.models import Township, Village
from tenants import hosts
from tenants.context import county_context
from tests import cast
from tests.browser.crawl import CROSSWISE
from tests.conftest import A

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def people(server):
    """禾川县 with two people who are joining."""
    county = hosts.by_code(A)
    with county_context(county):
        by = cast.actor("admin")
        for name in ("卜知夏", "祝南星"):
            services.person_register(
                name=name, by=by, joined_date=date(2026, 11, 20), at=timezone.now()
            )
    return county


COUNTY = (
    "/console/",
    "/console/inbox/",
    "/console/inbox/done/",
    "/console/inbox/mine/",
    "/console/inbox/drafts/",
    "/console/centre/",
    "/console/jobs/",
    "/console/search/?q=禾川",
    "/console/search/?q=禾",
    "/console/stations/",
    "/console/stations/?q=zzz",
    "/console/stations/board/",
    "/console/stations/map/",
    "/console/stations/divisions/",
    "/console/imports/stations/",
    "/console/staff/",
    "/console/staff/organisation/",
    "/console/staff/add/",
    "/console/accounts/",
    "/console/accounts/invite/",
    "/console/who-may/",
    "/console/who-may/?by=person",
    "/console/devices/",
    "/console/password/",
    "/console/parameters/duty/",
    "/console/parameters/documents/phrases/",
    "/console/monthly-report/",
)
PROVINCE = (
    "/console/",
    "/console/inbox/",
    "/console/jobs/",
    "/console/oversight/",
    "/console/oversight/county/980121/",
    "/console/oversight/indicators/",
    "/console/oversight/reports/",
    "/console/counties/",
    "/console/counties/create/",
    "/console/counties/980121/",
    "/console/accounts/",
)


@pytest.fixture
def station(people):
    """A station on its way, on the pages of which a clerk looks."""
    with county_context(people):
        town = Township.objects.create(code="980121100", name="柳溪镇")
        village = Village.objects.create(code="980121100201", name="石桥村", township=town)
        made = stations.station_select(
            by=cast.actor("area_clerk"),
            at=timezone.now(),
            name="石桥村电商服务站",
            village=village,
            township=town,
            manager_name="祝青禾",
            manager_phone="19900008888",
            address="石桥村口",
            operator_name="石桥村股份经济合作社",
        )
        stations.station_apply(station_id=made.pk, by=cast.actor("area_clerk"), at=timezone.now())
    return made


def test_pages_of_a_county_have_nothing_to_complain_of(pages, people, station):
    of_station = f"/console/stations/{station.pk}/"
    found = pages(people, "county_admin").look(
        *COUNTY,
        of_station,
        f"{of_station}?tab=audit",
        f"{of_station}circulate/",
        at=CROSSWISE,
        lists=True,
    )
    assert not found, "\n".join(found)


def test_forms_of_a_clerk_have_nothing_to_complain_of(pages, people, station):
    found = pages(people, "area_clerk").look(
        "/console/",
        "/console/stations/add/",
        f"/console/stations/{station.pk}/change/",
        f"/console/stations/{station.pk}/do/withdraw/",
        f"/console/stations/{station.pk}/do/hours/",
        at=CROSSWISE,
        lists=True,
    )
    assert not found, "\n".join(found)


def test_pages_of_the_province_have_nothing_to_complain_of(pages, people):
    found = pages(None, "root").look(*PROVINCE, at=CROSSWISE)
    assert not found, "\n".join(found)


def test_the_key_that_moves_shows_where_it_is(pages, people, station):
    with pages(people, "county_admin").open() as page:
        page.goto(page.url.split("/console/")[0] + "/console/stations/")
        for _press in range(12):
            page.keyboard.press("Tab")
            drawn = page.evaluate(
                "() => { const s = getComputedStyle(document.activeElement);"
                " return s.outlineStyle !== 'none' || s.boxShadow !== 'none'; }"
            )
            assert drawn, page.evaluate("document.activeElement.outerHTML")


def test_a_link_is_copied_by_its_button(pages, people):
    with pages(people, "county_admin").open() as page:
        page.goto(page.url.split("/console/")[0] + "/console/accounts/invite/")
        page.fill("[name=name]", "卜小禾")
        page.fill("[name=phone]", "19900003333")
        page.click(".cl-bar button")
        # A browser without windows has nobody to ask.
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.click("[data-copy]")
        page.get_by_text("已复制", exact=True).wait_for()


def test_keys_move_through_the_inbox_and_the_slash_searches(pages, people):
    with pages(people, "admin").open() as page:
        page.goto(page.url.split("/console/")[0] + "/console/inbox/")
        focused = "document.activeElement.textContent"
        page.keyboard.press("j")
        first = page.evaluate(focused)
        page.keyboard.press("j")
        assert page.evaluate(focused) != first
        page.keyboard.press("k")
        assert page.evaluate(focused) == first
        opened = page.evaluate("document.activeElement.href")
        page.keyboard.press("Enter")
        page.wait_for_url(opened)
        # Everywhere the slash searches over everything, in a list through the list.
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "cl-search"
        page.go_back()
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.matches('[data-search]')")
        page.keyboard.type("知夏")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/inbox/\?q="))
        assert page.locator("[data-rows] tbody tr").count() == 1


def test_the_inbox_s_filters_are_behind_one_line_on_a_phone_only(pages, people):
    for width, open_at_once in ((390, False), (1280, True)):
        with pages(people, "admin").open(width=width) as page:
            page.goto(page.url.split("/console/")[0] + "/console/inbox/")
            light, more = page.locator("[name=light]"), page.locator(".cl-filter__fold > summary")
            assert (light.is_visible(), more.is_visible()) == (open_at_once, not open_at_once)
            if open_at_once:
                # In one row with the words looked for.
                searched = page.locator(".cl-filter [name=q]").bounding_box()
                assert abs(light.bounding_box()["y"] - searched["y"]) < 8
                continue
            assert page.locator("[data-rows]").bounding_box()["y"] < 450
            more.click()
            page.select_option("[name=light]", "red")
            page.click(".cl-filter__go button")
            page.wait_for_url(re.compile(r"light=red"))
            assert page.locator("[name=light]").is_visible()


def test_the_bell_counts_without_a_reload(pages, people):
    with pages(people, "admin").open() as page:
        page.wait_for_selector(".cl-bell__link")
        assert "待办 2" in page.inner_text(".cl-bell").replace("\n", " ")


def test_the_policy_keeps_strange_scripts_out(pages, people):
    with pages(people, "admin").open() as page:
        page.evaluate(
            "() => { const s = document.createElement('script');"
            " s.textContent = 'window.cl_hacked = 1'; document.body.append(s); }"
        )
        assert page.evaluate("window.cl_hacked") is None
        assert any("Content Security Policy" in word for word in page.complaints)
