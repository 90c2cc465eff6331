"""A process as a table: who may move what, and what the refused read."""

from datetime import UTC, datetime

import pytest
from django.db import models

from core.actor import Actor, Holding, Scope
from core.clauses import R
from core.errors import Denied, Violation
from core.lifecycle import (
    EARLIER,
    REGISTERED,
    RETURNER,
    SYSTEM,
    BrokenTable,
    Lifecycle,
    LifecycleRecord,
    Move,
    UnknownAction,
    moves_table,
)
from tests.core.people import TOWN


class S(models.TextChoices):
    DRAFT = "draft", "拟稿"
    REVIEW = "review", "核稿"
    SIGNING = "signing", "签发"
    DONE = "done", "办结"
    VOID = "void", "作废"


class Paper(LifecycleRecord):
    status = models.CharField(max_length=20, choices=S.choices, default=S.DRAFT)

    class Meta:
        app_label = "tests_core"
        managed = False

    def __str__(self) -> str:
        return "关于培训的通知"

    def process_scope(self) -> Scope:
        return TOWN


# fmt: off
MOVES = (
    Move("submit",   (S.DRAFT,),            S.REVIEW,  ("drafter",),           R(11), "提交"),
    Move("approve",  (S.REVIEW,),           S.SIGNING, ("office", "township"), R(12), "核稿",
         four_eyes=True),
    Move("sign",     (S.SIGNING,),          S.DONE,    ("director",),          R(16), "签发",
         four_eyes=True, scope_of=lambda paper: Scope.CENTRE),
    Move("return",   (S.REVIEW, S.SIGNING), EARLIER,   ("office", "director"), R(14), "退回",
         reason=True),
    Move("resubmit", (S.DRAFT, S.REVIEW),   RETURNER,  ("drafter", "office"),  R(14)),
    Move("void",     (S.DRAFT,),            S.VOID,    ("drafter", SYSTEM),    R(17), "作废"),
)
# fmt: on
LC = Lifecycle("paper", S, MOVES, title="公文", registered=False)


@pytest.fixture
def paper(people):
    return Paper(pk=7, created_by_id=1)


def test_a_move_sets_state_time_and_version(paper, drafter, now):
    move = LC.apply(paper, "submit", by=drafter, at=now)
    assert move.action == "submit"
    assert (paper.status, paper.status_since, paper.version) == ("review", now, 1)
    assert (paper.last_move.was_label, paper.last_move.now_label) == ("拟稿", "核稿")
    assert paper.last_move.clauses == (R(11),)


def test_a_move_can_be_asked_for_without_being_made(paper, drafter, director):
    assert LC.check(paper, "submit", by=drafter).action == "submit"
    assert (paper.status, paper.version, paper.last_move) == (S.DRAFT, 0, None)
    with pytest.raises(Denied):
        LC.check(paper, "submit", by=director)


def test_the_clock_is_asked_where_no_time_is_given(paper, drafter):
    before = datetime.now(UTC)
    LC.apply(paper, "submit", by=drafter)
    assert before <= paper.status_since <= datetime.now(UTC)


@pytest.mark.handbook(12)
def test_a_skipped_step_is_refused_with_the_name_of_the_missing_one(paper, director):
    with pytest.raises(Violation) as refused:
        LC.apply(paper, "sign", by=director)
    assert refused.value.sentence == "现在还不能“签发”:目前处于“拟稿”。须先由拟稿人完成“提交”。"
    assert refused.value.clauses == (R(16),)
    assert paper.status == S.DRAFT
    assert paper.version == 0


@pytest.mark.handbook(12)
def test_the_first_of_several_missing_steps_is_named(paper, office):
    paper.status = S.REVIEW
    with pytest.raises(Violation, match="须先由电商办、乡镇完成“核稿”"):
        LC.apply(paper, "sign", by=office)


@pytest.mark.handbook(12)
def test_a_step_of_another_post_is_denied_with_the_posts_that_may(paper, director):
    with pytest.raises(Denied) as refused:
        LC.apply(paper, "submit", by=director)
    assert refused.value.needs == ("drafter",)
    assert refused.value.sentence == "此事由以下岗位办理:拟稿人。"


def test_what_is_over_cannot_be_done_any_more(paper, drafter):
    paper.status = S.DONE
    with pytest.raises(Violation) as refused:
        LC.apply(paper, "submit", by=drafter)
    assert refused.value.sentence == "已不能“提交”:目前处于“办结”。"


def test_an_action_of_no_table_is_a_mistake_of_ours(paper, drafter):
    with pytest.raises(UnknownAction, match=r"paper\.fly"):
        LC.apply(paper, "fly", by=drafter)


def test_a_post_counts_where_the_record_is(paper, drafter):
    paper.status = S.REVIEW
    LC.apply(paper, "approve", by=Actor(9, "邰景行", frozenset({Holding("township", TOWN)})))
    paper.status = S.REVIEW
    elsewhere = Actor(9, "邰景行", frozenset({Holding("township", Scope("township", "1"))}))
    with pytest.raises(Denied):
        LC.apply(paper, "approve", by=elsewhere)


def test_a_move_may_ask_for_the_post_elsewhere_than_the_record(paper):
    paper.status = S.SIGNING
    local = Actor(9, "祝望舒", frozenset({Holding("director", TOWN)}))
    with pytest.raises(Denied):
        LC.apply(paper, "sign", by=local)


@pytest.mark.handbook(0)
def test_nobody_approves_their_own(paper, people, office):
    paper.created_by_id = 2
    paper.status = S.REVIEW
    with pytest.raises(Violation) as refused:
        LC.apply(paper, "approve", by=office)
    assert refused.value.clauses == (R(0), R(12))
    assert refused.value.sentence == "这是您本人经办的,须由主管领导办理。"


@pytest.mark.handbook(0)
def test_the_next_higher_post_acts_and_the_log_says_so(paper, people, leader, office_too):
    paper.created_by_id = 2
    paper.status = S.REVIEW
    assert [move.action for move in LC.open_to(paper, leader)] == ["approve"]
    LC.apply(paper, "approve", by=leader)
    assert paper.last_move.stands_in == "leader"
    assert paper.last_move.clauses == (R(12), R(0))
    paper.status = S.REVIEW
    LC.apply(paper, "approve", by=office_too)
    assert paper.last_move.stands_in == ""


@pytest.mark.handbook(0)
def test_a_higher_post_has_no_say_in_what_a_lower_one_made(paper, leader):
    paper.status = S.REVIEW
    with pytest.raises(Denied) as refused:
        LC.apply(paper, "approve", by=leader)
    assert refused.value.needs == ("office", "township")


@pytest.mark.handbook(0)
def test_a_higher_post_that_nobody_else_holds_is_passed_over(paper, people, office):
    people.posts[3] = set()
    people.posts[2] |= {Holding("leader", Scope.CENTRE)}
    paper.created_by_id = 2
    paper.status = S.REVIEW
    with pytest.raises(Violation, match="须由主任办理"):
        LC.apply(paper, "approve", by=people.actor_of(2))


@pytest.mark.handbook(0)
def test_where_nobody_stands_above_a_colleague_decides(paper, people, director):
    paper.created_by_id = 4
    paper.status = S.SIGNING
    with pytest.raises(Violation, match="请由担任主任的同事办理"):
        LC.apply(paper, "sign", by=director)


@pytest.mark.handbook(0)
def test_a_maker_without_the_post_is_denied_as_everybody(paper, drafter):
    paper.status = S.REVIEW
    with pytest.raises(Denied):
        LC.apply(paper, "approve", by=drafter)


@pytest.mark.handbook(0)
def test_a_deputy_of_the_maker_counts_as_the_maker(paper, people, office, office_too):
    paper.created_by_id = 2
    paper.status = S.REVIEW
    with pytest.raises(Violation, match="本人经办"):
        LC.apply(paper, "approve", by=office_too.in_place_of(office))
    with pytest.raises(Violation, match="本人经办"):
        LC.apply(paper, "approve", by=office.in_place_of(office_too))


def test_a_record_of_nobody_has_no_maker_to_keep_out(paper, office):
    paper.created_by_id = None
    paper.status = S.REVIEW
    LC.apply(paper, "approve", by=office)
    assert paper.status == S.SIGNING


def test_the_system_makes_the_moves_that_name_it_only(paper):
    clock = Actor.system("clock")
    with pytest.raises(Denied):
        LC.apply(paper, "submit", by=clock)
    LC.apply(paper, "void", by=clock)
    assert paper.status == S.VOID


def test_a_reason_is_asked_for(paper, office):
    paper.status = S.REVIEW
    with pytest.raises(Violation, match="请说明理由") as refused:
        LC.apply(paper, "return", by=office, to="draft", reason="  ")
    assert refused.value.field == "reason"


def test_a_record_goes_back_to_any_earlier_step_and_straight_to_the_returner(
    paper, office, director, drafter
):
    paper.status = S.SIGNING
    for wrong in ("", "signing", "done", "nowhere"):
        with pytest.raises(Violation, match="请选择要退回的步骤"):
            LC.apply(paper, "return", by=director, to=wrong, reason="缺附件")
    assert "resubmit" not in LC.actions(paper, drafter)
    LC.apply(paper, "return", by=director, to="draft", reason="缺附件")
    assert (paper.status, paper.returned_from) == ("draft", "signing")
    assert LC.actions(paper, drafter) == ("submit", "resubmit", "void")
    LC.apply(paper, "resubmit", by=drafter)
    assert (paper.status, paper.returned_from) == ("signing", "")


def test_what_was_not_returned_goes_the_usual_way(paper, drafter):
    assert LC.actions(paper, drafter) == ("submit", "void")
    with pytest.raises(Violation, match="按正常流程"):
        LC.apply(paper, "resubmit", by=drafter)


def test_the_usual_way_forgets_the_return(paper, office, drafter):
    paper.status = S.REVIEW
    LC.apply(paper, "return", by=office, to="draft", reason="错别字")
    LC.apply(paper, "submit", by=drafter)
    assert paper.returned_from == ""


def test_every_table_is_checked_when_it_is_made():
    with pytest.raises(BrokenTable, match="no state 'nowhere'"):
        Lifecycle("x", S, [Move("go", ("nowhere",), S.DONE, (), R(1))], registered=False)
    twice = [Move("go", (S.DRAFT,), to, (), R(1)) for to in (S.REVIEW, S.DONE)]
    with pytest.raises(BrokenTable, match="twice from"):
        Lifecycle("x", S, twice, registered=False)


def test_two_lifecycles_cannot_share_a_name(monkeypatch):
    monkeypatch.setattr("core.lifecycle.REGISTERED", {})
    Lifecycle("twin", S, MOVES)
    with pytest.raises(BrokenTable, match="two lifecycles called twin"):
        Lifecycle("twin", S, MOVES)


def test_unreachable_states_are_found():
    assert LC.unreachable() == frozenset()
    cut = [move for move in MOVES if move.action != "void"]
    assert Lifecycle("x", S, cut, registered=False).unreachable() == {"void"}


def test_the_page_who_may_do_what_reads_the_table(people, monkeypatch):
    monkeypatch.setitem(REGISTERED, "paper", LC)
    rows = [row for row in moves_table() if row.lifecycle == "paper"]
    assert len(rows) == len(MOVES)
    approve = rows[1]
    assert (approve.title, approve.label, approve.from_, approve.to) == (
        "公文",
        "核稿",
        ("核稿",),
        "签发",
    )
    assert (approve.posts, approve.clause, approve.four_eyes) == (
        ("office", "township"),
        R(12),
        True,
    )
    assert [row.to for row in rows[3:5]] == ["之前任一步骤", "退回前的步骤"]
    assert rows[4].label == "resubmit"


def test_a_lifecycle_without_title_goes_by_its_name(people):
    assert Lifecycle("bare", S, MOVES, registered=False).rows()[0].title == "bare"


def test_the_diagram_shows_states_moves_and_rules(people):
    diagram = LC.mermaid()
    assert diagram.startswith("stateDiagram-v2\n")
    assert 'state "拟稿" as draft' in diagram
    assert "[*] --> draft" in diagram
    assert "draft --> review : 提交 · 拟稿人 · 手册第11条" in diagram
    assert "signing --> draft : 退回 · 电商办、主任 · 手册第14条" in diagram
    assert "signing --> review : 退回" in diagram
    assert "resubmit" not in diagram
    assert "系统" in diagram


def test_a_record_counts_for_the_centre_unless_it_says_otherwise():
    assert LifecycleRecord.process_scope(Paper()) == Scope.CENTRE


def test_a_page_that_is_out_of_date_says_who_was_quicker(record, office, now):
    from core import audit
    from operations.staff.lifecycle import PERSON

    people_keeper = Actor(20, "柏知秋", frozenset({Holding("admin")}))
    with pytest.raises(Violation, match="已有其他人修改"):
        PERSON.check(record, "confirm", by=people_keeper, expected_version=3)
    PERSON.apply(record, "confirm", by=people_keeper, expected_version=0, at=now)
    record.save()
    audit.record(record, by=people_keeper, action="person.confirm")
    with pytest.raises(Violation, match=r"柏知秋已修改.*请重新打开页面"):
        PERSON.apply(record, "leave", by=people_keeper, expected_version=0, reason="调走")


def test_a_process_that_goes_in_circles_is_told_from_one_that_leads_there(people, drafter):
    circle = Lifecycle(
        "circle",
        S,
        [
            Move("go", (S.DRAFT,), S.REVIEW, ("drafter",), R(11)),
            Move("back", (S.REVIEW,), S.DRAFT, ("office",), R(11)),
            Move("sign", (S.SIGNING,), S.DONE, ("director",), R(16), "签发"),
        ],
        registered=False,
    )
    with pytest.raises(Violation, match="已不能“签发”"):
        circle.apply(Paper(pk=7), "sign", by=drafter)
