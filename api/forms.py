"""The console's own forms, filled from JSON: what is left out is what the console would show."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from api.base import ApiView
from api.errors import invalid
from api.inputs import Input, flattened, is_open, named, of_fields

MOST_CHOICES = 200


def made(kind: type[forms.Form], more: Mapping[str, Any], **kwargs: Any) -> forms.Form:
    """A form, with the record and the actor where it asks for them."""
    known = inspect.signature(kind.__init__).parameters
    return kind(**kwargs, **{name: value for name, value in more.items() if name in known})


def read(
    view: ApiView,
    kind: type[forms.Form],
    more: Mapping[str, Any],
    *,
    stands: Mapping[str, Any] | None = None,
) -> forms.Form:
    """What was sent, read by the console's own form. Raises the refusal 400.

    stands: how the record is now, for what is left out.
    """
    blank = made(kind, more, initial=dict(stands or {}))
    asked, filled = sometimes(kind), _defaults(blank)
    shape = of_fields(kind, {**asked, **blank.fields}, optional=filled)
    typed = flattened(kind, view.sent(shape))
    # What the form asks for in some cases only may be sent in all.
    typed = {k: value for k, value in typed.items() if k in blank.fields or k not in asked}
    unknown = [name for name in typed if name not in blank.fields]
    if unknown:
        raise invalid({named(name): [_("This field is not known here.")] for name in unknown})
    form = made(kind, more, data=filled | typed)
    if not form.is_valid():
        raise invalid(
            {
                ("body" if name == "__all__" else named(name)): [str(one) for one in errors]
                for name, errors in form.errors.items()
            }
        )
    return form


def sometimes(kind: type[forms.Form]) -> Mapping[str, forms.Field]:
    """Fields that a form has for some records only, and says so."""
    found: Mapping[str, forms.Field] = getattr(kind, "sometimes", {})
    return found


def shape_of(kind: type[forms.Form], name: str, *, partial: bool = False) -> type[Input]:
    """The shape of a form for the schema: its class says enough, no record is asked.

    A form that makes its fields from constants says `grows`; then one is made. partial: what is
    left out stays as it is.
    """
    if getattr(kind, "grows", False):
        shape = of_fields(kind, made(kind, {}).fields)
    else:
        fields = {**kind.base_fields, **sometimes(kind)}
        shape = of_fields(kind, fields, optional=fields if partial else ())
    shape.__name__ = "".join(part.title() for part in name.replace("_", " ").split())
    return shape


def choices_of(form: forms.Form) -> dict[str, list[dict[str, str]]]:
    """What the fields take whose choices are a matter of the record or the county."""
    found: dict[str, list[dict[str, str]]] = {}
    for name, field in form.fields.items():
        if isinstance(field, forms.ChoiceField) and is_open(type(form), name):
            choices: Any = field.choices
            known = [(value, label) for value, label in choices if value not in ("", None)]
            found[name] = [
                {"value": str(value), "label": str(label)} for value, label in known[:MOST_CHOICES]
            ]
    return found


def _defaults(form: forms.Form) -> dict[str, Any]:
    """What the console would have filled in before somebody types."""
    found = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    return {name: value for name, value in found.items() if value is not None}
