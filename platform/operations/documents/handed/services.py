"""Verbs of papers handed in: by the station, and by the office that alone receives them (R31)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.posts import Post
from core import attachments, audit, inbox
from core.actor import Actor
from core.clauses import R
from core.errors import Violation
from core.lifecycle_words import denied
from core.models.attachments import Attachment
from operations.documents.handed import rules, selectors
from operations.documents.handed.lifecycle import HANDED, S
from operations.documents.handed.telling import tell
from operations.documents.incoming import textlayer
from operations.documents.incoming.kinds import Nature
from operations.documents.incoming.services import IncomingData, incoming_register
from operations.documents.models import HandedPaper
from operations.stations.lifecycle import ENDED
from operations.stations.models import Station

PAPER = "paper"
# Where a file's refusal is told.
FILES = "scans"


@dataclass(frozen=True, slots=True)
class PaperData:
    """What a station writes."""

    station_id: int
    kind: str
    title: str
    matter: str = ""
    own_number: str = ""


@transaction.atomic
def paper_hand_in(
    *, data: PaperData, by: Actor, at: datetime, files: Sequence[File[bytes]] = ()
) -> HandedPaper:
    """A manager hands in a paper of their station, with its files or not at all (R31)."""
    own = selectors.own_keys(by)
    if not own:
        raise denied((Post.STATION_MGR,))
    rules.own_station(own=data.station_id in own)
    station = Station.objects.get(pk=data.station_id)
    rules.station_is_there(ended=station.status in ENDED)
    rules.kind_goes_upwards(kind=data.kind)
    rules.paper_is_written(title=data.title, matter=data.matter, files=len(files))
    paper = HandedPaper.objects.create(
        station=station,
        station_name=station.name[:80],
        kind=data.kind,
        title=data.title.strip(),
        matter=data.matter.strip(),
        own_number=data.own_number.strip()[:60],
        handed_by_name=by.signature[:80],
        handed_at=at,
        status_since=at,
        created_by_id=(by.acting_for or by).user_id,
    )
    _attach(paper, files, by=by)
    audit.record(paper, by=by, action="handed.hand_in", clauses=(R(31),), at=at)
    _before_the_office(paper, by=by, at=at)
    return paper


@transaction.atomic
def paper_again(
    *,
    paper_id: int,
    title: str,
    matter: str,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
) -> HandedPaper:
    """The station has put right what the office returned, and hands it in again (R31)."""
    paper = _locked(paper_id)
    HANDED.check(paper, "again", by=by, expected_version=expected_version)
    rules.station_is_there(ended=paper.station.status in ENDED)
    there = attachments.of(paper).count()
    rules.paper_is_written(title=title, matter=matter, files=there)
    paper.title, paper.matter = title.strip(), matter.strip()
    paper.handed_at, paper.handed_by_name = at, by.signature[:80]
    fields = ("title", "matter", "handed_at", "handed_by_name")
    _move(paper, "again", by=by, at=at, fields=fields, version=expected_version)
    _before_the_office(paper, by=by, at=at)
    return paper


@transaction.atomic
def files_add(
    *, paper_id: int, files: Sequence[File[bytes]], by: Actor, note: str = ""
) -> list[Attachment]:
    """The station adds what was missing, while the paper is with it: all of them or none (R31)."""
    paper = _locked(paper_id)
    if not by.holds(Post.STATION_MGR, paper.process_scope()):
        raise denied((Post.STATION_MGR,))
    rules.files_are_open(returned=paper.status == S.RETURNED)
    return _attach(paper, files, by=by, note=note)


@transaction.atomic
def paper_withdraw(
    *, paper_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> HandedPaper:
    """The station needs it no longer; what is registered is not taken back (R31)."""
    return _move(_locked(paper_id), "withdraw", by=by, at=at, version=expected_version)


@transaction.atomic
def paper_return(
    *, paper_id: int, reason: str, by: Actor, at: datetime, expected_version: int | None = None
) -> HandedPaper:
    """The office does not register it so: back to the station, with the reason (R31)."""
    paper = _locked(paper_id)
    HANDED.check(paper, "return", by=by, expected_version=expected_version)
    paper.decided_by_name, paper.returned_reason = by.signature[:80], reason.strip()[:500]
    fields = ("decided_by_name", "returned_reason")
    _move(paper, "return", by=by, at=at, reason=reason, fields=fields, version=expected_version)
    inbox.assign(
        paper,
        step=S.RETURNED,
        title=_("Returned by the office: %(title)s") % {"title": paper.title},
        by=by,
        at=at,
        post=Post.STATION_MGR,
        scope=paper.process_scope(),
        clause=R(31),
        message=reason,
    )
    return paper


@transaction.atomic
def paper_register(
    *,
    paper_id: int,
    by: Actor,
    at: datetime,
    urgency: str = "",
    due_date: date | None = None,
    pages: int | None = None,
    remark: str = "",
    duplicate_reason: str = "",
    expected_version: int | None = None,
) -> HandedPaper:
    """The office enters it into the register as a request from below, with its files (R28, R31).

    The station is its sender, the day on which it was handed in that of its receipt.
    """
    paper = _locked(paper_id)
    HANDED.check(paper, "register", by=by, expected_version=expected_version)
    handed = timezone.localdate(paper.handed_at)
    data = IncomingData(
        title=paper.title,
        sender=paper.station_name,
        nature=Nature.SUBMISSION,
        received_date=handed,
        sender_number=paper.own_number,
        sender_date=handed,
        kind=paper.kind,
        urgency=urgency,
        due_date=due_date,
        pages=pages,
        remark=remark,
        duplicate_reason=duplicate_reason,
    )
    paper.document = incoming_register(data=data, by=by, at=at, files=_copies(paper))
    paper.decided_by_name, paper.returned_reason = by.signature[:80], ""
    _move(
        paper,
        "register",
        by=by,
        at=at,
        fields=("document", "decided_by_name", "returned_reason"),
        version=expected_version,
        changes={"number": paper.document.number},
    )
    said = _("Registered as %(number)s: %(title)s")
    title = said % {"number": paper.document.number, "title": paper.title}
    tell(paper, step=S.REGISTERED, title=title, by=by, at=at)
    return paper


# --- What the verbs share ---


def _locked(paper_id: int) -> HandedPaper:
    found = HandedPaper.objects.select_for_update(of=("self",)).select_related("station")
    return found.get(pk=paper_id)


def _move(
    paper: HandedPaper,
    action: str,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    fields: Iterable[str] = (),
    version: int | None = None,
    changes: dict[str, Any] | None = None,
) -> HandedPaper:
    was = str(paper.status)
    HANDED.apply(paper, action, by=by, reason=reason, at=at, expected_version=version)
    paper.save(update_fields=["status", "status_since", "version", "updated_at", *fields])
    inbox.close(paper, by=by, outcome=action, step=was, opinion=reason, returning=True, at=at)
    audit.record(paper, by=by, action=f"handed.{action}", note=reason, changes=changes or {}, at=at)
    return paper


def _before_the_office(paper: HandedPaper, *, by: Actor, at: datetime) -> None:
    inbox.assign(
        paper,
        step=S.HANDED_IN,
        title=_("Register or return: %(station)s, %(title)s")
        % {"station": paper.station_name, "title": paper.title},
        by=by,
        at=at,
        post=Post.OFFICE,
        clause=R(31),
    )


def _attach(
    paper: HandedPaper, files: Sequence[File[bytes]], *, by: Actor, note: str = ""
) -> list[Attachment]:
    """All or none; a PDF that the register could not open is refused here already."""
    try:
        kept = attachments.attach_all(paper, files, kind=PAPER, by=by, note=note[:200])
    except Violation as refused:
        raise Violation(refused.sentence, *refused.clauses, field=FILES) from refused
    for one in kept:
        if one.media_type == "application/pdf":
            with one.file.open("rb") as content:
                _can_be_opened(one.name, content.read())
    return kept


def _can_be_opened(name: str, content: bytes) -> None:
    try:
        textlayer.read(content)
    except Violation as refused:
        raise Violation(f"{name}：{refused.sentence}", field=FILES) from refused


def _copies(paper: HandedPaper) -> list[File[bytes]]:
    """Its files for the register: what the station handed in stays as it was."""
    found: list[File[bytes]] = []
    for one in attachments.of(paper):
        with one.file.open("rb") as content:
            found.append(ContentFile(content.read(), name=one.name))
    return found
