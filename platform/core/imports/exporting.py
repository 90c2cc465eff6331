"""Exports that stay text when a spreadsheet opens them."""

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def neutral(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula.

    For CSV cells and for XLSX cells written by libraries that guess; numbers go as numbers.
    """
    return f"'{text}" if text.startswith(_DANGEROUS) else text
