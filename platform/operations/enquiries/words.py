"""How the acts of enquiries read in the log; moves have their labels in the lifecycle."""

from django.utils.translation import gettext_lazy

from core import audit

ACTIONS = {
    "enquiry.send": gettext_lazy("Enquiry sent from the site"),
    "enquiry.forget": gettext_lazy("Personal data removed"),
}


def register() -> None:
    """Tell core.audit; called once when the app is ready."""
    audit.name_actions(ACTIONS, {})
