"""会签: all, any, a share, or one after the other."""

import pytest
from django.core.exceptions import ValidationError

from core import inbox
from core.clauses import R
from core.errors import Violation
from core.inbox import Assignee, signing
from core.inbox.signing import verdict
from core.models import SigningRound
from tests.core.inbox_checks import consistent, titles_of

THREE = [Assignee(2), Assignee(3), Assignee(4)]


@pytest.fixture
def ask(record, drafter, now):
    def start(**options):
        return inbox.countersign(
            record,
            step="sign",
            title="会签",
            by=drafter,
            at=now,
            clause=R(13),
            **{"to": THREE, **options},
        )

    return start


@pytest.fixture
def say(record, people, now):
    """say(3, True): what person 3 answers in the open round; the round's outcome."""

    def answer(user_id, agree, opinion="意见"):
        person = people.actor_of(user_id)
        item = inbox.for_actor(person, "todo").get()
        done = inbox.answer(item_id=item.pk, by=person, agree=agree, opinion=opinion, at=now)
        consistent(record)
        return done.outcome

    return answer


@pytest.mark.handbook(13)
def test_all_must_agree(ask, say):
    round_ = ask()
    assert [say(2, True), say(4, True), say(3, True)] == ["open", "open", "agreed"]
    assert str(round_).endswith("sign")


@pytest.mark.handbook(13)
def test_one_refusal_is_enough_once_all_have_answered(ask, say):
    ask()
    assert [say(2, True), say(3, False), say(4, True)] == ["open", "open", "refused"]


def test_one_suffices(ask, say, record):
    ask(rule="any")
    assert [say(3, False), say(2, True)] == ["open", "agreed"]
    assert titles_of(record) == []


def test_any_is_refused_when_all_refuse(ask, say):
    ask(rule="any")
    assert [say(n, False) for n in (2, 3, 4)] == ["open", "open", "refused"]


def test_a_share_decides_as_soon_as_it_is_reached(ask, say, record):
    ask(rule="ratio", share=60)
    assert [say(2, True), say(4, True)] == ["open", "agreed"]
    assert titles_of(record) == []


def test_a_share_that_cannot_be_reached_is_refused(ask, say):
    ask(rule="ratio", share=60)
    assert [say(2, False), say(4, False)] == ["open", "refused"]


def test_one_after_the_other(ask, say, record):
    ask(rule="in_order")
    assert titles_of(record, "open") == [("signer", 2)]
    assert titles_of(record, "waiting") == [("signer", 3), ("signer", 4)]
    assert say(2, True) == "open"
    assert titles_of(record, "open") == [("signer", 3)]
    assert say(3, False) == "refused"
    assert titles_of(record) == []


def test_the_last_in_order_decides(ask, say):
    ask(rule="in_order")
    assert [say(n, True) for n in (2, 3, 4)] == ["open", "open", "agreed"]


@pytest.mark.parametrize(
    ("rule", "share", "agreed", "refused", "waiting", "outcome"),
    [
        ("ratio", 67, 2, 0, 1, "open"),
        ("ratio", 66, 2, 0, 1, "agreed"),
        ("ratio", 100, 3, 0, 0, "agreed"),
        ("ratio", 1, 0, 2, 1, "open"),
        ("all", 100, 0, 1, 1, "open"),
        ("in_order", 100, 1, 0, 1, "open"),
    ],
)
def test_counts_decide(rule, share, agreed, refused, waiting, outcome):
    assert verdict(rule, share, agreed=agreed, refused=refused, waiting=waiting) == outcome


def test_signers_are_asked_once_and_never_lost(ask, people, record):
    people.gone |= {3, 4}
    ask(to=[Assignee(2), Assignee(2), Assignee(3), Assignee(4), Assignee(post="office")])
    assert titles_of(record) == [
        ("signer", 2),
        ("signer", "county_admin"),
        ("signer", "office"),
    ]


def test_a_round_needs_people_a_fair_share_and_is_alone(ask):
    with pytest.raises(Violation, match="请至少选择一人"):
        ask(to=[])
    with pytest.raises(ValidationError):
        ask(rule="dice")
    ask()
    with pytest.raises(Violation, match="正在会签"):
        ask()
    assert SigningRound.objects.count() == 1


def test_a_signer_may_hand_over_delegate_and_ask_others(ask, say, people, record, now):
    ask()
    leader = people.actor_of(3)
    item = inbox.for_actor(leader, "todo").get()
    passed = inbox.hand_over(item_id=item.pk, to_user_id=7, by=leader, message="请签", at=now)
    assert (passed.role, passed.signing_id) == ("signer", item.signing_id)
    staff = people.actor_of(7)
    asked = inbox.delegate(item_id=passed.pk, to_user_id=1, by=staff, message="请看", at=now)
    consistent(record)
    assert [say(2, True), say(4, True)] == ["open", "open"]
    inbox.answer(item_id=asked.pk, by=people.actor_of(1), agree=True, opinion="好", at=now)
    assert say(7, True) == "agreed"


def test_a_decided_round_takes_back_what_its_signers_asked(ask, say, people, record, now):
    ask(rule="any")
    leader = people.actor_of(3)
    item = inbox.for_actor(leader, "todo").get()
    inbox.delegate(item_id=item.pk, to_user_id=7, by=leader, message="请看", at=now)
    assert say(2, True) == "agreed"
    assert titles_of(record) == []


def test_a_step_is_not_ended_before_its_signers_answered(ask, office, record):
    ask()
    with pytest.raises(Violation, match="须先由蔺小满、邰知秋、祝望舒答复"):
        inbox.close(record, step="sign", by=office, outcome="agreed")
    inbox.close(record, step="sign", by=office, outcome="returned", returning=True)
    assert SigningRound.objects.get().outcome == "cancelled"
    consistent(record)


def test_a_module_hears_of_the_decision(ask, say, monkeypatch, record):
    heard = []
    monkeypatch.setattr(signing, "_decided", {})
    ask(rule="any")
    inbox.on_decided("staff.person", lambda record, round_, by: heard.append((record, by.name)))
    say(2, True)
    assert heard == [(record, "蔺小满")]


def test_the_steps_own_decision_is_not_an_answer(record, drafter, office, now):
    item = inbox.assign(record, step="a", title="a", post="office", by=drafter)
    with pytest.raises(Violation, match="请在办理页面作出决定"):
        inbox.answer(item_id=item.pk, by=office, agree=True, opinion="", at=now)
