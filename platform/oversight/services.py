"""What counties and the province decide about figures: locking, closing, reopening, settings."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.actor import Actor
from core.clauses import R
from core.errors import Denied, Violation
from core.figures import figures
from core.models import FigureChange
from oversight import periods, rules
from oversight.models import CountyState, IndicatorSetting, MonthFact, Report
from tenants.context import county_context

COUNTY_POSTS = ("director", "office", "county_admin")
PROVINCE_ADMIN = "root"


def root_only(by: Actor) -> None:
    """The register is the provincial administrator's; supervisors read it."""
    if PROVINCE_ADMIN not in by.posts:
        raise Denied(_("Indicators are set by the provincial administrator."), (PROVINCE_ADMIN,))


@transaction.atomic
def report_lock(*, county_id: int, month: date, by: Actor, today: date, now: datetime) -> Report:
    """The county locks a month: its figures stand from now on (R157). Runs in the province.

    Raises Denied for other posts than director, office and administrator; Violation for a month
    that has not ended or is locked.
    """
    if not by.posts & set(COUNTY_POSTS):
        raise Denied(_("Locking a month is for the director or the office."), COUNTY_POSTS)
    rules.month_is_over(periods.month_end(month), today=today)
    report = _locked_row(county_id, month)
    rules.not_locked_twice(locked=report.locked_at is not None)
    facts = MonthFact.objects.filter(county_id=county_id, month=month)
    report.version += 1
    report.locked_at = now
    report.locked_by_name = by.name
    report.sha256 = fingerprint(county_id, month)
    report.reopening_reason = ""
    report.reopening_asked_at = None
    report.save()
    facts.update(frozen=True)
    audit.record(
        None,
        by=by,
        action="report.lock",
        clauses=(R(157),),
        note=f"{county_id} {month:%Y-%m} v{report.version} {report.sha256}",
    )
    return report


@transaction.atomic
def reopening_ask(*, county_id: int, month: date, reason: str, by: Actor, now: datetime) -> Report:
    """The county asks for a locked month to be reopened and says why (R157)."""
    if not by.posts & set(COUNTY_POSTS):
        raise Denied(_("Asking for a reopening is for the director or the office."), COUNTY_POSTS)
    rules.reopening_has_reason(reason)
    report = _locked_row(county_id, month)
    if report.locked_at is None:
        raise Violation(_("This month is not locked; correct the records directly."), R(157))
    report.reopening_reason = reason.strip()
    report.reopening_asked_at = now
    report.save(update_fields=["reopening_reason", "reopening_asked_at"])
    audit.record(None, by=by, action="report.reopening_ask", note=reason, clauses=(R(157),))
    return report


@transaction.atomic
def reopening_grant(*, report_id: int, by: Actor) -> Report:
    """The province reopens a month; the county's next refresh brings the corrections in (R157).

    Granted once for each time that it was asked for. Raises Denied or Violation.
    """
    if PROVINCE_ADMIN not in by.posts:
        raise Denied(_("Reopening a month is for the provincial administrator."), (PROVINCE_ADMIN,))
    report = Report.objects.select_for_update().get(pk=report_id)
    if report.reopening_asked_at is None:
        raise Violation(_("The county has not asked for this month to be reopened."), R(157))
    report.locked_at = None
    report.closed_at = None
    report.reopening_asked_at = None
    report.save(update_fields=["locked_at", "closed_at", "reopening_asked_at"])
    _compute_again(report)
    MonthFact.objects.filter(county_id=report.county_id, month=report.month).update(frozen=False)
    audit.record(
        None,
        by=by,
        action="report.reopening_grant",
        note=report.reopening_reason,
        clauses=(R(157),),
    )
    return report


@transaction.atomic
def indicator_set(
    *,
    code: str,
    valid_from: date,
    floor: Decimal | None,
    target: Decimal | None,
    weight: Decimal,
    note: str,
    by: Actor,
    now: datetime,
) -> IndicatorSetting:
    """Change an indicator from a day on; published periods keep the setting they had (R163)."""
    root_only(by)
    if Report.objects.filter(
        month__gte=periods.month_of(valid_from), closed_at__isnull=False
    ).exists():
        raise Violation(
            _("A period from that day on is closed and keeps its version. Choose a later day."),
            R(163),
            field="valid_from",
        )
    setting, _created = IndicatorSetting.objects.update_or_create(
        code=code,
        valid_from_date=valid_from,
        defaults={
            "floor": floor,
            "target": target,
            "weight": weight,
            "note": note,
            "set_by_name": by.name,
            "set_at": now,
        },
    )
    audit.record(
        None, by=by, action="indicator.set", note=f"{code} {valid_from} {note}", clauses=(R(163),)
    )
    return setting


def fingerprint(county_id: int, month: date) -> str:
    """SHA-256 of a month's figures: the same figures give the same fingerprint again."""
    rows = (
        MonthFact.objects.filter(county_id=county_id, month=month)
        .order_by("code", "level", "unit")
        .values_list("code", "level", "unit", "numerator", "denominator")
    )
    text = json.dumps([[str(cell) for cell in row] for row in rows])
    return hashlib.sha256(text.encode()).hexdigest()


def _compute_again(report: Report) -> None:
    """What came late was computed while the month was locked: into the outbox with it once more."""
    county = report.county
    state = CountyState.objects.filter(county=county).first()
    # Stocks stand on what happened in earlier months, which may be locked still.
    days = {report.month, (state and state.first_month) or report.month}
    with county_context(county.code, inside=True):
        FigureChange.objects.bulk_create(
            FigureChange(code=figure.code, on_date=day) for figure in figures() for day in days
        )


def _locked_row(county_id: int, month: date) -> Report:
    report, _created = Report.objects.select_for_update().get_or_create(
        county_id=county_id, month=month
    )
    return report
