"""How often casework asks the database: registering within 25 statements, whoever does it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from operations.casework import services
from operations.casework.lifecycle import States
from operations.casework.models import Case
from tests.operations.casework.conftest import AT, DAY, person, picture, request_of

REGISTRATION = 25


@contextmanager
def within(most: int) -> Iterator[None]:
    """What happens inside asks at most so often; savepoints are no questions."""
    with CaptureQueriesContext(connection) as captured:
        yield
    asked = [one["sql"] for one in captured if "SAVEPOINT" not in one["sql"]]
    assert len(asked) <= most, f"{len(asked)} statements\n" + "\n".join(s[:200] for s in asked)


@pytest.fixture
def used(submitted, desk) -> None:
    """The county has been at work: content types, settings and calendar are known."""
    services.case_accept(case_id=submitted.pk, by=desk, at=AT)


@pytest.mark.handbook(121)
def test_a_new_applicant_at_the_window(used, desk):
    data = request_of(applicant=person("柏望舒", "19900004001"))
    with within(REGISTRATION):
        case = services.case_register(data=data, by=desk, at=AT + DAY)
    assert case.status == States.SUBMITTED


@pytest.mark.handbook(121)
def test_a_known_applicant_at_the_window(used, desk, submitted):
    with within(REGISTRATION):
        services.case_register(
            data=request_of(applicant=submitted.applicant_id), by=desk, at=AT + DAY
        )
    assert Case.objects.filter(applicant=submitted.applicant_id).count() == 2


@pytest.mark.handbook(121)
def test_on_behalf_at_the_station_with_the_consent(used, manager, station):
    data = request_of(
        applicant=person("柏望舒", "19900004001"),
        channel="station",
        station_id=station.pk,
        on_behalf=True,
        consent=picture(),
    )
    with within(REGISTRATION):
        case = services.case_register(data=data, by=manager, at=AT + DAY)
    assert case.on_behalf


@pytest.mark.handbook(121)
def test_from_a_draft(used, desk):
    data = request_of(applicant=person("柏望舒", "19900004001"))
    draft = services.case_draft(data=data, by=desk, at=AT)
    with within(REGISTRATION):
        services.case_register(data=data, by=desk, at=AT + DAY, draft_id=draft.pk)
    draft.refresh_from_db()
    assert draft.status == States.SUBMITTED


@pytest.mark.handbook(121)
def test_accepting_and_assigning_at_once_costs_no_more_than_twice(used, desk, handler):
    data = request_of(applicant=person("柏望舒", "19900004001"))
    with within(2 * REGISTRATION):
        case = services.case_register(
            data=data, by=desk, at=AT + DAY, accept=True, handler_id=handler.user_id
        )
    assert case.status == States.ASSIGNED
    assert case.number
