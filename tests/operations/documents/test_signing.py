"""Several who sign: countersigning, handing over, added signers, deputies (R12, R13, R24)."""

from datetime import timedelta

import pytest

from accounts.posts import Post
from core import inbox
from core.errors import Denied, Violation
from operations.documents import services
from operations.documents.lifecycle import S
from operations.documents.models import OutgoingDocument
from tests.operations.documents.conftest import AT, DAY, HOUR
from tests.operations.documents.test_back import holding
from tests.operations.documents.test_rules import refused


@pytest.mark.handbook(13)
def test_several_leaders_all_agree_and_it_goes_on(people, at_step):
    document = at_step(S.OFFICE_REVIEW)
    first, second = people.leader, people.second("leader", "leader2")
    document = services.document_review(
        document_id=document.pk,
        by=people.office,
        at=AT,
        leaders=[first.user_id, second.user_id],
        opinion="请会签",
    )
    assert document.signing == OutgoingDocument.Signing.COUNTERSIGN
    document = services.document_agree(
        document_id=document.pk, by=first, at=AT + HOUR, opinion="同意"
    )
    assert document.status == S.LEADER_SIGN
    # Who has answered does not decide alone for the other.
    with pytest.raises(Denied):
        services.document_agree(document_id=document.pk, by=first, at=AT + HOUR)
    with pytest.raises(Denied):
        services.document_return(
            document_id=document.pk, by=first, at=AT + HOUR, reason="改", to=S.DRAFTING
        )
    document = services.document_agree(
        document_id=document.pk, by=second, at=AT + 2 * HOUR, opinion="同意，尽快"
    )
    assert document.status == S.DIRECTOR_SIGN
    said = document.opinions.filter(state=S.LEADER_SIGN).order_by("at")
    assert [(one.by_id, one.text, one.agrees) for one in said] == [
        (first.user_id, "同意", True),
        (second.user_id, "同意，尽快", True),
    ]
    assert inbox.pending(document).get().post == Post.DIRECTOR


@pytest.mark.handbook(13, 14)
def test_one_refusal_returns_it_to_the_drafter_when_all_have_answered(people, at_step):
    document = at_step(S.OFFICE_REVIEW)
    first, second = people.leader, people.second("leader", "leader2")
    pk = {"document_id": document.pk}
    services.document_review(by=people.office, at=AT, leaders=[first.user_id, second.user_id], **pk)
    refused(
        lambda: services.document_return(
            by=first, at=AT + HOUR, reason="不妥", to=S.OFFICE_REVIEW, **pk
        ),
        13,
        field="to",
    )
    document = services.document_return(by=first, at=AT + HOUR, reason="依据不足", **pk)
    assert document.status == S.LEADER_SIGN
    document = services.document_agree(by=second, at=AT + 2 * HOUR, opinion="同意", **pk)
    assert (document.status, document.edition) == (S.DRAFTING, 2)
    assert holding(document) == []
    assert [one.agrees for one in document.opinions.filter(state=S.LEADER_SIGN)] == [False, True]
    item = inbox.pending(document).get()
    assert item.user_id == people.drafter.user_id
    assert "依据不足" in item.message


@pytest.mark.handbook(0, 12, 13)
def test_only_leaders_are_asked_and_not_the_drafter(people, at_step):
    document = at_step(S.OFFICE_REVIEW)
    pk = {"document_id": document.pk, "by": people.office, "at": AT}
    refused(
        lambda: services.document_review(leaders=[people.ops.user_id], **pk),
        12,
        13,
        field="leaders",
    )
    one = services.document_review(leaders=[people.leader.user_id], **pk)
    assert one.signing == OutgoingDocument.Signing.SIGN
    assert inbox.pending(one).get().user_id == people.leader.user_id


@pytest.mark.handbook(12)
def test_a_countersigning_is_handed_over_among_leaders_only(people, at_step):
    document = at_step(S.OFFICE_REVIEW)
    first, second = people.leader, people.second("leader", "leader2")
    third = people.second("leader", "leader3")
    services.document_review(
        document_id=document.pk,
        by=people.office,
        at=AT,
        leaders=[first.user_id, second.user_id],
    )
    item = inbox.pending(document).get(user_id=first.user_id)

    def hand(to):
        return inbox.hand_over(
            item_id=item.pk, to_user_id=to.user_id, by=first, message="出差", at=AT + HOUR
        )

    refused(lambda: hand(people.ops), 12, 13, field="leaders")
    hand(third)
    services.document_agree(document_id=document.pk, by=second, at=AT + HOUR)
    done = services.document_agree(document_id=document.pk, by=third, at=AT + HOUR)
    assert done.status == S.DIRECTOR_SIGN
    assert holding(done).count("leader_sign") == 2


def test_other_steps_are_handed_over_within_their_post(people, at_step):
    document = at_step(S.OFFICE_REVIEW)
    second = people.second("office", "office2")
    item = inbox.pending(document).get()
    given = inbox.hand_over(
        item_id=item.pk, to_user_id=second.user_id, by=people.office, message="休假", at=AT
    )
    assert given.user_id == second.user_id
    assert services.document_review(document_id=document.pk, by=second, at=AT).status == (
        S.LEADER_SIGN
    )


def test_an_added_signer_answers_before_the_director_signs(people, at_step):
    document = at_step(S.DIRECTOR_SIGN)
    item = inbox.pending(document).get()
    gm = people.gm
    (asked,) = inbox.add_countersigner(
        item_id=item.pk,
        to_user_ids=[gm.user_id],
        when="before",
        by=people.director,
        message="请先看经费",
        at=AT + HOUR,
    )
    with pytest.raises(Violation):
        services.document_sign(document_id=document.pk, by=people.director, at=AT + HOUR)
    inbox.answer(item_id=asked.pk, by=gm, agree=True, opinion="可行", at=AT + 2 * HOUR)
    done = services.document_sign(document_id=document.pk, by=people.director, at=AT + 3 * HOUR)
    assert done.status == S.NUMBERING


@pytest.mark.handbook(24)
def test_a_deputy_signs_for_the_director_and_says_so(people, at_step):
    document = at_step(S.DIRECTOR_SIGN)
    inbox.deputy_appoint(
        absent_id=people.director.user_id,
        deputy_id=people.gm.user_id,
        from_date=AT.date(),
        to_date=AT.date() + timedelta(days=2),
        by=people.director,
        at=AT,
        reason="出差",
    )
    deputy = inbox.stand_in(
        by=people.gm, absent_id=people.director.user_id, on=AT.date() + timedelta(days=1)
    )
    done = services.document_sign(document_id=document.pk, by=deputy, at=AT + DAY)
    assert done.signer == people.director.name
    opinion = done.opinions.get(state=S.DIRECTOR_SIGN)
    assert people.gm.name in opinion.by_name
    assert people.director.name in opinion.by_name
    with pytest.raises(Denied):
        inbox.stand_in(
            by=people.gm, absent_id=people.director.user_id, on=AT.date() + timedelta(days=3)
        )
