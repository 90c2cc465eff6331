"""How the acts of duty read in the log; moves have their labels in the lifecycle."""

from django.utils.translation import gettext_lazy

from core import audit

ACTIONS = {
    "shift.plan": gettext_lazy("Shift put on the roster"),
    "shift.change": gettext_lazy("Shift changed"),
    "shift.leave": gettext_lazy("Left the post"),
    "shift.return": gettext_lazy("Back at the post"),
    "shift.gap": gettext_lazy("Gap at the post noted"),
    "shift.inquire": gettext_lazy("Gap at the post looked into"),
    "shift.stand_in_ask": gettext_lazy("Stand-in asked for"),
    "shift.stand_in_agreed": gettext_lazy("stand-in agreed"),
    "shift.stand_in_refused": gettext_lazy("stand-in refused"),
    "duty_record.add": gettext_lazy("Entry in the duty book"),
    "duty_record.follow_up": gettext_lazy("Course of the matter noted"),
    "duty_record.correct": gettext_lazy("Correction added"),
    "duty_swap.ask": gettext_lazy("Swap asked for"),
    "holiday_schedule.open": gettext_lazy("Schedule drawn up"),
    "holiday_schedule.refill": gettext_lazy("Days without a shift filled"),
    "holiday_schedule.write": gettext_lazy("Arrangements written"),
}
WORDS = {
    "officer": gettext_lazy("person on duty"),
    "on_date": gettext_lazy("day"),
    "person": gettext_lazy("who stands in"),
    "matters": gettext_lazy("open matters"),
    "things": gettext_lazy("keys and equipment"),
    "kind": gettext_lazy("kind of entry"),
    "department": gettext_lazy("department in charge"),
    "due_date": gettext_lazy("answer due on"),
}


def register() -> None:
    """Tell core.audit; called once when the app is ready."""
    audit.name_actions(ACTIONS, WORDS)
