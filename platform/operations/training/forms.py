"""Shape of input only."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.forms import day_input
from console.records.forms import RETURN, Phrases
from core.actor import Actor
from operations.stations.models import Station, Township, Village
from operations.training import selectors
from operations.training.kinds import NOTED_CHOICES, Audience, CourseLevel, Outcome, Satisfaction
from operations.training.lifecycle import ClassStates, CourseStates, SignUpStates, U
from operations.training.models import Teacher, TrainingClass
from operations.training.notice import notice
from operations.training.services import (
    ClassData,
    CourseData,
    LessonData,
    SignUpData,
    TeacherData,
)

CHOOSE = (("", _("Choose")),)
MOST_HOURS, MOST_PLACES, MOST_BUDGET, MOST_LESSONS = 500, 500, 10_000_000, 99
HALF = Decimal("0.5")


def day(label: Any, **more: Any) -> forms.DateField:
    """A day of the calendar."""
    return forms.DateField(label=label, widget=day_input(), **more)


def number_of(label: Any, sentence: Any = "", *, required: bool = True) -> forms.TypedChoiceField:
    """One of a table's rows; the choices come with the form."""
    return forms.TypedChoiceField(
        label=label,
        coerce=int,
        choices=(),
        empty_value=None,
        required=required,
        error_messages={"required": sentence} if sentence else None,
    )


def text(label: Any, most: int, sentence: Any = "", rows: int = 0, **more: Any) -> forms.CharField:
    """A line, or a box of some rows; required where it has a sentence."""
    return forms.CharField(
        label=label,
        max_length=most,
        required=bool(sentence),
        widget=forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput(),
        error_messages={"required": sentence} if sentence else None,
        **more,
    )


class Offering(forms.Form):
    """A form that offers rows."""

    def offer(self, name: str, found: Iterable[tuple[Any, Any]]) -> None:
        """Say what a field of rows offers."""
        self.fields[name].choices = [*CHOOSE, *found]  # type: ignore[attr-defined]

    def offer_teachers(self) -> None:
        """Those who teach here."""
        rows = Teacher.objects.filter(active=True).order_by("name", "pk")
        self.offer("teacher_id", [(one.pk, f"{one.name} {one.title}".strip()) for one in rows])

    def offer_villages(self, manager: Actor | None = None) -> None:
        """Township and village, by code; manager: those that their station serves (R148)."""
        today = timezone.localdate()
        every = Village.objects.on(today).select_related("township")
        rows: QuerySet[Village] = every
        if manager is not None:
            rows = selectors.villages_served(selectors.stations_managed(manager), on=today)
            rows = rows.select_related("township")
        named = [(one.pk, f"{one.township.name} · {one.name}") for one in rows.order_by("code")]
        self.offer("village_id", named)


class TeacherForm(Offering):
    """Who teaches."""

    name = text(_("Name of the teacher"), 40, _("Give the teacher's name."))
    title = text(_("Title of the teacher"), 60)
    about = text(_("About the teacher"), 1000, rows=4, help_text=_("It stands on the site."))
    active = forms.BooleanField(label=_("Teaches here"), required=False, initial=True)

    def data_given(self) -> dict[str, Any]:
        """What the service takes."""
        return {"data": TeacherData(**self.cleaned_data)}


class CourseForm(Offering):
    """The plan of a course."""

    title = text(_("Title of the course"), 60, _("Give the course its title."))
    level = forms.ChoiceField(label=_("Level of the course"), choices=CourseLevel.choices)
    audience = forms.ChoiceField(label=_("Whom it is for"), choices=Audience.choices)
    goal = text(_("Goal of the course"), 300, _("Say what people can do afterwards."), 2)
    outline = text(_("Outline"), 3000, _("Say what it is about, a line for each part."), 6)
    hours = forms.DecimalField(
        label=_("Hours of the course"), min_value=HALF, max_value=MOST_HOURS, decimal_places=1
    )
    teacher_id = number_of(_("Teacher"), _("Choose the teacher."))
    certified = forms.BooleanField(label=_("Ends with a certificate"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_teachers()

    def data_given(self) -> dict[str, Any]:
        """What the service takes."""
        return {"data": CourseData(**self.cleaned_data)}


class LessonForm(Offering):
    """A part to read at home."""

    course_id = number_of(_("Training course"), _("Choose the course."))
    order = forms.IntegerField(label=_("Place in the course"), min_value=1, max_value=MOST_LESSONS)
    title = text(_("Title of the lesson"), 60, _("Give the lesson its title."))
    text = text(
        _("Text of the lesson"),
        20_000,
        _("Write down what is said: not everybody can load a video."),
        16,
        help_text=_("An empty line begins a new paragraph. Video and sound come afterwards."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        from operations.training.models import Course

        rows = Course.objects.order_by("-pk").values_list("pk", "title")
        self.offer("course_id", rows)

    def data_given(self) -> dict[str, Any]:
        """What the service takes."""
        return {"data": LessonData(**self.cleaned_data)}


class ClassForm(Offering):
    """When and where a class is held."""

    course_id = number_of(_("Training course"), _("Choose a course that is offered."))
    teacher_id = number_of(_("Teacher"), _("Choose the teacher."))
    starts_date = day(_("First day of the class"))
    ends_date = day(_("Last day of the class"))
    starts_time = forms.TimeField(
        label=_("Begins at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    township_id = number_of(_("Township"), _("Choose a township of the county."))
    station_id = number_of(_("Held at the station"), required=False)
    place = text(_("Place of the class"), 120, _("Say where the class is held."))
    capacity = forms.IntegerField(label=_("Number of places"), min_value=1, max_value=MOST_PLACES)
    budget = forms.DecimalField(
        label=_("Budget (yuan)"), min_value=0, max_value=MOST_BUDGET, decimal_places=2
    )
    sign_up_until_date = day(_("Sign-up until"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_teachers()
        offered = selectors.offered().values_list("pk", "code", "title")
        self.offer("course_id", [(pk, f"{code} {title}") for pk, code, title in offered])
        towns = Township.objects.on(timezone.localdate()).order_by("code")
        self.offer("township_id", towns.values_list("pk", "name"))
        stations = Station.objects.filter(status="operating").order_by("township__code", "name")
        rows = stations.values_list("pk", "township__name", "name")
        self.offer("station_id", [(pk, f"{town} · {name}") for pk, town, name in rows])

    def data_given(self) -> dict[str, Any]:
        """What the service takes."""
        return {"data": ClassData(**self.cleaned_data)}


class SignUpForm(Offering):
    """Somebody at the desk, on the phone or at a station; the wording is read to them."""

    class_id = number_of(_("Training class"), _("Choose a class that takes sign-ups."))
    name = text(_("Full name"), 40, _("Enter the full name."))
    phone = text(_("Mobile phone"), 30, _("Enter a mobile number of 11 digits."))
    id_number = text(_("ID number"), 30, help_text=_("May be left empty."))
    village_id = number_of(_("Village"), _("Choose a village of the county."))
    category = forms.ChoiceField(label=_("Who one is"), choices=Audience.choices)
    consent = forms.BooleanField(
        label=_("The wording was read to them, and they agree."),
        error_messages={"required": _("Without consent we may not take the sign-up.")},
    )
    consent_way = forms.ChoiceField(
        label=_("How they agreed"),
        choices=NOTED_CHOICES,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Note how they agreed: on the phone, in person or on paper.")
        },
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_villages(None if selectors.signs_up(actor) else actor)
        self.notice = notice()
        self.fields["consent"].help_text = self.notice
        rows = (
            TrainingClass.objects.filter(
                status="open", sign_up_until_date__gte=timezone.localdate()
            )
            .select_related("course")
            .order_by("starts_date", "pk")
        )
        self.offer("class_id", [(one.pk, self._named(one)) for one in rows])

    @staticmethod
    def _named(one: TrainingClass) -> str:
        """A class with its day and what is left of it."""
        said = {"class": one, "day": one.starts_date, "left": one.places_left}
        if one.places_left:
            return gettext("%(class)s · %(day)s · %(left)s places left") % said
        return gettext("%(class)s · %(day)s · full, goes on the waiting list") % said

    def data_given(self) -> dict[str, Any]:
        """What the service takes."""
        given = dict(self.cleaned_data)
        given.pop("consent")
        return {"data": SignUpData(agreed_to=self.notice, **given)}


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=_("Reason"), max_length=200, widget=Phrases(RETURN),
        error_messages={"required": _("Please give the reason.")},
    )  # fmt: skip


class Crowd(forms.TypedMultipleChoiceField):
    """People of a class: as many as it has places."""

    most = MOST_PLACES


class AttendanceForm(forms.Form):
    """Who came on a day."""

    day = day(_("Day"))
    hours = forms.DecimalField(
        label=_("Hours credited"), min_value=HALF, max_value=12, decimal_places=1
    )
    came = Crowd(
        label=_("Who came"),
        coerce=int,
        choices=(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, record: TrainingClass, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        rows = record.sign_ups.filter(status=U.PLACED).select_related("village")
        fields["came"].choices = [
            (one.pk, f"{one.serial:03d} {one.name}（{one.village.name}）")
            for one in rows.order_by("serial")
        ]
        today = timezone.localdate()
        fields["day"].initial = min(max(today, record.starts_date), record.ends_date)


class ResultForm(forms.Form):
    """The result of the test."""

    passed = forms.TypedChoiceField(
        label=_("Result of the training"),
        coerce=lambda value: value == "yes",
        choices=(("yes", _("did pass")), ("no", _("did not pass"))),
    )
    score = forms.IntegerField(label=_("Score"), min_value=0, max_value=100, required=False)


class SurveyForm(forms.Form):
    """One of five levels, from the paper that somebody handed in."""

    level = forms.TypedChoiceField(
        label=_("Satisfaction with the class"), coerce=int, choices=Satisfaction.choices
    )


class OutcomeForm(forms.Form):
    """What became of it, asked after three and six months."""

    outcome = forms.ChoiceField(label=_("What became of it"), choices=Outcome.choices)
    since = day(_("Since"))
    shop = text(_("Shop"), 200, help_text=_("Name or address of the shop."))


def choices(label: Any, found: Any) -> forms.ChoiceField:
    """A filter by a closed list."""
    return forms.ChoiceField(label=label, choices=[("", _("All")), *found], required=False)


class CourseFilter(forms.Form):
    """Narrows courses."""

    q = forms.CharField(label=_("Course, code, teacher"), required=False, max_length=60)
    state = choices(_("State"), CourseStates.choices)
    level = choices(_("Level of the course"), CourseLevel.choices)


class ClassFilter(forms.Form):
    """Narrows classes."""

    q = forms.CharField(label=_("Course, number, place"), required=False, max_length=60)
    state = choices(_("State"), ClassStates.choices)
    township = forms.ChoiceField(label=_("Township"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        towns = Township.objects.on(timezone.localdate()).order_by("code")
        fields: dict[str, Any] = self.fields
        fields["township"].choices = [("", _("All")), *towns.values_list("code", "name")]


class SignUpFilter(forms.Form):
    """Narrows sign-ups; a phone is found whole."""

    q = forms.CharField(label=_("Name, number, whole phone"), required=False, max_length=60)
    state = choices(_("State"), SignUpStates.choices)
