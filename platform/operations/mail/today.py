"""What mail puts on the workbench of a day, and what its compliance is read from."""

from __future__ import annotations

from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from console.home import registry
from core.actor import Actor
from operations.mail import selectors
from operations.mail.lifecycle import S
from operations.mail.models import MailItem, Missort

# How far back the sign looks for wrong deliveries.
LOOK_BACK = timedelta(days=30)


def lines(actor: Actor, day: date) -> list[registry.Line]:
    """What is to be sorted and what was not collected; for others, what waits for them."""
    found = []
    if not selectors.keeps(actor):
        own = selectors.slots_of(actor, on=day)
        waiting = MailItem.objects.filter(slot__in=own, status=S.SORTED)
        mine = selectors.items(actor, on=day).filter(pk__in=waiting.values("pk")).count()
        if mine:
            said = _("Mail waits for you: %(n)s") % {"n": mine}
            found.append(registry.Line(said, f"{reverse('mail:index')}?state=sorted"))
        return found
    unsorted = MailItem.objects.filter(status=S.RECEIVED).count()
    if unsorted:
        said = _("Mail to be sorted: %(n)s") % {"n": unsorted}
        found.append(registry.Line(said, reverse("mail:sorting"), tone=registry.WARN))
    late = selectors.late(MailItem.objects.all(), today=day).count()
    if late:
        said = _("Mail not collected in time: %(n)s") % {"n": late}
        found.append(registry.Line(said, reverse("mail:waiting"), tone=registry.BAD))
    return found


def sorted_at_once(day: date) -> registry.Finding | None:
    """What arrived before today is sorted (R58)."""
    if not MailItem.objects.exists():
        return None
    old = MailItem.objects.filter(status=S.RECEIVED, received_date__lt=day).count()
    if old:
        return registry.Finding(
            registry.BAD,
            _("%(n)s pieces of mail of earlier days are not sorted.") % {"n": old},
            "/console/mail/sorting/",
        )
    return registry.Finding(registry.GOOD, _("Mail is sorted on the day it comes."))


def collected(day: date) -> registry.Finding | None:
    """Nothing lies longer than it should (R60)."""
    if not MailItem.objects.exists():
        return None
    late = selectors.late(MailItem.objects.all(), today=day).count()
    if late:
        return registry.Finding(
            registry.WARN,
            _("%(n)s pieces of mail were not collected in time.") % {"n": late},
            "/console/mail/waiting/",
        )
    return registry.Finding(registry.GOOD, _("Mail is collected in time."))


def delivered_rightly(day: date) -> registry.Finding | None:
    """No wrong delivery lately (R61)."""
    if not MailItem.objects.exists():
        return None
    wrong = Missort.objects.filter(on_date__gt=day - LOOK_BACK, on_date__lte=day).count()
    if wrong:
        return registry.Finding(
            registry.WARN,
            _("%(n)s wrong deliveries in thirty days; the target is none.") % {"n": wrong},
            "/console/mail/",
        )
    return registry.Finding(registry.GOOD, _("No wrong delivery in thirty days."))
