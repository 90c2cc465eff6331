"""From nothing to a risen figure in a real Chromium, with a real web server, worker and scheduler.

The journey of tests/journeys once more, by the hands of its people: they see pages, press buttons
and send files (acceptance 2 of issue 2).
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from accounts.posts import Post
from core.actor import Holding
from operations.stations.models import Station, Village
from tenants.context import county_context, province_context
from tests.browser.crawl import Pages
from tests.browser.served import product
from tests.journeys import qianshan
from tests.journeys.qianshan import CODE, HOST, NEW_PASSWORD, VILLAGES, person
from tests.told import tell

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(
        not VILLAGES.exists(), reason="the real divisions are not beside this checkout"
    ),
]
FRESH_SECONDS = 60


class Journey:
    """The browsers of all people, one context each, at the addresses of one served product."""

    def __init__(self, chromium: Any, port: int, shots: Path) -> None:
        self.chromium, self.port, self.shots = chromium, port, shots
        self.complaints: list[str] = []

    @contextmanager
    def at(self, host: str, username: str = "", *, width: int = 1280) -> Iterator[Any]:
        """Somebody's page; signed in through the door when a name is given."""
        pages = Pages(self.chromium, f"http://{host}:{self.port}", username, NEW_PASSWORD)
        with pages.open(width=width) as page:
            page.base = pages.base
            try:
                yield page
            except Exception:
                page.screenshot(path=self.shots / "failed.png", full_page=True)
                raise
            self.complaints += [f"{username or host}: {word}" for word in page.complaints]

    def act(self, username: str, station: int, action: str, fill: Callable[[Any], None]) -> None:
        """Press a button of the record page as somebody, fill the form in, send it."""
        with self.at(HOST, username) as page:
            record = f"{page.base}/console/stations/{station}/"
            page.goto(record)
            button = page.locator(f'a[href$="/do/{action}/"]').first
            if not button.is_visible():
                page.locator(".cl-bar details.cl-more > summary").click()
            button.click()
            page.wait_for_url(re.compile(rf"/do/{action}/"))
            fill(page)
            page.locator(".cl-action button[type=submit]").click()
            page.wait_for_url(record)


def nothing(page: Any) -> None:
    """No field to be filled in."""


def agreed(page: Any) -> None:
    """An opinion."""
    page.fill("[name=reason]", "同意设站")


def open_the_county(go: Journey) -> str:
    """The province opens 潜山市, watches it being made, and takes the administrator's link."""
    with go.at("localhost", "root") as page:
        page.goto(f"{page.base}/console/counties/create/")
        page.fill("[name=code]", CODE)
        page.wait_for_selector(".ct-found:has-text('潜山')")
        page.fill("[name=host]", HOST)
        page.fill("[name=admin_name]", "卜禾青")
        page.fill("[name=admin_phone]", "19900007100")
        page.click("button.button:has-text('开通')")
        page.wait_for_selector(f"a[href*='/console/counties/{CODE}/']", timeout=30_000)
        assert "潜山市" in page.inner_text("main")
        page.goto(f"{page.base}/console/counties/{CODE}/")
        page.click("form:has(input[value=link]) button")
        return page.inner_text("#invitation").strip()


def accept(go: Journey, link: str, username: str, name: str) -> None:
    """Somebody opens the account that a link is for, on a phone."""
    with go.at(HOST, width=390) as page:
        page.goto(re.sub(r"^(https?://[^/]+)?", page.base, link))
        page.fill("[name=username]", username)
        page.fill("[name=new_password]", NEW_PASSWORD)
        page.fill("[name=new_password_again]", NEW_PASSWORD)
        if page.locator("[name=name]").count():
            page.fill("[name=name]", name)
        page.click("button[type=submit]")
        page.wait_for_url(re.compile("/console/"))


def load_the_villages(go: Journey) -> list[Village]:
    """The administrator loads the real villages; gives the committees."""
    with go.at(HOST, "admin") as page:
        page.goto(f"{page.base}/console/stations/divisions/")
        page.set_input_files("[name=file]", VILLAGES)
        page.click("form.st-upload button")
        page.wait_for_selector("text=18 个乡镇")
    with county_context(CODE):
        villages = Village.objects.select_related("township").order_by("code")
        return [village for village in villages if village.is_administrative]


def import_thirty(go: Journey, committees: list[Village], folder: Path) -> None:
    """Three bad cells are named; the corrected table is confirmed by a worker's hand."""
    good = qianshan.rows(committees)
    first, second = folder / "站点.xlsx", folder / "站点-更正.xlsx"
    first.write_bytes(qianshan.as_xlsx([qianshan.HEAD, *qianshan.with_three_wrong(good)]))
    second.write_bytes(qianshan.as_xlsx([qianshan.HEAD, *good]))
    with go.at(HOST, "admin") as page:
        page.goto(f"{page.base}/console/imports/stations/")
        page.set_input_files("#imp-file", first)
        page.click(".imp-upload button")
        page.wait_for_selector(".imp-errors li", timeout=30_000)
        shown = page.inner_text(".imp-errors")
        for cell in qianshan.WRONG_CELLS:
            assert cell in shown, shown
        assert page.locator("td.imp-wrong").count() >= len(qianshan.WRONG_CELLS)
        page.screenshot(path=go.shots / "import-errors.png", full_page=True)
        page.goto(f"{page.base}/console/imports/stations/")
        page.set_input_files("#imp-file", second)
        page.click(".imp-upload button")
        page.click("form:has(input[value=all]) button", timeout=30_000)
        page.wait_for_selector(".imp-done", timeout=30_000)
        page.goto(f"{page.base}/console/stations/")
        assert "30 个站点" in page.inner_text("main")


def take_on(go: Journey, place: Village) -> int:
    """The clerk notes a site; gives the station's key."""
    with go.at(HOST, "clerk") as page:
        page.goto(f"{page.base}/console/stations/add/")
        page.fill("[name=name]", "源潭新站")
        page.select_option("[name=level]", "village")
        page.select_option("[name=kind]", "full")
        page.select_option("[name=tier]", "一档")
        page.check("[name=subsidised]")
        page.select_option("[name=township]", str(place.township_id))
        page.select_option("[name=village]", str(place.pk))
        page.fill("[name=address]", "村口")
        page.fill("[name=area_m2]", "42")
        page.fill("[name=operator_name]", "股份经济合作社")
        page.fill("[name=manager_name]", "柏云舟")
        page.fill("[name=manager_phone]", "19900008123")
        for ability in ("V01", "V04"):
            page.check(f"[name=abilities][value={ability}]")
        page.click(".st-submit button")
        page.wait_for_url(re.compile(r"/console/stations/\d+/$"))
        return int(re.search(r"/stations/(\d+)/", page.url).group(1))


def send_photos(go: Journey, station: int, folder: Path) -> None:
    """Inside and outside."""
    photo = folder / "现场.jpg"
    photo.write_bytes(qianshan.picture())
    with go.at(HOST, "clerk", width=390) as page:
        for count, kind in enumerate(("acceptance_inside", "acceptance_outside"), start=1):
            page.goto(f"{page.base}/console/stations/{station}/")
            page.select_option(".cl-upload [name=kind]", kind)
            page.set_input_files(".cl-upload [name=file]", photo)
            page.click(".cl-upload button")
            page.wait_for_selector(f".cl-files .cl-file >> nth={count - 1}")


def checklist(page: Any) -> None:
    """All points are met, here."""
    for box in page.locator("[name=answers]").all():
        box.check()
    page.fill("[name=latitude]", "30.63")
    page.fill("[name=longitude]", "116.58")


def through_every_state(go: Journey, station: int, folder: Path) -> None:
    """From the site to operating, each step by its own people."""
    go.act("clerk", station, "apply", nothing)
    for name in ("village", "township", "leader", "commerce"):
        go.act(name, station, "agree", agreed)
    with county_context(CODE):
        # The notice runs its five working days; here the days have gone by.
        long_ago = timezone.localdate() - timedelta(days=20)
        Station.objects.filter(pk=station).update(notice_to_date=long_ago)
    go.act("clerk", station, "end_notice", nothing)
    go.act("clerk", station, "ready", nothing)
    send_photos(go, station, folder)
    go.act("ops", station, "accept", checklist)


def invite_the_manager(go: Journey, station: int) -> str:
    """The clerk reads the link from the page."""
    go_to = f"/console/stations/{station}/"
    with go.at(HOST, "clerk") as page:
        page.goto(f"{page.base}{go_to}do/invite/")
        page.locator(".cl-action button[type=submit]").click()
        page.wait_for_selector("text=/invite/")
        return re.search(r"/invite/[\w-]+/", page.content()).group(0)


def publish_a_product(go: Journey) -> None:
    """The editor writes a product and hands it in; the leader of the centre lets it out."""
    with go.at(HOST, "editor") as page:
        page.goto(f"{page.base}/console/pages/")
        row = page.locator("main tr", has_text="特色产品")
        # The title leads to the index's own editor, whose address holds its number.
        row.locator("a[href$='/edit/']").first.click()
        page.wait_for_selector("[name=title]")
        page.goto(page.url.replace("/edit/", "/add_subpage/"))
        page.wait_for_selector("[name=title]")
        page.fill("[name=title]", "天柱山瓜蒌籽")
        page.fill("[name=summary]", "颗粒饱满的吊瓜子，农户合作社自种自炒。")
        page.fill("[name=origin]", "源潭镇")
        page.fill("[name=price]", "36")
        page.screenshot(path=go.shots / "editor.png")
        if not page.locator("[name=action-submit]").is_visible():
            page.locator("footer [data-w-dropdown-target=toggle]").last.click()
        page.click("[name=action-submit]")
        page.wait_for_selector(".messages .success, [class*=success]")
        page.screenshot(path=go.shots / "handed-in.png")
        listing = urlsplit(page.url).path
    with go.at(HOST, "leader") as page:
        page.goto(f"{page.base}{listing}")
        page.click("main a:has-text('天柱山瓜蒌籽')")
        page.wait_for_selector("[data-workflow-action-name=approve]", state="attached")
        page.screenshot(path=go.shots / "review.png")
        approve = page.locator("[data-workflow-action-name=approve]").first
        if not approve.is_visible():
            page.locator("footer [data-w-dropdown-target=toggle]").last.click()
        approve.click()
        page.wait_for_selector(".messages .success, [class*=success]")


def overview_of(go: Journey) -> str:
    """What the province's overview says of the county."""
    with go.at("localhost", "root") as page:
        page.goto(f"{page.base}/console/oversight/")
        return str(page.inner_text("main"))


def wait_for_the_figure(go: Journey, wanted: str) -> float:
    """Seconds until the province sees it."""
    start = time.monotonic()
    while wanted not in (seen := overview_of(go)):
        if time.monotonic() - start > FRESH_SECONDS:
            raise AssertionError(f"{wanted} has not come in {FRESH_SECONDS} s\n{seen}")
        time.sleep(0.5)
    return time.monotonic() - start


def test_a_county_goes_live_in_the_browser(chromium, own_database, tmp_path):
    with province_context():
        person("root", "祝云舟", 1, Holding(Post.ROOT), place="province")
    with product(own_database, tmp_path) as port:
        go = Journey(chromium, port, tmp_path)
        accept(go, open_the_county(go), "admin", "卜禾青")
        committees = load_the_villages(go)
        import_thirty(go, committees, tmp_path)
        wait_for_the_figure(go, "30 ÷ 164")

        place = committees[40]
        with county_context(CODE):
            qianshan.people(place.township.code)
        station = take_on(go, place)
        through_every_state(go, station, tmp_path)
        seconds = wait_for_the_figure(go, "31 ÷ 164")

        accept(go, invite_the_manager(go, station), "baiyunzhou", "柏云舟")
        with go.at(HOST, "baiyunzhou", width=390) as page:
            page.goto(f"{page.base}/console/stations/")
            assert "源潭新站" in page.inner_text("main")
            assert "1 个站点" in page.inner_text("main")

        publish_a_product(go)
        with county_context(CODE):
            slug = Station.objects.get(pk=station).slug
        with go.at(HOST, width=390) as page:
            page.goto(f"{page.base}/stations/{slug}/")
            assert "源潭新站" in page.inner_text("main")
            assert "柏云舟" not in page.content()
            page.goto(f"{page.base}/products/")
            page.click("a:has-text('天柱山瓜蒌籽')")
            assert "源潭镇" in page.inner_text("main")
            page.goto(f"{page.base}/")
            assert "天柱山瓜蒌籽" in page.inner_text("main")

        with go.at("localhost") as page:
            page.goto(f"{page.base}/")
            assert "潜山市" in page.inner_text("main")
        assert not go.complaints, "\n".join(go.complaints)
    tell(f"新站点在省级数据中出现：{seconds:.1f} 秒")
