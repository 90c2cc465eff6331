"""Two publications of a county at once, with real commits: a database of the test's own."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Event

from django.db import connection

from cms import portal_kinds, portal_push
from cms.models import ProductIndexPage, ProductPage
from oversight.models import PortalEntry
from tenants import hosts
from tenants.context import county_context, province_context


def test_two_publications_at_once_leave_the_later_state(own_database, monkeypatch):
    """Who reads first holds the county's copies until it has written them; the other reads then."""
    reading, go_on = Event(), Event()
    everything = portal_kinds.everything
    county = hosts.by_code("980121")

    def slowly():
        found = everything()
        if not reading.is_set():
            reading.set()
            assert go_on.wait(20)
        return found

    def push() -> None:
        with closing(connection), county_context(county):
            portal_push.push()

    def rename(title: str) -> None:
        with county_context(county):
            ProductPage.objects.filter(slug="plum").update(title=title)

    with county_context(county):
        index = ProductIndexPage.objects.get()
        index.add_child(instance=ProductPage(title="旧名梅干", slug="plum"))
    monkeypatch.setattr(portal_kinds, "everything", slowly)
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(push)
        assert reading.wait(20)
        rename("新名梅干")
        second = pool.submit(push)
        try:
            _wait_for_a_lock()
        finally:
            go_on.set()
        first.result(20)
        second.result(20)
    with province_context():
        assert [row.title for row in PortalEntry.objects.filter(kind="product")] == ["新名梅干"]


def _wait_for_a_lock() -> None:
    ends = time.monotonic() + 20
    while time.monotonic() < ends:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE wait_event_type = 'Lock' AND datname = current_database()"
            )
            if cursor.fetchone()[0]:
                return
        time.sleep(0.02)
    raise AssertionError("nobody waits")
