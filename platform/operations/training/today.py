"""What training puts on the workbench of a day."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from console.home import registry
from core.actor import Actor
from operations.training import selectors
from operations.training.lifecycle import K

AHEAD = timedelta(days=7)


def lines(actor: Actor, day: date) -> list[registry.Line]:
    """Classes that begin within a week, and classes whose file is not whole yet (R150)."""
    if not selectors.keeps(actor):
        return []
    found, at = [], reverse("training:classes")
    soon = selectors.classes(actor).filter(status=K.OPEN, starts_date__range=(day, day + AHEAD))
    if number := soon.count():
        said = _("Classes that begin within a week: %(n)s") % {"n": number}
        found.append(registry.Line(said, f"{at}?state=open", tone=registry.WARN))
    if number := selectors.classes(actor).filter(status=K.ENDED).count():
        said = _("Classes that have ended and are not counted yet: %(n)s") % {"n": number}
        found.append(registry.Line(said, f"{at}?state=ended", tone=registry.BAD))
    return found
