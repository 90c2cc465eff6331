"""How the acts of staff read in the log."""

from django.utils.translation import gettext_lazy

from core import audit

ACTIONS = {
    "area.head": gettext_lazy("Head of the zone set"),
    "assignment.end": gettext_lazy("Post ended"),
    "assignment.start": gettext_lazy("Post begun"),
    "checklist.tick": gettext_lazy("Checklist item"),
    "department.add": gettext_lazy("Department added"),
    "department.change": gettext_lazy("Department changed"),
    "establishment.change": gettext_lazy("Establishment changed"),
    "person.change": gettext_lazy("Data changed"),
    "person.link_user": gettext_lazy("Account linked"),
    "person.register": gettext_lazy("Registered"),
    "skill.record": gettext_lazy("Skill recorded"),
}
WORDS = {
    "department": gettext_lazy("Department"),
    "from": gettext_lazy("From"),
    "until": gettext_lazy("Until"),
    "head": gettext_lazy("Head"),
    "in_use": gettext_lazy("In use"),
    "item": gettext_lazy("Item"),
    "done": gettext_lazy("Done"),
    "joined": gettext_lazy("Joined on"),
    "minimum": gettext_lazy("At least"),
    "skill": gettext_lazy("Skill"),
    "user": gettext_lazy("Account"),
}


def register() -> None:
    """Tell core.audit."""
    audit.name_actions(ACTIONS, WORDS)
