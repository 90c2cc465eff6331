"""How a long title breaks into lines: at words, and never as a block or an hourglass (§3.1)."""

from __future__ import annotations

from itertools import combinations, pairwise
from math import ceil

import rjieba

# Size 2 (22 pt) in 156 mm: twenty signs; one less leaves air at both ends.
WIDEST = 19
# What a line must not begin with, and not end with.
_NOT_FIRST = "的和与及等、，。》）”』】〕"
_NOT_LAST = "《（“『【〔"


def lines(title: str) -> list[str]:
    """The lines of a title, as wide as fits and of a good shape."""
    count = ceil(len(title) / WIDEST)
    if count <= 1:
        return [title]
    places = _breaks(title)
    while True:
        best: tuple[int, list[str]] | None = None
        for chosen in combinations(places, count - 1):
            found = _cut(title, chosen)
            cost = _cost(found)
            if cost is not None and (best is None or cost < best[0]):
                best = (cost, found)
        if best is not None:
            return best[1]
        if len(places) >= len(title) - 1:
            count += 1
        # A word longer than a line: break anywhere.
        places = list(range(1, len(title)))


def _breaks(title: str) -> list[int]:
    """Where one word ends and another begins, if typesetting allows a line to."""
    found, at = [], 0
    for word in rjieba.cut(title):
        at += len(word)
        if at < len(title) and title[at] not in _NOT_FIRST and title[at - 1] not in _NOT_LAST:
            found.append(at)
    return found


def _cut(title: str, places: tuple[int, ...]) -> list[str]:
    edges = [0, *places, len(title)]
    return [title[first:last] for first, last in pairwise(edges)]


def _cost(found: list[str]) -> int | None:
    """How far from even; None for a line that is too wide. Blocks and hourglasses cost."""
    sizes = [len(line) for line in found]
    if max(sizes) > WIDEST:
        return None
    mean = sum(sizes) / len(sizes)
    uneven = sum((size - mean) ** 2 for size in sizes)
    block = 30 if len(set(sizes)) == 1 else 0
    glass = 60 if len(sizes) > 2 and min(sizes[0], sizes[-1]) > min(sizes[1:-1]) else 0  # noqa: PLR2004
    return int(uneven * 4) + block + glass
