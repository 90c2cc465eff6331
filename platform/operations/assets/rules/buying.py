"""The rules of asking for and buying a fixed asset (R68–R75), on values only."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from core.clauses import Clause, R
from core.errors import Violation
from core.money import yuan

MOST_PIECES = 500
# From so many yuan on by the rules of public institutions (§3.4).
PUBLIC_THRESHOLD = 1000
MOST_PRICE = Decimal(10**9)


def is_fixed(*, price: Decimal, months: int, least_price: int, least_months: int) -> bool:
    """A fixed asset costs the threshold or more, each, and lasts the term or longer (R68)."""
    return price >= least_price and months >= least_months


def threshold_suits(*, least_price: int, institution: bool) -> bool:
    """A public institution manages from 1,000 yuan on; a higher threshold is warned of (R70)."""
    return not institution or least_price <= PUBLIC_THRESHOLD


def which_it_is(
    *, price: Decimal, months: int, least_price: int, least_months: int, as_fixed: bool
) -> str:
    """Asset or supply, and why: one sentence (R68, R70). A listed kind decides nothing."""
    words = {
        "price": yuan(price),
        "months": months,
        "least": yuan(Decimal(least_price)),
        "least_months": least_months,
    }
    fixed = is_fixed(price=price, months=months, least_price=least_price, least_months=least_months)
    if fixed:
        return (
            _(
                "Unit price %(price)s (from %(least)s) and use for %(months)s months "
                "(from %(least_months)s): a fixed asset."
            )
            % words
        )
    if as_fixed:
        return (
            _(
                "Unit price %(price)s and use for %(months)s months are below the threshold; "
                "it is managed as a fixed asset by your tick."
            )
            % words
        )
    if price < least_price:
        return (
            _("Unit price %(price)s is below %(least)s: a low-value supply, no fixed asset.")
            % words
        )
    return (
        _(
            "Use for %(months)s months is less than %(least_months)s months: "
            "a low-value supply, no fixed asset."
        )
        % words
    )


def request_is_for_an_asset(
    *, price: Decimal, months: int, least_price: int, least_months: int, as_fixed: bool
) -> None:
    """This form is for fixed assets; supplies have their own way (R68, R70)."""
    if as_fixed or is_fixed(
        price=price, months=months, least_price=least_price, least_months=least_months
    ):
        return
    said = which_it_is(
        price=price,
        months=months,
        least_price=least_price,
        least_months=least_months,
        as_fixed=False,
    )
    more = _("Ask for it as a supply, or tick “manage as a fixed asset”.")
    field = "unit_price" if price < least_price else "months"
    raise Violation(f"{said}{more}", R(68), R(70), field=field)


def request_is_complete(
    *,
    item: str,
    spec: str,
    purpose: str,
    quota: str,
    quantity: int,
    price: Decimal,
    months: int,
    wanted: date | None,
    today: date,
) -> None:
    """The request says what, which, what for, how many and at what price (R71)."""
    for field, given, sentence in (
        ("item", item, _("Say what is to be bought.")),
        ("spec", spec, _("Name model and specification; acceptance compares with them.")),
        ("purpose", purpose, _("Say what it is needed for.")),
        ("quota", quota, _("State the allocation standard; “none” where there is none.")),
    ):
        if not given.strip():
            raise Violation(sentence, R(71), field=field)
    if not 1 <= quantity <= MOST_PIECES:
        raise Violation(
            _("Between 1 and %(n)s pieces can be asked for.") % {"n": MOST_PIECES},
            R(71),
            field="quantity",
        )
    if not 0 < price < MOST_PRICE:
        raise Violation(_("Estimate the unit price in yuan."), R(71), field="unit_price")
    if months < 1:
        raise Violation(_("Say for how many months it can be used."), R(71), field="months")
    if wanted is not None and wanted < today:
        raise Violation(
            _("The day on which it is wanted lies in the past."), R(71), field="wanted_date"
        )


def head_decides(*, own: bool, department: str, clause: Clause) -> None:
    """The head of the department that it is about decides, no other one (R64, R74, R90)."""
    if not own:
        raise Violation(
            _("The head of %(department)s decides on it.") % {"department": department}, clause
        )


def applicant_acts(*, mine: bool, applicant: str) -> None:
    """A request is handed in and changed by whoever made it (R71)."""
    if not mine:
        raise Violation(_("%(name)s asked for it.") % {"name": applicant}, R(71))


def idle_list_was_seen(*, seen: bool, shown: Collection[str], idle: Collection[str]) -> None:
    """Buying needs that the list of idle assets was seen as it is now (R72)."""
    if not seen:
        raise Violation(
            _("First look at the idle assets of this class, and note that you have seen them."),
            R(72),
            field="seen",
        )
    if set(shown) != set(idle):
        raise Violation(
            _("The idle assets have changed meanwhile; look at the list once more."),
            R(72),
            field="seen",
        )


def buying_has_reason(*, matches: int, reason: str) -> None:
    """Where something of the class lies idle, buying needs a written reason (R72)."""
    if matches and not reason.strip():
        raise Violation(
            _("%(n)s assets of this class lie idle. Reallocate them, or say why they do not do.")
            % {"n": matches},
            R(72),
            field="reason",
        )


def reallocated_is_idle(*, chosen: Collection[int], idle: Collection[int], quantity: int) -> None:
    """As many idle assets of the class as were asked for (R72)."""
    if not set(chosen) <= set(idle):
        raise Violation(
            _("Not all of these lie idle any more; choose again."), R(72), field="asset_ids"
        )
    if len(set(chosen)) != quantity:
        raise Violation(
            _("Choose %(n)s, as many as were asked for.") % {"n": quantity},
            R(72),
            field="asset_ids",
        )


def valid_until(*, approved: date, days: int) -> date:
    """The last day on which one may order (R74)."""
    return approved + timedelta(days=days)


def order_is_in_time(*, ordered: date, approved: date, until: date, arrived: date) -> None:
    """Ordered while the approval holds, and arrived after that (R74)."""
    if ordered < approved:
        raise Violation(
            _("It was approved on %(day)s; nothing is ordered before.") % {"day": approved},
            R(74),
            field="ordered_date",
        )
    if ordered > until:
        raise Violation(
            _("The approval held until %(day)s. Ask for approval again.") % {"day": until},
            R(74),
            field="ordered_date",
        )
    if arrived < ordered:
        raise Violation(_("Nothing arrives before it is ordered."), R(74), field="arrived_date")


def day_is_not_ahead(*, day: date, today: date, field: str) -> None:
    """What is noted has happened (R74)."""
    if day > today:
        raise Violation(_("This day lies ahead; note it when it has come."), R(74), field=field)


def approval_has_run_out(*, until: date, today: date) -> None:
    """Approval is asked for again when it holds no more (R74)."""
    if today <= until:
        raise Violation(
            _("The approval holds until %(day)s; it needs no renewal.") % {"day": until}, R(74)
        )


def order_names_dealer(*, dealer: str, agreement: str) -> None:
    """Acceptance compares with the agreement, so the order names it (R75)."""
    if not dealer.strip():
        raise Violation(_("Name the dealer."), R(75), field="dealer")
    if not agreement.strip():
        raise Violation(
            _("Name the purchase agreement; “none” where there is none."),
            R(75),
            field="agreement",
        )


def differences(
    *, asked: tuple[str, int, Decimal], came: tuple[str, int, Decimal]
) -> Sequence[str]:
    """What came otherwise than was asked for: model, quantity, price, each in words (R75)."""
    names = (_("model"), _("quantity"), _("unit price"))
    shown = (str, str, yuan)
    return [
        _("%(what)s: asked for %(asked)s, came %(came)s")
        % {"what": name, "asked": tell(was), "came": tell(now)}  # type: ignore[operator]
        for name, tell, was, now in zip(names, shown, asked, came, strict=True)
        if was != now
    ]


def nothing_differs(*, found: Sequence[str]) -> None:
    """Differences block acceptance until the approver agrees (R75)."""
    if found:
        raise Violation(
            _("It differs from the request (%(found)s). Put it before the approver.")
            % {"found": "；".join(found)},
            R(75),
        )


def something_differs(*, found: Sequence[str]) -> None:
    """Only differences are put before the approver (R75)."""
    if not found:
        raise Violation(_("Nothing differs from the request; accept the goods."), R(75))


def goods_are_counted(*, spec: str, quantity: int, price: Decimal) -> None:
    """Acceptance says what came (R75)."""
    if not spec.strip():
        raise Violation(_("Read the model off the goods."), R(75), field="came_spec")
    if not 1 <= quantity <= MOST_PIECES:
        raise Violation(_("Count what came."), R(75), field="came_quantity")
    if not 0 < price < MOST_PRICE:
        raise Violation(_("Enter the unit price that is charged."), R(75), field="came_price")
