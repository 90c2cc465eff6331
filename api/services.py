"""Verbs of tokens."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from api.models import ApiToken, KeptAnswer
from core import audit
from core.actor import Actor
from core.errors import Violation

PREFIX = "clk_"
# How long a repeated request gets the answer of the first.
ANSWERS_KEPT = timedelta(hours=24)
# How long a dead token stays on record.
DEAD_TOKENS_KEPT = timedelta(days=90)
MOST_TOKENS = 20


def digest(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def token_issue(
    *,
    user: User,
    device: str,
    scopes: Sequence[str],
    days: int,
    by: Actor,
    at: datetime,
) -> tuple[ApiToken, str]:
    """A new token for a person who has just signed in; returns it with its only copy.

    Raises Violation when the person has too many devices.
    """
    User.objects.select_for_update().get(pk=user.pk)
    if ApiToken.objects.live(at).filter(user=user).count() >= MOST_TOKENS:
        raise Violation(
            _("There are %(most)d devices already. Sign one of them out first.")
            % {"most": MOST_TOKENS}
        )
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        user=user,
        token_hash=digest(secret),
        device=device,
        scopes=sorted(set(scopes)),
        address=by.address or None,
        created_at=at,
        expires_at=at + timedelta(days=days),
    )
    User.objects.filter(pk=user.pk).update(last_seen_at=at)
    audit.record(
        user, by=by, action="token.issue", note=device, changes={"scopes": token.scopes}, at=at
    )
    return token, secret


@transaction.atomic
def token_revoke(*, token_id: int, by: Actor, at: datetime) -> ApiToken:
    """Sign one of one's own API devices out. Raises Violation when it is gone already."""
    token = (
        ApiToken.objects.select_for_update()
        .filter(pk=token_id, user_id=by.user_id or 0, revoked_at=None)
        .first()
    )
    if token is None:
        raise Violation(_("This device is signed out already."))
    token.revoked_at = at
    token.save(update_fields=["revoked_at"])
    audit.record(token.user, by=by, action="token.revoke", note=token.device, at=at)
    return token


def tokens_end(*, user: User, at: datetime) -> int:
    """Sign all API devices of a person out; returns how many. The caller writes the audit."""
    return ApiToken.objects.filter(user=user, revoked_at=None).update(revoked_at=at)


def token_seen(*, token_id: int, at: datetime) -> None:
    """Note that a token is in use; called at most once a minute."""
    ApiToken.objects.filter(pk=token_id).update(last_used_at=at)


def forget(*, at: datetime) -> int:
    """Delete answers and dead tokens that have had their time; returns how many rows."""
    answers, _rows = KeptAnswer.objects.filter(created_at__lt=at - ANSWERS_KEPT).delete()
    before = at - DEAD_TOKENS_KEPT
    revoked, _rows = ApiToken.objects.filter(revoked_at__lt=before).delete()
    ended, _rows = ApiToken.objects.filter(expires_at__lt=before).delete()
    return answers + revoked + ended
