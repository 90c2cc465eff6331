"""What comes back, goes over, is compensated or scrapped: the office enters it (R97–R114)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import attachments, audit, numbering
from core.actor import Actor, directory
from core.clauses import Clause, R
from core.errors import Violation
from core.lifecycle_words import denied
from operations.staff.models import Person
from operations.stations.models import Station
from operations.stations.services import returns_settled
from operations.supplies import selectors
from operations.supplies.kinds import Entry, Flow, SupplyClass
from operations.supplies.lifecycle import FINANCE, PEOPLE
from operations.supplies.models import Holding, Issue, LedgerEntry, Party, Place, Scrap, whose
from operations.supplies.numbers import SCRAP as SERIES
from operations.supplies.rules import asking, classes
from operations.supplies.rules import stock as rules
from operations.supplies.services import stock
from operations.supplies.services.issuing import SIGNATURE, enter
from operations.supplies.services.moving import announce, move, still_supplied

GIVER = "signature_given"


@transaction.atomic
def holding_return(
    *, holding_id: int, quantity: int, place_id: int, by: Actor, at: datetime, note: str = ""
) -> LedgerEntry:
    """It comes back to the office area and lies in the cabinet again, worth nothing (R97, R98)."""
    holding = _locked(holding_id, by)
    _spare(holding, quantity)
    stock.put(
        holding.item, Place.objects.get(pk=place_id), quantity,
        value=Decimal(0), flow=Flow.RETURN, by=by, at=at, note=note,
    )  # fmt: skip
    return _out(holding, Entry.RETURNED, quantity, by=by, at=at, note=note, clause=R(97))


@transaction.atomic
def holding_compensate(
    *, holding_id: int, quantity: int, amount: Decimal, reason: str, by: Actor, at: datetime
) -> LedgerEntry:
    """It is lost or broken and was paid for (R97)."""
    holding = _locked(holding_id, by)
    _spare(holding, quantity)
    rules.reason_is_given(reason=reason, clause=97)
    rules.price_is_given(price=amount, field="amount")
    return _out(
        holding, Entry.COMPENSATED, quantity, by=by, at=at, note=reason, value=amount, clause=R(97)
    )


@transaction.atomic
def holding_hand_over(
    *,
    holding_id: int,
    quantity: int,
    given_by: str,
    by: Actor,
    at: datetime,
    person_id: int | None = None,
    station_id: int | None = None,
    given: File[bytes] | None = None,
    taken: File[bytes] | None = None,
    counted: int | None = None,
) -> LedgerEntry:
    """The office area gives it to a colleague or a station; both sides sign (R99, R101, R113).

    counted: of supplies of equipment, how many are left; the rest is used up (R101).
    """
    holding = _locked(holding_id, by)
    _spare(holding, quantity)
    today, kind = timezone.localdate(at), holding.item.kind
    taker = _taker(holding, person_id, station_id, on=today)
    _within_finance(kind, taker.person)
    then = classes.rule_of(kind).transfer
    classes.both_signed(given=given_by, taken=taker.name, then=then)
    signatures = [one.read() if one is not None else b"" for one in (given, taken)]
    asking.signed_first(signed_by=taker.name, drawn=all(signatures))
    left = _counted(quantity, counted, then)
    issue = Issue.objects.create(
        **whose(taker.party),
        source_type=holding._meta.label_lower,
        source_id=holding.pk,
        signed_by=taker.name,
        handed_by_name=given_by.strip()[:80],
        at=at,
    )
    for name, drawn in zip((GIVER, SIGNATURE), signatures, strict=True):
        attachments.attach(issue, ContentFile(drawn, name="signature.png"), kind=name, by=by)
    if left < quantity:
        used = _out(holding, Entry.USED_UP, quantity - left, by=by, at=at, clause=R(101))
        if not left:
            return used
    _out(holding, Entry.GIVEN, left, by=by, at=at, clause=R(113), issue=issue)
    return enter(
        LedgerEntry(
            item=holding.item,
            **whose(taker.party),
            person=taker.person,
            device_class=holding.device_class if taker.person else "",
            entry=Entry.TAKEN,
            quantity=left,
            issue=issue,
            signed_by=taker.name,
            by_name=by.signature[:80],
            on_date=today,
            at=at,
        )
    )


@transaction.atomic
def scrap_ask(*, holding_id: int, quantity: int, reason: str, by: Actor, at: datetime) -> Scrap:
    """The user asks for what is worn out to be scrapped (R114)."""
    if not any(by.holds(post) for post in PEOPLE):
        raise denied(PEOPLE)
    seen = selectors.holdings(by, on=timezone.localdate(at)).values("pk")
    holding = Holding.objects.select_for_update(of=("self",)).select_related("item").filter(
        pk=holding_id, pk__in=seen
    ).first()  # fmt: skip
    if holding is None:
        raise Violation(_("This is not on your ledger."), R(114), field="holding_id")
    classes.may_be_scrapped(kinds=[holding.item.kind])
    _spare(holding, quantity)
    rules.reason_is_given(reason=reason, clause=114)
    scrap = Scrap.objects.create(
        holding=holding,
        quantity=quantity,
        reason=reason.strip()[:200],
        applicant_name=by.signature[:80],
        created_by_id=(by.acting_for or by).user_id,
        asked_at=at,
        status_since=at,
    )
    scrap.number = numbering.draw(SERIES, on=timezone.localdate(at), record=scrap).text
    scrap.save(update_fields=["number"])
    announce(scrap, by=by, at=at)
    audit.record(scrap, by=by, action="supplyscrap.ask", note=reason, clauses=(R(114),), at=at)
    return scrap


@transaction.atomic
def scrap_review(
    *, scrap_id: int, by: Actor, at: datetime, reason: str = "", expected_version: int | None = None
) -> Scrap:
    """The administration looks at it and agrees (R114)."""
    scrap = _scrap(scrap_id)
    scrap.reviewed_by_name = by.signature[:80]
    return move(
        scrap, "review", by=by, at=at, reason=reason, fields=("reviewed_by_name",),
        version=expected_version,
    )  # fmt: skip


@transaction.atomic
def scrap_file(
    *, scrap_id: int, by: Actor, at: datetime, reason: str = "", expected_version: int | None = None
) -> Scrap:
    """It is filed with finance (报财务部备案, R114)."""
    scrap = _scrap(scrap_id)
    scrap.filed_by_name = by.signature[:80]
    return move(
        scrap, "file", by=by, at=at, reason=reason, fields=("filed_by_name",),
        version=expected_version,
    )  # fmt: skip


@transaction.atomic
def scrap_write_off(
    *, scrap_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> Scrap:
    """The clerk writes it off the ledger (R114)."""
    scrap = _scrap(scrap_id)
    scrap.written_off_at = at
    move(scrap, "write_off", by=by, at=at, fields=("written_off_at",), version=expected_version)
    asking.held_by(held=scrap.holding.quantity, quantity=scrap.quantity)
    _out(
        scrap.holding,
        Entry.SCRAPPED,
        scrap.quantity,
        by=by,
        at=at,
        note=scrap.reason,
        clause=R(114),
    )
    return scrap


@transaction.atomic
def scrap_refuse(
    *, scrap_id: int, reason: str, by: Actor, at: datetime, expected_version: int | None = None
) -> Scrap:
    """It is still good, or was not looked after (R114)."""
    scrap = _scrap(scrap_id)
    return move(scrap, "refuse", by=by, at=at, reason=reason, version=expected_version)


def _scrap(scrap_id: int) -> Scrap:
    found = Scrap.objects.select_for_update(of=("self",))
    scrap = found.select_related("holding__item").get(pk=scrap_id)
    scrap.holding = _holding(scrap.holding_id)
    return scrap


def _holding(holding_id: int) -> Holding:
    found = Holding.objects.select_for_update(of=("self",))
    related = ("item", "department", "station", "person")
    return found.select_related(*related).get(pk=holding_id)


def _locked(holding_id: int, by: Actor) -> Holding:
    """The holding, for whoever moves it: the office area, or finance for finance's own."""
    holding = _holding(holding_id)
    special = holding.item.kind == SupplyClass.SPECIAL
    may = selectors.is_finance(by) if special else selectors.is_clerk(by)
    asking.office_moves(may=may)
    return holding


def _spare(holding: Holding, quantity: int) -> None:
    """So many are held, and do not wait for their scrapping."""
    asking.held_by(held=holding.quantity, quantity=quantity)
    asking.not_being_scrapped(
        held=holding.quantity, waiting=selectors.waiting(holding), quantity=quantity
    )


@dataclass(frozen=True, slots=True)
class _Taker:
    """Who takes it over; at a station its manager signs, and the station has it."""

    name: str
    party: Party
    person: Person | None = None


def _taker(holding: Holding, person_id: int | None, station_id: int | None, *, on: date) -> _Taker:
    """Not whoever holds it already (R113)."""
    if station_id is not None and person_id is None:
        station = Station.objects.get(pk=station_id)
        still_supplied(station)
        if station.pk != holding.station_id:
            return _Taker(station.manager_name, station)
    elif person_id is not None and station_id is None:
        person = Person.objects.get(pk=person_id)
        department = selectors.department_of(person, on=on)
        if department is not None and person.pk != holding.person_id:
            return _Taker(person.name, department, person)
    raise Violation(
        _("Choose a colleague with a post, or a station, who does not hold it already."),
        R(113),
        field="person_id",
    )


def _within_finance(kind: str, person: Person | None) -> None:
    """What is finance's goes to somebody of finance (R100)."""
    user_id = person.user_id if person else None
    held = directory().actor_of(user_id).posts if user_id else frozenset()
    classes.only_finance(kind=kind, is_finance=bool(held & set(FINANCE)))


def _counted(quantity: int, counted: int | None, then: classes.Then) -> int:
    if then is not classes.Then.COUNT:
        return quantity
    if counted is None or not 0 <= counted <= quantity:
        raise Violation(
            _("Count what is left: between 0 and %(n)s.") % {"n": quantity}, R(101), field="counted"
        )
    return counted


def _out(
    holding: Holding,
    entry: str,
    quantity: int,
    *,
    by: Actor,
    at: datetime,
    clause: Clause,
    note: str = "",
    value: Decimal = Decimal(0),
    issue: Issue | None = None,
) -> LedgerEntry:
    """Off the ledger of whoever holds it."""
    found = enter(
        LedgerEntry(
            item=holding.item,
            **whose(holding.party),
            person=holding.person,
            device_class=holding.device_class,
            entry=entry,
            quantity=-quantity,
            value=value,
            issue=issue,
            note=note.strip()[:200],
            by_name=by.signature[:80],
            on_date=timezone.localdate(at),
            at=at,
        )
    )
    audit.record(
        holding,
        by=by,
        action=f"supplyholding.{entry}",
        note=note,
        changes={"supply": str(holding.item), "pieces": quantity},
        clauses=(clause,),
        at=at,
    )
    if holding.station_id is not None:
        returns_settled(station_id=holding.station_id, by=by, at=at)
    return found
