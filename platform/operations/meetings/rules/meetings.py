"""The rules of rooms, meetings and who comes to them, on values only.

The handbook names meetings as a field of the office and gives no clauses of its own (R26): where
R(26) is cited, the sentence is an office's usual practice. Secrecy is R25, four eyes are R0.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import TypeVar

from django.utils import timezone
from django.utils.translation import gettext as _

from core.clauses import R
from core.errors import Violation
from operations.meetings.kinds import MeetingKind, Reply

Line = TypeVar("Line")
LONGEST_NAME, LONGEST_TITLE, LONGEST_AGENDA = 40, 80, 3000
MOST_SEATS = 1000
LONGEST = timedelta(hours=14)


# --- Rooms ---


def room_is_named(*, name: str, taken: bool) -> None:
    """A room has a name of its own (R26)."""
    if not name.strip():
        raise Violation(_("Give the room its name."), R(26), field="name")
    if len(name.strip()) > LONGEST_NAME:
        raise Violation(
            _("The name is longer than %(n)s characters.") % {"n": LONGEST_NAME},
            R(26),
            field="name",
        )
    if taken:
        raise Violation(_("There is a room of this name already."), R(26), field="name")


def room_has_seats(*, seats: int) -> None:
    """Somebody can sit there (R26)."""
    if not 1 <= seats <= MOST_SEATS:
        raise Violation(
            _("A room has between 1 and %(n)s seats.") % {"n": MOST_SEATS}, R(26), field="seats"
        )


def room_is_in_use(*, ended: bool, field: str = "room_id") -> None:
    """What is out of use is not booked, and not changed (R26)."""
    if ended:
        raise Violation(_("This room is out of use."), R(26), field=field)


def nothing_is_booked(*, titles: Collection[str]) -> None:
    """A room is taken out of use when no meeting ahead is booked there (R26)."""
    if titles:
        raise Violation(
            _("Still booked for: %(titles)s. Move these first.") % {"titles": "、".join(titles)},
            R(26),
        )


def reason_is_given(*, reason: str) -> None:
    """Taking a room out of use says why (R26)."""
    if not reason.strip():
        raise Violation(_("Please give the reason."), R(26), field="reason")


def room_is_free(*, room: str, by: str, starts: datetime, ends: datetime) -> None:
    """One meeting in one room at a time (R26). by: what has it booked; '' when it is free."""
    if by:
        raise Violation(
            _("%(room)s is booked from %(starts)s to %(ends)s for “%(title)s”.")
            % {
                "room": room,
                "starts": f"{timezone.localtime(starts):%Y-%m-%d %H:%M}",
                "ends": f"{timezone.localtime(ends):%H:%M}",
                "title": by,
            },
            R(26),
            field="room_id",
        )


# --- Planning ---


def not_secret(*, secret: bool) -> None:
    """Secret meetings are not kept here (R25)."""
    if secret:
        raise Violation(
            _(
                "Secret meetings must not be kept in this system. "
                "Enter it in the paper register of confidential items."
            ),
            R(25),
            field="secret",
        )


def matter_is_said(*, title: str, kind: str, agenda: str) -> None:
    """What kind of meeting, called what, about what (R26)."""
    if kind not in MeetingKind.values:
        raise Violation(_("Choose the kind of meeting."), R(26), field="kind")
    if not title.strip():
        raise Violation(_("Give the meeting its title."), R(26), field="title")
    if len(title.strip()) > LONGEST_TITLE:
        raise Violation(
            _("The title is longer than %(n)s characters. Shorten it.") % {"n": LONGEST_TITLE},
            R(26),
            field="title",
        )
    if not agenda.strip():
        raise Violation(_("Write what is to be dealt with."), R(26), field="agenda")
    if len(agenda.strip()) > LONGEST_AGENDA:
        raise Violation(
            _("This is longer than %(n)s characters. Put the rest into an attachment.")
            % {"n": LONGEST_AGENDA},
            R(26),
            field="agenda",
        )


def times_in_order(*, starts: datetime, ends: datetime, now: datetime) -> None:
    """It ends after it begins, on the same day, and lies ahead (R26)."""
    if ends <= starts:
        raise Violation(_("The meeting ends after it begins."), R(26), field="end")
    if ends - starts > LONGEST:
        raise Violation(_("A meeting is over on its day."), R(26), field="end")
    if starts < now:
        raise Violation(_("This time is over. Choose a later one."), R(26), field="start")


def place_is_said(*, in_room: bool, place: str) -> None:
    """A room of the centre, or somewhere else (R26)."""
    if not in_room and not place.strip():
        raise Violation(_("Choose a room, or write where it is."), R(26), field="room_id")


def invited_once(*, attending: Collection[int], listening: Collection[int], chair: int) -> None:
    """Somebody is invited besides the chair, and nobody twice (R26)."""
    if not set(attending) - {chair}:
        raise Violation(_("Invite at least one person."), R(26), field="attending")
    if set(attending) & set(listening) or chair in listening:
        raise Violation(_("Whoever attends does not sit in as well."), R(26), field="listening")


def people_can_come(*, strangers: Collection[str], field: str) -> None:
    """Those who are named work at the centre and can sign in (R26). strangers: who cannot."""
    if strangers:
        raise Violation(
            _("These cannot be chosen: %(names)s.") % {"names": "、".join(strangers)},
            R(26),
            field=field,
        )


def organiser_acts(*, mine: bool, organiser: str) -> None:
    """A meeting is arranged by whoever organises it, or by the office (R26)."""
    if not mine:
        raise Violation(_("%(name)s organises this meeting.") % {"name": organiser}, R(26))


def still_ahead(*, ahead: bool) -> None:
    """What was held or cancelled is not arranged any more (R26)."""
    if not ahead:
        raise Violation(_("The meeting is over or cancelled."), R(26))


# --- Answers and signing in ---


def is_invited(line: Line | None) -> Line:
    """Only those invited, or their deputies, answer and sign in (R26). Returns their line."""
    if line is None:
        raise Violation(_("You are not on the list of this meeting. Ask its organiser."), R(26))
    return line


def answer_in_time(*, notified: bool, starts: datetime, now: datetime) -> None:
    """Answered after the notice and before it begins (R26)."""
    if not notified:
        raise Violation(_("The notice is not given yet, or the meeting is over."), R(26))
    if now >= starts:
        raise Violation(_("The meeting has begun; it cannot be answered any more."), R(26))


def answer_is_complete(
    *, reply: str, reason: str, deputy: int | None, invited: Collection[int], chairs: bool
) -> None:
    """Will come; will not, and why; or sends somebody who is not invited anyway (R26)."""
    if reply not in Reply.values or reply == Reply.NONE:
        raise Violation(_("Choose your answer."), R(26), field="reply")
    if reply == Reply.ABSENT and not reason.strip():
        raise Violation(_("Say why you will not come."), R(26), field="reason")
    if chairs and reply != Reply.COMING:
        raise Violation(
            _("Whoever chairs it comes. Ask the organiser to change the chair."),
            R(26),
            field="reply",
        )
    if reply == Reply.DEPUTY and deputy is None:
        raise Violation(_("Choose who comes for you."), R(26), field="deputy_id")
    if reply == Reply.DEPUTY and deputy in invited:
        raise Violation(
            _("This person is invited or comes for somebody else. Choose another."),
            R(26),
            field="deputy_id",
        )


def sign_in_is_open(
    *, notified: bool, starts: datetime, ends: datetime, early: timedelta, now: datetime
) -> None:
    """From a while before the begin until the end (R26)."""
    if not notified or now > ends:
        raise Violation(_("Signing in is over for this meeting."), R(26))
    if now < starts - early:
        raise Violation(
            _("Signing in opens at %(time)s.")
            % {"time": f"{timezone.localtime(starts - early):%Y-%m-%d %H:%M}"},
            R(26),
        )


def code_is_fresh(*, fresh: bool) -> None:
    """The code on the screen is good for some minutes: nobody signs in from afar (R26)."""
    if not fresh:
        raise Violation(_("This code has run out. Scan the one on the screen again."), R(26))


def signed_in_once(*, since: datetime | None, name: str) -> None:
    """Nobody signs in twice (R26)."""
    if since is not None:
        raise Violation(
            _("%(name)s signed in at %(time)s already.")
            % {"name": name, "time": f"{timezone.localtime(since):%H:%M}"},
            R(26),
        )


def hand_entry_in_time(*, begun: bool, open_: bool) -> None:
    """The organiser notes who came once it has begun, until the minutes are handed in (R26)."""
    if not open_:
        raise Violation(_("The list of who came is closed."), R(26))
    if not begun:
        raise Violation(_("The meeting has not begun."), R(26))


def held_after_begin(*, starts: datetime, now: datetime) -> None:
    """It is noted as held once it has begun (R26)."""
    if now < starts:
        raise Violation(_("The meeting has not begun."), R(26))


def somebody_came(*, came: int) -> None:
    """A meeting to which nobody came was not held (R26)."""
    if not came:
        raise Violation(_("Nobody has signed in. Note who came, or cancel the meeting."), R(26))
