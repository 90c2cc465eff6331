"""What the archive puts on the workbench of a day, and what compliance is read from."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from console.home import registry
from core.actor import Actor
from operations.archives import selectors
from operations.archives.kinds import Form
from operations.archives.lifecycle import L
from operations.archives.models import ArchivedFile, Loan


def lines(actor: Actor, day: date) -> list[registry.Line]:
    """What one has borrowed and should bring back; for the office, what was not brought back."""
    found = []
    late = selectors.late_loans(day)
    mine = late.filter(created_by_id__in=actor.persons).count()
    if mine:
        said = _("Borrowed files to be brought back now: %(n)s") % {"n": mine}
        found.append(registry.Line(said, reverse("archives:loans"), tone=registry.BAD))
    out = late.count() if any(actor.holds(post) for post in selectors.KEEPERS) else 0
    if out:
        said = _("Lent files that are not back: %(n)s") % {"n": out}
        url = f"{reverse('archives:loans')}?state=late"
        found.append(registry.Line(said, url, tone=registry.WARN))
    return found


def unchanged(day: date) -> registry.Finding | None:
    """Nothing in the archive is missing or changed (R20)."""
    if not ArchivedFile.objects.exists():
        return None
    number = selectors.faulty_parts().values("file").distinct().count()
    if number:
        return registry.Finding(
            registry.BAD,
            _("%(n)s archived files are not as they were filed.") % {"n": number},
            "/console/archives/?state=faulty",
        )
    return registry.Finding(registry.GOOD, _("What is archived is as it was filed."))


def lent(day: date) -> registry.Finding | None:
    """Originals are back by their day (R26)."""
    if not Loan.objects.filter(status=L.LENT, form=Form.ORIGINAL).exists():
        return None
    number = selectors.late_loans(day).count()
    if number:
        return registry.Finding(
            registry.WARN,
            _("%(n)s lent files are not back.") % {"n": number},
            "/console/archives/loans/?state=late",
        )
    return registry.Finding(registry.GOOD, _("Lent files are within their days."))
