"""Full text in Chinese: what is found, in which order, and by whom."""

from datetime import date

import pytest

from core import attachments
from operations.archives import fulltext, services
from operations.archives.models import SearchText
from operations.documents.incoming.lifecycle import T
from operations.documents.lifecycle import S
from operations.documents.models import OutgoingDocument
from operations.documents.services import document_update
from tests.operations.archives.conftest import AT, DAY, HOUR, shelved
from tests.operations.archives.test_lending import lent
from tests.operations.documents import conftest as outgoing
from tests.operations.documents.incoming import conftest as incoming
from tests.operations.documents.incoming.conftest import register, works_in
from tests.operations.documents.test_rules import refused
from tests.operations.documents.test_way import pdf

TODAY = AT.date()


def found(words, actor, *, on=TODAY, **more):
    """Titles, in their order."""
    return [hit.title for hit in fulltext.search(words, actor=actor, on=on, **more).hits]


# --- Words ---


def test_text_becomes_pairs_triples_and_words():
    assert fulltext.terms_of("苹果干 gb9704、8号") == ["苹果", "果干", "苹果干", "gb9704", "8"]
    assert fulltext.plain("ＧＢ９７０４（试行）\x00") == "gb9704(试行)"
    query = fulltext.parsed("站点建设， GB9704")
    assert query.words == ("站点建设", "gb9704")
    assert query.terms == ("站点建", "点建设", "gb9704")
    assert query.checked == ["站点建设"]


@pytest.mark.parametrize(
    ("word", "terms", "proven"),
    [
        ("苹果", ["苹果"], True),
        ("苹果干", ["苹果干"], True),
        ("红苹果干", ["红苹果", "苹果干"], False),
        ("gb9704", ["gb9704"], True),
        ("第12号", ["12"], False),
        ("果", [], False),
    ],
)
def test_a_word_asks_for_its_longest_terms(word, terms, proven):
    assert fulltext.asked_of(word) == terms
    assert (fulltext.Query((word,), tuple(terms)).checked == []) is proven


@pytest.mark.parametrize("typed", ["", "。，", "农", "a", "农 村", "（）", "'' & |", "%_"])
def test_what_cannot_be_looked_for_is_said(typed):
    assert "两个" in refused(lambda: fulltext.parsed(typed), field="q")


@pytest.mark.parametrize("typed", ["x') | (true", "\\\\' 农村", "农村:*", "农村%"])
def test_signs_of_queries_are_only_signs(people, typed):
    register(people, title="关于农村电商的通知")
    assert found(typed, people.office) == []


def test_many_and_long_words_are_cut():
    query = fulltext.parsed("农村电商" * 40)
    assert len(query.words[0]) == fulltext.LONGEST_QUERY
    assert len(fulltext.parsed(" ".join(["甲乙"] * 30)).words) == fulltext.MOST_WORDS


# --- What is found ---


def test_a_word_is_found_where_it_stands_and_nowhere_else(people):
    register(people, title="关于站点建设的通知")
    # Its pairs are all there, the word is not.
    register(people, title="关于站点的通知", remark="重点建议；设施建设")
    assert found("站点建设", people.office) == ["关于站点建设的通知"]
    assert found("点建设", people.office) == ["关于站点建设的通知"]
    assert len(found("通知", people.office)) == 2
    assert found("站点 设施", people.office) == ["关于站点的通知"]
    assert found("站点 没有的词", people.office) == []


def test_titles_come_first_then_the_newest(people):
    one = {"title": "甲通知", "received_date": date(2026, 3, 1)}
    register(people, remark="冷链", **one)
    register(people, **(one | {"title": "冷链通知", "sender_date": None}))
    register(people, remark="冷链", **(one | {"title": "乙通知", "received_date": TODAY}))
    assert found("冷链", people.office) == ["冷链通知", "乙通知", "甲通知"]
    page = fulltext.search("冷链", actor=people.office, on=TODAY, page=2, per_page=2)
    assert (page.total, [hit.title for hit in page.hits]) == (3, ["甲通知"])
    assert fulltext.search("冷链", actor=people.office, on=TODAY, page=9).total == 0
    assert found("冷链", people.office, year="2025") == []
    assert found("冷链", people.office, source="outgoing") == []
    assert len(found("冷链", people.office, source="incoming", year="2026")) == 3


def test_numbers_senders_results_and_words_of_pdfs_are_found(people):
    works_in(people.drafter, "brand")
    document = incoming.bring(people, T.HANDLING, files=[pdf("来文.pdf")])
    for words in (document.number, document.sender_number, "商务厅", "联系表"):
        assert found(words, people.office) == [document.title], words
    assert found("已按要求报送", people.office) == []
    incoming.forward(document, people, at=AT + HOUR)
    assert found("已按要求报送", people.office) == [document.title]
    hit = fulltext.search("联系表", actor=people.office, on=TODAY).hits[0]
    assert "联系表" in hit.snippet
    assert hit.snippet.startswith("…")


def test_a_scan_taken_off_takes_its_words_along(people):
    document = register(people, files=[pdf("来文.pdf")])
    kept = attachments.of(document).get()
    assert found("联系表", people.office)
    attachments.remove(kept, by=people.office, reason="错件", at=AT)
    assert found("联系表", people.office) == []


def test_a_changed_text_is_found_by_its_new_words(people):
    document = outgoing.bring(people, S.DRAFTING)
    data = outgoing.data(title="关于冷库建设的通知", body="请各站点上报冷库情况。")
    document_update(document_id=document.pk, data=data, by=people.drafter, at=AT)
    assert found("冷库情况", people.office) == ["关于冷库建设的通知"]
    assert found("农产品上行", people.office) == []
    assert found("商务局", people.office) == ["关于冷库建设的通知"]


def test_what_is_older_than_the_search_is_indexed_by_the_task(people):
    register(people)
    outgoing.bring(people, S.DRAFTING)
    SearchText.objects.all().delete()
    assert fulltext.put_missing(most=1) == 1
    assert fulltext.put_missing() == 1
    assert fulltext.put_missing() == 0
    assert len(found("通知", people.office)) == 2


# --- Who finds it ---


def test_one_finds_only_what_one_may_read(people):
    works_in(people.drafter, "brand")
    theirs = incoming.bring(people, T.HANDLING, title="关于品牌工作的通知")
    register(people, title="关于人事工作的通知")
    draft = outgoing.bring(people, S.DRAFTING, title="关于品牌宣传工作的通知")
    every = {theirs.title, "关于人事工作的通知", draft.title}
    for reader in (people.office, people.leader, people.director, people.county_admin):
        assert set(found("工作", reader)) == every
    assert set(found("工作", people.drafter)) == {theirs.title, draft.title}
    for other in (people.finance, people.station_mgr, people.editor):
        result = fulltext.search("工作", actor=other, on=TODAY)
        assert (result.total, result.hits) == (0, ())


def test_the_operations_centre_finds_what_has_its_number(people):
    people.ops  # noqa: B018 - appointed when it is asked for
    document = outgoing.bring(people, S.NUMBERING)
    assert found("农产品上行", people.ops) == []
    document = outgoing.forward(document, people, at=AT)
    assert found("农产品上行", people.ops) == [document.title]
    assert found(document.number, people.ops) == [document.title]
    assert OutgoingDocument.objects.get(pk=document.pk).number == document.number


def test_a_borrowed_copy_is_found_until_its_day(people):
    file = shelved(people, title="关于冷链设施的批复")
    assert found("冷链", people.finance) == []
    loan = lent(people, file, form="copy", by=people.finance)
    assert found("冷链", people.finance) == [file.title]
    assert found("冷链", people.drafter) == []
    assert found("冷链", people.finance, on=TODAY + 8 * DAY) == []
    services.loan_return(loan_id=loan.pk, by=people.office, at=AT + DAY)
    assert found("冷链", people.finance) == []


def test_archived_documents_are_found_by_their_archive_number(people):
    file = shelved(people, title="关于归档的通知")
    register(people, title="关于未归档的通知")
    assert found(file.number, people.office) == [file.title]
    assert found("归档", people.office, filed=True) == [file.title]
    hit = fulltext.search("归档", actor=people.office, on=TODAY, filed=True).hits[0]
    assert hit.archive_number == file.number
    assert (hit.source, hit.record_id) == ("incoming", file.record_id)
