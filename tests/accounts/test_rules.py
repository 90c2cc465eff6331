"""The rules of accounts on plain values: what is refused, with which sentence, at which field."""

from datetime import date, timedelta

import pytest

from accounts import rules
from accounts.posts import KEEPERS_OF_ACCOUNTS, Post
from core.actor import Actor, Holding, Scope
from core.errors import Denied, Violation

SYSTEM = Actor.system("测试")
TODAY = date(2026, 11, 24)
STATION = Holding(Post.STATION_MGR, Scope("station", "7"))


def holder(post):
    return Actor(7, "柏云舟", frozenset({Holding(post)}))


def refusal_of(rule, **values):
    with pytest.raises(Violation) as refused:
        rule(**values)
    return refused.value


@pytest.mark.parametrize("post", [*KEEPERS_OF_ACCOUNTS, Post.OFFICE, Post.DIRECTOR])
def test_who_may_give_a_stations_post(post):
    rules.may_give(by=holder(post), holding=STATION)


@pytest.mark.parametrize("holding", [STATION, Holding(Post.EDITOR)])
def test_a_refused_giver_hears_who_may(holding):
    with pytest.raises(Denied) as refused:
        rules.may_give(by=holder(Post.DUTY), holding=holding)
    assert refused.value.needs[:2] == KEEPERS_OF_ACCOUNTS
    assert "县管理员" in refused.value.sentence
    assert ("电商办" in refused.value.sentence) == (holding == STATION)


def test_the_system_gives_and_keeps():
    rules.may_give(by=SYSTEM, holding=Holding(Post.DIRECTOR))
    rules.may_keep_accounts(by=SYSTEM)


@pytest.mark.parametrize("post", sorted(set(Post) - set(KEEPERS_OF_ACCOUNTS)))
def test_no_other_post_keeps_accounts(post):
    with pytest.raises(Denied) as refused:
        rules.may_keep_accounts(by=holder(post))
    assert refused.value.needs == KEEPERS_OF_ACCOUNTS
    assert refused.value.sentence == "账号由县管理员、省级管理员管理，请联系办理。"


def test_a_reason_of_blanks_is_none():
    refused = refusal_of(rules.reason_is_given, reason=" \t")
    assert (refused.sentence, refused.field) == ("请填写理由。", "reason")
    rules.reason_is_given(reason="调岗")


@pytest.mark.parametrize("typed", ["", "   ", "\u3000\n"])
def test_a_name_of_blanks_is_none(typed):
    refused = refusal_of(rules.name_is_given, name=typed)
    assert (refused.sentence, refused.field) == ("请填写姓名或名称。", "name")


def test_a_name_loses_its_outer_blanks_and_fits_its_column():
    assert rules.name_is_given(name="  买买提·艾力  江 ") == "买买提·艾力 江"
    assert rules.name_is_given(name="  " + "禾" * 40 + "  ") == "禾" * 40
    refused = refusal_of(rules.name_is_given, name="禾" * 41)
    assert (refused.sentence, refused.field) == ("姓名最多40个字。", "name")


@pytest.mark.parametrize(
    "typed", ["", "a", "a" * 41, "19900003333", "two words", "a/b", "a'b", "阿\n青"]
)
def test_an_impossible_user_name_is_refused(typed):
    refused = refusal_of(rules.username_is_possible, username=typed, taken=False)
    assert refused.sentence.startswith("用户名为2至40个字")
    assert refused.field == "username"


@pytest.mark.parametrize("typed", ["ab", "青禾", "a.b-c@d_1", "1a", "a" * 40, " zhiqiu "])
def test_a_possible_user_name_is_returned_without_outer_blanks(typed):
    assert rules.username_is_possible(username=typed, taken=False) == typed.strip()


def test_a_taken_user_name_is_refused():
    refused = refusal_of(rules.username_is_possible, username="office", taken=True)
    assert (refused.sentence, refused.field) == ("该用户名已被使用，请换一个。", "username")


def test_an_invitation_gives_at_least_one_post():
    refused = refusal_of(rules.grants_are_given, grants=iter(()))
    assert (refused.sentence, refused.field) == ("请至少选择一个岗位。", "grants")
    rules.grants_are_given(grants=iter([STATION]))


def test_what_is_still_open_is_named():
    refused = refusal_of(rules.nothing_is_open, items=["电脑未归还", "公章在外"])
    assert refused.sentence == "账号暂不能停用，尚有未清事项：电脑未归还；公章在外。"
    rules.nothing_is_open(items=[])


@pytest.mark.handbook(0)
def test_the_last_keeper_stays_and_the_last_but_one_may_go():
    refused = refusal_of(rules.the_last_keeper_stays, others=0)
    assert refused.sentence == "这是最后一名管理员，请先将岗位授予他人。"
    assert [clause.number for clause in refused.clauses] == [0]
    rules.the_last_keeper_stays(others=1)


def test_the_last_day_of_a_grant_is_not_before_its_first():
    refused = refusal_of(rules.days_are_in_order, first=TODAY, last=TODAY - timedelta(days=1))
    assert (refused.sentence, refused.field) == ("结束日期不能早于开始日期。", "to_date")
    rules.days_are_in_order(first=TODAY, last=TODAY)
    rules.days_are_in_order(first=TODAY, last=None)
