"""Assets and supplies in a real browser: readable at both widths."""

from datetime import date
from decimal import Decimal

import pytest

from accounts.posts import Post
from operations.assets.lifecycle import A
from operations.assets.models import Asset, AssetClass
from operations.staff.models import Department
from tenants import hosts
from tenants.context import CountyRef, county_context
from tests import cast
from tests.browser.crawl import CROSSWISE
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
