"""Shape of input only, of supervision."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.forms import day_input
from accounts.models import Grant
from accounts.posts import Post
from console.records.forms import RETURN, Phrases
from operations.office.lifecycle import OWNERS
from operations.office.models import (
    DailyCheck,
    Level,
    Rating,
    Source,
    SupervisionItem,
)
from operations.office.rules import supervision as rules
from operations.office.services import SupervisionData
from operations.office.settings import setting
from operations.staff.selectors import departments

CHOOSE = [("", _("Choose"))]
PARTS = (
    (_("The matter"), ("title", "requirement", "source", "reference", "level")),
    (_("Who does it"), ("department_id", "owner_id", "assisting")),
    (_("Until when"), ("due_date", "days", "milestones")),
)


def owners() -> list[tuple[int, str]]:
    """People who may have an item to do, with their posts."""
    grants = Grant.objects.valid_on(timezone.localdate()).filter(
        post__in=OWNERS, user__is_active=True
    )
    people: dict[int, tuple[str, list[str]]] = {}
    for grant in grants.select_related("user").order_by("user__name", "pk"):
        held = people.setdefault(grant.user_id, (str(grant.user), []))[1]
        held.append(str(Post(grant.post).label))
    return [
        (pk, f"{name}（{'、'.join(dict.fromkeys(posts))}）") for pk, (name, posts) in people.items()
    ]


def milestone_lines(text: str) -> tuple[tuple[date, str], ...]:
    """Milestones as typed, one in a line: the day, a space, the name. Raises ValidationError."""
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        first, _space, name = line.partition(" ")
        try:
            day = parse_date(first)
        except ValueError:
            day = None
        if day is None:
            raise forms.ValidationError(
                _("“%(line)s” does not begin with a day like 2026-03-05."),
                params={"line": line[:40]},
            )
        found.append((day, name.strip()[:80]))
    return tuple(found)


class IssueForm(forms.Form):
    """A new item (下达督办)."""

    title = forms.CharField(
        label=_("matter"),
        max_length=rules.LONGEST_TITLE,
        error_messages={"required": _("Say what the matter is.")},
    )
    requirement = forms.CharField(
        label=_("what is required"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say what is required.")},
    )
    source = forms.ChoiceField(
        label=_("where it comes from"),
        choices=[*CHOOSE, *Source.choices],
        error_messages={"required": _("Say where the item comes from.")},
    )
    reference = forms.CharField(
        label=_("source reference"),
        required=False,
        max_length=120,
        help_text=_("The document's number, the meeting, or the words of the leader."),
    )
    level = forms.ChoiceField(label=_("level"), choices=Level.choices, initial=Level.NORMAL)
    department_id = forms.TypedChoiceField(
        label=_("owner department"),
        coerce=int,
        choices=(),
        error_messages={"required": _("Choose the owner department.")},
    )
    owner_id = forms.TypedChoiceField(
        label=_("owner"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=(),
        help_text=_("Left open, whoever of the department signs for it is the owner."),
    )
    assisting = forms.TypedMultipleChoiceField(
        label=_("assisting departments"),
        coerce=int,
        required=False,
        choices=(),
        widget=forms.CheckboxSelectMultiple,
    )
    due_date = forms.DateField(label=_("due on"), required=False, widget=day_input())
    days = forms.IntegerField(
        label=_("working days"),
        required=False,
        help_text=_("Instead of a day: so many working days from today; it follows the calendar."),
    )
    milestones = forms.CharField(
        label=_("milestones"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "placeholder": "2026-03-05 …"}),
        help_text=_("One in a line: the day, a space, what is there by then."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(one.pk, one.name) for one in departments()]
        self.fields["department_id"].choices = [*CHOOSE, *offered]  # type: ignore[attr-defined]
        self.fields["assisting"].choices = offered  # type: ignore[attr-defined]
        self.fields["owner_id"].choices = [("", _("left open")), *owners()]  # type: ignore[attr-defined]

    @property
    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields by part."""
        return [(title, [self[name] for name in fields]) for title, fields in PARTS]

    def clean_milestones(self) -> tuple[tuple[date, str], ...]:
        """As days and names."""
        return milestone_lines(self.cleaned_data["milestones"])

    def data_given(self) -> dict[str, Any]:
        """What the service takes."""
        found = dict(self.cleaned_data)
        source, reference = found.pop("source"), found.pop("reference")
        found["assisting"] = tuple(found["assisting"])
        return {"data": SupervisionData(**found), "source": source, "reference": reference}


# --- Actions ---


class TextForm(forms.Form):
    """Something to say."""

    text = forms.CharField(
        label=_("what was said"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write what there is to say.")},
    )


class BeginForm(forms.Form):
    """How it is gone about."""

    measures = forms.CharField(
        label=_("measures and plan"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AnswerForm(forms.Form):
    """Which problem, and what is answered."""

    problem_id = forms.TypedChoiceField(label=_("problem"), coerce=int, choices=())
    answer = forms.CharField(
        label=_("answer"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, record: SupervisionItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        waiting = record.progress.filter(kind="problem", answered_at=None).order_by("pk")
        self.fields["problem_id"].choices = [(one.pk, one.text[:60]) for one in waiting]  # type: ignore[attr-defined]


class MilestoneForm(forms.Form):
    """Which milestone is there."""

    milestone_id = forms.TypedChoiceField(label=_("milestone"), coerce=int, choices=())

    def __init__(self, *args: Any, record: SupervisionItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        waiting = record.milestones.filter(done_date=None).order_by("due_date", "pk")
        self.fields["milestone_id"].choices = [  # type: ignore[attr-defined]
            (one.pk, f"{one.title}（{one.due_date:%Y-%m-%d}）") for one in waiting
        ]


class ReportForm(forms.Form):
    """What came of it, and how that is shown."""

    result = forms.CharField(
        label=_("result"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5})
    )
    evidence_note = forms.CharField(
        label=_("evidence on paper"),
        required=False,
        max_length=200,
        help_text=_("Where it is kept, if there is no file. Files are added on the record page."),
    )


class ReasonForm(forms.Form):
    """A reason, with the county's phrases before the usual ones."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=Phrases(RETURN),
        error_messages={"required": _("Please give the reason.")},
    )


class ReturnForm(ReasonForm):
    """Why it is not done yet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = tuple(setting("phrases", on=timezone.localdate()).get("return", ()))
        self.fields["reason"].widget = Phrases(own)


class ConfirmForm(forms.Form):
    """How it was done."""

    rating = forms.ChoiceField(label=_("rating"), choices=Rating.choices, initial=Rating.GOOD)
    rating_note = forms.CharField(label=_("why so rated"), required=False, max_length=200)


class CheckForm(forms.Form):
    """One item's check of the day."""

    finding = forms.ChoiceField(label=_("finding"), choices=DailyCheck.Finding.choices)
    problem = forms.CharField(
        label=_("problem"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    told = forms.ChoiceField(
        label=_("fed back to"),
        required=False,
        choices=[("", _("nobody")), *DailyCheck.Told.choices],
    )


class ExtensionForm(forms.Form):
    """Until when, and why."""

    to_date = forms.DateField(label=_("asked for"), widget=day_input())
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Please give the reason.")},
    )


class DecideForm(forms.Form):
    """Agree or not."""

    agree = forms.TypedChoiceField(
        label=_("decision"),
        coerce=lambda sent: sent == "yes",
        choices=[("yes", _("Agree")), ("no", _("Refuse"))],
    )
    opinion = forms.CharField(
        label=_("Opinion"), required=False, max_length=300, widget=Phrases((_("Agreed."),))
    )

    def __init__(self, *args: Any, record: SupervisionItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = record.extensions.filter(decision="open").first()
        if asked is not None:
            self.fields["agree"].help_text = _now("%(who)s asks for %(day)s: %(why)s") % {
                "who": asked.asked_by_name,
                "day": asked.to_date.isoformat(),
                "why": asked.reason,
            }
