"""What phones send: once, in any order, days later; each record gets its receipt (R92–R95)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from console.models import Centre
from core import attachments
from core.actor import Actor
from core.clauses import R
from core.errors import Violation
from core.lifecycle_words import denied
from operations.assets.lifecycle import KEEPERS, AssetStates
from operations.assets.models import Asset, Movement
from operations.assets.services import asset_stands
from operations.counting import selectors
from operations.counting.kinds import Kind, Outcome, Remedy, Result, Subject
from operations.counting.lifecycle import COUNTERS, S
from operations.counting.models import Count, Line, Room, Scan
from operations.counting.rules import codes, judging
from operations.counting.rules.judging import Answer, Standing, Verdict
from operations.counting.services import receipts
from operations.counting.services.moving import locked

MOST = 500
PHOTO, LATE = "photo", "late"


@dataclass(frozen=True, slots=True)
class Record:
    """One record as the phone made it. place: the room's name, or its code's address."""

    key: uuid.UUID
    kind: str
    serial: int
    said_at: datetime
    device: str
    code: str = ""
    place: str = ""
    note: str = ""
    photo: File[bytes] | None = None


@dataclass(slots=True)
class Desk:
    """Everything that is at hand while records are judged."""

    count: Count
    by: Actor
    host: str
    county: str
    sent: datetime
    received: datetime
    rooms: Mapping[str, str]
    assets: Mapping[str, list[Asset]]
    lines: Mapping[int, Line]
    moved: Mapping[int, list[Movement]]
    touched: dict[int, Line] = field(default_factory=dict)


@transaction.atomic
def scans_receive(
    *,
    count_id: int,
    records: Sequence[Record],
    host: str,
    sent_at: datetime,
    by: Actor,
    at: datetime,
) -> list[Scan]:
    """A batch of records; the same one again gives the receipts that it got the first time.

    sent_at: what the phone's clock says now, so that one which is off is put right. Raises
    Violation and keeps nothing where the batch itself is wrong; a single wrong record is kept
    with the sentence that says what is wrong.
    """
    count = locked(count_id)
    if not any(by.holds(post) for post in COUNTERS):
        raise denied(COUNTERS)
    if count.subject != Subject.ASSETS:
        raise Violation(_("Supplies are counted in pieces; enter how many there are."), R(115))
    if len(records) > MOST:
        raise Violation(_("At most %(n)s records at once.") % {"n": MOST}, R(94))
    known = {scan.pk: scan for scan in Scan.objects.filter(pk__in=[one.key for one in records])}
    if any(scan.person_id != by.user_id for scan in known.values()):
        raise Violation(_("These records were made by somebody else; they sign in and send them."))
    fresh = {one.key: one for one in records if one.key not in known}
    desk = _desk(count, list(fresh.values()), host=host, sent=sent_at, by=by, at=at)
    ordered = sorted(fresh.values(), key=lambda one: (one.device, one.serial))
    made = [_receive(desk, one) for one in ordered]
    Line.objects.bulk_update(desk.touched.values(), ANSWERED)
    Scan.objects.bulk_create(made)
    # As they are stored: the first receipt reads like every later one.
    kept = Scan.objects.in_bulk([one.key for one in records])
    return [kept[one.key] for one in records]


ANSWERED = (
    *("result", "found_place", "answered_by_id", "answered_by_name", "answered_at"),
    *("answer_device", "answer_serial", "in_conflict", "is_moved", "is_put_right"),
    *("remedy", "explanation", "version"),
)


def _desk(
    count: Count, records: Sequence[Record], *, host: str, sent: datetime, by: Actor, at: datetime
) -> Desk:
    """Everything in a handful of queries, however long the batch is."""
    county = Centre.current().code
    texts = {codes.read(one.code, host=host, county=county).value for one in records} - {""}
    found = Asset.objects.filter(
        Q(token__in=texts) | Q(number__in=texts) | Q(old_number__in=texts)
        | Q(serial_number__in=texts)
    )  # fmt: skip
    assets: dict[str, list[Asset]] = {}
    for asset in found:
        for text in {asset.token, asset.number, asset.old_number, asset.serial_number} & texts:
            assets.setdefault(text, []).append(asset)
    keys = [asset.pk for asset in found]
    lines = count.lines.filter(asset_id__in=keys).select_related("asset")
    rooms = Room.objects.all()
    return Desk(
        count=count,
        by=by,
        host=host,
        county=county,
        sent=sent,
        received=at,
        rooms={room.token: room.name for room in rooms} | {room.name: room.name for room in rooms},
        assets=assets,
        lines={line.asset_id: line for line in lines if line.asset_id is not None},
        moved=selectors.moved_since(count, keys),
    )


def _receive(desk: Desk, one: Record) -> Scan:
    at = judging.put_right(
        one.said_at, sent=desk.sent, received=desk.received, began=desk.count.opened_at
    )
    scan = Scan(
        key=one.key,
        count=desk.count,
        kind=one.kind,
        code=one.code[: codes.LONGEST],
        place=one.place[:80],
        note=one.note[:200],
        person_id=desk.by.user_id or 0,
        person_name=desk.by.signature[:80],
        device=one.device[:40],
        serial=one.serial,
        said_at=judging.readable(one.said_at, received=desk.received),
        at=at,
        received_at=desk.received,
    )
    _judge(desk, one, scan)
    scan.sentence = scan.sentence[:300]
    return scan


def _judge(desk: Desk, one: Record, scan: Scan) -> None:
    place = _room(desk, one.place)
    if desk.count.status != S.OPEN:
        _late(desk, one, scan)
    elif one.kind == Kind.UNKNOWN:
        if place is None:
            # A door that nobody knows any more is no place, but what was said is kept.
            scan.code = one.place[: codes.LONGEST]
        scan.place = place or ""
        _unknown(desk, one, scan)
    elif place is None:
        receipts.write(scan, Outcome.ROOM)
    else:
        scan.place = place
        _thing(desk, one, scan)


def _late(desk: Desk, one: Record, scan: Scan) -> None:
    """Not counted any more; a photo lies with the count, as nobody can take it again (R94)."""
    if one.photo is not None:
        # What is no picture has nothing to lose, and must not keep the phone from sending.
        with suppress(Violation):
            attachments.attach(
                desk.count, one.photo, kind=LATE, by=desk.by, note=scan.note,
                allow=attachments.PICTURES, field="photo",
            )  # fmt: skip
    receipts.write(scan, Outcome.LATE)


def _thing(desk: Desk, one: Record, scan: Scan) -> None:
    """What was scanned or typed, and what it is the number of."""
    read = codes.read(one.code, host=desk.host, county=desk.county)
    if read.what in receipts.UNREADABLE:
        return receipts.write(scan, receipts.UNREADABLE[read.what], name=read.value)
    found = desk.assets.get(read.value, [])
    if len(found) != 1:
        return receipts.write(scan, Outcome.STRANGE, several=len(found))
    line = desk.lines.get(found[0].pk)
    if line is None:
        return _unexpected(desk, found[0], scan)
    scan.line = line
    if not line.is_expected:
        return receipts.write(scan, Outcome.ALREADY, line=line, before=receipts.answered(line))
    return _about(desk, line, one.kind, scan)


def _room(desk: Desk, said: str) -> str | None:
    """The room's name; '' where none was said, None for one that nobody knows."""
    if not said.strip():
        return ""
    read = codes.read(said, host=desk.host, county="")
    return desk.rooms.get(read.value if read.what == codes.Code.ROOM else said.strip())


def _about(desk: Desk, line: Line, kind: str, scan: Scan) -> None:
    """A thing that is on the list; said to be put right, it was found there first (R94)."""
    standing = _standing(desk, line, scan)
    said = _said(scan)
    verdict = judging.judge(standing, kind=Kind.FOUND if kind == Kind.PLACE else kind, said=said)
    before = receipts.answered(line)
    if verdict.result:
        answer(line, verdict.result, scan, at=scan.at)
        desk.touched[line.pk] = line
    if verdict.outcome == Outcome.CONFLICT:
        line.in_conflict = True
        desk.touched[line.pk] = line
    receipts.write(scan, verdict.outcome, line=line, before=before, standing=standing)
    if kind == Kind.PLACE:
        _put_right(desk, line, verdict, scan)


def _standing(desk: Desk, line: Line, scan: Scan) -> Standing:
    asset = _asset_of(line)
    moved = desk.moved.get(asset.pk, [])
    if moved and not line.is_moved:
        line.is_moved = True
        desk.touched[line.pk] = line
    moves = [(one.at, one.place) for one in moved]
    if line.is_put_right and line.answered_at is not None:
        # The ledger learned of it when the phone had a network; it holds from the tap on.
        moves = sorted([*moves, (line.answered_at, line.found_place)])
    return Standing(
        place=judging.place_at(line.place, moves, scan.at),
        keeper=line.keeper_id,
        written_off=asset.status == AssetStates.SCRAPPED,
        in_repair=asset.status == AssetStates.REPAIR,
        answer=_answer_of(line),
        put_right=line.found_place if line.is_put_right else "",
    )


def _asset_of(line: Line) -> Asset:
    """Lines at hand were found by their asset."""
    assert line.asset is not None
    return line.asset


def _answer_of(line: Line) -> Answer | None:
    if line.answered_at is None:
        return None
    return Answer(
        result=line.result,
        place=line.found_place,
        person=line.answered_by_id or 0,
        device=line.answer_device,
        serial=line.answer_serial,
        at=line.answered_at,
    )


def _said(scan: Scan) -> Answer:
    return Answer("", scan.place, scan.person_id, scan.device, scan.serial, scan.at)


def answer(line: Line, result: str, scan: Scan, *, at: datetime) -> None:
    """Write an answer into its line; the caller stores it."""
    nowhere = result in (Result.MISSING, Result.GONE, Result.AWAY)
    where = "" if nowhere else scan.place or line.place
    if result != line.result or (line.is_put_right and where != line.found_place):
        line.remedy = line.explanation = ""
        line.is_put_right = False
    line.result, line.found_place = result, where
    line.answered_by_id, line.answered_by_name = scan.person_id, scan.person_name
    line.answered_at, line.answer_device, line.answer_serial = at, scan.device, scan.serial
    line.version += 1


def _put_right(desk: Desk, line: Line, verdict: Verdict, scan: Scan) -> None:
    """The ledger says from now on where it stands: one tap, for those who keep it (R94)."""
    fits = line.result == Result.PLACE and line.found_place == scan.place
    if verdict.outcome in (Outcome.GONE, Outcome.OWN, Outcome.CONFLICT) or not fits:
        return None
    if not any(desk.by.holds(post) for post in KEEPERS):
        return receipts.write(scan, Outcome.REFUSED, line=line, keepers=True)
    if line.remedy == Remedy.BACK:
        # Tapped before, sent after the office has said that it is home again.
        return receipts.write(scan, Outcome.REFUSED, line=line, brought=True)
    if not line.is_put_right:
        # What the ledger was told later is not overwritten by what was seen before (R95).
        if any(one.at > scan.at for one in desk.moved.get(_asset_of(line).pk, ())):
            return receipts.write(scan, Outcome.REFUSED, line=line, moved=True)
        number = desk.count.number
        asset_stands(
            asset_id=_asset_of(line).pk, place=scan.place, why=number, by=desk.by,
            at=desk.received,
        )  # fmt: skip
        line.is_put_right, line.remedy = True, Remedy.PLACE
        line.explanation = _("found at %(place)s, put right at once") % {"place": scan.place}
        desk.touched[line.pk] = line
    return receipts.write(scan, Outcome.PLACED, line=line)


def _unexpected(desk: Desk, asset: Asset, scan: Scan) -> None:
    """It has a card and is not on the list: each reason has its own sentence (R95)."""
    if asset.status == AssetStates.MISSING:
        line = _surplus(desk, scan, name=asset.name, asset=asset)
        return receipts.write(scan, Outcome.COUNTED, line=line, returned=True)
    if asset.status == AssetStates.SCRAPPED:
        return receipts.write(scan, Outcome.GONE, asset=asset)
    classes = [one.pk for one in desk.count.classes.all()]
    within = selectors.expected_assets(classes=classes, places=desk.count.places)
    if within.filter(pk=asset.pk).exists():
        return receipts.write(scan, Outcome.NEWER, asset=asset)
    return receipts.write(scan, Outcome.OUTSIDE, asset=asset)


def _unknown(desk: Desk, one: Record, scan: Scan) -> None:
    """A thing that no book knows, with its photo or in words (R94).

    Where no room was told the office says where it stands when it explains the line.
    """
    if one.photo is None and not one.note.strip():
        return receipts.write(scan, Outcome.REFUSED)
    line = _surplus(desk, scan, name=one.note.strip()[:60] or _("unknown thing"))
    if one.photo is not None:
        attachments.attach(
            line, one.photo, kind=PHOTO, by=desk.by, allow=attachments.PICTURES, field="photo"
        )
    return receipts.write(scan, Outcome.UNKNOWN, line=line)


def _surplus(desk: Desk, scan: Scan, *, name: str, asset: Asset | None = None) -> Line:
    known: dict[str, Any] = {} if asset is None else {"number": asset.number, "price": asset.price}
    line = Line(count=desk.count, asset=asset, is_expected=False, name=name, **known)
    answer(line, Result.SURPLUS, scan, at=scan.at)
    line.save()
    if asset is not None:
        desk.lines = {**desk.lines, asset.pk: line}
    scan.line = line
    return line
