"""Training: courses, classes with the places left and who came, sign-ups (R149–R152)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from api.records import Records, Sent
from api.shown import RecordOut, RecordRow
from api.v1.filters import Words, of_states
from core.actor import Actor
from core.lifecycle_words import denied
from operations.training import forms, selectors, services
from operations.training.kinds import CourseLevel
from operations.training.lifecycle import (
    SIGNERS,
    ClassStates,
    CourseStates,
    SignUpStates,
)
from operations.training.models import Course, SignUp, TrainingClass
from operations.training.notice import notice
from operations.training.records import ClassRecord, CourseRecord
from operations.training.records_people import SignUpRecord


class CourseFilters(Words):
    """How courses are narrowed."""

    state = of_states(CourseStates)
    level = serializers.ChoiceField(
        CourseLevel.choices, required=False, help_text=gettext_lazy("Level of the course")
    )


class ClassFilters(Words):
    """How classes are narrowed."""

    state = of_states(ClassStates)
    township = serializers.RegexField(
        r"^\d{9}$", required=False, help_text=gettext_lazy("Division code of the township.")
    )


class SignUpFilters(Words):
    """How sign-ups are narrowed."""

    state = of_states(SignUpStates)
    training_class = serializers.RegexField(
        r"^\d{1,9}$", required=False, help_text=gettext_lazy("Number of the class in this county.")
    )


class CourseRow(RecordRow):
    """A course in the list."""

    model = Course
    of: ClassVar[tuple[str, ...]] = (
        *("code", "title", "level", "audience", "hours", "teacher", "certified"),
    )


class CourseOut(RecordOut, CourseRow):
    """One course."""

    of = ("goal", "outline")


class ClassRow(RecordRow):
    """A class in the list."""

    model = TrainingClass
    course_id = serializers.IntegerField(help_text=gettext_lazy("Number of the course."))
    course = serializers.CharField(
        source="course.title", help_text=gettext_lazy("Title of the course")
    )
    starts_time = serializers.CharField(help_text=gettext_lazy("Begins at"))
    places_left = serializers.IntegerField(help_text=gettext_lazy("Places left."))
    of: ClassVar[tuple[str, ...]] = (
        *("number", "teacher", "starts_date", "ends_date", "township", "place", "station"),
        *("capacity", "taken", "sign_up_until_date"),
    )


class ClassOut(RecordOut, ClassRow):
    """One class."""

    waiting = serializers.IntegerField(help_text=gettext_lazy("How many are on the waiting list."))
    person_times = serializers.IntegerField(
        help_text=gettext_lazy("How many attended six tenths of the hours.")
    )
    answered = serializers.IntegerField(help_text=gettext_lazy("Answers to the survey"))
    lacking = serializers.ListField(
        child=serializers.CharField(),
        help_text=gettext_lazy("What its file lacks to be counted, once it has ended."),
    )
    notice = serializers.CharField(
        help_text=gettext_lazy("The wording on their data that is read to whoever signs up (R152).")
    )
    of = ("budget", "ending_note")


class SignUpRow(RecordRow):
    """A sign-up in the list; name and phone masked."""

    model = SignUp
    name = serializers.CharField(
        source="masked_name", help_text=gettext_lazy("Full name, masked (R152).")
    )
    phone = serializers.CharField(
        source="masked_phone", allow_blank=True, help_text=gettext_lazy("Phone, masked.")
    )
    class_id = serializers.IntegerField(
        source="training_class_id", help_text=gettext_lazy("Number of the class in this county.")
    )
    of: ClassVar[tuple[str, ...]] = (*("number", "village", "category", "consent_way", "station"),)


class SignUpOut(RecordOut, SignUpRow):
    """One sign-up."""

    hours = serializers.CharField(help_text=gettext_lazy("Hours attended"))
    satisfaction = serializers.IntegerField(
        allow_null=True, help_text=gettext_lazy("Answer to the survey, 5 (very satisfied) to 1.")
    )
    of = ("consented_at", "passed", "score", "outcome", "outcome_date")


class Courses(Records):
    """Courses."""

    area = "training"
    at, name = "training/courses", "training_course"
    page = CourseRecord
    row, output = CourseRow, CourseOut
    filters = CourseFilters
    title = gettext_lazy("Courses")
    about = gettext_lazy("For whoever works at the centre, newest first.")
    one = gettext_lazy("One course")
    # Planned, checked and offered in the console.
    moves = ()

    def narrowed(self, found: QuerySet[Course], **wanted: Any) -> QuerySet[Course]:
        """As the console's list does."""
        return selectors.filtered_courses(found, **wanted)


class Classes(Records):
    """Classes: begun, who came on each day, ended."""

    area = "training"
    at, name, list_name = "training/classes", "training_class", "training_classes"
    page = ClassRecord
    row, output = ClassRow, ClassOut
    filters = ClassFilters
    order = ("-starts_date", "-pk")
    title = gettext_lazy("Training classes")
    about = gettext_lazy("For whoever works at the centre, the last to begin first.")
    one = gettext_lazy("One class")
    # Of whoever teaches; what a head decides is decided where the file lies.
    moves = ("start", "attend", "end")

    def narrowed(self, found: QuerySet[TrainingClass], **wanted: Any) -> QuerySet[TrainingClass]:
        """As the console's list does."""
        return selectors.filtered_classes(found, **wanted)

    def more(self, record: TrainingClass) -> dict[str, Any]:
        """How many wait, came and answered; what the file lacks."""
        numbers = selectors.numbers_of(record)
        ended = record.status == ClassStates.ENDED
        return {
            "waiting": numbers["waiting"],
            "person_times": numbers["times"],
            "answered": numbers["answered"],
            "lacking": selectors.gaps_of(record) if ended else [],
            "notice": notice(),
        }


def may_sign_up(record: Any, actor: Actor) -> None:
    """A desk, or the manager of a station; of whom the service says (R148). Raises Denied."""
    if not selectors.signs_others_up(actor):
        raise denied(SIGNERS)


class SignUps(Records):
    """Places in classes, taken for somebody who calls or stands there."""

    area = "training"
    at, name = "training/sign-ups", "training_sign_up"
    page = SignUpRecord
    row, output = SignUpRow, SignUpOut
    filters = SignUpFilters
    title = gettext_lazy("Sign-ups")
    about = gettext_lazy("For those who sign people up; a station manager has the station's own.")
    one = gettext_lazy("One sign-up")
    adds = Sent(
        gettext_lazy("Sign somebody up"),
        form=forms.SignUpForm,
        service=services.sign_up_add,
        about=gettext_lazy(
            "The class's wording (`notice`) was read to them or signed, and they agree. Where no"
            " place is free they are on the waiting list."
        ),
        may=may_sign_up,
        example={
            "class_id": 1,
            "name": "祝小满",
            "phone": "19900006001",
            "village_id": 1,
            "category": "farmer",
            "consent": True,
            "consent_way": "phone",
        },
    )

    def narrowed(
        self, found: QuerySet[SignUp], *, training_class: str = "", **wanted: Any
    ) -> QuerySet[SignUp]:
        """As the console's list does, or those of one class."""
        found = selectors.filtered_sign_ups(found, **wanted)
        return found.filter(training_class_id=int(training_class)) if training_class else found

    def more(self, record: SignUp) -> dict[str, Any]:
        """Hours they attended."""
        return {"hours": str(selectors.hours_of(record))}


urlpatterns = [*Courses.paths(), *Classes.paths(), *SignUps.paths()]
