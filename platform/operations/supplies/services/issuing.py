"""Handing out: signed first, then out of the cabinet and onto the ledgers (R108–R110)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils import timezone

from accounts.posts import Post
from core import attachments, audit, figures
from core.actor import Actor
from core.clauses import R
from core.lifecycle_words import denied
from core.workcalendar import WorkCalendar
from operations.supplies import selectors, stations
from operations.supplies.kinds import Entry, SupplyClass
from operations.supplies.lifecycle import CLERKS, FINANCE, PLAN, URGENT, S, U
from operations.supplies.models import Holding, Issue, LedgerEntry, Line, Plan, Urgent, whose
from operations.supplies.rules import asking, classes, windows
from operations.supplies.rules.stock import reason_is_given
from operations.supplies.services import stock
from operations.supplies.services.moving import (
    ask_to_sign,
    clerks_only,
    move,
    plan_locked,
    signing_ends,
    still_supplied,
    urgent_locked,
)

SIGNATURE = "signature"


@transaction.atomic
def plan_issue(
    *,
    plan_id: int,
    line_ids: Collection[int],
    by: Actor,
    at: datetime,
    signed_by: str = "",
    signature: File[bytes] | None = None,
    serials: str = "",
    expected_version: int | None = None,
) -> Issue:
    """On the days of issue, lines of a plan against one signature (R108, R109)."""
    plan = plan_locked(plan_id)
    PLAN.check(plan, "finish", by=by, expected_version=expected_version)
    today = timezone.localdate(at)
    window = windows.days_of_issue(WorkCalendar.load(), month=plan.month, today=today)
    windows.issued_in_time(today=today, month=plan.month, window=window)
    return _issue(plan, line_ids, signed_by, signature, serials, by=by, at=at)


@transaction.atomic
def urgent_issue(
    *,
    urgent_id: int,
    line_ids: Collection[int],
    by: Actor,
    at: datetime,
    signed_by: str = "",
    signature: File[bytes] | None = None,
    serials: str = "",
    expected_version: int | None = None,
) -> Issue:
    """What is urgent, or for a new post, is issued on any day (R108, R109)."""
    urgent = urgent_locked(urgent_id)
    URGENT.check(urgent, "finish", by=by, expected_version=expected_version)
    return _issue(urgent, line_ids, signed_by, signature, serials, by=by, at=at)


@transaction.atomic
def plan_sign(
    *,
    plan_id: int,
    by: Actor,
    at: datetime,
    signature: File[bytes] | None = None,
) -> Issue:
    """A station's manager signs for what is ready; then the office area hands it out (R109)."""
    plan = plan_locked(plan_id)
    return _sign_ahead(plan, signature, ready=plan.status == S.READY, by=by, at=at)


@transaction.atomic
def urgent_sign(
    *,
    urgent_id: int,
    by: Actor,
    at: datetime,
    signature: File[bytes] | None = None,
) -> Issue:
    """As with a plan."""
    urgent = urgent_locked(urgent_id)
    return _sign_ahead(urgent, signature, ready=urgent.status == U.BOUGHT, by=by, at=at)


@transaction.atomic
def plan_finish(
    *, plan_id: int, reason: str, by: Actor, at: datetime, expected_version: int | None = None
) -> Plan:
    """What is still to be issued is dropped: it is not needed, or cannot be had (R110)."""
    plan = plan_locked(plan_id)
    PLAN.check(plan, "finish", by=by, expected_version=expected_version)
    _drop_rest(plan, reason, by=by, at=at)
    return plan


@transaction.atomic
def urgent_finish(
    *, urgent_id: int, reason: str, by: Actor, at: datetime, expected_version: int | None = None
) -> Urgent:
    """As with a plan."""
    urgent = urgent_locked(urgent_id)
    URGENT.check(urgent, "finish", by=by, expected_version=expected_version)
    _drop_rest(urgent, reason, by=by, at=at)
    return urgent


def _drop_rest(paper: Plan | Urgent, reason: str, *, by: Actor, at: datetime) -> None:
    """Approved is then what was issued, so that nothing is promised to anybody any more."""
    clerks_only(by)
    reason_is_given(reason=reason, clause=110)
    left = [line for line in paper.lines.select_related("item").order_by("pk") if line.left]
    dropped = [f"{line.item} × {line.left}" for line in left]
    for line in left:
        line.approved = line.issued
        line.save(update_fields=["approved"])
    move(paper, "finish", by=by, at=at, reason=reason, changes={"dropped": dropped})


def settle(paper: Plan | Urgent, *, by: Actor, at: datetime) -> None:
    """A paper of which nothing is left to be issued is finished; the rest waits (R110)."""
    ready = paper.status in (S.READY, U.BOUGHT)
    if ready and not any(line.left for line in paper.lines.all()):
        move(paper, "finish", by=by, at=at)


def _issue(
    paper: Plan | Urgent,
    line_ids: Collection[int],
    signed_by: str,
    signature: File[bytes] | None,
    serials: str,
    *,
    by: Actor,
    at: datetime,
) -> Issue:
    asking.something_is_chosen(chosen=line_ids)
    still_supplied(paper.party)
    issue = stations.signed_ahead(paper) or _signed(
        paper, signed_by, signature, handed_by=by.signature, by=by, at=at
    )
    # In the order of the items: two who issue at once lock the cabinets in the same order.
    found = paper.lines.select_for_update(of=("self",)).filter(pk__in=line_ids)
    found = found.select_related("item", "person", "replaces__department", "replaces__station")
    lines = list(found.order_by("item_id", "pk"))
    if len(lines) != len(set(line_ids)):
        asking.something_is_chosen(chosen=())
    pieces = sum(_hand_out(line, paper, issue, serials, by=by, at=at) for line in lines)
    audit.record(
        paper,
        by=by,
        action="supplyissue.sign",
        changes={"signed_by": issue.signed_by, "pieces": pieces},
        clauses=(R(109),),
        at=at,
    )
    worth = "SU-SPENT" if paper.station_id is None else "SU-STATIONS"
    figures.changed(("SU-OUT", worth), on=timezone.localdate(at))
    settle(paper, by=by, at=at)
    # What they signed for is handed out; the rest is signed for anew.
    ask_to_sign(paper, by=by, at=at)
    return issue


def _signed(
    paper: Plan | Urgent,
    signed_by: str,
    signature: File[bytes] | None,
    *,
    handed_by: str,
    by: Actor,
    at: datetime,
) -> Issue:
    """The signature, before anything moves (R109)."""
    drawn = signature.read() if signature is not None else b""
    asking.signed_first(signed_by=signed_by, drawn=bool(drawn))
    issue = Issue.objects.create(
        **whose(paper.party),
        source_type=paper._meta.label_lower,
        source_id=paper.pk,
        signed_by=signed_by.strip()[:80],
        handed_by_name=handed_by[:80],
        at=at,
    )
    attachments.attach(
        issue, ContentFile(drawn, name="signature.png"), kind=SIGNATURE, by=by, field="signature"
    )
    return issue


def _sign_ahead(
    paper: Plan | Urgent, signature: File[bytes] | None, *, ready: bool, by: Actor, at: datetime
) -> Issue:
    """On their own phone; only for their own station, and for all that is ready (R109, R148)."""
    if paper.station_id not in stations.own_stations(by):
        raise denied((Post.STATION_MGR,))
    still_supplied(paper.party)
    asking.signs_ahead_once(
        ready=ready and any(line.left for line in paper.lines.all()),
        signed=stations.signed_ahead(paper) is not None,
    )
    issue = _signed(paper, by.signature, signature, handed_by="", by=by, at=at)
    signing_ends(paper, by=by, at=at)
    audit.record(
        paper,
        by=by,
        action="supplyissue.ahead",
        changes={"signed_by": issue.signed_by},
        clauses=(R(109),),
        at=at,
    )
    return issue


def _hand_out(
    line: Line, paper: Plan | Urgent, issue: Issue, serials: str, *, by: Actor, at: datetime
) -> int:
    """As many as are approved and lie there; the rest stays to be issued (待补发, R110)."""
    _hander(line.item.kind, by)
    classes.serials_are_given(is_numbered=line.item.is_numbered, serials=serials)
    wanted = line.left
    asking.not_more_than_approved(name=str(line.item), quantity=max(1, wanted), left=wanted)
    there = selectors.stock_of(line.item_id)
    quantity = min(wanted, there) or wanted
    worth = stock.take(line.item, quantity, by=by, at=at, issue=issue, serials=serials)
    line.issued += quantity
    line.save(update_fields=["issued"])
    if line.replaces is not None:
        _hand_in(line, line.replaces, issue, quantity, by=by, at=at)
    entry = LedgerEntry(
        item=line.item,
        **whose(paper.party),
        person=line.person,
        device_class=line.device_class,
        entry=Entry.ISSUED,
        quantity=quantity,
        kept=line.item.is_kept,
        issue=issue,
        line_id=line.pk,
        value=worth,
        signed_by=issue.signed_by,
        by_name=by.signature[:80],
        on_date=timezone.localdate(at),
        at=at,
    )
    enter(entry)
    return quantity


def enter(entry: LedgerEntry) -> LedgerEntry:
    """Write a line of the ledger and, of what is kept, the holding that it moves."""
    entry.save(force_insert=True)
    if entry.kept:
        key: dict[str, Any] = {
            "item": entry.item,
            "department": entry.department,
            "station": entry.station,
            "person": entry.person,
            "device_class": entry.device_class,
        }
        Holding.objects.get_or_create(**key)
        holding = Holding.objects.select_for_update().get(**key)
        if entry.quantity < 0:
            asking.held_by(held=holding.quantity, quantity=-entry.quantity)
        holding.quantity += entry.quantity
        holding.save(update_fields=["quantity"])
    return entry


def _hand_in(
    line: Line, old: Holding, issue: Issue, quantity: int, *, by: Actor, at: datetime
) -> None:
    """The old ones come back as the new ones go out (R103)."""
    enter(
        LedgerEntry(
            item=line.item,
            **whose(old.party),
            person=old.person,
            device_class=old.device_class,
            entry=Entry.REPLACED,
            quantity=-quantity,
            issue=issue,
            line_id=line.pk,
            signed_by=issue.signed_by,
            by_name=by.signature[:80],
            on_date=timezone.localdate(at),
            at=at,
        )
    )


def _hander(kind: str, by: Actor) -> None:
    """Finance hands out what is finance's, the office area the rest (R100, R108)."""
    needed = FINANCE if kind == SupplyClass.SPECIAL else CLERKS
    if not any(by.holds(post) for post in needed):
        if kind == SupplyClass.SPECIAL:
            classes.only_finance(kind=kind, is_finance=False)
        raise denied(needed)
