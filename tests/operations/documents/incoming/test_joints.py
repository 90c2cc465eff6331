"""Files, and last days that follow the calendar."""

from datetime import date

import pytest

from accounts import place
from core import attachments, inbox
from core.workcalendar import calendar_override
from operations.documents.incoming import joints, services
from operations.documents.incoming.lifecycle import T
from tests.operations.documents.conftest import AT
from tests.operations.documents.incoming.conftest import bring, department, register


def test_files_are_for_those_who_may_read_the_document(everybody):
    document = bring(everybody, T.HANDLING)
    assert attachments.may_see(everybody.drafter, document)
    assert attachments.may_see(everybody.leader, document)
    assert not attachments.may_see(everybody.finance, document)


@pytest.mark.handbook(35)
def test_counted_days_follow_the_calendar_and_said_ones_stay(everybody):
    counted = bring(everybody, T.INSTRUCTING, nature="policy", urgency="urgent")
    services.incoming_instruct(
        document_id=counted.pk,
        lead_department=department("brand"),
        by=everybody.leader,
        at=AT,
    )
    said = bring(everybody, T.HANDLING)
    step = bring(everybody, T.INSTRUCTING)
    assert counted.tasks.get().due_date == date(2026, 3, 6)
    assert inbox.pending(step).get().due_at.date() == date(2026, 3, 5)
    was = said.tasks.get().due_date
    assert joints.recompute(2026) == 0
    calendar_override(
        on=date(2026, 3, 5),
        kind="off",
        name="停电",
        reason="全县停电",
        by=everybody.county_admin,
        at=AT,
    )
    assert counted.tasks.get().due_date == date(2026, 3, 9)
    assert inbox.pending(counted).get().due_at.date() == date(2026, 3, 9)
    assert inbox.pending(step).get().due_at.date() == date(2026, 3, 6)
    assert said.tasks.get().due_date == was
    assert joints.recompute(2030) == 0


def test_a_year_that_is_not_touched_moves_nothing(everybody):
    register(everybody)
    assert joints.recompute(2019) == 0


def test_the_province_has_no_documents(province):
    assert place.here() != "county"
    assert joints.recompute(2026) == 0
