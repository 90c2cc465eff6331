"""The pages to read: courses with the calendar, a course, a lesson, a teacher, a certificate."""

from __future__ import annotations

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.actors import address_of
from cms import pagecache
from cms.casework.answers import too_many
from cms.casework.throttle import Limit
from cms.machines import Crumb, Described
from cms.training import described
from cms.training.tags import CALENDAR, course_tag
from operations.training import public
from operations.training.kinds import CourseLevel
from operations.training.public import PublicClass, PublicCourse

NOT_FOUND = 404
# Whoever guesses at certificates is stopped; a hall of people who verify theirs is not.
VERIFY = Limit("verify-certificate", 40)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Courses, and the calendar of classes with places left, all or what was asked for."""
    today = timezone.localdate()
    courses, calendar = public.courses(), public.upcoming(on=today)
    towns = sorted({(one.township_code, one.township) for one in calendar})
    months = public.months(calendar)
    asked = _asked(request, months=months, towns=[code for code, _name in towns])
    # What names no level, month or township fills no cache.
    if len(asked) == sum(bool(request.GET.get(name)) for name in ("kind", "month", "township")):
        pagecache.keep(request, CALENDAR)
    shown = [one for one in courses if asked.get("kind", one.level) == one.level]
    rows = [one for one in calendar if _fits(one, asked)]
    path = reverse("site_training")
    return render(
        request,
        "cms/training/index.html",
        {
            "courses": shown,
            "calendar": rows,
            "anything": bool(courses),
            "levels": CourseLevel.choices,
            "months": months,
            "towns": towns,
            "asked": asked,
            "about": Described(
                text=_("Courses of e-commerce for villages: calendar, places left, sign-up."),
                path=path,
                crumbs=(described.shelf(),),
                data=[described.course_list(shown, request)] if shown else (),
            ),
        },
    )


def _asked(request: HttpRequest, *, months: list[str], towns: list[str]) -> dict[str, str]:
    known = {"kind": CourseLevel.values, "month": months, "township": towns}
    sent = {name: request.GET.get(name, "") for name in known}
    return {name: value for name, value in sent.items() if value in known[name]}


def _fits(one: PublicClass, asked: dict[str, str]) -> bool:
    own = {"kind": one.course.level, "month": one.month, "township": one.township_code}
    return all(own[name] == value for name, value in asked.items())


def course_or_404(code: str) -> PublicCourse:
    """A course that is or was offered. Raises Http404."""
    found = public.course(code)
    if found is None:
        raise Http404
    return found


@require_safe
def course(request: HttpRequest, code: str) -> HttpResponse:
    """One course: what one learns, from whom, when and where, and its lessons."""
    found = course_or_404(code)
    pagecache.keep(request, course_tag(code))
    classes = public.upcoming(on=timezone.localdate(), course=code)
    path = reverse("site_training_course", args=[code])
    return render(
        request,
        "cms/training/course.html",
        {
            "course": found,
            "classes": classes,
            "lessons": public.lessons(code),
            "about": Described(
                text=found.goal,
                path=path,
                crumbs=(described.shelf(), Crumb(found.title, path)),
                data=[
                    described.course(found, classes, request),
                    *(described.event(one, request) for one in classes),
                ],
            ),
        },
    )


@require_safe
def lesson(request: HttpRequest, code: str, order: int) -> HttpResponse:
    """One lesson. ?slow=1 leaves film and sound out: text and links with their sizes remain."""
    found, shown = course_or_404(code), public.lesson(code, order)
    if shown is None:
        raise Http404
    slow = request.GET.get("slow") == "1"
    pagecache.keep(request, course_tag(code))
    every = public.lessons(code)
    at = [number for number, _title in every].index(order)
    path = reverse("site_training_lesson", args=[code, order])
    return render(
        request,
        "cms/training/lesson.html",
        {
            "course": found,
            "lesson": shown,
            "paragraphs": [part for part in re.split(r"\n\s*\n", shown.text) if part.strip()],
            "slow": slow,
            "before": every[at - 1] if at else None,
            "after": every[at + 1] if at + 1 < len(every) else None,
            "about": Described(
                text=shown.text[:120],
                path=path,
                crumbs=(
                    described.shelf(),
                    Crumb(found.title, reverse("site_training_course", args=[code])),
                    Crumb(shown.title, path),
                ),
            ),
        },
    )


@require_safe
def teacher(request: HttpRequest, pk: int) -> HttpResponse:
    """Who teaches, and what."""
    found = public.teacher(pk)
    if found is None:
        raise Http404
    pagecache.keep(request, CALENDAR)
    path = reverse("site_training_teacher", args=[pk])
    return render(
        request,
        "cms/training/teacher.html",
        {
            "teacher": found,
            "courses": public.taught_by(pk),
            "about": Described(
                text=found.about[:120] or found.title,
                path=path,
                crumbs=(described.shelf(), Crumb(found.name, path)),
            ),
        },
    )


@require_safe
def certificates(request: HttpRequest) -> HttpResponse:
    """Somewhere to type the number, for whoever cannot scan it."""
    typed = request.GET.get("number", "").strip()[: public.LONGEST_TYPED]
    if typed:
        # Only letters and digits come into the address; what is none of ours is told there.
        return redirect("site_training_certificate", code=re.sub(r"[^0-9A-Za-z]", "-", typed))
    return render(request, "cms/training/certificates.html", {})


@never_cache
@require_safe
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """Genuine, revoked, or none of ours."""
    if not VERIFY.passed(address_of(request)):
        return too_many(request)
    found = public.certificate(code)
    context: dict[str, Any] = {"certificate": found, "typed": code[: public.LONGEST_TYPED]}
    status = 200 if found else NOT_FOUND
    response = render(request, "cms/training/certificate.html", context, status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
