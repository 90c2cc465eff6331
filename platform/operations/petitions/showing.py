"""How terms and handlings are shown: last days with the reason why, lights, sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from core.workcalendar import WorkCalendar
from operations.petitions.kinds import Stage
from operations.petitions.lifecycle import S
from operations.petitions.models import Decision, LongerTerm, Petition, Round
from operations.petitions.rules import terms as rules
from operations.petitions.rules.terms import Light, Term
from operations.petitions.settings import setting


@dataclass(frozen=True, slots=True)
class Row:
    """One handling as the page shows it."""

    round: Round
    term: Term
    light: str
    review_until: date | None


def decision_term(decision: Decision) -> Term:
    """The first term in words."""
    from_ = _("it was received") if decision.cycle == 1 else _("it was reopened")
    return rules.term(began=decision.began_date, days=decision.days, from_=from_)


def round_term(found: Round) -> Term:
    """The term of a handling or review in words. Its longer terms are loaded."""
    from_ = _("it was accepted") if found.stage == Stage.HANDLING else _("a review was asked for")
    agreed = [one for one in found.longer_terms.all() if one.choice == LongerTerm.Choice.AGREED]
    added = sum(one.days for one in agreed)
    return rules.term(began=found.began_date, days=found.days, from_=from_, added=added)


def yellow_days() -> int:
    """From how many days before the last one a term is yellow today; asked once a page."""
    days: int = setting("yellow_days", on=timezone.localdate())
    return days


def row(found: Round, *, anonymous: bool, yellow: int) -> Row:
    """A handling with its term, its light, and until when a review can be asked for."""
    until = None
    if found.delivered_date and found.stage != Stage.RE_REVIEW and not anonymous:
        days = setting("review_ask_days", on=found.delivered_date)
        until = found.delivered_date + timedelta(days=days)
    today = timezone.localdate()
    light = str(Light.CALM)
    if found.dropped_date is None:
        light = _light(found.due_date, found.answered_date, today, yellow)
    return Row(found, round_term(found), light, until)


def worst(petition: Petition, *, today: date, yellow: int) -> tuple[date | None, str]:
    """The running last day and its light, for a list; terms are prefetched."""
    decision: Decision | None
    decision = next((one for one in petition.first_terms if not one.verdict), None)  # type: ignore[attr-defined]
    running = next((one for one in petition.all_rounds if one.is_open), None)  # type: ignore[attr-defined]
    found = decision or running
    if found is None:
        return None, Light.CALM
    return found.due_date, _light(found.due_date, None, today, yellow)


def notices(
    petition: Petition, present: Round | None, decision: Decision, *, today: date
) -> list[str]:
    """The running last day, why it is that one, and whether it is a day of rest."""
    term = None
    if petition.status == S.REGISTERED:
        term = decision_term(decision)
        said = _("To be decided by %(term)s.")
    elif present is not None and present.is_open:
        term = round_term(present)
        said = _("To be answered by %(term)s.")
    if term is None:
        return []
    found = [said % {"term": term.why}]
    if term.day < today:
        found.append(_("This day is over."))
    elif not WorkCalendar.load().is_working(term.day):
        found.append(_("The last day is a day of rest: finish before."))
    return found


def _light(due: date, done: date | None, today: date, yellow: int) -> str:
    return rules.light(due=due, done=done, today=today, yellow_days=yellow)
