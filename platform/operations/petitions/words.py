"""How the acts of petitions read in the log; moves have their labels in the lifecycle."""

from django.utils.translation import gettext_lazy

from core import audit

ACTIONS = {
    "petition.register": gettext_lazy("Petition registered"),
    "petition.correct": gettext_lazy("Petition's register corrected"),
    "petition.assign": gettext_lazy("Another handler named"),
    "petition.note": gettext_lazy("Course of the handling noted"),
    "petition.deliver": gettext_lazy("Answer delivered"),
    "petition.extension_ask": gettext_lazy("Longer term asked for"),
    "petition.extension_agreed": gettext_lazy("longer term agreed"),
    "petition.extension_refused": gettext_lazy("longer term refused"),
    "petition.extension_tell": gettext_lazy("Petitioner told of the longer term"),
    "petition.warn_yellow": gettext_lazy("Reminded, petition due soon"),
    "petition.warn_red": gettext_lazy("Reminded, petition overdue"),
}
WORDS = {
    "petition": gettext_lazy("petition number"),
    "named": gettext_lazy("petition handler"),
    "last_day": gettext_lazy("last day"),
    "answer": gettext_lazy("outcome of the petition"),
    "organ": gettext_lazy("competent organ"),
    "delivered": gettext_lazy("delivered on"),
    "added_days": gettext_lazy("calendar days more"),
}


def register() -> None:
    """Tell core.audit; called once when the app is ready."""
    audit.name_actions(ACTIONS, WORDS)
