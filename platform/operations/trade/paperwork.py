"""Labels of packs: a roll or sheets of A4, each label with a code of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from core import papers
from operations.trade import codes, public
from operations.trade.models import Batch

TEMPLATE = "operations/trade/papers/labels.typ"
# What is longer would run into the next label; the page behind the code has it whole.
LONGEST_NAME, LONGEST_LINE = 14, 22


def labels(
    batch: Batch, serials: range, address: Callable[[str], str], *, on_sheets: bool
) -> bytes:
    """The labels of a range of packs. address: of a code's page. on_sheets: on A4."""
    return papers.render(TEMPLATE, labels_data(batch, serials, address) | {"on_sheets": on_sheets})


def labels_data(batch: Batch, serials: range, address: Callable[[str], str]) -> dict[str, Any]:
    """What the template prints."""
    made = [codes.pack_code(batch.code, batch.secret, serial) for serial in serials]
    return {
        "product": _short(batch.product.name, LONGEST_NAME),
        "producer": _short(batch.product.producer.public_name, LONGEST_LINE),
        "place": _short(public.place(batch), LONGEST_LINE),
        "pack": _short(batch.product.pack, LONGEST_LINE),
        "packed": batch.packed_date.isoformat(),
        "labels": [
            {"code": codes.spaced(code), "qr": papers.qr_svg(address(code))} for code in made
        ],
    }


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
