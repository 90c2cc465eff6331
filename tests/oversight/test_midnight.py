"""Jobs around midnight: whoever waited for another works with the day it is by then (R161)."""

import threading
import time
from datetime import UTC, date, datetime

import pytest
from django.db import connection, connections, transaction

from core import figures
from oversight import facts, tasks
from tenants.context import county_context
from tests.conftest import A

EVE, NEW_DAY = date(2026, 11, 24), date(2026, 11, 25)
# Shanghai: ten seconds before midnight, and ten after.
BEFORE, AFTER = (
    datetime(2026, 11, 24, 15, 59, 50, tzinfo=UTC),
    datetime(2026, 11, 24, 16, 0, 10, tzinfo=UTC),
)
PATIENCE = 20


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        return bool(cursor.fetchone()[0])


def waits_in_line(job: str) -> threading.Thread:
    """A worker whose job stands behind the lock that this transaction holds."""

    def work() -> None:
        try:
            with county_context(A):
                getattr(tasks, job).delay()
        finally:
            connections.close_all()

    thread = threading.Thread(target=work)
    thread.start()
    until = time.monotonic() + PATIENCE
    while not somebody_waits():
        assert time.monotonic() < until, "the job does not wait for the lock"
        time.sleep(0.02)
    return thread


@pytest.mark.handbook(161)
@pytest.mark.parametrize("job", ["refresh", "reconcile"])
def test_a_job_that_waited_past_midnight_does_not_undo_the_new_day(
    own_database, ledger, monkeypatch, job
):
    moment = [BEFORE]
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment[0])
    ledger.open(1, "980121100", EVE)
    ledger.open(2, "980121100", NEW_DAY)
    with county_context(A) as county, figures.quiet():
        figures.changed(["T-SHARE"], on=EVE)
        figures.changed(["T-SHARE"], on=NEW_DAY)
        with transaction.atomic():
            facts.lock(county)
            waiting = waits_in_line(job)
            moment[0] = AFTER
            # The new day's job goes first; then somebody corrects the day before.
            facts.refresh(county, today=NEW_DAY, now=AFTER)
            figures.changed(["T-SHARE"], on=EVE)
        waiting.join(PATIENCE)
        assert not waiting.is_alive()
        assert facts.verify(county, today=NEW_DAY) == []
