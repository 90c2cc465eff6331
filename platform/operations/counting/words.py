"""How the acts of counting read in the log; moves have their labels in the lifecycle."""

from django.utils.translation import gettext_lazy

from core import audit

ACTIONS = {
    "count.open": gettext_lazy("Count begun"),
    "count.settle": gettext_lazy("Decided which answer is right"),
    "count.explain": gettext_lazy("Difference explained"),
    "count.quantities": gettext_lazy("Quantities counted"),
    "count.moved": gettext_lazy("Movements during the count flagged"),
}
WORDS = {
    "count": gettext_lazy("number of the count"),
    "expected_things": gettext_lazy("expected things"),
    "line": gettext_lazy("line of the count"),
    "result": gettext_lazy("result"),
    "remedy": gettext_lazy("action"),
    "moved_lines": gettext_lazy("lines that moved"),
    "booked": gettext_lazy("differences booked"),
}


def register() -> None:
    """Tell core.audit; called once when the app is ready."""
    audit.name_actions(ACTIONS, WORDS)
