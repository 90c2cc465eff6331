"""The rules of repairs, findings and scrapping (R87–R91), on values only."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from core.clauses import R
from core.errors import Violation
from operations.assets.kinds import Basis

# Readings of 'at price': the net book value while there is one, the original price, the market.
FROM_NET, FROM_PRICE, FROM_MARKET = 1, 2, 3


def fault_is_told(*, fault: str) -> None:
    """A repair is reported in writing (R87)."""
    if not fault.strip():
        raise Violation(_("Describe what is wrong with it."), R(87), field="fault")


def repair_is_alone(*, running: str, status_fits: bool) -> None:
    """One repair at a time, of what is in use or in store (R87)."""
    if running:
        raise Violation(
            _("A repair of it is under way already: %(number)s.") % {"number": running}, R(87)
        )
    if not status_fits:
        raise Violation(_("Only what is in use or in store is repaired."), R(87))


def vendor_is_named(*, vendor: str, sent: date, today: date) -> None:
    """The clerk says who repairs it and since when (R87)."""
    if not vendor.strip():
        raise Violation(_("Say who repairs it."), R(87), field="vendor")
    if sent > today:
        raise Violation(
            _("This day lies ahead; note it when it has come."), R(87), field="sent_date"
        )


def repair_is_told(
    *, result: str, cost: Decimal, returned: date, sent: date, today: date, warranty: bool
) -> None:
    """What came of it, what it cost, and when it was back (R87)."""
    if not result.strip():
        raise Violation(_("Say what was done."), R(87), field="result")
    if cost < 0:
        raise Violation(_("Enter the cost in yuan; 0 where there was none."), R(87), field="cost")
    if warranty and cost:
        raise Violation(_("Under warranty a repair costs nothing."), R(87), field="cost")
    if not sent <= returned <= today:
        raise Violation(
            _("It came back between %(sent)s and today.") % {"sent": sent},
            R(87),
            field="returned_date",
        )


def finding_is_told(*, text: str, measure: str, due: date, today: date) -> None:
    """A finding says what was found, what is done, and by when (R88)."""
    if not text.strip():
        raise Violation(_("Say what was found."), R(88), field="text")
    if not measure.strip():
        raise Violation(_("Say what is done about it."), R(88), field="measure")
    if due < today:
        raise Violation(_("This day is past; choose a later one."), R(88), field="due_date")


def scrapping_has_reason(*, reason: str, cause: str, culprit: bool) -> None:
    """Why it is scrapped; damage by a person names the person (R89, R91)."""
    if not reason.strip():
        raise Violation(_("Please give the reason."), R(89), field="reason")
    if cause == "person" and not culprit:
        raise Violation(_("Say who damaged it."), R(91), field="culprit_id")
    if cause != "person" and culprit:
        raise Violation(_("Only damage by a person names somebody."), R(91), field="culprit_id")


def scrapping_is_alone(*, running: str, status_fits: bool) -> None:
    """Applied for once, of what is in use or in store (R90)."""
    if running:
        raise Violation(
            _("Scrapping is applied for already: %(number)s.") % {"number": running}, R(90)
        )
    if not status_fits:
        raise Violation(
            _("Only what is in use or in store is scrapped; end a repair or transfer first."),
            R(90),
        )


def inspection_is_told(
    *, inspector: str, report: str, hopeless: bool, on: date, today: date
) -> None:
    """Professionals inspected it, and it really cannot be repaired (R89)."""
    if not inspector.strip():
        raise Violation(_("Say who inspected it."), R(89), field="inspector")
    if not report.strip():
        raise Violation(_("Enter the report of the inspection."), R(89), field="inspection")
    if not hopeless:
        raise Violation(
            _("What can be repaired is not scrapped. Refuse it and have it repaired."),
            R(89),
            field="hopeless",
        )
    if on > today:
        raise Violation(
            _("This day lies ahead; note it when it has come."), R(89), field="inspected_date"
        )


def formalities_are_told(*, text: str) -> None:
    """The office area says what it has done (R90)."""
    if not text.strip():
        raise Violation(_("Say which formalities are done."), R(90), field="formalities")


def basis_due(*, reading: int, net: Decimal) -> str:
    """What a compensation is reckoned from, by the county's reading of 'at price' (R91)."""
    if reading == FROM_NET and net > 0:
        return Basis.NET
    return Basis.PRICE if reading == FROM_PRICE else Basis.MARKET


def compensation_is_sound(
    *,
    by_person: bool,
    basis: str,
    due: str,
    known: Decimal | None,
    basis_amount: Decimal,
    amount: Decimal,
    paid: date,
    today: date,
) -> None:
    """At the price that is due, in full (R91). known: what the ledger says it is; None: market."""
    if not by_person:
        raise Violation(_("Only damage by a person is compensated."), R(91))
    if basis != due:
        raise Violation(
            _("Here it is reckoned from this: %(due)s.") % {"due": Basis(due).label},
            R(91),
            field="basis",
        )
    if known is not None and basis_amount != known:
        raise Violation(
            _("By the ledger it is %(amount)s.") % {"amount": known},
            R(91),
            field="basis_amount",
        )
    if basis_amount <= 0:
        raise Violation(_("Estimate what it is worth."), R(91), field="basis_amount")
    if amount != basis_amount:
        raise Violation(
            _("Compensation is at the price: %(price)s.") % {"price": basis_amount},
            R(91),
            field="amount",
        )
    if paid > today:
        raise Violation(
            _("This day lies ahead; note it when it has come."), R(91), field="paid_date"
        )


def damage_is_paid(*, by_person: bool, paid: bool) -> None:
    """Damage by a person is compensated before it is written off (R91)."""
    if by_person and not paid:
        raise Violation(
            _("A person damaged it; the compensation is entered before it is written off."), R(91)
        )
