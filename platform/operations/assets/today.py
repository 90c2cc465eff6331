"""What assets put on the workbench of a day."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from console.home import registry
from core.actor import Actor
from operations.assets import selectors


def lines(actor: Actor, day: date) -> list[registry.Line]:
    """Approvals that have run out before anything was ordered (R74)."""
    if not selectors.keeps_ledger(actor):
        return []
    late = selectors.overdue_orders(day).count()
    if not late:
        return []
    said = _("Approved purchases whose approval has run out: %(n)s") % {"n": late}
    return [registry.Line(said, f"{reverse('assets:purchases')}?state=buying", tone=registry.BAD)]
