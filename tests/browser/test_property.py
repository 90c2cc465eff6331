"""Assets and supplies in a real browser: readable at both widths, signed for with the mouse."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.posts import Post
from core.actor import Actor
from operations.assets.lifecycle import A
from operations.assets.models import Asset, AssetClass
from operations.staff.models import Department, Person
from operations.stations.models import Station
from operations.supplies import services
from operations.supplies.models import Issue, Place, Standard
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


def approved(urgent: int, item: int) -> int:
    """The request is approved, and what it asks for lies in the cabinet; whom it is for."""
    staff = cast.actor("staff")
    whom = Person.objects.get(user_id=staff.user_id)
    Person.objects.filter(pk=whom.pk).update(status="active")
    line = LineData(item_id=item, quantity=1, person_id=whom.pk, override_reason="另配展会使用")
    through(urgent, line, by=staff)
    return whom.pk


def of_a_station(item: int) -> int:
    """What a station's manager asked for waits for the manager's signature."""
    stations, at = two_stations(), timezone.now()
    ours, by = stations.ours, stations.manager
    Station.objects.filter(pk=ours.pk).update(manager_user=by.user_id)
    found = services.urgent_open(station_id=ours.pk, reason="扫码枪损坏", by=by, at=at)
    through(found.pk, LineData(item_id=item, quantity=1), by=by)
    return found.pk


def through(urgent: int, line: LineData, *, by: Actor) -> None:
    """Both approvals; what is asked for lies in the cabinet."""
    given = {"urgent_id": urgent, "at": timezone.now()}
    services.urgent_line_add(data=line, by=by, **given)
    services.urgent_ask(by=by, **given)
    services.urgent_agree(by=cast.actor("dept_head"), **given)
    services.urgent_approve(by=cast.actor("admin_mgr"), **given)
    place = Place.objects.get(order=0).pk
    services.urgent_buy(place_id=place, arrived={}, by=cast.actor("area_clerk"), **given)


@pytest.fixture
def records(own_database) -> tuple[CountyRef, dict[str, int]]:
    """禾川县 with a purchase, cards, a plan, an approved request, a holding."""
    ref = hosts.by_code("980121")
    with county_context(ref):
        for post in POSTS:
            cast.appoint(post)
        made = {**assets_records(), **supplies_records()}
        found = {name: gaps["pk"] for name, gaps in made.items() if "pk" in gaps}
        found["card"] = idle_card()
        Standard.objects.update(quantity=9)
        Standard.objects.create(
            item_id=found["supplies:item"], level="village", quantity=1, period="held",
            from_date=date(2026, 3, 3),
        )  # fmt: skip
        found["whom"] = approved(found["supplies:urgent"], found["supplies:item"])
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
    assert not pages(county, "station_mgr").look(
        *(supplies, f"{supplies}need/", f"{supplies}urgent/{pk['station']}/"),
        f"{supplies}urgent/{pk['station']}/do/sign/",
        at=CROSSWISE,
        lists=True,
    )


def sign(page, name):
    """A few strokes with the mouse where somebody signs."""
    box = page.locator(f".cl-hand:has([name={name}]) canvas").bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 40)
    page.mouse.down()
    for step in range(1, 9):
        page.mouse.move(box["x"] + 40 + 30 * step, box["y"] + 40 + 12 * (step % 3))
    page.mouse.up()
    page.wait_for_function(f"document.querySelector('[name={name}]').value.length > 100")


def test_things_are_handed_out_once_they_are_signed_for(pages, records):
    county, pk = records
    card, urgent = pk["card"], pk["supplies:urgent"]
    with pages(county, "area_clerk").open() as page:
        base = f"http://{county.host}:{page.url.split(':')[2].split('/')[0]}/console"
        page.goto(f"{base}/assets/{card}/do/issue/")
        page.select_option("[name=person_id]", str(pk["whom"]))
        page.fill("[name=place]", "二楼直播间")
        page.click("form.cl-form button[type=submit]")
        page.wait_for_load_state("networkidle")
        assert "未签字" in page.inner_text("main")
        # The browser notes the refusal.
        page.complaints.clear()
        sign(page, "signature")
        page.click("form.cl-form button[type=submit]")
        page.wait_for_url(f"**/assets/{card}/")
        assert page.locator("img.as-signed").count() == 1
        page.goto(f"{base}/supplies/urgent/{urgent}/do/issue/")
        sign(page, "signature")
        page.click("form.cl-form button[type=submit]")
        page.wait_for_url(f"**/supplies/urgent/{urgent}/")
        assert page.complaints == []
    # A station's manager signs on the phone; then the clerk needs no signature.
    request = f"{base}/supplies/urgent/{pk['station']}/"
    with pages(county, "station_mgr").open(width=PHONE) as page:
        page.goto(f"{request}do/sign/")
        sign(page, "signature")
        page.click("form.cl-form button[type=submit]")
        page.wait_for_url(request)
        assert page.complaints == []
    with pages(county, "area_clerk").open() as page:
        page.goto(f"{request}do/issue/")
        assert page.locator("[name=signature]").count() == 0
        page.click("form.cl-form button[type=submit]")
        page.wait_for_url(request)
    with county_context(county):
        assert Asset.objects.get(pk=card).status == A.IN_USE
        assert list(Issue.objects.values_list("entries__quantity", flat=True)) == [1, 1]
