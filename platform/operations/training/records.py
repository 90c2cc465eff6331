"""The record pages of a course, a lesson, a class, a sign-up and a certificate."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from console.records import Act, ActionView, Fact, Group, Panel, PlainForm, RecordView, group
from core import privacy
from core.actor import Actor
from core.attachments import DOCUMENTS, MEDIA, PICTURES
from core.privacy import mask_id, mask_phone
from operations.training import forms, public, rules, selectors, services
from operations.training.lifecycle import (
    CLASS,
    COURSE,
    DESKS,
    HEADS,
    HELD,
    KEEPERS,
    PUBLIC,
    SIGN_UP,
    C,
    K,
    U,
)
from operations.training.models import Certificate, Course, Lesson, SignUp, TrainingClass

_course = partial(Act, key="course_id")
_class = partial(Act, key="class_id")
_sign_up = partial(Act, key="sign_up_id")
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
                _("Course"),
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
        course = Fact(_("Course"), self.record.course.title, url=url)
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
            label=gettext_lazy("Note who came"),
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
                Fact(_("Course"), record.course.title, url=url),
                *("number", "starts_date", "ends_date", "starts_time", "township", "place"),
                *("station", "teacher", "budget", "sign_up_until_date", *note),
            ),
            Group(
                _("People of the class"),
                [
                    Fact(_("Places"), str(record.capacity), number=True),
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


class RevealView(ActionView):
    """One field in full, once, with a reason (R152)."""

    field: ClassVar[str]

    def perform(self, data: dict[str, Any]) -> None:
        """Open it, and show it in the message of the next page."""
        value = privacy.reveal(self.record, self.field, by=self.actor, reason=data["reason"])
        label = self.record._meta.get_field(self.field).verbose_name
        messages.info(self.request, f"{self.record.name} · {label}：{value or '—'}")


class PhoneView(RevealView):
    """The phone."""

    field = "phone"


def has_phone(one: SignUp, actor: Actor) -> bool:
    """There is one to be seen."""
    return bool(one.phone) and privacy.may_reveal(one, "phone", by=actor)


def was_held(one: SignUp, actor: Actor) -> bool:
    """The class has ended, and they had a place."""
    return one.training_class.status in HELD and one.status == U.PLACED


def certifiable(one: SignUp, actor: Actor) -> bool:
    """They passed, and have none yet."""
    return was_held(one, actor) and bool(one.passed) and not hasattr(one, "certificate")


class SignUpRecord(RecordView[SignUp]):
    """Somebody's place in a class, and what came of it."""

    model = SignUp
    lifecycle = SIGN_UP
    name = "training:sign_up"
    header_icon = "user"
    above = (("training:sign_ups", gettext_lazy("Sign-ups")),)
    tones: ClassVar = {"placed": "good", "waiting": "warn", "cancelled": "bad"}
    actions: ClassVar = {
        "promote": _sign_up(services.sign_up_promote, form=PlainForm, tone="primary"),
        "result": _sign_up(
            services.result_note,
            form=forms.ResultForm,
            label=gettext_lazy("Enter the result"),
            who=KEEPERS,
            may=was_held,
        ),
        "survey": _sign_up(
            services.survey_answer,
            form=forms.SurveyForm,
            label=gettext_lazy("Enter the answer on paper"),
            who=DESKS,
            may=was_held,
        ),
        "certificate": _sign_up(
            services.certificate_issue,
            form=PlainForm,
            label=gettext_lazy("Issue the certificate"),
            who=KEEPERS,
            may=certifiable,
            tone="primary",
        ),
        "outcome": _sign_up(
            services.outcome_note,
            form=forms.OutcomeForm,
            label=gettext_lazy("Note what became of it"),
            who=DESKS,
            may=was_held,
        ),
        "phone": Act(
            form=forms.RevealForm,
            view=PhoneView,
            label=gettext_lazy("See the phone number"),
            may=has_phone,
            tone="rare",
        ),
        "cancel": _sign_up(services.sign_up_cancel, form=PlainForm, tone="no"),
    }

    def visible(self) -> QuerySet[SignUp]:
        """For those who sign people up."""
        return selectors.sign_ups(self.actor)

    def groups(self) -> Sequence[Group]:
        """Who, which class, consent, and the result."""
        record, held = self.record, self.record.training_class
        url = reverse("training:class", args=[held.pk])
        certificate = getattr(record, "certificate", None)
        paper = []
        if certificate is not None:
            page = reverse("training:certificate", args=[certificate.pk])
            paper = [Fact(_("Training certificate"), certificate.number, url=page)]
        return [
            group(
                _("Sign-up"),
                record,
                "number",
                Fact(_("Name"), record.masked_name),
                Fact(_("Phone"), mask_phone(record.phone) or "—"),
                Fact(_("ID number"), mask_id(record.id_number) or "—"),
                Fact(_("Village"), f"{record.village.township.name} · {record.village.name}"),
                "category",
                Fact(_("Training class"), str(held), url=url, note=str(held.starts_date)),
                Fact(_("Code to sign off by phone"), record.cancel_code),
                "consented_at",
                Fact(_("Consented to"), record.consent_text.text, wide=True),
            ),
            group(
                _("Result"),
                record,
                Fact(
                    _("Hours attended"),
                    _("%(hours)s of %(all)s")
                    % {"hours": f"{selectors.hours_of(record):g}", "all": f"{held.course.hours:g}"},
                ),
                *("passed", "score", "satisfaction", "outcome", "outcome_date", "shop"),
                *paper,
            ),
        ]

    def notices(self) -> Sequence[str]:
        """Too few hours for a person-time (R149)."""
        record = self.record
        if not was_held(record, self.actor):
            return []
        hours = record.training_class.course.hours
        if rules.came_often_enough(attended=selectors.hours_of(record), hours=hours):
            return []
        return [_("Less than six tenths of the hours were attended.")]


def holds(record: Certificate, actor: Actor) -> bool:
    """It was not revoked."""
    return record.revoked_date is None


class CertificateRecord(RecordView[Certificate]):
    """A certificate; revoked with a reason, it says so to whoever verifies it."""

    model = Certificate
    name = "training:certificate"
    header_icon = "doc-full"
    above = (("training:certificates", gettext_lazy("Training certificates")),)
    actions: ClassVar = {
        "revoke": Act(
            services.certificate_revoke,
            key="certificate_id",
            form=forms.ReasonForm,
            label=gettext_lazy("Revoke the certificate"),
            who=HEADS,
            may=holds,
            tone="no",
        ),
    }

    def visible(self) -> QuerySet[Certificate]:
        """For those who sign people up."""
        return selectors.certificates(self.actor)

    def links(self) -> Sequence[tuple[str, str]]:
        """To the paper, and to the page that verifies it."""
        page = reverse("site_training_certificate", args=[self.record.code])
        found = [(_("Page of the certificate"), page)]
        if self.record.revoked_date is None:
            address = reverse("training:certificate_paper", args=[self.record.pk])
            found.insert(0, (_("Print the certificate"), address))
        return found

    def groups(self) -> Sequence[Group]:
        """What it says."""
        record = self.record
        url = reverse("training:sign_up", args=[record.sign_up_id])
        revoked = ("revoked_date", "revoked_reason") if record.revoked_date else ()
        return [
            group(
                _("Training certificate"),
                record,
                Fact(_("Number and mark"), record.code),
                Fact(_("Name"), record.sign_up.masked_name, url=url),
                Fact(_("Course"), record.sign_up.training_class.course.title),
                *("hours", "issued_date", "issued_by_name", *revoked),
            )
        ]
