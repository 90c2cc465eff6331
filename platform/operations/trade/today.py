"""What products put on the workbench of a day."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from console.home import registry
from core.actor import Actor
from operations.trade import selectors
from operations.trade.lifecycle import HEADS, C


def lines(actor: Actor, day: date) -> list[registry.Line]:
    """Recalls in force, labels that may be copies, what waits for a second person, certificates
    that end soon."""
    if not selectors.keeps(actor):
        return []
    found = []
    recalls = selectors.recalls(actor).filter(status=C.ACTIVE).count()
    if recalls:
        said = _("Recalls in force: %(n)s") % {"n": recalls}
        found.append(
            registry.Line(said, f"{reverse('trade:recalls')}?state=active", tone=registry.BAD)
        )
    copies = selectors.doubts().count()
    if copies:
        said = _("Labels that may be copies: %(n)s") % {"n": copies}
        found.append(registry.Line(said, reverse("trade:copies"), tone=registry.BAD))
    if any(actor.holds(post) for post in HEADS):
        found += _to_confirm()
    ending = selectors.ending(on=day).count()
    if ending:
        said = _("Certificates of products that end soon: %(n)s") % {"n": ending}
        found.append(registry.Line(said, reverse("trade:certificates"), tone=registry.WARN))
    return found


def _to_confirm() -> list[registry.Line]:
    """What one person entered and a head confirms."""
    certificates, producers = selectors.to_confirm().count(), selectors.proposed_producers().count()
    found = []
    if certificates:
        said = _("Certificates of products to be confirmed: %(n)s") % {"n": certificates}
        found.append(registry.Line(said, reverse("trade:certificates"), tone=registry.WARN))
    if producers:
        said = _("Changes of producers to be confirmed: %(n)s") % {"n": producers}
        found.append(registry.Line(said, reverse("trade:producers"), tone=registry.WARN))
    return found
