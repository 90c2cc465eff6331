"""What the office decides at its desk: which answer is right, why something differs (R94, R115)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.posts import Post
from core import audit
from core.actor import Actor
from core.clauses import R
from core.errors import Violation
from core.lifecycle_words import denied
from operations.assets.lifecycle import ASSET
from operations.assets.models import Asset
from operations.counting import selectors
from operations.counting.kinds import Kind, Remedy, Result
from operations.counting.lifecycle import COUNTERS, S
from operations.counting.models import Count, Line
from operations.counting.rules import closing as rules
from operations.counting.rules.judging import result_of
from operations.counting.services.moving import for_office, locked


@transaction.atomic
def line_settle(
    *,
    count_id: int,
    line_id: int,
    result: str,
    place: str,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> Line:
    """Two counters disagree, or somebody saw it without a phone: this is what holds (R94).

    What the counters said stays on record; the log says what was decided and by whom.
    """
    count, line = for_office(count_id, line_id, by)
    _same_version(line, expected_version)
    _is_of_an_asset(line)
    rules.counter_is_not_keeper(keeper=line.keeper_id, persons=sorted(by.persons))
    was = str(line.get_result_display()) if line.result else ""
    expected = selectors.expected_place(line, at=at)
    where = place.strip()[:80] or expected
    right = line.found_place if line.is_put_right else ""
    if result == Result.FOUND:
        result = result_of(Kind.FOUND, where, expected, right)
    line.is_put_right = line.is_put_right and result == Result.PLACE and where == right
    line.result = result
    line.found_place = "" if result in (Result.MISSING, Result.AWAY) else where
    line.answered_by_id, line.answered_by_name = by.user_id, by.signature[:80]
    line.answered_at, line.answer_device, line.answer_serial = at, "", 0
    line.in_conflict = False
    if not line.is_put_right:
        line.remedy = line.explanation = ""
    line.version += 1
    line.save()
    changes = {"line": str(line), "result": (was, str(line.get_result_display()))}
    audit.record(count, by=by, action="count.settle", changes=changes, clauses=(R(94),), at=at)
    return line


@transaction.atomic
def line_explain(
    *,
    count_id: int,
    line_id: int,
    remedy: str,
    explanation: str,
    by: Actor,
    at: datetime,
    name: str = "",
    asset_class_id: int | None = None,
    price: Decimal | None = None,
    place: str = "",
    expected_version: int | None = None,
) -> Line:
    """Why it differs, and what is done about it; a surplus thing says what it is (R94).

    place: where it stands, if it was noted without a room.
    """
    count, line = for_office(count_id, line_id, by)
    _same_version(line, expected_version)
    rules.is_a_difference(result=line.result, differs=line.differs)
    known = line.asset_id is not None
    rules.remedy_fits(result=line.result, remedy=remedy, known=known)
    rules.put_right_fits(remedy=remedy, put_right=line.is_put_right, place=line.found_place)
    if remedy == Remedy.SHORTAGE:
        _can_be_lost(line)
    rules.explanation_is_given(text=explanation)
    line.remedy, line.explanation = remedy, explanation.strip()[:200]
    if remedy == Remedy.ENTER:
        where = line.found_place or place.strip()[:80]
        rules.surplus_is_described(name=name, asset_class=asset_class_id, price=price, place=where)
        line.name, line.asset_class_id, line.price = name.strip()[:60], asset_class_id, price
        line.found_place = where
    line.version += 1
    line.save()
    changes = {"line": str(line), "remedy": str(line.get_remedy_display())}
    audit.record(
        count, by=by, action="count.explain", note=line.explanation, changes=changes,
        clauses=(R(94),), at=at,
    )  # fmt: skip
    return line


@transaction.atomic
def quantities_enter(
    *, count_id: int, quantities: Mapping[int, int], by: Actor, at: datetime
) -> int:
    """So many pieces lie in the cabinet; compared with the books as they stand now (R95, R115).

    quantities: pieces by line. Whoever keeps the cabinets does not count them. A line that has
    this number already stays as it was counted, by whom and when; after the general manager has
    disagreed every number is a new count.
    """
    count = locked(count_id)
    if not any(by.holds(post) for post in COUNTERS):
        raise denied(COUNTERS)
    _is_open(count)
    if by.holds(Post.AREA_CLERK):
        raise Violation(_("You keep the cabinets yourself; somebody else counts them."), R(115))
    found = count.lines.filter(pk__in=quantities).select_related("item", "cabinet")
    anew = count.status == S.DISPUTED
    lines = [line for line in found if anew or line.counted != quantities[line.pk]]
    for line in lines:
        rules.quantity_is_possible(counted=quantities[line.pk])
        line.quantity_moved = selectors.pieces_moved(line, since=count.opened_at)
        line.is_moved = line.quantity_moved != 0
        line.counted, line.result = quantities[line.pk], Result.COUNTED
        line.answered_by_id, line.answered_by_name = by.user_id, by.signature[:80]
        line.answered_at = at
        line.remedy = line.explanation = ""
        line.version += 1
        line.save()
    audit.record(
        count, by=by, action="count.quantities", changes={"expected_things": len(lines)},
        clauses=(R(115),), at=at,
    )  # fmt: skip
    return len(lines)


def _can_be_lost(line: Line) -> None:
    """As the table of assets has it. Raises Violation."""
    status = Asset.objects.values_list("status", flat=True).get(pk=line.asset_id or 0)
    fits = any(move.action == "lose" and status in move.from_ for move in ASSET.moves)
    rules.shortage_fits(name=str(line), state=ASSET.label(status), fits=fits)


def _is_open(count: Count) -> None:
    if count.status not in (S.OPEN, S.DISPUTED):
        raise Violation(_("This count is over; its quantities stay as they are."), R(94))


def _is_of_an_asset(line: Line) -> None:
    if line.asset_id is None or not line.is_expected:
        raise Violation(_("Only things that were expected are answered here."), R(94))


def _same_version(line: Line, expected: int | None) -> None:
    if expected is not None and expected != line.version:
        raise Violation(
            _("Somebody changed this line meanwhile; look at it again before you decide."), R(94)
        )
