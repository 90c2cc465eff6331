"""What an item asks for and promises on a day."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from core.clauses import R
from core.errors import Violation
from operations.casework import catalogue
from operations.casework.fields import FieldSpec
from operations.casework.models import Case, ItemForm, Promise, ServiceItem


def fields_of(form: ItemForm) -> tuple[FieldSpec, ...]:
    """The fields of a form, as the catalogue describes them."""
    return catalogue.read_fields(form.fields, item=form.item.code)


def form_of(item: ServiceItem, *, on: date) -> ItemForm:
    """The form in force on a day. Raises Violation where the item has none."""
    forms = sorted(item.forms.all(), key=lambda form: form.version)
    in_force = [form for form in forms if form.valid_from_date <= on] or forms[:1]
    if not in_force:
        raise Violation(
            _("“%(name)s” has no form yet.") % {"name": item.name}, R(121), field="item"
        )
    return in_force[-1]


def promise_of(item: ServiceItem, *, on: date) -> Promise:
    """The promise in force on a day. Raises Violation where the item has none."""
    found = (
        item.promises.filter(valid_from_date__lte=on).order_by("-valid_from_date").first()
        or item.promises.order_by("valid_from_date").first()
    )
    if found is None:
        raise Violation(
            _("“%(name)s” has no promised time yet.") % {"name": item.name}, R(136), field="item"
        )
    return found


def missing_materials(case: Case) -> list[str]:
    """Names of what the form requires and nobody has handed in, on paper or as a file."""
    from core import attachments

    proved = {
        kind.removeprefix("material:")
        for kind in attachments.of(case).values_list("kind", flat=True)
        if kind.startswith("material:")
    }
    there = {*case.materials, *proved}
    return [
        one["name"]
        for one in case.form.materials
        if one.get("required") and one["key"] not in there
    ]
