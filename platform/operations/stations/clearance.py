"""What a station that ends must give back: modules register a question each.

    clearance.register("supplies", lambda station: ["扫码枪 1 把：须退还办公区"])

As of a person who leaves (`operations.staff.clearance`): one sentence per open item. A station is
not closed until nothing is open; one that is suspended has the list before the office area (R113).
"""

from collections.abc import Callable, Collection

from operations.staff.clearance import OpenItem
from operations.stations.models import Station

Question = Callable[[Station], Collection[str]]

_questions: dict[str, Question] = {}


def register(name: str, question: Question) -> None:
    """Add a module's question; the same name replaces it."""
    _questions[name] = question


def open_items(station: Station) -> list[OpenItem]:
    """Everything still open at a station, module by module."""
    return [
        OpenItem(source=name, text=text)
        for name in sorted(_questions)
        for text in _questions[name](station)
    ]
