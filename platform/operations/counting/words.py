"""How the acts of counting read in the log; moves have their labels in the lifecycle."""

from django.utils.translation import gettext_lazy

from core import audit

ACTIONS = {
    "count.open": gettext_lazy("Count begun"),
    "count.settle": gettext_lazy("Decided which answer is right"),
    "count.explain": gettext_lazy("Difference explained"),
    "count.quantities": gettext_lazy("Quantities counted"),
    "count.put_right": gettext_lazy("Place put right in the ledger"),
    "asset.lose": gettext_lazy("Booked as a shortage"),
    "asset.turn_up": gettext_lazy("Turned up again"),
    "asset.write_off_lost": gettext_lazy("Shortage written off"),
    "asset.surplus": gettext_lazy("Entered as a surplus"),
}
WORDS = {
    "count": gettext_lazy("number of the count"),
    "expected_things": gettext_lazy("expected things"),
    "line": gettext_lazy("line of the count"),
    "result": gettext_lazy("result"),
    "remedy": gettext_lazy("action"),
    "booked": gettext_lazy("differences booked"),
}


def register() -> None:
    """Tell core.audit; called once when the app is ready."""
    audit.name_actions(ACTIONS, WORDS)
