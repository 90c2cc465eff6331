"""How the acts of the API read in the log."""

from django.utils.translation import gettext_lazy

from core import audit

ACTIONS = {
    "token.issue": gettext_lazy("Signed in on an API device"),
    "token.revoke": gettext_lazy("API device signed out"),
}
WORDS = {"scopes": gettext_lazy("Scopes")}


def register() -> None:
    """Tell core.audit; called once when the app is ready."""
    audit.name_actions(ACTIONS, WORDS)
