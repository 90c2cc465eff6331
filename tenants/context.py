"""Where we are: the county whose schema the current connection works in, or the province.

Rule of the house: the schema context outside, the transaction inside. The other way round,
on_commit callbacks would run in the wrong county (trials.md §3); `county_context` refuses it.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, connections, transaction

PROVINCE_SCHEMA = "public"
TEMPLATE_SCHEMA = "template"


@dataclass(frozen=True, slots=True)
class CountyRef:
    """What a request needs to know of its county; hashable, cheap, never a model instance.

    `state` is one of tenants.models.County.State. django-tenants asks its tenant for
    `schema_name` and `get_tenant_type` only.
    """

    pk: int
    uuid: uuid.UUID
    code: str
    name: str
    schema_name: str
    state: str
    host: str = ""
    contact: str = ""

    def get_tenant_type(self) -> None:
        """django-tenants' protocol; there is one kind of tenant."""

    @property
    def served(self) -> bool:
        """Are its pages shown at all?"""
        return self.state in ("active", "read_only")

    @property
    def read_only(self) -> bool:
        """May anything be written here?"""
        return self.state == "read_only"


def current() -> CountyRef | None:
    """The county of the current connection; None in the province and in the template."""
    tenant = getattr(connection, "tenant", None)
    return tenant if isinstance(tenant, CountyRef) else None


def current_schema() -> str:
    """The name of the current schema."""
    return str(getattr(connection, "schema_name", PROVINCE_SCHEMA))


class ContextInsideTransaction(RuntimeError):
    """A schema context was opened inside a transaction; open it outside."""


@contextmanager
def _at(tenant: object, *, inside: bool) -> Iterator[None]:
    wrapper: Any = connections["default"]
    before = wrapper.tenant
    # Tests wrap everything in one transaction that is never committed: allowed there.
    tested = getattr(transaction, "county_tests", False)
    elsewhere = tenant_schema(tenant) != wrapper.schema_name
    if wrapper.in_atomic_block and elsewhere and not (inside or tested):
        raise ContextInsideTransaction(tenant_schema(tenant))
    wrapper.set_tenant(tenant)
    try:
        yield
    finally:
        wrapper.set_tenant(before)


def tenant_schema(tenant: object) -> str:
    """Schema name of a CountyRef or of a django-tenants stand-in."""
    return str(getattr(tenant, "schema_name", ""))


class _Place:
    """A schema without a county behind it: the province or the template."""

    def __init__(self, schema_name: str) -> None:
        self.schema_name = schema_name

    def get_tenant_type(self) -> None:
        """django-tenants' protocol."""


@contextmanager
def county_context(county: CountyRef | str, *, inside: bool = False) -> Iterator[CountyRef]:
    """Work in one county's schema.

    county: a CountyRef or a county's code. `inside` permits opening it within a transaction, for
    callers that need one transaction over two schemas and register no on_commit effects (birth).
    Raises LookupError when the code belongs to no county.
    """
    from tenants import hosts

    ref = hosts.by_code(county) if isinstance(county, str) else county
    with _at(ref, inside=inside):
        yield ref


@contextmanager
def province_context(*, inside: bool = False) -> Iterator[None]:
    """Work in the province's schema."""
    with _at(_Place(PROVINCE_SCHEMA), inside=inside):
        yield


@contextmanager
def schema_context(schema_name: str, *, inside: bool = False) -> Iterator[None]:
    """Work in a schema by name: the template, or a county being born."""
    with _at(_Place(schema_name), inside=inside):
        yield
