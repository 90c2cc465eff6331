"""Going back: returned, resubmitted, taken back, withdrawn, void (R13-R17)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.posts import Post
from core import inbox, numbering
from core.errors import Denied, Violation
from core.inbox.addressing import items_of
from operations.documents import compare, services
from operations.documents.lifecycle import S
from tests.operations.documents.conftest import AT, BODY, DAY, HOUR, data, forward, go_on
from tests.operations.documents.test_rules import refused

RETURNERS = {"office_review": "office", "leader_sign": "leader", "director_sign": "director"}
PAIRS = [
    (state, to)
    for state, before in (
        ("office_review", ("drafting",)),
        ("leader_sign", ("drafting", "office_review")),
        ("director_sign", ("drafting", "office_review", "leader_sign")),
    )
    for to in before
]


def holding(document):
    """Opinions that hold."""
    return list(document.opinions.filter(voided_at=None).values_list("state", flat=True))


@pytest.mark.handbook(14)
@pytest.mark.parametrize(("state", "to"), PAIRS)
def test_a_return_voids_approvals_and_raises_the_version(people, at_step, state, to):
    document = at_step(state)
    assert document.edition == 1
    by = getattr(people, RETURNERS[state])
    back = services.document_return(
        document_id=document.pk, by=by, at=AT + HOUR, reason="依据不足", to=to
    )
    assert (back.status, back.edition, back.signed_at) == (to, 2, None)
    assert holding(back) == []
    assert back.versions.count() == 2
    assert back.versions.get(number=1).frozen_at is not None
    item = inbox.pending(back).get()
    assert (item.step, item.message) == (to, "依据不足")
    if to == S.DRAFTING:
        assert item.user_id == people.drafter.user_id
    # From there every step is done again.
    done = go_on(back, people, S.ARCHIVED, at=AT + DAY)
    assert [one.state for one in done.opinions.filter(voided_at=None).order_by("pk")] == [
        step
        for step in ("office_review", "leader_sign", "director_sign")
        if step == to or S.values.index(step) >= S.values.index(to)
    ]


@pytest.mark.handbook(14)
def test_a_return_needs_a_reason_and_an_earlier_step(people, at_step):
    document = at_step(S.DIRECTOR_SIGN)
    pk = {"document_id": document.pk, "by": people.director, "at": AT + HOUR}
    with pytest.raises(Violation) as found:
        services.document_return(reason=" ", to=S.DRAFTING, **pk)
    assert found.value.field == "reason"
    with pytest.raises(Violation) as found:
        services.document_return(reason="改", to=S.PRINTING, **pk)
    assert found.value.field == "to"


@pytest.mark.handbook(14)
def test_resubmitting_goes_straight_to_the_person_who_returned_it(people, at_step):
    document = at_step(S.OFFICE_REVIEW)
    other = people.second("office", "office2")
    services.document_return(
        document_id=document.pk, by=other, at=AT + HOUR, reason="文种不当", to=S.DRAFTING
    )
    document = services.document_resubmit(
        document_id=document.pk, by=people.drafter, at=AT + 2 * HOUR
    )
    assert document.status == S.OFFICE_REVIEW
    item = inbox.pending(document).get()
    assert item.user_id == other.user_id
    assert item.due_at == document.steps.get(ended_at=None).due_at


@pytest.mark.handbook(12, 14)
def test_the_directors_return_is_not_jumped_over_the_void_approvals(people, at_step):
    document = at_step(S.DIRECTOR_SIGN)
    services.document_return(
        document_id=document.pk, by=people.director, at=AT + HOUR, reason="改", to=S.DRAFTING
    )
    refused(
        lambda: services.document_resubmit(
            document_id=document.pk, by=people.drafter, at=AT + 2 * HOUR
        ),
        14,
        12,
    )
    fresh = at_step(S.DRAFTING)
    with pytest.raises(Violation):
        services.document_resubmit(document_id=fresh.pk, by=people.drafter, at=AT)


@pytest.mark.handbook(14, 15)
def test_every_version_stays_readable(people, at_step):
    document = at_step(S.OFFICE_REVIEW)
    pk = {"document_id": document.pk}
    # The office corrects: a version of its own.
    services.document_update(
        data=data(title="关于做好春季上行工作的通知"), by=people.office, at=AT + HOUR, **pk
    )
    services.document_update(
        data=data(title="关于做好今春上行工作的通知"), by=people.office, at=AT + HOUR, **pk
    )
    services.document_return(by=people.office, at=AT + 2 * HOUR, reason="补充", to="drafting", **pk)
    services.document_update(
        data=data(title="关于做好今春上行工作的通知", body=BODY + "二、时间安排\n本月底前。"),
        by=people.drafter,
        at=AT + 3 * HOUR,
        **pk,
    )
    document.refresh_from_db()
    titles = [one.content["title"] for one in document.versions.order_by("number")]
    assert titles == [
        "关于做好春季农产品上行工作的通知",
        "关于做好今春上行工作的通知",
        "关于做好今春上行工作的通知",
    ]
    assert document.edition == 3
    first, last = document.versions.get(number=1), document.versions.get(number=3)
    rows = compare.paragraphs(first.content["body"], last.content["body"])
    assert [row.kind for row in rows] == ["same", "same", "same", "added", "added"]
    assert compare.fields(first.content, last.content) == [
        ("title", "关于做好春季农产品上行工作的通知", "关于做好今春上行工作的通知")
    ]


def test_changed_fields_read_as_people_read_them():
    before = {"kind": "notice", "urgency": "", "is_public": True, "title": "同"}
    after = {"kind": "circular", "urgency": "flash", "is_public": False, "title": "同"}
    assert compare.fields(before, after) == [
        ("kind", "通知", "通报"),
        ("urgency", "平件", "特急"),
        ("is_public", "是", "否"),
    ]


def test_a_changed_paragraph_shows_what_changed():
    (row,) = compare.paragraphs("本月底前完成。", "下月底前完成。")
    assert row.kind == "changed"
    assert [(p.kind, p.text) for p in row.before] == [("removed", "本"), ("same", "月底前完成。")]
    assert [(p.kind, p.text) for p in row.after] == [("added", "下"), ("same", "月底前完成。")]
    rows = compare.paragraphs("一\n二\n三", "三")
    assert [row.kind for row in rows] == ["removed", "removed", "same"]
    rows = compare.paragraphs("甲乙丙\n丁", "甲乙丁")
    assert [row.kind for row in rows] == ["changed", "removed"]
    rows = compare.paragraphs("甲乙丙", "甲乙丁\n戊")
    assert [row.kind for row in rows] == ["changed", "added"]


@pytest.mark.handbook(15)
@pytest.mark.parametrize("state", ["leader_sign", "director_sign", "numbering", "filing"])
def test_the_text_is_closed_from_the_leaders_on(people, at_step, state):
    document = at_step(state)
    for who in (people.drafter, people.office, people.director):
        refused(
            lambda who=who: services.document_update(
                document_id=document.pk, data=data(title="关于改题的通知"), by=who, at=AT
            ),
            15,
        )


@pytest.mark.handbook(15)
def test_the_text_is_changed_by_those_whose_step_it_is(people, at_step):
    draft, checked = at_step(S.DRAFTING), at_step(S.OFFICE_REVIEW)

    def change(document, by, **more):
        return services.document_update(
            document_id=document.pk,
            data=data(**({"title": "关于改题的通知"} | more)),
            by=by,
            at=AT,
            expected_version=document.version,
        )

    with pytest.raises(Denied):
        change(draft, people.staff)
    with pytest.raises(Denied):
        change(checked, people.drafter)
    with pytest.raises(Violation):
        change(draft, people.drafter, secrecy="secret")
    changed = change(draft, people.drafter)
    assert changed.version == draft.version + 1
    refused(lambda: change(draft, people.drafter, title="关于再改的通知"))
    draft.refresh_from_db()
    assert change(draft, people.drafter).version == draft.version


def test_taking_back_is_possible_until_it_is_opened(people, at_step):
    document = at_step(S.OFFICE_REVIEW)
    pk = {"document_id": document.pk}
    back = services.document_take_back(by=people.drafter, at=AT + HOUR, **pk)
    assert (back.status, back.edition) == (S.DRAFTING, 1)
    assert inbox.pending(back).get().user_id == people.drafter.user_id
    document = forward(back, people, at=AT + HOUR)
    inbox.mark_opened(item_id=inbox.pending(document).get().pk, by=people.office, at=AT + HOUR)
    with pytest.raises(Violation) as found:
        services.document_take_back(by=people.drafter, at=AT + 2 * HOUR, **pk)
    assert found.value.sentence
    document = forward(document, people, at=AT + 2 * HOUR)
    with pytest.raises(Denied):
        services.document_take_back(by=people.leader, at=AT + 2 * HOUR, **pk)
    back = services.document_take_back(by=people.office, at=AT + 3 * HOUR, **pk)
    assert back.status == S.OFFICE_REVIEW


def test_who_only_began_it_takes_it_back_to_a_fresh_item(people, at_step):
    """A drafter whose own item was lost still gets it back."""
    document = at_step(S.OFFICE_REVIEW)
    items_of(document).filter(step=S.DRAFTING).delete()
    back = services.document_take_back(document_id=document.pk, by=people.drafter, at=AT + HOUR)
    assert inbox.pending(back).get().user_id == people.drafter.user_id


@pytest.mark.handbook(15)
@pytest.mark.parametrize(
    "state",
    [
        "office_review",
        "leader_sign",
        "director_sign",
        "numbering",
        "proofing",
        "proof_check",
        "printing",
        "dispatching",
    ],
)
def test_until_sent_it_is_withdrawn_with_a_reason_and_its_number_is_void(people, at_step, state):
    document = at_step(state)
    number = document.number
    pk = {"document_id": document.pk, "by": people.drafter, "at": AT + DAY}
    with pytest.raises(Violation) as found:
        services.document_withdraw(reason="", **pk)
    assert found.value.field == "reason"
    back = services.document_withdraw(reason="数据有误", **pk)
    assert (back.status, back.edition, back.number, back.signed_at) == (S.DRAFTING, 2, "", None)
    assert inbox.pending(back).get().user_id == people.drafter.user_id
    drawn = numbering.register("document:禾电商", period="2026")
    if number:
        row = drawn.get()
        assert (row.text, row.void_reason) == (number, "数据有误")
        again = go_on(back, people, S.PROOFING, at=AT + 2 * DAY)
        assert again.number == "禾电商〔2026〕2号"
    else:
        assert not drawn.exists()


@pytest.mark.handbook(15)
def test_once_sent_it_is_neither_withdrawn_nor_void(people, at_step):
    for state in (S.FILING, S.ARCHIVED):
        document = at_step(state)
        pk = {"document_id": document.pk, "at": AT + DAY, "reason": "错"}
        refused(lambda pk=pk: services.document_withdraw(by=people.drafter, **pk), 15)
        refused(lambda pk=pk: services.document_void(by=people.office, **pk), 15)


@pytest.mark.handbook(17)
def test_a_void_document_keeps_its_number_and_the_next_goes_on(people, at_step):
    document = at_step(S.PRINTING)
    pk = {"document_id": document.pk, "at": AT + DAY}
    with pytest.raises(Denied):
        services.document_void(by=people.drafter, reason="不发了", **pk)
    void = services.document_void(by=people.office, reason="不发了", **pk)
    assert (void.status, void.number) == (S.VOID, "禾电商〔2026〕1号")
    row = numbering.register("document:禾电商", period="2026").get()
    assert row.void_reason == "不发了"
    assert not inbox.pending(void).exists()
    assert at_step(S.PROOFING).number == "禾电商〔2026〕2号"


def test_a_draft_is_discarded_with_a_reason(people, at_step):
    document = at_step(S.DRAFTING)
    pk = {"document_id": document.pk, "at": AT}
    with pytest.raises(Denied):
        services.document_discard(by=people.staff, reason="不用了", **pk)
    gone = services.document_discard(by=people.drafter, reason="不用了", **pk)
    assert gone.status == S.VOID
    assert gone.versions.count() == 1


@pytest.mark.handbook(12)
def test_two_sign_at_once_and_one_is_told_who_was_quicker(people, at_step):
    document = at_step(S.LEADER_SIGN)
    second = people.second("leader", "leader2")
    pk = {"document_id": document.pk, "at": AT, "expected_version": document.version}
    services.document_agree(by=people.leader, **pk)
    with pytest.raises(Violation) as found:
        services.document_agree(by=second, **pk)
    assert people.leader.name in found.value.sentence


def test_a_leader_who_left_does_not_keep_it(people, at_step):
    """The item goes to whoever holds the post now."""
    from accounts.models import User

    document = at_step(S.OFFICE_REVIEW)
    first, second = people.leader, people.second("leader", "leader2")
    services.document_review(
        document_id=document.pk, by=people.office, at=AT, leaders=[first.user_id]
    )
    User.objects.filter(pk=first.user_id).update(is_active=False)
    inbox.rescue(by=people.office, at=AT + HOUR)
    assert inbox.pending(document).get().post == Post.LEADER
    done = services.document_agree(document_id=document.pk, by=second, at=AT + DAY)
    assert done.status == S.DIRECTOR_SIGN


def test_a_file_is_of_the_version_that_was_passed_on(people, at_step):
    from core import attachments
    from tests.operations.documents.test_way import pdf

    document = at_step(S.DRAFTING)
    upload: SimpleUploadedFile = pdf("联系表.pdf")
    kept = attachments.attach(document, upload, kind="attachment", by=people.drafter)
    forward(document, people, at=AT)
    assert document.versions.get(number=1).content["files"] == [[kept.name, kept.sha256]]
