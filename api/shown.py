"""Records as JSON, read by the shape that the schema publishes: one declaration for both.

    class SealUseRow(Shape):
        model = SealUse
        of = ("number", "status", "seal", "document", "applied_at")

`of` takes fields of the model with their names in words; a choice comes with its label, and
`status` is called `state`. What has no field of its own, or is masked by a property of the model,
is declared beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, ClassVar

from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import get_language, gettext_lazy
from rest_framework import serializers

from core import audit

Field = serializers.Field[Any, Any, Any, Any]
# How fields of the model are called here.
NAMES = {"status": "state", "status_since": "state_since"}


Words = Callable[[type[models.TextChoices], str], str]


def labels() -> Words:
    """Choices in the language of the moment; worked out once, not once a row."""
    return _labels(get_language() or "")


@cache
def _labels(language: str) -> Words:
    known: dict[tuple[type[models.TextChoices], str], str] = {}

    def label(kind: type[models.TextChoices], value: str) -> str:
        found = known.get((kind, value))
        if found is None:
            found = known[kind, value] = str(kind(value).label)
        return found

    return label


class Named(serializers.Serializer[Any]):
    """Something with a code and a name."""

    code = serializers.CharField(help_text=gettext_lazy("Code."))
    name = serializers.CharField(help_text=gettext_lazy("Name."))


class Located(serializers.Serializer[Any]):
    """Something with a number in this county and a name."""

    id = serializers.IntegerField(help_text=gettext_lazy("Number in this county."))
    name = serializers.CharField(help_text=gettext_lazy("Name."))


class Shape(serializers.Serializer[Any]):
    """What is given of a record: fields of its model, and those declared."""

    model: ClassVar[type[models.Model]]
    of: ClassVar[tuple[str, ...]] = ()

    def get_fields(self) -> dict[str, Field]:
        """Those declared first, then the model's, of the classes above before one's own."""
        found: dict[str, Field] = super().get_fields()
        for kind in reversed(type(self).__mro__):
            for name in kind.__dict__.get("of", ()):
                found |= _of_model(self.model, name)
        return found


def _of_model(model: type[models.Model], name: str) -> dict[str, Field]:
    """A field of a model; with its label where it is a choice."""
    field: Any = model._meta.get_field(name)
    own = NAMES.get(name, name)
    more: dict[str, Any] = {"help_text": field.verbose_name}
    if own != name:
        more["source"] = name
    if field.is_relation:
        many = bool(field.many_to_many)
        return {own: Located(many=True, **more) if many else Located(allow_null=field.null, **more)}
    if field.choices:
        words = format_lazy("{}：{}", field.verbose_name, gettext_lazy("in words"))
        label = serializers.CharField(source=f"get_{name}_display", help_text=words)
        choices = [one for one in field.choices if one[0] != ""]
        return {
            own: serializers.ChoiceField(choices, allow_blank=field.blank, **more),
            f"{own}_label": label,
        }
    if field.null:
        more["allow_null"] = True
    return {own: _plain(field, more)}


def _plain(field: Any, more: dict[str, Any]) -> Field:
    if isinstance(field, models.JSONField):
        return serializers.ListField(child=serializers.CharField(), **more)
    for kind, made in (
        (models.BooleanField, serializers.BooleanField),
        (models.IntegerField, serializers.IntegerField),
        (models.DateTimeField, serializers.DateTimeField),
        (models.DateField, serializers.DateField),
    ):
        if isinstance(field, kind):
            return made(**more)
    return serializers.CharField(allow_blank=True, **more)


def tell(shape: type[serializers.Serializer[Any]], thing: Any, **given: Any) -> dict[str, Any]:
    """A record in a shape; given: values that the record does not have itself."""
    return {
        name: given[name] if name in given else _value(field, thing)
        for name, field in _fields(shape).items()
    }


@cache
def _fields(shape: type[serializers.Serializer[Any]]) -> Mapping[str, Field]:
    """Made once: a shape costs as much as a query."""
    return dict(shape().fields)


def _value(field: Field, thing: Any) -> Any:
    value: Any = field.get_attribute(thing)
    if isinstance(field, serializers.ListSerializer):
        rows = value.all() if isinstance(value, models.Manager) else value
        child: Any = field.child
        return [tell(type(child), one) for one in rows]
    if isinstance(field, serializers.Serializer):
        return None if value is None else tell(type(field), value)
    return value


# --- What every record page shows ---

LATEST = 40


class Available(serializers.Serializer[Any]):
    """An action that is open now."""

    action = serializers.CharField(
        help_text=gettext_lazy("POST it to the record's address with this name.")
    )
    label = serializers.CharField(  # type: ignore[assignment]  # popped by the metaclass
        help_text=gettext_lazy("The action in words.")
    )


class Offer(serializers.Serializer[Any]):
    """One of the values that a field takes."""

    value = serializers.CharField(help_text=gettext_lazy("What is sent; a number as a number."))
    label = serializers.CharField(  # type: ignore[assignment]  # popped by the metaclass
        help_text=gettext_lazy("The value in words.")
    )


class Offered(Available):
    """An action that is open now, with what its fields take for this record."""

    choices = serializers.DictField(
        child=Offer(many=True),
        help_text=gettext_lazy(
            "By the field: what it takes for this record, where the schema cannot say it."
        ),
    )


class Event(serializers.Serializer[Any]):
    """Something that happened to the record."""

    at = serializers.DateTimeField(help_text=gettext_lazy("When."))
    action = serializers.CharField(help_text=gettext_lazy("Name of the act."))
    label = serializers.CharField(  # type: ignore[assignment]  # popped by the metaclass
        help_text=gettext_lazy("The act in words.")
    )
    by = serializers.CharField(help_text=gettext_lazy("By whom, and for whom."))
    note = serializers.CharField(allow_blank=True, help_text=gettext_lazy("Reason or opinion."))
    clause = serializers.ListField(
        child=serializers.IntegerField(),
        help_text=gettext_lazy("Numbers of the handbook's rules it was done by."),
    )


class RecordRow(Shape):
    """A record with a lifecycle, in a list."""

    id = serializers.IntegerField(help_text=gettext_lazy("Number in this county."))
    version = serializers.IntegerField(help_text=gettext_lazy("Rises with every change."))
    updated_at = serializers.DateTimeField(help_text=gettext_lazy("Last changed at."))
    of: ClassVar[tuple[str, ...]] = ("status",)


class RecordOut(Shape):
    """What comes with one record besides its line."""

    of: ClassVar[tuple[str, ...]] = ("status_since",)
    history = Event(many=True, help_text=gettext_lazy("What happened, the last 40 entries."))
    available_actions = Offered(many=True, help_text=gettext_lazy("What you could do with it now."))


def history_of(record: models.Model) -> list[dict[str, Any]]:
    """What happened, oldest first; addresses and devices stay in the console's log."""
    latest = list(audit.timeline(record).order_by("-id")[:LATEST])
    return [
        {
            "at": one.at,
            "action": one.action,
            "label": one.headline,
            "by": one.signature,
            "note": one.note,
            "clause": one.clauses,
        }
        for one in reversed(latest)
    ]
