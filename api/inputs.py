"""The shape of what is sent: unknown names are refused by name, JSON types are not guessed."""

from __future__ import annotations

import math
from collections.abc import Container, Mapping
from typing import Any

from django import forms
from django.utils.choices import CallableChoiceIterator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

JSON_TYPES: tuple[tuple[type[serializers.Field[Any, Any, Any, Any]], tuple[type, ...]], ...] = (
    (serializers.BooleanField, (bool,)),
    (serializers.IntegerField, (int,)),
    (serializers.DecimalField, (str, int, float)),
    (serializers.CharField, (str,)),
    (serializers.ChoiceField, (str,)),
    (serializers.DateField, (str,)),
    (serializers.DateTimeField, (str,)),
    (serializers.TimeField, (str,)),
)


MOMENTS: tuple[tuple[type[forms.Field], Any], ...] = (
    (forms.DateField, serializers.DateField),
    (forms.DateTimeField, serializers.DateTimeField),
    (forms.TimeField, serializers.TimeField),
)
LONGEST_VALUE = 2000
MOST_VALUES = 50
MOST_KEYS = 100
# What a number of ours can be at most: no key of a record is larger.
LARGEST_ID = 2**31 - 1
_SCALAR: list[dict[str, Any]] = [
    {"type": "string", "maxLength": LONGEST_VALUE},
    {"type": "number"},
    {"type": "boolean"},
]
_VALUE = {
    "anyOf": [
        *_SCALAR,
        {"type": "array", "maxItems": MOST_VALUES, "items": {"anyOf": _SCALAR}},
    ]
}


@extend_schema_field(_VALUE)
class Value(serializers.Field[Any, Any, Any, Any]):
    """One answer to a form whose fields differ: a text, a number, yes or no, or a list of them."""

    default_error_messages = {
        "value": gettext_lazy("A text, a number, true or false, or a list of them is wanted."),
        "long": gettext_lazy("This is too long."),
    }

    def to_internal_value(self, data: Any) -> Any:
        """As it came; nothing nested, endless or not to be stored."""
        if isinstance(data, list):
            if len(data) > MOST_VALUES:
                self.fail("long")
            return [self._one(value) for value in data]
        return self._one(data)

    def _one(self, value: Any) -> Any:
        if isinstance(value, float) and not math.isfinite(value):
            self.fail("value")
        if not isinstance(value, str | int | float):
            self.fail("value")
        if isinstance(value, str) and len(value) > LONGEST_VALUE:
            self.fail("long")
        return value.replace("\x00", "") if isinstance(value, str) else value


class Values(serializers.DictField):
    """Answers by the keys of their fields."""

    child = Value(allow_null=True)
    default_error_messages = {"many": gettext_lazy("These are more fields than any form has.")}

    def to_internal_value(self, data: Any) -> Any:
        """Each by itself; refusals name the key."""
        if isinstance(data, Mapping) and len(data) > MOST_KEYS:
            self.fail("many")
        return super().to_internal_value(data)


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


def of_fields(
    kind: type[forms.Form], fields: Mapping[str, forms.Field], *, optional: Container[str] = ()
) -> type[Input]:
    """The shape of a form's fields. Files are left out: they go to the record's attachments.

    optional: names of fields that have a value where nothing is sent.

    A form says with `nested` which of its fields are one object here: {"details": "details-"}.
    """
    nested: Mapping[str, str] = getattr(kind, "nested", {})
    made: dict[str, Any] = {
        name: Values(required=False, help_text=_("Answers by the keys of the item's fields."))
        for name in nested
    }
    for name, field in fields.items():
        if not isinstance(field, forms.FileField) and not name.startswith(tuple(nested.values())):
            made[name] = _field(field, open_=is_open(kind, name), optional=name in optional)
    return type(f"{kind.__name__}Input", (Input,), made)


def flattened(kind: type[forms.Form], sent: Mapping[str, Any]) -> dict[str, Any]:
    """What was sent, under the names of the form's fields."""
    nested: Mapping[str, str] = getattr(kind, "nested", {})
    found = {name: value for name, value in sent.items() if name not in nested}
    for name, prefix in nested.items():
        found |= {f"{prefix}{key}": value for key, value in sent.get(name, {}).items()}
    return found


def named(field: str) -> str:
    """A field of a form as the API calls it: details-topic → details.topic."""
    return field.replace("-", ".", 1)


def is_open(kind: type[forms.Form], name: str) -> bool:
    """Are the choices those of one record, or of one county? Then the form judges, no schema."""
    field: Any = kind.base_fields.get(name)
    choices = getattr(field, "choices", None)
    return isinstance(choices, CallableChoiceIterator) or choices == []


def _field(
    field: forms.Field, *, open_: bool, optional: bool
) -> serializers.Field[Any, Any, Any, Any]:
    words = " ".join(str(part) for part in (field.label, field.help_text) if part)
    more: dict[str, Any] = {"help_text": words}
    given = field.initial is not None or isinstance(field, forms.BooleanField)
    if optional or given or not field.required:
        more["required"] = False
    if isinstance(field, forms.ChoiceField) and getattr(field, "coerce", None) is int:
        return _numbers(field, more)
    if isinstance(field, forms.MultipleChoiceField) and open_:
        texts = serializers.CharField(max_length=200)
        return serializers.ListField(child=texts, max_length=MOST_VALUES, **more)
    if isinstance(field, forms.MultipleChoiceField):
        child = serializers.ChoiceField(choices=_choices(field))
        return serializers.ListField(child=child, max_length=len(_choices(field)) or 1, **more)
    if isinstance(field, forms.ChoiceField) and open_:
        return serializers.CharField(max_length=200, **more)
    if isinstance(field, forms.ChoiceField):
        return serializers.ChoiceField(choices=_choices(field), **more)
    return _plain(field, more)


def _numbers(
    field: forms.ChoiceField, more: dict[str, Any]
) -> serializers.Field[Any, Any, Any, Any]:
    """Records chosen by their number; the form knows which."""
    if isinstance(field, forms.MultipleChoiceField):
        child = serializers.IntegerField(min_value=1, max_value=LARGEST_ID)
        # A field that takes more says how many: a class has more people than a form has ticks.
        most = getattr(field, "most", MOST_VALUES)
        return serializers.ListField(child=child, max_length=most, **more)
    return serializers.IntegerField(
        min_value=1, max_value=LARGEST_ID, allow_null=not field.required, **more
    )


def _plain(field: forms.Field, more: dict[str, Any]) -> serializers.Field[Any, Any, Any, Any]:
    if isinstance(field, forms.BooleanField):
        either = isinstance(field, forms.NullBooleanField)
        return serializers.BooleanField(allow_null=either, **more)
    if isinstance(field, forms.DecimalField):
        return serializers.DecimalField(
            max_digits=field.max_digits,
            decimal_places=field.decimal_places,
            allow_null=not field.required,
            **more,
        )
    if isinstance(field, forms.IntegerField):
        return serializers.IntegerField(
            min_value=_bound(field.min_value),
            max_value=_bound(field.max_value),
            allow_null=not field.required,
            **more,
        )
    for kind, made in MOMENTS:
        if isinstance(field, kind):
            moment: serializers.Field[Any, Any, Any, Any] = made(
                allow_null=not field.required, **more
            )
            return moment
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
