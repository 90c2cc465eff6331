"""Every public page: it answers, is light, asks no foreign host, and can be read aloud."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

import cms

PAGES = (
    "/",
    "/products/",
    "/products/rice/",
    "/brands/",
    "/brands/brand/",
    "/stations/",
    "/news/",
    "/news/news-2026-11-12/",
    "/about/",
    "/search/?q=红香米",
)
FOLDER = Path(cms.__file__).parent / "static" / "cms"
MOST_BYTES = 100_000
LOADING = {"img", "script", "link", "source", "iframe", "video", "audio", "embed", "object", "use"}


class Reader(HTMLParser):
    """Collects headings, pictures, addresses, inline styles and scripts of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.without_alt: list[str] = []
        self.addresses: list[str] = []
        self.inline: list[str] = []
        self.language = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One tag."""
        given = dict(attrs)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "img" and "alt" not in given:
            self.without_alt.append(str(given.get("src")))
        if tag in LOADING and given.get("rel") != "canonical":
            self.addresses += [
                str(given[name]) for name in ("src", "href", "data") if name in given
            ]
            sizes = str(given.get("srcset") or "").split(",")
            self.addresses += [one.split()[0] for one in sizes if one.strip()]
        if tag == "html":
            self.language = str(given.get("lang"))
        # A block of data is no script: the policy does not ask after it.
        data = given.get("type") == "application/ld+json"
        script = tag == "script" and not (given.get("src") or "nonce" in given or data)
        if tag == "style" or "style" in given or script:
            self.inline.append(tag)
        self.inline += [name for name in given if name.startswith("on")]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_light_and_whole(visitor, path):
    response = visitor.get(path)
    assert response.status_code == 200
    assert len(response.content) <= MOST_BYTES
    read = Reader(response.content.decode())
    assert read.language == "zh-CN"
    assert read.headings.count(1) == 1
    assert read.headings[0] == 1
    steps = zip(read.headings, read.headings[1:], strict=False)
    assert all(later <= earlier + 1 for earlier, later in steps), read.headings
    assert read.without_alt == []
    assert read.inline == []
    assert [a for a in read.addresses if re.match(r"(https?:)?//", a)] == []


def test_no_asset_of_the_site_asks_a_foreign_host(visitor):
    styles = [path for path in FOLDER.iterdir() if path.suffix in {".css", ".js", ".svg"}]
    texts = {path.name: path.read_text("utf-8") for path in styles}
    texts |= {path: visitor.get(path).content.decode() for path in ("/theme.css", "/mark.svg")}
    assert len(texts) > 4
    for name, text in texts.items():
        said = text.replace("http://www.w3.org/", "")
        assert re.findall(r"(?:https?:)?//[\w.-]+\.\w{2,}", said) == [], name


def test_the_home_page_shows_the_three_systems_and_the_mission(visitor):
    text = visitor.get("/").content.decode()
    for words in ("稻香里的禾川", "禾川红香米", "本季特色产品集中上架", "满足农民的生产和生活需要"):
        assert words in text


def test_invented_counties_say_that_they_are_invented(visitor):
    assert "fiction" in visitor.get("/").content.decode()


def test_a_product_says_where_it_comes_from_and_what_it_costs(visitor):
    text = visitor.get("/products/rice/").content.decode()
    for words in ("禾川有礼", "2.5 千克/袋", "¥39.8", "LB-98-0001"):
        assert words in text
    assert 'alt="一布袋红香米，旁边是一碗煮好的米饭"' in text


def test_the_pictures_of_a_page_are_served_and_others_are_not(visitor):
    text = visitor.get("/products/rice/").content.decode()
    address = re.findall(r'src="(/media/[^"]+)"', text)[0]
    answer = visitor.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("image/")
    for path in ("/media/images/none.webp", "/media/images/../secret", "/media/attachments/1/"):
        assert visitor.get(path).status_code == 404


def test_a_neighbour_does_not_serve_this_countys_pictures(visitor, county_b, client_for):
    text = visitor.get("/products/rice/").content.decode()
    address = re.findall(r'src="(/media/[^"]+)"', text)[0]
    assert client_for(county_b).get(address).status_code == 404


def test_a_draft_is_not_shown(visitor, site):
    from cms.models import NewsIndexPage, NewsPage
    from tenants.context import county_context

    with county_context(site):
        page = NewsPage(title="尚未发布", slug="draft", live=False)
        NewsIndexPage.objects.get().add_child(instance=page)
    assert visitor.get("/news/draft/").status_code == 404
    assert "尚未发布" not in visitor.get("/news/").content.decode()


def test_a_station_nobody_knows_is_not_found(visitor):
    assert visitor.get("/stations/none/").status_code == 404


def test_the_accent_is_readable_on_light_and_on_dark(visitor):
    answer = visitor.get("/theme.css")
    assert answer["Content-Type"].startswith("text/css")
    assert re.search(
        r"--accent-light:#[0-9a-f]{6};--accent-dark:#[0-9a-f]{6}", answer.content.decode()
    )


def test_search_engines_find_the_site_map(visitor):
    assert "/sitemap.xml" in visitor.get("/robots.txt").content.decode()
    assert b"/products/rice/" in visitor.get("/sitemap.xml").content
