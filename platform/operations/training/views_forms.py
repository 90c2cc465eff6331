"""Forms of training: teachers, courses, lessons, classes, sign-ups at the desk."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from console.entering import EnteringPage
from operations.training import forms, selectors, services
from operations.training.lifecycle import KEEPERS, SIGNERS, C, K
from operations.training.models import Course, Lesson, Teacher, TrainingClass
from operations.training.views import CLASSES, COURSES, SIGN_UPS, TEACHERS


class PlanForm(EnteringPage):
    """A form of those who plan training; the address may say for which course or class."""

    posts: ClassVar[tuple[str, ...]] = KEEPERS
    proposed = ("course_id", "class_id")
    above: tuple[tuple[str, Any], ...] = (COURSES,)


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
    """Somebody at the desk, on the phone or at a station."""

    posts = SIGNERS
    form_class = forms.SignUpForm
    page_title = gettext_lazy("Sign somebody up")
    done = gettext_lazy("Signed up.")
    record_page = "training:sign_up"
    above = (SIGN_UPS,)

    def admitted(self) -> bool:
        """Managers of stations, too: for the villages of their station (R148)."""
        return selectors.signs_others_up(self.actor)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Which villages are offered goes by who asks."""
        return {**super().get_form_kwargs(), "actor": self.actor}

    def perform(self, data: dict[str, Any]) -> None:
        """Take the place."""
        self.subject = services.sign_up_add(**self.common(), **data)
