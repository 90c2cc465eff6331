"""Figures that tests tell, printed at the end of the run, by whichever worker they were seen.

tell("新站点在省级数据中出现：2.8 秒")
add("隔离爬行：{requests} 次请求", requests=9548)     a part; the sum of all parts is printed
"""

from collections import Counter
from typing import Any

import pytest

KEY = "told"
SUMS = "told_sums"
_lines: list[str] = []
_sums: dict[str, Counter[str]] = {}


def tell(line: str) -> None:
    """Have a figure printed in the closing summary; a test that asserts nothing tells nothing."""
    _lines.append(line)


def add(line: str, **figures: int) -> None:
    """The same for a figure of which several tests see a part: parts of a line are added up."""
    _sums.setdefault(line, Counter()).update(figures)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker hands its lines to whoever prints."""
    output: dict[str, Any] | None = getattr(session.config, "workeroutput", None)
    if output is not None:
        output[KEY] = list(_lines)
        output[SUMS] = {line: dict(figures) for line, figures in _sums.items()}


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """A worker has ended; one that crashed has told nothing."""
    output = getattr(node, "workeroutput", {})
    _lines.extend(output.get(KEY, ()))
    for line, figures in output.get(SUMS, {}).items():
        add(line, **figures)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """The figures, each on a line."""
    lines = [*_lines, *(line.format(**figures) for line, figures in _sums.items())]
    if lines:
        terminalreporter.section("figures told by the tests")
        for line in sorted(lines):
            terminalreporter.write_line(line)
