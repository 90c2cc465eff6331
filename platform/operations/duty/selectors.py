"""Reads of duty; each takes the actor and narrows to what they may see."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from django.db.models import CharField, Count, Max, Q, QuerySet
from django.db.models.functions import Cast

from accounts.models import Grant
from accounts.posts import Post
from core.actor import Actor
from core.inbox.addressing import addressed
from core.models.inbox import InboxItem, LeaveDeputy
from operations.duty.lifecycle import BEGUN, SWAP_OPEN, UNDER_WAY, UNFINISHED, S, T
from operations.duty.models import DutyRecord, Gap, HolidaySchedule, Shift, StandIn, Swap
from operations.duty.rules.roster import Slot
from operations.staff.models import Assignment, Department
from operations.staff.selectors import works_here

# Who reads the whole duty book: it names people who called or came.
READERS = (Post.DUTY, Post.OFFICE, Post.DIRECTOR, Post.GM, Post.LEADER, Post.COUNTY_ADMIN)
# A shift that begins so long before the end of another follows it.
OVERLAP = timedelta(hours=2)
# Shifts of so many days count for the fair rotation.
YEAR = timedelta(days=365)


# --- The roster ---


def shifts(actor: Actor) -> QuerySet[Shift]:
    """The roster is for everybody who works at the centre."""
    found = Shift.objects.all()
    return found if works_here(actor) else found.none()


def schedules(actor: Actor) -> QuerySet[HolidaySchedule]:
    """So are the schedules of holidays."""
    found = HolidaySchedule.objects.all()
    return found if works_here(actor) else found.none()


def of_days(actor: Actor, *, first: date, last: date) -> QuerySet[Shift]:
    """The shifts of some days in order, without those that were cancelled."""
    found = shifts(actor).filter(on_date__range=(first, last)).exclude(status=S.CANCELLED)
    return found.order_by("starts_at", "pk")


def swaps(actor: Actor) -> QuerySet[Swap]:
    """One's own, and all for the office and the leaders."""
    found = Swap.objects.select_related("shift", "other")
    if any(actor.holds(post) for post in (Post.OFFICE, Post.LEADER)):
        return found
    me = own_id(actor)
    return found.filter(Q(created_by_id=me) | Q(partner_id=me))


def own_id(actor: Actor) -> int:
    """The person who is there: a deputy on paper is not at the post for somebody else."""
    return actor.user_id or 0


def my_shifts(actor: Actor, *, at: datetime) -> list[Shift]:
    """What one has before one: under way first, then what is planned."""
    mine = Shift.objects.filter(officer_id=own_id(actor))
    ahead = Q(status=S.PLANNED, ends_at__gt=at)
    found = mine.filter(Q(status__in=UNDER_WAY) | ahead).order_by("starts_at")
    return sorted(found[:10], key=lambda one: one.status not in UNDER_WAY)


def standing_in(actor: Actor, *, at: datetime) -> Shift | None:
    """The shift that one stands in for now, as agreed."""
    found = StandIn.objects.filter(
        person_id=own_id(actor),
        decision=StandIn.Decision.AGREED,
        starts_at__lte=at,
        ends_at__gt=at,
        shift__status=S.ON_DUTY,
    )
    spell = found.select_related("shift").first()
    return None if spell is None else spell.shift


def on_duty(actor: Actor, *, at: datetime) -> Shift | None:
    """The shift that one has signed in for, or stands in for."""
    own = Shift.objects.filter(officer_id=own_id(actor), status=S.ON_DUTY)
    return own.order_by("-starts_at").first() or standing_in(actor, at=at)


def is_at_post(shift: Shift, actor: Actor, *, at: datetime) -> bool:
    """The shift's own person, or who stands in at this moment."""
    if shift.officer_id == own_id(actor):
        return True
    found = standing_in(actor, at=at)
    return found is not None and found.pk == shift.pk


def waiting_before(shift: Shift) -> Shift | None:
    """The earlier shift that nobody has taken over yet (R55)."""
    found = Shift.objects.filter(
        status__in=UNDER_WAY,
        starts_at__lt=shift.starts_at,
        ends_at__lte=shift.starts_at + OVERLAP,
    )
    return found.order_by("-starts_at").first()


def next_after(shift: Shift) -> Shift | None:
    """The shift that takes over: the first one that begins about when this one ends, or later."""
    return _after(shift).filter(status=S.PLANNED).order_by("starts_at", "pk").first()


def begun_after(shift: Shift) -> Shift | None:
    """A following shift that somebody has signed in for already."""
    return _after(shift).filter(status__in=BEGUN).order_by("starts_at").first()


def _after(shift: Shift) -> QuerySet[Shift]:
    return Shift.objects.filter(
        starts_at__gt=shift.starts_at, starts_at__gte=shift.ends_at - OVERLAP
    )


def to_take_over(actor: Actor) -> list[Shift]:
    """Handovers that wait for this person's signature."""
    brought = InboxItem.objects.filter(
        addressed(actor),
        record_type=Shift._meta.label_lower,
        step=S.HANDING_OVER,
        state=InboxItem.State.OPEN,
        kind=InboxItem.Kind.TODO,
    )
    waiting = Shift.objects.filter(status=S.HANDING_OVER).annotate(key=Cast("pk", CharField()))
    return list(waiting.filter(key__in=brought.values("record_id")).order_by("starts_at"))


def busy(person: int, *, starts: datetime, ends: datetime, but: Collection[int] = ()) -> str:
    """The shift, or the time one stands in, that overlaps; '' when one is free (R57)."""
    there = Shift.objects.filter(officer_id=person, starts_at__lt=ends, ends_at__gt=starts).exclude(
        status__in=(S.CANCELLED, S.MISSED)
    )
    found = there.exclude(pk__in=but).first()
    if found is not None:
        return str(found)
    spells = StandIn.objects.filter(
        person_id=person,
        decision=StandIn.Decision.AGREED,
        starts_at__lt=ends,
        ends_at__gt=starts,
    )
    spell = spells.exclude(shift__in=but).first()
    return "" if spell is None else str(spell)


# --- Who may be on the roster ---


def people(posts: Iterable[str], *, on: date) -> dict[int, str]:
    """Active people who hold one of the posts at the centre on a day, by id."""
    grants = Grant.objects.valid_on(on).filter(
        post__in=list(posts), scope_kind="centre", user__is_active=True
    )
    rows = grants.select_related("user").order_by("user_id")
    return {one.user_id: str(one.user) for one in rows}


def served(ids: Collection[int], *, field: str, before: datetime, holidays: bool) -> dict[
    int, tuple[int, date]
]:  # fmt: skip
    """How many shifts people had in the year before, and the last day of one."""
    found = Shift.objects.filter(
        **{f"{field}__in": ids}, starts_at__gte=before - YEAR, schedule__isnull=not holidays
    ).exclude(status=S.CANCELLED)
    rows = found.values_list(field).annotate(Count("pk"), Max("on_date"))
    return {person: (number, last) for person, number, last in rows}


def leaves(ids: Collection[int], *, first: date, last: date) -> dict[int, list[tuple[date, date]]]:
    """Days on which people are on leave: they have named a deputy."""
    rows = LeaveDeputy.objects.filter(
        absent_id__in=ids, ended_at=None, from_date__lte=last, to_date__gte=first
    )
    found: dict[int, list[tuple[date, date]]] = {}
    for one in rows:
        found.setdefault(one.absent_id, []).append((one.from_date, one.to_date))
    return found


def taken(*, starts: datetime, ends: datetime) -> dict[int, list[tuple[datetime, datetime]]]:
    """Times at which people are on the roster already."""
    rows = Shift.objects.filter(starts_at__lt=ends, ends_at__gt=starts).exclude(
        status__in=(S.CANCELLED, S.MISSED)
    )
    found: dict[int, list[tuple[datetime, datetime]]] = {}
    for person, begin, end in rows.values_list("officer_id", "starts_at", "ends_at"):
        found.setdefault(person, []).append((begin, end))
    return found


def is_free(
    person: int,
    slot: Slot,
    *,
    away: dict[int, list[tuple[date, date]]],
    held: dict[int, list[tuple[datetime, datetime]]],
) -> bool:
    """Neither on leave nor on another shift."""
    if any(first <= slot.on <= last for first, last in away.get(person, ())):
        return False
    return not any(begin < slot.ends and end > slot.starts for begin, end in held.get(person, ()))


# --- The duty book ---


def departments_of(actor: Actor, *, on: date) -> list[int]:
    """The departments a person works in, or heads."""
    me = (actor.acting_for or actor).user_id or 0
    works = Assignment.objects.on(on).filter(person__user_id=me)
    found = Department.objects.filter(Q(head__user_id=me) | Q(pk__in=works.values("department")))
    return list(found.values_list("pk", flat=True))


def is_of(department: Department, actor: Actor, *, on: date) -> bool:
    """Of the department; where it has no head, whoever heads departments answers for it."""
    if department.pk in departments_of(actor, on=on):
        return True
    return department.head_id is None and actor.holds(Post.DEPT_HEAD)


def records(actor: Actor, *, at: datetime, on: date) -> QuerySet[DutyRecord]:
    """Those one may read.

    All for the office, the leaders and duty officers; else what one wrote, what one's department
    has to answer, what the inbox brought, and what is open while one is at the post.
    """
    found = DutyRecord.objects.select_related("shift", "department__head")
    if any(actor.holds(post) for post in READERS):
        return found
    me = (actor.acting_for or actor).user_id or 0
    brought = InboxItem.objects.filter(
        addressed(actor) | Q(closed_by_id=me), record_type=DutyRecord._meta.label_lower
    )
    mine = Q(recorded_by_id=me) | Q(shift__officer_id=me)
    mine |= Q(department__in=departments_of(actor, on=on))
    mine |= Q(key__in=brought.values("record_id"))
    if on_duty(actor, at=at) is not None:
        mine |= Q(status__in=UNFINISHED)
    return found.annotate(key=Cast("pk", CharField())).filter(mine)


def filtered(
    found: QuerySet[DutyRecord],
    *,
    query: str = "",
    kind: str = "",
    state: str = "",
    day: date | None = None,
    on: date | None = None,
) -> QuerySet[DutyRecord]:
    """Narrowed by what the list's filters say."""
    if query.strip():
        words = query.strip()
        found = found.filter(Q(text__icontains=words) | Q(contact__icontains=words))
    if kind:
        found = found.filter(kind=kind)
    if state == "unfinished":
        found = found.filter(status__in=UNFINISHED)
    elif state == "late":
        found = found.filter(status=T.WITH_DEPARTMENT, due_date__lt=on)
    elif state:
        found = found.filter(status=state)
    if day is not None:
        found = found.filter(shift__on_date=day)
    return found


def unfinished() -> QuerySet[DutyRecord]:
    """Every matter that is not closed: what goes over from shift to shift (R55)."""
    found = DutyRecord.objects.filter(status__in=UNFINISHED).select_related("department")
    return found.order_by("occurred_at", "pk")


def gaps_to_look_into() -> QuerySet[Gap]:
    """Gaps without a result of the inquiry (R50)."""
    return Gap.objects.filter(finding="").select_related("shift").order_by("starts_at")


def begun_swaps(*, at: datetime) -> list[int]:
    """Swaps that are not decided though one of their shifts has begun, or is ahead no more."""
    begun = Q(shift__starts_at__lte=at) | Q(other__starts_at__lte=at)
    gone = ~Q(shift__status=S.PLANNED) | (Q(other__isnull=False) & ~Q(other__status=S.PLANNED))
    found = Swap.objects.filter(begun | gone, status__in=SWAP_OPEN)
    return list(found.order_by("pk").values_list("pk", flat=True))


def open_swaps(shift: Shift) -> QuerySet[Swap]:
    """Swaps of a shift, or for it, that are not decided."""
    return Swap.objects.filter(Q(shift=shift) | Q(other=shift), status__in=SWAP_OPEN)
