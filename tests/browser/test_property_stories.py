"""Assets and supplies from the first form to the ledger in Chromium: at desks of 1280 px, decided
and signed for on phones of 390 px, several people, one browser."""

import pytest

from tenants import hosts
from tests.browser.walking import WalkingStage
from tests.conftest import A
from tests.journeys import stories_property as stories
from tests.journeys.test_office_stories import clock

pytestmark = [pytest.mark.browser, pytest.mark.slow]
__all__ = ["clock"]
DESK = ("staff", "area_clerk", "dept_keeper", "finance", "cashier", "admin")
# Who decides has a phone, and knows of it from the inbox alone.
DECIDE = ("dept_head", "leader", "gm", "admin_mgr")


@pytest.fixture
def stage(server, pages, settings, tmp_path, clock):
    """When they go home nothing was there to complain of."""
    settings.MEDIA_ROOT = tmp_path
    found = WalkingStage(hosts.by_code(A), pages, desk=DESK, told=DECIDE)
    try:
        yield found
        assert not found.complaints
    finally:
        found.close()


@pytest.mark.handbook(63, 71, 74, 76, 77, 81, 87, 89, 90, 91)
def test_an_asset_from_its_request_to_its_end(stage, clock):
    stories.an_asset(stage, clock)


@pytest.mark.handbook(103, 104, 105, 107, 108, 109)
def test_a_month_of_supplies(stage, clock):
    stories.a_month_of_supplies(stage, clock)


@pytest.mark.handbook(86, 97, 99, 113, 122)
def test_somebody_leaves(stage, clock):
    stories.somebody_leaves(stage, clock)
