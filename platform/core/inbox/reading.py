"""The boxes: 待办 todo, 待阅 to_read, 已办 done, 已阅 read, 我发起 mine."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import Case, Count, F, Max, Min, Q, QuerySet, Value, When
from django.db.models.functions import Concat

from core.actor import Actor
from core.inbox.addressing import LIVE, addressed, items_of
from core.models.inbox import InboxItem

BOXES = ("todo", "to_read", "done", "read", "mine")
Kind, State = InboxItem.Kind, InboxItem.State


@dataclass(frozen=True, slots=True)
class Counts:
    """How much lies in each box; overdue and waiting are parts of what one has to do."""

    todo: int
    to_read: int
    overdue: int
    waiting: int
    mine: int


def for_actor(actor: Actor, box: str) -> QuerySet[InboxItem]:
    """One box of a person, in the order of work: what is due first, then what came first.

    done and read: latest first. mine: one row per record one began, the latest of each.
    Raises KeyError for an unknown box.
    """
    by_due = (F("due_at").asc(nulls_last=True), "id")
    items = InboxItem.objects.all()
    return {
        "todo": lambda: items.filter(_open(Kind.TODO), addressed(actor)).order_by(*by_due),
        "to_read": lambda: items.filter(_open(Kind.READ), addressed(actor)).order_by(*by_due),
        "done": lambda: items.filter(_closed(Kind.TODO, actor)).order_by("-closed_at", "-id"),
        "read": lambda: items.filter(_closed(Kind.READ, actor)).order_by("-closed_at", "-id"),
        "mine": lambda: _mine(actor).filter(pk__in=_latest_of_mine(actor)).order_by("-id"),
    }[box]()


def counts(actor: Actor, *, at: datetime) -> Counts:
    """All counts with one query."""
    mine = addressed(actor)
    found = InboxItem.objects.filter(mine | _begun(actor), kind__in=Kind.values).aggregate(
        todo=Count("pk", filter=_open(Kind.TODO) & mine),
        to_read=Count("pk", filter=_open(Kind.READ) & mine),
        overdue=Count("pk", filter=_open(Kind.TODO) & mine & Q(due_at__lt=at)),
        waiting=Count("pk", filter=Q(state=State.WAITING, kind=Kind.TODO) & mine),
        mine=Count(
            Concat("record_type", Value(":"), "record_id"),
            filter=_begun(actor) & Q(kind=Kind.TODO),
            distinct=True,
        ),
    )
    return Counts(**found)


@dataclass(frozen=True, slots=True)
class Load:
    """What waits with one person, or with a post whose holders share it.

    unopened: nobody has looked at them yet. oldest: when the first of them came. next_due: the
    nearest due time, past ones included; None where none has one.
    """

    user_id: int | None
    post: str
    open: int
    overdue: int
    unopened: int
    oldest: datetime
    next_due: datetime | None


def loads(*, at: datetime) -> list[Load]:
    """Who has not done what (谁还没办): with one query, who is latest first."""
    to_post = Case(When(user_id=None, then=F("post")), default=Value(""))
    found = (
        InboxItem.objects.filter(_open(Kind.TODO))
        .annotate(to_post=to_post)
        .values("user_id", "to_post")
        .annotate(
            open=Count("pk"),
            overdue=Count("pk", filter=Q(due_at__lt=at)),
            unopened=Count("pk", filter=Q(opened_at=None)),
            oldest=Min("created_at"),
            next_due=Min("due_at"),
        )
        .order_by("-overdue", "-open", "user_id", "to_post")
    )
    return [
        Load(
            user_id=one["user_id"],
            post=one["to_post"],
            open=one["open"],
            overdue=one["overdue"],
            unopened=one["unopened"],
            oldest=one["oldest"],
            next_due=one["next_due"],
        )
        for one in found
    ]


def waiting_with(*, user_id: int | None, post: str) -> QuerySet[InboxItem]:
    """What one line of `loads` counts, what is due first on top."""
    here = Q(user_id=None, post=post) if user_id is None else Q(user_id=user_id)
    return InboxItem.objects.filter(_open(Kind.TODO), here).order_by(
        F("due_at").asc(nulls_last=True), "id"
    )


def next_after(item: InboxItem, actor: Actor) -> InboxItem | None:
    """The next thing to do after one (处理下一件); from the top again behind the last."""
    todo = for_actor(actor, "todo").exclude(pk=item.pk)
    if item.due_at is None:
        later = Q(due_at=None, pk__gt=item.pk)
    else:
        later = Q(due_at__gt=item.due_at) | Q(due_at=None)
        later |= Q(due_at=item.due_at, pk__gt=item.pk)
    return todo.filter(later).first() or todo.first()


def pending(record: models.Model) -> QuerySet[InboxItem]:
    """Who has a record now."""
    return items_of(record).filter(kind=Kind.TODO, state__in=LIVE).order_by("id")


def opinions(record: models.Model) -> QuerySet[InboxItem]:
    """What people said about a record, in the order they said it."""
    return (
        items_of(record)
        .filter(kind=Kind.TODO)
        .exclude(opinion="")
        .order_by(F("closed_at").asc(nulls_last=True), "id")
    )


def is_overdue(item: InboxItem, *, at: datetime) -> bool:
    """Is it later than its due time? Nothing is overdue without one (R21)."""
    return item.due_at is not None and at > item.due_at


def _open(kind: str) -> Q:
    return Q(kind=kind, state=State.OPEN)


def _closed(kind: str, actor: Actor) -> Q:
    return Q(kind=kind, state=State.DONE, closed_by_id=(actor.acting_for or actor).user_id or 0)


def _begun(actor: Actor) -> Q:
    return Q(initiator_id=(actor.acting_for or actor).user_id or 0)


def _mine(actor: Actor) -> QuerySet[InboxItem]:
    return InboxItem.objects.filter(_begun(actor), kind=Kind.TODO)


def _latest_of_mine(actor: Actor) -> QuerySet[InboxItem, int]:
    per_record = _mine(actor).values("record_type", "record_id").annotate(latest=Max("pk"))
    return per_record.order_by().values_list("latest", flat=True)
