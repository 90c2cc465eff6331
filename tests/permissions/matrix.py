"""The permission matrix: every address × every role → what comes back, kept in matrix.json.

"login" is the way to the sign-in page. A role that is refused gets 403, 404 or (Wagtail's own
pages) 302; nobody ever gets 500.
"""

import json
import os
from pathlib import Path
from typing import Any

from tests.permissions.walk import Answer, Wanted, everything

MATRIX = Path(__file__).with_name("matrix.json")
REFUSED = {"login", "302", "403", "404", "405", "410"}
# Wagtail's page that fails on purpose, to show what failing looks like.
ON_PURPOSE = {"GET console/failwhale/"}

Rows = dict[str, dict[str, str]]


def stored() -> dict[str, Rows]:
    """The matrix as it was reviewed last."""
    return json.loads(MATRIX.read_text("utf-8")) if MATRIX.exists() else {}


class Matrix:
    """Collects the rows of one place, or of a part of it, from the answers."""

    def __init__(self, place: str, wanted: Wanted = everything) -> None:
        self.place = place
        self._wanted = wanted
        self._found: dict[str, dict[str, list[str]]] = {}

    def look(self, answer: Answer) -> None:
        """Note an answer to one's own identifiers."""
        if answer.own:
            row = self._found.setdefault(answer.key, {})
            row.setdefault(answer.status, []).append(answer.who)

    @property
    def rows(self) -> Rows:
        """Address → status → roles."""
        return {
            key: {status: " ".join(row[status]) for status in sorted(row)}
            for key, row in self._found.items()
        }

    def keep(self) -> None:
        """Write this part's rows beside those of the other parts."""
        whole: dict[str, Any] = stored()
        others = {k: row for k, row in whole.get(self.place, {}).items() if not self._wanted(k)}
        whole[self.place] = dict(sorted({**others, **self.rows}.items()))
        MATRIX.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", "utf-8")

    def compare(self) -> None:
        """Fail on rows that are new, gone or different; under UPDATE_MATRIX keep them instead."""
        rows, known = self.rows, stored().get(self.place, {})
        known = {key: row for key, row in known.items() if self._wanted(key)}
        if os.environ.get("UPDATE_MATRIX"):
            self.keep()
            return
        hint = "Look at the difference, then UPDATE_MATRIX=1 pytest tests/permissions"
        assert not sorted(set(rows) - set(known)), f"addresses without a row. {hint}"
        assert not sorted(set(known) - set(rows)), f"rows without an address. {hint}"
        different = {key: (known[key], rows[key]) for key in rows if rows[key] != known[key]}
        assert not different, f"{different}. {hint}"

    def never_a_crash(self) -> None:
        """500 is nobody's answer."""
        crashes = {key: row["500"] for key, row in self.rows.items() if "500" in row}
        assert set(crashes) <= ON_PURPOSE, crashes


def may(row: dict[str, str]) -> set[str]:
    """Roles that the row lets in."""
    return {
        role for status, roles in row.items() if status not in REFUSED for role in roles.split()
    }
