"""Shape of input only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from console.records.forms import AGREE, RETURN, Phrases
from operations.archives import selectors, sources
from operations.archives.kinds import Form, Retention
from operations.archives.rules import LONGEST_LOAN
from operations.archives.services import ArchiveSettings
from operations.archives.settings import FilingPlan, setting
from operations.staff.selectors import departments


class BorrowForm(forms.Form):
    """An application for a file."""

    number = forms.CharField(
        label=_("archive number"),
        max_length=40,
        help_text=_("As it stands on the stamp, for example Z001-WS·2026-D30-BGS-0007."),
        error_messages={"required": _("Write the archive number.")},
    )
    form = forms.ChoiceField(label=_("lent as"), choices=Form.choices, initial=Form.COPY)
    days = forms.IntegerField(
        label=_("for how many days"), min_value=1, max_value=LONGEST_LOAN, initial=7
    )
    purpose = forms.CharField(
        label=_("needed for"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300}),
        error_messages={"required": _("Say what you need it for.")},
    )


class OpinionForm(forms.Form):
    """An opinion with phrases."""

    opinion = forms.CharField(
        label=_("Opinion"), required=False, max_length=500, widget=Phrases(AGREE)
    )


class ReasonForm(forms.Form):
    """A reason with phrases."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=Phrases(RETURN),
        error_messages={"required": _("Please give the reason.")},
    )


class ReturnForm(forms.Form):
    """What was found when it came back."""

    reason = forms.CharField(
        label=_("what was found"), required=False, max_length=300, widget=Phrases()
    )


class DestructionForm(forms.Form):
    """Files whose term is over, and why they can go."""

    listed = forms.TypedMultipleChoiceField(
        label=_("archived files"),
        coerce=int,
        choices=(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(
        label=_("why they can go"),
        max_length=300,
        initial=_("Their term is over and they are of no further use."),
        error_messages={"required": _("Please give the reason.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["listed"].choices = [  # type: ignore[attr-defined]
            (file.pk, f"{file.number}　{file.title}")
            for file in selectors.over(on=timezone.localdate())[:500]
        ]

    def clean(self) -> dict[str, Any]:
        """As the service takes them."""
        found = super().clean() or {}
        return found | {"listed": found.get("listed", [])}


class SettingsForm(forms.Form):
    """Fonds number, codes of units, terms by kind: built from what there is."""

    fonds = forms.CharField(
        label=_("fonds number"),
        max_length=4,
        help_text=_("Given by the county's archives, for example Z109."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["fonds"].initial = setting("fonds", on=today)
        plan = FilingPlan.load(today)
        self.units = {one.code: one.name for one in departments()}
        for code, name in self.units.items():
            self.fields[f"unit_{code}"] = forms.CharField(
                label=name, max_length=3, initial=plan.unit_of(code)
            )
        self.terms: dict[str, list[str]] = {}
        for source in sources.all_sources():
            for kind, label in source.kinds:
                name = f"term_{source.code}_{kind}"
                self.fields[name] = forms.ChoiceField(
                    label=label,
                    choices=Retention.choices,
                    initial=plan.retention_of(source.code, kind, source.retention.get(kind, "")),
                )
                self.terms.setdefault(source.code, []).append(kind)

    @property
    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields by what they are about."""
        found: list[tuple[Any, list[forms.BoundField]]] = [
            (_("Fonds"), [self["fonds"]]),
            (_("Codes of units"), [self[f"unit_{code}"] for code in self.units]),
        ]
        for source in sources.all_sources():
            title = _("Terms: %(source)s") % {"source": source.label}
            kinds = self.terms.get(source.code, [])
            found.append((title, [self[f"term_{source.code}_{kind}"] for kind in kinds]))
        return found

    def data_given(self) -> ArchiveSettings:
        """What the service takes."""
        given = self.cleaned_data
        return ArchiveSettings(
            fonds=given["fonds"].strip().upper(),
            units={code: given[f"unit_{code}"].strip().upper() for code in self.units},
            retention={
                source: {kind: given[f"term_{source}_{kind}"] for kind in kinds}
                for source, kinds in self.terms.items()
            },
        )
