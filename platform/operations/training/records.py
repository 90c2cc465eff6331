"""The record pages of a course, a lesson and a class."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from console.records import Act, Fact, Group, Panel, PlainForm, RecordView, group
from core.attachments import DOCUMENTS, MEDIA, PICTURES
from operations.training import forms, public, selectors, services
from operations.training.lifecycle import (
    CLASS,
    COURSE,
    KEEPERS,
    PUBLIC,
    C,
    K,
    U,
)
from operations.training.models import Course, Lesson, TrainingClass

_course = partial(Act, key="course_id")
_class = partial(Act, key="class_id")
MOST = 300


class CourseRecord(RecordView[Course]):
    """A course with its lessons and classes."""

    model = Course
    lifecycle = COURSE
    name = "training:course"
    header_icon = "openquote"
    above = (("training:courses", gettext_lazy("Courses")),)
    path_states = (C.DRAFT, C.LISTED)
    drafts = (C.DRAFT,)
    tones: ClassVar = {"listed": "good", "stopped": "bad"}
    actions: ClassVar = {
        "list": _course(services.course_list, form=PlainForm, tone="primary"),
        "resume": _course(services.course_resume, form=PlainForm),
        "stop": _course(services.course_stop, form=forms.ReasonForm, tone="no"),
    }

    def visible(self) -> QuerySet[Course]:
        """For whoever works at the centre."""
        return selectors.courses(self.actor)

    def links(self) -> Sequence[tuple[str, str]]:
        """To the form of a draft, a lesson, a class, and to what people see."""
        record, found = self.record, []
        asked = f"?course_id={record.pk}"
        if selectors.keeps(self.actor):
            if record.status == C.DRAFT:
                found.append((_("Change"), reverse("training:course_change", args=[record.pk])))
            found.append((_("Write a lesson"), reverse("training:lesson_add") + asked))
            if record.status == C.LISTED:
                found.append((_("Plan a class"), reverse("training:class_add") + asked))
        if record.code:
            page = reverse("site_training_course", args=[record.code])
            found.append((_("Page of the course"), page))
        return found

    def groups(self) -> Sequence[Group]:
        """The plan."""
        return [
            group(
                _("Training course"),
                self.record,
                *("code", "title", "level", "audience", "goal", "hours"),
                *("teacher", "certified", "outline"),
            )
        ]

    def panels(self) -> Sequence[Panel]:
        """Lessons and classes."""
        record = self.record
        lessons = {"lessons": record.lessons.order_by("order")}
        held = record.classes.select_related("course", "township").order_by("-starts_date")[:MOST]
        return [
            Panel(_("Lessons"), "training/includes/lessons.html", lessons),
            Panel(_("Training classes"), "training/includes/classes.html", {"classes": held}),
        ]


class LessonRecord(RecordView[Lesson]):
    """A lesson: its text, and its files."""

    model = Lesson
    name = "training:lesson"
    header_icon = "openquote"
    above = (("training:courses", gettext_lazy("Courses")),)
    file_kinds: ClassVar = {
        public.VIDEO: gettext_lazy("Video of the lesson"),
        public.AUDIO: gettext_lazy("Sound of the lesson"),
        public.HANDOUT: gettext_lazy("Handout"),
    }
    file_types = PICTURES | DOCUMENTS | MEDIA

    def types_of(self, kind: str) -> Any:
        """A film, a sound, or something to print."""
        media: dict[str, frozenset[str] | set[str]] = {
            public.VIDEO: {"video/mp4"},
            public.AUDIO: {"audio/mpeg", "audio/mp4"},
        }
        return media.get(kind, PICTURES | DOCUMENTS)

    def visible(self) -> QuerySet[Lesson]:
        """For whoever works at the centre."""
        return selectors.lessons(self.actor)

    def may_file(self) -> bool:
        """By those who plan courses."""
        return selectors.keeps(self.actor)

    def links(self) -> Sequence[tuple[str, str]]:
        """To the form, and to what people see."""
        record, found = self.record, []
        if selectors.keeps(self.actor):
            found.append((_("Change"), reverse("training:lesson_change", args=[record.pk])))
        if record.course.code:
            page = reverse("site_training_lesson", args=[record.course.code, record.order])
            found.append((_("Page of the lesson"), page))
        return found

    def groups(self) -> Sequence[Group]:
        """What it says."""
        url = reverse("training:course", args=[self.record.course_id])
        course = Fact(_("Training course"), self.record.course.title, url=url)
        return [group(_("Lesson"), self.record, course, "order", "title", "text")]


class ClassRecord(RecordView[TrainingClass]):
    """A class: its people, its file, and whether it counts."""

    model = TrainingClass
    lifecycle = CLASS
    name = "training:class"
    header_icon = "calendar"
    above = (("training:classes", gettext_lazy("Training classes")),)
    path_states = (K.DRAFT, K.OPEN, K.RUNNING, K.ENDED, K.COUNTED)
    drafts = (K.DRAFT,)
    draft_title = "place"
    file_kinds: ClassVar = {
        selectors.PHOTO: gettext_lazy("Photo of the class"),
        selectors.SHEET: gettext_lazy("Signed sheet"),
    }
    tones: ClassVar = {"open": "good", "counted": "good", "ended": "warn", "cancelled": "bad"}
    actions: ClassVar = {
        "open": _class(services.class_open, form=PlainForm, tone="primary"),
        "start": _class(services.class_start, form=PlainForm, tone="primary"),
        "attend": _class(
            services.attendance_note,
            form=forms.AttendanceForm,
            label=gettext_lazy("Note the attendance"),
            intro=gettext_lazy("Noted again, it replaces what was noted for that day."),
            who=KEEPERS,
            states=(K.RUNNING, K.ENDED),
        ),
        "end": _class(services.class_end, form=PlainForm, tone="primary"),
        "count": _class(services.class_count, form=PlainForm, tone="primary"),
        "cancel": _class(services.class_cancel, form=forms.ReasonForm, tone="no"),
    }

    def visible(self) -> QuerySet[TrainingClass]:
        """For whoever works at the centre."""
        return selectors.classes(self.actor)

    def may_file(self) -> bool:
        """Photos and sheets come until the class is counted."""
        return selectors.keeps(self.actor) and self.record.status in (K.RUNNING, K.ENDED)

    def links(self) -> Sequence[tuple[str, str]]:
        """To the form, the sheet, the desk's sign-up, and to what people see."""
        record, found = self.record, []
        if selectors.keeps(self.actor) and record.status in (K.DRAFT, K.OPEN):
            found.append((_("Change"), reverse("training:class_change", args=[record.pk])))
        if selectors.signs_up(self.actor) and record.number:
            found.append((_("Sign-in sheet"), reverse("training:sheet", args=[record.pk])))
            if record.status == K.OPEN:
                address = f"{reverse('training:sign_up_add')}?class_id={record.pk}"
                found.append((_("Sign somebody up"), address))
        if record.status in PUBLIC and record.number:
            page = reverse("site_training_course", args=[record.course.code])
            found.append((_("Page of the course"), page))
        return found

    def groups(self) -> Sequence[Group]:
        """When, where, with whom, and how many."""
        record = self.record
        numbers = selectors.numbers_of(record)
        url = reverse("training:course", args=[record.course_id])
        note = ("ending_note",) if record.ending_note else ()
        return [
            group(
                _("Training class"),
                record,
                Fact(_("Training course"), record.course.title, url=url),
                *("number", "starts_date", "ends_date", "starts_time", "township", "place"),
                *("station", "teacher", "budget", "sign_up_until_date", *note),
            ),
            Group(
                _("People of the class"),
                [
                    Fact(_("Number of places"), str(record.capacity), number=True),
                    Fact(_("Places taken"), str(record.taken), number=True),
                    Fact(_("On the waiting list"), str(numbers["waiting"]), number=True),
                    Fact(_("Person-times (60 % of the hours)"), str(numbers["times"]), number=True),
                    Fact(_("Answers to the survey"), str(numbers["answered"]), number=True),
                ],
            ),
        ]

    def panels(self) -> Sequence[Panel]:
        """Who signed up, for those who run it."""
        if not selectors.signs_up(self.actor):
            return []
        people = selectors.sign_ups(self.actor).filter(training_class=self.record)
        rows = people.exclude(status=U.CANCELLED).order_by("serial")[:MOST]
        return [Panel(_("Sign-ups"), "training/includes/people.html", {"people": rows})]

    def notices(self) -> Sequence[str]:
        """What the file lacks, once the class has ended (R150)."""
        if self.record.status != K.ENDED:
            return []
        lacking = selectors.gaps_of(self.record)
        if not lacking:
            return [_("The file is whole: a head who did not plan the class can count it.")]
        said = _("The file of the class is incomplete, it is not counted. Missing: %(what)s.")
        return [said % {"what": "、".join(lacking)}]
