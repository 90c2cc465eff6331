"""Lists and forms of training: classes, sign-ups, courses, teachers, certificates; papers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.actors import actor_of
from console.lists import Column, ListView
from core.lifecycle_words import denied
from core.papers.serving import unstored
from core.privacy import mask_name, mask_phone
from operations.training import forms, paperwork, selectors
from operations.training.lifecycle import DESKS, READERS, SIGNERS
from operations.training.models import (
    Certificate,
    Course,
    SignUp,
    Teacher,
    TrainingClass,
)

COURSES = ("training:courses", gettext_lazy("Courses"))
CLASSES = ("training:classes", gettext_lazy("Training classes"))
TEACHERS = ("training:teachers", gettext_lazy("Teachers"))
SIGN_UPS = ("training:sign_ups", gettext_lazy("Sign-ups"))


class Readers:
    """A list for whoever works at the centre."""

    posts: ClassVar[tuple[str, ...]] = READERS
    actor: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """403 for others."""
        if not self.admitted():
            raise denied(self.posts)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def admitted(self) -> bool:
        """Is one of the posts held at the centre?"""
        return any(self.actor.holds(post) for post in self.posts)


class CoursesView(Readers, ListView[Course]):
    """Courses, the newest first."""

    name = "training:courses"
    page_title = gettext_lazy("Courses")
    header_icon = "openquote"
    filter_form = forms.CourseFilter
    order = ("-pk",)
    columns = (
        Column(gettext_lazy("Title of the course"), "title", sort="title", link=True),
        Column(gettext_lazy("Course code"), "code", sort="code", one_line=True),
        Column(gettext_lazy("Level of the course"), lambda one: one.get_level_display()),
        Column(gettext_lazy("Whom it is for"), lambda one: one.get_audience_display()),
        Column(gettext_lazy("Hours of the course"), "hours", number=True),
        Column(gettext_lazy("Teacher"), "teacher__name"),
        Column(gettext_lazy("State"), lambda one: one.get_status_display()),
    )

    def visible(self) -> QuerySet[Course]:
        """All of them."""
        return selectors.courses(self.actor)

    def narrowed(self, rows: QuerySet[Course], asked: dict[str, Any]) -> QuerySet[Course]:
        """By words, state and level."""
        words = {"query": asked.get("q", ""), "level": asked.get("level", "")}
        return selectors.filtered_courses(rows, state=asked.get("state", ""), **words)

    def address(self, row: Course) -> str:
        """Its page."""
        return reverse("training:course", args=[row.pk])

    def buttons(self) -> Sequence[tuple[str, str]]:
        """A new one."""
        if not selectors.keeps(self.actor):
            return ()
        return ((str(gettext_lazy("Plan a course")), reverse("training:course_add")),)


class ClassesView(Readers, ListView[TrainingClass]):
    """Classes, the latest first."""

    name = "training:classes"
    page_title = gettext_lazy("Training classes")
    header_icon = "calendar"
    filter_form = forms.ClassFilter
    order = ("-starts_date",)
    columns = (
        Column(gettext_lazy("Training course"), "course__title", link=True),
        Column(gettext_lazy("Number of the class"), "number", sort="number", one_line=True),
        Column(gettext_lazy("First day"), "starts_date", sort="starts_date", one_line=True),
        Column(gettext_lazy("Last day of the class"), "ends_date", one_line=True, on_cards=False),
        Column(gettext_lazy("Township"), "township__name"),
        Column(gettext_lazy("Place of the class"), "place"),
        Column(gettext_lazy("Number of places"), "capacity", number=True),
        Column(gettext_lazy("Places taken"), "taken", number=True, total=True),
        Column(gettext_lazy("State"), lambda one: one.get_status_display()),
    )

    def visible(self) -> QuerySet[TrainingClass]:
        """All of them."""
        return selectors.classes(self.actor)

    def narrowed(
        self, rows: QuerySet[TrainingClass], asked: dict[str, Any]
    ) -> QuerySet[TrainingClass]:
        """By words, state and township."""
        return selectors.filtered_classes(
            rows,
            query=asked.get("q", ""),
            state=asked.get("state", ""),
            township=asked.get("township", ""),
        )

    def address(self, row: TrainingClass) -> str:
        """Its page."""
        return reverse("training:class", args=[row.pk])

    def buttons(self) -> Sequence[tuple[str, str]]:
        """A new one."""
        if not selectors.keeps(self.actor):
            return ()
        return ((str(gettext_lazy("Plan a class")), reverse("training:class_add")),)


class SignUpsView(Readers, ListView[SignUp]):
    """Who signed up, the latest first; phones are masked here and in the file (R152)."""

    posts = SIGNERS
    name = "training:sign_ups"
    page_title = gettext_lazy("Sign-ups")
    header_icon = "group"
    filter_form = forms.SignUpFilter
    order = ("-pk",)
    columns = (
        Column(gettext_lazy("Number of the sign-up"), "number", sort="number", link=True),
        Column(gettext_lazy("Full name"), "name", mask=mask_name),
        Column(gettext_lazy("Phone"), "phone", mask=mask_phone, one_line=True),
        Column(gettext_lazy("Village"), "village__name"),
        Column(gettext_lazy("Training course"), "training_class__course__title"),
        Column(gettext_lazy("First day"), "training_class__starts_date", one_line=True),
        Column(gettext_lazy("State"), lambda one: one.get_status_display()),
    )

    def admitted(self) -> bool:
        """Managers of stations, too: they see those of their station (R148)."""
        return selectors.signs_others_up(self.actor)

    def visible(self) -> QuerySet[SignUp]:
        """For those who sign people up."""
        return selectors.sign_ups(self.actor)

    def narrowed(self, rows: QuerySet[SignUp], asked: dict[str, Any]) -> QuerySet[SignUp]:
        """By words and state."""
        return selectors.filtered_sign_ups(
            rows, query=asked.get("q", ""), state=asked.get("state", "")
        )

    def address(self, row: SignUp) -> str:
        """Its page."""
        return reverse("training:sign_up", args=[row.pk])

    def buttons(self) -> Sequence[tuple[str, str]]:
        """One more."""
        return ((str(gettext_lazy("Sign somebody up")), reverse("training:sign_up_add")),)


class TeachersView(Readers, ListView[Teacher]):
    """Teachers by name."""

    name = "training:teachers"
    page_title = gettext_lazy("Teachers")
    header_icon = "user"
    order = ("name",)
    columns = (
        Column(gettext_lazy("Name of the teacher"), "name", sort="name", link=True),
        Column(gettext_lazy("Title of the teacher"), "title"),
        Column(gettext_lazy("Teaches here"), "active"),
    )

    def visible(self) -> QuerySet[Teacher]:
        """All of them."""
        return selectors.teachers(self.actor)

    def address(self, row: Teacher) -> str:
        """The form, for those who may change it."""
        if not selectors.keeps(self.actor):
            return ""
        return reverse("training:teacher_change", args=[row.pk])

    def buttons(self) -> Sequence[tuple[str, str]]:
        """A new one."""
        if not selectors.keeps(self.actor):
            return ()
        return ((str(gettext_lazy("Enter a teacher")), reverse("training:teacher_add")),)


class CertificatesView(Readers, ListView[Certificate]):
    """Certificates, the latest first."""

    posts = DESKS
    name = "training:certificates"
    page_title = gettext_lazy("Training certificates")
    header_icon = "doc-full"
    order = ("-pk",)
    columns = (
        Column(gettext_lazy("Number of the certificate"), "number", sort="number", link=True),
        Column(gettext_lazy("Full name"), "sign_up__name", mask=mask_name),
        Column(gettext_lazy("Training course"), "sign_up__training_class__course__title"),
        Column(gettext_lazy("Day of issue"), "issued_date", sort="issued_date", one_line=True),
        Column(gettext_lazy("Revoked on"), "revoked_date", one_line=True),
    )

    def visible(self) -> QuerySet[Certificate]:
        """For those who sign people up."""
        return selectors.certificates(self.actor)

    def address(self, row: Certificate) -> str:
        """Its page."""
        return reverse("training:certificate", args=[row.pk])


@require_safe
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The sign-in sheet of a class as PDF: it names people in full."""
    actor = actor_of(request.user, request)
    if not selectors.signs_up(actor):
        raise denied(DESKS)
    found = selectors.classes(actor).filter(pk=pk).exclude(number="").first()
    if found is None:
        raise Http404
    return unstored(paperwork.sheet(found), name=f"sign-in-{found.number}.pdf")


@require_safe
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """A certificate as PDF; one that was revoked is printed no more."""
    actor = actor_of(request.user, request)
    if not selectors.signs_up(actor):
        raise denied(DESKS)
    found = selectors.certificates(actor).filter(pk=pk, revoked_date=None).first()
    if found is None:
        raise Http404
    address = request.build_absolute_uri(reverse("site_training_certificate", args=[found.code]))
    return unstored(paperwork.certificate(found, address), name=f"{found.number}.pdf")
