"""The console in a real Chromium: no English, no overflow, no foreign host, keys that work."""

from datetime import date

import pytest
from django.utils import timezone

from operations.staff import services
from tenants import hosts
from tenants.context import county_context
from tests import cast
from tests.conftest import A

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def people(server):
    """禾川县 with two people who are joining."""
    county = hosts.by_code(A)
    with county_context(county):
        by = cast.actor("admin")
        for name in ("卜知夏", "祝南星"):
            services.person_register(
                name=name, by=by, joined_date=date(2026, 11, 20), at=timezone.now()
            )
    return county


def test_pages_of_a_county_have_nothing_to_complain_of(pages, people):
    found = pages(people, "county_admin").look(
        "/console/",
        "/console/inbox/",
        "/console/inbox/mine/",
        "/console/centre/",
        "/console/jobs/",
        "/console/search/?q=禾川",
    )
    assert not found, "\n".join(found)


def test_pages_of_the_province_have_nothing_to_complain_of(pages, server):
    found = pages(None, "root").look("/console/", "/console/inbox/", "/console/jobs/")
    assert not found, "\n".join(found)


def test_keys_move_through_the_inbox_and_the_slash_searches(pages, people):
    with pages(people, "admin").open() as page:
        page.goto(page.url.split("/console/")[0] + "/console/inbox/")
        focused = "document.activeElement.textContent"
        page.keyboard.press("j")
        first = page.evaluate(focused)
        page.keyboard.press("j")
        assert page.evaluate(focused) != first
        page.keyboard.press("k")
        assert page.evaluate(focused) == first
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "cl-search"


def test_the_bell_counts_without_a_reload(pages, people):
    with pages(people, "admin").open() as page:
        page.wait_for_selector(".cl-bell__link")
        assert "待办 2" in page.inner_text(".cl-bell").replace("\n", " ")


def test_the_policy_keeps_strange_scripts_out(pages, people):
    with pages(people, "admin").open() as page:
        page.evaluate(
            "() => { const s = document.createElement('script');"
            " s.textContent = 'window.cl_hacked = 1'; document.body.append(s); }"
        )
        assert page.evaluate("window.cl_hacked") is None
        assert any("Content Security Policy" in word for word in page.complaints)
