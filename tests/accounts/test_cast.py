"""The cast of the tests is what the services would make of it."""

from typing import Any

import pytest
from django.db import connection, transaction

from accounts.models import Grant, User
from accounts.posts import Post
from core.models import AuditEntry
from tests import cast
from tests.permissions.walk import Rollback

# Other in each: what the moment, the sequence or a key's chance gives.
CHANCE = {"id", "at", "digest", "record_id", "user_id", "date_joined", "granted_at", "phone"}


def rows() -> dict[str, Any]:
    """What there is of people, posts and entries, without chance."""
    kept = {
        model.__name__: [
            {key: value for key, value in row.items() if key not in CHANCE}
            for row in model.objects.order_by("pk").values()
        ]
        for model in (User, Grant, AuditEntry)
    }
    kept["groups"] = list(User.objects.values_list("username", "groups__name"))
    kept["phones"] = [user.phone for user in User.objects.order_by("pk")]
    return kept


def filled() -> dict[str, int]:
    """How many rows each table of the county holds."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        found = {}
        for table in tables:
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            found[table] = cursor.fetchone()[0]
    return found


def appointed(post: Post) -> tuple[dict[str, Any], dict[str, int]]:
    """What an appointment writes; taken back."""
    try:
        with transaction.atomic():
            cast.appoint(post)
            written = rows(), filled()
            raise Rollback
    except Rollback:
        return written


@pytest.mark.parametrize("post", [Post.OFFICE, Post.STATION_MGR, Post.EDITOR, Post.COUNTY_ADMIN])
def test_who_is_appointed_at_once_is_as_appointed_by_the_services(in_county_a, post, monkeypatch):
    monkeypatch.setattr(cast, "_appointed", set())
    by_services, tables = appointed(post)
    assert by_services["User"]
    assert by_services["Grant"]
    at_once, tables_at_once = appointed(post)
    assert at_once == by_services
    assert tables_at_once == tables
