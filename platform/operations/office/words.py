"""How the acts of the office read in the log; moves have their labels in the lifecycle."""

from django.utils.translation import gettext_lazy

from core import audit

ACTIONS = {
    "plan.open": gettext_lazy("Collection opened"),
    "plan.hand_in": gettext_lazy("Items handed in"),
    "plan.item_add": gettext_lazy("Item entered"),
    "plan.item_change": gettext_lazy("Item changed"),
    "plan.item_remove": gettext_lazy("Item taken off"),
    "plan.item_progress": gettext_lazy("Progress of an item noted"),
    "supervision.open": gettext_lazy("Supervision item issued"),
    "supervision.owner": gettext_lazy("Owner changed"),
    "supervision.progress": gettext_lazy("Progress noted"),
    "supervision.problem": gettext_lazy("Problem reported"),
    "supervision.answer": gettext_lazy("Problem answered"),
    "supervision.milestone": gettext_lazy("Milestone reached"),
    "supervision.check": gettext_lazy("Daily check made"),
    "supervision.extension_ask": gettext_lazy("Extension asked for"),
    "supervision.extension_agreed": gettext_lazy("extension agreed"),
    "supervision.extension_refused": gettext_lazy("extension refused"),
    "supervision.warn_yellow": gettext_lazy("Reminded, yellow light"),
    "supervision.warn_red": gettext_lazy("Reminded, red light"),
}
WORDS = {
    "matter": gettext_lazy("planned matter"),
    "progress": gettext_lazy("progress of the matter"),
    "department": gettext_lazy("department"),
    "number": gettext_lazy("item number"),
    "due_date": gettext_lazy("due on"),
    "to_date": gettext_lazy("asked for"),
    "owner": gettext_lazy("owner"),
    "milestone": gettext_lazy("milestone"),
    "finding": gettext_lazy("finding"),
    "rating": gettext_lazy("rating"),
    "days_late": gettext_lazy("working days late"),
    "days_left": gettext_lazy("working days left"),
}


def register() -> None:
    """Tell core.audit; called once when the app is ready."""
    audit.name_actions(ACTIONS, WORDS)
