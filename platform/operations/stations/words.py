"""How the acts of stations read in the log; moves have their labels in the lifecycle."""

from django.utils.translation import gettext_lazy

from core import audit

ACTIONS = {
    "divisions.import": gettext_lazy("Villages loaded"),
    "divisions.change": gettext_lazy("Divisions changed"),
    "station.export": gettext_lazy("Stations exported"),
    "station.inspect": gettext_lazy("Station inspected"),
    "station.invite": gettext_lazy("Manager invited"),
    "station.manager_change": gettext_lazy("Manager changed"),
    "station.objection": gettext_lazy("Objection received"),
    "station.objection_decided": gettext_lazy("Objection decided"),
    "station.rectification_failed": gettext_lazy("Rectification not accepted"),
    "station.select": gettext_lazy("Site selected"),
    "station.update": gettext_lazy("Station data changed"),
}
WORDS = {
    "points": gettext_lazy("Points"),
    "found_closed": gettext_lazy("Found closed during opening hours"),
    "villages": gettext_lazy("Villages"),
    "renamed": gettext_lazy("Renamed"),
}


def register() -> None:
    """Tell core.audit; called once when the app is ready."""
    audit.name_actions(ACTIONS, WORDS)
