"""The menu: the handbook's order, only what one may open, nothing of a county in the province."""

import json
import re

import pytest

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
