"""The backend: every statement in its county's schema, whatever happened before it."""

import io
import threading
from dataclasses import replace

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, InternalError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from console.models import Centre
from tenants.context import (
    ContextInsideTransaction,
    county_context,
    current,
    province_context,
)

A, B = "980121", "980122"


def name():
    return Centre.objects.get().name


def test_each_statement_reads_its_own_county(own_database):
    found = []
    for code in (A, B, A, B):
        with county_context(code):
            found.append(name())
    assert found == ["禾川县", "云枞县"] * 2


def test_public_is_not_on_a_county_s_path(own_database):
    with county_context(A), pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM tenants_county")


def test_a_rolled_back_savepoint_does_not_lose_the_path(own_database):
    with county_context(B), transaction.atomic():
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            name()
            raise ZeroDivisionError
        assert name() == "云枞县"


def test_an_aborted_transaction_leaves_no_county_behind(own_database):
    with pytest.raises(DatabaseError), county_context(B), transaction.atomic():
        name()
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM there_is_no_such_table")
    with county_context(A):
        assert name() == "禾川县"


def test_switching_inside_a_transaction_is_refused_unless_said(own_database):
    with (
        county_context(A),
        transaction.atomic(),
        pytest.raises(ContextInsideTransaction),
        county_context(B),
    ):
        pass
    with county_context(A), transaction.atomic():
        assert name() == "禾川县"
        with county_context(B, inside=True):
            assert name() == "云枞县"
        assert name() == "禾川县"
        with province_context(inside=True):
            assert Centre.objects.get().kind == "province"
        assert name() == "禾川县"


def test_one_message_carries_path_and_statement(own_database):
    with county_context(A):
        name()
        with CaptureQueriesContext(connection) as queries:
            name()
    assert len(queries) == 1
    assert queries[0]["sql"].startswith('SET LOCAL search_path = "c980121"; SELECT')


def test_inside_a_transaction_the_path_is_sent_once(own_database):
    with county_context(A), transaction.atomic(), CaptureQueriesContext(connection) as queries:
        for _number in range(3):
            name()
    assert ["search_path" in query["sql"] for query in queries] == [True, False, False]


def test_many_rows_copy_and_parameters_with_percent_signs(own_database):
    with county_context(A):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("CREATE TABLE scrap (id int, word text)")
            cursor.executemany("INSERT INTO scrap VALUES (%s, %s)", [(1, "5%"), (2, "%s")])
            cursor.cursor.copy_expert("COPY scrap FROM STDIN", io.StringIO("3\t百分之%\n"))
            cursor.execute("SELECT count(*) FROM scrap WHERE word LIKE %s", ["%%%"])
            assert cursor.fetchone()[0] == 3
        with pytest.raises(DatabaseError), connection.cursor() as cursor:
            cursor.cursor.copy_expert("COPY scrap TO STDOUT", io.StringIO())


def test_what_cannot_run_in_a_transaction_still_finds_its_county(own_database):
    with county_context(B), connection.cursor() as cursor:
        cursor.execute("CREATE INDEX CONCURRENTLY scrap_name ON console_centre (name)")
        cursor.execute("SELECT schemaname FROM pg_indexes WHERE indexname = 'scrap_name'")
        assert cursor.fetchone()[0] == "c980122"
        cursor.execute("SHOW search_path")
        assert "c980122" in cursor.fetchone()[0]


def test_a_read_only_county_is_refused_by_the_database(own_database):
    with county_context(A) as county, county_context(replace(county, state="read_only")):
        assert name() == "禾川县"
        with pytest.raises(InternalError, match="read-only"):
            Centre.objects.update(name="改名县")
    with county_context(A):
        assert Centre.objects.update(phone="12345") == 1


def test_threads_do_not_share_their_county(own_database):
    found = {}
    ready = threading.Barrier(2)

    def work(code):
        with county_context(code):
            ready.wait()
            for _number in range(50):
                found.setdefault(code, set()).add(name())
        connections.close_all()

    threads = [threading.Thread(target=work, args=(code,)) for code in (A, B)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {A: {"禾川县"}, B: {"云枞县"}}


def test_an_exception_inside_a_context_brings_us_back(own_database):
    with pytest.raises(ZeroDivisionError), county_context(A):
        raise ZeroDivisionError
    assert current() is None


def test_content_types_are_cached_per_county(own_database):
    ids = {}
    for code in (A, B):
        with county_context(code):
            ids[code] = ContentType.objects.get_for_model(Centre).pk
    for code in (A, B):
        with county_context(code), CaptureQueriesContext(connection) as queries:
            assert ContentType.objects.get_for_model(Centre).pk == ids[code]
        assert len(queries) == 0
    assert ids[A] != ids[B]


def test_introspection_leaves_no_path_behind(own_database):
    with county_context(A):
        assert "console_centre" in connection.introspection.table_names()
    with connection.cursor() as cursor:
        cursor.execute("SHOW search_path")
        assert cursor.fetchone()[0] == '"$user", public'


def test_content_types_stay_apart_when_the_registry_forgets(own_database):
    ids = []
    for code in (A, B):
        with county_context(code):
            ids.append(ContentType.objects.get_for_model(Centre).pk)
            apps.clear_cache()
    assert ids[0] != ids[1]
