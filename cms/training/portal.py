"""Courses on the province's portal: what they teach, and the next classes with places left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms import portal_kinds
from cms.training import found
from operations.training import public
from operations.training.public import PublicClass, PublicCourse
from oversight import portal

MOST_COURSES, CLASSES_SHOWN = 200, 2


def register() -> None:
    """Called once at start-up."""
    portal_kinds.register(portal_kinds.Kind(portal.COURSE, gettext_lazy("Courses"), courses))


def courses() -> Iterable[portal.Entry]:
    """All that are offered; the townships of their open classes find them, too."""
    classes: dict[str, list[PublicClass]] = {}
    for held in public.upcoming(on=timezone.localdate()):
        if held.open:
            classes.setdefault(held.course.code, []).append(held)
    for one in public.courses()[:MOST_COURSES]:
        held_soon = classes.get(one.code, [])
        words = found.entry(one)
        towns = dict.fromkeys(held.township for held in held_soon)
        words = replace(
            words,
            keywords=(*words.keywords, *towns),
            day=held_soon[0].starts if held_soon else None,
        )
        yield portal_kinds.entry(words, facts=tuple(facts(one, held_soon)))


def facts(one: PublicCourse, classes: Sequence[PublicClass]) -> Iterable[str]:
    """What a card says: kind and hours, then the next classes with their places."""
    said = {
        "level": one.level_label,
        "for": one.audience_label,
        "hours": f"{one.hours.normalize():f}",
    }
    yield _("%(level)s · %(for)s · %(hours)s hours of teaching") % said
    for held in classes[:CLASSES_SHOWN]:
        said = {"day": f"{held.starts:%m-%d}", "place": held.township, "left": str(held.left)}
        if held.left:
            yield _("%(day)s in %(place)s: %(left)s places left") % said
        else:
            yield _("%(day)s in %(place)s: full, waiting list open") % said
    if len(classes) > CLASSES_SHOWN:
        yield _("%(n)s more classes") % {"n": len(classes) - CLASSES_SHOWN}
