"""The rules of papers and reimbursement (R63–R65, R76–R77), on values only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from core.clauses import R
from core.errors import Violation
from core.money import yuan

# Fully digital invoices have twenty digits; older ones eight, and a code of ten or twelve (§3.7).
DIGITAL = re.compile(r"[0-9]{20}")
OLDER = re.compile(r"[0-9]{8}")
OLDER_CODE = re.compile(r"[0-9]{10}([0-9]{2})?")


def missing(*, request: bool, voucher: bool, invoice: bool) -> Sequence[str]:
    """Which of the three papers are not there (R63)."""
    there = (
        (request, _("the approved purchase request")),
        (voucher, _("a purchase voucher (copy for finance)")),
        (invoice, _("an invoice (copy for finance)")),
    )
    return [str(name) for given, name in there if not given]


def papers_are_complete(*, request: bool, voucher: bool, invoice: bool) -> None:
    """Any of the three missing: finance must refuse, and says which (R63, R77)."""
    lacking = missing(request=request, voucher=voucher, invoice=invoice)
    if lacking:
        raise Violation(
            _("The papers are incomplete, so it must be refused. Missing: %(missing)s.")
            % {"missing": "、".join(lacking)},
            R(63),
            R(77),
        )


def goods_are_accepted(*, accepted: bool) -> None:
    """What was not accepted is not paid (R65, R75)."""
    if not accepted:
        raise Violation(_("The goods are not accepted yet; accept them first."), R(65))


def amounts_agree(*, invoices: Decimal, lines: Decimal, approved: Decimal) -> None:
    """The invoices come to what was accepted, and to no more than was approved (R65)."""
    if invoices != lines:
        raise Violation(
            _("The invoices come to %(invoices)s, the goods accepted to %(lines)s.")
            % {"invoices": yuan(invoices), "lines": yuan(lines)},
            R(65),
        )
    if invoices > approved:
        raise Violation(
            _(
                "The invoices come to %(invoices)s, %(approved)s was approved. "
                "A supplementary approval comes first."
            )
            % {"invoices": yuan(invoices), "approved": yuan(approved)},
            R(65),
        )


def paper_is_readable(
    *, invoice: bool, code: str, number: str, amount: Decimal, issued: date, today: date
) -> None:
    """An invoice's number and code have their form; amount and day are possible (R65)."""
    if invoice and not _is_invoice(code, number):
        raise Violation(
            _(
                "An invoice number has 20 digits and no code, or 8 digits and a code of 10 or 12 "
                "digits."
            ),
            R(65),
            field="number",
        )
    if not number.strip():
        raise Violation(_("Enter the number of the voucher or invoice."), R(76), field="number")
    if amount <= 0:
        raise Violation(_("Enter the amount in yuan."), R(65), field="amount")
    if issued > today:
        raise Violation(_("No paper is issued ahead of its day."), R(65), field="issued_date")


def _is_invoice(code: str, number: str) -> bool:
    if DIGITAL.fullmatch(number):
        return not code
    return bool(OLDER.fullmatch(number) and OLDER_CODE.fullmatch(code))


def paper_is_new(*, invoice: bool, used_in: str) -> None:
    """Each invoice is used once in a county, each voucher once in a purchase (R65)."""
    if used_in:
        said = _("This invoice is used already in %(number)s.")
        if not invoice:
            said = _("This voucher is entered already in %(number)s.")
        raise Violation(said % {"number": used_in}, R(65), field="number")


def papers_are_for_a_purchase(*, approved: bool) -> None:
    """Papers belong to an approved purchase (R76)."""
    if not approved:
        raise Violation(_("Papers are entered once the purchase is approved."), R(76))


def copy_has_holder(*, holder: str, since: date, today: date) -> None:
    """Each of the two copies is with somebody since a day (R76)."""
    if not holder.strip():
        raise Violation(_("Say who has the copy."), R(76), field="holder_name")
    if since > today:
        raise Violation(
            _("This day lies ahead; note it when it has come."), R(76), field="since_date"
        )


def copies_stay_while_claimed(*, claimed: bool) -> None:
    """Papers of a running or paid reimbursement stay as they are (R65)."""
    if claimed:
        raise Violation(_("It is handed in for reimbursement; its papers stay as they are."), R(65))


def reimbursed_once(*, number: str) -> None:
    """A purchase is handed in once (R65)."""
    if number:
        raise Violation(
            _("It is handed in for reimbursement already as %(number)s.") % {"number": number},
            R(65),
        )


def payee_is_named(*, payee: str) -> None:
    """Money goes to somebody (R64)."""
    if not payee.strip():
        raise Violation(_("Say who is paid."), R(64), field="payee")
