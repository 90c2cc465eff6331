"""Straight-line depreciation (§3.4), and the two ledgers compared (R79), on values only."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from core.clauses import R
from core.errors import Violation
from core.money import to_cents

# What is left of the price at the end, and how many months after booking it begins.
INSTITUTION, ENTERPRISE = "institution", "enterprise"
LEFT = {INSTITUTION: Decimal(0), ENTERPRISE: Decimal("0.05")}
BEGINS_AFTER = {INSTITUTION: 0, ENTERPRISE: 1}
YEAR = 12


def months_worn(*, booked: date, month: date, regime: str) -> int:
    """How many months are charged by the end of this one; a public institution begins at once."""
    between = (month.year - booked.year) * YEAR + month.month - booked.month
    return max(0, between + 1 - BEGINS_AFTER[regime])


def worn(*, price: Decimal, years: int, months: int, regime: str) -> Decimal:
    """What is charged altogether after so many months; the last one takes what rounding left."""
    whole = price - to_cents(price * LEFT[regime])
    life = years * YEAR
    if months >= life:
        return whole
    return min(whole, to_cents(whole / life) * months)


def month_has_begun(*, month: date, today: date) -> None:
    """A month is charged from its first day on, never ahead (R79)."""
    if month > today.replace(day=1):
        raise Violation(_("This month has not begun yet."), R(79), field="month")


def month_is_new(*, done: bool) -> None:
    """Each month is charged once (R79)."""
    if done:
        raise Violation(_("This month is charged already."), R(79), field="month")


def charged_by_one(*, mine: bool, name: str) -> None:
    """Two of finance charge a month: one of them does (R79)."""
    if not mine:
        raise Violation(
            _("%(name)s is having this month charged at this moment; look again in a minute.")
            % {"name": name},
            R(79),
            field="month",
        )


def balance_is_possible(*, count: int, value: Decimal) -> None:
    """What the books of finance say of a class (R79)."""
    if count < 0:
        raise Violation(_("Enter how many the books of finance have."), R(79), field="count")
    if value < 0:
        raise Violation(_("Enter their original value in yuan."), R(79), field="value")


def ledgers_differ(*, books: tuple[int, Decimal], things: tuple[int, Decimal]) -> bool:
    """Count or original value differ (R79)."""
    return books != things
