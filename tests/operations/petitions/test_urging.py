"""Reminders: yellow five days before, red after; each once, on working days only."""

from datetime import timedelta

import pytest

from core.models.inbox import InboxItem
from operations.petitions import services, tasks
from operations.petitions.lifecycle import S
from tests import cast
from tests.operations.petitions.conftest import AT, DAY, bring, register


def warn(days):
    """The reminders of a day; the first is a Tuesday."""
    return services.petitions_warn(by=cast.SYSTEM, at=AT + timedelta(days=days))


def told(petition):
    """Who was told of a light."""
    found = InboxItem.objects.filter(record_id=str(petition.pk), kind=InboxItem.Kind.READ)
    return [(one.step.split("-")[0], one.post, one.user_id) for one in found.order_by("pk")]


@pytest.mark.handbook(26)
def test_leaders_are_told_of_what_is_not_decided_once_for_each_light(people):
    petition = register(people)
    assert warn(9) == 0
    assert warn(10) == 1
    assert warn(13) == 0
    assert warn(16) == 1
    assert warn(17) == 0
    assert told(petition) == [("yellow", "leader", None), ("red", "leader", None)]


@pytest.mark.handbook(26)
def test_the_handler_is_told_first_and_leaders_when_it_runs_over(people):
    petition = bring(people, S.HANDLING)
    staff = people.staff.user_id
    assert warn(56) == 1  # 28 April
    assert told(petition) == [("yellow", "", staff)]
    assert warn(62) == 0  # 4 May is a holiday
    assert warn(64) == 1  # 6 May
    assert told(petition)[1:] == [("red", "", staff), ("red", "leader", None)]


@pytest.mark.handbook(26)
def test_nobody_is_told_on_a_day_of_rest_or_of_what_has_ended(people):
    petition = register(people, at=AT, received_date=AT.date())
    assert warn(12) == 0  # Sunday, 15 March
    services.petition_withdraw(
        petition_id=petition.pk, reason="已解决", by=people.office, at=AT + DAY
    )
    assert warn(16) == 0
    assert tasks.daily.run() == 0
