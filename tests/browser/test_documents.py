"""Outgoing documents in a real Chromium, at a desk and on a phone (R11)."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from PIL import Image

from operations.documents import services
from operations.documents.handwriting import written
from operations.documents.lifecycle import S
from operations.documents.models import DocumentsSetting, OutgoingDocument
from operations.documents.services import DraftData
from operations.staff.models import Department
from tenants import hosts
from tenants.context import CountyRef, county_context
from tests.browser.crawl import CROSSWISE
from tests.conftest import A
from tests.operations.documents.conftest import People, bring

pytestmark = [pytest.mark.browser, pytest.mark.slow]

BODY = """为进一步提升农产品上行服务质量，现就有关事项通知如下。
一、总体要求
坚持便民利企，突出实效，统筹村级服务站、乡镇服务站与县级仓配资源。
（一）明确责任。各服务站站长为第一责任人，须逐日登记收寄台账。
|乡镇|计划（单）|备注|
|柳溪镇|1200|含直播基地|
|云岭乡|800||
二、工作安排
各单位要高度重视，压实工作责任。"""


@pytest.fixture
def county(server: int) -> CountyRef:
    """禾川县 with a filed document, one returned and changed, one before the director."""
    ref = hosts.by_code(A)
    at = timezone.now() - timedelta(days=2)
    with county_context(ref):
        people = People()
        bring(people, S.ARCHIVED, at=at, body=BODY)
        changed = bring(people, S.OFFICE_REVIEW, at=at, urgency="urgent")
        services.document_return(
            document_id=changed.pk, by=people.office, at=at, reason="请补充时间要求", to=S.DRAFTING
        )
        services.document_update(
            document_id=changed.pk,
            data=DraftData(
                title="关于做好2026年春季农产品上行工作的通知",
                kind="notice",
                department_id=Department.objects.get(code="brand").pk,
                body=BODY,
                main_recipients=("各乡镇服务站",),
            ),
            by=people.drafter,
            at=at,
        )
        bring(people, S.DIRECTOR_SIGN, at=at, body=BODY)
    return ref


def pks(county: CountyRef) -> list[int]:
    with county_context(county):
        return list(OutgoingDocument.objects.order_by("pk").values_list("pk", flat=True))


def test_the_pages_are_readable_at_both_widths(pages, county):
    filed, changed, waiting = pks(county)
    office = pages(county, "office")
    found = office.look(
        "/console/outgoing/",
        "/console/outgoing/add/",
        "/console/outgoing/numbers/",
        f"/console/outgoing/{filed}/",
        f"/console/outgoing/{changed}/",
        f"/console/outgoing/{changed}/versions/",
        f"/console/outgoing/{waiting}/",
        at=CROSSWISE,
        lists=True,
    )
    assert not found


def test_a_director_signs_on_a_phone_in_three_taps(pages, county):
    """Open it from the inbox, press sign, confirm."""
    waiting = pks(county)[2]
    with pages(county, "director").open(width=390) as page:
        page.goto(page.url.split("/console/")[0] + "/console/inbox/")
        taps = 0
        for tap in (
            lambda: page.click(f"a[href*='/outgoing/{waiting}/']"),
            lambda: page.click(".cl-bar__main a:last-child"),
            lambda: page.click("form .cl-bar__main button"),
        ):
            tap()
            page.wait_for_load_state("networkidle")
            taps += 1
        assert taps == 3
        assert not page.complaints
    with county_context(county):
        assert OutgoingDocument.objects.get(pk=waiting).status == S.NUMBERING


def test_the_preview_opens_beside_the_draft(pages, county):
    with pages(county, "drafter").open() as page:
        page.goto(page.url.split("/console/")[0] + "/console/outgoing/add/")
        page.fill("[name=title]", "关于报送数据的通知")
        page.fill("[name=body]", BODY)
        answers: list[int] = []
        page.context.on(
            "response",
            lambda answer: answers.append(answer.status) if "/try/" in answer.url else None,
        )
        with page.context.expect_page():
            page.click("button[formtarget]")
        page.wait_for_timeout(1500)
        # The browser's viewer may ask twice.
        assert set(answers) == {200}
        # The draft is still there to be kept.
        assert page.input_value("[name=title]") == "关于报送数据的通知"
        page.select_option("[name=kind]", "notice")
        page.fill("[name=main_recipients]", "各服务站")
        page.click("button:has-text('保存文稿')")
        page.wait_for_url(lambda url: url.rstrip("/").rpartition("/")[2].isdigit())


def test_a_director_writes_an_opinion_with_a_finger_on_a_phone(pages, county):
    """The pad is beside the typed text; what was written is on the record's page afterwards."""
    waiting = pks(county)[2]
    with pages(county, "director").open(width=390) as page:
        base = page.url.split("/console/")[0]
        page.goto(f"{base}/console/outgoing/{waiting}/do/sign/")
        page.click("summary:has-text('手写')")
        write(page)
        assert page.inner_text("[data-done]") == "已写好。"
        page.click("button:has-text('重写')")
        assert page.input_value("[name=handwriting]") == ""
        write(page)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        shot(page, "handwriting_390_light")
        page.click("form .cl-bar__main button")
        page.wait_for_url(lambda url: url.endswith(f"/outgoing/{waiting}/"))
        page.wait_for_load_state("networkidle")
        picture = page.locator("img.cl-written")
        picture.scroll_into_view_if_needed()
        page.wait_for_function("document.querySelector('img.cl-written').naturalWidth > 0")
        box = picture.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        shot(page, "handwritten_390_light")
        assert not page.complaints
    with county_context(county):
        document = OutgoingDocument.objects.get(pk=waiting)
        assert document.status == S.NUMBERING
        opinion = document.opinions.get(state=S.DIRECTOR_SIGN)
        kept = written([opinion])[opinion.pk]
        with kept.file.open() as stored, Image.open(stored) as drawn:
            ink = sum(drawn.convert("L").histogram()[:128])
    # Three strokes of a pen five wide, each longer than a hundred.
    assert ink > 1500


def write(page: Any) -> None:
    """The three strokes of 川, the middle of the pad, by pointer as a finger gives it."""
    canvas = page.locator("canvas.cl-pad")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box["width"] > 280
    for place in (0.35, 0.5, 0.65):
        x = box["x"] + box["width"] * place
        page.mouse.move(x, box["y"] + box["height"] * 0.2)
        page.mouse.down()
        for step in range(1, 9):
            page.mouse.move(x, box["y"] + box["height"] * (0.2 + 0.07 * step))
        page.mouse.up()


def shot(page: Any, name: str) -> None:
    """Keep a picture where COUNTYLINK_SHOTS says."""
    folder = os.environ.get("COUNTYLINK_SHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{folder}/{name}.png")


TURNED = ((1280, "dark"), (390, "light"))


def test_the_forms_are_readable_in_the_dark_and_on_a_phone(pages, server):
    """Sending, its list and receipts, writing by hand, and an order."""
    ref = hosts.by_code(A)
    at = timezone.now() - timedelta(days=2)
    with county_context(ref):
        people = People()
        ready = bring(people, S.DISPATCHING, at=at, body=BODY)
        sent = bring(people, S.FILING, at=at, body=BODY)
        signing = bring(people, S.DIRECTOR_SIGN, at=at, body=BODY)
        DocumentsSetting.objects.create(
            key="hidden_kinds", value=[], valid_from_date=at.date() - timedelta(days=9)
        )
        order = bring(
            people, S.PRINTING, at=at, kind="order", title="关于启用新印章的令", body=BODY
        )
    found = pages(ref, "drafter").look(
        f"/console/outgoing/{ready.pk}/do/dispatch/",
        f"/console/outgoing/{sent.pk}/do/receive/",
        f"/console/outgoing/{sent.pk}/",
        f"/console/outgoing/{order.pk}/",
        at=TURNED,
        lists=True,
    )
    found += pages(ref, "director").look(
        f"/console/outgoing/{signing.pk}/do/sign/", at=TURNED, lists=True
    )
    assert not found
