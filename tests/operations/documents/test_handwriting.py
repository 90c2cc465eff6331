"""Opinions written by hand: as pictures with the opinion, on the page and on the approval sheet."""

import base64

import pytest
from django.core.files.base import ContentFile

from console.signing import LARGEST
from core import attachments, papers
from core.attachments import may_see
from core.errors import Violation
from core.models import Attachment
from operations.documents import handwriting, paperwork, services
from operations.documents.incoming import services as arrived
from operations.documents.incoming.lifecycle import T
from operations.documents.incoming.paperwork import sheet_data as incoming_sheet
from operations.documents.lifecycle import S
from tests.api.casework import png
from tests.operations.casework.people import main
from tests.operations.documents.conftest import AT, HOUR, go_on
from tests.operations.documents.incoming.conftest import DUE, bring, department, works_in
from tests.operations.documents.test_pages import at, do
from tests.operations.documents.test_paper import MM, opened
from tests.pages import text, told_at


def drawn(content=None):
    """What the pad gives."""
    return ContentFile(png() if content is None else content, name="手写意见.png")


def url_of(content):
    """The same as the form sends it."""
    return "data:image/png;base64," + base64.b64encode(content).decode()


def written(document, state):
    """Who wrote by hand at a step."""
    opinions = list(document.opinions.filter(state=state).order_by("at", "pk"))
    found = handwriting.written(opinions)
    return [one.by_name for one in opinions if one.pk in found]


@pytest.mark.handbook(13, 16)
def test_leader_and_director_write_by_hand_and_the_sheet_shows_it(people, at_step):
    document = at_step(S.LEADER_SIGN)
    pk = {"document_id": document.pk}
    services.document_agree(by=people.leader, at=AT + HOUR, handwriting=drawn(), **pk)
    services.document_sign(
        by=people.director, at=AT + 2 * HOUR, opinion="同意印发", handwriting=drawn(), **pk
    )
    document.refresh_from_db()
    assert written(document, S.LEADER_SIGN) == [people.leader.name]
    assert written(document, S.DIRECTOR_SIGN) == [people.director.name]
    found = paperwork.sheet_data(document)
    # Nothing is put into the mouth of who wrote by hand.
    assert found["leaders"][0][0] == ""
    assert found["director"][0][0] == "同意印发"
    assert found["director"][0][3].startswith("<svg")
    assert found["office"][0][3] == ""
    filed = go_on(document, people, S.ARCHIVED, at=AT + 3 * HOUR)
    assert attachments.of(filed).count() == 0
    # Both hands are on the approval sheet, as large as they can be read.
    sheet = papers.of(filed).get(kind=paperwork.KINDS["sheet"], voided_at=None)
    with sheet.file.open() as stored, opened(stored.read()) as pdf:
        hands = [one for page in pdf.pages for one in page.images]
    assert [one["height"] > 10 * MM for one in hands] == [True, True]


@pytest.mark.handbook(13)
def test_countersigners_hands_wait_with_them_and_go_over_to_their_opinions(people, at_step):
    document = at_step(S.OFFICE_REVIEW)
    second = people.second("leader", "leader2")
    pk = {"document_id": document.pk}
    services.document_review(
        by=people.office, at=AT, leaders=[people.leader.user_id, second.user_id], **pk
    )
    services.document_agree(by=second, at=AT + HOUR, handwriting=drawn(), **pk)
    waiting = Attachment.objects.get(kind=handwriting.HANDWRITING)
    assert not may_see(people.finance, waiting.record)
    services.document_agree(by=people.leader, at=AT + 2 * HOUR, opinion="同意", **pk)
    document.refresh_from_db()
    assert document.status == S.DIRECTOR_SIGN
    assert written(document, S.LEADER_SIGN) == [second.name]
    waiting = Attachment.objects.get(pk=waiting.pk)
    assert may_see(people.drafter, waiting.record)
    assert not may_see(people.finance, waiting.record)


@pytest.mark.handbook(35)
def test_an_instruction_on_what_arrived_is_written_by_hand_too(people):
    works_in(people.drafter, "brand")
    document = arrived.incoming_instruct(
        document_id=bring(people, T.INSTRUCTING).pk,
        handwriting=drawn(),
        lead_department=department("brand"),
        due_date=DUE,
        by=people.leader,
        at=AT + HOUR,
    )
    (found,) = incoming_sheet(document)["instructions"]
    assert found[0] == ""
    assert found[3].startswith("<svg")
    kept = Attachment.objects.get(kind=handwriting.HANDWRITING)
    assert may_see(people.drafter, kept.record)
    assert not may_see(people.finance, kept.record)


def test_what_is_no_picture_is_refused_and_nothing_is_signed(people, at_step):
    document = at_step(S.DIRECTOR_SIGN)
    with pytest.raises(Violation) as refusal:
        services.document_sign(
            document_id=document.pk,
            by=people.director,
            at=AT + HOUR,
            handwriting=drawn(b"%PDF-1.7 no picture"),
        )
    assert refusal.value.field == "handwriting"
    document.refresh_from_db()
    assert document.status == S.DIRECTOR_SIGN


def test_the_page_of_the_action_has_a_pad_and_shows_what_was_written(people, desk_of, at_step):
    document = at_step(S.DIRECTOR_SIGN)
    director = desk_of("director")
    page = text(director.get(do(document, "sign")))
    assert "data-handwriting" in page
    assert 'name="opinion"' in page
    for sent, told in (
        ("data:image/png;base64,???", "未收到手写意见，请重新书写。"),
        ("data:image/svg+xml;base64,PHN2Zy8+", "未收到手写意见，请重新书写。"),
        (url_of(b"%PDF-1.7 no picture"), "此处需要照片：JPG、PNG或WebP格式。"),
        (url_of(b"x" * LARGEST), "手写内容过大，请减少笔画后重写。"),
    ):
        answer = director.post(do(document, "sign"), {"opinion": "同意印发", "handwriting": sent})
        assert answer.status_code == 422
        assert told in told_at(answer, "handwriting")
        assert "同意印发" in text(answer)
    document.refresh_from_db()
    assert document.status == S.DIRECTOR_SIGN
    assert not Attachment.objects.filter(kind=handwriting.HANDWRITING).exists()
    director.post(do(document, "sign"), {"handwriting": url_of(png())})
    document.refresh_from_db()
    assert document.status == S.NUMBERING
    kept = Attachment.objects.get(kind=handwriting.HANDWRITING)
    assert (kept.media_type, kept.name) == ("image/png", "手写意见.png")
    shown = text(desk_of("drafter").get(at(document)))
    assert kept.url in shown
    assert f"{people.director.name}的手写意见" in shown
    assert desk_of("drafter").get(kept.url).status_code == 200
    assert desk_of("finance").get(kept.url).status_code == 404
    # It is no file of the document that somebody could take off.
    assert kept.name not in main(desk_of("drafter").get(at(document)))
