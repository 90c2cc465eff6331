"""The register of the handbook."""

import pytest

from core import clauses
from core.clauses import BrokenRegister, Clause, R, UnknownClause, find, read, register

CHAPTER = """
[[chapter]]
title = "值班"
module = "office"
clauses = [{rows}]
"""


def test_every_rule_stands_in_the_register_once():
    assert sorted(register()) == list(range(165))


def test_summaries_fit_a_line_and_are_chinese():
    for clause in register().values():
        assert 4 <= len(clause.summary) <= 60, clause
        assert any("\u4e00" <= sign <= "\u9fff" for sign in clause.summary), clause
        assert clause.kind in clauses.KINDS


def test_a_clause_reads_as_users_cite_it():
    assert R(57).label == "手册第57条"
    assert str(R(57)) == "手册第57条"
    assert R(57).chapter == "值班"
    assert R(57) is R(57)
    assert R(116).module == "console"


def test_an_unknown_rule_is_named():
    with pytest.raises(UnknownClause, match="R165 is not in"):
        R(165)


def test_a_clause_cannot_be_changed():
    with pytest.raises(AttributeError):
        R(57).kind = "form"  # type: ignore[misc]


def written(tmp_path, rows):
    file = tmp_path / "clauses.toml"
    file.write_text(CHAPTER.replace("{rows}", rows), "utf-8")
    return file


def test_a_register_says_what_is_wrong_with_it(tmp_path):
    row = '{ number = 1, kind = "form", summary = "写清栏目" }'
    assert read(written(tmp_path, row)) == {1: Clause(1, "写清栏目", "form", "值班", "office")}
    with pytest.raises(BrokenRegister, match="R1 stands twice"):
        read(written(tmp_path, f"{row}, {row}"))
    with pytest.raises(BrokenRegister, match="unknown kind 'law'"):
        read(written(tmp_path, row.replace("form", "law")))


def test_a_packed_register_wins_and_a_missing_one_is_said(tmp_path):
    packed = written(tmp_path, "")
    assert find((packed, clauses.PLACES[1])) == packed
    with pytest.raises(BrokenRegister, match="not found"):
        find((tmp_path / "nowhere.toml",))
