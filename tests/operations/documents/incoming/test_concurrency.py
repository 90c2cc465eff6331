"""Receipt numbers over New Year by many hands, and races of one document (R36)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connections

from core import audit, inbox, numbering
from core.errors import Denied, Violation
from operations.documents.incoming import services
from operations.documents.incoming.lifecycle import T
from operations.documents.incoming.numbers import SERIES
from operations.documents.models import IncomingDocument
from tenants.context import county_context
from tests.operations.documents.conftest import AT, HOUR, People
from tests.operations.documents.incoming.conftest import (
    DUE,
    bring,
    data,
    department,
    instructed,
    works_in,
)

A = "980121"
# 2026-12-31 23:50 in Shanghai; every second line is entered after midnight.
EVE = datetime(2026, 12, 31, 15, 50, tzinfo=UTC)
WORKERS, LINES = 16, 40


def in_county(act):
    """Run it in a thread's own transaction: what it got, or the refusal."""
    try:
        with county_context(A):
            return act()
    except (Violation, Denied) as refused:
        return refused
    finally:
        connections.close_all()


def at_once(*acts):
    """Let several act at the same time."""
    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(in_county, acts))


@pytest.mark.handbook(33, 36)
def test_forty_lines_over_new_year_by_sixteen_hands_have_no_gap(own_database):
    with county_context(A):
        office = People().office

    def line(number):
        at = EVE + timedelta(minutes=20 * (number % 2), seconds=number)
        typed = data(received_date=date(2026, 12, 31), sender_number=f"青商电〔2026〕{number}号")
        return in_county(lambda: services.incoming_register(data=typed, by=office, at=at).number)

    with ThreadPoolExecutor(WORKERS) as pool:
        given = list(pool.map(line, range(LINES)))
    wanted = {f"收〔{year}〕{n}号" for year in (2026, 2027) for n in range(1, LINES // 2 + 1)}
    assert set(given) == wanted
    with county_context(A):
        for year in ("2026", "2027"):
            assert numbering.gaps(SERIES, period=year) == []
        assert IncomingDocument.objects.count() == LINES
        assert audit.verify().ok


@pytest.mark.handbook(27, 32)
def test_two_leaders_two_departments_and_two_archivists_at_once(own_database):
    """The first wins; the other is told, and nothing is done twice."""
    with county_context(A):
        people = People()
        works_in(people.drafter, "brand")
        works_in(people.dept_head, "tech")
        document = bring(people, T.INSTRUCTING)
        pk, brand = document.pk, department("brand")
        leader, director, office = people.leader, people.director, people.office
        drafter, helper = people.drafter, people.dept_head

    def instruct(by):
        return lambda: services.incoming_instruct(
            document_id=pk, lead_department=brand, due_date=DUE, by=by, at=AT + HOUR
        )

    first = at_once(instruct(leader), instruct(director))
    assert [type(one) for one in first].count(Violation) == 1
    with county_context(A):
        kept = IncomingDocument.objects.get(pk=pk)
        assert kept.tasks.filter(cancelled_at=None).count() == 1
        assert inbox.pending(kept).count() == 1
        shared = instructed(people, helping=["tech"])

    # The responsible department reports while the other one still does its part.
    both = at_once(
        lambda: services.part_done(document_id=shared.pk, result="好", by=helper, at=AT + 2 * HOUR),
        lambda: services.incoming_complete(
            document_id=shared.pk, result="已办", by=drafter, at=AT + 2 * HOUR
        ),
    )
    assert not isinstance(both[0], Violation)
    with county_context(A):
        if isinstance(both[1], Violation):
            services.incoming_complete(
                document_id=shared.pk, result="已办", by=drafter, at=AT + 3 * HOUR
            )
        assert IncomingDocument.objects.get(pk=shared.pk).status == T.COMPLETED

    def archive():
        return services.incoming_archive(
            document_id=shared.pk, retention="D10", by=office, at=AT + 4 * HOUR
        )

    filed = at_once(archive, archive)
    assert [type(one) for one in filed].count(Violation) == 1
    with county_context(A):
        assert numbering.register("archive:Z001-WS·2026-D10-PPB", period="").count() == 1
