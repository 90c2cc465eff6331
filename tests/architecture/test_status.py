"""Only core/lifecycle.py moves a status."""

import ast
from collections.abc import Iterator

from core.clauses_index import CODE, ROOT

# File: why what it assigns is not a lifecycle's state.
ALLOWED = {
    "platform/core/lifecycle.py": "the one place that moves records",
    "platform/core/workcalendar/services.py": "a calendar day is official or provisional",
}


def assignments(tree: ast.AST) -> Iterator[int]:
    """Lines that assign `.status` or update it in the database."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            targets = node.targets
        elif isinstance(node, ast.AugAssign | ast.AnnAssign):
            targets = [node.target]
        elif isinstance(node, ast.Call):
            yield from _calls(node)
            continue
        else:
            continue
        for target in targets:
            for inner in ast.walk(target):
                if isinstance(inner, ast.Attribute) and inner.attr == "status":
                    yield inner.lineno


def _calls(node: ast.Call) -> Iterator[int]:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    words = {word.arg for word in node.keywords}
    texts = {arg.value for arg in node.args if isinstance(arg, ast.Constant)}
    if (name == "update" and "status" in words) or (name == "setattr" and "status" in texts):
        yield node.lineno


def test_the_check_sees_what_it_should():
    bad = (
        "a.status = 1\n"
        "a.b.status: int = 1\n"
        "x, a.status = 1, 2\n"
        "rows.filter(status=1).update(status=2)\n"
        "setattr(a, 'status', 1)\n"
        "a.status += 1\n"
    )
    good = "status = 1\na.status == 1\nrows.update(state=2)\nPerson(status=1)\nprint(a.status)\n"
    assert sorted(assignments(ast.parse(bad))) == [1, 2, 3, 4, 5, 6]
    assert list(assignments(ast.parse(good))) == []


def test_nothing_else_assigns_a_status():
    found = [
        f"{name}:{line}"
        for folder in CODE
        for file in sorted((ROOT / folder).rglob("*.py"))
        if "migrations" not in file.parts and (name := file.relative_to(ROOT).as_posix())
        for line in assignments(ast.parse(file.read_text("utf-8")))
    ]
    bad = [place for place in found if place.rpartition(":")[0] not in ALLOWED]
    assert not bad, "\n".join(bad)
    stale = ALLOWED.keys() - {place.rpartition(":")[0] for place in found}
    assert not stale, f"no reason is needed any more for {stale}"
