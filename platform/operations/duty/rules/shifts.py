"""The rules of being at the post and of handing it over (R50, R51, R55)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TypeVar

from django.utils import timezone
from django.utils.translation import gettext as _

from core.clauses import R
from core.errors import Violation

Spell = tuple[datetime, datetime]
T = TypeVar("T")


def not_too_early(*, starts: datetime, now: datetime, minutes: int) -> None:
    """One signs in shortly before the shift, not days ahead (R50)."""
    if now < starts - timedelta(minutes=minutes):
        raise Violation(
            _("This shift begins at %(time)s; sign in when you are at the post.")
            % {"time": f"{timezone.localtime(starts):%Y-%m-%d %H:%M}"},
            R(50),
        )


def not_over(*, ends: datetime, now: datetime) -> None:
    """A shift that has ended is not begun any more (R50)."""
    if now >= ends:
        raise Violation(_("This shift is over; nobody signed in for it."), R(50))


def previous_is_handed_over(*, waiting: str) -> None:
    """The next one begins when both sides have signed the handover (R55)."""
    if waiting:
        raise Violation(
            _("First the handover of %(shift)s is confirmed by both sides.") % {"shift": waiting},
            R(55),
        )


def not_overtaken(*, following: str) -> None:
    """Nobody signs in for a shift after the next one has begun (R55)."""
    if following:
        raise Violation(
            _("The next shift has begun already: %(shift)s.") % {"shift": following}, R(55)
        )


def own_shift(*, is_own: bool) -> None:
    """Who is at the post signs in, out and over (R50)."""
    if not is_own:
        raise Violation(_("This is another person's shift."), R(50))


def day_is_summed_up(*, summary: str) -> None:
    """A shift does not end without the day's main work (R51)."""
    if not summary.strip():
        raise Violation(_("Write down the main work of the day."), R(51), field="summary")


def entries_or_a_word(*, entries: int, nothing_happened: bool) -> None:
    """A shift without entries says so (R48, R51)."""
    if not entries and not nothing_happened:
        raise Violation(
            _("The duty book has no entries of this shift: say that nothing came up."),
            R(51),
            R(48),
            field="nothing_happened",
        )
    if entries and nothing_happened:
        raise Violation(
            _("The duty book has entries of this shift, so something did come up."),
            R(51),
            field="nothing_happened",
        )


def things_are_listed(*, things: str) -> None:
    """Keys and equipment go over by a list (R55)."""
    if not things.strip():
        raise Violation(_("List the keys and equipment handed over."), R(55), field="things")


def received_by_the_other_side(*, is_receiver: bool, who: str) -> None:
    """The incoming person signs, nobody else (R55)."""
    if not is_receiver:
        raise Violation(_("This handover is confirmed by %(who)s.") % {"who": who}, R(55))


def nobody_came(*, starts: datetime, now: datetime, minutes: int) -> None:
    """A shift is missed when nobody signed in for longer than a gap may be (R50)."""
    if now <= starts + timedelta(minutes=minutes):
        raise Violation(_("There is still time to sign in for this shift."), R(50))


# --- At the post, or not ---


def uncovered(needed: Spell, covered: Iterable[Spell], *, minutes: int) -> list[Spell]:
    """Times of a shift with nobody at the post for longer than so many minutes (R50)."""
    start, end = needed
    found: list[Spell] = []
    for begin, stop in sorted(covered):
        if begin > start:
            found.append((start, min(begin, end)))
        start = max(start, stop)
    found.append((start, end))
    return [one for one in found if one[1] - one[0] > timedelta(minutes=minutes)]


def without(spell: Spell, times: Iterable[Spell]) -> list[Spell]:
    """A time, less others that lie in it: at the post, but for when one was away."""
    start, end = spell
    found: list[Spell] = []
    for begin, stop in sorted(times):
        if begin > start:
            found.append((start, min(begin, end)))
        start = max(start, stop)
    if start < end:
        found.append((start, end))
    return found


def reason_is_given(*, reason: str) -> None:
    """Leaving the post has a reason (R50)."""
    if not reason.strip():
        raise Violation(_("Please give the reason."), R(50), field="reason")


def not_away(*, away: bool) -> None:
    """One leaves once."""
    if away:
        raise Violation(_("You are noted as away already."), R(50))


def has_left(*, away: T | None) -> T:
    """One comes back after one has left."""
    if away is None:
        raise Violation(_("You are not noted as away."), R(50))
    return away


def stand_in_is_somebody_else(*, person: int, officer: int) -> None:
    """Nobody stands in for themselves (R50)."""
    if person == officer:
        raise Violation(_("Choose somebody else than yourself."), R(50), field="person_id")


def stand_in_lies_in_the_shift(*, shift: Spell, spell: Spell) -> None:
    """From and until lie in the shift, in order (R50)."""
    if spell[1] <= spell[0]:
        raise Violation(_("A stand-in ends after it begins."), R(50), field="ends_at")
    for moment, field in ((spell[0], "starts_at"), (spell[1], "ends_at")):
        if not shift[0] <= moment <= shift[1]:
            raise Violation(
                _("The shift runs from %(first)s until %(last)s.")
                % {
                    "first": f"{timezone.localtime(shift[0]):%m-%d %H:%M}",
                    "last": f"{timezone.localtime(shift[1]):%m-%d %H:%M}",
                },
                R(50),
                field=field,
            )


def undecided(*, is_open: bool) -> None:
    """A stand-in is decided on once."""
    if not is_open:
        raise Violation(_("This stand-in is decided on already."), R(50))


def somebody_else_decides(*, is_party: bool) -> None:
    """Nobody lets themselves go (R0)."""
    if is_party:
        raise Violation(_("This concerns yourself; somebody else decides on it."), R(0), R(50))


def refusal_has_its_reason(*, agree: bool, opinion: str) -> None:
    """Who refuses says why."""
    if not agree and not opinion.strip():
        raise Violation(_("Please give the reason."), R(50), field="opinion")


def inquiry_has_a_result(*, finding: str) -> None:
    """A gap is looked into, with a result (R50)."""
    if not finding.strip():
        raise Violation(_("Write what the inquiry found."), R(50), field="finding")
