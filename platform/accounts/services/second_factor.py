"""The second step at sign-in: switching it on and off, trying a code, helping after a loss."""

from collections.abc import Collection
from datetime import datetime

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import rules, totp
from accounts.actors import actor_of
from accounts.models import RecoveryCode, SecondFactor, User
from accounts.services import throttle
from accounts.services.users import end_sessions
from core import audit, inbox
from core.actor import Actor
from core.errors import Denied, Violation
from core.models.inbox import InboxItem


def second_factor_try(*, user_id: int, typed: str, by: Actor, at: datetime) -> str:
    """Try a code of the app or a recovery code, once. Returns the sentence of the refusal, or "".

    Counted before it is looked at, like a password, and apart from passwords: whoever knows the
    password cannot clear the count by signing in again. What is taken is spent. Not atomic as a
    whole: a failure has to be remembered.
    """
    user = User.objects.filter(pk=user_id).first()
    own = _throttle_key(user_id)
    keys = (
        (own, throttle.PER_ACCOUNT),
        (throttle.key("address", by.address), throttle.PER_ADDRESS),
    )
    locked = [throttle.count(key, limit=limit, at=at, found=user, by=by) for key, limit in keys]
    if any(locked):
        return throttle.sentence(locked, at=at)
    if not _spend(user_id, typed, by=by, at=at):
        return _("This code is not right, or was used already. Please enter the one shown now.")
    throttle.forget(own)
    throttle.uncount(keys[1][0])
    return ""


@transaction.atomic
def _spend(user_id: int, typed: str, *, by: Actor, at: datetime) -> bool:
    factor = SecondFactor.objects.select_for_update().filter(user_id=user_id).first()
    if factor is not None:
        if totp.looks_like_code(typed):
            step = totp.step_of(factor.secret, typed, at=at, after=factor.last_step)
            if step is not None:
                factor.last_step = step
                factor.save(update_fields=["last_step"])
                return True
        elif _spend_recovery(factor, typed, by=by, at=at):
            return True
    # What was typed is not kept.
    audit.record(factor.user if factor else None, by=by, action="second_factor.failed")
    return False


def _spend_recovery(factor: SecondFactor, typed: str, *, by: Actor, at: datetime) -> bool:
    code = factor.recovery_codes.filter(label=totp.label_of(typed), used_at=None).first()
    # One hash whether there is such a code or not.
    stored = code.code_hash if code else make_password(None)
    if not check_password(totp.spelled(typed), stored) or code is None:
        return False
    code.used_at = at
    code.save(update_fields=["used_at"])
    left = factor.recovery_codes.filter(used_at=None).count()
    audit.record(
        factor.user, by=by, action="second_factor.recovery", changes={"count": left}, at=at
    )
    _tell(factor.user, _("A recovery code of your account was used"), by=by, at=at)
    return True


def second_factor_set_up(
    *,
    user_id: int,
    secret: str,
    code: str,
    by: Actor,
    at: datetime,
    present: str = "",
    keep_session: str = "",
) -> list[str]:
    """Switch it on with the code that the app shows for this secret; also for a new phone.

    present: where it is on already, a code of the old phone or a recovery code. Returns the ten
    recovery codes: nobody sees them again. The other devices are signed out. Raises Violation or
    Denied. Not atomic as a whole: a failure has to be remembered.
    """
    _is_own(user_id, by)
    step = totp.step_of(secret, code, at=at, after=0) if totp.looks_like_code(code) else None
    if step is None:
        raise Violation(
            _("This code is not right. Check that the phone's time is set automatically."),
            field="code",
        )
    replaces = SecondFactor.objects.filter(user_id=user_id).exists()
    if replaces:
        _prove(user_id, present, by=by, at=at, field="present")
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user_id)
        if not replaces and SecondFactor.objects.filter(user=user).exists():
            raise Violation(_("The second step was switched on meanwhile. Please begin again."))
        factor, _created = SecondFactor.objects.update_or_create(
            user=user, defaults={"secret": secret, "last_step": step, "since_at": at}
        )
        codes = _renew(factor)
        end_sessions(user, but=keep_session)
        audit.record(user, by=by, action="second_factor.on", at=at)
        _tell(user, _("The second step at sign-in was switched on"), by=by, at=at)
    return codes


def recovery_codes_renew(*, user_id: int, typed: str, by: Actor, at: datetime) -> list[str]:
    """Ten new recovery codes, after a present code; the old ones are void. Raises Violation."""
    _is_own(user_id, by)
    _prove(user_id, typed, by=by, at=at)
    with transaction.atomic():
        factor = SecondFactor.objects.select_for_update().select_related("user").get(user=user_id)
        codes = _renew(factor)
        audit.record(factor.user, by=by, action="second_factor.codes", at=at)
    return codes


def second_factor_off(*, user_id: int, typed: str, by: Actor, at: datetime) -> None:
    """Switch it off, after a present code; not where the post asks for it. Raises Violation."""
    _is_own(user_id, by)
    # One's own posts: a deputy's `by` holds the absent person's.
    own = actor_of(User.objects.get(pk=user_id))
    rules.second_step_is_free_to_leave(posts=own.posts)
    _prove(user_id, typed, by=by, at=at)
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user_id)
        SecondFactor.objects.filter(user=user).delete()
        audit.record(user, by=by, action="second_factor.off", at=at)
        _tell(user, _("The second step at sign-in was switched off"), by=by, at=at)


@transaction.atomic
def second_factor_reset(*, user_id: int, by: Actor, reason: str, at: datetime) -> User:
    """Take a colleague's second step away: the phone is lost, and so are the recovery codes.

    The person is signed out everywhere and told. Raises Violation for oneself, without a reason,
    or where there is nothing to reset; Denied without the post.
    """
    rules.may_keep_accounts(by=by)
    rules.reason_is_given(reason=reason)
    if by.user_id == user_id:
        raise Violation(
            _("You cannot reset your own second step. Use a recovery code, or ask a colleague.")
        )
    user = User.objects.select_for_update().get(pk=user_id)
    removed, _kinds = SecondFactor.objects.filter(user=user).delete()
    if not removed:
        raise Violation(_("This person has not switched the second step on."))
    throttle.forget(_throttle_key(user_id))
    end_sessions(user)
    audit.record(user, by=by, action="second_factor.reset", note=reason.strip(), at=at)
    _tell(
        user,
        _("Your second step at sign-in was reset"),
        message=_("If you did not ask for this, tell your administrator. Reason: %(reason)s")
        % {"reason": reason.strip()},
        by=by,
        at=at,
    )
    return user


def _renew(factor: SecondFactor) -> list[str]:
    """Replace the recovery codes; returns them as they are printed."""
    factor.recovery_codes.all().delete()
    codes = totp.fresh_recovery_codes()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(factor=factor, label=totp.label_of(code), code_hash=make_password(code))
        for code in codes
    )
    return [totp.in_fours(code, "-") for code in codes]


def _prove(user_id: int, typed: str, *, by: Actor, at: datetime, field: str = "code") -> None:
    refusal = second_factor_try(user_id=user_id, typed=typed, by=by, at=at)
    if refusal:
        raise Violation(refusal, field=field)


def _is_own(user_id: int, by: Actor) -> None:
    if by.user_id != user_id:
        raise Denied(_("Everybody keeps their own second step."))


def _throttle_key(user_id: int) -> str:
    return throttle.key("second", str(user_id))


def _tell(user: User, title: str, *, by: Actor, at: datetime, message: str = "") -> None:
    """A note among the person's copies to read."""
    if not user.is_active:
        return
    inbox.assign(
        user,
        step=f"second_factor.{at:%Y%m%d%H%M%S}",
        title=title,
        message=message,
        by=by,
        user_id=user.pk,
        kind=InboxItem.Kind.READ,
        at=at,
    )


def second_step(user: User, *, posts: Collection[str]) -> str:
    """What comes after this person's password: "" (nothing), "code" or "set_up"."""
    if SecondFactor.objects.filter(user=user).exists():
        return "code"
    return "set_up" if rules.second_step_is_required(posts=posts) else ""
