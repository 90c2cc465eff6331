"""The office's journeys in a real Chromium: at desks of 1280 px and on phones of 390 px."""

import pytest

from tenants import hosts
from tests.browser.stage import ChromiumStage
from tests.conftest import A
from tests.journeys import stories, stories_duty
from tests.journeys.test_office_stories import clock

pytestmark = [pytest.mark.browser, pytest.mark.slow]
__all__ = ["clock"]


@pytest.fixture
def stage(server, pages, settings, tmp_path, clock):
    """Everybody with a browser; when they go home nothing was there to complain of."""
    settings.MEDIA_ROOT = tmp_path
    found = ChromiumStage(hosts.by_code(A), pages)
    try:
        yield found
        assert not found.complaints
    finally:
        found.close()


@pytest.mark.handbook(11, 12, 13, 24)
def test_a_notice_through_ten_steps(stage, clock):
    stories.a_notice(stage, clock)


@pytest.mark.handbook(27, 35, 46)
def test_an_incoming_document_to_the_archive(stage, clock):
    stories.an_incoming_document(stage, clock)


@pytest.mark.handbook(39, 54, 56)
def test_a_holiday_of_duty(stage, clock):
    stories_duty.a_holiday_of_duty(stage, clock)


@pytest.mark.handbook(26)
def test_a_petition_to_its_review_and_close(stage, clock):
    stories.a_petition(stage, clock)


@pytest.mark.handbook(26, 44)
def test_a_meeting_to_its_minutes_and_its_supervision_item(stage, clock):
    stories.a_meeting(stage, clock)
