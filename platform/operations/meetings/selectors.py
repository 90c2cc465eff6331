"""Reads of meetings and visits; each takes the actor and narrows to what they may see."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import CharField, Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone

from accounts.models import Grant
from accounts.posts import Post
from console.measures import between
from core.actor import Actor, Scope
from core.codes.typed import typed_month
from core.inbox.addressing import addressed
from core.models.inbox import InboxItem
from operations.meetings.kinds import Reply
from operations.meetings.lifecycle import AHEAD, PEOPLE, READERS, S, V
from operations.meetings.models import Attendance, Meeting, Room, Visit

DAYS_SHOWN = 7
COMING = (Reply.COMING, Reply.DEPUTY)


def works_here(actor: Actor) -> bool:
    """Does this person work at the centre?"""
    return any(actor.holds(post) for post in PEOPLE)


def reads_all(actor: Actor) -> bool:
    """Does this person see every meeting and visit?"""
    return any(actor.holds(post) for post in READERS)


def me(actor: Actor) -> int:
    """Whoever acts, or for whom they act."""
    return (actor.acting_for or actor).user_id or 0


# --- Rooms ---


def rooms() -> QuerySet[Room]:
    """Rooms in use."""
    return Room.objects.filter(ended_date=None)


def bookings(*, first: date, days: int = DAYS_SHOWN) -> QuerySet[Meeting]:
    """What is in the rooms on some days, whoever looks: the time is what matters."""
    start, _end = between(first)
    _start, end = between(first + timedelta(days=days - 1))
    found = Meeting.objects.filter(room__isnull=False, starts_at__lt=end, ends_at__gt=start)
    return found.exclude(status=S.CANCELLED).order_by("starts_at", "pk")


def booked_at(
    room: Room, *, starts: datetime, ends: datetime, but: int | None = None
) -> Meeting | None:
    """What has a room at that time."""
    found = room.meetings.filter(starts_at__lt=ends, ends_at__gt=starts).exclude(pk=but or 0)
    return found.exclude(status=S.CANCELLED).order_by("starts_at").first()


# --- Meetings ---


def meetings(actor: Actor) -> QuerySet[Meeting]:
    """All for the office and the leaders; else those one organises, comes to, or had to do with."""
    found = Meeting.objects.select_related("room")
    if reads_all(actor):
        return found
    user = me(actor)
    brought = InboxItem.objects.filter(
        addressed(actor) | Q(closed_by_id=user), record_type=Meeting._meta.label_lower
    )
    invited = Attendance.objects.filter(Q(user_id=user) | Q(deputy_id=user))
    mine = (
        Q(created_by_id=user)
        | Q(chair_id=user)
        | Q(recorder_id=user)
        | Q(pk__in=invited.values("meeting_id"))
        | Q(key__in=brought.values("record_id"))
    )
    return found.annotate(key=Cast("pk", CharField())).filter(mine)


def with_counts(found: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """With how many are invited, come, and were there."""
    return found.annotate(
        invited=Count("attendances"),
        coming=Count("attendances", filter=Q(attendances__reply__in=COMING)),
        came=Count("attendances", filter=Q(attendances__signed_in_at__isnull=False)),
    )


def how_many_come(rows: Iterable[Attendance]) -> int:
    """How many of those invited come or send a deputy."""
    return sum(one.reply in COMING for one in rows)


def filtered(
    found: QuerySet[Meeting], *, query: str = "", state: str = "", kind: str = "", month: str = ""
) -> QuerySet[Meeting]:
    """Narrowed by what the list's filters say. month: 2026-11."""
    words = query.strip()
    if words:
        found = found.filter(
            Q(title__icontains=words)
            | Q(number__icontains=words)
            | Q(minutes_number__icontains=words)
        )
    if state == "ahead":
        found = found.filter(status__in=AHEAD)
    elif state == "late":
        found = late_minutes(found, today=timezone.localdate())
    elif state:
        found = found.filter(status=state)
    if kind:
        found = found.filter(kind=kind)
    first = typed_month(month)
    if first is not None:
        found = found.filter(starts_at__year=first.year, starts_at__month=first.month)
    return found


def late_minutes(found: QuerySet[Meeting], *, today: date) -> QuerySet[Meeting]:
    """Meetings whose minutes should be signed."""
    return found.filter(status__in=(S.HELD, S.DRAFTED), minutes_due_date__lt=today)


def ahead_until(*, now: datetime, last: date) -> list[int]:
    """Meetings that people know of and that begin after now, on a day or sooner."""
    _start, end = between(last)
    found = Meeting.objects.filter(status=S.NOTIFIED, starts_at__gt=now, starts_at__lt=end)
    return list(found.order_by("starts_at", "pk").values_list("pk", flat=True))


def owed_until(*, today: date, last: date) -> list[int]:
    """Meetings that are past and not noted as held, or whose minutes are due up to a day."""
    start, _end = between(today)
    found = Meeting.objects.filter(
        Q(status=S.NOTIFIED, ends_at__lt=start)
        | Q(status__in=(S.HELD, S.DRAFTED), minutes_due_date__lte=last)
    )
    return list(found.order_by("starts_at", "pk").values_list("pk", flat=True))


def attendance_of(meeting: Meeting, actor: Actor) -> Attendance | None:
    """The line on which this person stands, by themselves or as a deputy."""
    persons = actor.persons
    found = meeting.attendances.filter(Q(user_id__in=persons) | Q(deputy_id__in=persons))
    return found.order_by("pk").first()


def unanswered(actor: Actor, *, now: datetime) -> QuerySet[Meeting]:
    """Meetings ahead that wait for this person's answer."""
    waiting = Attendance.objects.filter(
        meeting=OuterRef("pk"), user_id__in=actor.persons, reply=Reply.NONE
    )
    ahead = Meeting.objects.filter(status=S.NOTIFIED, starts_at__gt=now)
    return ahead.filter(Exists(waiting)).order_by("starts_at")


def organises(meeting: Meeting, actor: Actor) -> bool:
    """The organiser, or the office."""
    return meeting.created_by_id in actor.persons or actor.holds(Post.OFFICE)


def writes(meeting: Meeting, actor: Actor) -> bool:
    """Whoever keeps the minutes, or arranges the meeting."""
    return meeting.recorder_id in actor.persons or organises(meeting, actor)


def shows_code(meeting: Meeting, actor: Actor) -> bool:
    """Who puts the sign-in code on the screen: those who arrange it, and the chair."""
    return meeting.chair_id in actor.persons or writes(meeting, actor)


def holders(posts: Iterable[str]) -> set[int]:
    """Users who hold one of these posts at the centre and can sign in."""
    grants = Grant.objects.valid_on(timezone.localdate())
    found = grants.filter(post__in=list(posts), user__is_active=True)
    return {grant.user_id for grant in found if grant.scope.covers(Scope.CENTRE)}


def staff_ids() -> set[int]:
    """Users who work at the centre."""
    return holders(PEOPLE)


# --- Visits ---


def visits(actor: Actor) -> QuerySet[Visit]:
    """All for the office, the leaders and the front desk; else those one entered or receives."""
    if reads_all(actor) or actor.holds(Post.FRONTDESK):
        return Visit.objects.all()
    user = me(actor)
    brought = InboxItem.objects.filter(
        addressed(actor) | Q(closed_by_id=user), record_type=Visit._meta.label_lower
    )
    mine = Q(created_by_id=user) | Q(host_id=user) | Q(key__in=brought.values("record_id"))
    return Visit.objects.annotate(key=Cast("pk", CharField())).filter(mine)


def filtered_visits(
    found: QuerySet[Visit], *, query: str = "", state: str = "", kind: str = "", month: str = ""
) -> QuerySet[Visit]:
    """Narrowed by what the list's filters say."""
    words = query.strip()
    if words:
        found = found.filter(
            Q(unit__icontains=words) | Q(matter__icontains=words) | Q(number__icontains=words)
        )
    if state:
        found = found.filter(status=state)
    if kind:
        found = found.filter(kind=kind)
    first = typed_month(month)
    if first is not None:
        found = found.filter(arrives_at__year=first.year, arrives_at__month=first.month)
    return found


def today_of(found: QuerySet[Visit], *, day: date) -> QuerySet[Visit]:
    """Visitors of a day who are not called off."""
    start, end = between(day)
    return found.filter(arrives_at__lt=end, leaves_at__gt=start).exclude(status=V.CANCELLED)


def receives(visit: Visit, actor: Actor) -> bool:
    """The host, whoever entered it, or the office."""
    return bool({visit.host_id, visit.created_by_id} & actor.persons) or actor.holds(Post.OFFICE)
