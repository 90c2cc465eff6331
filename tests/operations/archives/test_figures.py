"""What the province reads of archives: how much, and how much in time (R20, R32, R161)."""

from datetime import date

import pytest

from core.figures import figure
from operations.archives import figures
from operations.documents.incoming import figures as incoming_figures
from operations.documents.incoming.lifecycle import T
from operations.documents.models import DocumentsSetting
from oversight import facts
from tests.operations.archives.conftest import AT, DAY, shelved
from tests.operations.documents.incoming import conftest as incoming
from tests.operations.documents.incoming.conftest import works_in

TODAY = AT.date()


def county(values):
    """Numerator and denominator of the county."""
    (one,) = list(values)
    return int(one.numerator), None if one.denominator is None else int(one.denominator)


@pytest.mark.handbook(32, 161)
def test_what_was_filed_and_what_of_it_in_time(people, in_county_a):
    shelved(people)
    late = shelved(people, at=AT + DAY)
    free = shelved(people, at=AT + DAY)
    late.due_date, free.due_date = TODAY, None
    late.save()
    free.save()
    assert county(figures.filed(TODAY)) == (1, None)
    assert county(figures.in_time(TODAY)) == (1, 1)
    assert county(figures.in_time(TODAY + DAY)) == (1, 2)
    assert county(figures.in_time(date(2026, 3, 9))) == (0, 0)
    assert set(figure("A-FILED").change_days()) == {TODAY, TODAY + DAY}
    facts.rebuild(in_county_a, today=TODAY + DAY, now=AT)
    assert facts.verify(in_county_a, today=TODAY + DAY) == []


@pytest.mark.handbook(32, 161)
def test_what_was_handled_and_is_not_filed_in_time(people):
    works_in(people.drafter, "brand")
    waiting = incoming.bring(people, T.COMPLETED)
    filed = incoming.bring(people, T.ARCHIVED)
    assert waiting.pk != filed.pk
    # Handled on Tuesday the 3rd; five working days for the filing.
    assert county(incoming_figures.unfiled(date(2026, 3, 10))) == (0, None)
    assert county(incoming_figures.unfiled(date(2026, 3, 11))) == (1, None)
    assert set(figure("D-IN-UNFILED").change_days()) == {TODAY, date(2026, 3, 11)}
    DocumentsSetting.objects.create(
        key="incoming_step_days", value={}, valid_from_date=date(2026, 1, 1)
    )
    assert county(incoming_figures.unfiled(date(2026, 3, 11))) == (0, None)
    assert set(figure("D-IN-UNFILED").change_days()) == {TODAY}
