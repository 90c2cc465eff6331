"""What a counter's record means for a line of the count (R92–R95), on values only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from operations.counting.kinds import ANSWERS, Kind, Outcome, Result

# A phone's clock may be so far off before anybody is told.
SKEW = timedelta(minutes=5)
CENTURY = timedelta(days=36525)


@dataclass(frozen=True, slots=True)
class Answer:
    """How a line was answered last: what, where, by whom, on which phone, in which order."""

    result: str
    place: str
    person: int
    device: str
    serial: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """What the books say of a thing now, with what moved since the beginning (R95)."""

    place: str
    keeper: int | None
    written_off: bool
    in_repair: bool
    answer: Answer | None
    # Where the count itself put the books right: seen there again it is what was said before.
    put_right: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a record: its outcome, and the line's result where it has one now."""

    outcome: str
    result: str = ""


def judge(standing: Standing, *, kind: str, said: Answer) -> Verdict:
    """What a record about an expected thing does to its line. Nothing is overwritten silently.

    said: what it says, as an answer; its result is worked out here.
    """
    if standing.written_off:
        return Verdict(Outcome.GONE, "" if standing.answer else Result.GONE)
    if standing.keeper is not None and standing.keeper == said.person:
        return Verdict(Outcome.OWN)
    if kind == Kind.AWAY and not standing.in_repair:
        return Verdict(Outcome.REFUSED)
    result = result_of(kind, said.place, standing.place, standing.put_right)
    before = standing.answer
    if before is None:
        return Verdict(Outcome.PLACE if result == Result.PLACE else Outcome.COUNTED, result)
    return _again(before, result, said)


def _again(before: Answer, result: str, said: Answer) -> Verdict:
    """It was answered already: by whom, and otherwise or not."""
    agrees = same(before, result, said.place)
    if before.person != said.person:
        return Verdict(Outcome.ALREADY if agrees else Outcome.CONFLICT)
    if not is_later(said, before):
        return Verdict(Outcome.ALREADY)
    # The same counter again: what was said last holds, and stands as what was said last.
    return Verdict(Outcome.ALREADY if agrees else Outcome.CORRECTED, result)


def place_at(begun: str, moved: Sequence[tuple[datetime, str]], at: datetime) -> str:
    """Where it should have been then: where it was at the beginning, plus what moved since (R95).

    moved: when and where to, in order.
    """
    place = begun
    for when, where in moved:
        if when <= at:
            place = where
    return place


def result_of(kind: str, place: str, expected: str, put_right: str = "") -> str:
    """Found where it does not belong is in the wrong place; without a room it is in its own.

    put_right: where this count found it and changed the books; it did not belong there then.
    """
    if kind == Kind.FOUND and place and (place != expected or place == put_right):
        return Result.PLACE
    return ANSWERS[kind]


def same(before: Answer, result: str, place: str) -> bool:
    """Does it say what was said already? Of a missing thing nobody says where."""
    if before.result != result:
        return False
    return result in (Result.MISSING, Result.AWAY) or not place or before.place == place


def is_later(said: Answer, before: Answer) -> bool:
    """Records of one phone have their order, however they arrive; else the time decides."""
    if said.device == before.device:
        return said.serial > before.serial
    return said.at > before.at


def put_right(at: datetime, *, sent: datetime, received: datetime, began: datetime) -> datetime:
    """When it was, by the server's clock: a phone's may be a day off. Never before it began."""
    # In spans of time: a clock in the year 9999 leads to no day that does not exist.
    ago = min(sent - at, received - began)
    return received - max(ago, timedelta())


def readable(said: datetime, *, received: datetime) -> datetime:
    """What the phone's clock said, within a century: further off no database keeps a moment."""
    return min(max(said, received - CENTURY), received + CENTURY)


def is_off(*, sent: datetime, received: datetime) -> bool:
    """Is the phone's clock wrong enough to say so?"""
    return abs(received - sent) > SKEW
