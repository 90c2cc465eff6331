"""Reads of incoming documents; each takes the actor and narrows to what they may see."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import CharField, Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Cast

from core.actor import Actor, directory
from core.codes.typed import typed_year
from core.inbox.addressing import addressed, is_for, items_of
from core.models.inbox import InboxItem
from operations.documents.incoming.lifecycle import ENDED, T
from operations.documents.models import (
    AttachedText,
    IncomingDocument,
    IncomingTask,
    OutgoingDocument,
)
from operations.documents.selectors import READERS, departments_of, documents
from operations.staff.models import Assignment, Department

LATE = "late"


def incoming(actor: Actor, *, on: date) -> QuerySet[IncomingDocument]:
    """Those one may read: all for the office and the leaders, else what came to oneself.

    What came: a task of one's department, or something the inbox brought (to act on, or a copy).
    """
    found = IncomingDocument.objects.select_related("lead_department", "reply")
    if any(actor.holds(post) for post in READERS):
        return found
    me = (actor.acting_for or actor).user_id or 0
    brought = InboxItem.objects.filter(
        addressed(actor) | Q(closed_by_id=me),
        record_type=IncomingDocument._meta.label_lower,
    )
    tasks = IncomingTask.objects.filter(
        department__in=departments_of(actor, on=on), cancelled_at=None
    )
    mine = Q(key__in=brought.values("record_id")) | Q(pk__in=tasks.values("document"))
    return found.annotate(key=Cast("pk", CharField())).filter(mine)


def with_tasks(found: QuerySet[IncomingDocument]) -> QuerySet[IncomingDocument]:
    """With the parts that count, for a list."""
    tasks = IncomingTask.objects.filter(cancelled_at=None).select_related("department")
    return found.prefetch_related(
        Prefetch("tasks", tasks.order_by("-is_lead", "pk"), to_attr="parts")
    )


def filtered(
    found: QuerySet[IncomingDocument],
    *,
    today: date,
    query: str = "",
    state: str = "",
    nature: str = "",
    urgency: str = "",
    year: str = "",
    department: str = "",
) -> QuerySet[IncomingDocument]:
    """Narrowed by what the list's filters say; words also where attached PDFs have them."""
    words = query.strip()
    if words:
        inside = AttachedText.objects.filter(
            document=OuterRef("pk"), attachment__removed_at=None, text__icontains=words
        )
        found = found.filter(
            Q(title__icontains=words)
            | Q(number__icontains=words)
            | Q(sender__icontains=words)
            | Q(sender_number__icontains=words)
            | Exists(inside)
        )
    if state == "open":
        found = found.exclude(status__in=ENDED)
    elif state == LATE:
        found = found.filter(pk__in=overdue_tasks(today).values("document"))
    elif state:
        found = found.filter(status=state)
    if nature:
        found = found.filter(nature=nature)
    if urgency:
        found = found.filter(urgency=urgency)
    if chosen := typed_year(year):
        found = found.filter(registered_at__year=chosen)
    if department.isdecimal():
        tasks = IncomingTask.objects.filter(department_id=int(department[:9]), cancelled_at=None)
        found = found.filter(pk__in=tasks.values("document"))
    return found


def overdue_tasks(today: date) -> QuerySet[IncomingTask]:
    """Parts still to be done whose last day is over."""
    return IncomingTask.objects.filter(due_date__lt=today, closed_at=None, cancelled_at=None)


def registered_before(
    *, sender: str, number: str, year: int, but: int | None
) -> IncomingDocument | None:
    """The same sender's same number of the same year, if it is registered already (R34)."""
    if not number:
        return None
    found = IncomingDocument.objects.filter(sender=sender, sender_number=number)
    of_year = Q(sender_date__year=year) | Q(sender_date=None, received_date__year=year)
    found = found.filter(of_year).exclude(pk=but or 0)
    return found.exclude(status__in=(T.VOID, T.SENT_BACK)).order_by("pk").first()


def replies(actor: Actor, *, on: date) -> QuerySet[OutgoingDocument]:
    """Outgoing documents that can be the answer: numbered, not void, the latest first."""
    found = documents(actor, on=on).exclude(number="").exclude(status="void")
    return found.order_by("-signed_at", "-pk")


def mine_of(tasks: Sequence[IncomingTask], actor: Actor, *, on: date) -> list[IncomingTask]:
    """Of several parts of one document those of this person.

    A part is theirs when it is their department's, or when the inbox brought it to them.
    """
    own = departments_of(actor, on=on) if tasks else []
    found = [task for task in tasks if task.department_id in own]
    if len(found) == len(tasks):
        return found
    live = items_of(tasks[0].document).filter(closed_at=None)
    steps = {item.step for item in live if is_for(item, actor)}
    return [task for task in tasks if task in found or step_of(task) in steps]


def step_of(task: IncomingTask) -> str:
    """How the inbox calls a part: the responsible one is the step itself."""
    return str(T.HANDLING) if task.is_lead else f"part-{task.pk}"


def handler_of(department: Department, *, on: date) -> int | None:
    """Who gets a department's part: its head, else somebody who works there; None for nobody."""
    known = directory()
    head = department.head.user_id if department.head is not None else None
    works = Assignment.objects.on(on).filter(department=department).order_by("pk")
    members = works.values_list("person__user_id", flat=True)
    for user_id in (head, *members):
        if user_id is not None and known.is_active(user_id):
            return int(user_id)
    return None


def unread_of(document: IncomingDocument) -> QuerySet[InboxItem]:
    """Copies that nobody has read yet."""
    return items_of(document).filter(kind=InboxItem.Kind.READ, closed_at=None).order_by("id")
