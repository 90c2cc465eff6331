"""After closing: rating, call-back, archive (R137–R139)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, inbox
from core.actor import Actor
from core.clauses import R
from core.errors import Violation
from core.lifecycle_words import denied
from core.workcalendar import WorkCalendar
from operations.casework import rules, selectors
from operations.casework.lifecycle import CALLERS, States
from operations.casework.models import Case, CaseHandler, FollowUp, Rating
from operations.casework.services.moving import end_of, locked, move, refigure, title_of
from operations.casework.settings import setting


@transaction.atomic
def case_rate(
    *,
    case_id: int,
    level: int,
    at: datetime,
    text: str = "",
    place: str = Rating.Place.QR,
    signed_in: bool = False,
) -> Rating:
    """The applicant's rating: one a case, within thirty days, never by staff (R137, R139).

    signed_in: whether the browser it comes from is signed in to the console. A bad one opens a
    call-back (R138). The trail does not say which rating it was.
    """
    case = locked(case_id)
    on = timezone.localdate(at)
    selectors.rating_is_possible(case, signed_in=signed_in, on=on)
    rules.level_is_known(level=level)
    applicant = Actor.system(_("Applicant"))
    rating = Rating.objects.create(
        case=case, level=level, text=text.strip()[:500], place=place, rated_at=at
    )
    move(case, "rate", by=applicant, at=at)
    refigure(("K16",), on=on)
    if rules.is_bad(level):
        _open_follow_up(case, rating, at=at)
        refigure(("K26",), on=on)
    return rating


def _open_follow_up(case: Case, rating: Rating, *, at: datetime) -> None:
    on = timezone.localdate(at)
    calendar = WorkCalendar.load()
    follow_up = FollowUp.objects.create(
        rating=rating,
        opened_at=at,
        call_due_date=calendar.add(on, setting("callback_days", on=on)),
        due_date=calendar.add(on, setting("rectification_days", on=on)),
    )
    inbox.assign(
        case,
        step="callback",
        title=_("Call back after a bad rating: %(case)s") % {"case": title_of(case)},
        by=Actor.system(_("Applicant")),
        post=CALLERS[0],
        due_at=end_of(follow_up.call_due_date),
        clause=R(138),
        at=at,
    )


@transaction.atomic
def callback_record(
    *,
    case_id: int,
    by: Actor,
    at: datetime,
    reached: bool,
    said: str,
    measures: str = "",
    satisfied_now: bool | None = None,
    closing: bool = False,
) -> FollowUp:
    """Note a call, and close the matter once it is put right (R138). Not by a handler (R139)."""
    case = locked(case_id)
    if not by.is_system and not any(by.holds(post) for post in CALLERS):
        raise denied(CALLERS)
    follow_up = FollowUp.objects.select_for_update().filter(rating__case=case).first()
    if follow_up is None or follow_up.closed_at is not None:
        raise Violation(_("There is no bad rating to call back about."), R(138))
    handlers = CaseHandler.objects.filter(case=case).values_list("user_id", flat=True)
    rules.caller_is_another(caller=by.persons, handlers=set(handlers))
    rules.call_is_described(reached=reached, said=said, measures=measures, closing=closing)
    if reached and follow_up.called_at is None:
        follow_up.called_at, follow_up.called_by_name = at, by.signature[:80]
    follow_up.reached = reached
    line = f"{timezone.localtime(at):%Y-%m-%d %H:%M} {said.strip()}"
    follow_up.said = f"{follow_up.said}\n{line}".strip()
    follow_up.measures = measures.strip() or follow_up.measures
    if closing:
        follow_up.closed_at, follow_up.closed_by_name = at, by.signature[:80]
        follow_up.satisfied_now = satisfied_now
    follow_up.save()
    if reached:
        inbox.close(case, by=by, outcome="called", step="callback", at=at)
    if reached and not closing:
        inbox.assign(
            case,
            step="mend",
            title=_("Put right after a bad rating: %(case)s") % {"case": title_of(case)},
            by=by,
            post=CALLERS[0],
            due_at=end_of(follow_up.due_date),
            clause=R(138),
            at=at,
        )
    if closing:
        inbox.close(case, by=by, outcome="mended", step="mend", at=at)
    audit.record(case, by=by, action="case.callback", clauses=(R(138),), at=at)
    refigure(("K26",), on=timezone.localdate(follow_up.opened_at))
    return follow_up


@transaction.atomic
def case_archive(
    *, case_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> Case:
    """File the case: rated and settled, or the time for rating is over (R138, R139)."""
    case = locked(case_id)
    open_follow_up = FollowUp.objects.filter(rating__case=case, closed_at__isnull=True).exists()
    if case.status in (States.FINISHED, States.RATED):
        rules.archive_is_due(
            rated=case.status == States.RATED,
            until=case.rate_until_date,
            today=timezone.localdate(at),
            open_follow_up=open_follow_up,
        )
    case.archived_at = at
    return move(
        case,
        "archive",
        by=by,
        at=at,
        expected_version=expected_version,
        fields=("archived_at",),
    )
