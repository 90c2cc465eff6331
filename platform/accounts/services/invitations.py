"""Links by which people open the account prepared for them, or choose a new password."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import arrivals, duties, rules
from accounts.models import Invitation, User
from accounts.posts import PROVINCIAL
from accounts.services import grants as granting
from accounts.services import users
from core import audit, privacy
from core.actor import Actor, Holding, Scope
from core.codes import check_mobile
from core.errors import Violation

VALID_DAYS = 7


def hashed(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite(
    *,
    name: str,
    phone: str,
    grants: Iterable[Holding],
    by: Actor,
    on: date,
    place: str = "county",
) -> tuple[Invitation, str]:
    """Prepare an account and return it with the token of its link (/invite/<token>/).

    The token is shown once and stored only as its hash; it works once, until seven days later. An
    open invitation of the same phone is withdrawn: only the newest link works. No password is
    hashed here. Raises Violation (R0) or Denied.
    """
    wanted = list(grants)
    rules.grants_are_given(grants=wanted)
    for index, holding in enumerate(wanted):
        rules.may_give(by=by, holding=holding)
        duties.the_post_exists_here(holding=holding, place=place)
        duties.duties_stay_apart(wanted=holding, held=wanted[:index])
    name = rules.name_is_given(name=name)
    phone = check_mobile(phone, field="phone")
    _nobody_has(phone)
    _withdraw_open(phone, by=by)
    return _new_link(
        Invitation(
            name=name,
            phone=phone,
            phone_last4=phone[-4:],
            created_by_id=_inviter(by, place),
            grants=[
                {"post": h.post, "scope_kind": h.scope.kind, "scope_key": h.scope.key}
                for h in wanted
            ],
        ),
        by=by,
        on=on,
        action="invitation.send",
    )


@transaction.atomic
def password_link(*, user_id: int, by: Actor, on: date) -> tuple[Invitation, str]:
    """A link to a new password for somebody who forgot theirs; the old one stays until then."""
    rules.may_keep_accounts(by=by)
    user = User.objects.select_for_update().get(pk=user_id)
    if not user.is_active:
        raise Violation(_("This account is closed. Reopen it first."))
    Invitation.objects.filter(
        user=user, for_password=True, accepted_at=None, withdrawn_at=None
    ).update(withdrawn_at=timezone.now())
    return _new_link(
        Invitation(name=user.name, user=user, for_password=True, created_by_id=by.user_id),
        by=by,
        on=on,
        action="invitation.password",
    )


def _new_link(
    invitation: Invitation, *, by: Actor, on: date, action: str
) -> tuple[Invitation, str]:
    token = secrets.token_urlsafe(32)
    day = timezone.localdate(on) if isinstance(on, datetime) else on
    last = datetime.combine(day + timedelta(days=VALID_DAYS + 1), time.min)
    invitation.token_hash = hashed(token)
    invitation.expires_at = timezone.make_aware(last)
    invitation.save()
    audit.record(invitation, by=by, action=action)
    return invitation, token


def _inviter(by: Actor, place: str) -> int | None:
    """The inviter's account here; the province's people, who open counties, have none in them."""
    return None if place == "county" and by.posts & PROVINCIAL else by.user_id


def _nobody_has(phone: str) -> None:
    owner = User.objects.filter(phone_hash=privacy.search_hash(phone)).first()
    if owner is not None:
        raise Violation(
            _("This phone number belongs to the account of %(name)s. Give the post there.")
            % {"name": owner.name},
            field="phone",
        )


def _withdraw_open(phone: str, *, by: Actor) -> None:
    still_open = Invitation.objects.select_for_update().filter(
        phone_hash=privacy.search_hash(phone), accepted_at=None, withdrawn_at=None, user=None
    )
    for old in still_open:
        _withdraw(old, by=by)


def _withdraw(invitation: Invitation, *, by: Actor) -> None:
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])
    audit.record(invitation, by=by, action="invitation.withdraw")


@transaction.atomic
def invitation_withdraw(*, invitation_id: int, by: Actor) -> Invitation:
    """Make a link useless."""
    rules.may_keep_accounts(by=by)
    invitation = Invitation.objects.select_for_update().get(pk=invitation_id)
    if invitation.accepted_at is None and invitation.withdrawn_at is None:
        _withdraw(invitation, by=by)
    return invitation


@transaction.atomic
def invitations_end(*, holding: Holding, by: Actor) -> None:
    """Make the open links useless that would give this post: it goes to somebody else (R146)."""
    rules.may_give(by=by, holding=holding)
    entry = {
        "post": str(holding.post),
        "scope_kind": holding.scope.kind,
        "scope_key": holding.scope.key,
    }
    still_open = Invitation.objects.select_for_update().filter(
        grants__contains=[entry], accepted_at=None, withdrawn_at=None
    )
    for invitation in still_open:
        _withdraw(invitation, by=by)


def invitation_of(token: str, *, at: datetime, lock: bool = False) -> Invitation:
    """The open invitation of a link. Raises Violation that says why it is not usable."""
    invitations = Invitation.objects.select_for_update(of=("self",)) if lock else Invitation.objects
    invitation = invitations.filter(token_hash=hashed(token)).first()
    if invitation is None or invitation.withdrawn_at is not None:
        raise Violation(_("This link is not valid. Ask your administrator to send you a new one."))
    if invitation.accepted_at is not None:
        raise Violation(_("This link has been used already. Sign in with your user name or phone."))
    if at >= invitation.expires_at:
        raise Violation(
            _("This link expired on %(date)s. Ask your administrator to send you a new one.")
            % {"date": timezone.localdate(invitation.expires_at - timedelta(seconds=1)).isoformat()}
        )
    return invitation


@transaction.atomic
def invitation_accept(
    *,
    token: str,
    password: str,
    at: datetime,
    username: str = "",
    name: str = "",
    place: str = "county",
    address: str = "",
    device: str = "",
) -> User:
    """Use a link: open the account with its posts, or set the new password.

    Raises Violation when the link is spent or the input is not good; nothing is then changed.
    """
    invitation = invitation_of(token, at=at, lock=True)
    if invitation.for_password and invitation.user_id:
        user = User.objects.select_for_update().get(pk=invitation.user_id)
        users.set_password(user, password)
        users.end_sessions(user)
    else:
        user = users.new_user(
            username=username, name=name or invitation.name, phone=invitation.phone
        )
        users.set_password(user, password)
        user.save()
    by = Actor(user_id=user.pk, name=user.name, address=address, device=device)
    on = timezone.localdate(at)
    for entry in invitation.grants:
        granting.give(
            user,
            Holding(entry["post"], Scope(entry["scope_kind"], entry["scope_key"])),
            by=by,
            reason=_("Invitation accepted"),
            dates=(on, None),
            exception_reason="",
            place=place,
            on=on,
            granted_by_id=invitation.created_by_id,
        )
    invitation.user, invitation.accepted_at = user, at
    invitation.save(update_fields=["user", "accepted_at"])
    if not invitation.for_password:
        arrivals.welcome(user)
    audit.record(user, by=by, action="invitation.accept")
    return user
