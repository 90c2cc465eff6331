"""Reads of mail; each takes the actor and narrows to what they may see."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.db.models import CharField, Count, Q, QuerySet
from django.db.models.functions import Cast

from accounts.posts import AT_CENTRE, Post
from core.actor import Actor, directory
from core.inbox.addressing import addressed
from core.models.inbox import InboxItem
from operations.mail.lifecycle import KEEPERS, S
from operations.mail.models import MailItem, PaperTick, Slot, Subscription
from operations.staff.models import Assignment, Department, Person

# Who sees all mail besides those who distribute it.
READERS = (*KEEPERS, Post.DIRECTOR, Post.LEADER)
LATE = "late"


def keeps(actor: Actor) -> bool:
    """Does this person receive and distribute?"""
    return any(actor.holds(post) for post in KEEPERS)


def works_here(actor: Actor) -> bool:
    """Somebody of the centre: the cabinet is theirs to look at."""
    return any(actor.holds(post) for post in AT_CENTRE)


# --- Whose ---


def departments_of(actor: Actor, *, on: date) -> list[int]:
    """The departments a person works in, or heads."""
    me = (actor.acting_for or actor).user_id or 0
    works = Assignment.objects.on(on).filter(person__user_id=me)
    found = Department.objects.filter(Q(head__user_id=me) | Q(pk__in=works.values("department")))
    return list(found.values_list("pk", flat=True))


def slots_of(actor: Actor, *, on: date) -> QuerySet[Slot]:
    """The pigeonholes from which this person may take: their own and their departments'."""
    me = (actor.acting_for or actor).user_id or 0
    return slots().filter(
        Q(person__user_id=me) | Q(department__in=departments_of(actor, on=on)), to_date=None
    )


def items(actor: Actor, *, on: date) -> QuerySet[MailItem]:
    """What one may see: all for those who distribute, else one's own; the unclaimed for everybody.

    One's own: addressed to oneself or one's department, in one's pigeonhole, or brought by the
    inbox.
    """
    found = MailItem.objects.select_related("slot", "department", "person")
    if any(actor.holds(post) for post in READERS):
        return found
    if not works_here(actor):
        return found.none()
    me = (actor.acting_for or actor).user_id or 0
    brought = InboxItem.objects.filter(
        addressed(actor) | Q(closed_by_id=me), record_type=MailItem._meta.label_lower
    )
    own = Q(person__user_id=me) | Q(slot__person__user_id=me)
    # What is addressed to a person is nobody else's business, whatever department they are in.
    mine = departments_of(actor, on=on)
    own |= Q(person=None) & (Q(department__in=mine) | Q(slot__department__in=mine))
    own |= Q(key__in=brought.values("record_id")) | Q(status=S.UNCLAIMED)
    return found.annotate(key=Cast("pk", CharField())).filter(own)


def filtered(
    found: QuerySet[MailItem],
    *,
    today: date,
    query: str = "",
    state: str = "",
    kind: str = "",
    slot: str = "",
) -> QuerySet[MailItem]:
    """Narrowed by what the list's filters say."""
    words = query.strip()
    if words:
        found = found.filter(
            Q(tracking__icontains=re.sub(r"\s", "", words))
            | Q(sender__icontains=words)
            | Q(addressee__icontains=words)
        )
    if state == LATE:
        found = late(found, today=today)
    elif state:
        found = found.filter(status=state)
    if kind:
        found = found.filter(kind=kind)
    if slot.isdecimal():
        found = found.filter(slot_id=int(slot[:9]))
    return found


def late(found: QuerySet[MailItem], *, today: date) -> QuerySet[MailItem]:
    """What lies in its pigeonhole longer than it should (R60)."""
    return found.filter(status=S.SORTED, due_date__lt=today)


def entered_before(tracking: str) -> MailItem | None:
    """The piece that has this tracking number, unless it went back or was entered by mistake."""
    if not tracking:
        return None
    found = MailItem.objects.filter(tracking=tracking).exclude(status__in=(S.RETURNED, S.VOID))
    return found.select_related("slot").first()


# --- Addressees ---


def addressed_to(text: str, *, on: date) -> tuple[Department | None, Person | None]:
    """Department and person that an addressee names, as far as that is certain.

    "综合部", "卜云舟", "综合部 卜云舟". A name that two people have needs the department beside it.
    """
    words = [word for word in re.split(r"[\s,，、()（）/]+", text.strip()) if word]
    named = list(Department.objects.filter(is_active=True, name__in=words)[:2])
    department = named[0] if len(named) == 1 else None
    people = Person.objects.filter(name__in=words).exclude(status="left")
    if department is not None:
        here = Assignment.objects.on(on).filter(department=department).values("person")
        among = list(people.filter(pk__in=here)[:2])
        if among:
            return department, among[0] if len(among) == 1 else None
    found = list(people[:2])
    return department, found[0] if len(found) == 1 else None


def slot_for(department: Department | None, person: Person | None, *, on: date) -> Slot | None:
    """Where their mail goes: a person's own, else their department's, else the one above it."""
    running = Slot.objects.filter(to_date=None)
    if person is not None:
        own = running.filter(person=person).first()
        if own is not None:
            return own
        if department is None:
            works = Assignment.objects.on(on).filter(person=person).select_related("department")
            first = works.order_by("from_date", "pk").first()
            department = first.department if first is not None else None
    while department is not None:
        found = running.filter(department=department).first()
        if found is not None:
            return found
        department = department.parent
    return None


def addressees(*, on: date) -> list[str]:
    """Names to choose from while typing: departments, then people of today."""
    departments = Department.objects.filter(is_active=True).order_by("order", "pk")
    people = Person.objects.exclude(status="left").order_by("name", "pk")
    return [*departments.values_list("name", flat=True), *people.values_list("name", flat=True)]


def user_of(item: MailItem, *, on: date) -> int | None:
    """Who is told that it waits: the person, else the head or somebody of the department."""
    slot = item.slot
    for person in (item.person, slot.person if slot else None):
        if person is not None and person.user_id is not None:
            return person.user_id
    department = slot.department if slot else None
    head = department.head.user_id if department and department.head else None
    works = Assignment.objects.on(on).filter(department=department).order_by("pk")
    known = directory()
    for user_id in (head, *works.values_list("person__user_id", flat=True)):
        if user_id is not None and known.is_active(user_id):
            return int(user_id)
    return None


# --- The cabinet ---


def slots() -> QuerySet[Slot]:
    """Pigeonholes with their owners, by place."""
    return Slot.objects.select_related("department", "person").order_by("row", "column", "pk")


def in_use() -> QuerySet[Slot]:
    """Those of today, with what lies in them."""
    lying = Count("items", filter=Q(items__status=S.SORTED))
    return slots().filter(to_date=None).annotate(lying=lying)


@dataclass(slots=True)
class Cabinet:
    """The cabinet as it stands: rows of places, None where there is no pigeonhole."""

    rows: list[list[Slot | None]] = field(default_factory=list)
    columns: int = 0


def cabinet() -> Cabinet:
    """Every pigeonhole in its place."""
    found = list(in_use())
    height = max((slot.row for slot in found), default=0)
    width = max((slot.column for slot in found), default=0)
    places = {(slot.row, slot.column): slot for slot in found}
    rows = [
        [places.get((row, column)) for column in range(1, width + 1)]
        for row in range(1, height + 1)
    ]
    return Cabinet(rows, width)


def lying_in(slot: Slot) -> QuerySet[MailItem]:
    """What waits in a pigeonhole, the longest first."""
    found = MailItem.objects.filter(slot=slot, status=S.SORTED)
    return found.select_related("person", "department").order_by("due_date", "pk")


def meant_for(slot: Slot) -> int:
    """How many pieces are in it or go into it."""
    return slot.items.filter(status__in=(S.RECEIVED, S.SORTED)).count()


# --- Papers ---


@dataclass(slots=True)
class PapersOf:
    """The papers of one pigeonhole on a day, and its tick."""

    slot: Slot
    papers: list[Subscription] = field(default_factory=list)
    tick: PaperTick | None = None

    @property
    def words(self) -> str:
        """The papers in one line."""
        return "、".join(paper.words for paper in self.papers)


def expected(*, on: date, slot_ids: Collection[int] | None = None) -> list[Subscription]:
    """Papers that come on a day."""
    found = Subscription.objects.on(on).filter(weekday__in=(0, on.isoweekday()))
    if slot_ids is not None:
        found = found.filter(slot__in=slot_ids)
    return list(found.select_related("slot").order_by("slot__row", "slot__column", "pk"))


def papers_of(day: date) -> list[PapersOf]:
    """Pigeonhole by pigeonhole what is expected, and what is ticked."""
    ticks = {one.slot_id: one for one in PaperTick.objects.filter(on_date=day)}
    found: dict[int, PapersOf] = {}
    for paper in expected(on=day):
        row = found.setdefault(paper.slot_id, PapersOf(paper.slot, [], ticks.get(paper.slot_id)))
        row.papers.append(paper)
    return list(found.values())


def subscriptions(*, on: date) -> QuerySet[Subscription]:
    """Those that run."""
    return (
        Subscription.objects.on(on)
        .select_related("slot")
        .order_by("slot__row", "slot__column", "weekday", "pk")
    )
