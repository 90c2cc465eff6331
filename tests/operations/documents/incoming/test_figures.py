"""What the province reads of incoming documents (R36, R22, R161)."""

from datetime import date, timedelta

import pytest

from core.figures import figure
from operations.documents import figures as outgoing_figures
from operations.documents.incoming import figures, services
from operations.documents.incoming.lifecycle import T
from tests.operations.documents.conftest import AT, DAY
from tests.operations.documents.incoming.conftest import DUE, TODAY, bring, department, register
from tests.operations.documents.test_figures import county

AFTER = DUE + timedelta(days=1)


@pytest.mark.handbook(28, 161)
def test_what_was_received_counts_on_that_day_and_void_lines_do_not(everybody):
    register(everybody)
    register(everybody, received_date=TODAY - DAY, at=AT)
    slip = register(everybody)
    services.incoming_void(document_id=slip.pk, reason="重复", by=everybody.office, at=AT)
    assert county(figures.received(TODAY)) == (1, None)
    assert county(figures.received(TODAY - DAY)) == (1, None)
    assert set(figures.received_days()) == {TODAY, TODAY - DAY}
    assert figure("D-IN").clause == 28


@pytest.mark.handbook(36)
def test_registering_on_the_next_working_day_is_in_time(everybody):
    friday = date(2026, 2, 27)
    # 28 February is a make-up working day of that year: Monday is too late.
    for days in (0, 1, 3):
        register(
            everybody,
            received_date=friday,
            sender_date=None,
            at=AT - 4 * DAY + timedelta(days=days),
        )
    assert county(figures.at_once(friday)) == (2, 3)
    assert county(figures.at_once(TODAY)) == (0, 0)


@pytest.mark.handbook(22, 35)
def test_each_part_counts_once_in_time_or_late(everybody):
    document = bring(everybody, T.INSTRUCTING)
    services.incoming_instruct(
        document_id=document.pk,
        lead_department=department("brand"),
        helping=[department("tech")],
        due_date=DUE,
        by=everybody.leader,
        at=AT,
    )
    done = DUE - timedelta(days=1)
    services.part_done(
        document_id=document.pk, result="好", by=everybody.dept_head, at=AT + (done - TODAY)
    )
    assert county(figures.in_time(done)) == (1, 1)
    assert county(figures.in_time(AFTER)) == (0, 1)
    assert county(figures.late_at_end(AFTER)) == (1, None)
    assert county(outgoing_figures.overdue(AFTER)) == (1, 1)
    # Once late it stays counted, and is late no longer when it is done.
    services.incoming_complete(
        document_id=document.pk,
        result="已办",
        by=everybody.drafter,
        at=AT + (AFTER - TODAY) + 2 * DAY,
    )
    last = AFTER + timedelta(days=2)
    assert county(figures.in_time(AFTER)) == (0, 1)
    assert county(figures.in_time(last)) == (0, 0)
    assert county(figures.late_at_end(AFTER)) == (1, None)
    assert county(figures.late_at_end(last)) == (0, None)
    days = set(figures.decided_days())
    assert {done, AFTER, last} <= days
    assert days <= set(outgoing_figures.overdue_days())


@pytest.mark.handbook(161)
def test_parts_that_were_taken_back_count_for_nothing(everybody):
    document = bring(everybody, T.HANDLING)
    services.incoming_return(
        document_id=document.pk, reason="不归我们", to=T.PROPOSING, by=everybody.drafter, at=AT
    )
    assert county(figures.in_time(AFTER)) == (0, 0)
    assert county(figures.late_at_end(AFTER)) == (0, None)
    assert list(figures.decided_days()) == []
