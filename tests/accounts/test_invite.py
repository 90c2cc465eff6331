"""Inviting: a link is made, works once, for seven days."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts import services
from accounts.actors import actor_of
from accounts.models import Invitation, User
from accounts.posts import Post
from core import audit
from core.actor import Actor, Holding, Scope
from core.errors import Denied, Violation
from core.models.audit import AuditEntry
from tests import cast

PHONE = "19900003333"


@pytest.fixture
def admin(in_county_a):
    return cast.actor("county_admin")


def invite(by, *grants, phone=PHONE, **kwargs):
    return services.invite(
        name="鄢知秋",
        phone=phone,
        grants=grants or [Holding(Post.OFFICE)],
        by=by,
        on=timezone.localdate(),
        **kwargs,
    )


def accept(token, **kwargs):
    values = {"username": "zhiqiu", "password": "竹林 里 的 Lamp 7", "at": timezone.now()} | kwargs
    return services.invitation_accept(token=token, **values)


def test_the_token_is_not_stored(admin):
    invitation, token = invite(admin)
    assert len(token) > 40
    assert token not in str(Invitation.objects.filter(pk=invitation.pk).values())
    assert PHONE not in str(Invitation.objects.filter(pk=invitation.pk).values("phone").query)


def test_the_link_opens_the_account_with_its_posts(admin):
    _invitation, token = invite(admin, Holding(Post.STATION_MGR, Scope("station", "7")))
    user = accept(token)
    actor = actor_of(user)
    assert actor.holds("station_mgr", Scope("station", "7"))
    assert not actor.holds("station_mgr", Scope("station", "8"))
    assert user.grants.get().granted_by_id == admin.user_id
    assert user.groups.get().name == "站长"
    assert user.check_password("竹林 里 的 Lamp 7")
    assert not user.must_change_password
    assert audit.last(user).action == "invitation.accept"


def test_it_works_once(admin):
    _invitation, token = invite(admin)
    accept(token)
    with pytest.raises(Violation, match=r"used already|已经用过"):
        accept(token, username="other")
    assert not User.objects.filter(username="other").exists()


def test_it_expires_after_seven_days(admin):
    _invitation, token = invite(admin)
    last = timezone.now() + timedelta(days=7)
    with pytest.raises(Violation, match=r"expired|过期"):
        accept(token, at=last + timedelta(days=1))
    accept(token, at=last.replace(hour=1))


def test_only_the_newest_link_of_a_phone_works(admin):
    _old, old_token = invite(admin)
    _new, new_token = invite(admin)
    with pytest.raises(Violation):
        accept(old_token)
    accept(new_token)


def test_a_withdrawn_link_is_useless(admin):
    invitation, token = invite(admin)
    services.invitation_withdraw(invitation_id=invitation.pk, by=admin)
    with pytest.raises(Violation):
        accept(token)


def test_withdrawing_again_or_too_late_changes_nothing(admin):
    invitation, _token = invite(admin)
    first = services.invitation_withdraw(invitation_id=invitation.pk, by=admin)
    again = services.invitation_withdraw(invitation_id=invitation.pk, by=admin)
    assert again.withdrawn_at == first.withdrawn_at
    used, token = invite(admin)
    user = accept(token)
    assert services.invitation_withdraw(invitation_id=used.pk, by=admin).withdrawn_at is None
    assert actor_of(user).posts == {"office"}
    assert AuditEntry.objects.filter(action="invitation.withdraw").count() == 1


def test_links_are_made_and_withdrawn_by_keepers_only(admin):
    invitation, token = invite(admin)
    director, office = cast.actor("director"), cast.appoint("office")
    with pytest.raises(Denied):
        services.invitation_withdraw(invitation_id=invitation.pk, by=director)
    with pytest.raises(Denied) as refused:
        services.password_link(user_id=office.pk, by=director, on=timezone.localdate())
    assert "county_admin" in refused.value.needs
    assert not Invitation.objects.filter(for_password=True).exists()
    accept(token)


def test_a_phone_with_an_account_is_told_apart(admin):
    director = cast.appoint("director")
    with pytest.raises(Violation, match=director.name) as refusal:
        invite(admin, phone=director.phone)
    assert refusal.value.field == "phone"


def test_a_bad_password_opens_nothing(admin):
    _invitation, token = invite(admin)
    with pytest.raises(Violation) as refusal:
        accept(token, password="woaini520")
    assert refusal.value.field == "password"
    assert not User.objects.filter(username="zhiqiu").exists()
    accept(token)


@pytest.mark.handbook(0)
def test_posts_that_check_each_other_are_refused(admin):
    with pytest.raises(Violation) as refusal:
        invite(admin, Holding(Post.FINANCE), Holding(Post.CASHIER))
    assert refusal.value.clauses[0].number == 0


def test_a_manager_of_stations_needs_a_station(admin):
    with pytest.raises(Violation) as refusal:
        invite(admin, Holding(Post.STATION_MGR))
    assert refusal.value.field == "scope"


def test_the_office_invites_station_managers_only(in_county_a):
    office = cast.actor("office")
    with pytest.raises(Denied):
        invite(office, Holding(Post.DIRECTOR))
    invite(office, Holding(Post.STATION_MGR, Scope("station", "7")))


def test_a_county_has_no_provincial_posts(admin):
    with pytest.raises(Violation):
        invite(admin, Holding(Post.ROOT))


def test_the_province_opens_a_county_without_an_account_there(in_county_a):
    root = Actor(4711, "省管理员", frozenset({Holding(Post.ROOT)}))
    invitation, token = invite(root, Holding(Post.COUNTY_ADMIN))
    assert invitation.created_by_id is None
    assert accept(token).grants.get().granted_by_id is not None


def test_an_invitation_costs_no_password_hash(admin, monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("a hash was made")

    monkeypatch.setattr("django.contrib.auth.hashers.make_password", refuse)
    invite(admin)


def test_a_password_link_sets_a_new_password_and_signs_out(admin):
    office = cast.appoint("office")
    _link, token = services.password_link(user_id=office.pk, by=admin, on=timezone.localdate())
    user = services.invitation_accept(token=token, password="竹林 里 的 Lamp 7", at=timezone.now())
    assert user.pk == office.pk
    assert user.check_password("竹林 里 的 Lamp 7")


def test_only_the_newest_password_link_works(admin):
    office = cast.appoint("office")
    _old, old_token = services.password_link(user_id=office.pk, by=admin, on=timezone.localdate())
    _new, token = services.password_link(user_id=office.pk, by=admin, on=timezone.localdate())
    with pytest.raises(Violation) as refused:
        services.invitation_accept(token=old_token, password="竹林 Lamp-77777", at=timezone.now())
    assert refused.value.sentence == "链接无效。请联系管理员重新发送。"
    services.invitation_accept(token=token, password="竹林 Lamp-77777", at=timezone.now())


def test_a_closed_account_gets_no_password_link(admin):
    office = cast.appoint("office")
    services.user_deactivate(user_id=office.pk, by=admin, reason="离职", at=timezone.now())
    with pytest.raises(Violation) as refused:
        services.password_link(user_id=office.pk, by=admin, on=timezone.localdate())
    assert refused.value.sentence == "该账号已停用，请先恢复。"
    assert not Invitation.objects.filter(for_password=True).exists()


def test_last_day_is_said(admin):
    invitation, _token = invite(admin)
    assert timezone.localdate(invitation.expires_at) == date.today() + timedelta(days=8)  # noqa: DTZ011


def test_the_first_administrator_of_a_county_came_by_invitation(in_county_a):
    first = Invitation.objects.get(name="卜禾青")
    assert first.grants == [{"post": "county_admin", "scope_kind": "centre", "scope_key": ""}]
    assert first.created_by_id is None
    assert first.user_id is None
