"""The code on the screen by which one signs in: signed, and good for some minutes only.

It names the meeting, and is signed for this county: the same key elsewhere opens nothing.
"""

from __future__ import annotations

from django.core import signing
from django.utils import timezone

from console.models import Centre
from operations.meetings.models import Meeting
from operations.meetings.rules import meetings as rules
from operations.meetings.settings import setting


def _salt() -> str:
    return f"meetings.sign-in:{Centre.current().code}"


def make(meeting: Meeting) -> str:
    """A new code of a meeting."""
    return signing.dumps(meeting.pk, salt=_salt(), compress=False)


def meeting_of(code: str) -> int | None:
    """Whose code it is, fresh or not; None for what is no code of this county."""
    try:
        found = signing.loads(code, salt=_salt())
    except signing.BadSignature:
        return None
    return int(found)


def check(code: str) -> None:
    """Raise Violation for a code that has run out."""
    seconds = 60 * int(setting("code_minutes", on=timezone.localdate()))
    try:
        signing.loads(code, salt=_salt(), max_age=seconds)
    except signing.BadSignature:
        rules.code_is_fresh(fresh=False)
