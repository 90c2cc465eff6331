"""The rules of seals, on values only.

The handbook has no clauses of its own for seals: R(26) is cited where an office's usual practice
stands, R0 for four eyes, R25 for what is secret.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.utils.translation import gettext as _

from core.clauses import R
from core.errors import Violation

LONGEST_NAME = 40


def seal_is_named(*, name: str, taken: bool) -> None:
    """A seal has a name of its own (R26)."""
    if not name.strip():
        raise Violation(_("Give the seal its name."), R(26), field="name")
    if len(name.strip()) > LONGEST_NAME:
        raise Violation(
            _("The name is longer than %(n)s characters.") % {"n": LONGEST_NAME},
            R(26),
            field="name",
        )
    if taken:
        raise Violation(_("There is a seal of this name already."), R(26), field="name")


def keeper_can_keep(*, active: bool, held: Collection[str], posts: Collection[str]) -> None:
    """The keeper can sign in and works at the centre (R26)."""
    if not active or not set(held) & set(posts):
        raise Violation(
            _("The keeper must work at the centre and be able to sign in."),
            R(26),
            field="keeper_id",
        )


def seal_is_in_use(*, ended: bool, field: str = "seal_id") -> None:
    """What is out of use is not used, lent or changed (R26)."""
    if ended:
        raise Violation(_("This seal is out of use."), R(26), field=field)


def nothing_is_open(*, numbers: Collection[str]) -> None:
    """A seal is taken out of use when no application waits and it lies at its place (R26)."""
    if numbers:
        raise Violation(
            _("Still open: %(numbers)s. Finish them first.") % {"numbers": "、".join(numbers)},
            R(26),
        )


def reason_is_given(*, reason: str) -> None:
    """Taking a seal out of use says why (R26)."""
    if not reason.strip():
        raise Violation(_("Please give the reason."), R(26), field="reason")


def application_is_complete(*, document: str, purpose: str, copies: int, most: int) -> None:
    """What is stamped, what for, and how many copies (R26)."""
    if not document.strip():
        raise Violation(_("Say which paper is to be stamped."), R(26), field="document")
    if not purpose.strip():
        raise Violation(_("Say what it is for."), R(26), field="purpose")
    if not 1 <= copies <= most:
        raise Violation(
            _("Between 1 and %(n)s copies can be asked for.") % {"n": most}, R(26), field="copies"
        )


def not_secret(*, secret: bool) -> None:
    """Secret papers are not registered here; the paper register has them (R25)."""
    if secret:
        raise Violation(
            _(
                "Secret papers must not be named in this system. "
                "Enter the use in the paper register of confidential items."
            ),
            R(25),
            field="secret",
        )


def loan_in_order(
    *, is_loan: bool, place: str, due_back: date | None, today: date, most: int
) -> None:
    """A seal that is taken along says where to, and comes back soon (R26)."""
    if not is_loan:
        return
    if not place.strip():
        raise Violation(_("Say where the seal is taken."), R(26), field="loan_place")
    if due_back is None:
        raise Violation(_("Say when the seal comes back."), R(26), field="due_back_date")
    last = today + timedelta(days=most)
    if not today <= due_back <= last:
        raise Violation(
            _("Choose a day from today to %(last)s; a seal is out %(n)s days at most.")
            % {"last": last.isoformat(), "n": most},
            R(26),
            field="due_back_date",
        )


def keeper_acts(*, mine: bool, keeper: str) -> None:
    """The seal is used and handed out by its keeper alone (R26)."""
    if not mine:
        raise Violation(_("This seal is kept by %(keeper)s.") % {"keeper": keeper}, R(26))


def applicant_acts(*, mine: bool, applicant: str) -> None:
    """An application is taken back by whoever made it (R26)."""
    if not mine:
        raise Violation(_("%(name)s applied for it.") % {"name": applicant}, R(26))


def stamped_or_lent(*, is_loan: bool, lending: bool) -> None:
    """What was approved for use here is not taken along, nor the other way round (R26)."""
    if lending and not is_loan:
        raise Violation(_("It was approved for use at the office; the seal stays here."), R(26))
    if is_loan and not lending:
        raise Violation(_("It was approved to be taken along; lend the seal out."), R(26))


def seal_lies_here(*, out_with: str) -> None:
    """A seal that is out is neither used nor lent again (R26)."""
    if out_with:
        raise Violation(
            _("The seal is out with %(name)s until it comes back.") % {"name": out_with}, R(26)
        )


def impressions_are_counted(*, impressions: int, copies: int, reason: str) -> None:
    """The keeper counts them; more than was applied for needs a reason (R26).

    None at all is noted too: a seal may come back unused.
    """
    if impressions < 0:
        raise Violation(_("Count the impressions."), R(26), field="impressions")
    if impressions > copies and not reason.strip():
        raise Violation(
            _("%(n)s were approved. Say why there are more.") % {"n": copies},
            R(26),
            field="remark",
        )
