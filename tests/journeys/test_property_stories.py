"""Journeys of assets and supplies over HTTP, from the first form to the ledger."""

from datetime import UTC, datetime

import pytest

from tenants import hosts
from tests.conftest import A
from tests.journeys import stories_property as stories
from tests.journeys.desk_people import Clock
from tests.journeys.stage import HttpStage

TUESDAY = datetime(2026, 3, 3, 1, 0, tzinfo=UTC)


@pytest.fixture
def clock(monkeypatch, settings):
    """It is nine o'clock on a Tuesday; people stay signed in for the journey."""
    settings.SESSION_COOKIE_AGE = 100 * 24 * 60 * 60
    return Clock(monkeypatch, TUESDAY)


@pytest.fixture
def stage(own_database, settings, tmp_path, clock):
    settings.MEDIA_ROOT = tmp_path
    return HttpStage(hosts.by_code(A))


@pytest.mark.handbook(63, 64, 68, 71, 72, 73, 75, 76, 77, 78, 81, 89, 90, 91)
def test_an_asset_from_its_request_to_its_end(stage, clock):
    stories.an_asset(stage, clock)


@pytest.mark.handbook(103, 104, 105, 106, 107, 108, 109, 110)
def test_a_month_of_supplies(stage, clock):
    stories.a_month_of_supplies(stage, clock)


@pytest.mark.handbook(86, 97, 98, 113)
def test_somebody_leaves(stage, clock):
    stories.somebody_leaves(stage, clock)
