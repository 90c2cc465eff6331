"""The guides (R140): all items, what is free, one with all that is wanted to know."""

import json
import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from operations.casework.models import ServiceItem
from operations.stations.lifecycle import States
from operations.stations.models import Station, Township
from tenants.context import county_context
from tests.cms.test_pages import MOST_BYTES, Reader

PAGES = (
    "/services/",
    "/services/S01/",
    "/services/V03/",
    "/services/S05/apply/",
    "/services/S05/apply/?kind=coop",
    "/services/S01/appointment/",
    "/case/",
    "/case/thanks/",
)


@pytest.fixture
def visitor(county_a, client_for):
    return client_for(county_a)


def soup(reply):
    return BeautifulSoup(reply.content.decode(), "html.parser")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_light_and_whole(visitor, path):
    reply = visitor.get(path)
    assert reply.status_code == 200
    assert len(reply.content) <= MOST_BYTES
    read = Reader(reply.content.decode())
    assert read.language == "zh-CN"
    assert read.headings[0] == 1
    assert read.headings.count(1) == 1
    steps = zip(read.headings, read.headings[1:], strict=False)
    assert all(later <= earlier + 1 for earlier, later in steps), read.headings
    assert read.without_alt == []
    assert read.inline == []
    assert [a for a in read.addresses if re.match(r"(https?:)?//", a)] == []


@pytest.mark.handbook(140)
def test_all_items_are_listed_and_what_is_free_is_marked(visitor, county_a):
    page = soup(visitor.get("/services/"))
    rows = {row.select_one(".code").text: row for row in page.select(".guides a")}
    with county_context(county_a):
        items = list(ServiceItem.objects.all())
    assert len(items) == 30
    assert set(rows) == {item.code for item in items}
    for item in items:
        marked = rows[item.code].select_one(".free")
        assert bool(marked) == item.free, item.code
        assert marked is None or marked.text == "免费"
        assert re.search(r"\d+个工作日|当日办结", rows[item.code].text), item.code
    assert len(page.select("h2")) == 4


def test_a_word_finds_its_services_and_only_those(visitor):
    codes = [c.text for c in soup(visitor.get("/services/?q=快递")).select(".guides .code")]
    assert {"V04", "V05"} <= set(codes)
    assert len(codes) < 10
    assert soup(visitor.get("/services/?q=S01")).select_one(".guides .code").text == "S01"
    nothing = visitor.get("/services/?q=飞碟").content.decode()
    assert "没有找到相关事项" in nothing


def test_a_system_narrows_the_list(visitor):
    page = soup(visitor.get("/services/?system=training"))
    assert [title.text for title in page.select("h2")] == ["电商培训"]
    assert len(soup(visitor.get("/services/?system=nonsense")).select(".guides li")) == 30


def test_every_guide_says_all_that_is_wanted_to_know(visitor, county_a):
    with county_context(county_a):
        items = list(ServiceItem.objects.prefetch_related("forms", "promises"))
    for item in items:
        reply = visitor.get(f"/services/{item.code}/")
        text = soup(reply).get_text()
        assert len(reply.content) <= MOST_BYTES
        for part in (item.who, item.what, item.fee, item.basis, item.where, *item.steps):
            assert part in text, (item.code, part)
        (form,) = item.forms.all()
        for one in form.materials:
            assert one["name"] in text
        for one in form.fields:
            assert (one["label"] in text) or one.get("stage") == "finish", one["key"]


def test_a_guide_offers_what_the_item_has(visitor):
    def ways(code):
        return {a["href"] for a in soup(visitor.get(f"/services/{code}/")).select("a.call")}

    assert {"/services/S01/apply/", "/services/S01/appointment/"} <= ways("S01")
    assert "/services/V03/apply/" not in ways("V03")
    assert visitor.get("/services/V03/apply/").status_code == 404
    assert visitor.get("/services/V03/appointment/").status_code == 404


def test_the_guide_is_linked_data_that_cannot_break_out(visitor, county_a):
    with county_context(county_a):
        ServiceItem.objects.filter(code="S01").update(what="</script><b>&")
    page = visitor.get("/services/S01/").content.decode()
    assert "</script><b>" not in page
    data = json.loads(soup(visitor.get("/services/S01/")).select_one("[type*=ld]").string)
    assert data["@type"] == "GovernmentService"
    assert (data["identifier"], data["isAccessibleForFree"]) == ("S01", True)
    assert data["description"] == "</script><b>&"


def test_a_guide_names_the_stations_that_have_the_ability(visitor, county_a):
    with county_context(county_a):
        town = Township.objects.create(code="980121100", name="柳溪镇")
        for slug, abilities in (("bills", ["V03"]), ("parcels", ["V04"])):
            Station.objects.create(
                slug=slug,
                name=f"{slug}站",
                township=town,
                level="township",
                status=States.OPERATING,
                abilities=abilities,
            )

    def stations(code):
        page = soup(visitor.get(f"/services/{code}/"))
        return {a["href"] for a in page.select("#stations a")}

    assert stations("V03") == {"/stations/bills/"}
    assert stations("S01") == {"/stations/bills/", "/stations/parcels/"}
    assert stations("S05") == set()


def test_what_is_withdrawn_is_gone(visitor, county_a):
    with county_context(county_a):
        ServiceItem.objects.filter(code="S02").update(
            withdrawn_date=timezone.localdate() - timedelta(days=1)
        )
    assert visitor.get("/services/S02/").status_code == 404
    assert "S02" not in {c.text for c in soup(visitor.get("/services/")).select(".code")}
    assert "/services/S02/" not in visitor.get("/sitemap.xml").content.decode()
    assert visitor.get("/services/nothing/").status_code == 404


def test_the_site_leads_there(visitor):
    for path in ("/", "/stations/"):
        page = soup(visitor.get(path))
        for place in (".nav a", ".bottom a"):
            assert {"/services/", "/case/"} <= {a["href"] for a in page.select(place)}, path
    assert "/services/S01/" in visitor.get("/sitemap.xml").content.decode()
    found = soup(visitor.get("/search/?q=创业辅导"))
    assert found.select_one(".hits a")["href"] == "/services/S01/"
    assert "没有找到" not in found.get_text()
