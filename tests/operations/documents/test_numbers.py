"""Numbers: by code and year of signing, never for a draft; agency codes (R16, R17)."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from core import numbering
from core.errors import Denied, Violation
from operations.documents import services
from operations.documents.lifecycle import S
from operations.documents.models import DocumentSeries
from tests.operations.documents.conftest import (
    AT,
    DAY,
    bring,
    forward,
    go_on,
)
from tests.operations.documents.test_rules import refused


@pytest.mark.handbook(16)
def test_the_database_keeps_numbers_from_unsigned_drafts(at_step):
    document = at_step(S.LEADER_SIGN)
    document.number = "禾电商〔2026〕99号"
    with pytest.raises(IntegrityError), transaction.atomic():
        document.save()


@pytest.mark.handbook(17)
def test_numbers_run_on_per_code_and_year_of_signing(people, at_step):
    letters = services.series_open(code="禾电商函", by=people.office, on=date(2026, 1, 1))
    first, second = at_step(S.PROOFING), at_step(S.PROOFING)
    assert (first.number, second.number) == ("禾电商〔2026〕1号", "禾电商〔2026〕2号")
    third = at_step(S.NUMBERING)
    third = services.document_number(
        document_id=third.pk, series_id=letters.pk, by=people.office, at=AT, print_run=30
    )
    assert (third.number, third.print_run) == ("禾电商函〔2026〕1号", 30)
    # Signed on the last day of the year, numbered after the holiday: the year of signing.
    eve = AT.replace(month=12, day=31)
    late = bring(people, S.NUMBERING, at=eve)
    late = forward(late, people, at=eve + 4 * DAY)
    assert late.number == "禾电商〔2026〕3号"
    new = bring(people, S.PROOFING, at=eve + 4 * DAY)
    assert new.number == "禾电商〔2027〕1号"
    assert numbering.gaps("document:禾电商", period="2026") == []


@pytest.mark.handbook(17)
def test_a_refused_numbering_draws_no_number(people, at_step):
    document = at_step(S.LEADER_SIGN)
    series = DocumentSeries.objects.get(code="禾电商")

    def number(by=people.office, series_id=series.pk, **more):
        return services.document_number(
            document_id=document.pk, series_id=series_id, by=by, at=AT, **more
        )

    with pytest.raises(Violation):
        number()
    document = go_on(document, people, S.NUMBERING, at=AT)
    with pytest.raises(Denied):
        number(by=people.ops)
    refused(lambda: number(series_id=0), 17, field="series_id")
    services.series_end(series_id=series.pk, by=people.office, on=date(2026, 3, 3))
    refused(number, 17, field="series")
    assert not numbering.register("document:禾电商", period="2026").exists()


@pytest.mark.handbook(17)
def test_agency_codes_are_the_offices(people):
    with pytest.raises(Denied):
        services.series_open(code="禾电商函", by=people.drafter, on=AT.date())
    refused(
        lambda: services.series_open(code="HDS", by=people.office, on=AT.date()), 17, field="code"
    )
    refused(
        lambda: services.series_open(code="禾电商", by=people.office, on=AT.date()),
        17,
        field="code",
    )
    series = DocumentSeries.objects.get(code="禾电商")
    ended = services.series_end(series_id=series.pk, by=people.county_admin, on=AT.date())
    assert ended.valid_to_date == date(2026, 3, 2)
    refused(lambda: services.series_end(series_id=series.pk, by=people.office, on=AT.date()), 17)
    again = services.series_open(code="禾电商", by=people.office, on=AT.date(), name="发文")
    assert (again.pk, again.valid_to_date, str(again)) == (series.pk, None, "禾电商")
