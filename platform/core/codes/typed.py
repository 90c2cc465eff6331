"""What a person typed, made plain before it is judged."""

import unicodedata
from datetime import date

# Hyphens and dashes of every keyboard; full-width forms are folded by NFKC before.
_DASHES = dict.fromkeys(map(ord, "-‐‑‒–—―−﹣－_"))
_YEAR_DIGITS = 4


def plain(typed: str) -> str:
    """Fold full-width characters, drop blanks and dashes, raise letters to capitals."""
    folded = unicodedata.normalize("NFKC", typed)
    visible = "".join(c for c in folded if not c.isspace() and unicodedata.category(c) != "Cf")
    return visible.translate(_DASHES).upper()


def is_digits(text: str) -> bool:
    """ASCII digits only: str.isdigit also takes superscripts and other scripts."""
    return bool(text) and text.isascii() and text.isdigit()


def typed_year(text: str) -> int | None:
    """A year of four digits that a calendar has; None for anything else, as 0000."""
    is_year = is_digits(text) and len(text) == _YEAR_DIGITS and not text.startswith("0")
    return int(text) if is_year else None


def typed_month(text: str) -> date | None:
    """The first day of 2026-11; None for what is no month."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
