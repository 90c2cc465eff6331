"""How the acts of incoming documents read in the log; moves have their labels in the lifecycle."""

from django.utils.translation import gettext_lazy

from core import audit

ACTIONS = {
    "incoming.register": gettext_lazy("Registered on arrival"),
    "incoming.correct": gettext_lazy("Register corrected"),
    "incoming.add": gettext_lazy("Further instruction"),
    "incoming.part": gettext_lazy("Part done"),
    "incoming.supervise": gettext_lazy("Put under supervision"),
}
WORDS = {
    "department": gettext_lazy("department"),
    "reply": gettext_lazy("answered by"),
}


def register() -> None:
    """Tell core.audit; called once when the app is ready."""
    audit.name_actions(ACTIONS, WORDS)
