"""Verbs of a class that runs or has ended: who came, results, survey, what became of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.actor import Actor
from core.clauses import R
from core.errors import Violation
from core.moving import may
from operations.training import rules
from operations.training.lifecycle import DESKS, HELD, KEEPERS, K, U
from operations.training.models import Attendance, SignUp, TrainingClass
from operations.training.services.classes import locked, recount


@transaction.atomic
def attendance_note(
    *,
    class_id: int,
    day: date,
    hours: Decimal,
    came: Collection[int],
    by: Actor,
    at: datetime,
) -> TrainingClass:
    """Who came on a day, each for so many hours; noted again, it replaces that day (R149)."""
    may(by, KEEPERS)
    found = locked(class_id)
    if found.status not in (K.RUNNING, K.ENDED):
        raise Violation(_("People sign in while the class runs."), R(149))
    today = timezone.localdate(at)
    rules.attends_in_time(
        day=day, starts=found.starts_date, ends=found.ends_date, today=today, hours=hours
    )
    placed = found.sign_ups.filter(status=U.PLACED)
    known = set(placed.filter(pk__in=came).values_list("pk", flat=True))
    if known != set(came):
        raise Violation(_("Choose people who have a place."), R(149), field="came")
    Attendance.objects.filter(sign_up__training_class=found, day=day).delete()
    Attendance.objects.bulk_create(
        Attendance(sign_up_id=pk, day=day, hours=hours) for pk in sorted(known)
    )
    audit.record(
        found,
        by=by,
        action="class.attendance",
        changes={"attended": len(known), "attended_on": str(day)},
        clauses=(R(149),),
        at=at,
    )
    return found


def _held(sign_up_id: int) -> tuple[SignUp, TrainingClass]:
    made = SignUp.objects.select_for_update(of=("self",)).select_related("training_class")
    found = made.get(pk=sign_up_id)
    rules.class_was_held(held=found.training_class.status in HELD and found.status == U.PLACED)
    return found, found.training_class


@transaction.atomic
def result_note(
    *,
    sign_up_id: int,
    passed: bool,
    by: Actor,
    at: datetime,
    score: int | None = None,
) -> SignUp:
    """The result of the test (§2.5, R149)."""
    may(by, KEEPERS)
    made, _class = _held(sign_up_id)
    if score is not None and not 0 <= score <= 100:  # noqa: PLR2004 - of a hundred
        raise Violation(_("A score lies between 0 and 100."), R(149), field="score")
    made.passed, made.score = passed, score
    made.version += 1
    made.save(update_fields=["passed", "score", "version", "updated_at"])
    audit.record(made, by=by, action="sign_up.result", clauses=(R(149),), at=at)
    return made


@transaction.atomic
def survey_answer(*, sign_up_id: int, level: int, by: Actor, at: datetime) -> SignUp:
    """One answer to the survey in one of five levels; who was there answers, or hands in the paper
    that a desk enters (R137, R150)."""
    if not by.is_system:
        may(by, DESKS)
    made, found = _held(sign_up_id)
    if not made.attendances.exists():
        raise Violation(_("Only who attended answers the survey."), R(150))
    if by.is_system and made.satisfaction is not None:
        raise Violation(_("You have answered already. Thank you."), R(150))
    made.satisfaction = level
    made.version += 1
    made.save(update_fields=["satisfaction", "version", "updated_at"])
    audit.record(made, by=by, action="sign_up.survey", clauses=(R(150),), at=at)
    recount(found)
    return made


@transaction.atomic
def outcome_note(
    *,
    sign_up_id: int,
    outcome: str,
    since: date,
    by: Actor,
    at: datetime,
    shop: str = "",
) -> SignUp:
    """What became of it, asked after three and six months (R151)."""
    may(by, DESKS)
    made, found = _held(sign_up_id)
    rules.outcome_has_day(since=since, ended=found.ends_date, today=timezone.localdate(at))
    made.outcome, made.outcome_date, made.shop = outcome, since, shop.strip()[:200]
    made.version += 1
    made.save(update_fields=["outcome", "outcome_date", "shop", "version", "updated_at"])
    audit.record(made, by=by, action="sign_up.outcome", clauses=(R(151),), at=at)
    recount(found)
    return made
