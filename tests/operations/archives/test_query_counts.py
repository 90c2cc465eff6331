"""How often the pages of the archive ask the database; as often for many as for few."""

import pytest
from django.urls import reverse
from django.utils import timezone

from core.workcalendar import WorkCalendar
from operations.archives import services
from operations.archives.models import ArchivedFile, DestructionList
from operations.documents.incoming.lifecycle import T
from tests.operations.archives.conftest import shelved
from tests.operations.documents.incoming import conftest as incoming
from tests.operations.documents.incoming.conftest import works_in
from tests.query_counts import LIST, RECORD


@pytest.fixture(scope="module", params=[1, 4], ids=["few", "many"])
def kept(request, stage, appointed):
    """Few or many files, each with a loan, an old one on a list, one to be filed; the last."""
    people = appointed.again()

    def build():
        works_in(people.drafter, "brand")
        now = timezone.now()
        for _number in range(request.param):
            file = shelved(people, scan=True)
            old = shelved(people, year=2010)
            services.loan_apply(
                number=file.number, form="copy", days=7, purpose="查考", by=people.drafter, at=now
            )
            services.list_propose(files=[old.pk], reason="期满", by=people.office, at=now)
            incoming.bring(people, T.COMPLETED)
        return file.pk

    yield from stage(build)


@pytest.fixture
def file(kept, in_county_a):
    """One of few or of many files."""
    return ArchivedFile.objects.get(pk=kept)


@pytest.fixture
def office(desk_of, file):
    """The office, which has been here before and knows what day it is."""
    WorkCalendar.load()
    desk = desk_of("office")
    desk.get(reverse("archives:record", args=[file.pk]))
    return desk


@pytest.mark.parametrize("page", ["index", "loans", "lists", "waiting"])
def test_lists_ask_as_often_for_many_as_for_few(office, query_counts, page):
    with query_counts(page, most=LIST):
        shown = office.get(reverse(f"archives:{page}"))
    assert shown.status_code == 200


def test_the_search_asks_as_often_for_many_as_for_few(office, query_counts):
    with query_counts("search", most=LIST):
        shown = office.get(reverse("archives:search") + "?q=通知")
    assert shown.context["total"]


def test_records_ask_as_often_in_a_large_county(office, file, query_counts):
    loan, found = file.loans.get(), DestructionList.objects.earliest("pk")
    for page, pk in (("record", file.pk), ("loan", loan.pk), ("list", found.pk)):
        with query_counts(page, most=RECORD):
            shown = office.get(reverse(f"archives:{page}", args=[pk]))
        assert shown.status_code == 200
