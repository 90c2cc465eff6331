"""One form for all items: its fields come from what the item's form asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from console.sentences import told
from core.errors import Violation
from operations.casework.fields import FieldSpec, check_values

PREFIX = "details-"
YESNO = (("", gettext_lazy("Choose")), ("yes", gettext_lazy("yes")), ("no", gettext_lazy("no")))
TYPED: Mapping[str, dict[str, str]] = {
    "integer": {"inputmode": "numeric"},
    "decimal": {"inputmode": "decimal"},
    "money": {"inputmode": "decimal"},
    "phone": {"inputmode": "tel", "autocomplete": "off"},
    "account": {"inputmode": "numeric", "autocomplete": "off"},
}
LONGEST = 200


class DetailsForm(forms.Form):
    """Fields of an item's form at one stage, each checked by its own description.

    complete: what is asked must be there and right; a draft keeps what was typed as it is.
    """

    complete = True
    # In JSON the item's fields are one object (api.inputs).
    nested: ClassVar = {"details": PREFIX}

    def __init__(
        self,
        *args: Any,
        specs: Sequence[FieldSpec] = (),
        stage: str = "apply",
        values: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.stage = stage
        self.specs = [one for one in specs if one.stage == stage]
        for one in self.specs:
            name = f"{PREFIX}{one.key}"
            self.fields[name] = field_of(one)
            if values and one.key in values:
                self.initial.setdefault(name, _typed(values[one.key]))

    def clean(self) -> dict[str, Any]:
        """Every field's own refusal at the field, not the first one only."""
        data = super().clean() or {}
        self.details: dict[str, Any] = {}
        for one in self.specs:
            name = f"{PREFIX}{one.key}"
            raw = data.pop(name, "")
            if name in self.errors:
                continue
            if not self.complete:
                if raw not in ("", []):
                    self.details[one.key] = raw
                continue
            try:
                self.details |= check_values([one], {one.key: raw}, stage=self.stage)
            except Violation as refusal:
                self.add_error(name, told(refusal))
        return data


def field_of(one: FieldSpec) -> forms.Field:
    """The field that asks it. What is required is judged by its own sentence, not Django's."""
    label = f"{one.label}（{one.unit}）" if one.unit else one.label
    if one.type == "multi":
        field: forms.Field = forms.MultipleChoiceField(
            label=label,
            required=False,
            choices=[(choice, choice) for choice in one.choices],
            widget=forms.CheckboxSelectMultiple,
        )
    else:
        field = forms.CharField(label=label, required=False, widget=widget_of(one))
    field.help_text = one.help
    field.asked = one.required  # type: ignore[attr-defined]
    field.secret = one.private  # type: ignore[attr-defined]
    return field


def widget_of(one: FieldSpec) -> forms.Widget:
    """How it is typed."""
    if one.type == "choice":
        return forms.Select(choices=[("", _("Choose")), *((c, c) for c in one.choices)])
    if one.type == "yesno":
        return forms.Select(choices=YESNO)
    if one.type == "longtext":
        return forms.Textarea(attrs={"rows": 3})
    if one.type == "date":
        return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.TextInput(attrs={"maxlength": LONGEST, **TYPED.get(one.type, {})})


def _typed(value: Any) -> Any:
    """A stored value as the field shows it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value
