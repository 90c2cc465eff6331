"""What petitions put on the workbench of a day, and what their compliance is read from."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.posts import Post
from console.home import registry
from core.actor import Actor
from operations.petitions import selectors
from operations.petitions.lifecycle import S
from operations.petitions.models import Petition

LATE_URL = "/console/petitions/?state=late"


def lines(actor: Actor, day: date) -> list[registry.Line]:
    """Terms that ran over or soon do, among what one may see; for the office, what to deliver."""
    seen = selectors.petitions(actor)
    found = []
    late = selectors.filtered(seen, today=day, state=selectors.LATE).count()
    if late:
        said = _("Petitions past their last day: %(n)s") % {"n": late}
        url = f"{reverse('petitions:index')}?state=late"
        found.append(registry.Line(said, url, tone=registry.BAD))
    soon = selectors.filtered(seen, today=day, state=selectors.SOON).count()
    if soon:
        said = _("Petitions whose term ends soon: %(n)s") % {"n": soon}
        url = f"{reverse('petitions:index')}?state=soon"
        found.append(registry.Line(said, url, tone=registry.WARN))
    waiting = seen.filter(status=S.ANSWERED).count() if actor.holds(Post.OFFICE) else 0
    if waiting:
        said = _("Petitions answered, to be delivered or closed: %(n)s") % {"n": waiting}
        found.append(registry.Line(said, f"{reverse('petitions:index')}?state=answered"))
    return found


def decided(day: date) -> registry.Finding | None:
    """Every petition is decided on within its term (R26)."""
    if not Petition.objects.exists():
        return None
    late = selectors.open_decisions().filter(due_date__lt=day).count()
    if late:
        said = _("%(n)s petitions should have been decided on.") % {"n": late}
        return registry.Finding(registry.BAD, said, LATE_URL)
    return registry.Finding(registry.GOOD, _("Every petition was decided on, or has time left."))


def answered(day: date) -> registry.Finding | None:
    """Every petition is answered within its term (R26)."""
    if not Petition.objects.exists():
        return None
    late = selectors.open_rounds().filter(due_date__lt=day).count()
    if late:
        said = _("%(n)s petitions should have been answered.") % {"n": late}
        return registry.Finding(registry.BAD, said, LATE_URL)
    return registry.Finding(registry.GOOD, _("Every petition is answered, or has time left."))
