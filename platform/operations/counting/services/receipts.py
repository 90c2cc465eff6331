"""What a counter reads on each record: one clear sentence, kept as its receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from operations.assets.models import Asset
from operations.counting.kinds import Kind, Outcome
from operations.counting.models import Line, Scan
from operations.counting.rules.codes import Code
from operations.counting.rules.judging import Standing

if TYPE_CHECKING:
    from collections.abc import Mapping

UNREADABLE: Mapping[Code, str] = {
    Code.FOREIGN: Outcome.FOREIGN,
    Code.STRANGE: Outcome.STRANGE,
    Code.TORN: Outcome.TORN,
    # A room where a thing was expected.
    Code.ROOM: Outcome.STRANGE,
}


def answered(line: Line) -> str:
    """By whom, when, where and how a line was answered; '' for not yet."""
    if line.answered_at is None:
        return ""
    at = timezone.localtime(line.answered_at)
    return _("%(name)s, %(at)s: %(result)s %(place)s") % {
        "name": line.answered_by_name,
        "at": f"{at:%m-%d %H:%M}",
        "result": line.get_result_display(),
        "place": line.found_place,
    }


def write(
    scan: Scan,
    outcome: str,
    *,
    line: Line | None = None,
    asset: Asset | None = None,
    before: str = "",
    standing: Standing | None = None,
    name: str = "",
    several: int = 0,
    returned: bool = False,
    keepers: bool = False,
    moved: bool = False,
    brought: bool = False,
) -> None:
    """The outcome with its sentence."""
    scan.outcome = outcome
    thing = str(line or asset or "")
    expected = standing.place if standing else ""
    words = {
        "thing": thing, "before": before, "place": scan.place or _("no room"),
        "expected": expected or (asset.place if asset else ""),
    }  # fmt: skip
    if outcome == Outcome.COUNTED and returned:
        scan.sentence = _("%(thing)s was booked as missing and has turned up; noted.") % words
    elif outcome == Outcome.GONE:
        scan.sentence = _gone(line.asset if line else asset, words)
    elif outcome == Outcome.STRANGE and several:
        scan.sentence = _("Several things have this number; scan the label instead.")
    elif outcome == Outcome.FOREIGN:
        scan.sentence = _foreign(name)
    elif outcome == Outcome.REFUSED:
        if brought:
            scan.sentence = _brought_back(words)
        else:
            scan.sentence = _moved(words) if moved else _refused(scan, keepers, words)
    elif outcome == Outcome.UNKNOWN and not scan.place:
        scan.sentence = _nowhere(words)
    else:
        scan.sentence = _plain(outcome) % words


def _plain(outcome: str) -> str:
    sentences: dict[str, str] = {
        Outcome.COUNTED: _("%(thing)s is counted."),
        Outcome.PLACE: _(
            "%(thing)s is counted, but it stands in %(place)s and belongs to %(expected)s."
        ),
        Outcome.CORRECTED: _("%(thing)s: your earlier answer (%(before)s) is corrected."),
        Outcome.ALREADY: _("%(thing)s was counted already (%(before)s)."),
        Outcome.CONFLICT: _(
            "%(thing)s was answered otherwise (%(before)s). Both answers are kept; the office "
            "decides which is right."
        ),
        Outcome.PLACED: _("%(thing)s: the ledger says %(place)s from now on."),
        Outcome.UNKNOWN: _("%(thing)s is noted as unknown in %(place)s; the office looks into it."),
        Outcome.OWN: _("You keep %(thing)s yourself; somebody else counts it."),
        Outcome.NEWER: _(
            "%(thing)s was entered after this count began; it need not be counted this time."
        ),
        Outcome.OUTSIDE: _(
            "%(thing)s is no part of this count (the ledger says %(expected)s). If it stands "
            "elsewhere, correct its place on its card."
        ),
        Outcome.STRANGE: _(
            "This is no label of an asset. Scan the label on the thing, or enter its number."
        ),
        Outcome.TORN: _(
            "This label can no longer be read completely. Enter the number of the thing, and "
            "print a new label."
        ),
        Outcome.ROOM: _(
            "This room is not known. Scan the code at the door again, or choose the room."
        ),
        Outcome.LATE: _(
            "This count was over when the record arrived; it is kept, but not counted. Tell "
            "administration."
        ),
    }
    return sentences[outcome]


def _nowhere(words: dict[str, str]) -> str:
    return _(
        "%(thing)s is noted as unknown, but without a room. Tell the office where it stands; they "
        "enter it when they look into it."
    ) % words  # fmt: skip


def _gone(asset: Asset | None, words: dict[str, str]) -> str:
    day = asset.scrapped_date if asset else None
    return _(
        "%(thing)s was written off on %(day)s; it need not be counted. If it is still here, hand "
        "it in to administration."
    ) % {**words, "day": day}


def _foreign(name: str) -> str:
    return _("This label belongs to another centre (%(name)s); it is not counted here.") % {
        "name": name
    }


def _moved(words: dict[str, str]) -> str:
    return _(
        "%(thing)s is counted, but the ledger was changed after you saw it; its place stays as it "
        "is (R95)."
    ) % words  # fmt: skip


def _brought_back(words: dict[str, str]) -> str:
    return _(
        "%(thing)s is counted, but the office has noted that it was brought back; its place in "
        "the ledger stays. If it belongs to %(place)s, the office explains the line anew."
    ) % words  # fmt: skip


def _refused(scan: Scan, keepers: bool, words: dict[str, str]) -> str:
    if keepers:
        return _(
            "%(thing)s is counted in the wrong place. Only the office and the office area correct "
            "the ledger."
        ) % words  # fmt: skip
    if scan.kind == Kind.AWAY:
        return _("%(thing)s is not with a repairer by the books; say found or not found.") % words
    return _("Take a photo of the unknown thing, or say what it is.")
