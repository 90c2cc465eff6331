"""Reads of supplies; each takes the actor and narrows to what they may see."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import DecimalField, F, IntegerField, Min, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThan
from django.utils.translation import gettext as _

from accounts.posts import Post
from core.actor import Actor, directory
from core.codes.typed import typed_month
from core.models import Attachment
from operations.staff.models import Assignment, Department, Person
from operations.stations.models import Station
from operations.supplies.kinds import Entry, Period, SupplyClass
from operations.supplies.lifecycle import (
    CLERKS,
    FINANCE,
    PEOPLE,
    READERS,
    RUNNING,
    RUNNING_URGENT,
    S,
    ScrapStates,
    U,
)
from operations.supplies.models import (
    Balance,
    Holding,
    Issue,
    Item,
    LedgerEntry,
    Line,
    Party,
    Plan,
    Purchase,
    Scrap,
    Standard,
    Urgent,
    of,
)
from operations.supplies.models.catalogue import TARGETS
from operations.supplies.rules import windows
from operations.supplies.rules.asking import Allowance
from operations.supplies.stations import CARING, own_stations, writes_for

R = TypeVar("R", Plan, Holding)


def is_clerk(actor: Actor) -> bool:
    """The office area, which keeps the supplies (R111)."""
    return any(actor.holds(post) for post in CLERKS)


def is_finance(actor: Actor) -> bool:
    """Finance (R100)."""
    return any(actor.holds(post) for post in FINANCE)


def works_here(actor: Actor) -> bool:
    """May this person ask for supplies?"""
    return any(actor.holds(post) for post in PEOPLE)


def reads_all(actor: Actor) -> bool:
    """The office area, the administration, finance and who leads."""
    return any(actor.holds(post) for post in READERS)


def writes(paper: Plan | Urgent, actor: Actor, *, on: date) -> bool:
    """One's own department's paper, or that of a station one writes for."""
    if paper.station is not None:
        return writes_for(paper.station, actor)
    return paper.department_id in departments_of(actor, on=on) or (
        paper.created_by_id in actor.persons
    )


def departments_of(actor: Actor, *, on: date) -> list[int]:
    """The departments a person works in, or heads."""
    me = (actor.acting_for or actor).user_id or 0
    works = Assignment.objects.on(on).filter(person__user_id=me)
    found = Department.objects.filter(Q(head__user_id=me) | Q(pk__in=works.values("department")))
    return list(found.order_by("pk").values_list("pk", flat=True))


def decides_on(paper: Plan | Urgent) -> Department | None:
    """The department whose head decides: of a station, the operations centre (R105)."""
    if paper.department is not None:
        return paper.department
    return Department.objects.filter(code=CARING).select_related("head").first()


def head_of(paper: Plan | Urgent) -> int | None:
    """The department's own head; None where it has none who could decide on it (R0)."""
    department = decides_on(paper)
    person = department.head if department else None
    head = person.user_id if person else None
    if head is None or head == paper.created_by_id or not directory().is_active(head):
        return None
    return head


def answers_for(paper: Plan | Urgent, actor: Actor) -> bool:
    """Heads it; whoever heads departments where it has no head, or a higher post stands in."""
    head = head_of(paper)
    return head is None or head in actor.persons or not actor.holds(Post.DEPT_HEAD)


def _asked(actor: Actor, *, on: date) -> Q:
    """Papers of one's departments, one's own, and those of the stations one looks after (R148)."""
    me = (actor.acting_for or actor).user_id or 0
    found = Q(department__in=departments_of(actor, on=on)) | Q(station__in=own_stations(actor))
    found |= Q(created_by_id=me, station=None)
    of_stations = actor.holds(Post.OPS)
    if actor.holds(Post.DEPT_HEAD):
        headless = Q(department__head=None) | Q(department__head__user_id=F("created_by_id"))
        found |= Q(station=None) & headless
        caring = Department.objects.filter(code=CARING).values_list("head__user_id", flat=True)
        of_stations |= caring.first() in {None, *actor.persons}
    return found | Q(station__isnull=False) if of_stations else found


def plans(actor: Actor, *, on: date) -> QuerySet[Plan]:
    """All for those who keep, check and lead; else those of one's departments or stations."""
    found = Plan.objects.select_related("department__head", "station", "purchase")
    return found if reads_all(actor) else found.filter(_asked(actor, on=on))


def urgents(actor: Actor, *, on: date) -> QuerySet[Urgent]:
    """As the plans."""
    found = Urgent.objects.select_related("department__head", "station", "person")
    return found if reads_all(actor) else found.filter(_asked(actor, on=on))


def holdings(actor: Actor, *, on: date) -> QuerySet[Holding]:
    """The ledger: all of it, or that of one's departments, one's stations and of oneself."""
    found = Holding.objects.filter(quantity__gt=0)
    found = found.select_related("item", "department", "station", "person")
    if reads_all(actor):
        return found
    me = (actor.acting_for or actor).user_id or 0
    own = Q(department__in=departments_of(actor, on=on)) | Q(person__user_id=me)
    return found.filter(own | Q(station__in=own_stations(actor)))


def items() -> QuerySet[Item]:
    """The catalogue in use."""
    return Item.objects.filter(ended_date=None)


def in_stock() -> QuerySet[Item]:
    """The catalogue with what lies in the cabinets and what it is worth."""
    counted = {
        "there": Coalesce(Sum("balances__quantity"), Value(0), output_field=IntegerField()),
        "worth": Coalesce(Sum("balances__value"), Value(Decimal(0)), output_field=DecimalField()),
    }
    return items().annotate(**counted)


def below_minimum() -> QuerySet[Item]:
    """What is to be bought again (R111)."""
    return in_stock().filter(LessThan(F("there"), F("minimum"))).order_by("kind", "code")


def stock_of(item_id: int) -> int:
    """How many lie in all places."""
    found = Balance.objects.filter(item=item_id).aggregate(n=Sum("quantity"))["n"]
    return int(found or 0)


def promised(item_id: int) -> int:
    """Approved and not issued yet."""
    found = _approved().filter(item=item_id).aggregate(n=Sum(F("approved") - F("issued")))["n"]
    return int(found or 0)


def _approved() -> QuerySet[Line]:
    """Lines of what runs."""
    return Line.objects.filter(
        Q(plan__status__in=RUNNING) | Q(urgent__status__in=RUNNING_URGENT),
        approved__gt=F("issued"),
    )


def department_of(person: Person, *, on: date) -> Department | None:
    """Where somebody works on a day; the latest post where there are several."""
    found = Assignment.objects.on(on).filter(person=person).select_related("department")
    last = found.order_by("-from_date", "-pk").first()
    return last.department if last else None


def standard_for(line: Line, *, party: Party, on: date) -> Standard | None:
    """The narrowest standard: of the device, of the post, of the department, of everybody.

    Of a station: its own, then that of its level; what is for everybody is for the centre.
    """
    if isinstance(party, Station):
        narrower = [Q(station=party), Q(level=party.level)]
    else:
        posts: list[str] = []
        if line.person_id is not None:
            held = Assignment.objects.on(on).filter(person=line.person_id)
            posts = list(held.values_list("title", flat=True))
        narrower = [
            Q(device_class=line.device_class) & ~Q(device_class=""),
            Q(post__in=posts) & ~Q(post=""),
            Q(department=party),
            Q(**TARGETS),
        ]
    found = Standard.objects.on(on).filter(item=line.item_id)
    for narrow in narrower:
        best = found.filter(narrow).order_by("-quantity", "-from_date").first()
        if best is not None:
            return best
    return None


def allowance(line: Line, *, party: Party, month: date, on: date) -> Allowance:
    """What the standard leaves for a line (R110)."""
    there = stock_of(line.item_id)
    standard = standard_for(line, party=party, on=max(month, on))
    if standard is None:
        return Allowance(None, 0, there)
    used = _used(line, standard, party=party, month=month)
    return Allowance(standard.quantity, used, there)


def _used(line: Line, standard: Standard, *, party: Party, month: date) -> int:
    """Held now or issued in the period, and what is approved elsewhere; the old ones go."""
    # What is approved for a later period is not part of this one's.
    until = Q()
    owner = Q(person=line.person_id) if line.person_id else of(party)
    if line.device_class:
        owner = of(party) & Q(device_class=line.device_class)
    if standard.period == Period.HELD:
        held = Holding.objects.filter(owner, item=line.item_id).aggregate(n=Sum("quantity"))["n"]
        used = int(held or 0)
        if line.replaces_id is not None:
            used -= min(line.quantity, used)
    else:
        first, after = windows.period_of(month=month, period=standard.period)
        until = Q(plan=None) | Q(plan__month__lt=after)
        issued = LedgerEntry.objects.filter(
            owner,
            item=line.item_id,
            entry=Entry.ISSUED,
            on_date__gte=first,
            on_date__lt=after,
        ).aggregate(n=Sum("quantity"))["n"]
        used = int(issued or 0)
    others = _approved().filter(until, item=line.item_id).exclude(pk=line.pk)
    if line.person_id:
        others = others.filter(person=line.person_id)
    else:
        theirs = of(party, "plan__") | of(party, "urgent__")
        others = others.filter(theirs, device_class=line.device_class)
    return used + int(others.aggregate(n=Sum(F("approved") - F("issued")))["n"] or 0)


def held(*, item_id: int, person_id: int | None, party: Party) -> int:
    """How many a person, a department or a station has of an item."""
    owner = Q(person=person_id) if person_id else of(party) & Q(person=None)
    found = Holding.objects.filter(owner, item=item_id).aggregate(n=Sum("quantity"))["n"]
    return int(found or 0)


def had_starter_set(person: Person) -> bool:
    """Was stationery issued since this person joined (R98)?"""
    return LedgerEntry.objects.filter(
        person=person,
        item__kind=SupplyClass.STATIONERY,
        entry=Entry.ISSUED,
        on_date__gte=person.joined_date,
    ).exists()


def filtered(
    found: QuerySet[Plan],
    *,
    state: str = "",
    month: str = "",
    department: str = "",
    station: str = "",
) -> QuerySet[Plan]:
    """Narrowed by what the list's filters say. month: 2026-11. department: or "stations"."""
    if state:
        found = found.filter(status=state)
    first = typed_month(month)
    if first is not None:
        found = found.filter(month=first)
    if station:
        found = found.filter(station_id=int(station[:9]))
    return of_party(found, department)


ALL_STATIONS = "stations"


def of_party(found: QuerySet[R], department: str) -> QuerySet[R]:
    """Narrowed to a department by its number, or to all stations."""
    if department == ALL_STATIONS:
        return found.filter(station__isnull=False)
    if department.isdecimal():
        return found.filter(department_id=int(department[:9]))
    return found


def missing(month: date) -> QuerySet[Department]:
    """Departments in use that handed in no plan for a month (R104)."""
    # A station's plan names no department, and nothing is "not in" a list that holds a NULL.
    made = Plan.objects.filter(month=month, station=None)
    made = made.exclude(status__in=(S.DRAFT, S.REJECTED))
    return Department.objects.filter(is_active=True).exclude(pk__in=made.values("department"))


def works_in(department: Department, *, on: date) -> QuerySet[Person]:
    """Who works in a department on a day."""
    here = Assignment.objects.on(on).filter(department=department)
    return Person.objects.filter(pk__in=here.values("person")).order_by("name", "pk")


def scraps(actor: Actor, *, on: date) -> QuerySet[Scrap]:
    """All for those who keep, check and lead; else those of one's departments and one's own."""
    found = Scrap.objects.select_related(
        "holding__item", "holding__department", "holding__station", "holding__person"
    )
    if reads_all(actor):
        return found
    me = (actor.acting_for or actor).user_id or 0
    own = departments_of(actor, on=on)
    return found.filter(Q(holding__department__in=own) | Q(created_by_id=me))


def waiting(holding: Holding) -> int:
    """How many of it are to be scrapped (R114)."""
    running = holding.scraps.exclude(status__in=(ScrapStates.WRITTEN_OFF, ScrapStates.REFUSED))
    return int(running.aggregate(n=Sum("quantity"))["n"] or 0)


def named(holding: Holding) -> int:
    """How many of it are to be handed in by lines that are still under way (R103)."""
    over = Q(plan__status__in=(S.ISSUED, S.REJECTED)) | Q(urgent__status__in=(U.ISSUED, U.REFUSED))
    running = Line.objects.filter(replaces=holding).exclude(over)
    left = Coalesce(F("approved"), F("quantity")) - F("issued")
    return int(running.aggregate(n=Sum(left))["n"] or 0)


def planned_by(purchase: Purchase) -> list[str]:
    """Whose plans are in it: departments by name, stations by their number."""
    names = list(purchase.plans.order_by("pk").values_list("department__name", flat=True))
    found = [name for name in names if name]
    number = len(names) - len(found)
    return [*found, _("%(n)s stations") % {"n": number}] if number else found


def issues_of(paper: Plan | Urgent) -> list[tuple[Issue, str]]:
    """What was handed out for it, with the addresses of the drawn signatures (R109).

    Of what was signed for ahead, the ledger says who handed it out.
    """
    found = Issue.objects.filter(source_type=paper._meta.label_lower, source_id=paper.pk)
    rows = list(found.annotate(handed_by=Min("entries__by_name")).order_by("pk"))
    if not rows:
        return []
    drawn = Attachment.objects.filter(
        content_type=ContentType.objects.get_for_model(Issue),
        object_id__in=[str(one.pk) for one in rows],
        removed_at=None,
    )
    urls = {one.object_id: one.url for one in drawn}
    return [(one, urls.get(str(one.pk), "")) for one in rows]
