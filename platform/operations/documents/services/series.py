"""Agency codes: opened and ended by the office (R17)."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.posts import Post
from core import audit
from core.actor import Actor
from core.clauses import R
from core.errors import Violation
from core.lifecycle_words import denied
from operations.documents import rules
from operations.documents.models import DocumentSeries

KEEPERS = (Post.OFFICE, Post.COUNTY_ADMIN)


@transaction.atomic
def series_open(*, code: str, by: Actor, on: date, name: str = "") -> DocumentSeries:
    """A new agency code from a day on. A code that ended is opened again, its serial goes on."""
    _keepers_only(by)
    code = code.strip()
    rules.code_can_be_printed(code=code)
    series = DocumentSeries.objects.select_for_update().filter(code=code).first()
    if series is not None and series.valid_to_date is None:
        raise Violation(_("There is this agency code already."), R(17), field="code")
    if series is None:
        series = DocumentSeries(code=code, valid_from_date=on)
    series.valid_to_date, series.name = None, name.strip()[:60]
    series.save()
    audit.record(series, by=by, action="series.open", clauses=(R(17),))
    return series


@transaction.atomic
def series_end(*, series_id: int, by: Actor, on: date) -> DocumentSeries:
    """No numbers under this code from a day on; those given stay."""
    _keepers_only(by)
    series = DocumentSeries.objects.select_for_update().get(pk=series_id)
    if series.valid_to_date is not None:
        raise Violation(_("This agency code has ended already."), R(17))
    series.valid_to_date = max(on - timedelta(days=1), series.valid_from_date)
    series.save(update_fields=["valid_to_date"])
    audit.record(series, by=by, action="series.end", clauses=(R(17),))
    return series


def _keepers_only(by: Actor) -> None:
    if not by.is_system and not any(by.holds(post) for post in KEEPERS):
        raise denied(KEEPERS)
