"""Reads of training for the console; each takes the actor and narrows to what they may see."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from accounts.posts import Post
from core import attachments
from core.actor import Actor
from core.codes.typed import is_digits
from core.privacy import search_hash
from operations.stations.lifecycle import States
from operations.stations.models import Station, Village
from operations.training import rules
from operations.training.lifecycle import DESKS, KEEPERS, READERS, C, K, U
from operations.training.models import (
    Attendance,
    Certificate,
    Course,
    Lesson,
    SignUp,
    Teacher,
    TrainingClass,
)

PHOTO, SHEET = "photo", "sheet"


def reads(actor: Actor) -> bool:
    """Whoever works at the centre sees plans and classes."""
    return any(actor.holds(post) for post in READERS)


def keeps(actor: Actor) -> bool:
    """May this person plan courses and run classes?"""
    return any(actor.holds(post) for post in KEEPERS)


def signs_up(actor: Actor) -> bool:
    """May this person sign others up, and see who comes?"""
    return any(actor.holds(post) for post in DESKS)


def signs_others_up(actor: Actor) -> bool:
    """A desk, or the manager of a station: whom, the service says (R148)."""
    return signs_up(actor) or Post.STATION_MGR in actor.posts


def stations_managed(actor: Actor) -> list[Station]:
    """Operating stations that this person manages (R148)."""
    keys = [
        int(one.scope.key)
        for one in actor.holdings
        if one.post == Post.STATION_MGR and one.scope.kind == "station" and is_digits(one.scope.key)
    ]
    running = Station.objects.filter(pk__in=keys, status=States.OPERATING) if keys else ()
    return list(running)


def villages_served(stations: Iterable[Station], *, on: date) -> QuerySet[Village]:
    """The village of a village station, all of a township for a township station (R148)."""
    here = Q(pk__in=[one.village_id for one in stations if one.village_id])
    towns = [one.township_id for one in stations if one.level == Station.Level.TOWNSHIP]
    return Village.objects.on(on).filter(here | Q(township__in=towns))


def teachers(actor: Actor) -> QuerySet[Teacher]:
    """All of them."""
    found = Teacher.objects.all()
    return found if reads(actor) else found.none()


def courses(actor: Actor) -> QuerySet[Course]:
    """All of them."""
    found = Course.objects.select_related("teacher")
    return found if reads(actor) else found.none()


def lessons(actor: Actor) -> QuerySet[Lesson]:
    """All of them."""
    found = Lesson.objects.select_related("course")
    return found if reads(actor) else found.none()


def classes(actor: Actor) -> QuerySet[TrainingClass]:
    """All of them."""
    found = TrainingClass.objects.select_related("course", "teacher", "township", "station")
    return found if reads(actor) else found.none()


def sign_ups(actor: Actor) -> QuerySet[SignUp]:
    """For those who sign people up and teach; a station manager has those of the station, others
    see counts only (R148, R152)."""
    found = SignUp.objects.select_related(
        "training_class__course", "village__township", "consent_text", "certificate", "station"
    )
    return found if signs_up(actor) else found.filter(station__in=stations_managed(actor))


def certificates(actor: Actor) -> QuerySet[Certificate]:
    """For the same people."""
    found = Certificate.objects.select_related("sign_up__training_class__course")
    return found if signs_up(actor) else found.none()


def filtered_courses(
    found: QuerySet[Course], *, query: str = "", state: str = "", level: str = ""
) -> QuerySet[Course]:
    """Narrowed."""
    words = query.strip()
    if words:
        found = found.filter(
            Q(title__icontains=words) | Q(code__icontains=words) | Q(teacher__name__icontains=words)
        )
    wanted = {name: value for name, value in (("status", state), ("level", level)) if value}
    return found.filter(**wanted)


def filtered_classes(
    found: QuerySet[TrainingClass], *, query: str = "", state: str = "", township: str = ""
) -> QuerySet[TrainingClass]:
    """Narrowed."""
    words = query.strip()
    if words:
        found = found.filter(
            Q(course__title__icontains=words)
            | Q(number__icontains=words)
            | Q(place__icontains=words)
        )
    wanted = {"status": state, "township__code": township}
    return found.filter(**{name: value for name, value in wanted.items() if value})


def filtered_sign_ups(
    found: QuerySet[SignUp], *, query: str = "", state: str = ""
) -> QuerySet[SignUp]:
    """Narrowed; a phone or an ID number is found whole, by its hash (R156)."""
    words = query.strip()
    if words:
        found = found.filter(
            Q(name__icontains=words)
            | Q(number__istartswith=words)
            | Q(phone_hash=search_hash(words))
            | Q(id_hash=search_hash(words))
        )
    return found.filter(status=state) if state else found


def offered() -> QuerySet[Course]:
    """Courses that classes are of."""
    return Course.objects.filter(status=C.LISTED).order_by("code")


def hours_of(made: SignUp) -> Decimal:
    """Hours that somebody attended."""
    return Decimal(made.attendances.aggregate(all=Sum("hours"))["all"] or 0)


def gaps_of(found: TrainingClass) -> list[str]:
    """What the file of a class lacks to be counted (R150)."""
    here = found.sign_ups.exclude(status=U.CANCELLED)
    return rules.gaps(
        goal=found.course.goal,
        outline=found.course.outline,
        attended=Attendance.objects.filter(sign_up__training_class=found).count(),
        photos=attachments.of(found, kind=PHOTO).count(),
        surveys=here.filter(satisfaction__isnull=False).count(),
    )


def trained(of: Q, *, counted: bool = True) -> list[SignUp]:
    """Who attended six tenths of the hours (R149), with their classes; counted: of whole files."""
    found = SignUp.objects.filter(of, status=U.PLACED)
    if counted:
        found = found.filter(training_class__status=K.COUNTED)
    rows = found.annotate(attended=Sum("attendances__hours")).select_related(
        "training_class__course"
    )
    return [
        one
        for one in rows
        if one.attended
        and rules.came_often_enough(attended=one.attended, hours=one.training_class.course.hours)
    ]


def trained_by_day() -> list[tuple[date, str]]:
    """Each person-time of the counted classes: the last day, and whose it is; no people loaded."""
    rows = (
        SignUp.objects.filter(status=U.PLACED, training_class__status=K.COUNTED)
        .annotate(attended=Sum("attendances__hours"))
        .values_list(
            "training_class__ends_date",
            "person_key",
            "attended",
            "training_class__course__hours",
        )
    )
    return [
        (day, key)
        for day, key, attended, hours in rows
        if attended and rules.came_often_enough(attended=attended, hours=hours)
    ]


def persons(people: Iterable[SignUp]) -> int:
    """How many different people (R149)."""
    return len({one.person_key for one in people})


def year_of(on: date) -> dict[str, int]:
    """Person-times, persons and classes since the first of January (R149, R150)."""
    within = Q(training_class__ends_date__range=(date(on.year, 1, 1), on))
    people = trained(within)
    classes_held = TrainingClass.objects.filter(
        status=K.COUNTED, ends_date__range=(date(on.year, 1, 1), on)
    )
    return {
        "times": len(people),
        "persons": persons(people),
        "classes": classes_held.count(),
    }


def numbers_of(found: TrainingClass) -> dict[str, int]:
    """How many have a place, wait, came often enough, answered."""
    here = found.sign_ups.aggregate(
        placed=Count("pk", filter=Q(status=U.PLACED)),
        waiting=Count("pk", filter=Q(status=U.WAITING)),
        answered=Count("pk", filter=Q(satisfaction__isnull=False)),
    )
    return here | {"times": len(trained(Q(training_class=found), counted=False))}
