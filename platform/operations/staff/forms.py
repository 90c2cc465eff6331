"""Shapes of input only; the rules are in rules.py."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import ReasonForm, day_input
from operations.staff import selectors
from operations.staff.models import Department, Establishment, Person, Skill


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A day, picked with the browser's own calendar."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=day_input(),
    )


class PersonForm(forms.Form):
    """Somebody who joins, or their corrected data."""

    name = forms.CharField(label=_("Full name"), max_length=40)
    phone = forms.CharField(
        label=_("Mobile phone"),
        max_length=20,
        required=False,
        help_text=_("Stored encrypted; shown masked. Leave empty to keep the present number."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    joined_date = day_field(_("Joined on"))


class AssignForm(forms.Form):
    """A post of the establishment, or a title in a department."""

    establishment = forms.ModelChoiceField(
        label=_("Post of the establishment"),
        queryset=Establishment.objects.none(),
        required=False,
        empty_label=_("— not of the establishment —"),
    )
    department = forms.ModelChoiceField(
        label=_("Department"), queryset=Department.objects.none(), required=False
    )
    title = forms.CharField(label=_("Post"), max_length=40, required=False)
    from_date = day_field(_("From"))
    ends_others = forms.BooleanField(
        label=_("Change of post: end the present posts the day before"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["establishment"].queryset = (  # type: ignore[attr-defined]
            Establishment.objects.select_related("department").order_by("order")
        )
        self.fields["department"].queryset = selectors.departments()  # type: ignore[attr-defined]


class SkillForm(forms.Form):
    """A skill with its certificate."""

    skill = forms.ModelChoiceField(label=_("Skill"), queryset=Skill.objects.none())
    certificate = forms.CharField(label=_("Certificate"), max_length=80, required=False)
    from_date = day_field(_("Since"))
    expires_date = day_field(
        _("Expires"), required=False, help_text=_("Empty: it does not expire.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["skill"].queryset = Skill.objects.order_by("name")  # type: ignore[attr-defined]


class LeaveForm(ReasonForm):
    """Leaving: why, and the last day."""

    left_date = day_field(_("Last day"))


class ReturnForm(ReasonForm):
    """Coming back: why, and the new first day."""

    joined_date = day_field(_("New first day"))


class NoteForm(forms.Form):
    """A step that needs no reason but may have a note."""

    reason = forms.CharField(label=_("Note"), max_length=200, required=False)


class HeadForm(forms.Form):
    """Who heads it."""

    head = forms.ModelChoiceField(
        label=_("Head"), queryset=Person.objects.none(), required=False, empty_label=_("— nobody —")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["head"].queryset = Person.objects.filter(  # type: ignore[attr-defined]
            status__in=("joining", "active")
        ).order_by("name")


class AreaForm(HeadForm):
    """Head of a zone and what it does."""

    note = forms.CharField(label=_("What it does"), max_length=200, required=False)


class MinimumForm(ReasonForm):
    """How many people a post needs at least."""

    minimum = forms.IntegerField(label=_("At least"), min_value=0, max_value=200)
    field_order = ["minimum", "reason"]


class DepartmentForm(forms.Form):
    """A department the handbook does not name."""

    name = forms.CharField(label=_("Name"), max_length=40)
    code = forms.SlugField(label=_("Code"), max_length=20, help_text=_("Small letters, once."))
    parent = forms.ModelChoiceField(
        label=_("Belongs to"), queryset=Department.objects.none(), required=False
    )
    area = forms.ChoiceField(label=_("Zone"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = selectors.departments()  # type: ignore[attr-defined]
        zones = [(area.code, area.name) for area in selectors.areas()]
        self.fields["area"].choices = [("", "—"), *zones]  # type: ignore[attr-defined]
