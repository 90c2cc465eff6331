"""Labels of packs: a roll or sheets of A4, each label with a code of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from core import papers
from operations.trade import codes, public
from operations.trade.models import Batch

TEMPLATE = "operations/trade/papers/labels.typ"


def labels(
    batch: Batch, serials: range, address: Callable[[str], str], *, on_sheets: bool
) -> bytes:
    """The labels of a range of packs. address: of a code's page. on_sheets: on A4."""
    return papers.render(TEMPLATE, labels_data(batch, serials, address) | {"on_sheets": on_sheets})


def labels_data(batch: Batch, serials: range, address: Callable[[str], str]) -> dict[str, Any]:
    """What the template prints."""
    made = [codes.pack_code(batch.code, batch.secret, serial) for serial in serials]
    return {
        "product": batch.product.name,
        "producer": batch.product.producer.public_name,
        "place": public.place(batch),
        "pack": batch.product.pack,
        "packed": batch.packed_date.isoformat(),
        "labels": [
            {"code": codes.spaced(code), "qr": papers.qr_svg(address(code))} for code in made
        ],
    }
