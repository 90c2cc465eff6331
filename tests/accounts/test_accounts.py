"""Opening, changing and closing accounts, and one's own password, through the services."""

import pytest
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from accounts import services
from accounts.actors import actor_of
from accounts.models import SignedIn, User
from accounts.posts import Post
from accounts.services import sign_in_try, signing
from core import audit
from core.actor import Actor, Holding
from core.errors import Denied, Violation
from core.models.audit import AuditEntry
from tests import cast

NOW = timezone.now()
NEW_PASSWORD = "山间 清泉 flows-9"


@pytest.fixture
def admin(in_county_a):
    return cast.actor("county_admin")


@pytest.fixture
def staff(in_county_a):
    return cast.appoint("staff")


def signed_in(user, key):
    """A device of the user's: session and its row."""
    session = SessionStore()
    session["of"] = key
    session.create()
    signing.session_start(
        user=user, session_key=session.session_key, address="10.0.0.1", device=key, at=NOW
    )
    return session.session_key


# --- opening ---


def test_an_account_without_a_password_is_not_signed_in_to(admin):
    user = services.user_open(username="qinghe", name="鄢青禾", by=admin)
    assert not user.has_usable_password()
    assert not user.must_change_password
    assert audit.last(user).action == "account.open"
    assert actor_of(user).posts == frozenset()
    tried = sign_in_try(identifier="qinghe", password="", address="10.0.0.1", device="", at=NOW)
    assert tried.user is None


def test_a_given_password_is_changed_at_the_first_sign_in(admin):
    user = services.user_open(
        username="qinghe", name="鄢青禾", by=admin, password_hash=make_password(NEW_PASSWORD)
    )
    assert user.check_password(NEW_PASSWORD)
    assert user.must_change_password


def test_accounts_are_opened_by_keepers_only(in_county_a):
    with pytest.raises(Denied) as refused:
        services.user_open(username="qinghe", name="鄢青禾", by=cast.actor("director"))
    assert "county_admin" in refused.value.needs
    assert not User.objects.filter(username="qinghe").exists()


@pytest.mark.handbook(156)
@pytest.mark.parametrize("typed", ["{}", "+86 {}", " {}"])
def test_one_phone_is_one_account_however_it_is_typed(admin, staff, typed):
    with pytest.raises(Violation) as refused:
        services.user_open(
            username="qinghe", name="鄢青禾", by=admin, phone=typed.format(staff.phone)
        )
    assert refused.value.sentence == "该手机号已用于其他账号。"
    assert refused.value.field == "phone"
    assert not User.objects.filter(username="qinghe").exists()


def test_a_taken_user_name_is_refused(admin, staff):
    with pytest.raises(Violation) as refused:
        services.user_open(username=" staff ", name="鄢青禾", by=admin)
    assert refused.value.field == "username"


# --- changing ---


def test_one_changes_ones_own_data_and_the_trail_says_what(staff):
    me = actor_of(staff)
    services.user_change(user_id=staff.pk, by=me, name=" 卜  小满 ", email="a@example.org ")
    staff.refresh_from_db()
    assert (staff.name, staff.first_name, staff.email) == ("卜 小满", "卜 小满", "a@example.org")
    entry = audit.last(staff)
    assert entry.action == "account.change"
    assert entry.changes == {
        "name": {"old": "卜小满", "new": "卜 小满"},
        "email": {"old": "", "new": "a@example.org"},
    }


def test_a_change_to_the_same_is_none(staff):
    before = AuditEntry.objects.count()
    services.user_change(user_id=staff.pk, by=actor_of(staff), name=staff.name, phone=staff.phone)
    assert AuditEntry.objects.count() == before


@pytest.mark.handbook(152)
def test_a_keeper_changes_anothers_phone_and_the_trail_keeps_four_digits(admin, staff):
    services.user_change(user_id=staff.pk, by=admin, name=staff.name, phone="19911113333")
    assert User.objects.get(pk=staff.pk).phone == "19911113333"
    entry = audit.last(staff)
    assert entry.changes["phone"]["new"] == "3333"
    assert "19911113333" not in str(vars(entry))
    services.user_change(user_id=staff.pk, by=admin, name=staff.name, phone=" ")
    emptied = User.objects.get(pk=staff.pk)
    assert (emptied.phone, emptied.phone_last4) == ("", "")


def test_nobody_else_changes_anothers_data(staff):
    with pytest.raises(Denied) as refused:
        services.user_change(user_id=staff.pk, by=cast.actor("director"), name="别名")
    assert "county_admin" in refused.value.needs
    assert User.objects.get(pk=staff.pk).name == staff.name


def test_a_refused_phone_leaves_the_name_as_it_was(admin, staff):
    director = cast.appoint("director")
    with pytest.raises(Violation) as refused:
        services.user_change(user_id=staff.pk, by=admin, name="别名", phone=director.phone)
    assert refused.value.field == "phone"
    stored = User.objects.get(pk=staff.pk)
    assert (stored.name, stored.phone) == (staff.name, staff.phone)


# --- closing and reopening ---


def close(user, by, reason="离职"):
    return services.user_deactivate(user_id=user.pk, by=by, reason=reason, at=NOW)


def still_open(user):
    return User.objects.get(pk=user.pk).is_active


def test_nobody_closes_their_own_account(admin):
    me = User.objects.get(pk=admin.user_id)
    with pytest.raises(Violation) as refused:
        close(me, admin)
    assert refused.value.sentence == "不能停用自己的账号，请由其他管理员办理。"
    assert still_open(me)


@pytest.mark.handbook(0)
def test_the_last_keepers_account_stays_open(admin):
    keeper = User.objects.get(pk=admin.user_id)
    with pytest.raises(Violation) as refused:
        close(keeper, Actor.system("测试"))
    assert [clause.number for clause in refused.value.clauses] == [0]
    assert still_open(keeper)
    second = cast.appoint("county_admin", username="second_admin")
    close(keeper, actor_of(second))
    assert not still_open(keeper)


def test_an_account_without_posts_is_closed_by_keepers_only(admin, staff):
    staff.grants.update(revoked_at=NOW)
    with pytest.raises(Denied) as refused:
        close(staff, cast.actor("office"))
    assert refused.value.sentence == "账号由县管理员、省级管理员管理，请联系办理。"
    assert still_open(staff)
    close(staff, admin)
    assert not still_open(staff)


@pytest.mark.handbook(148)
def test_the_office_closes_station_managers_and_nobody_with_more(admin):
    office, manager = cast.actor("office"), cast.appoint("station_mgr")
    services.grant_give(
        user_id=manager.pk, holding=Holding(Post.EDITOR), by=admin, on=NOW.date(), reason="兼任"
    )
    with pytest.raises(Denied):
        close(manager, office)
    assert still_open(manager)
    manager.grants.filter(post="editor").update(revoked_at=NOW)
    close(manager, office)
    assert not still_open(manager)


def test_closing_and_reopening_are_explained(admin, staff):
    with pytest.raises(Violation) as refused:
        close(staff, admin, reason=" ")
    assert refused.value.field == "reason"
    assert still_open(staff)
    close(staff, admin)
    with pytest.raises(Violation):
        services.user_reactivate(user_id=staff.pk, by=admin, reason="", at=NOW)
    with pytest.raises(Denied):
        services.user_reactivate(user_id=staff.pk, by=cast.actor("office"), reason="返聘", at=NOW)
    assert not still_open(staff)
    services.user_reactivate(user_id=staff.pk, by=admin, reason="返聘", at=NOW)
    assert still_open(staff)
    notes = AuditEntry.objects.filter(action__in=("account.close", "account.reopen"))
    assert list(notes.order_by("pk").values_list("note", flat=True)) == ["离职", "返聘"]


def test_a_closed_account_is_signed_out_everywhere(admin, staff):
    other = cast.appoint("duty")
    signed_in(staff, "手机")
    signed_in(staff, "电脑")
    stays = signed_in(other, "手机")
    close(staff, admin)
    assert SignedIn.objects.get().session_key == stays
    assert SessionStore().exists(stays)


# --- one's own password ---


def change(user, **kwargs):
    values = {"old_password": cast.PASSWORD, "new_password": NEW_PASSWORD} | kwargs
    by = values.pop("by", None) or actor_of(user)
    return services.password_change(user_id=user.pk, by=by, **values)


def test_a_new_password_signs_the_other_devices_out(staff):
    here, _there = signed_in(staff, "手机"), signed_in(staff, "电脑")
    User.objects.filter(pk=staff.pk).update(must_change_password=True)
    change(staff, keep_session=here)
    stored = User.objects.get(pk=staff.pk)
    assert stored.check_password(NEW_PASSWORD)
    assert not stored.must_change_password
    assert SignedIn.objects.get().session_key == here
    assert audit.last(staff).action == "password.change"


def test_nobody_changes_anothers_password(admin, staff):
    with pytest.raises(Denied) as refused:
        change(staff, by=admin)
    assert refused.value.sentence == "密码只能由本人修改。"


@pytest.mark.parametrize(
    ("typed", "sentence", "field"),
    [
        ({"old_password": "wrong"}, "现用密码不正确。", "old_password"),
        ({"new_password": cast.PASSWORD}, "新密码不能与现用密码相同。", "new_password"),
        ({"new_password": "woaini1314"}, "", "password"),
    ],
)
def test_a_refused_password_changes_nothing(staff, typed, sentence, field):
    signed_in(staff, "手机")
    with pytest.raises(Violation) as refused:
        change(staff, **typed)
    assert refused.value.field == field
    assert sentence in refused.value.sentence
    assert User.objects.get(pk=staff.pk).check_password(cast.PASSWORD)
    assert SignedIn.objects.count() == 1
    assert audit.last(staff).action == "sign_in"
