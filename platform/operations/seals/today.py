"""What seals put on the workbench of a day, and what compliance is read from."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from console.home import registry
from core.actor import Actor
from operations.seals import selectors
from operations.seals.models import SealUse


def lines(actor: Actor, day: date) -> list[registry.Line]:
    """Seals that should be back, among the uses one may see."""
    late = selectors.filtered(selectors.uses(actor), today=day, state=selectors.LATE).count()
    if not late:
        return []
    said = _("Seals that should be back: %(n)s") % {"n": late}
    return [registry.Line(said, f"{reverse('seals:index')}?state=late", tone=registry.BAD)]


def back(day: date) -> registry.Finding | None:
    """Every seal that was lent out is back on its day (R26)."""
    if not SealUse.objects.exists():
        return None
    late = selectors.not_back(day).count()
    if late:
        said = _("%(n)s seals should be back.") % {"n": late}
        return registry.Finding(registry.BAD, said, "/console/seals/?state=late")
    return registry.Finding(registry.GOOD, _("Every seal is at its place or back in time."))
