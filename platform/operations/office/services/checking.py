"""The office's verbs: the daily check, sending back, confirming with a rating (R45, R46)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.posts import Post
from core import audit, figures
from core.actor import Actor
from core.clauses import R
from core.errors import Violation
from core.lifecycle_words import denied
from core.workcalendar import WorkCalendar
from operations.office.lifecycle import ENDED
from operations.office.models import DailyCheck, Rating, SupervisionItem
from operations.office.rules import supervision as rules
from operations.office.services.moving import head_of, locked, move, owner_of, tell

Finding, Told = DailyCheck.Finding, DailyCheck.Told


@transaction.atomic
def supervision_return(
    *, item_id: int, by: Actor, at: datetime, reason: str, expected_version: int | None = None
) -> SupervisionItem:
    """Not done yet: the owner goes on (R46)."""
    item = locked(item_id)
    return move(item, "return", by=by, at=at, reason=reason, expected_version=expected_version)


@transaction.atomic
def supervision_confirm(
    *,
    item_id: int,
    rating: str,
    by: Actor,
    at: datetime,
    rating_note: str = "",
    expected_version: int | None = None,
) -> SupervisionItem:
    """It is done; rated, and closed (R46). Not by whoever did it (R0)."""
    item = locked(item_id)
    rules.rating_is_known(rating=rating, known=Rating.values)
    rules.checked_by_another(doers=(item.owner_id, item.reported_by_id), checkers=by.persons)
    item.rating, item.rating_note = rating, rating_note.strip()[:200]
    return move(
        item,
        "confirm",
        by=by,
        at=at,
        expected_version=expected_version,
        fields=("rating", "rating_note"),
        changes={"rating": str(Rating(rating).label)},
    )


@transaction.atomic
def check_record(
    *,
    item_id: int,
    finding: str,
    by: Actor,
    at: datetime,
    problem: str = "",
    told: str = "",
) -> DailyCheck:
    """The check of an item on this working day; a problem is fed back at once (R45).

    Checks are made on the day itself, so that a missed one stays missed. Raises Violation.
    """
    if not by.holds(Post.OFFICE):
        raise denied((Post.OFFICE,))
    item = locked(item_id)
    today = timezone.localdate(at)
    rules.check_is_of_a_working_day(WorkCalendar.load(), day=today)
    if item.status in ENDED:
        raise Violation(_("This item has ended; there is nothing to check."), R(45))
    if finding not in Finding.values:
        raise Violation(_("Say how the item stands."), R(45), field="finding")
    normal = finding == Finding.NORMAL
    rules.problem_is_fed_back(normal=normal, problem=problem, told=told)
    rules.checked_once(already=item.checks.filter(on_date=today).exists())
    check = DailyCheck.objects.create(
        item=item,
        on_date=today,
        finding=finding,
        problem="" if normal else problem.strip()[:300],
        told="" if normal else told,
        by_name=by.signature[:80],
        at=at,
    )
    if not normal:
        _feed_back(item, check, by=by, at=at)
    audit.record(
        item,
        by=by,
        action="supervision.check",
        note=check.problem,
        changes={"finding": str(Finding(finding).label)},
        clauses=(R(45),),
        at=at,
    )
    figures.changed(("O-UNCHECKED",), on=today)
    return check


@transaction.atomic
def checks_record(*, item_ids: Collection[int], by: Actor, at: datetime) -> int:
    """Several items that go as planned, in one go; those checked already are left as they are."""
    today = timezone.localdate(at)
    done = set(
        DailyCheck.objects.filter(item__in=item_ids, on_date=today).values_list(
            "item_id", flat=True
        )
    )
    wanted = sorted(set(item_ids) - done)
    for item_id in wanted:
        check_record(item_id=item_id, finding=Finding.NORMAL, by=by, at=at)
    return len(wanted)


def _feed_back(item: SupervisionItem, check: DailyCheck, *, by: Actor, at: datetime) -> None:
    said = _("Found at the daily check: %(title)s") % {"title": item.title}
    head = head_of(item.department)
    post, user_id = {
        Told.OWNER: owner_of(item),
        Told.HEAD: (Post.DEPT_HEAD, head),
        Told.LEADER: (Post.LEADER, None),
    }[Told(check.told)]
    tell(
        item,
        step=f"check-{check.told}",
        title=said,
        by=by,
        at=at,
        post=post,
        user_id=user_id,
        message=check.problem,
    )
