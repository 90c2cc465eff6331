"""The database backend: broken transactions, COPY, bulk writes, what cannot be prefixed."""

import io

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.utils import InternalError
from psycopg2 import sql

from console.models import Centre
from tenants.context import (
    county_context,
    schema_context,
)
from tests.conftest import A, B

PROVINCE = "980000"


def here():
    """Whose schema does the database say this is?"""
    return Centre.objects.values_list("code", flat=True).get()


def raw(statement, values=None):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def fail():
    """Break the transaction we are in."""
    raw("INSERT INTO console_centre (id) VALUES (NULL) RETURNING id")


@pytest.fixture(autouse=True)
def _own(own_database):
    """Real commits: a test's wrapping transaction would hide what is to be seen."""


def test_the_connection_remembers_no_county():
    with county_context(A):
        assert here() == A
    with connection.connection.cursor() as cursor:
        # The wrapper is at the province and sends nothing: this is what the server itself has.
        cursor.execute("SHOW search_path")
        assert A not in cursor.fetchone()[0]


def test_savepoint_rolled_back_after_a_switch_inside_it():
    with county_context(A), transaction.atomic():
        with pytest.raises(IntegrityError), transaction.atomic():  # noqa: SIM117
            with county_context(B, inside=True):
                assert here() == B
                fail()
        assert here() == A


def test_two_nested_savepoints_fail_one_after_the_other():
    """The path is unknown after the first; the second must still be able to roll back."""
    with county_context(A), transaction.atomic():
        with pytest.raises(IntegrityError), transaction.atomic():
            with pytest.raises(IntegrityError), transaction.atomic():
                fail()
            fail()
        assert here() == A


def test_a_second_transaction_on_the_same_connection_starts_anew():
    for code in (A, B, A):
        with county_context(code), transaction.atomic():
            assert here() == code
    with transaction.atomic():
        assert here() == PROVINCE
        with county_context(A, inside=True):
            assert here() == A


def test_executemany_writes_every_row_here():
    with county_context(A):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("CREATE TABLE many (n int)")
        with connection.cursor() as cursor:  # in autocommit: each row is a transaction
            cursor.executemany("INSERT INTO many VALUES (%s)", [(n,) for n in range(50)])
        assert raw("SELECT count(*) FROM many") == [(50,)]
    with county_context(B), pytest.raises(DatabaseError):
        raw("SELECT 1 FROM many")


def test_copy_needs_a_transaction_and_stays_here():
    with county_context(A):
        with connection.cursor() as cursor:
            with pytest.raises(DatabaseError, match="transaction"):
                cursor.copy_expert("COPY console_centre (code) TO STDOUT", io.StringIO())
            with transaction.atomic():
                out = io.StringIO()
                cursor.copy_expert("COPY console_centre (code) TO STDOUT", out)
                assert out.getvalue().strip() == A
                out = io.StringIO()
                cursor.copy_to(out, "console_centre", columns=("code",))
                assert out.getvalue().strip() == A
                cursor.execute("CREATE TABLE copied (n int)")
                cursor.copy_from(io.StringIO("1\n2\n"), "copied")
        assert raw("SELECT sum(n) FROM copied") == [(3,)]
    with county_context(B), pytest.raises(DatabaseError):
        raw("SELECT 1 FROM copied")


def test_functions_composed_and_bytes_statements():
    with county_context(A):
        assert raw(sql.SQL("SELECT code FROM {}").format(sql.Identifier("console_centre"))) == [
            (A,)
        ]
        assert raw(b"SELECT code FROM console_centre") == [(A,)]
        assert raw("SELECT code, 100 %% 3 FROM console_centre WHERE code = %s", [A]) == [(A, 1)]
        assert raw("SELECT '100%'") == [("100%",)]
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.callproc("current_schema")
            assert cursor.fetchall() == [(f"c{A}",)]


def test_concurrent_index_is_built_here():
    with county_context(A):
        with connection.cursor() as cursor:
            cursor.execute("CREATE INDEX CONCURRENTLY centre_by_name ON console_centre (name)")
        found = "SELECT schemaname FROM pg_indexes WHERE indexname = 'centre_by_name'"
        assert raw(found) == [(f"c{A}",)]
        assert here() == A
    assert here() == PROVINCE


def test_no_named_cursors():
    with county_context(A), pytest.raises(DatabaseError, match="Server-side"):
        connection.create_cursor("named")
    with county_context(A):
        assert [row.code for row in Centre.objects.iterator(chunk_size=1)] == [A]


def test_a_read_only_county_is_refused_by_the_database():
    with county_context(A) as county:
        connection.read_only = True
        assert here() == A
        with pytest.raises(InternalError, match="read-only"):
            Centre.objects.update(name="改了")
        with pytest.raises(InternalError, match="read-only"), transaction.atomic():
            assert here() == A
            Centre.objects.update(name="改了")
        with connection.cursor() as cursor, pytest.raises(InternalError, match="read-only"):
            cursor.execute("CREATE INDEX CONCURRENTLY nobody ON console_centre (name)")
    with county_context(county):
        assert Centre.objects.filter(name="改了").count() == 0
        assert Centre.objects.update(address="写得进去") == 1


def test_names_of_schemas_are_checked():
    with pytest.raises(Exception, match=r"[Ii]nvalid"), schema_context('c"; DROP SCHEMA public'):
        here()
