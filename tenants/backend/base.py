"""PostgreSQL through psycopg2, with the county's schema sent along with the statement itself.

Stock django-tenants sends `SET search_path` as a statement of its own and trusts the connection to
remember it. Behind PgBouncer in transaction mode that reads the wrong county (842 of 900 reads in
a trial); inside a transaction a rollback silently undoes it. Here `SET LOCAL search_path` is
prepended to the first statement of every transaction and to every statement outside one. Both
travel in one message, so it costs no round trip and no connection ever remembers a county.

The path holds the county's schema only, never `public`: a table that a county lacks is an error,
not a read of the province's (ADR 0003). A read-only county gets `transaction_read_only` the same
way, so that the database itself refuses what the middleware missed.
"""

import re
from typing import Any

import psycopg2.extensions
import psycopg2.sql
from django.conf import settings
from django.utils.asyncio import async_unsafe
from django_tenants.postgresql_backend import base, introspection

Query = str | bytes | psycopg2.sql.Composable

# A broken transaction understands nothing but a rollback, which undoes the path as well.
_BROKEN = "broken"

# Statements that PostgreSQL refuses inside a transaction block, hence also after a prefix.
_OUTSIDE_TRANSACTIONS = re.compile(
    r"^\s*(VACUUM|CREATE\s+DATABASE|DROP\s+DATABASE|ALTER\s+SYSTEM|"
    r"(CREATE|DROP|REINDEX)\s+(UNIQUE\s+)?INDEX\s+CONCURRENTLY)\b",
    re.IGNORECASE,
)


# What precedes statements, by schema and by whether it may be written to: asked at every statement.
# A name is checked once, when it is entered here.
_prefixes: dict[tuple[str, bool], str] = {}


def _prefix_of(name: str, read_only: bool) -> str:
    """Chooses the schema until the end of the transaction; raises on a name that is none."""
    known = _prefixes.get((name, read_only))
    if known is None:
        base._check_schema_name(name)
        known = f'SET LOCAL search_path = "{name}"; '
        if read_only:
            known += "SET LOCAL transaction_read_only = on; "
        _prefixes[name, read_only] = known
    return known


_PROVINCE = _prefix_of("public", False)
_IDLE = psycopg2.extensions.TRANSACTION_STATUS_IDLE
_INERROR = psycopg2.extensions.TRANSACTION_STATUS_INERROR


class _Public:
    """The province, as django-tenants wants to be told of a tenant."""

    schema_name = "public"

    def get_tenant_type(self) -> None:
        """django-tenants' protocol."""


_PUBLIC = _Public()


class _PathIsSent:
    """Stands in for django-tenants' context around introspection.

    That one sends a `SET search_path` that outlives the statement and is not taken back: the next
    statement of the province would run in the county. Our prefix has said the path already.
    """

    def __init__(self, **given: Any) -> None:
        """Takes what its namesake takes."""

    def __enter__(self) -> None:
        """Nothing to send."""

    def __exit__(self, *error: object) -> None:
        """Nothing to take back."""


introspection.DatabaseSchemaIntrospectionSearchPathContext = _PathIsSent


class CountyCursor(psycopg2.extensions.cursor):
    """A raw cursor that puts its wrapper's schema in front of what it executes."""

    wrapper: "DatabaseWrapper"

    def execute(self, query: Query, vars: Any = None) -> None:
        """Execute one statement in the wrapper's schema."""
        text = query if type(query) is str else self._text(query)
        wrapper = self.wrapper
        prefix = wrapper.prefix()
        if prefix:
            if _OUTSIDE_TRANSACTIONS.match(text):
                self._execute_outside(text, vars, prefix)
                return
            text = prefix + text
        super().execute(text, vars)
        wrapper.prefix_sent()

    def executemany(self, query: Query, vars_list: Any) -> None:
        """Row by row, as psycopg2 does, but each through `execute`."""
        for values in vars_list:
            self.execute(query, values)

    def callproc(self, procname: str | bytes, parameters: Any = None) -> Any:
        """Call a function in the wrapper's schema."""
        self._require_prefix()
        return super().callproc(procname, parameters)

    def copy_expert(self, sql: Query, file: Any, size: int = 8192) -> None:
        """COPY inside a transaction; outside one its schema could not be told."""
        self._require_prefix()
        super().copy_expert(sql, file, size)

    def copy_from(self, *args: Any, **kwargs: Any) -> None:
        """COPY … FROM; see `copy_expert`."""
        self._require_prefix()
        super().copy_from(*args, **kwargs)

    def copy_to(self, *args: Any, **kwargs: Any) -> None:
        """COPY … TO; see `copy_expert`."""
        self._require_prefix()
        super().copy_to(*args, **kwargs)

    def _text(self, query: Query) -> str:
        if isinstance(query, psycopg2.sql.Composable):
            return query.as_string(self)
        return query.decode() if isinstance(query, bytes) else query

    def _require_prefix(self) -> None:
        """Send the prefix alone: good inside a transaction, an error outside."""
        prefix = self.wrapper.prefix()
        if not prefix:
            return
        if self.connection.autocommit:
            raise base.DatabaseError("COPY and procedures need a transaction: use atomic().")
        super().execute(prefix)
        self.wrapper.prefix_sent()

    def _execute_outside(self, text: str, values: Any, prefix: str) -> None:
        lasting = prefix.replace("SET LOCAL", "SET")
        super().execute(lasting.replace("transaction_read_only", "default_transaction_read_only"))
        try:
            super().execute(text, values)
        finally:
            super().execute("RESET search_path; RESET default_transaction_read_only")


class DatabaseWrapper(base.DatabaseWrapper):
    """django-tenants' wrapper, stateless towards the server."""

    # The prefix that the running transaction has had; None: unknown or no transaction.
    _path_in_transaction: str | None = None
    read_only: bool = False

    def set_tenant(self, tenant: Any, include_public: bool = True) -> None:
        """Choose the schema of all statements from here on; sends nothing."""
        name = tenant.schema_name
        self.read_only = bool(getattr(tenant, "read_only", False))
        _prefix_of(name, self.read_only)  # refuses a bad name here, not at the first statement
        self.tenant = tenant
        self.schema_name = self.settings_dict["SCHEMA"] = name

    def set_schema_to_public(self) -> None:
        """Back to the province."""
        self.set_tenant(_PUBLIC)

    @async_unsafe
    def create_cursor(self, name: str | None = None) -> Any:
        """Cursors of ours; a named one would outlive its statement, so there are none."""
        if name:
            raise base.DatabaseError("Server-side cursors are off: see DISABLE_SERVER_SIDE_CURSORS")
        cursor = self.connection.cursor(cursor_factory=CountyCursor)
        cursor.wrapper = self
        cursor.tzinfo_factory = self.tzinfo_factory if settings.USE_TZ else None
        return cursor

    def _handle_search_path(self, cursor: Any = None) -> None:
        """django-tenants would send its SET here."""

    def prefix(self) -> str:
        """What must precede the next statement; empty where the server's default is right."""
        status = self.connection.get_transaction_status()
        if status == _INERROR:
            self._path_in_transaction = _BROKEN
            return ""
        # Read at each statement: a middleware may have lifted `read_only` meanwhile.
        prefix = _prefix_of(self.schema_name, self.read_only)
        if status != _IDLE:
            return "" if self._path_in_transaction == prefix else prefix
        return "" if prefix == _PROVINCE else prefix

    def prefix_sent(self) -> None:
        """The last statement succeeded in the schema that `prefix` asked for."""
        if (
            self.connection.get_transaction_status() == _IDLE
            or self._path_in_transaction == _BROKEN
        ):
            self._path_in_transaction = None
        else:
            self._path_in_transaction = _prefix_of(self.schema_name, self.read_only)

    @async_unsafe
    def rollback(self) -> None:
        """A rollback ends the transaction whose path we knew."""
        self._path_in_transaction = None
        super().rollback()

    @async_unsafe
    def savepoint_rollback(self, sid: str) -> None:
        """ROLLBACK TO SAVEPOINT undoes a path set after the savepoint."""
        try:
            super().savepoint_rollback(sid)
        finally:
            self._path_in_transaction = None

    def _savepoint_rollback(self, sid: str) -> None:
        super()._savepoint_rollback(sid)
        self._path_in_transaction = None

    def close(self) -> None:
        """Nothing is remembered of a closed connection."""
        self._path_in_transaction = None
        super().close()
