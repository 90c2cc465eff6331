"""What assets put on the workbench of a day, and what compliance is read from."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from console.home import registry
from core.actor import Actor
from operations.assets import selectors
from operations.assets.models import Asset, PurchaseRequest
from operations.assets.rules import buying
from operations.assets.rules.wearing import INSTITUTION
from operations.assets.settings import regime, setting


def lines(actor: Actor, day: date) -> list[registry.Line]:
    """Approvals that have run out before anything was ordered (R74)."""
    if not selectors.keeps_ledger(actor):
        return []
    late = selectors.overdue_orders(day).count()
    if not late:
        return []
    said = _("Approved purchases whose approval has run out: %(n)s") % {"n": late}
    return [registry.Line(said, f"{reverse('assets:purchases')}?state=buying", tone=registry.BAD)]


def threshold(day: date) -> registry.Finding | None:
    """A public institution with the handbook's threshold is told of the public one (R70)."""
    if not Asset.objects.exists():
        return None
    least = setting("threshold_yuan", on=day)
    if buying.threshold_suits(least_price=least, institution=regime(on=day) == INSTITUTION):
        return registry.Finding(registry.GOOD, _("The threshold fits the county's accounting."))
    said = _(
        "Fixed assets begin at %(least)s yuan here; public institutions manage from %(public)s"
        " yuan on. Set the threshold, or depreciation by the rules of a firm."
    )
    words = {"least": least, "public": buying.PUBLIC_THRESHOLD}
    return registry.Finding(registry.WARN, said % words)


def ordered(day: date) -> registry.Finding | None:
    """No approval runs out unused (R74)."""
    if not PurchaseRequest.objects.exists():
        return None
    late = selectors.overdue_orders(day).count()
    if late:
        said = _("%(n)s approvals of purchases have run out.") % {"n": late}
        return registry.Finding(registry.BAD, said, "/console/assets/purchases/?state=buying")
    return registry.Finding(registry.GOOD, _("Every approval of a purchase still holds."))


def compared(day: date) -> registry.Finding | None:
    """Ledger and books of the last month were compared, and agree (R79)."""
    month = (day.replace(day=1) - timedelta(days=1)).replace(day=1)
    if not Asset.objects.filter(booked_date__lt=day.replace(day=1)).exists():
        return None
    rows = list(selectors.balances(month))
    url = f"/console/assets/accounts/?month={month:%Y-%m}"
    if not rows:
        said = _("Ledger and books of %(month)s are not compared yet.")
        return registry.Finding(registry.WARN, said % {"month": f"{month:%Y-%m}"}, url)
    apart = sum(one.differs for one in rows)
    if apart:
        said = _("Ledger and books of %(month)s differ in %(n)s classes.")
        words = {"month": f"{month:%Y-%m}", "n": apart}
        return registry.Finding(registry.BAD, said % words, url)
    return registry.Finding(registry.GOOD, _("Ledger and books agree."))


def authorised(day: date) -> registry.Finding | None:
    """Whoever keeps a special asset is authorised for it, still (R84)."""
    kept = selectors.special_kept()
    if not kept.exists():
        return None
    without = selectors.without_training(kept, on=day).count()
    if without:
        said = _("%(n)s special assets are with people whose authorisation has run out.")
        return registry.Finding(registry.BAD, said % {"n": without}, "/console/assets/training/")
    return registry.Finding(registry.GOOD, _("Special assets are with authorised people."))


def put_right(day: date) -> registry.Finding | None:
    """Measures against findings are taken in time (R88)."""
    found = selectors.findings_open()
    if not found.exists():
        return None
    late = found.filter(due_date__lt=day).count()
    if late:
        said = _("%(n)s findings on assets are overdue.") % {"n": late}
        return registry.Finding(registry.BAD, said, "/console/assets/")
    return registry.Finding(registry.GOOD, _("Findings on assets are within their time."))
