"""What products put on the workbench of a day."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from console.home import registry
from core.actor import Actor
from operations.trade import selectors
from operations.trade.lifecycle import C


def lines(actor: Actor, day: date) -> list[registry.Line]:
    """Recalls in force, labels that may be copies, certificates that end soon."""
    if not selectors.keeps(actor):
        return []
    found = []
    recalls = selectors.recalls(actor).filter(status=C.ACTIVE).count()
    if recalls:
        said = _("Recalls in force: %(n)s") % {"n": recalls}
        found.append(
            registry.Line(said, f"{reverse('trade:recalls')}?state=active", tone=registry.BAD)
        )
    copies = len(selectors.suspicious(on=day))
    if copies:
        said = _("Labels that may be copies: %(n)s") % {"n": copies}
        found.append(registry.Line(said, reverse("trade:copies"), tone=registry.BAD))
    ending = selectors.ending(on=day).count()
    if ending:
        said = _("Certificates of products that end soon: %(n)s") % {"n": ending}
        found.append(registry.Line(said, reverse("trade:certificates"), tone=registry.WARN))
    return found
