"""Seeds, files, and due dates that follow the calendar."""

from datetime import date

import pytest

from accounts import place
from core import attachments, inbox
from core.workcalendar import calendar_override
from operations.documents import joints, seeds
from operations.documents.lifecycle import S
from operations.documents.models import DocumentSeries
from tests.operations.documents.conftest import AT


@pytest.mark.handbook(17)
def test_a_county_begins_with_a_code_of_its_own_name(in_county_b):
    assert DocumentSeries.objects.get().code == "云电商"

    class Facts:
        name = "云枞县"

    seeds.county(Facts())
    assert DocumentSeries.objects.count() == 1


def test_files_are_for_those_who_may_read_the_document(people, at_step):
    document = at_step(S.LEADER_SIGN)
    assert attachments.may_see(people.drafter, document)
    assert attachments.may_see(people.director, document)
    assert not attachments.may_see(people.finance, document)


@pytest.mark.handbook(22)
def test_running_steps_follow_the_calendar_and_past_ones_stay(people, at_step):
    document = at_step(S.LEADER_SIGN)
    unmeasured = at_step(S.PROOFING)
    step = document.steps.get(ended_at=None)
    past = document.steps.filter(ended_at__isnull=False, due_at__isnull=False).get()
    assert step.due_at.date() == date(2026, 3, 5)
    assert joints.recompute(2026) == 0
    # The override has every module recompute.
    calendar_override(
        on=date(2026, 3, 5),
        kind="off",
        name="停电",
        reason="全县停电",
        by=people.county_admin,
        at=AT,
    )
    step.refresh_from_db()
    assert step.due_at.date() == date(2026, 3, 6)
    assert inbox.pending(document).get().due_at == step.due_at
    was = past.due_at
    past.refresh_from_db()
    assert past.due_at == was
    assert unmeasured.steps.get(ended_at=None).due_at is None
    assert joints.recompute(2030) == 0


def test_the_province_has_no_documents(province):
    assert place.here() != "county"
    assert joints.recompute(2026) == 0
