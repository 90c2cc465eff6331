"""How the acts of documents read in the log; moves have their labels in the lifecycle."""

from django.utils.translation import gettext_lazy

from core import audit

ACTIONS = {
    "outgoing.draft": gettext_lazy("Draft begun"),
    "outgoing.update": gettext_lazy("Text changed"),
    "outgoing.receipt": gettext_lazy("Receipt recorded"),
    "outgoing.seal": gettext_lazy("Use of a seal applied for"),
    "series.open": gettext_lazy("Agency code opened"),
    "series.end": gettext_lazy("Agency code ended"),
}
WORDS = {
    "number": gettext_lazy("document number"),
    "changed": gettext_lazy("changed"),
    "edition": gettext_lazy("version of the text"),
    "copies": gettext_lazy("copies"),
    "archive_number": gettext_lazy("file number"),
}


def register() -> None:
    """Tell core.audit; called once when the app is ready."""
    audit.name_actions(ACTIONS, WORDS)
