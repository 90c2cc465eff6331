"""Chinese text as searches compare it: one form of writing, runs of characters and of letters."""

import re
import unicodedata

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
RUNS = re.compile(rf"([{HAN}]+)|([a-z0-9]+)")


def plain(text: str) -> str:
    """Lower case, full-width letters and digits narrowed, as both sides are compared."""
    return unicodedata.normalize("NFKC", text.replace("\x00", "")).lower()


def runs_of(han: str, length: int) -> list[str]:
    """All runs of neighbouring characters of a length: 苹果干 by two → 苹果 果干."""
    return [han[at : at + length] for at in range(len(han) - length + 1)]
