"""How the acts of papers handed in read in the log; moves have their labels in the lifecycle."""

from django.utils.translation import gettext_lazy

from core import audit


def register() -> None:
    """Tell core.audit; called once when the app is ready."""
    audit.name_actions({"handed.hand_in": gettext_lazy("Paper handed in")})
