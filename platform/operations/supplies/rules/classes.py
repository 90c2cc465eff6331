"""The table of the handbook's classes: what each asks for, and what happens to it (R96–R102)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext as _

from core.clauses import R
from core.errors import Violation
from operations.supplies.kinds import SupplyClass as C


class Allotted(StrEnum):
    """To whom a class is allotted, and by which standard."""

    POST = "post"
    FINANCE = "finance"
    DEPARTMENT = "department"
    DEVICE = "device"


class Event(StrEnum):
    """What may happen to whoever holds something."""

    CHANGE = "change"
    LEAVING = "leaving"
    TRANSFER = "transfer"


class Then(StrEnum):
    """What becomes of it then.

    RETURN: to the office area. KEEP: the holder keeps it and gets no new set. HANDOVER: to a
    successor, both sign. COUNT: handed over and counted. FINANCE: only among finance. STAYS: with
    the department. OFFICE: the office area gives it to somebody else, who signs.
    """

    RETURN = "return"
    KEEP = "keep"
    HANDOVER = "handover"
    COUNT = "count"
    FINANCE = "finance"
    STAYS = "stays"
    OFFICE = "office"


@dataclass(frozen=True, slots=True)
class ClassRule:
    """One line of the table.

    kept: None where each item says whether it stays with its holder or is consumed by the issue.
    old_for_new: of what is kept, a replacement needs the old one (R103). scrapped: its end needs a
    request (R114); else it ends by issue.
    """

    clause: int
    allotted: Allotted
    change: Then
    leaving: Then
    transfer: Then
    kept: bool | None
    old_for_new: bool
    scrapped: bool

    def then(self, event: Event) -> Then:
        """What an event asks for."""
        return {
            Event.CHANGE: self.change,
            Event.LEAVING: self.leaving,
            Event.TRANSFER: self.transfer,
        }[event]


A, T, L = Allotted, Then, ClassRule
# Clause, allotted to; on change of post, on leaving, on transfer; kept, old for new, scrapped.
# fmt: off
TABLE: dict[str, ClassRule] = {
    C.DURABLE:     L(97,  A.POST,       T.RETURN,   T.RETURN,   T.OFFICE,   True, True, True),
    C.STATIONERY:  L(98,  A.POST,       T.KEEP,     T.RETURN,   T.OFFICE,   None, True, False),
    C.HOSPITALITY: L(99,  A.DEPARTMENT, T.HANDOVER, T.HANDOVER, T.HANDOVER, None, False, True),
    C.SPECIAL:     L(100, A.FINANCE,    T.FINANCE,  T.FINANCE,  T.FINANCE,  None, False, True),
    C.EQUIPMENT:   L(101, A.DEVICE,     T.COUNT,    T.COUNT,    T.COUNT,    None, True, False),
    C.FURNITURE:   L(102, A.DEPARTMENT, T.STAYS,    T.STAYS,    T.OFFICE,   True, False, True),
}
# fmt: on
# What a person must clear before anything goes on; the rest stays where it is.
CLEARED = (Then.RETURN, Then.HANDOVER, Then.COUNT, Then.FINANCE)
SIGNED_BY_BOTH = (Then.HANDOVER, Then.COUNT, Then.FINANCE)


def rule_of(kind: str) -> ClassRule:
    """The line of a class."""
    return TABLE[kind]


def kind_is_known(*, kind: str) -> None:
    """Every item belongs to exactly one of the six (R96)."""
    if kind not in TABLE:
        raise Violation(_("Choose one of the six classes."), R(96), field="kind")


def keeping_fits(*, kind: str, is_kept: bool) -> None:
    """What is durable, and furniture, always stays with its holder (R96)."""
    kept = TABLE[kind].kept
    if kept is not None and kept is not is_kept:
        raise Violation(
            _("Durable goods and furniture stay with their holder; they are not used up."),
            R(96),
            field="is_kept",
        )


def clears(*, kind: str, event: Event) -> Then | None:
    """What the holder must do before the event is over; None where nothing (R97–R102)."""
    then = TABLE[kind].then(event)
    return then if then in CLEARED else None


def only_finance(*, kind: str, is_finance: bool) -> None:
    """Special consumables are asked for, held and issued by finance alone (R100)."""
    if TABLE[kind].allotted is Allotted.FINANCE and not is_finance:
        raise Violation(
            _("Account books, vouchers and bills are issued by finance; ask there."),
            R(100),
            field="item_id",
        )


def who_it_is_for(*, kind: str, has_person: bool, device_class: str) -> None:
    """What is allotted by post names a person, what is for equipment its device (R97, R101)."""
    allotted = TABLE[kind].allotted
    if allotted is Allotted.POST and not has_person:
        raise Violation(
            _("This is allotted by post: say for whom it is."),
            R(TABLE[kind].clause),
            field="person_id",
        )
    if allotted is Allotted.DEVICE and not device_class:
        raise Violation(
            _("Supplies of equipment are asked for with their device; say for which."),
            R(101),
            field="device_class",
        )


def not_a_fixed_asset(
    *, name: str, is_kept: bool, price: Decimal, threshold: Decimal, field: str = "price"
) -> None:
    """What lasts and reaches the threshold is a fixed asset, whatever class lists it (R102)."""
    if is_kept and price >= threshold:
        raise Violation(
            _(
                "%(name)s costs %(price)s yuan; from %(threshold)s yuan on it is a fixed asset."
                " Enter it there."
            )
            % {"name": name, "price": f"{price:.2f}", "threshold": f"{threshold:.2f}"},
            R(102),
            field=field,
        )


def no_second_starter_set(*, name: str, had: bool) -> None:
    """Whoever changes post keeps the stationery and gets no new set (R98)."""
    if had:
        raise Violation(
            _(
                "%(name)s has had the stationery of a new post; on a change of post it is kept"
                " and not issued again."
            )
            % {"name": name},
            R(98),
            field="person_id",
        )


def old_is_handed_in(
    *, kind: str, is_kept: bool, holds: int, quota: int, quantity: int, replaces: bool, reason: str
) -> bool:
    """A replacement hands in the old one (R103); True where the reason overrode that.

    Up to the standard nothing is replaced: that is the first issue.
    """
    needed = TABLE[kind].old_for_new and is_kept and not replaces and holds > 0
    if not needed or holds + quantity <= quota:
        return False
    if not reason.strip():
        raise Violation(
            _(
                "Old for new: choose the old one that is handed in, or say why there is none"
                " (%(held)s held already)."
            )
            % {"held": holds},
            R(103),
            field="replaces_id",
        )
    return True


def serials_are_given(*, is_numbered: bool, serials: str) -> None:
    """Numbered forms are followed by their numbers (R100)."""
    if is_numbered and not serials.strip():
        raise Violation(
            _("These are numbered forms: enter the first and the last number."),
            R(100),
            field="serials",
        )


def both_signed(*, given: str, taken: str, then: Then) -> None:
    """A handover has the names of both sides (R99, R101)."""
    if not given.strip():
        raise Violation(_("Say who hands it over."), R(99), field="given_by")
    if then in SIGNED_BY_BOTH and given.strip() == taken.strip():
        raise Violation(_("The two sides of a handover are two persons."), R(99), field="person_id")


def may_be_scrapped(*, kinds: Collection[str]) -> None:
    """What is used up ends by its issue and is not scrapped (R114)."""
    if any(not TABLE[kind].scrapped for kind in kinds):
        raise Violation(
            _("Stationery and supplies of equipment end by their issue; nothing is scrapped."),
            R(114),
            field="holding_id",
        )
