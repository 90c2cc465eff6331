"""The module's place in the console: menu, workbench, search."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.posts import AT_CENTRE
from console import menu, search
from console.home import registry
from core.actor import Actor
from core.clauses import R
from operations.mail import selectors, today
from operations.mail.lifecycle import KEEPERS

menu.register(
    "office",
    menu.Item(
        _("Newspapers, letters and parcels"), "mail:index", icon="mail", order=60, posts=AT_CENTRE
    ),
)


def find(actor: Actor, words: str, limit: int) -> list[search.Hit]:
    """Mail by tracking number, sender or addressee, among what one may see."""
    found = selectors.items(actor, on=timezone.localdate()).filter(
        Q(tracking__icontains=words) | Q(sender__icontains=words) | Q(addressee__icontains=words)
    )
    return [
        search.Hit(
            str(one),
            reverse("mail:item", args=[one.pk]),
            f"{one.addressee} · {one.get_status_display()}",
        )
        for one in found.order_by("-pk")[:limit]
    ]


search.register("mail", _("Newspapers, letters and parcels"), find)
registry.register_today("mail", today.lines)
registry.register_check(registry.Check("R58", _("Sorting of mail"), R(58), today.sorted_at_once))
registry.register_check(registry.Check("R60", _("Collecting of mail"), R(60), today.collected))
registry.register_check(
    registry.Check("R61", _("Wrong deliveries"), R(61), today.delivered_rightly)
)
registry.register_shortcut(
    registry.Shortcut(_("Register mail"), "mail:add", icon="mail", posts=KEEPERS)
)
