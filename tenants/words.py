"""How what happens to counties reads in the log."""

from django.utils.translation import gettext_lazy

from core import audit

ACTIONS = {
    "county.born": gettext_lazy("County set up"),
    "county.create": gettext_lazy("County created"),
    "county.state": gettext_lazy("County's state changed"),
    "county.backup": gettext_lazy("County backed up"),
    "county.restore": gettext_lazy("County restored"),
}


def register() -> None:
    """Tell core.audit; called once when the app is ready."""
    audit.name_actions(ACTIONS)
