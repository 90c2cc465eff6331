"""What the monthly report puts on a county's workbench."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from console.home import registry
from core.actor import Actor
from core.workcalendar import WorkCalendar
from oversight import selectors
from oversight.periods import Period
from oversight.services import COUNTY_POSTS
from tenants.context import current, province_context


def lines(actor: Actor, day: date) -> list[registry.Line]:
    """The month that is over and not locked yet, for those who may lock it (R157)."""
    county = current()
    if county is None or not actor.posts & set(COUNTY_POSTS):
        return []
    month = Period.around(day, "month").shifted(-1)
    with province_context():
        if not selectors.awaits_lock(county_id=county.pk, month=month.first):
            return []
    due = selectors.lock_due(month.first, WorkCalendar.load())
    words = {"month": month.label, "day": due}
    url = reverse("monthly_report")
    if day > due:
        said = _("The report of %(month)s is late; it was due on %(day)s") % words
        return [registry.Line(said, url, tone=registry.BAD)]
    return [registry.Line(_("Lock the report of %(month)s by %(day)s") % words, url)]
