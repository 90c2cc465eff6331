"""manage.py handbook: every rule, its kind, where code cites it, which test proves it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core import clauses_index
from core.clauses_index import Place, Row


class Command(BaseCommand):
    """Print the table; --write and --check keep docs/handbook/index.md equal to it."""

    help = "Print the rules of the handbook with the code and tests that stand for them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do besides printing."""
        parser.add_argument("--write", action="store_true", help="write docs/handbook/index.md")
        parser.add_argument("--check", action="store_true", help="fail when index.md has drifted")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print, then write or check."""
        rows = clauses_index.table()
        for row in rows:
            self._print(row)
        self.stdout.write(self._summary(rows))
        unknown = clauses_index.unknown()
        if unknown:
            raise CommandError("\n".join(_unknown(number, at) for number, at in unknown.items()))
        text = clauses_index.as_markdown(rows)
        if options["write"]:
            clauses_index.INDEX.write_text(text, "utf-8")
        elif options["check"] and (
            not clauses_index.INDEX.is_file() or clauses_index.INDEX.read_text("utf-8") != text
        ):
            raise CommandError(
                "docs/handbook/index.md has drifted from code and tests: run make handbook"
            )

    def _print(self, row: Row) -> None:
        clause = row.clause
        self.stdout.write(f"R{clause.number:<3} {row.state:<7} {clause.kind:<8} {clause.summary}")
        for place in row.code:
            self.stdout.write(f"       code {place.path}:{place.line}")
        for place in row.tests:
            self.stdout.write(f"       test {place.path}::{place.name or place.line}")

    def _summary(self, rows: list[Row]) -> str:
        states = [row.state for row in rows]
        counted = ", ".join(
            f"{states.count(state)} {state}"
            for state in (
                clauses_index.PROVEN,
                clauses_index.CITED,
                clauses_index.TESTED,
                clauses_index.OPEN,
            )
        )
        return f"{len(rows)} rules: {counted}"


def _unknown(number: int, places: list[Place]) -> str:
    where = ", ".join(f"{place.path}:{place.line}" for place in places)
    return f"R{number} is not in docs/handbook/clauses.toml: {where}"
