"""Numbers over New Year by many hands, and races of one document (R17)."""

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from django.db import connections

from core import audit, inbox, numbering
from core.errors import Denied, Violation
from operations.documents import services
from operations.documents.lifecycle import S
from operations.documents.models import DocumentSeries, OutgoingDocument
from tenants.context import county_context
from tests.operations.documents.conftest import AT, People, bring, go_on

A = "980121"
# 2026-12-31 23:30 in Shanghai.
EVE = datetime(2026, 12, 31, 15, 30, tzinfo=UTC)
WORKERS, DOCUMENTS = 16, 50


@pytest.mark.handbook(16, 17)
def test_fifty_documents_numbered_over_new_year_by_sixteen_hands(own_database):
    """Two agency codes, signed before and after midnight: gapless, and of the year of signing."""
    dice = random.Random(17)
    with county_context(A):
        people = People()
        office = people.office
        letters = services.series_open(code="禾电商函", by=office, on=date(2026, 1, 1))
        codes = [DocumentSeries.objects.get(code="禾电商"), letters]
        signed = {}
        for number in range(DOCUMENTS):
            at = EVE + timedelta(minutes=60 * (number % 2), seconds=number)
            document = bring(people, S.DIRECTOR_SIGN, at=at - timedelta(hours=1))
            services.document_sign(document_id=document.pk, by=people.director, at=at)
            signed[document.pk] = (2026 + number % 2, dice.choice(codes))

    def number(pk):
        at = EVE + timedelta(hours=30)
        try:
            with county_context(A):
                year, series = signed[pk]
                found = services.document_number(
                    document_id=pk, series_id=series.pk, by=office, at=at
                )
                return year, series.counter, found.number
        finally:
            connections.close_all()

    # Everybody is asked for twice: the second is refused and draws nothing.
    def attempt(pk):
        try:
            return number(pk)
        except Violation:
            return None

    with ThreadPoolExecutor(WORKERS) as pool:
        given = [one for one in pool.map(attempt, [*signed, *signed]) if one is not None]
    assert len(given) == DOCUMENTS
    assert len({text for _year, _counter, text in given}) == DOCUMENTS
    with county_context(A):
        for series in codes:
            for year in (2026, 2027):
                wanted = sum(1 for one in given if one[:2] == (year, series.counter))
                rows = list(numbering.register(series.counter, period=str(year)))
                assert [row.serial for row in rows] == list(range(1, wanted + 1))
                assert [row.text for row in rows] == [
                    f"{series.code}〔{year}〕{serial}号" for serial in range(1, wanted + 1)
                ]
                assert numbering.gaps(series.counter, period=str(year)) == []
        assert audit.verify().ok


def at_once(*acts):
    """Let several act at the same time; what each got: a result, or the refusal."""

    def run(act):
        try:
            with county_context(A):
                return act()
        except (Violation, Denied) as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [one.result() for one in [pool.submit(run, act) for act in acts]]


@pytest.mark.handbook(13)
def test_the_last_two_countersigners_answer_at_once(own_database):
    """One of them moves it on, none is lost, nobody waits for the other for ever."""
    with county_context(A):
        people = People()
        leaders = [people.leader, *(people.second("leader", f"leader{n}") for n in (2, 3))]
        pks = [bring(people, S.OFFICE_REVIEW).pk for _time in range(4)]
        for pk in pks:
            services.document_review(
                document_id=pk,
                by=people.office,
                at=AT,
                leaders=[one.user_id for one in leaders],
            )
        director = people.director
        drafter = people.drafter
    at = AT + timedelta(hours=1)
    for pk in pks:
        done = at_once(
            *(partial(services.document_agree, document_id=pk, by=who, at=at) for who in leaders)
        )
        assert not any(isinstance(one, Exception) for one in done)
        with county_context(A):
            document = OutgoingDocument.objects.get(pk=pk)
            assert document.status == S.DIRECTOR_SIGN
            assert document.opinions.filter(state=S.LEADER_SIGN).count() == 3
            assert inbox.pending(document).get().post == "director"
    # The director signs while the drafter withdraws: one of both, never half of each.
    for pk in pks:
        done = at_once(
            lambda pk=pk: services.document_sign(document_id=pk, by=director, at=at),
            lambda pk=pk: services.document_withdraw(
                document_id=pk, by=drafter, at=at, reason="数据有误"
            ),
        )
        with county_context(A):
            document = OutgoingDocument.objects.get(pk=pk)
            assert document.status == S.DRAFTING
            assert document.signed_at is None
            assert inbox.pending(document).count() == 1
            assert document.steps.filter(ended_at=None).count() == 1
        assert isinstance(done[1], OutgoingDocument)


@pytest.mark.handbook(13)
def test_answering_through_the_inbox_and_withdrawing_do_not_block_each_other(own_database):
    with county_context(A):
        people = People()
        first, second = people.leader, people.second("leader", "leader2")
        drafter = people.drafter
        pks, items = [], {}
        for _time in range(6):
            document = bring(people, S.OFFICE_REVIEW)
            services.document_review(
                document_id=document.pk,
                by=people.office,
                at=AT,
                leaders=[first.user_id, second.user_id],
            )
            services.document_agree(document_id=document.pk, by=first, at=AT)
            items[document.pk] = inbox.pending(document).get(user_id=second.user_id).pk
            pks.append(document.pk)
    at = AT + timedelta(hours=1)
    for pk in pks:
        at_once(
            lambda pk=pk: inbox.answer(
                item_id=items[pk], by=second, agree=True, opinion="同意", at=at
            ),
            lambda pk=pk: services.document_withdraw(
                document_id=pk, by=drafter, at=at, reason="数据有误"
            ),
        )
        with county_context(A):
            assert OutgoingDocument.objects.get(pk=pk).status == S.DRAFTING
            document = OutgoingDocument.objects.get(pk=pk)
            assert go_on(document, people, S.ARCHIVED, at=at).number.startswith("禾电商〔2026〕")
