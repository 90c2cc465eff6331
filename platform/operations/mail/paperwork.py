"""The cabinet on paper: the sheet of labels, and the map beside it (R59)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from console.models import Centre
from core import papers
from operations.mail import selectors
from operations.mail.models import Slot

FOLDER = "operations/mail/papers"


def labels(address: Callable[[Slot], str]) -> bytes:
    """One label per pigeonhole, to be cut out; its code leads to `address`."""
    return papers.render(f"{FOLDER}/labels.typ", labels_data(address))


def labels_data(address: Callable[[Slot], str]) -> dict[str, Any]:
    """By place."""
    found = selectors.slots().filter(to_date=None)
    return {
        "centre": str(Centre.current()),
        "labels": [
            {"code": slot.code, "label": slot.label, "qr": papers.qr_svg(address(slot))}
            for slot in found
        ],
    }


def map_of_cabinet() -> bytes:
    """The cabinet as one stands before it."""
    return papers.render(f"{FOLDER}/map.typ", map_data())


def map_data() -> dict[str, Any]:
    """Row by row; empty places are shown as such."""
    cabinet = selectors.cabinet()
    return {
        "title": "报刊信件格口图",
        "office": str(Centre.current()),
        "columns": cabinet.columns,
        "rows": [
            [[slot.code, slot.label] if slot else None for slot in row] for row in cabinet.rows
        ],
        "day": f"{timezone.localdate():%Y年%-m月%-d日}",
    }
