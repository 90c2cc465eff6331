"""The menu: the handbook's order, only what one may open, nothing of a county in the province."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from console import menu
from tenants.context import province_context
from tests import cast


def labels(shown: str) -> list[str]:
    """Labels of the sidebar as Wagtail sends them to the browser."""
    found = re.search(
        r'<script id="wagtail-sidebar-props" type="application/json">(.*?)</script>', shown
    )
    return re.findall(r'"label": "((?:[^"\\]|\\.)*)"', found[1]) if found else []


def words(shown: str) -> list[str]:
    return [json.loads(f'"{label}"') for label in labels(shown)]


def test_the_order_is_the_handbooks(browser):
    shown = words(browser.get("/console/").content.decode())
    order = ["工作台", "站点", "人员", "设置"]
    places = [shown.index(word) for word in order]
    assert places == sorted(places)


def test_what_waits_is_counted(browser, person):
    assert "待办 1" in words(browser.get("/console/").content.decode())


def test_wagtails_own_odds_and_ends_are_gone(desk_of):
    shown = words(desk_of("county_admin").get("/console/").content.decode())
    assert not {"帮助", "用户", "组", "Help", "Users"} & set(shown)


def test_the_centres_card_is_for_the_administrator(desk_of, browser):
    assert "中心资料" in words(desk_of("county_admin").get("/console/").content.decode())
    assert "中心资料" not in words(browser.get("/console/").content.decode())
    assert browser.get("/console/centre/").status_code == 403


@pytest.mark.parametrize("post", ["station_mgr", "village", "township", "commerce"])
def test_the_centre_s_own_work_is_not_in_the_menu_of_others(desk_of, post):
    centre = {"收文", "发文", "双周工作安排", "督办事项"}
    assert centre <= set(words(desk_of("staff").get("/console/").content.decode()))
    assert not centre & set(words(desk_of(post).get("/console/").content.decode()))


def test_the_province_has_nothing_of_a_countys(province, client_for):
    with province_context():
        root = cast.appoint("root")
    shown = client_for(None, root).get("/console/").content.decode()
    assert not {"站点", "人员"} & set(words(shown))
    assert "省级监管" in shown


def test_another_group_does_not_exist():
    with pytest.raises(KeyError):
        menu.register("attic", menu.Item("x", "wagtailadmin_home"))


def test_an_address_that_is_not_here_is_left_out():
    assert menu.Item("x", "no-such:address").url() == ""


@pytest.mark.parametrize("page", ["/console/", "/console/inbox/"])
def test_what_the_page_has_counted_the_menu_does_not_count_again(browser, person, page):
    browser.get(page)
    with CaptureQueriesContext(connection) as asked:
        shown = words(browser.get(page).content.decode())
    assert "待办 1" in shown
    open_ones = [one["sql"] for one in asked if "FILTER" in one["sql"]]
    assert len(open_ones) == 1


@pytest.mark.parametrize(("post", "asked_about"), [("staff", False), ("office", True)])
def test_whoever_writes_no_page_is_not_asked_about_pages(desk_of, post, asked_about):
    desk = desk_of(post)
    desk.get("/console/jobs/")
    with CaptureQueriesContext(connection) as asked:
        shown = words(desk.get("/console/jobs/").content.decode())
    about = [one for one in asked if 'FROM "wagtailcore_group' in one["sql"]]
    assert bool(about) is asked_about
    assert ("网页" in shown) is asked_about
