"""Signing in and out: the throttle, the log, the list of devices."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address

from django.contrib.auth import authenticate
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import backends, groups
from accounts.actors import actor_of
from accounts.models import SignedIn, SignInThrottle, User
from accounts.services import throttle
from accounts.services.second_factor import second_step
from accounts.services.users import end_sessions
from core import audit
from core.actor import Actor
from core.codes import plain
from core.errors import Violation

KEEP_THROTTLES = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SignIn:
    """What came of an attempt: the user, or the sentence to show, and how long one must wait.

    Where the password is right and a second step follows, `user` is None and `waiting` is set: who
    looks at `user` alone lets nobody in by the password alone.
    """

    user: User | None
    sentence: str = ""
    waiting: User | None = None
    locked_until: datetime | None = None

    @property
    def known(self) -> User | None:
        """Whose password was right, whatever else is asked."""
        return self.user or self.waiting


def sign_in_try(
    *, identifier: str, password: str, address: str, device: str, at: datetime
) -> SignIn:
    """Check a user name or phone with its password, once.

    The attempt is counted before the password is looked at, so parallel guesses count too. Nobody
    learns who has an account: strangers, closed accounts and wrong passwords get the same sentence
    after the same work, and unknown names are locked like known ones. Not atomic as a whole: a
    failure has to be remembered.
    """
    by = Actor(user_id=None, name=_("Sign-in page"), address=address, device=device)
    found = backends.find(identifier)
    keys = (
        (_account_key(identifier, found), throttle.PER_ACCOUNT),
        (throttle.key("address", address), throttle.PER_ADDRESS),
    )
    locked = [throttle.count(key, limit=limit, at=at, found=found, by=by) for key, limit in keys]
    if any(locked):
        last = max(until for until in locked if until)
        return SignIn(None, throttle.sentence(locked, at=at), locked_until=last)
    user = authenticate(None, username=identifier, password=password)
    if not isinstance(user, User):
        _record_failure(found, by=by)
        return SignIn(
            None, _("User name, phone or password is not right. Please check and try again.")
        )
    throttle.forget(keys[0][0])
    throttle.uncount(keys[1][0])
    if second_step(user, posts=actor_of(user).posts):
        sentence = _("This account asks for a second step. Sign in on the sign-in page.")
        return SignIn(None, sentence, waiting=user)
    return SignIn(user)


def _account_key(identifier: str, found: User | None) -> str:
    """Phone and user name of one person share a count."""
    if found:
        return throttle.key("user", str(found.pk))
    return throttle.key("typed", plain(identifier).lower())


@transaction.atomic
def _record_failure(found: User | None, *, by: Actor) -> None:
    # What was typed is not kept: people type passwords into the wrong field.
    audit.record(found, by=by, action="sign_in.failed")


@transaction.atomic
def session_start(
    *, user: User, session_key: str, address: str, device: str, at: datetime
) -> SignedIn:
    """Remember a new session, so that its owner can see and end it."""
    SignInThrottle.objects.filter(window_started_at__lt=at - KEEP_THROTTLES).delete()
    live = Session.objects.filter(expire_date__gt=at).values("session_key")
    SignedIn.objects.filter(user=user).exclude(session_key__in=live).delete()
    signed_in, _created = SignedIn.objects.update_or_create(
        session_key=session_key,
        defaults={
            "user": user,
            "address": _valid(address),
            "device": device,
            "started_at": at,
            "seen_at": at,
        },
    )
    User.objects.filter(pk=user.pk).update(last_seen_at=at)
    groups.follow_grants(user, on=timezone.localdate(at))
    audit.record(
        user,
        by=Actor(user_id=user.pk, name=str(user), address=address, device=device),
        action="sign_in",
    )
    return signed_in


def _valid(address: str) -> str | None:
    try:
        return str(ip_address(address))
    except ValueError:
        return None


def session_seen(*, session_key: str, user_id: int, at: datetime) -> None:
    """Note that a session is in use; called at most once in some minutes."""
    SignedIn.objects.filter(session_key=session_key).update(seen_at=at)
    User.objects.filter(pk=user_id).update(last_seen_at=at)


@transaction.atomic
def session_end(*, user: User, session_key: str, by: Actor, action: str = "sign_out") -> None:
    """Signing out, by hand or by the clock ("session.expired")."""
    SignedIn.objects.filter(session_key=session_key).delete()
    audit.record(user, by=by, action=action)


@transaction.atomic
def session_revoke(*, signed_in_id: int, by: Actor) -> None:
    """Sign one of one's own devices out. Raises Violation when it is gone already."""
    signed_in = (
        SignedIn.objects.select_for_update()
        .filter(pk=signed_in_id, user_id=by.user_id or 0)
        .first()
    )
    if signed_in is None:
        raise Violation(_("This device is signed out already."))
    Session.objects.filter(session_key=signed_in.session_key).delete()
    signed_in.delete()
    audit.record(signed_in.user, by=by, action="session.revoke", note=signed_in.device[:80])


@transaction.atomic
def others_sign_out(*, user: User, by: Actor, but: str) -> int:
    """Sign all other devices of one's own out; returns how many."""
    if by.user_id != user.pk:
        raise Violation(_("You can sign out your own devices only."))
    count = end_sessions(user, but=but)
    audit.record(user, by=by, action="session.revoke_others", changes={"count": count})
    return count
