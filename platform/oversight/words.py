"""How the acts of oversight read in the log."""

from django.utils.translation import gettext_lazy

from core import audit

ACTIONS = {
    "indicator.set": gettext_lazy("Indicator set"),
    "report.lock": gettext_lazy("Monthly report locked"),
    "report.reopening_ask": gettext_lazy("Correction asked for"),
    "report.reopening_grant": gettext_lazy("Correction granted"),
}


def register() -> None:
    """Tell core.audit; called once when the app is ready."""
    audit.name_actions(ACTIONS)
