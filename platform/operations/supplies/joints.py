"""What other parts ask of supplies: files, and what leaving or moving people must clear."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from console import places
from console.records import places as pages
from core import attachments
from core.actor import Actor
from operations.staff import clearance
from operations.staff.models import Person
from operations.supplies import selectors
from operations.supplies.models import Holding, Issue, Place
from operations.supplies.rules import classes
from operations.supplies.rules.classes import Event, Then

# Whose questions these are when somebody leaves.
SOURCE = "supplies"


def register() -> None:
    """Called once at start-up."""
    from operations.supplies import figures, imports, numbers  # noqa: F401 - they declare themselves

    places.register("supplies", where="county")
    # The digest of what is low hangs on a cabinet (R111).
    pages.register_page(Place, lambda pk: f"{reverse('supplies:stock')}?low=low")
    attachments.register_guard(Issue, may_see)
    clearance.register(SOURCE, open_of)
    clearance.register_move(SOURCE, open_at_move)
    clearance.register_sheet(SOURCE, clearance_sheet)


def may_see(actor: Actor, issue: Issue) -> bool:
    """Signatures are for those who may see the department's ledger."""
    own = selectors.departments_of(actor, on=timezone.localdate())
    return selectors.reads_all(actor) or issue.department_id in own


def may_clear(actor: Actor, person: Person) -> bool:
    """The clearance sheet is for those who may see the whole ledger, and for oneself."""
    return person.user_id in actor.persons or selectors.reads_all(actor)


def clearance_sheet(person: Person, actor: Actor) -> str:
    """Its address for those who may open it."""
    return reverse("supplies:clearance", args=[person.pk]) if may_clear(actor, person) else ""


def held_by(person: Person) -> QuerySet[Holding]:
    """What is on somebody's ledger."""
    found = Holding.objects.filter(person=person, quantity__gt=0).select_related("item")
    return found.order_by("item__kind", "item__code", "pk")


def open_of(person: Person) -> list[str]:
    """What somebody who leaves gives back, hands over or pays for (R97–R101, R113)."""
    return _open(person, Event.LEAVING)


def open_at_move(person: Person) -> list[str]:
    """What somebody who changes post gives back or hands over (R97–R101)."""
    return _open(person, Event.CHANGE)


def _open(person: Person, event: Event) -> list[str]:
    found = []
    for holding in held_by(person):
        then = classes.clears(kind=holding.item.kind, event=event)
        if then is not None:
            words = {"item": holding.item, "n": holding.quantity, "unit": holding.item.unit}
            found.append(sentence(then) % words)
    return found


def sentence(then: Then) -> str:
    """What is to be done with so many of them."""
    return {
        Then.RETURN: _("%(item)s, %(n)s %(unit)s: to be returned to the office area."),
        Then.HANDOVER: _("%(item)s, %(n)s %(unit)s: to be handed over, both sign."),
        Then.COUNT: _("%(item)s, %(n)s %(unit)s: to be counted and handed over."),
        Then.FINANCE: _("%(item)s, %(n)s %(unit)s: to be handed over within finance."),
    }[then]
