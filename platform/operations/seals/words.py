"""How the acts of seals read in the log; moves have their labels in the lifecycle."""

from django.utils.translation import gettext_lazy

from core import audit

ACTIONS = {
    "seal.add": gettext_lazy("Seal entered"),
    "seal.change": gettext_lazy("Seal's keeper or place changed"),
    "seal.end": gettext_lazy("Seal out of use"),
    "sealuse.apply": gettext_lazy("Use of a seal applied for"),
}
WORDS = {
    "use": gettext_lazy("number of the use"),
    "kept_by": gettext_lazy("kept by"),
    "kept_at": gettext_lazy("kept at"),
    "impressions": gettext_lazy("impressions made"),
    "due_back": gettext_lazy("due back on"),
}


def register() -> None:
    """Tell core.audit; called once when the app is ready."""
    audit.name_actions(ACTIONS, WORDS)
