"""The register of the handbook: `R(57)` is its rule 57, wherever code cites it."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

KINDS = ("enforced", "form", "practice")

# Beside this module in a built wheel, in docs/ in a checkout.
PLACES = (
    Path(__file__).with_name("clauses.toml"),
    Path(__file__).resolve().parents[2] / "docs" / "handbook" / "clauses.toml",
)


class UnknownClause(LookupError):
    """The handbook has no rule of this number."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number

    def __str__(self) -> str:
        return f"R{self.number} is not in docs/handbook/clauses.toml"


class BrokenRegister(ValueError):
    """clauses.toml names a number twice, an unknown kind, or cannot be found."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One rule of the handbook.

    kind: "enforced" (the product refuses or computes), "form" (it says which fields and papers
    there are), "practice" (people follow it). summary and chapter are Chinese, as in the handbook.
    """

    number: int
    summary: str
    kind: str
    chapter: str
    module: str

    @property
    def label(self) -> str:
        """How a refused person reads it; Chinese like the handbook itself."""
        return f"手册第{self.number}条"

    @property
    def sentence(self) -> str:
        """The summary as it is printed: with the full-width signs of Chinese text."""
        return self.summary.translate(_FULL_WIDTH)

    def __str__(self) -> str:
        return self.label


_FULL_WIDTH = str.maketrans(",;:()", "，；：（）")


def read(path: Path) -> dict[int, Clause]:
    """Read a register from its file. Raises BrokenRegister with what is wrong."""
    clauses: dict[int, Clause] = {}
    for clause in _clauses(tomllib.loads(path.read_text("utf-8"))):
        if clause.number in clauses:
            raise BrokenRegister(f"R{clause.number} stands twice in {path.name}")
        if clause.kind not in KINDS:
            raise BrokenRegister(f"R{clause.number} is of the unknown kind {clause.kind!r}")
        clauses[clause.number] = clause
    return clauses


def _clauses(data: dict[str, Any]) -> Iterator[Clause]:
    for chapter in data["chapter"]:
        for row in chapter["clauses"]:
            yield Clause(
                number=row["number"],
                summary=row["summary"],
                kind=row["kind"],
                chapter=chapter["title"],
                module=row.get("module", chapter["module"]),
            )


def find(places: tuple[Path, ...] = PLACES) -> Path:
    """Where the register lies. Raises BrokenRegister when it was not shipped."""
    for place in places:
        if place.is_file():
            return place
    raise BrokenRegister("clauses.toml was not found")


@cache
def register() -> dict[int, Clause]:
    """All rules by number, read once per process."""
    return read(find())


def R(number: int) -> Clause:  # noqa: N802 - the handbook writes R57, and so does the code
    """The rule of this number. Raises UnknownClause."""
    try:
        return register()[number]
    except KeyError:
        raise UnknownClause(number) from None
