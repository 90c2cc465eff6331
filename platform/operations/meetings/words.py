"""How the acts of meetings read in the log; moves have their labels in the lifecycle."""

from django.utils.translation import gettext_lazy

from core import audit

ACTIONS = {
    "room.add": gettext_lazy("Meeting room entered"),
    "room.change": gettext_lazy("Meeting room changed"),
    "room.end": gettext_lazy("Meeting room out of use"),
    "meeting.plan": gettext_lazy("Meeting arranged"),
    "meeting.change": gettext_lazy("Meeting changed"),
    "meeting.remind": gettext_lazy("Reminded of the meeting"),
    "meeting.urge": gettext_lazy("Reminded of what is owed"),
    "meeting.reply": gettext_lazy("Invitation answered"),
    "meeting.sign_in": gettext_lazy("Signed in to the meeting"),
    "meeting.decide": gettext_lazy("Decision entered"),
    "meeting.undecide": gettext_lazy("Decision struck out"),
    "visit.plan": gettext_lazy("Visit entered"),
    "visit.change": gettext_lazy("Visit changed"),
}
WORDS = {
    "meeting": gettext_lazy("number of the meeting"),
    "visit": gettext_lazy("number of the visit"),
    "minutes": gettext_lazy("number of the minutes"),
    "when": gettext_lazy("time and place"),
    "invited": gettext_lazy("invited person"),
    "answered": gettext_lazy("answer to the invitation"),
    "decisions": gettext_lazy("decisions"),
    "items": gettext_lazy("supervision items made"),
    "seats": gettext_lazy("seats"),
}


def register() -> None:
    """Tell core.audit; called once when the app is ready."""
    audit.name_actions(ACTIONS, WORDS)
