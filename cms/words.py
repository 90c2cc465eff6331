"""Chinese text as the search needs it: words by segmentation, pairs of characters for recall."""

import re

import rjieba

_TAGS = re.compile(r"<[^>]+>")
_HAN = re.compile(r"[\u4e00-\u9fff]+")


def searchable(text: str) -> str:
    """Words, then all pairs of neighbouring Chinese characters, separated by spaces."""
    plain = _TAGS.sub(" ", text)
    words = [word for word in rjieba.cut(plain) if word.strip()]
    return " ".join([*words, *pairs(plain)])


def pairs(text: str) -> list[str]:
    """Every two neighbouring Chinese characters: 苹果干 → 苹果 果干."""
    found = []
    for run in _HAN.findall(text):
        found += [run[i : i + 2] for i in range(len(run) - 1)] or [run]
    return found
