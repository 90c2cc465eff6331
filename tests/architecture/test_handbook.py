"""Every enforced rule that code cites is proven, and what is proven is cited.

A rule may stand on one leg only for a reason written here; a reason that is not needed any more
fails as well.
"""

import pytest

from core import clauses_index
from core.clauses_index import CITED, TESTED, Row

# number: why code cites it without a test, or a test proves it without a citation.
EXEMPTIONS: dict[int, str] = {}


def on_one_leg(rows: list[Row]) -> dict[int, str]:
    """Enforced rules with code but no test, or a test but no code."""
    return {
        row.clause.number: f"R{row.clause.number} is {row.state} only: {row.code or row.tests}"
        for row in rows
        if row.clause.kind == "enforced" and row.state in (CITED, TESTED)
    }


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return clauses_index.table()


def test_no_rule_is_cited_that_does_not_exist():
    assert clauses_index.unknown() == {}


def test_enforced_rules_have_code_and_test(rows):
    found = on_one_leg(rows)
    missing = [text for number, text in found.items() if number not in EXEMPTIONS]
    assert not missing, "\n".join(missing)


def test_exemptions_have_reasons_and_are_needed(rows):
    found = on_one_leg(rows)
    for number, reason in EXEMPTIONS.items():
        assert len(reason) > 20, f"say why R{number} is exempt"
        assert number in found, f"R{number} needs no exemption any more"
