"""Assets and supplies in a real browser: readable at both widths."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.posts import Post
from operations.assets.lifecycle import A
from operations.assets.models import Asset, AssetClass
from operations.staff.models import Department
from operations.stations.models import Station
from operations.supplies import services
from operations.supplies.models import LedgerEntry, Place, Standard
from operations.supplies.services import LineData
from tenants import hosts
from tenants.context import CountyRef, county_context
from tests import cast
from tests.browser.crawl import CROSSWISE, PHONE
from tests.operations.documents.handed.conftest import two_stations
from tests.permissions.samples_assets import assets_records
from tests.permissions.samples_supplies import supplies_records

pytestmark = [pytest.mark.browser, pytest.mark.slow]
POSTS = (Post.AREA_CLERK, Post.STAFF, Post.DEPT_HEAD, Post.ADMIN_MGR, Post.GM, Post.FINANCE)


def idle_card() -> int:
    """A notebook that lies in store."""
    words = ("model", "spec", "manufacturer", "dealer", "warranty", "buyer_name", "accepter_name")
    made = Asset.objects.create(
        **dict.fromkeys(words, "不详"),
        number="980121-102-2026-0099",
        name="笔记本电脑",
        status=A.STOCK,
        price=Decimal("4999.00"),
        asset_class=AssetClass.objects.get(short="102"),
        department=Department.objects.get(code="brand"),
        user_name="无（库存）",
        place="库房",
        funds="county",
        booked_date=date(2026, 3, 3),
    )
    return made.pk


def of_a_station(item: int) -> int:
    """What a station's manager asked for waits for the manager's signature."""
    stations, at = two_stations(), timezone.now()
    ours, by = stations.ours.pk, stations.manager
    Station.objects.filter(pk=ours).update(manager_user=by.user_id)
    day = timezone.localdate(at)
    Standard.objects.create(item_id=item, level="village", quantity=1, period="held", from_date=day)
    urgent = services.urgent_open(station_id=ours, reason="设备损坏", by=by, at=at)
    given = {"urgent_id": urgent.pk, "at": at}
    services.urgent_line_add(data=LineData(item_id=item, quantity=1), by=by, **given)
    services.urgent_ask(by=by, **given)
    services.urgent_agree(by=cast.actor("dept_head"), **given)
    services.urgent_approve(by=cast.actor("admin_mgr"), **given)
    place = Place.objects.get(order=0).pk
    services.urgent_buy(place_id=place, arrived={}, by=cast.actor("area_clerk"), **given)
    return urgent.pk


@pytest.fixture
def records(own_database) -> tuple[CountyRef, dict[str, int]]:
    """禾川县 with a purchase, cards, a plan, a request, a holding."""
    ref = hosts.by_code("980121")
    with county_context(ref):
        for post in POSTS:
            cast.appoint(post)
        made = {**assets_records(), **supplies_records()}
        found = {name: gaps["pk"] for name, gaps in made.items() if "pk" in gaps}
        found["card"] = idle_card()
        found["station"] = of_a_station(found["supplies:item"])
    return ref, found


def test_the_pages_are_readable_at_both_widths(pages, records):
    county, pk = records
    assets, supplies = "/console/assets/", "/console/supplies/"
    card, item = pk["card"], pk["supplies:item"]
    # One of each kind: lists that share a template look alike.
    assert not pages(county, "area_clerk").look(
        *(assets, f"{assets}movements/", f"{assets}purchases/add/", f"{assets}scrapping/"),
        *(f"{assets}purchases/{pk['assets:purchase']}/", f"{assets}{card}/"),
        *(f"{assets}{card}/do/issue/", f"{assets}accounts/", f"{assets}training/add/"),
        *(supplies, f"{supplies}stock/", f"{supplies}items/{item}/"),
        *(f"{supplies}items/{item}/standard/", f"{supplies}ledger/{pk['supplies:holding']}/"),
        f"{supplies}ledger/{pk['supplies:holding']}/do/hand_over/",
        at=CROSSWISE,
        lists=True,
    )


def sign(page):
    """A few strokes with the finger where somebody signs."""
    box = page.locator(".cl-hand canvas").bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 40)
    page.mouse.down()
    for step in range(1, 8):
        page.mouse.move(box["x"] + 40 + 30 * step, box["y"] + 40 + 12 * (step % 3))
    page.mouse.up()
    page.wait_for_function("document.querySelector('[name=signature]').value.length > 100")


@pytest.mark.handbook(109)
def test_a_stations_manager_signs_on_the_phone_and_the_clerk_hands_out(pages, records):
    county, pk = records
    request = f"/console/supplies/urgent/{pk['station']}/"
    manager = pages(county, "station_mgr")
    assert not manager.look(
        "/console/supplies/",
        *("/console/supplies/need/", request, f"{request}do/sign/"),
        at=((PHONE, "dark"),),
        lists=True,
    )
    with manager.open(width=PHONE) as page:
        page.goto(f"{manager.base}{request}do/sign/")
        sign(page)
        page.click("form.cl-form button[type=submit]")
        page.wait_for_url(f"{manager.base}{request}")
        assert page.complaints == []
    with county_context(county):
        assert not LedgerEntry.objects.exists()
    clerk = pages(county, "area_clerk")
    with clerk.open() as page:
        page.goto(f"{clerk.base}{request}do/issue/")
        assert page.locator("[name=signature]").count() == 0
        page.click("form.cl-form button[type=submit]")
        page.wait_for_url(f"{clerk.base}{request}")
    with county_context(county):
        assert LedgerEntry.objects.get().station.slug == "shiqiao"
