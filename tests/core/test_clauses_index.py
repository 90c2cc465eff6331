"""Which rule stands where, read from sources."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from core import clauses_index
from core.clauses import R
from core.clauses_index import Place, Row, as_markdown, citations, proofs, table, unknown

CODE = """
from core import clauses
from core.clauses import R
RULES = (R(57), clauses.R(63))
NOT = Rule(1), R(number), R("x"), table[0](2)
"""
TEST = """
import pytest
pytestmark = pytest.mark.handbook(66)

@pytest.mark.handbook(57, 63)
def test_a_keeper_does_not_count(): ...

@pytest.mark.handbook(57)
class TestKeepers:
    @pytest.mark.slow
    @pytest.mark.parametrize("x", [pytest.param(1, marks=pytest.mark.handbook(64))])
    async def test_more(self, x): ...
"""


@pytest.fixture
def root(tmp_path):
    for name, text in (
        ("platform/assets/rules.py", CODE),
        ("platform/assets/migrations/0001.py", "R(1)"),
        ("tests/assets/test_keepers.py", TEST),
    ):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return tmp_path


def test_citations_are_literal_and_outside_of_migrations(root):
    assert citations(root) == {
        57: [Place("platform/assets/rules.py", 4)],
        63: [Place("platform/assets/rules.py", 4)],
    }


def test_proofs_name_the_test_that_carries_them(root):
    found = proofs(root)
    assert {number: [place.name for place in places] for number, places in found.items()} == {
        66: [""],
        57: ["test_a_keeper_does_not_count", "TestKeepers"],
        63: ["test_a_keeper_does_not_count"],
        64: ["test_more"],
    }


def test_the_table_has_every_rule_in_order(root):
    rows = table(root)
    assert [row.clause.number for row in rows] == list(range(165))
    assert {n: rows[n].state for n in (57, 64, 1)} == {57: "proven", 64: "tested", 1: "open"}
    assert Row(R(1), (Place("a", 1),), ()).state == "cited"


def test_rules_that_do_not_exist_are_found(root):
    assert unknown(root) == {}
    (root / "tests" / "test_x.py").write_text("pytest.mark.handbook(900)")
    (root / "api").mkdir()
    (root / "api" / "x.py").write_text("R(901)")
    assert unknown(root) == {900: [Place("tests/test_x.py", 1)], 901: [Place("api/x.py", 1)]}


def test_the_index_names_each_file_once_and_no_line():
    places = (Place("a.py", 1), Place("a.py", 9), Place("b.py", 2))
    text = as_markdown([Row(R(154), places, ()), Row(R(155), (), ())])
    assert "## 个人信息保护" in text
    assert "`a.py`<br>`b.py` | – |" in text
    assert "&lt;3" in text
    assert text.count("| 条款 |") == 1


@pytest.fixture
def checkout(root, monkeypatch):
    index = root / "index.md"
    monkeypatch.setattr(clauses_index, "INDEX", index)
    for name in ("table", "unknown"):
        work = getattr(clauses_index, name)
        monkeypatch.setattr(clauses_index, name, lambda work=work: work(root))
    return index


def run(**options) -> str:
    out = StringIO()
    call_command("handbook", stdout=out, **options)
    return out.getvalue()


def test_the_command_prints_rules_with_code_and_tests(checkout: Path):
    text = run()
    assert "R57  proven  enforced" in text
    assert "code platform/assets/rules.py:4" in text
    assert "test tests/assets/test_keepers.py::test_more" in text
    assert "test tests/assets/test_keepers.py::3" in text
    assert "165 rules: 2 proven, 0 cited, 2 tested, 161 open" in text
    assert not checkout.exists()


def test_drift_fails_the_check(checkout: Path):
    with pytest.raises(CommandError, match="drifted"):
        run(check=True)
    run(write=True)
    run(check=True)
    checkout.write_text("old", "utf-8")
    with pytest.raises(CommandError, match="run make handbook"):
        run(check=True)


def test_a_citation_of_no_rule_fails_the_command(checkout: Path, root):
    (root / "tests" / "test_x.py").write_text("pytest.mark.handbook(900)")
    with pytest.raises(CommandError, match=r"R900 is not in .*tests/test_x.py:1"):
        run()
