"""A month's depreciation, and the two ledgers compared (R79)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.posts import Post
from core import audit, figures, inbox, jobs
from core.actor import Actor
from core.clauses import R
from core.lifecycle_words import denied
from core.models.jobs import Job
from operations.assets import selectors
from operations.assets.lifecycle import FINANCE
from operations.assets.models import Asset, Depreciation, DepreciationMonth, FinanceBalance
from operations.assets.rules import wearing as rules
from operations.assets.services.moving import COMPARED
from operations.assets.settings import regime

NEXT_MONTH = timedelta(days=32)
CHARGE = "assets.charge_month"
PIECE = 2000
STEP = "differs"


@transaction.atomic
def month_charge_ask(*, month: date, by: Actor, at: datetime) -> Job:
    """Have a month charged in the background; asked twice it is one job (R79).

    Raises Violation for a month that is charged already, or is just being charged by another.
    """
    month = _chargeable(month, by, at)
    rules.month_is_new(done=DepreciationMonth.objects.filter(month=month).exists())
    job = jobs.start(
        CHARGE,
        title=_("Depreciation of %(month)s") % {"month": f"{month:%Y-%m}"},
        by=by,
        kwargs={"month": month.isoformat()},
        once=selectors.charging(month),
    )
    rules.charged_by_one(mine=job.started_by_id == by.user_id, name=job.started_by_name)
    return job


@transaction.atomic
def month_charge(
    *,
    month: date,
    by: Actor,
    at: datetime,
    since: datetime | None = None,
    tell: Callable[[int, int], None] | None = None,
) -> DepreciationMonth:
    """Every asset loses its share of the month; what an earlier month missed is made good (R79).

    since: when this was asked for as a job; what the same person has charged after that is the
    job's own, whose worker died before it could say so. tell: how many of how many steps are done.
    """
    month = _chargeable(month, by, at)
    made, new = DepreciationMonth.objects.get_or_create(
        month=month,
        defaults={"count": 0, "total": 0, "made_at": at, "by_name": by.signature[:80]},
    )
    if since and not new and made.made_at >= since and made.by_name == by.signature[:80]:
        return made
    rules.month_is_new(done=not new)
    lines = _lines(made, tell)
    for begin in range(0, len(lines), PIECE):
        Depreciation.objects.bulk_create(lines[begin : begin + PIECE])
        if tell:
            tell(len(lines) + begin, 2 * len(lines))
    made.count, made.total = len(lines), sum((one.amount for one in lines), selectors.NOTHING)
    made.save(update_fields=["count", "total"])
    changes = {"charged_month": str(made), "charged_total": str(made.total)}
    audit.record(
        made, by=by, action="depreciation.charge", changes=changes, clauses=(R(79),), at=at
    )
    return made


def _chargeable(month: date, by: Actor, at: datetime) -> date:
    """Its first day. Raises Denied, Violation."""
    if not by.is_system and not any(by.holds(post) for post in FINANCE):
        raise denied(FINANCE)
    month = month.replace(day=1)
    rules.month_has_begun(month=month, today=timezone.localdate(at))
    return month


def _lines(made: DepreciationMonth, tell: Callable[[int, int], None] | None) -> list[Depreciation]:
    """What is due by the end of the month, less what was charged before."""
    end = last_day(made.month)
    before: dict[int, Decimal] = dict(
        Depreciation.objects.values_list("asset").annotate(all=Sum("amount"))
    )
    whose = regime(on=end)
    # From the month of its disposal on an asset is charged no more.
    here = Q(scrapped_date=None) | Q(scrapped_date__gt=end)
    assets = Asset.objects.filter(here, booked_date__lte=end).order_by("pk")
    found = list(assets.values_list("pk", "price", "booked_date", "asset_class__years"))
    lines = []
    for number, (pk, price, booked, years) in enumerate(found):
        if tell:
            tell(number, 2 * len(found))
        months = rules.months_worn(booked=booked, month=made.month, regime=whose)
        due = rules.worn(price=price, years=years, months=months, regime=whose)
        amount = due - before.get(pk, selectors.NOTHING)
        if amount > 0:
            lines.append(Depreciation(asset_id=pk, month=made, amount=amount))
    return lines


@transaction.atomic
def balance_enter(
    *, month: date, asset_class_id: int, count: int, value: Decimal, by: Actor, at: datetime
) -> FinanceBalance:
    """Finance says what its books have; where the ledger has otherwise, it is a task (R79).

    This is a register, not the book of account (R62): neither is changed after the other.
    """
    if not any(by.holds(post) for post in FINANCE):
        raise denied(FINANCE)
    month = month.replace(day=1)
    rules.month_has_begun(month=month, today=timezone.localdate(at))
    rules.balance_is_possible(count=count, value=value)
    ours = selectors.in_ledger(asset_class_id, until=last_day(month))
    balance, _made = FinanceBalance.objects.update_or_create(
        month=month,
        asset_class_id=asset_class_id,
        defaults={
            "count": count,
            "value": value,
            "our_count": ours[0],
            "our_value": ours[1],
            "entered_by_name": by.signature[:80],
        },
    )
    inbox.close(balance, by=by, outcome="compared", step=STEP, returning=True, at=at)
    if rules.ledgers_differ(books=(count, value), things=ours):
        inbox.assign(
            balance,
            step=STEP,
            title=_("Ledger and books differ: %(what)s") % {"what": balance},
            post=Post.AREA_CLERK,
            by=by,
            at=at,
            clause=R(79),
        )
    figures.changed(COMPARED, on=month)
    changes = {"books": f"{count} / {value}", "ledger": f"{ours[0]} / {ours[1]}"}
    clauses = (R(62), R(79))
    audit.record(balance, by=by, action="balance.enter", changes=changes, clauses=clauses, at=at)
    return balance


def last_day(month: date) -> date:
    """Of the month of this day."""
    return (month.replace(day=1) + NEXT_MONTH).replace(day=1) - timedelta(days=1)
