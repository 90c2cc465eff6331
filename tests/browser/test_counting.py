"""A count in a real browser: two phones, one without a network, every record with its receipt."""

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from operations.assets.models import AssetClass
from operations.assets.services import cards_open
from operations.assets.services.opening import Opening
from operations.counting import services
from operations.counting.kinds import Result
from operations.counting.models import Count, Line, Room, Scan
from operations.staff.models import Department
from tenants import hosts
from tenants.context import CountyRef, county_context
from tests import cast
from tests.browser.crawl import CROSSWISE, PHONE
from tests.operations.documents.conftest import People

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ROOMS = ("一楼大厅", "二楼直播间", "三楼库房")
THINGS = 200
DROPS = 20
# The connection is lost so often: before it arrives, or after, and then the receipt is lost.
TORN = """(drops) => {
  const real = self.fetch;
  self.drops = drops;
  self.fetch = async (address, more) => {
    if (!String(address).includes('/upload/') || !drops.length || drops[0][0] < 0.2) {
      if (drops.length) drops[0][0] = 1;
      return real(address, more);
    }
    const [[, after]] = drops.splice(0, 1);
    if (after < 0.5) await real(address, more);
    throw new TypeError('connection lost');
  };
}"""
POSTS = ("office", "dept_keeper", "admin", "gm", "area_clerk")


@pytest.fixture
def county(own_database) -> CountyRef:
    """禾川县: two hundred things in three rooms, and the count of this month."""
    ref = hosts.by_code("980121")
    with county_context(ref):
        for post in POSTS:
            cast.appoint(post)
        people, now = People(), timezone.now()
        klass = AssetClass.objects.get(short="102").pk
        office = Department.objects.get(code="office").pk
        cards = [
            Opening(
                old_number=f"旧-{index:04d}", name=f"笔记本电脑{index}", asset_class=klass,
                model="启明14", spec="16G", manufacturer="启明", dealer="商行",
                price=Decimal("4999.00"), buyer_name="邰", accepter_name="鄢", department=office,
                place=ROOMS[index % 3], warranty="三年", funds="county",
                booked_date=date(2026, 1, 5),
            )
            for index in range(THINGS)
        ]  # fmt: skip
        cards_open(cards=cards, by=people.area_clerk, at=now - timedelta(days=60))
        services.count_open_month(month=timezone.localdate(now), by=people.admin, at=now)
    return ref


def numbers(county, **narrowed):
    """Of the count's things, as labels and lists have them."""
    with county_context(county):
        found = Line.objects.filter(is_expected=True, **narrowed).order_by("pk")
        return list(found.values_list("number", flat=True))


def begin(page, base, count):
    """Open the phone's page and wait until it can do without a network."""
    page.goto(f"{base}/console/counting/phone/{count}/")
    page.wait_for_selector("main[data-kept=yes]")


def scan(page, *codes):
    """As a scanner types: the code, then Enter."""
    for code in codes:
        page.fill("[data-part=code]", code)
        page.press("[data-part=code]", "Enter")


def kept(page):
    """Records that wait on the phone, and those with a receipt."""
    return page.evaluate(
        "async () => (await import('/static/counting/store.js')).open().then((s) => s.all("
        "Number(document.querySelector('[data-count]').dataset.count)))"
        ".then((all) => [all.filter((r) => r.state === 'waiting').length,"
        " all.filter((r) => r.receipt).length])"
    )


def sent(page, number):
    """Wait until so many have their receipts."""
    page.wait_for_function(
        "n => { const d = document.querySelector('[data-count]').dataset;"
        " return d.waiting === '0' && d.receipts === String(n); }",
        arg=number,
    )


def another_tab(page, address):
    """The tab is closed, and opened anew without a network."""
    tab = page.context.new_page()
    page.close()
    tab.goto(address)
    tab.wait_for_selector("main[data-ready=yes]")
    return tab


@pytest.mark.handbook(92, 94)
def test_two_phones_count_and_one_has_no_network(pages, county):
    """A wrong place put right, an unknown thing, a missing one, a conflict; nothing is lost."""
    with county_context(county):
        count = Count.objects.get().pk
        door = Room.objects.get(name=ROOMS[0]).token
    hall, studio = (numbers(county, place=ROOMS[n]) for n in (0, 1))
    first, second = pages(county, "office"), pages(county, "dept_keeper")
    with first.open(width=PHONE) as one, second.open(width=PHONE, theme="dark") as two:
        begin(one, first.base, count)
        begin(two, second.base, count)
        two.context.set_offline(True)
        for page, base in ((one, first.base), (two, second.base)):
            scan(page, f"{base.rsplit(':', 1)[0]}/r/{door}/")
        scan(one, hall[0], hall[1])
        sent(one, 2)
        # The other one, without a network: the same thing, one of another room, a missing one.
        scan(two, hall[0], studio[0], hall[2])
        two.wait_for_selector("[data-part=state].ct-state--offline")
        assert "没有网络" in two.inner_text("[data-part=state]")
        assert kept(two) == [3, 0]
        two.reload()
        two.wait_for_selector("main[data-ready=yes]")
        assert two.input_value("[data-part=room]") == ROOMS[0]
        second.keep(two, "phone_without_a_network", PHONE, "dark")
        row = two.locator("[data-part=here] li", has_text=hall[3])
        row.get_by_role("button", name="未找到").click()
        two.click("[data-part=note-open]")
        two.fill("[data-part=note]", "旧打印机")
        two.click("[data-part=unknown] button[value=yes]")
        two.wait_for_function(
            "() => document.querySelector('[data-count]').dataset.waiting === '5'"
        )
        two.context.set_offline(False)
        sent(two, 5)
        # Wrong place, seen by the office, put right in one tap.
        scan(one, studio[1])
        one.wait_for_selector("[data-part=card].ct-warn")
        first.keep(one, "phone_in_the_wrong_place", PHONE, "light")
        one.set_viewport_size({"width": 1280, "height": 900})
        first.keep(one, "phone_in_the_wrong_place", 1280, "light")
        one.set_viewport_size({"width": PHONE, "height": 900})
        one.get_by_role("button", name="改到这里").click()
        sent(one, 4)
        scan(one, hall[3], "https://example.com/x", "https://qianshan.test/a/abcdefgh12345678/")
        sent(one, 7)
        assert "别的中心" in one.inner_text("[data-part=card]")
    with county_context(county):
        found = dict(Line.objects.exclude(result="").values_list("number", "result"))
        assert found[hall[0]] == found[hall[2]] == Result.FOUND
        assert found[studio[0]] == found[studio[1]] == Result.PLACE
        assert Line.objects.get(number=studio[1]).asset.place == ROOMS[0]
        assert Line.objects.get(number=hall[3]).in_conflict
        assert Line.objects.get(is_expected=False).name == "旧打印机"
        assert Scan.objects.count() == 12


@pytest.mark.handbook(94)
def test_200_scans_without_a_network_survive_closed_tabs_and_a_torn_line(pages, county):
    """Closed twice while offline; sent with the connection dropped at random twenty times."""
    with county_context(county):
        count = Count.objects.get().pk
    all_of_them = numbers(county)
    found = pages(county, "office")
    address = f"{found.base}/console/counting/phone/{count}/"
    dice = random.Random(7)
    with found.open(width=PHONE) as first:
        page = first
        begin(page, found.base, count)
        page.context.set_offline(True)
        for start in (0, 70, 140):
            page.select_option("[data-part=room]", ROOMS[0])
            page.click("[data-part=paste-open]")
            page.fill("[data-part=pasted]", "\n".join(all_of_them[start : start + 70]))
            page.click("[data-part=paste] button[value=yes]")
            page.wait_for_function(
                "n => document.querySelector('[data-count]').dataset.waiting === String(n)",
                arg=min(start + 70, THINGS),
            )
            if start < 140:
                page = another_tab(page, address)
        page.evaluate(TORN, [[dice.random(), dice.random()] for _drop in range(DROPS)])
        page.context.set_offline(False)
        # Whoever walks through a house with bad reception loses and finds the network.
        while page.evaluate("drops.length"):
            page.evaluate("dispatchEvent(new Event('online'))")
            page.wait_for_timeout(20)
        page.evaluate("dispatchEvent(new Event('online'))")
        sent(page, THINGS)
        assert kept(page) == [0, THINGS]
        receipts = page.evaluate(
            "async () => (await import('/static/counting/store.js')).open()"
            f".then((s) => s.all({count})).then((all) => all.map((r) => "
            "[r.key, r.receipt.outcome, r.receipt.sentence]))"
        )
    with county_context(county):
        stored = Scan.objects.values_list("key", "outcome", "sentence")
        assert {(str(key), what, words) for key, what, words in stored} == {
            tuple(one) for one in receipts
        }
        assert Scan.objects.count() == THINGS == Line.objects.exclude(result="").count()


def test_the_pages_are_readable_at_both_widths(pages, county):
    with county_context(county):
        people, at = People(), timezone.now()
        count = Count.objects.get()
        one = Line.objects.earliest("pk")
        services.line_settle(
            count_id=count.pk, line_id=one.pk, result=Result.MISSING, place="", by=people.office,
            at=at,
        )  # fmt: skip
    at = "/console/counting/"
    record = f"{at}{count.pk}/"
    assert not pages(county, "office").look(
        *(at, record, f"{record}lines/", f"{record}lines/{one.pk}/", f"{record}scans/"),
        *(f"{record}lines/{one.pk}/settle/", f"{record}lines/{one.pk}/explain/"),
        *(f"{record}do/sign/", f"{at}phone/{count.pk}/"),
        at=CROSSWISE,
        lists=True,
    )
    assert not pages(county, "admin").look(f"{at}open/", at=CROSSWISE)
