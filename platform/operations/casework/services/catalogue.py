"""The county's own hand on the catalogue: promises, further fields, offering (R136, R66)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.posts import Post
from core import audit
from core.actor import Actor
from core.clauses import R
from core.errors import Violation
from core.lifecycle_words import denied
from operations.casework.catalogue import BrokenCatalogue, as_row, read_fields
from operations.casework.fields import FieldSpec
from operations.casework.models import ItemForm, Promise, ServiceItem

KEEPERS = (Post.COUNTY_ADMIN, Post.OFFICE, Post.LEADER)
TEXTS = ("short", "what", "who", "basis", "where", "fee", "needs_agreement", "at_station")
MOST_OWN_FIELDS = 20


@transaction.atomic
def promise_change(
    *,
    item_id: int,
    days: int,
    legal_days: int,
    valid_from_date: date,
    by: Actor,
    at: datetime,
    reason: str,
    urgent_days: int | None = None,
) -> Promise:
    """Promise another time from a day on; running cases keep their own (R136)."""
    item = _item(item_id, by)
    if not reason.strip():
        raise Violation(_("Please give the reason."), R(136), field="reason")
    if valid_from_date < timezone.localdate(at):
        raise Violation(
            _("A promise changes from today or later, not in the past."),
            R(136),
            field="valid_from_date",
        )
    promise = Promise(
        item=item,
        valid_from_date=valid_from_date,
        days=days,
        urgent_days=urgent_days,
        legal_days=legal_days,
    )
    _clean(promise)
    promise.save()
    audit.record(
        item,
        by=by,
        action="item.promise",
        note=reason.strip(),
        changes={"from": valid_from_date.isoformat(), "days": days, "legal": legal_days},
        clauses=(R(136),),
        at=at,
    )
    return promise


@transaction.atomic
def field_add(
    *, item_id: int, field: dict[str, Any], valid_from_date: date, by: Actor, at: datetime
) -> ItemForm:
    """Ask for one thing more from a day on: a new version of the form; cases keep theirs."""
    item = _item(item_id, by)
    latest = item.forms.order_by("-version").first()
    fields = list(latest.fields) if latest else []
    own = list(latest.own) if latest else []
    spec = _spec(field, item)
    if any(one["key"] == spec.key for one in fields):
        raise Violation(_("This form has such a field already."), R(121), field="key")
    if len(own) >= MOST_OWN_FIELDS:
        raise Violation(
            _("A form takes at most %(most)d fields of the county's own.")
            % {"most": MOST_OWN_FIELDS},
            R(121),
            field="key",
        )
    form = ItemForm(
        item=item,
        version=(latest.version if latest else 0) + 1,
        valid_from_date=valid_from_date,
        fields=[*fields, as_row(spec)],
        materials=list(latest.materials) if latest else [],
        own=[*own, spec.key],
    )
    _clean(form)
    form.save()
    audit.record(
        item,
        by=by,
        action="item.field",
        changes={"field": spec.label, "from": valid_from_date.isoformat()},
        clauses=(R(121),),
        at=at,
    )
    return form


@transaction.atomic
def item_change(*, item_id: int, by: Actor, at: datetime, **values: Any) -> ServiceItem:
    """Correct the guide's words. Raises Violation or Denied."""
    item = _item(item_id, by)
    unknown = set(values) - set(TEXTS)
    if unknown:
        raise TypeError(", ".join(sorted(unknown)))
    changes = {
        name: (str(getattr(item, name)), str(value))
        for name, value in values.items()
        if getattr(item, name) != value
    }
    for name, value in values.items():
        setattr(item, name, value)
    _clean(item)
    item.save()
    if changes:
        audit.record(item, by=by, action="item.change", changes=changes, at=at)
    return item


@transaction.atomic
def item_withdraw(
    *, item_id: int, from_date: date | None, by: Actor, at: datetime, reason: str
) -> ServiceItem:
    """Offer an item no more from a day on (None: offer it again); running cases go on."""
    item = _item(item_id, by)
    if not reason.strip():
        raise Violation(_("Please give the reason."), R(121), field="reason")
    item.withdrawn_date = from_date
    item.save(update_fields=["withdrawn_date"])
    audit.record(
        item,
        by=by,
        action="item.withdraw" if from_date else "item.restore",
        note=reason.strip(),
        changes={"from": from_date.isoformat()} if from_date else {},
        clauses=(R(121),),
        at=at,
    )
    return item


def _spec(field: dict[str, Any], item: ServiceItem) -> FieldSpec:
    try:
        (spec,) = read_fields([field], item=item.code)
    except BrokenCatalogue as error:
        raise Violation(
            _("This field cannot be asked like this: check its type and its choices."),
            R(121),
            field=error.key.rpartition(".")[2] or "key",
        ) from error
    return spec


def _item(item_id: int, by: Actor) -> ServiceItem:
    if not by.is_system and not any(by.holds(post) for post in KEEPERS):
        raise denied(KEEPERS)
    return ServiceItem.objects.select_for_update().get(pk=item_id)


def _clean(record: Promise | ItemForm | ServiceItem) -> None:
    try:
        record.full_clean()
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise Violation(
            "；".join(messages), R(136), field="" if field == "__all__" else field
        ) from error
