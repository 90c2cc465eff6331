"""A case on behalf in a real Chromium, at a desk's width and at a phone's.

The journey of tests/journeys/test_case_on_behalf.py by the hands of its people: the villager signs
on the station's pad, completes and rates behind the code, the office calls back. COUNTYLINK_SHOTS
keeps a picture of every step in both themes.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from core import attachments
from core.workcalendar import WorkCalendar
from operations.casework.lifecycle import States
from operations.casework.models import FollowUp
from tenants.context import CountyRef, county_context
from tests import cast
from tests.browser.case_form import NEW, at_a_case
from tests.browser.crawl import THEMES, VISIBLE_TEXTS, Pages, english
from tests.journeys.desk_people import PHONE, WHO, case_of, furnish, person
from tests.operations.casework.conftest import picture

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WIDTHS = (1280, 390)


@pytest.fixture
def county(server: int, settings, tmp_path) -> CountyRef:
    """禾川县 with its station and people."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return furnish()[0]


class Walk:
    """The browsers of all people at one width; every step is looked at."""

    def __init__(self, chromium: Any, port: int, county: CountyRef, width: int) -> None:
        self.chromium, self.port, self.county, self.width = chromium, port, county, width
        self.steps = 0

    @contextmanager
    def at(self, username: str = "") -> Iterator[Any]:
        """Somebody's page, signed in where a name is given; it must end without a complaint."""
        base = f"http://{self.county.host}:{self.port}"
        pages = Pages(self.chromium, base, username, cast.PASSWORD)
        with pages.open(width=self.width) as page:
            page.base = base
            yield page
            assert not page.complaints, page.complaints

    def look(self, page: Any, name: str) -> None:
        """Nothing is wider than the screen, nothing is English; a picture in both themes."""
        page.wait_for_load_state("networkidle")
        wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wider <= 0, f"{name}: {wider} px wider than the screen"
        assert not english(page.evaluate(VISIBLE_TEXTS)), name
        self.steps += 1
        folder = os.environ.get("COUNTYLINK_SHOTS")
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            for theme in THEMES:
                page.emulate_media(color_scheme=theme)
                shot = f"{folder}/{self.width}-{self.steps:02d}-{name}-{theme}.png"
                page.screenshot(path=shot, full_page=True)
            page.emulate_media(color_scheme="light")

    def press(self, page: Any, case: int, action: str) -> None:
        """Open the record and press a button of its bar, under 更多 where it is rarer."""
        record = f"{page.base}/console/cases/{case}/"
        if page.url != record:
            page.goto(record)
        button = page.locator(f'.cl-bar a[href$="/do/{action}/"]')
        if not button.is_visible():
            page.locator(".cl-bar details.cl-more > summary").click()
        button.click()
        page.wait_for_url(re.compile(rf"/do/{action}/"))

    def send(self, page: Any, case: int) -> None:
        """Send the action's form and be back on the record."""
        page.locator(".cl-action button[type=submit]").click()
        page.wait_for_url(f"{page.base}/console/cases/{case}/")


@pytest.fixture(params=WIDTHS)
def walk(request, chromium, server, county) -> Walk:
    """At a desk's width, then at a phone's."""
    return Walk(chromium, server, county, request.param)


def sign(page: Any) -> None:
    """A zigzag of the finger on the pad."""
    pad = page.locator("[data-pad]")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 40)
    page.mouse.down()
    for step in range(20):
        page.mouse.move(box["x"] + 40 + step * 10, box["y"] + 40 + step % 5 * 12)
    page.mouse.up()
    page.wait_for_selector("[data-pad-said]:not(:empty)")


def register_on_behalf(walk: Walk) -> int:
    """The station's manager, with the villager beside; gives the case's key."""
    with walk.at("station_mgr") as page:
        page.goto(f"{page.base}{NEW}")

        def on() -> None:
            walk.look(page, "登记")
            following = page.locator("[data-next]")
            if following.is_visible():
                following.click()

        page.fill("#cw-who", WHO)
        page.wait_for_selector(".cw-option--new")
        walk.look(page, "查找申请人")
        page.click(".cw-option--new")
        page.fill("[name=phone]", PHONE)
        on()
        page.fill("#id_item", "cyfd")
        page.press("#id_item", "Enter")
        page.wait_for_selector("[name=request]:visible")
        page.fill("[name=request]", "想把家里的土蜂蜜卖到网上")
        on()
        page.select_option("[name=details-stage]", "意向")
        page.fill("[name=details-product]", "土蜂蜜")
        on()
        on()
        sign(page)
        walk.look(page, "签字")
        page.click("[data-register-only]")
        page.wait_for_url(at_a_case)
        walk.look(page, "已提交")
        return int(page.url.rstrip("/").rpartition("/")[2])


def ask_once(walk: Walk, case: int) -> None:
    """The window finds it in the inbox and asks for the identity card."""
    with walk.at("frontdesk") as page:
        page.goto(f"{page.base}/console/inbox/")
        walk.look(page, "待办")
        page.click(f"a[href*='/console/cases/{case}/']")
        walk.look(page, "窗口看办理件")
        walk.press(page, case, "ask")
        page.check("[name=missing][value=申请人身份证或营业执照]")
        walk.look(page, "一次性告知")
        walk.send(page, case)
        assert "还缺" in page.inner_text("main")


def complete_behind_the_code(walk: Walk, path: str, file: Path) -> None:
    """The villager sees what is missing and sends a photo of it."""
    with walk.at() as page:
        page.goto(f"{page.base}{path}")
        assert "申请人身份证或营业执照" in page.inner_text("main")
        assert WHO not in page.content()
        walk.look(page, "扫码补正")
        page.set_input_files("form[action$='/complete/'] input[type=file] >> nth=0", file)
        page.click("form[action$='/complete/'] button")
        page.wait_for_selector("h1:has-text('已提交')")
        walk.look(page, "补正以后")


def accept(walk: Walk, case: int) -> None:
    """With the handler, at once; a second list is not offered."""
    staff = person(walk.county, "staff")
    with walk.at("frontdesk") as page:
        page.goto(f"{page.base}/console/cases/{case}/")
        assert not page.locator('a[href$="/do/ask/"]').count()
        walk.press(page, case, "accept")
        page.check("[name=materials][value=identity]")
        page.select_option("[name=handler_id]", str(staff.user_id))
        walk.look(page, "受理")
        walk.send(page, case)
        walk.look(page, "已分派")


def handle(walk: Walk, case: int, file: Path) -> None:
    """Begun, waiting, going on, completed with a file."""
    with walk.at("staff") as page:
        page.goto(f"{page.base}/console/")
        walk.look(page, "工作台")
        walk.press(page, case, "start")
        walk.look(page, "开始办理")
        walk.send(page, case)
        walk.look(page, "办理中")
        summary = page.locator(".cl-bar details.cl-more > summary")
        summary.click()
        walk.look(page, "更多")
        summary.click()
        walk.press(page, case, "wait")
        page.fill("[name=reason]", "请补拍产品照片")
        walk.look(page, "等待申请人")
        walk.send(page, case)
        assert "停止计时" in page.inner_text("main")
        walk.look(page, "等待中")
        walk.press(page, case, "continue")
        walk.send(page, case)
        walk.press(page, case, "finish")
        page.fill("[name=result]", "已开店并上架三款蜂蜜")
        page.fill("[name=details-coach]", "卜小满")
        page.fill("[name=details-sessions]", "3月9日 选品 60\n3月12日 开店 90")
        page.select_option("[name=details-outcome]", "开店")
        page.fill("[name=delivered]", "当面交付")
        page.set_input_files("[name=files]", file)
        walk.look(page, "办结")
        walk.send(page, case)
        walk.look(page, "已办结")


def rate_badly(walk: Walk, path: str) -> None:
    """At home, by the code."""
    with walk.at() as page:
        page.goto(f"{page.base}{path}")
        walk.look(page, "扫码看结果")
        page.click("a[href$='/rate/']")
        page.check("input[name=level][value='1']")
        page.fill("[name=text]", "来回跑了三趟")
        walk.look(page, "评价")
        page.click(".sheet-form button")
        page.wait_for_url(re.compile("/case/thanks/"))
        walk.look(page, "谢谢评价")


def call_back(walk: Walk, case: int) -> None:
    """Called, then put right and settled."""
    with walk.at("office") as page:
        page.goto(f"{page.base}/console/inbox/")
        walk.look(page, "差评待办")
        page.goto(f"{page.base}/console/cases/{case}/")
        walk.look(page, "差评")
        walk.press(page, case, "callback")
        page.check("[name=reached]")
        page.fill("[name=said]", "嫌跑的次数多")
        walk.look(page, "回访")
        walk.send(page, case)
        walk.press(page, case, "callback")
        page.check("[name=reached]")
        page.fill("[name=said]", "已道歉")
        page.fill("[name=measures]", "材料清单张贴到站点")
        page.check("[name=satisfied_now][value=true]")
        page.check("[name=closing]")
        walk.look(page, "整改")
        walk.send(page, case)
        walk.look(page, "了结")


@pytest.mark.handbook(121, 135, 136, 137, 138, 139)
def test_a_case_on_behalf_by_the_hands_of_its_people(walk, county, tmp_path):
    file = tmp_path / "身份证.png"
    file.write_bytes(picture().read())
    pk = register_on_behalf(walk)
    case = case_of(county, pk=pk)
    assert (case.status, case.on_behalf) == (States.SUBMITTED, True)
    with county_context(county):
        assert attachments.of(case, kind="consent").count() == 1
    path = f"/case/{case.token}/"
    ask_once(walk, pk)
    complete_behind_the_code(walk, path, file)
    accept(walk, pk)
    assert re.fullmatch(r"FW-\d{8}-0001", case_of(county, pk=pk).number)
    handle(walk, pk, file)
    rate_badly(walk, path)
    with county_context(county):
        follow_up = FollowUp.objects.get(rating__case=pk)
        opened = case_of(county, pk=pk).rating.rated_at
        next_working = WorkCalendar.load().add(opened.astimezone().date(), 1)
    assert follow_up.called_at is None
    assert follow_up.call_due_date >= next_working
    call_back(walk, pk)
    with county_context(county):
        follow_up.refresh_from_db()
    assert follow_up.closed_at is not None
    assert follow_up.satisfied_now is True


@pytest.mark.handbook(153)
def test_a_case_is_looked_up_on_the_site(walk, county):
    from tests.cms.casework import handling, submitted

    with county_context(county):
        case = handling(submitted())
    with walk.at() as page:
        page.goto(f"{page.base}/")
        walk.look(page, "首页")
        page.goto(f"{page.base}/case/")
        walk.look(page, "查办件")
        page.fill("[name=number]", case.number)
        page.fill("[name=last_four]", "3001")
        page.keyboard.press("Enter")
        page.wait_for_selector("h1:has-text('办理中')")
        walk.look(page, "查到")
        found = page.content()
        for secret in ("祝小满", "19900003001", case.token, case.request):
            assert secret not in found
        page.complaints.clear()
        for digits in range(6):
            page.goto(f"{page.base}/case/")
            page.fill("[name=number]", case.number)
            page.fill("[name=last_four]", f"{digits:04d}")
            page.keyboard.press("Enter")
            page.wait_for_load_state("networkidle")
            if not digits:
                walk.look(page, "查不到")
        assert "请15分钟后再试" in page.inner_text("main")
        walk.look(page, "尝试过多")
        # The browser notes every answer that is no 200.
        page.complaints[:] = [one for one in page.complaints if "status of 4" not in one]
