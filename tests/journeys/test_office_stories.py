"""The office's journeys over HTTP, from the first form to the file."""

from datetime import UTC, datetime

import pytest

from tenants import hosts
from tests.conftest import A
from tests.journeys import stories, stories_duty
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


@pytest.mark.handbook(11, 12, 13, 15, 16, 17, 18, 19, 20, 24)
def test_a_notice_through_ten_steps(stage, clock):
    stories.a_notice(stage, clock)


@pytest.mark.handbook(27, 31, 32, 33, 35, 43, 46)
def test_an_incoming_document_to_the_archive(stage, clock):
    stories.an_incoming_document(stage, clock)


@pytest.mark.handbook(39, 48, 50, 51, 54, 55, 56, 57)
def test_a_holiday_of_duty(stage, clock):
    stories_duty.a_holiday_of_duty(stage, clock)


@pytest.mark.handbook(0, 26)
def test_a_petition_to_its_review_and_close(stage, clock):
    stories.a_petition(stage, clock)


@pytest.mark.handbook(0, 26, 29, 44, 46)
def test_a_meeting_to_its_minutes_and_its_supervision_item(stage, clock):
    stories.a_meeting(stage, clock)
