"""Redirects from a spreadsheet: judged before anything is written, and none that leads astray."""

from io import BytesIO

import openpyxl
import pytest
from wagtail.contrib.redirects.models import Redirect

from cms import redirecting, selectors
from cms.models import ProductPage
from core.imports import judge
from core.imports.templates import template_workbook
from tenants.context import county_context
from tests import cast
from tests.desk import Desk
from tests.pages import text

TITLES = ["旧地址", "新地址或页面", "是否永久"]


def book(*rows):
    """A file."""
    workbook = openpyxl.Workbook()
    workbook.active.append(TITLES)
    for row in rows:
        workbook.active.append(list(row))
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


def judged(*rows):
    """What the preview says."""
    return judge(redirecting.REDIRECTS, book(*rows), by=cast.actor("editor"))


@pytest.fixture
def county(site):
    with county_context(site):
        yield site


def test_old_addresses_lead_to_pages_and_parts_and_a_second_time_change_nothing(county, client_for):
    Redirect.objects.create(old_path="/old/news", redirect_link="/about/")
    rows = (
        ("/2023/红香米.html", "/products/rice/", ""),
        (f"http://{county.host}:8000/zhan?id=3", "/stations/?township=980121100", "否"),
        ("/old/news/", "/news/", ""),
        ("/old/home", "/", ""),
    )
    found = judged(*rows)
    assert [(row.state, row.errors) for row in found.rows] == [
        ("new", []), ("new", []), ("changed", []), ("new", []),
    ]  # fmt: skip
    assert Redirect.objects.count() == 1
    redirecting.REDIRECTS.apply(found.rows, cast.actor("editor"))
    assert [row.state for row in judged(*rows).rows] == ["same"] * 4
    visitor = Desk(client_for(county), county)
    for old, status, new in (
        ("/2023/红香米.html", 301, "/products/rice/"),
        ("/zhan/?id=3", 302, "/stations/?township=980121100"),
        ("/old/news", 301, "/news/"),
        ("/old/home/", 301, "/"),
    ):
        answer = visitor.get(old)
        assert (answer.status_code, answer.headers["Location"]) == (status, new)
    # A page that moves takes its redirects along.
    page = ProductPage.objects.get(slug="rice")
    page.slug = "red-rice"
    page.save()
    assert visitor.get("/2023/红香米.html").headers["Location"] == "/products/red-rice/"


@pytest.mark.parametrize(
    ("old", "new", "column", "said"),
    [
        ("/products/rice", "/news/", "old", "已有公开页面"),
        ("/stations/", "/news/", "old", "已有公开页面"),
        ("/", "/news/", "old", "已有公开页面"),
        ("/console/inbox/", "/news/", "old", "工作台"),
        ("https://other.example.cn/a/", "/news/", "old", "other.example.cn"),
        ("old/a", "/news/", "old", "第一个斜杠"),
        ("https://[::1/a", "/news/", "old", "第一个斜杠"),
        ("/a b", "/news/", "old", "第一个斜杠"),
        ("/" + "长" * 300, "/news/", "old", "255"),
        ("/a", "https://evil.example.com/", "new", "evil.example.com"),
        ("/a", "//evil.example.com/", "new", "evil.example.com"),
        ("/a", "/\\evil.example.com/", "new", "第一个斜杠"),
        ("/a", "/none/", "new", "没有公开页面"),
        ("/a", "/a/", "new", "/a → /a"),
        ("/a", "/x/", "new", "/a → /x → /y → /x"),
        ("/a", "/moved/", "new", "/news"),
    ],
)  # fmt: skip
def test_a_row_that_leads_astray_is_refused_with_its_cell(county, old, new, column, said):
    for here, there in (("/x", "/y/"), ("/y", "/x/"), ("/moved", "/news/")):
        Redirect.objects.create(old_path=here, redirect_link=there)
    found = judged((old, new, ""), ("/good", "/news/", ""))
    assert [row.state for row in found.rows] == ["error", "new"]
    ((where, sentence),) = found.rows[0].errors
    assert where == column
    assert said in sentence


def test_rows_of_one_file_must_not_lead_in_a_circle(county):
    found = judged(*((f"/r{n}", f"/r{(n + 1) % 6}", "") for n in range(6)))
    assert all(row.state == "error" for row in found.rows)
    assert found.rows[0].errors[0][1].endswith("/r0 → /r1 → /r2 → /r3 → …。")
    assert redirecting._leads_to(Redirect(redirect_link="https://example.cn/")).startswith("https")


def test_the_editor_finds_template_and_list_and_others_do_not(county, client_for, monkeypatch):
    desk = Desk(client_for(county, cast.appoint("editor")), county)
    assert "旧地址" in text(desk.get("/console/imports/redirects/"))
    sheet = openpyxl.load_workbook(BytesIO(template_workbook(redirecting.REDIRECTS)))["数据"]
    assert [cell.value for cell in sheet[1]] == ["旧地址*", "新地址或页面*", "永久"]
    assert desk.get("/console/imports/redirects/template/").status_code == 200
    Redirect.objects.create(old_path="/seen", redirect_link="/news/")
    assert "/seen" in text(desk.get("/console/redirects/"))
    moved = desk.get("/console/redirects/import/")
    assert moved.headers["Location"] == "/console/imports/redirects/"
    other = Desk(client_for(county, cast.appoint("finance")), county)
    assert other.get("/console/imports/redirects/").status_code == 403
    # Before there is a site, nothing is public.
    monkeypatch.setattr(selectors.Page, "objects", selectors.Page.objects.none())
    assert selectors.pages_at(["/news/"]) == {}
