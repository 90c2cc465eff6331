"""Who handles a case: assigned, in one go for many, handed over (R121)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.actor import Actor, directory
from core.clauses import R
from core.errors import Denied, Violation
from core.models.inbox import InboxItem
from operations.casework import rules
from operations.casework.lifecycle import HANDLERS
from operations.casework.models import Case, CaseHandler
from operations.casework.services.moving import locked, move


@dataclass(frozen=True, slots=True)
class Assigned:
    """What became of one case of a batch; refusal is '' where it was assigned."""

    case_id: int
    title: str
    refusal: str = ""


@transaction.atomic
def case_assign(
    *,
    case_id: int,
    handler_id: int,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> Case:
    """Give an accepted case to somebody who may handle it."""
    case = locked(case_id)
    _can_handle(case, handler_id)
    _take_up(case, handler_id, at=at)
    return move(
        case,
        "assign",
        by=by,
        at=at,
        expected_version=expected_version,
        fields=("handler",),
        changes={"handler": directory().name_of(handler_id)},
    )


def cases_assign(
    *, case_ids: Collection[int], handler_id: int, by: Actor, at: datetime
) -> list[Assigned]:
    """Give many cases to one person; each on its own, so that one refusal stops no other."""
    done = []
    for case_id in case_ids:
        title = str(Case.objects.select_related("item").get(pk=case_id))
        try:
            case_assign(case_id=case_id, handler_id=handler_id, by=by, at=at)
        except (Violation, Denied) as refused:
            done.append(Assigned(case_id, title, refused.sentence))
        else:
            done.append(Assigned(case_id, title))
    return done


def handed_over(record: object, item: InboxItem, by: Actor, at: datetime) -> None:
    """The inbox's 转办 of the handling step makes its receiver the handler."""
    if not isinstance(record, Case) or item.step != "handle" or item.user_id is None:
        return
    # The step is there as long as the case is assigned or handled.
    case = locked(record.pk)
    _can_handle(case, item.user_id)
    before = case.handler
    _take_up(case, item.user_id, at=at)
    case.version += 1
    case.save(update_fields=["handler", "version", "updated_at"])
    audit.record(
        case,
        by=by,
        action="case.hand_over",
        changes={"handler": (str(before or ""), directory().name_of(item.user_id))},
        clauses=(R(121),),
        at=at,
    )


def _take_up(case: Case, handler_id: int, *, at: datetime) -> None:
    CaseHandler.objects.filter(case=case, to_at__isnull=True).update(to_at=at)
    CaseHandler.objects.create(case=case, user_id=handler_id, from_at=at)
    case.handler_id = handler_id


def _can_handle(case: Case, handler_id: int) -> None:
    known = directory()
    if not known.is_active(handler_id):
        raise Violation(
            _("This person does not work here any more. Choose somebody else."),
            R(121),
            field="handler_id",
        )
    person = known.actor_of(handler_id)
    if not any(person.holds(post, case.process_scope()) for post in HANDLERS):
        raise Violation(
            _("%(name)s has no post that handles cases of this zone.")
            % {"name": known.name_of(handler_id)},
            R(121),
            field="handler_id",
        )
    if case.about_id is not None:
        first = CaseHandler.objects.filter(case_id=case.about_id).values_list("user_id", flat=True)
        rules.complaint_is_by_another(handler=handler_id, first_handlers=set(first))
