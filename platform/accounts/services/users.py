"""Opening, changing and closing accounts; passwords."""

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import clearance, groups, other_devices, rules
from accounts.models import SignedIn, User
from accounts.posts import KEEPERS_OF_ACCOUNTS
from accounts.services.grants import lock_keepers, other_keepers
from core import audit, privacy
from core.actor import Actor
from core.codes import check_mobile
from core.errors import Denied, Violation


@transaction.atomic
def user_open(
    *,
    username: str,
    name: str,
    by: Actor,
    phone: str = "",
    email: str = "",
    password_hash: str | None = None,
    must_change_password: bool = True,
) -> User:
    """Open an account at once, without an invitation (imports, demo, command line).

    password_hash: as made by Django's make_password, checked by nobody; without one the account
    cannot be signed in to until a link to a new password is used. Raises Violation or Denied.
    """
    rules.may_keep_accounts(by=by)
    user = new_user(username=username, name=name, phone=phone, email=email)
    user.password = password_hash or make_password(None)
    user.must_change_password = must_change_password and password_hash is not None
    user.save()
    audit.record(user, by=by, action="account.open")
    return user


def new_user(*, username: str, name: str, phone: str = "", email: str = "") -> User:
    """An unsaved, checked user. Raises Violation."""
    taken = User.objects.filter(username=username.strip()).exists()
    name = rules.name_is_given(name=name)
    user = User(
        username=rules.username_is_possible(username=username, taken=taken),
        name=name,
        # What Wagtail's side bar shows.
        first_name=name,
        email=email.strip(),
    )
    set_phone(user, phone)
    return user


def set_phone(user: User, phone: str) -> None:
    """Set a checked phone that nobody else has. Raises Violation."""
    phone = check_mobile(phone, field="phone") if phone.strip() else ""
    others = User.objects.filter(phone_hash=privacy.search_hash(phone)).exclude(pk=user.pk)
    if phone and others.exists():
        raise Violation(_("This phone number belongs to another account already."), field="phone")
    user.phone, user.phone_last4 = phone, phone[-4:]


@transaction.atomic
def user_change(
    *, user_id: int, by: Actor, name: str, email: str = "", phone: str | None = None
) -> User:
    """Change one's own data, or another's as keeper of accounts; phone None leaves it."""
    if by.user_id != user_id:
        rules.may_keep_accounts(by=by)
    user = User.objects.select_for_update().get(pk=user_id)
    before = {"name": user.name, "email": user.email, "phone": user.phone_last4}
    user.name = user.first_name = rules.name_is_given(name=name)
    user.email = email.strip()
    if phone is not None:
        set_phone(user, phone)
    user.save(update_fields=["name", "first_name", "email", "phone", "phone_hash", "phone_last4"])
    after = {"name": user.name, "email": user.email, "phone": user.phone_last4}
    changes = {key: (before[key], after[key]) for key in after if before[key] != after[key]}
    if changes:
        audit.record(user, by=by, action="account.change", changes=changes)
    return user


@transaction.atomic
def user_deactivate(*, user_id: int, by: Actor, reason: str, at: datetime) -> User:
    """Close an account at once: no sign-in, all devices signed out, all posts asleep.

    Raises Violation while anything is open for the person (clearance), for oneself and for the
    last keeper of accounts; Denied without the post.
    """
    if by.user_id == user_id:
        raise Violation(_("You cannot close your own account. Ask another administrator."))
    lock_keepers()
    user = User.objects.select_for_update().get(pk=user_id)
    holdings = {grant.holding for grant in user.grants.valid_on(timezone.localdate(at))}
    if not holdings:
        rules.may_keep_accounts(by=by)
    for holding in holdings:
        rules.may_give(by=by, holding=holding)
    rules.reason_is_given(reason=reason)
    if user.grants.valid_on(timezone.localdate(at)).filter(post__in=KEEPERS_OF_ACCOUNTS).exists():
        rules.the_last_keeper_stays(others=other_keepers(user.pk, on=timezone.localdate(at)))
    rules.nothing_is_open(items=clearance.open_items(user))
    user.is_active = False
    user.save(update_fields=["is_active"])
    groups.follow_grants(user, on=timezone.localdate(at))
    end_sessions(user)
    audit.record(user, by=by, action="account.close", note=reason)
    return user


@transaction.atomic
def user_reactivate(*, user_id: int, by: Actor, reason: str, at: datetime) -> User:
    """Open a closed account again; the posts that were not revoked wake up."""
    rules.may_keep_accounts(by=by)
    rules.reason_is_given(reason=reason)
    user = User.objects.select_for_update().get(pk=user_id)
    user.is_active = True
    user.save(update_fields=["is_active"])
    groups.follow_grants(user, on=timezone.localdate(at))
    audit.record(user, by=by, action="account.reopen", note=reason)
    return user


@transaction.atomic
def password_change(
    *, user_id: int, by: Actor, old_password: str, new_password: str, keep_session: str = ""
) -> User:
    """Change one's own password; every other device is signed out.

    keep_session: the session key of this device. Raises Violation or Denied.
    """
    if by.user_id != user_id:
        raise Denied(_("Everybody changes their own password."))
    user = User.objects.select_for_update().get(pk=user_id)
    if not user.check_password(old_password):
        raise Violation(_("The present password is not right."), field="old_password")
    if user.check_password(new_password):
        raise Violation(_("Choose a password other than the present one."), field="new_password")
    set_password(user, new_password)
    end_sessions(user, but=keep_session)
    audit.record(user, by=by, action="password.change")
    return user


def set_password(user: User, password: str) -> None:
    """Check and store a new password. Raises Violation on `password`."""
    rules.password_is_good(password=password, user=user)
    user.set_password(password)
    user.must_change_password = False
    if user.pk:
        user.save(update_fields=["password", "must_change_password"])


def end_sessions(user: User, *, but: str = "") -> int:
    """Sign the user's devices out, except one session; returns how many."""
    ended = SignedIn.objects.filter(user=user).exclude(session_key=but)
    keys = list(ended.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    ended.delete()
    return len(keys) + other_devices.end(user, at=timezone.now())
