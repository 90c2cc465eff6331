"""How the acts of the archive read in the log; moves have their labels in the lifecycle."""

from django.utils.translation import gettext_lazy

from core import audit

ACTIONS = {
    "archive.file": gettext_lazy("Put into the archive"),
    "archive.verify": gettext_lazy("Compared with its hashes"),
    "archive.fault": gettext_lazy("Found changed in the store"),
    "archive.destroyed": gettext_lazy("Destroyed with its list"),
    "archive.setting": gettext_lazy("Settings of the archive changed"),
    "loan.apply": gettext_lazy("Applied for a loan"),
    "loan.open": gettext_lazy("Opened a borrowed copy"),
    "destruction.propose": gettext_lazy("Proposed for destruction"),
}
WORDS = {
    "parts": gettext_lazy("parts"),
    "file": gettext_lazy("archived file"),
    "files": gettext_lazy("archived files"),
    "until": gettext_lazy("to be back by"),
}


def register() -> None:
    """Tell core.audit; called once when the app is ready."""
    audit.name_actions(ACTIONS, WORDS)
