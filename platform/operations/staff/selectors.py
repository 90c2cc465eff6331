"""Reads of staff; each takes the actor and narrows to what they may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Prefetch, Q, QuerySet

from accounts.posts import LOCAL, Post
from core import privacy
from core.actor import Actor
from core.codes import check_mobile
from core.errors import Violation
from operations.staff import rules
from operations.staff.lifecycle import PERSONNEL
from operations.staff.models import (
    Area,
    Assignment,
    Department,
    Establishment,
    Person,
    PersonSkill,
    Requirement,
)

# Posts outside the centre's own house: they see themselves only.
OUTSIDERS = frozenset({*LOCAL, Post.COMMERCE, Post.PROVINCE, Post.ROOT})

# So many days before a certificate runs out its renewal is prepared.
RENEWAL_DAYS = 30


def may_keep(actor: Actor) -> bool:
    """May this person register, move and let go of people?"""
    return any(actor.holds(post) for post in PERSONNEL)


def works_here(actor: Actor) -> bool:
    """Does the actor hold a post of the centre itself?"""
    return bool(actor.posts - OUTSIDERS)


def people(
    actor: Actor,
    *,
    on: date,
    query: str = "",
    status: str = "",
    department_id: int | None = None,
) -> QuerySet[Person]:
    """People with their posts of the day. Outsiders see themselves; who left, personnel only."""
    found = Person.objects.select_related("user").prefetch_related(
        Prefetch(
            "assignments",
            Assignment.objects.on(on)
            .select_related("department", "establishment")
            .order_by("from_date", "pk"),
            to_attr="posts_today",
        )
    )
    if not works_here(actor):
        found = found.filter(user_id=actor.user_id or 0)
    elif not may_keep(actor):
        found = found.exclude(status="left")
    if status:
        found = found.filter(status=status)
    if department_id is not None:
        here = Assignment.objects.on(on).filter(department_id=department_id)
        found = found.filter(pk__in=here.values("person"))
    return _named(found, query.strip()).order_by("name", "pk")


def in_department(code: str, *, on: date) -> QuerySet[Assignment, int]:
    """Ids of the people who hold a post in a department on a day."""
    here = Assignment.objects.on(on).filter(department__code=code)
    return here.values_list("person", flat=True)


def _named(found: QuerySet[Person], query: str) -> QuerySet[Person]:
    """By any part of the name, or by the whole phone through its hash (R156)."""
    if not query:
        return found
    try:
        phone = privacy.search_hash(check_mobile(query))
    except Violation:
        return found.filter(name__icontains=query)
    return found.filter(phone_hash=phone)


def assignments_of(person: Person) -> QuerySet[Assignment]:
    """All posts over time, the newest first."""
    return person.assignments.select_related("department", "establishment").order_by(
        "-from_date", "-pk"
    )


def areas() -> QuerySet[Area]:
    """The six zones in the handbook's order (R118)."""
    return Area.objects.select_related("head").prefetch_related("departments").order_by("order")


def areas_have_heads() -> bool:
    """Does somebody answer for each of the six zones (R118)?"""
    return Area.objects.exists() and not Area.objects.filter(head=None).exists()


def certificates_ending(actor: Actor, *, on: date) -> QuerySet[PersonSkill]:
    """Certificates that run out soon, of the people one may see who still work here."""
    until = on + timedelta(days=RENEWAL_DAYS)
    seen = people(actor, on=on).exclude(status="left")
    found = PersonSkill.objects.filter(
        person__in=seen, expires_date__gte=on, expires_date__lte=until
    )
    return found.select_related("person", "skill").order_by("expires_date", "pk")


def departments() -> QuerySet[Department]:
    """Departments in use, in order."""
    return (
        Department.objects.filter(is_active=True)
        .select_related("area", "head", "parent")
        .order_by("order", "pk")
    )


@dataclass(frozen=True, slots=True)
class Staffing:
    """One post of the establishment on a day: how many it needs, has, and lacks (R123)."""

    post: Establishment
    minimum: int
    active: int

    @property
    def vacancy(self) -> int:
        """People missing."""
        return rules.vacancy(minimum=self.minimum, active=self.active)


def staffing(*, on: date) -> list[Staffing]:
    """The establishment table with people and vacancies; one query."""
    running = (
        Q(assignments__from_date__lte=on, assignments__person__joined_date__lte=on)
        & (Q(assignments__to_date=None) | Q(assignments__to_date__gte=on))
        & (Q(assignments__person__left_date=None) | Q(assignments__person__left_date__gte=on))
    )
    posts = (
        Establishment.objects.select_related("department__area")
        .annotate(active=Count("assignments__person", filter=running, distinct=True))
        .order_by("order", "pk")
    )
    return [Staffing(post, post.minimum, post.active) for post in posts]


def requirements_of(person: Person, *, on: date) -> list[Requirement]:
    """What the person's posts ask for: everybody's and those of the posts of the day."""
    posts = Assignment.objects.on(on).filter(person=person, establishment__isnull=False)
    return list(
        Requirement.objects.filter(
            Q(everybody=True) | Q(establishment__in=posts.values("establishment"))
        )
        .distinct()
        .prefetch_related("skills")
        .order_by("clause")
    )


@dataclass(frozen=True, slots=True)
class Needed:
    """One requirement with the county's name in it, and the skills not shown yet."""

    clause: int
    title: str
    text: str
    missing: Sequence[str]


def skills_needed(person: Person, *, county: str, on: date) -> list[Needed]:
    """Requirements of a person with what is missing (R124–R133)."""
    held: dict[str, date | None] = dict(
        PersonSkill.objects.filter(person=person).values_list("skill__name", "expires_date")
    )
    return [
        Needed(
            clause=requirement.clause,
            title=rules.requirement_text(text=requirement.title, county=county),
            text=rules.requirement_text(text=requirement.text, county=county),
            missing=rules.skills_missing(
                required=[skill.name for skill in requirement.skills.all()], held=held, on=on
            ),
        )
        for requirement in requirements_of(person, on=on)
    ]
