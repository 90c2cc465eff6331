"""The sentences that code and templates ask the catalogue for, found without gettext installed."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

# How many leading arguments are sentences (singular and plural), after how many that are not.
CALLS = {
    "_": (0, 1),
    "gettext": (0, 1),
    "gettext_lazy": (0, 1),
    "gettext_noop": (0, 1),
    "ngettext": (0, 2),
    "ngettext_lazy": (0, 2),
    "pgettext": (1, 1),
    "pgettext_lazy": (1, 1),
    "npgettext": (1, 2),
    "npgettext_lazy": (1, 2),
}
LITERAL = r"u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
IN_TEMPLATE = re.compile(rf"\b(n?p?gettext|_)\(((?:\s*{LITERAL}\s*,?)+)", re.DOTALL)


@dataclass(frozen=True)
class Sentence:
    """One sentence and where it is asked for."""

    msgid: str
    file: Path
    line: int


def sentences(root: Path, folders: tuple[str, ...]) -> Iterator[Sentence]:
    """Every sentence of the product's code and templates."""
    for folder in folders:
        for file in sorted((root / folder).rglob("*")):
            if file.suffix == ".py":
                yield from in_code(file)
            elif file.suffix in {".html", ".txt"} and "templates" in file.parts:
                yield from in_template(file)


def in_code(file: Path) -> Iterator[Sentence]:
    """The sentences of one Python file, under whatever name gettext was imported."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    aliases = _aliases(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        skip, count = CALLS.get(aliases.get(name, name), (0, 0))
        for argument in node.args[skip : skip + count]:
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield Sentence(argument.value, file, node.lineno)


def _aliases(tree: ast.AST) -> dict[str, str]:
    """Local name to gettext's own: `from ... import gettext as translate`."""
    return {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name in CALLS
    }


def in_template(file: Path) -> Iterator[Sentence]:
    """The sentences of one template, as Django itself hands them to xgettext."""
    text = templatize(file.read_text(encoding="utf-8"))
    for found in IN_TEMPLATE.finditer(text):
        skip, count = CALLS[found[1]]
        for literal in re.findall(LITERAL, found[2], re.DOTALL)[skip : skip + count]:
            yield Sentence(ast.literal_eval(literal), file, text.count("\n", 0, found.start()) + 1)
