"""Papers handed in, in a real Chromium: from a station's phone to the office's desk (R31)."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from django.utils import timezone
from PIL import Image

from core import attachments
from operations.documents.handed import services
from operations.documents.handed.lifecycle import S
from operations.documents.models import HandedPaper, IncomingDocument
from tenants import hosts
from tenants.context import CountyRef, county_context
from tests import cast
from tests.browser.crawl import BOTH, CROSSWISE
from tests.conftest import A
from tests.operations.documents.handed.conftest import Stations, hand_in, two_stations

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PHONE = 390
A_PAPER = re.compile(r"/console/handed/\d+/$")


@pytest.fixture
def county(server: int) -> CountyRef:
    """禾川县 with two stations and their managers; one paper of each is with the office."""
    ref = hosts.by_code(A)
    with county_context(ref):
        stations = two_stations()
        for post in ("office", "leader"):
            cast.appoint(post)
        hand_in(stations, title="关于上报三月份运行情况的报告", kind="report")
        neighbours(stations)
    return ref


def neighbours(stations: Stations) -> HandedPaper:
    """The paper of the other station."""
    given = {"station_id": stations.other.pk, "title": "关于更换招牌的请示"}
    return hand_in(stations, by=stations.neighbour, **given)


def photo(name: str) -> dict[str, Any]:
    """A picture as a phone's camera would give it."""
    buffer = io.BytesIO()
    Image.new("RGB", (1200, 1600), "#f4f1e8").save(buffer, "JPEG")
    return {"name": name, "mimeType": "image/jpeg", "buffer": buffer.getvalue()}


def go(page: Any, path: str) -> None:
    page.goto(page.url.split("/console/")[0] + path)
    page.wait_for_load_state("networkidle")


def fits(page: Any) -> None:
    """Nothing stands out at the side."""
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE


@pytest.mark.handbook(31)
def test_a_station_hands_in_a_request_on_a_phone_and_sees_its_way(pages, county):
    with pages(county, "station_mgr").open(width=PHONE) as page:
        go(page, "/console/handed/")
        fits(page)
        assert "关于上报三月份运行情况的报告" in page.inner_text("main")
        assert "关于更换招牌的请示" not in page.inner_text("main")
        page.click("a[href$='/handed/add/']")
        page.wait_for_load_state("networkidle")
        fits(page)
        page.check("[name=kind][value=request]")
        page.fill("[name=title]", "关于增配冷藏设备的请示")
        # Neither words nor a photo: told at the field, and what was typed is there.
        page.click("form .cl-bar__main button")
        page.wait_for_selector(".errorlist")
        assert "照片" in page.inner_text("main")
        assert page.input_value("[name=title]") == "关于增配冷藏设备的请示"
        page.set_input_files("[name=scans]", [photo("请示第一页.jpg"), photo("请示第二页.jpg")])
        page.click("form .cl-bar__main button")
        page.wait_for_url(A_PAPER)
        page.wait_for_load_state("networkidle")
        fits(page)
        assert "已转交，待电商办登记" in page.inner_text("main")
        address = page.url
        # The browser notes the refusal that was wanted, and nothing else.
        assert [one for one in page.complaints if "422" not in one] == []
    with county_context(county):
        paper = HandedPaper.objects.get(title="关于增配冷藏设备的请示")
        assert attachments.of(paper).count() == 2
        services.paper_register(paper_id=paper.pk, by=cast.actor("office"), at=timezone.now())
        number = IncomingDocument.objects.get().number
    with pages(county, "station_mgr").open(width=PHONE) as page:
        go(page, f"/console/{address.partition('/console/')[2]}")
        assert number in page.inner_text("main")
        assert "办理中" in page.inner_text("main")
        assert page.locator("main a[href*='/incoming/']").count() == 0
        fits(page)


@pytest.mark.handbook(31)
def test_the_pages_are_readable_at_both_widths(pages, county):
    with county_context(county):
        first, second = HandedPaper.objects.order_by("pk")
        services.paper_return(
            paper_id=first.pk, reason="缺数据表", by=cast.actor("office"), at=timezone.now()
        )
        assert HandedPaper.objects.get(pk=first.pk).status == S.RETURNED
    manager = pages(county, "station_mgr")
    at = f"/console/handed/{first.pk}/"
    found = manager.look("/console/handed/", at, "/console/handed/add/", at=BOTH, lists=True)
    found += manager.look(f"{at}do/again/", f"{at}do/withdraw/", at=CROSSWISE, lists=True)
    office = pages(county, "office")
    at = f"/console/handed/{second.pk}/"
    found += office.look("/console/handed/", at, at=BOTH, lists=True)
    found += office.look(
        f"{at}do/register/", f"{at}do/return/", "/console/handed/?q=没有", at=CROSSWISE, lists=True
    )
    assert found == []
