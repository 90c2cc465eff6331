"""Whom an item is for, and whether somebody is that person."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from core.actor import Actor, Scope, directory
from core.errors import Denied, Violation
from core.lifecycle_words import titles
from core.models.inbox import InboxItem

# Where an item falls that would otherwise reach nobody: the county's, or the province's, keeper.
PROCESS_ADMINS = ("county_admin", "root")

# Who sees what waits with everybody, and may urge: those who may read what it is about. The
# process administrator keeps accounts and is shown no matter.
OVERSEERS = ("leader", "director", "gm", "office")

LIVE = (InboxItem.State.OPEN, InboxItem.State.WAITING)


@dataclass(frozen=True, slots=True)
class Assignee:
    """A person, or whoever holds a post at a scope."""

    user_id: int | None = None
    post: str = ""
    scope: Scope = Scope.CENTRE


@dataclass(frozen=True, slots=True)
class Address:
    """Where an item really goes; meant_for names the post that nobody holds."""

    user_id: int | None
    post: str
    scope: Scope
    meant_for: str = ""


def resolve(to: Assignee, *, maker_id: int | None = None) -> Address:
    """Find somebody who can take it: never nobody.

    maker_id: the record's maker, who must not decide on it (R0); where nobody else holds the
    post, the next higher one gets it. A person who has left gives way to their post; a post that
    nobody holds to the process administrator.
    """
    known = directory()
    if to.user_id is not None and known.is_active(to.user_id) and to.user_id != maker_id:
        return Address(to.user_id, to.post, to.scope)
    post: str | None = to.post
    while post:
        if set(known.holders(post, to.scope)) - {maker_id}:
            return Address(None, post, to.scope, "" if post == to.post else to.post)
        post = known.superior(post) if maker_id is not None else None
    admin = next((p for p in PROCESS_ADMINS if known.holders(p, Scope.CENTRE)), PROCESS_ADMINS[0])
    return Address(None, admin, Scope.CENTRE, to.post or "-")


def addressed(actor: Actor) -> Q:
    """Items for this person: by name, or by a post that reaches them.

    A deputy acting for somebody has that person's items (and only those) before them.
    """
    me = actor.acting_for or actor
    found = Q(pk__in=[]) if me.user_id is None else Q(user_id=me.user_id)
    for holding in me.holdings:
        here = Q(user_id=None, post=holding.post)
        if holding.scope != Scope.CENTRE:
            here &= Q(scope_kind=holding.scope.kind, scope_key=holding.scope.key)
        found |= here
    return found


def is_for(item: InboxItem, actor: Actor) -> bool:
    """Is this item for this person?"""
    me = actor.acting_for or actor
    if item.user_id is not None:
        return item.user_id == me.user_id
    return me.holds(item.post, item.scope)


def whom(item: InboxItem) -> str:
    """Who has it, in words."""
    if item.user_id is not None:
        return directory().name_of(item.user_id)
    return titles((item.post,))


def record_key(record: models.Model) -> dict[str, str]:
    """How items name their record."""
    return {"record_type": record._meta.label_lower, "record_id": str(record.pk)}


def record_of(item: InboxItem) -> models.Model | None:
    """The record an item is about; None when it is gone."""
    model: type[models.Model] = apps.get_model(item.record_type)
    return model._base_manager.filter(pk=item.record_id).first()


def lock_record(item: InboxItem) -> models.Model | None:
    """The record an item is about, locked: before its items, in the order services lock them."""
    model: type[models.Model] = apps.get_model(item.record_type)
    return model._base_manager.select_for_update(of=("self",)).filter(pk=item.record_id).first()


def lock_items(record_type: str, record_id: str) -> list[InboxItem]:
    """All live items of a record, locked in one order: verbs on one record follow each other."""
    return list(
        InboxItem.objects.select_for_update()
        .filter(record_type=record_type, record_id=record_id, state__in=LIVE)
        .order_by("id")
    )


def lock_mine(item_id: int, by: Actor) -> tuple[InboxItem, list[InboxItem]]:
    """An open item of this person, and the record's other live ones, all locked.

    Raises Violation when it is not open any more, Denied when it is somebody else's, and
    InboxItem.DoesNotExist.
    """
    row = InboxItem.objects.get(pk=item_id)
    live = lock_items(row.record_type, row.record_id)
    item = next((item for item in live if item.pk == item_id), None)
    if not is_for(row, by):
        raise Denied(_("This is with %(whom)s.") % {"whom": whom(row)}, needs=posts_of(row))
    if item is None:
        raise Violation(_over(InboxItem.objects.get(pk=item_id)))
    if item.state == InboxItem.State.WAITING:
        raise Violation(
            _("This waits for %(names)s.") % {"names": names(children_of(item, live)) or "—"}
        )
    return item, live


def posts_of(item: InboxItem) -> tuple[str, ...]:
    """The posts that may handle an item; none when it is a person's."""
    return (item.post,) if item.post and item.user_id is None else ()


def _over(item: InboxItem) -> str:
    if item.closed_by_name:
        return _("%(name)s has dealt with this already.") % {"name": item.closed_by_name}
    return _("This was taken back.")


def children_of(item: InboxItem, live: Iterable[InboxItem]) -> list[InboxItem]:
    """Live items that were asked for by this one."""
    return [other for other in live if other.parent_id == item.pk]


def names(items: Iterable[InboxItem]) -> str:
    """Who has these items, in words."""
    return "、".join(dict.fromkeys(whom(item) for item in items))


def active_person(user_id: int, *, but: Actor) -> str:
    """The name of a person whom something can be given to.

    Raises Violation for oneself and for somebody who has left.
    """
    if user_id in but.persons:
        raise Violation(_("Choose somebody else than yourself."), field="to")
    if not directory().is_active(user_id):
        raise Violation(_("This person cannot sign in. Choose somebody else."), field="to")
    return directory().name_of(user_id)


def items_of(record: models.Model) -> QuerySet[InboxItem]:
    """Every item a record ever had."""
    return InboxItem.objects.filter(**record_key(record))
