"""Inputs for the fields of an item's form, and for files."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from operations.casework.fields import LONGEST, FieldSpec

# More than these are chosen from a list.
FEW = 6
KEYBOARD = {"integer": "numeric", "decimal": "decimal", "money": "decimal", "phone": "tel"}


class ManyFiles(forms.FileInput):
    """A file input that takes several."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[UploadedFile[bytes]]:
        """All files under the name."""
        found = files.getlist(name) if hasattr(files, "getlist") else files.get(name)
        return [one for one in (found if isinstance(found, list) else [found]) if one]


class FilesField(forms.Field):
    """Files; what they are is judged by the service, which looks at their content."""

    def __init__(self, *, many: bool = True, attrs: dict[str, str], **kwargs: Any) -> None:
        widget = ManyFiles(attrs={**attrs, "multiple": many})
        messages = {"required": _("Choose a file.")}
        super().__init__(widget=widget, error_messages=messages, **kwargs)

    def clean(self, value: list[UploadedFile[bytes]]) -> list[UploadedFile[bytes]]:
        """The files, if each is one that may come. Raises ValidationError."""
        if self.required and not value:
            raise forms.ValidationError(self.error_messages["required"])
        return value


def field_of(spec: FieldSpec) -> forms.Field:
    """A form field for one of an item's. What is typed is read by `check_values`, not here."""
    words: dict[str, Any] = {"label": _label(spec), "help_text": spec.help, "required": False}
    if spec.type == "longtext":
        area = forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST["longtext"]})
        return forms.CharField(widget=area, **words)
    if spec.type in ("choice", "multi", "yesno"):
        return _chosen(spec, words)
    attrs = {"inputmode": KEYBOARD[spec.type]} if spec.type in KEYBOARD else {}
    if spec.type in ("date", "text"):
        attrs = {"type": spec.type}
    if spec.private:
        attrs["autocomplete"] = "off"
    return forms.CharField(
        widget=forms.TextInput(attrs=attrs), max_length=LONGEST["text"] + 1, **words
    )


def _label(spec: FieldSpec) -> str:
    label = f"{spec.label}（{spec.unit}）" if spec.unit else spec.label
    return label if spec.required else _("%(label)s (optional)") % {"label": label}


def _chosen(spec: FieldSpec, words: dict[str, Any]) -> forms.Field:
    if spec.type == "yesno":
        pairs = [("yes", _("yes")), ("no", _("no"))]
        return forms.ChoiceField(choices=pairs, widget=forms.RadioSelect, **words)
    choices = [(one, one) for one in spec.choices]
    if spec.type == "multi":
        return forms.MultipleChoiceField(
            choices=choices, widget=forms.CheckboxSelectMultiple, **words
        )
    if len(choices) <= FEW:
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **words)
    return forms.ChoiceField(choices=[("", _("Please choose")), *choices], **words)
