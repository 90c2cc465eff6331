"""Races made certain: wait until others really wait for a lock."""

import time

import pytest
from django.db import connection

PATIENCE = 20


def wait_for_waiting(many: int) -> None:
    """Return when so many other sessions of this database wait for a lock; fail after a while."""
    for _turn in range(PATIENCE * 20):
        with connection.cursor() as cursor:
            # A transaction sees the sessions as they were when it first looked.
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0] >= many:
                return
        time.sleep(0.05)
    pytest.fail(f"not {many} are waiting")
