"""The owner's verbs: sign, begin, say how it goes, reach milestones, report it done (R43, R46)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.posts import Post
from core import attachments, audit
from core.actor import Actor
from core.clauses import R
from core.errors import Violation
from core.lifecycle_words import denied
from operations.office.lifecycle import CHECKERS, WITH_OWNER
from operations.office.models import Milestone, Progress, SupervisionItem
from operations.office.rules import supervision as rules
from operations.office.services.issuing import can_own
from operations.office.services.moving import EVIDENCE, locked, move, owners_own, tell


@transaction.atomic
def supervision_sign_for(
    *, item_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> SupervisionItem:
    """The owner signs for it; of a department without a named owner, whoever signs is it (R46)."""
    item = locked(item_id)
    owners_own(item, by, at=at)
    if item.owner_id is None:
        me = by.acting_for or by
        can_own(me.user_id or 0)
        item.owner_id, item.owner_name = me.user_id, me.name[:80]
    return move(
        item,
        "sign_for",
        by=by,
        at=at,
        expected_version=expected_version,
        fields=("owner_id", "owner_name"),
    )


@transaction.atomic
def supervision_begin(
    *,
    item_id: int,
    by: Actor,
    at: datetime,
    measures: str = "",
    expected_version: int | None = None,
) -> SupervisionItem:
    """The owner begins, and may say by which measures (R46)."""
    item = locked(item_id)
    owners_own(item, by, at=at)
    move(item, "begin", by=by, at=at, expected_version=expected_version)
    if measures.strip():
        _say(item, Progress.Kind.PROGRESS, measures, by=by, at=at)
    return item


@transaction.atomic
def progress_add(*, item_id: int, text: str, by: Actor, at: datetime) -> Progress:
    """The owner says how it goes (R43)."""
    item = _in_hand(item_id, by, at=at)
    rules.words_are_there(text=text, field="text")
    audit.record(item, by=by, action="supervision.progress", note=text, clauses=(R(43),), at=at)
    return _say(item, Progress.Kind.PROGRESS, text, by=by, at=at)


@transaction.atomic
def problem_report(*, item_id: int, text: str, by: Actor, at: datetime) -> Progress:
    """The owner says what stands in the way; the office has it to read until it answers (R43)."""
    item = _in_hand(item_id, by, at=at)
    rules.words_are_there(text=text, field="text")
    said = _("Problem reported: %(title)s") % {"title": item.title}
    tell(item, step="problem", title=said, by=by, at=at, post=Post.OFFICE, message=text)
    audit.record(item, by=by, action="supervision.problem", note=text, clauses=(R(43),), at=at)
    return _say(item, Progress.Kind.PROBLEM, text, by=by, at=at)


@transaction.atomic
def problem_answer(
    *, item_id: int, problem_id: int, answer: str, by: Actor, at: datetime
) -> Progress:
    """The office or a leader answers a problem; the owner reads it (R43)."""
    if not any(by.holds(post) for post in CHECKERS):
        raise denied(CHECKERS)
    item = locked(item_id)
    rules.words_are_there(text=answer, field="answer")
    problem = item.progress.filter(
        pk=problem_id, kind=Progress.Kind.PROBLEM, answered_at=None
    ).first()
    if problem is None:
        raise Violation(_("This problem is answered already."), R(43), field="problem_id")
    problem.answer, problem.answered_by_name = answer.strip()[:500], by.signature[:80]
    problem.answered_at = at
    problem.save(update_fields=["answer", "answered_by_name", "answered_at"])
    said = _("Problem answered: %(title)s") % {"title": item.title}
    tell(item, step="answer", title=said, by=by, at=at, user_id=item.owner_id, message=answer)
    audit.record(item, by=by, action="supervision.answer", note=answer, clauses=(R(43),), at=at)
    return problem


@transaction.atomic
def milestone_reach(*, item_id: int, milestone_id: int, by: Actor, at: datetime) -> Milestone:
    """The owner notes that a milestone is there (R44)."""
    item = _in_hand(item_id, by, at=at)
    milestone = item.milestones.filter(pk=milestone_id, done_date=None).first()
    if milestone is None:
        raise Violation(_("This milestone is reached already."), R(44), field="milestone_id")
    milestone.done_date, milestone.done_by_name = timezone.localdate(at), by.signature[:80]
    milestone.save(update_fields=["done_date", "done_by_name"])
    audit.record(
        item,
        by=by,
        action="supervision.milestone",
        changes={"milestone": milestone.title},
        clauses=(R(44),),
        at=at,
    )
    return milestone


@transaction.atomic
def supervision_report(
    *,
    item_id: int,
    result: str,
    by: Actor,
    at: datetime,
    evidence_note: str = "",
    expected_version: int | None = None,
) -> SupervisionItem:
    """The owner reports it done, with result and evidence (R44, R46)."""
    item = locked(item_id)
    owners_own(item, by, at=at)
    rules.done_is_shown(
        result=result,
        files=attachments.of(item, kind=EVIDENCE).count(),
        note=evidence_note,
    )
    open_ = item.milestones.filter(done_date=None).order_by("due_date", "pk")
    rules.milestones_are_reached(missing=list(open_.values_list("title", flat=True)))
    item.result, item.evidence_note = result.strip(), evidence_note.strip()[:200]
    item.reported_by_id = (by.acting_for or by).user_id
    return move(
        item,
        "report",
        by=by,
        at=at,
        expected_version=expected_version,
        fields=("result", "evidence_note", "reported_by_id"),
    )


def _in_hand(item_id: int, by: Actor, *, at: datetime) -> SupervisionItem:
    item = locked(item_id)
    owners_own(item, by, at=at)
    if item.status not in WITH_OWNER[1:]:
        raise Violation(
            _("Entries are made between signing for the item and reporting it done."), R(46)
        )
    return item


def _say(item: SupervisionItem, kind: str, text: str, *, by: Actor, at: datetime) -> Progress:
    return Progress.objects.create(
        item=item, kind=kind, text=text.strip()[:500], by_name=by.signature[:80], at=at
    )
