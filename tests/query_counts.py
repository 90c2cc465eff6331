"""Queries are budgeted in a file reviewers read: query_counts.json beside a module's tests.

    def test_the_ledger(desk_of, query_counts):
        office = desk_of("office")
        with query_counts("index", most=LIST):
            office.get("/console/stations/")

UPDATE_QUERY_COUNTS=1 pytest tests/operations/stations/test_query_counts.py writes the file anew.

What every page of the workbench asks before and after its own work (whose host, whose session,
which posts, the menu) is not counted: it is the same everywhere and none of the module's doing.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection
from django.test.utils import CaptureQueriesContext

# The house's ceilings for a page's own queries.
LIST, RECORD = 12, 20
NAME = "query_counts.json"
# Statement → how often the frame makes it; a module that makes it more often is charged for that.
FRAME = {
    'FROM "tenants_': 1,
    'FROM "django_session"': 1,
    'FROM "accounts_user"': 1,
    "FROM accounts_user_groups": 1,
    'FROM "django_content_type"': 1,
    'FROM "accounts_grant"': 1,
    'FROM "wagtailusers_': 1,
    'FROM "wagtailcore_': 4,
}


def own(queries: list[dict[str, str]]) -> list[str]:
    """A page's own statements, without the frame's."""
    left = dict(FRAME)
    found = []
    for sql in (query["sql"] for query in queries):
        mark = next((mark for mark in left if mark in sql), "")
        if left.get(mark, 0):
            left[mark] -= 1
        elif "SAVEPOINT" not in sql:
            found.append(sql)
    return found


class QueryCounts:
    """The baselines of one folder of tests."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / NAME

    def read(self) -> dict[str, int]:
        """The counts as they were reviewed last."""
        return json.loads(self.file.read_text("utf-8")) if self.file.exists() else {}

    @contextmanager
    def __call__(self, page: str, *, most: int) -> Iterator[None]:
        """What happens inside asks exactly as often as the baseline says, and never over most."""
        with CaptureQueriesContext(connection) as captured:
            yield
        asked = own(captured.captured_queries)
        told = "\n".join(sql[:160] for sql in asked)
        assert len(asked) <= most, f"{page}: {len(asked)} queries, at most {most}\n{told}"
        if os.environ.get("UPDATE_QUERY_COUNTS"):
            known = dict(sorted({**self.read(), page: len(asked)}.items()))
            self.file.write_text(json.dumps(known, indent=2) + "\n", "utf-8")
        hint = "look why, then UPDATE_QUERY_COUNTS=1 pytest"
        known_count = self.read().get(page)
        assert len(asked) == known_count, (
            f"{page}: {len(asked)} queries, known are {known_count}; {hint}\n{told}"
        )
