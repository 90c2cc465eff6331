"""How the acts of mail read in the log; moves have their labels in the lifecycle."""

from django.utils.translation import gettext_lazy

from core import audit

ACTIONS = {
    "mail.register": gettext_lazy("Mail registered"),
    "mail.remind": gettext_lazy("Reminded to collect"),
    "mail.slot_open": gettext_lazy("Pigeonhole opened"),
    "mail.slot_change": gettext_lazy("Pigeonhole changed"),
    "mail.slot_close": gettext_lazy("Pigeonhole given up"),
    "mail.subscribe": gettext_lazy("Subscription entered"),
    "mail.unsubscribe": gettext_lazy("Subscription ended"),
}
WORDS = {
    "slot": gettext_lazy("pigeonhole"),
    "addressee": gettext_lazy("addressee"),
    "signed_by": gettext_lazy("receipt signed by"),
    "proof": gettext_lazy("proof of receipt"),
    "papers": gettext_lazy("newspapers"),
    "row": gettext_lazy("row of the cabinet"),
    "column": gettext_lazy("column of the cabinet"),
    "label": gettext_lazy("text of the label"),
    "person": gettext_lazy("person"),
}


def register() -> None:
    """Tell core.audit; called once when the app is ready."""
    audit.name_actions(ACTIONS, WORDS)
