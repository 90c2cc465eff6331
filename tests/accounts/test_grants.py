"""Giving and taking posts; separation of duties as data (R0)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import groups, services
from accounts.actors import actor_of
from accounts.duties import APART
from accounts.models import Grant
from accounts.posts import LOCAL, Post
from core import audit
from core.actor import Actor, Holding, Scope
from core.errors import Denied, Violation
from core.models.audit import AuditEntry
from tests import cast

TODAY = timezone.localdate


@pytest.fixture
def admin(in_county_a):
    return cast.actor("county_admin")


@pytest.fixture
def somebody(in_county_a):
    return cast.appoint("staff")


def give(user, post, by, scope=Scope.CENTRE, **kwargs):
    return services.grant_give(
        user_id=user.pk, holding=Holding(post, scope), by=by, on=TODAY(), reason="轮岗", **kwargs
    )


@pytest.mark.handbook(0)
@pytest.mark.parametrize("pair", APART, ids=lambda pair: f"{pair.one}-{pair.other}")
def test_every_pair_is_kept_apart(admin, somebody, pair):
    scope = Scope("township", "980121100") if {pair.one, pair.other} & LOCAL else Scope.CENTRE
    first, second = (pair.one, pair.other)
    give(somebody, first, admin, scope)
    with pytest.raises(Violation) as refusal:
        give(somebody, second, admin, scope)
    assert refusal.value.clauses[0].number == 0
    assert str(Post(second).label) in refusal.value.sentence
    if pair.refused:
        with pytest.raises(Violation):
            give(somebody, second, admin, scope, exception_reason="人手不足")
    else:
        grant = give(somebody, second, admin, scope, exception_reason="人手不足")
        assert grant.exception_reason == "人手不足"


@pytest.mark.handbook(0)
def test_a_local_pair_of_two_places_is_no_pair(admin, somebody):
    first = give(somebody, Post.STATION_MGR, admin, Scope("station", "7"))
    second = give(somebody, Post.TOWNSHIP, admin, Scope("township", "980121100"))
    assert first.exception_reason == second.exception_reason == ""


@pytest.mark.handbook(0)
def test_nobody_gives_themselves_a_post(in_county_a):
    admin = cast.appoint("county_admin")
    with pytest.raises(Violation):
        give(admin, Post.EDITOR, actor_of(admin))
    with pytest.raises(Violation):
        services.grant_revoke(
            grant_id=admin.grants.get().pk, by=actor_of(admin), reason="试", at=timezone.now()
        )


def test_only_keepers_of_accounts_give(somebody):
    with pytest.raises(Denied) as refusal:
        give(somebody, Post.EDITOR, cast.actor("director"))
    assert "county_admin" in refusal.value.needs


def test_an_anonymous_visitor_is_not_the_system(in_county_a, somebody, rf):
    from django.contrib.auth.models import AnonymousUser

    nobody = actor_of(AnonymousUser(), rf.get("/"))
    assert not nobody.is_system
    with pytest.raises(Denied):
        give(somebody, Post.EDITOR, nobody)


def test_wagtail_groups_follow(admin, somebody):
    grant = give(somebody, Post.EDITOR, admin)
    assert set(somebody.groups.values_list("name", flat=True)) == {"工作人员", "网站编辑"}
    services.grant_revoke(grant_id=grant.pk, by=admin, reason="调岗", at=timezone.now())
    assert set(somebody.groups.values_list("name", flat=True)) == {"工作人员"}


def test_dates_decide(admin, somebody):
    tomorrow = TODAY() + timedelta(days=1)
    give(somebody, Post.EDITOR, admin, from_date=tomorrow, to_date=tomorrow)
    assert "editor" not in actor_of(somebody).posts
    assert groups.follow_all_grants(on=tomorrow) >= 1
    assert somebody.groups.filter(name="网站编辑").exists()
    groups.follow_all_grants(on=tomorrow + timedelta(days=1))
    assert not somebody.groups.filter(name="网站编辑").exists()


def test_revoking_needs_a_reason_and_acts_at_once(admin, somebody):
    grant = give(somebody, Post.DUTY, admin)
    with pytest.raises(Violation):
        services.grant_revoke(grant_id=grant.pk, by=admin, reason=" ", at=timezone.now())
    services.grant_revoke(grant_id=grant.pk, by=admin, reason="换班", at=timezone.now())
    assert "duty" not in actor_of(somebody).posts


def test_giving_twice_is_giving_once(admin, somebody):
    assert give(somebody, Post.DUTY, admin).pk == give(somebody, Post.DUTY, admin).pk
    assert Grant.objects.filter(user=somebody, post="duty").count() == 1


def test_revoking_twice_is_revoking_once(admin, somebody):
    grant = give(somebody, Post.DUTY, admin)
    first = services.grant_revoke(grant_id=grant.pk, by=admin, reason="换班", at=timezone.now())
    later = timezone.now() + timedelta(hours=1)
    again = services.grant_revoke(grant_id=grant.pk, by=admin, reason="又一次", at=later)
    assert (again.revoked_at, again.revoke_reason) == (first.revoked_at, "换班")
    assert AuditEntry.objects.filter(action="grant.revoke").count() == 1


def test_a_post_that_would_end_too_soon_is_not_passed_off_as_the_one_asked_for(admin, somebody):
    today, tomorrow = TODAY(), TODAY() + timedelta(days=1)
    short = give(somebody, Post.DUTY, admin, to_date=tomorrow)
    assert give(somebody, Post.DUTY, admin, to_date=today).pk == short.pk
    with pytest.raises(Violation) as refused:
        give(somebody, Post.DUTY, admin)
    assert refused.value.sentence == "该人员已在该处担任此岗位。"
    goes_on = give(somebody, Post.DUTY, admin, from_date=tomorrow)
    assert (goes_on.from_date, goes_on.to_date) == (tomorrow, None)


def test_a_post_does_not_end_before_it_begins(admin, somebody):
    with pytest.raises(Violation) as refused:
        give(somebody, Post.DUTY, admin, to_date=TODAY() - timedelta(days=1))
    assert (refused.value.sentence, refused.value.field) == (
        "结束日期不能早于开始日期。",
        "to_date",
    )
    assert not Grant.objects.filter(post="duty").exists()
    assert audit.last(somebody).note == ""


def test_the_last_keeper_stays(in_county_a):
    admin = cast.appoint("county_admin")
    with pytest.raises(Violation):
        services.grant_revoke(
            grant_id=admin.grants.get().pk,
            by=Actor.system("test"),
            reason="离任",
            at=timezone.now(),
        )


def test_the_actor_costs_one_query(admin, somebody, django_assert_num_queries, rf):
    request = rf.get("/")
    with django_assert_num_queries(1):
        first = actor_of(somebody, request)
        second = actor_of(somebody, request)
    assert first is second
    assert first.posts == {"staff"}


def test_a_closed_account_holds_nothing(admin, somebody):
    services.user_deactivate(user_id=somebody.pk, by=admin, reason="离职", at=timezone.now())
    somebody.refresh_from_db()
    assert actor_of(somebody).posts == frozenset()
    assert not somebody.groups.exists()
    services.user_reactivate(user_id=somebody.pk, by=admin, reason="返聘", at=timezone.now())
    somebody.refresh_from_db()
    assert actor_of(somebody).posts == {"staff"}


def test_scopes_reach_no_further(admin, somebody):
    give(somebody, Post.TOWNSHIP, admin, Scope("township", "980121100"))
    actor = actor_of(somebody)
    assert actor.holds("township", Scope("township", "980121100"))
    assert not actor.holds("township", Scope("township", "980121101"))
    assert not actor.holds("township")
