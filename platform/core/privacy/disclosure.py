"""Opening masked data: a permission, a reason, an audit row each time (R152)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import audit
from core.actor import Actor
from core.clauses import R
from core.errors import Denied, Violation

Allow = Callable[[Actor, models.Model], bool]
SHORTEST_REASON = 4
CLAUSE = R(152)

audit.name_actions(
    {
        "privacy.reveal": gettext_lazy("saw a masked field in full"),
        "privacy.export": gettext_lazy("exported unmasked"),
    }
)


@dataclass(frozen=True, slots=True)
class _Rule:
    allow: Allow
    needs: tuple[str, ...]
    export: Callable[[Actor], bool] | None


_rules: dict[tuple[type[models.Model], str], _Rule] = {}


def register_reveal(
    model: type[models.Model],
    field: str,
    *,
    allow: Allow,
    needs: Collection[str],
    export: Callable[[Actor], bool] | None = None,
) -> None:
    """Say who may open a masked field: allow(actor, record), for one record at a time.

    needs: posts named to those refused. export(actor): who may export it unmasked; nobody
    without it. A field nobody registered cannot be opened at all.
    """
    _rules[model, field] = _Rule(allow=allow, needs=tuple(needs), export=export)


def may_reveal(record: models.Model, field: str, *, by: Actor) -> bool:
    """May this person open it? (Whether the page offers the button.)"""
    rule = _rules.get((type(record), field))
    return rule is not None and rule.allow(by, record)


@transaction.atomic
def reveal(record: models.Model, field: str, *, by: Actor, reason: str) -> str:
    """Return one field in full and write that it was seen, by whom, and why.

    Raises Denied without permission, Violation without a reason of at least four characters.
    """
    if not may_reveal(record, field, by=by):
        rule = _rules.get((type(record), field))
        raise Denied(
            _("Your posts do not include one that may see this in full."),
            needs=rule.needs if rule else (),
        )
    _reason_is_given(reason)
    audit.record(
        record,
        by=by,
        action="privacy.reveal",
        note=reason.strip(),
        changes={"field": field},
        clauses=(CLAUSE,),
    )
    return str(getattr(record, field) or "")


@transaction.atomic
def authorise_plain_export(
    model: type[models.Model],
    fields: Collection[str],
    *,
    by: Actor,
    reason: str,
    count: int,
) -> None:
    """Let an export leave unmasked, once: permission for every field, a reason, an audit row.

    count: how many records leave. Raises Denied or Violation; the exporter then masks.
    """
    for field in fields:
        rule = _rules.get((model, field))
        if rule is None or rule.export is None or not rule.export(by):
            raise Denied(
                _("Your posts do not include one that may export this unmasked."),
                needs=rule.needs if rule else (),
            )
    _reason_is_given(reason)
    audit.record(
        None,
        by=by,
        action="privacy.export",
        note=reason.strip(),
        changes={"model": model._meta.label_lower, "fields": sorted(fields), "count": count},
        clauses=(CLAUSE,),
    )


def _reason_is_given(reason: str) -> None:
    if len(reason.strip()) < SHORTEST_REASON:
        raise Violation(
            _("Say in at least %(count)d characters why you need to see it.")
            % {"count": SHORTEST_REASON},
            CLAUSE,
            field="reason",
        )
