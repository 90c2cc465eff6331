"""Figures that tests tell, printed at the end of the run, by whichever worker they were seen."""

from typing import Any

import pytest

KEY = "told"
_lines: list[str] = []


def tell(line: str) -> None:
    """Have a figure printed in the closing summary; a test that asserts nothing tells nothing."""
    _lines.append(line)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker hands its lines to whoever prints."""
    output: dict[str, Any] | None = getattr(session.config, "workeroutput", None)
    if output is not None:
        output[KEY] = list(_lines)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """A worker has ended; one that crashed has told nothing."""
    _lines.extend(getattr(node, "workeroutput", {}).get(KEY, ()))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """The figures, each on a line."""
    if _lines:
        terminalreporter.section("figures told by the tests")
        for line in sorted(_lines):
            terminalreporter.write_line(line)
