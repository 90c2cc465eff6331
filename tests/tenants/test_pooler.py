"""The trial behind the backend: 900 reads through PgBouncer in transaction mode, none wrong."""

import threading

import pytest
from django.db import connection, connections, transaction

from console.models import Centre
from tenants.context import county_context, province_context
from tests.conftest import A, B
from tests.tenants.pooler import pooler, program

THREADS, READS = 3, 300
pytestmark = pytest.mark.skipif(program() is None, reason="PgBouncer is not installed here")


@pytest.fixture
def behind_pooler(own_database, tmp_path):
    """This test's connections go through one pooled server connection, shared by all threads."""
    kept = dict(connection.settings_dict)
    with pooler(tmp_path, pool_size=1) as port:
        connections.close_all()
        # Every thread's wrapper shares this dictionary.
        connections.settings["default"].update(HOST="127.0.0.1", PORT=str(port), OPTIONS={})
        connection.settings_dict.update(HOST="127.0.0.1", PORT=str(port), OPTIONS={})
        try:
            yield
        finally:
            connections.close_all()
            connections.settings["default"].update(kept)
            connection.settings_dict.update(kept)


def count_wrong(atomic):
    """Threads read their county's own row over and over; how many rows were another's?"""
    wrong, read, ready = [], [], threading.Barrier(THREADS)

    def run(code):
        try:
            with county_context(code) if code != "980000" else province_context():
                ready.wait(20)
                for _turn in range(READS):
                    if atomic:
                        with transaction.atomic():
                            Centre.objects.exists()
                            found = Centre.objects.values_list("code", flat=True).get()
                    else:
                        found = Centre.objects.values_list("code", flat=True).get()
                    read.append(found)
                    if found != code:
                        wrong.append((code, found))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[code]) for code in (A, B, "980000")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert len(read) == THREADS * READS
    return wrong


@pytest.mark.parametrize("atomic", [False, True], ids=["autocommit", "atomic"])
def test_no_read_is_wrong(behind_pooler, atomic):
    assert count_wrong(atomic) == []


def test_the_trial_would_see_a_leak(behind_pooler, monkeypatch):
    """With the path sent as a statement of its own, as stock does, the same reads go wrong."""
    from tenants.backend import base

    def stock(self, query, values=None):
        prefix = self.wrapper.prefix().replace("SET LOCAL", "SET")
        schema = self.wrapper.schema_name
        super(base.CountyCursor, self).execute(prefix or f'SET search_path = "{schema}"')
        super(base.CountyCursor, self).execute(query, values)

    monkeypatch.setattr(base.CountyCursor, "execute", stock)
    assert len(count_wrong(False)) > 0
