"""The rules of handling, answering and reviewing petitions, on values only.

The handbook names petitions as a field of the office (R26) and gives no clauses of its own: where
R(26) is cited, the sentence is the national rule (信访工作条例). Four eyes are R0.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.utils.translation import gettext as _

from core.clauses import R
from core.errors import Violation
from operations.petitions.kinds import (
    NEXT_STAGE,
    OF_HANDLING,
    OF_REVIEW,
    Delivery,
    Outcome,
    Stage,
)
from operations.petitions.rules.registering import LONGEST_TEXT

# --- Who handles it ---


def handler_is_another(
    *, handler: int, involved: Collection[int], field: str = "handler_id"
) -> None:
    """Whoever had it in hand before does not review it: four eyes (R0)."""
    if handler in involved:
        raise Violation(
            _("This person has handled the petition before. Somebody else must review it."),
            R(0),
            R(26),
            field=field,
        )


def handler_is_not_concerned(
    *, name: str, concerned: Collection[str], field: str = "handler_id"
) -> None:
    """Nobody handles a petition about themselves: four eyes (R0)."""
    if name.strip() in concerned:
        raise Violation(
            _("The petition is about %(name)s. Somebody else must handle it.") % {"name": name},
            R(0),
            R(26),
            field=field,
        )


def handler_can(
    *,
    active: bool,
    held: Collection[str],
    posts: Collection[str],
    name: str,
    field: str = "handler_id",
) -> None:
    """A handler can sign in and holds a post that handles at this stage (R26)."""
    if not active:
        raise Violation(_("This person cannot sign in. Choose somebody else."), R(26), field=field)
    if not set(held) & set(posts):
        raise Violation(
            _("%(name)s holds no post that handles petitions at this stage.") % {"name": name},
            R(26),
            field=field,
        )


def handler_changes(*, handler: int, present: int) -> None:
    """Naming another means another (R26)."""
    if handler == present:
        raise Violation(_("This person has it already."), R(26), field="handler_id")


def own_part(*, handler: int, persons: Collection[int], name: str) -> None:
    """A petition is handled by whom it was given to (R26)."""
    if handler not in persons:
        raise Violation(_("This petition is with %(name)s.") % {"name": name}, R(26))


# --- Decision, answer, review ---


def organ_is_named(*, organ: str) -> None:
    """Forwarding says to whom (R26)."""
    if not organ.strip():
        raise Violation(_("Say which organ is competent."), R(26), field="organ")


def course_is_noted(*, text: str) -> None:
    """A note has words (R26)."""
    if not text.strip():
        raise Violation(_("Write what was done."), R(26), field="text")


def answer_is_written(*, answer: str, outcome: str, stage: str) -> None:
    """The answer is in writing and says what comes out of this stage (R26)."""
    fitting = OF_HANDLING if stage == Stage.HANDLING else OF_REVIEW
    if outcome not in fitting:
        raise Violation(
            _("Choose what comes out: %(outcomes)s.")
            % {"outcomes": "、".join(str(Outcome(one).label) for one in fitting)},
            R(26),
            field="outcome",
        )
    if not answer.strip():
        raise Violation(_("Write the answer to the petitioner."), R(26), field="answer")
    if len(answer.strip()) > LONGEST_TEXT:
        raise Violation(
            _("This is longer than %(n)s characters. Put the rest into an attachment.")
            % {"n": LONGEST_TEXT},
            R(26),
            field="answer",
        )


def delivery_in_order(
    *, anonymous: bool, answered: date, delivered: date, today: date, delivery: str, done: bool
) -> None:
    """An answer is delivered once, after it was written, to somebody who is known (R26)."""
    if anonymous:
        raise Violation(_("The petitioner is anonymous; there is nobody to deliver to."), R(26))
    if done:
        raise Violation(_("The delivery of this answer is noted already."), R(26))
    if delivery not in Delivery.values:
        raise Violation(_("Choose how it was delivered."), R(26), field="delivery")
    if delivered < answered:
        raise Violation(
            _("It was answered on %(day)s; it cannot be delivered before.")
            % {"day": answered.isoformat()},
            R(26),
            field="delivered_date",
        )
    if delivered > today:
        raise Violation(_("This day lies ahead."), R(26), field="delivered_date")


def review_can_be_asked(
    *, anonymous: bool, stage: str, delivered: date | None, days: int, asked: date, today: date
) -> Stage:
    """Asked for within its term after the delivery, twice at most (R26). Returns what comes."""
    if anonymous:
        raise Violation(_("An anonymous petition is not reviewed: nobody can ask for it."), R(26))
    following = NEXT_STAGE.get(Stage(stage))
    if following is None:
        raise Violation(_("It was reviewed twice; the opinion is final."), R(26))
    if delivered is None:
        raise Violation(_("Deliver the answer first; a review is asked for after that."), R(26))
    if asked > today:
        raise Violation(_("This day lies ahead."), R(26), field="asked_date")
    if asked < delivered:
        raise Violation(
            _("The answer was delivered on %(day)s; a review is asked for after that.")
            % {"day": delivered.isoformat()},
            R(26),
            field="asked_date",
        )
    last = delivered + timedelta(days=days)
    if asked > last:
        raise Violation(
            _("A review could be asked for until %(day)s, %(n)s days after the delivery.")
            % {"day": last.isoformat(), "n": days},
            R(26),
            field="asked_date",
        )
    return following


def can_be_closed(
    *,
    anonymous: bool,
    delivered: date | None,
    content: bool,
    final: bool,
    days: int,
    today: date,
) -> None:
    """Closed when the answer has arrived and no review can be asked for any more (R26)."""
    if anonymous:
        return
    if delivered is None:
        raise Violation(_("Note first that the answer was delivered."), R(26))
    last = delivered + timedelta(days=days)
    if not content and not final and today <= last:
        raise Violation(
            _("A review can be asked for until %(day)s. Close it after, or tick “content”.")
            % {"day": last.isoformat()},
            R(26),
            field="content",
        )
