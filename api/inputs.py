"""The shape of what is sent: unknown names are refused by name, JSON types are not guessed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from rest_framework import serializers

JSON_TYPES: tuple[tuple[type[serializers.Field[Any, Any, Any, Any]], tuple[type, ...]], ...] = (
    (serializers.BooleanField, (bool,)),
    (serializers.IntegerField, (int,)),
    (serializers.DecimalField, (str, int, float)),
    (serializers.CharField, (str,)),
    (serializers.ChoiceField, (str,)),
    (serializers.DateField, (str,)),
)


class Input(serializers.Serializer[Any]):
    """The fields of a JSON body."""

    strict = True

    def to_internal_value(self, data: Any) -> Any:
        """Refuse what has no field, and what is of another type, before reading it."""
        if isinstance(data, Mapping):
            wrong = {
                str(name): [_("This field is not known here.")]
                for name in data
                if name not in self.fields
            }
            if self.strict:
                wrong |= {
                    name: [_("This is not the right type.")]
                    for name, field in self.fields.items()
                    if name in data and not _typed(field, data[name])
                }
            if wrong:
                raise serializers.ValidationError(wrong)
        return super().to_internal_value(data)


class Query(Input):
    """The filters of a list: texts by nature."""

    strict = False


def _typed(field: Any, value: Any) -> bool:
    if value is None:
        return True
    for kind, types in JSON_TYPES:
        if isinstance(field, kind):
            return isinstance(value, types) and (bool in types or not isinstance(value, bool))
    return True


def of_form(form: forms.Form) -> type[Input]:
    """The JSON shape of a form of the console: the same names, types and limits."""
    fields = {name: _field(field) for name, field in form.fields.items()}
    return type(f"{type(form).__name__}Input", (Input,), fields)


def _field(field: forms.Field) -> serializers.Field[Any, Any, Any, Any]:
    words = " ".join(str(part) for part in (field.label, field.help_text) if part)
    more: dict[str, Any] = {"help_text": words}
    if not field.required or field.initial is not None or isinstance(field, forms.BooleanField):
        more["required"] = False
    if isinstance(field, forms.MultipleChoiceField):
        child = serializers.ChoiceField(choices=_choices(field))
        return serializers.ListField(child=child, max_length=len(_choices(field)) or 1, **more)
    if isinstance(field, forms.ChoiceField):
        return serializers.ChoiceField(choices=_choices(field), **more)
    return _plain(field, more)


def _plain(field: forms.Field, more: dict[str, Any]) -> serializers.Field[Any, Any, Any, Any]:
    if isinstance(field, forms.BooleanField):
        return serializers.BooleanField(**more)
    if isinstance(field, forms.DecimalField):
        return serializers.DecimalField(
            max_digits=field.max_digits,
            decimal_places=field.decimal_places,
            allow_null=not field.required,
            **more,
        )
    if isinstance(field, forms.IntegerField):
        return serializers.IntegerField(
            min_value=_bound(field.min_value), max_value=_bound(field.max_value), **more
        )
    if isinstance(field, forms.DateField):
        return serializers.DateField(allow_null=not field.required, **more)
    if isinstance(field, forms.CharField):
        return serializers.CharField(
            max_length=field.max_length, allow_blank=not field.required, **more
        )
    raise TypeError(type(field).__name__)


def _bound(value: Any) -> int | None:
    """A form's limits may be callables; ours are numbers."""
    return value if isinstance(value, int) else None


def _choices(field: Any) -> list[tuple[str, str]]:
    return [(str(value), str(words)) for value, words in field.choices]
