"""Destruction: proposed by the office, appraised by one, approved by another (R0, R26)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.posts import Post
from core import audit, inbox, numbering
from core.actor import Actor
from core.clauses import R
from core.errors import Violation
from core.lifecycle_words import denied
from operations.archives import fulltext, paperwork, rules, selectors
from operations.archives.lifecycle import DESTRUCTION, D
from operations.archives.models import ArchivedFile, ArchivedPart, DestructionList
from operations.archives.numbers import DESTRUCTION as SERIES

WAITS_FOR = {D.PROPOSED: Post.LEADER, D.APPRAISED: Post.DIRECTOR}


@transaction.atomic
def list_propose(*, files: Sequence[int], reason: str, by: Actor, at: datetime) -> DestructionList:
    """Put files whose term is over on a list. Raises Violation or Denied."""
    if not any(by.holds(post) for post in selectors.KEEPERS):
        raise denied(selectors.KEEPERS)
    if not reason.strip():
        raise Violation(_("Please give the reason."), R(26), field="reason")
    chosen = list(
        ArchivedFile.objects.select_for_update().filter(pk__in=list(files)).order_by("pk")
    )
    rules.files_are_listed(number=len(chosen))
    today = timezone.localdate(at)
    rules.only_what_is_over(
        still=[
            file.number
            for file in chosen
            if not rules.term_is_over(year=file.year, retention=file.retention, today=today)
        ]
    )
    rules.all_are_free(taken=selectors.taken(chosen))
    made = DestructionList(
        reason=reason.strip()[:300],
        proposed_at=at,
        proposed_by_name=by.signature[:80],
        created_by_id=(by.acting_for or by).user_id,
        status_since=at,
    )
    made.number = numbering.draw(SERIES, on=today).text
    made.save()
    ArchivedFile.objects.filter(pk__in=[file.pk for file in chosen]).update(destruction=made)
    audit.record(
        made,
        by=by,
        action="destruction.propose",
        note=made.reason,
        changes={"number": made.number, "files": len(chosen)},
        clauses=(R(26),),
        at=at,
    )
    _announce(made, by=by, at=at)
    return made


@transaction.atomic
def list_appraise(
    *,
    list_id: int,
    by: Actor,
    at: datetime,
    opinion: str = "",
    expected_version: int | None = None,
) -> DestructionList:
    """The first signature: they are worth keeping no longer. Not by who proposed it (R0)."""
    found = _locked(list_id)
    found.appraised_by_id = (by.acting_for or by).user_id
    found.appraised_by_name, found.appraised_at = by.signature[:80], at
    found.appraisal = opinion.strip()[:500]
    return _move(
        found,
        "appraise",
        by=by,
        at=at,
        reason=opinion,
        expected_version=expected_version,
        fields=("appraised_by_id", "appraised_by_name", "appraised_at", "appraisal"),
    )


@transaction.atomic
def list_destroy(
    *,
    list_id: int,
    by: Actor,
    at: datetime,
    opinion: str = "",
    expected_version: int | None = None,
) -> DestructionList:
    """The second signature, by another: the contents go, the lines of the catalogue stay.

    After the commit the stored bytes are deleted; the list itself is kept as a paper.
    """
    found = _locked(list_id)
    if found.status == D.APPRAISED:
        rules.two_sign(appraiser=found.appraised_by_id, persons=by.persons)
    found.approved_by_id = (by.acting_for or by).user_id
    found.approved_by_name, found.approved_at = by.signature[:80], at
    _move(
        found,
        "destroy",
        by=by,
        at=at,
        reason=opinion,
        expected_version=expected_version,
        fields=("approved_by_id", "approved_by_name", "approved_at"),
    )
    files = list(found.files.select_for_update().order_by("pk"))
    found.files.update(destroyed_at=at)
    fulltext.forget(files)
    parts = ArchivedPart.objects.filter(file__destruction=found).select_related(
        "paper", "attachment"
    )
    for part in parts:
        transaction.on_commit(partial(_erase, part.stored))
    audit.record_many(
        (
            audit.Draft(file, "archive.destroyed", changes={"number": found.number})
            for file in files
        ),
        by=by,
        at=at,
    )
    paperwork.issue_destruction(found, by=by)
    return found


def _erase(stored: Any) -> None:
    stored.storage.delete(stored.name)


@transaction.atomic
def list_drop(
    *, list_id: int, reason: str, by: Actor, at: datetime, expected_version: int | None = None
) -> DestructionList:
    """They are kept after all; the files are free again."""
    found = _locked(list_id)
    return _move(found, "drop", by=by, at=at, reason=reason, expected_version=expected_version)


def _locked(list_id: int) -> DestructionList:
    """The list, locked until the transaction ends. Raises DestructionList.DoesNotExist."""
    return DestructionList.objects.select_for_update().get(pk=list_id)


def _move(
    found: DestructionList,
    action: str,
    *,
    by: Actor,
    at: datetime,
    reason: str,
    expected_version: int | None,
    fields: Iterable[str] = (),
) -> DestructionList:
    was = str(found.status)
    DESTRUCTION.apply(found, action, by=by, reason=reason, at=at, expected_version=expected_version)
    found.save(update_fields=["status", "status_since", "version", *fields])
    inbox.close(
        found,
        by=by,
        outcome=action,
        step=was,
        opinion=reason,
        at=at,
        returning=found.status == D.DROPPED,
    )
    audit.record(found, by=by, action=f"destruction.{action}", note=reason, at=at)
    _announce(found, by=by, at=at)
    return found


def _announce(found: DestructionList, *, by: Actor, at: datetime) -> None:
    post = WAITS_FOR.get(D(found.status))
    if post is None:
        return
    inbox.assign(
        found,
        step=str(found.status),
        title=_("%(state)s: %(number)s") % {"state": D(found.status).label, "number": found.number},
        by=by,
        at=at,
        post=post,
        clause=R(26),
        four_eyes=True,
    )
