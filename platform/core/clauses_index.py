"""Which rule stands where: citations in code, proofs in tests, and the table of both.

Read from the sources, so that nothing has to be imported and nothing can be forgotten: `R(57)` in
code is a citation, `@pytest.mark.handbook(57)` on a test a proof.
"""

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from core.clauses import Clause, register

ROOT = Path(__file__).resolve().parents[2]
CODE = ("platform", "tenants", "cms", "api")
TESTS = ("tests",)
INDEX = ROOT / "docs" / "handbook" / "index.md"

OPEN, CITED, TESTED, PROVEN = "open", "cited", "tested", "proven"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a rule is named: file below the root, line, and in tests the test's name."""

    path: str
    line: int
    name: str = ""


Places = dict[int, list[Place]]


@dataclass(frozen=True, slots=True)
class Row:
    """One rule with all places that name it."""

    clause: Clause
    code: tuple[Place, ...]
    tests: tuple[Place, ...]

    @property
    def state(self) -> str:
        """proven (code and test), cited (code only), tested (test only) or open."""
        if self.code and self.tests:
            return PROVEN
        if self.code:
            return CITED
        return TESTED if self.tests else OPEN


def citations(root: Path = ROOT, folders: Iterable[str] = CODE) -> Places:
    """Every R(number) in code, migrations apart."""
    found: Places = defaultdict(list)
    for path, tree in _trees(root, folders, "R"):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _called(node) == "R":
                for number in _numbers(node):
                    found[number].append(Place(path, node.lineno))
    return dict(found)


def proofs(root: Path = ROOT, folders: Iterable[str] = TESTS) -> Places:
    """Every handbook(numbers) mark, with the test (or class, or module) that carries it."""
    found: Places = defaultdict(list)
    for path, tree in _trees(root, folders, "handbook"):
        for node, name in _marked(tree):
            for number in _numbers(node):
                found[number].append(Place(path, node.lineno, name))
    return dict(found)


def table(root: Path = ROOT) -> list[Row]:
    """All rules in order."""
    cited, tested = citations(root), proofs(root)
    return [
        Row(clause, tuple(sorted(cited.get(number, ()))), tuple(sorted(tested.get(number, ()))))
        for number, clause in sorted(register().items())
    ]


def unknown(root: Path = ROOT) -> dict[int, list[Place]]:
    """Rules that code or tests name and the register does not have."""
    known = register()
    found: Places = defaultdict(list)
    for places in (citations(root), proofs(root)):
        for number in places.keys() - known.keys():
            found[number] += places[number]
    return dict(found)


def as_markdown(rows: Iterable[Row]) -> str:
    """The table as docs/handbook/index.md: files without lines, so that it changes seldom."""
    lines = [
        "# 手册条款对照表",
        "",
        "Written by `manage.py handbook --write` from `clauses.toml`, the code and the tests.",
        "proven: cited by code and by a test; cited: by code only; tested: by a test only;",
        "open: not yet built. Do not edit.",
    ]
    chapter = ""
    for row in rows:
        if row.clause.chapter != chapter:
            chapter = row.clause.chapter
            lines += ["", f"## {chapter}", ""]
            lines += ["| 条款 | 内容 | kind | module | state | code | tests |"]
            lines += ["| --- | --- | --- | --- | --- | --- | --- |"]
        cells = (
            f"R{row.clause.number}",
            row.clause.summary.replace("<", "&lt;"),
            row.clause.kind,
            row.clause.module,
            row.state,
            _files(row.code),
            _files(row.tests),
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _files(places: Iterable[Place]) -> str:
    return "<br>".join(dict.fromkeys(f"`{place.path}`" for place in places)) or "–"


def _trees(root: Path, folders: Iterable[str], word: str) -> Iterator[tuple[str, ast.Module]]:
    """Path and tree of the files that call something of that name; only those are parsed."""
    call = f"{word}("
    for folder in folders:
        for file in sorted((root / folder).rglob("*.py")):
            if "migrations" not in file.parts and call in (text := file.read_text("utf-8")):
                yield file.relative_to(root).as_posix(), ast.parse(text)


def _called(node: ast.Call) -> str:
    """The last name of what is called: R for R(57) and for clauses.R(57)."""
    target = node.func
    if isinstance(target, ast.Attribute):
        return target.attr
    return target.id if isinstance(target, ast.Name) else ""


def _numbers(node: ast.Call) -> list[int]:
    return [
        argument.value
        for argument in node.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, int)
    ]


def _marked(tree: ast.Module) -> Iterator[tuple[ast.Call, str]]:
    """Marks with the name of what they stand on; '' for marks on a whole module."""
    on_names: dict[int, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef):
            for decorator in node.decorator_list:
                on_names |= {id(inner): node.name for inner in ast.walk(decorator)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node) == "handbook":
            yield node, on_names.get(id(node), "")
