"""Lists and forms of training: classes, sign-ups, courses, teachers, certificates; papers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.actors import actor_of
from accounts.views.pages import OnceAction
from console.lists import Column, ListView
from core.codes.typed import is_digits
from core.lifecycle_words import denied
from core.papers.serving import unstored
from core.privacy import mask_name, mask_phone
from operations.training import forms, paperwork, selectors, services
from operations.training.lifecycle import DESKS, KEEPERS, READERS, C, K
from operations.training.models import (
    Certificate,
    Course,
    Lesson,
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
        if not any(self.actor.holds(post) for post in self.posts):
            raise denied(self.posts)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


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
        Column(gettext_lazy("Course"), "course__title", link=True),
        Column(gettext_lazy("Number of the class"), "number", sort="number", one_line=True),
        Column(gettext_lazy("First day"), "starts_date", sort="starts_date", one_line=True),
        Column(gettext_lazy("Last day"), "ends_date", one_line=True, on_cards=False),
        Column(gettext_lazy("Township"), "township__name"),
        Column(gettext_lazy("Place of the class"), "place"),
        Column(gettext_lazy("Places"), "capacity", number=True),
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

    posts = DESKS
    name = "training:sign_ups"
    page_title = gettext_lazy("Sign-ups")
    header_icon = "group"
    filter_form = forms.SignUpFilter
    order = ("-pk",)
    columns = (
        Column(gettext_lazy("Number of the sign-up"), "number", sort="number", link=True),
        Column(gettext_lazy("Name"), "name", mask=mask_name),
        Column(gettext_lazy("Phone"), "phone", mask=mask_phone, one_line=True),
        Column(gettext_lazy("Village"), "village__name"),
        Column(gettext_lazy("Course"), "training_class__course__title"),
        Column(gettext_lazy("First day"), "training_class__starts_date", one_line=True),
        Column(gettext_lazy("State"), lambda one: one.get_status_display()),
    )

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
        Column(gettext_lazy("Name"), "sign_up__name", mask=mask_name),
        Column(gettext_lazy("Course"), "sign_up__training_class__course__title"),
        Column(gettext_lazy("Issued on"), "issued_date", sort="issued_date", one_line=True),
        Column(gettext_lazy("Revoked on"), "revoked_date", one_line=True),
    )

    def visible(self) -> QuerySet[Certificate]:
        """For those who sign people up."""
        return selectors.certificates(self.actor)

    def address(self, row: Certificate) -> str:
        """Its page."""
        return reverse("training:certificate", args=[row.pk])


class PlanForm(OnceAction):
    """A form of those who plan training."""

    template_name = "console/form.html"
    header_icon = "edit"
    posts: ClassVar[tuple[str, ...]] = KEEPERS
    submit_label = gettext_lazy("Save")
    # Where the record's page is; '' where the list shows all there is.
    record_page: ClassVar[str] = ""
    above: tuple[tuple[str, Any], ...] = (COURSES,)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """403 for others; 404 for what cannot be changed."""
        if not any(self.actor.holds(post) for post in self.posts):
            raise denied(self.posts)
        if "pk" in kwargs:
            self.subject = self.changeable().filter(pk=kwargs["pk"]).first()
            if self.subject is None:
                raise Http404
        return super().dispatch(request, *args, **kwargs)

    def changeable(self) -> QuerySet[Any]:
        """What the address may name."""
        raise NotImplementedError

    def get_initial(self) -> dict[str, Any]:
        """As it stands; else what the address proposes."""
        fields = self.form_class.base_fields  # type: ignore[union-attr]
        if self.subject is not None:
            return {
                name: getattr(self.subject, name) for name in fields if hasattr(self.subject, name)
            }
        sent = self.request.GET
        return {
            name: int(sent[name])
            for name in ("course_id", "class_id")
            if name in fields and is_digits(sent.get(name, ""))
        }

    def common(self) -> dict[str, Any]:
        """What every call takes."""
        found: dict[str, Any] = {"by": self.actor, "at": timezone.now()}
        if self.kwargs.get("pk"):
            found["expected_version"] = self.version
        return found

    def get_success_url(self) -> str:
        """To the record, or the list."""
        if self.subject is None or not self.record_page:
            return reverse(self.above[-1][0])
        return reverse(self.record_page, args=[self.subject.pk])


class TeacherAddView(PlanForm):
    """A new teacher."""

    form_class = forms.TeacherForm
    page_title = gettext_lazy("Enter a teacher")
    done = gettext_lazy("The teacher is entered.")
    above = (TEACHERS,)

    def changeable(self) -> QuerySet[Any]:
        """All of them."""
        return Teacher.objects.all()

    def perform(self, data: dict[str, Any]) -> None:
        """Enter it."""
        services.teacher_add(**self.common(), **data)


class TeacherChangeView(TeacherAddView):
    """Other than was entered."""

    page_title = gettext_lazy("Change the teacher")
    done = gettext_lazy("The teacher is changed.")

    def perform(self, data: dict[str, Any]) -> None:
        """Store it."""
        services.teacher_change(teacher_id=self.kwargs["pk"], **self.common(), **data)


class CourseAddView(PlanForm):
    """A new course."""

    form_class = forms.CourseForm
    page_title = gettext_lazy("Plan a course")
    done = gettext_lazy("The course is entered; a head offers it.")
    record_page = "training:course"

    def changeable(self) -> QuerySet[Any]:
        """Drafts."""
        return Course.objects.filter(status=C.DRAFT)

    def perform(self, data: dict[str, Any]) -> None:
        """Enter it."""
        self.subject = services.course_add(**self.common(), **data)


class CourseChangeView(CourseAddView):
    """Change a draft."""

    page_title = gettext_lazy("Change the course")
    done = gettext_lazy("The course is changed.")

    def perform(self, data: dict[str, Any]) -> None:
        """Store it."""
        services.course_change(course_id=self.kwargs["pk"], **self.common(), **data)


class LessonAddView(PlanForm):
    """A new lesson."""

    form_class = forms.LessonForm
    page_title = gettext_lazy("Write a lesson")
    done = gettext_lazy("The lesson is saved. Add video, sound and files below.")
    record_page = "training:lesson"

    def changeable(self) -> QuerySet[Any]:
        """All of them."""
        return Lesson.objects.all()

    def perform(self, data: dict[str, Any]) -> None:
        """Enter it."""
        self.subject = services.lesson_add(**self.common(), **data)


class LessonChangeView(LessonAddView):
    """Change a lesson."""

    page_title = gettext_lazy("Change the lesson")
    done = gettext_lazy("The lesson is changed.")

    def perform(self, data: dict[str, Any]) -> None:
        """Store it."""
        services.lesson_change(lesson_id=self.kwargs["pk"], **self.common(), **data)


class ClassAddView(PlanForm):
    """A new class."""

    form_class = forms.ClassForm
    page_title = gettext_lazy("Plan a class")
    done = gettext_lazy("The class is entered; a head opens the sign-up.")
    record_page = "training:class"
    above = (CLASSES,)

    def changeable(self) -> QuerySet[Any]:
        """Until it begins."""
        return TrainingClass.objects.filter(status__in=(K.DRAFT, K.OPEN))

    def perform(self, data: dict[str, Any]) -> None:
        """Enter it."""
        self.subject = services.class_add(**self.common(), **data)


class ClassChangeView(ClassAddView):
    """Change a class that has not begun."""

    page_title = gettext_lazy("Change the class")
    done = gettext_lazy("The class is changed.")

    def perform(self, data: dict[str, Any]) -> None:
        """Store it."""
        services.class_change(class_id=self.kwargs["pk"], **self.common(), **data)


class SignUpAddView(PlanForm):
    """Somebody at the desk or on the phone."""

    posts = DESKS
    form_class = forms.SignUpForm
    page_title = gettext_lazy("Sign somebody up")
    done = gettext_lazy("Signed up.")
    record_page = "training:sign_up"
    above = (SIGN_UPS,)

    def perform(self, data: dict[str, Any]) -> None:
        """Take the place."""
        self.subject = services.sign_up_add(**self.common(), **data)


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
