"""After a rotation of keys: encrypt what older keys encrypted with the newest."""

from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

from core.privacy import ciphers
from core.privacy.fields import EncryptedCharField

BATCH = 500


def rekey() -> int:
    """Re-encrypt all stale values of the current place, in short transactions; returns how many.

    Safe to break off and to run again: current values are left alone.
    """
    tables = set(connection.introspection.table_names())
    return sum(
        _rekey_field(model, field)
        for model in apps.get_models()
        if model._meta.db_table in tables
        for field in model._meta.local_fields
        if isinstance(field, EncryptedCharField)
    )


def _rekey_field(model: type[models.Model], field: EncryptedCharField) -> int:
    count = 0
    last: Any = None
    column = str(field.column)
    while True:
        with transaction.atomic():
            rows = _stored(model, column, after=last)
            if not rows:
                return count
            last = rows[-1][0]
            for pk, token in rows:
                if token and not ciphers.is_current(token):
                    _store(model, column, pk, ciphers.encrypt(ciphers.decrypt(token)))
                    count += 1


def _stored(model: type[models.Model], column: str, *, after: Any) -> list[tuple[Any, str]]:
    """The next batch as it lies in the table, locked; the field itself would open it."""
    quote = connection.ops.quote_name
    pk = quote(str(model._meta.pk.column))
    table, name = quote(model._meta.db_table), quote(column)
    where = f"WHERE {pk} > %s" if after is not None else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {pk}, {name} FROM {table} {where} ORDER BY {pk} LIMIT {BATCH} FOR UPDATE",  # noqa: S608 - names come from our models
            [after] if after is not None else [],
        )
        return list(cursor.fetchall())


def _store(model: type[models.Model], column: str, pk: Any, token: str) -> None:
    quote = connection.ops.quote_name
    key = quote(str(model._meta.pk.column))
    table, name = quote(model._meta.db_table), quote(column)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {name} = %s WHERE {key} = %s", [token, pk])  # noqa: S608
