"""What every move of a count has in common: table, inbox, trail, figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.posts import Post
from core import audit, figures, inbox
from core.actor import Actor
from core.clauses import R
from core.errors import Violation
from core.lifecycle_words import denied
from operations.counting.lifecycle import COUNT, OFFICE, S
from operations.counting.models import Count, Line

# Whose turn it is in each state.
TURN: Mapping[str, str] = {
    S.OPEN: Post.OFFICE,
    S.SIGNED: Post.ADMIN,
    S.CLOSED: Post.GM,
    S.DISPUTED: Post.OFFICE,
}
FIGURES = ("K02", "K19", "CT-LATE")


def locked(count_id: int) -> Count:
    """The count, for whoever changes it."""
    return Count.objects.select_for_update().get(pk=count_id)


def move(
    count: Count,
    action: str,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    fields: Iterable[str] = (),
    version: int | None = None,
    changes: Mapping[str, Any] | None = None,
    on: bool = True,
) -> None:
    """Move by the table, store, and put the next step before whoever has it.

    on: is there a next step at all? A count without differences ends when both have signed.
    """
    was = str(count.status)
    COUNT.apply(count, action, by=by, reason=reason, at=at, expected_version=version)
    count.save(update_fields=["status", "status_since", "version", "updated_at", *fields])
    inbox.close(count, by=by, outcome=action, step=was, opinion=reason, returning=True, at=at)
    if on:
        announce(count, by=by, at=at)
    audit.record(count, by=by, action=f"count.{action}", note=reason, changes=changes or {}, at=at)
    figures.changed(FIGURES, on=min(count.due_date, timezone.localdate(at)))
    figures.changed(FIGURES, on=timezone.localdate(at))


def announce(count: Count, *, by: Actor, at: datetime) -> None:
    """Put the next step before its post, with the end of the window (R94)."""
    post = TURN.get(str(count.status))
    if post is None:
        return
    end = timezone.make_aware(datetime.combine(count.due_date, time(23, 59)))
    inbox.assign(
        count,
        step=str(count.status),
        title=_("%(state)s: %(title)s") % {"state": COUNT.label(count.status), "title": count},
        post=post,
        by=by,
        at=at,
        due_at=end,
        clause=R(94),
    )


def for_office(count_id: int, line_id: int, by: Actor) -> tuple[Count, Line]:
    """A line of a count that the office still works on; both locked. Raises Violation, Denied."""
    count = locked(count_id)
    if not any(by.holds(post) for post in OFFICE):
        raise denied(OFFICE)
    if count.status not in (S.OPEN, S.DISPUTED):
        raise Violation(
            _("This count is in the state “%(state)s”; its lines stay as they are.")
            % {"state": COUNT.label(count.status)},
            R(94),
        )
    return count, Line.objects.select_for_update(of=("self",)).get(pk=line_id, count=count)
