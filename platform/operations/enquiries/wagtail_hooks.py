"""The module's place in the console: menu, workbench, search."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from console import menu, search
from console.home import registry
from core.actor import Actor
from operations.enquiries import selectors
from operations.enquiries.lifecycle import READERS

menu.register(
    "site",
    menu.Item(gettext_lazy("Enquiries"), "enquiries:index", icon="mail", order=8, posts=READERS),
)


def find(actor: Actor, words: str, limit: int) -> list[search.Hit]:
    """Enquiries by number or subject, among those one may see."""
    found = selectors.filtered(selectors.enquiries(actor), query=words).order_by("-pk")
    return [
        search.Hit(
            one.title,
            reverse("enquiries:record", args=[one.pk]),
            f"{one.number} · {one.get_status_display()}",
        )
        for one in found[:limit]
    ]


def lines(actor: Actor, _day: date) -> list[registry.Line]:
    """What nobody has answered yet."""
    number = selectors.waiting(actor)
    if not number:
        return []
    said = _("Enquiries to be answered: %(n)s") % {"n": number}
    address = f"{reverse('enquiries:index')}?state=new"
    return [registry.Line(said, address, tone=registry.WARN)]


search.register("enquiries", gettext_lazy("Enquiries"), find)
registry.register_today("enquiries", lines)
