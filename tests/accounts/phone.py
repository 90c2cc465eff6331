"""An invented authenticator app: what the person holds in the hand."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pyotp
from django.utils import timezone

from accounts import services, totp
from accounts.actors import actor_of
from accounts.models import User


@dataclass(frozen=True)
class Phone:
    """A phone with its key, and the recovery codes on paper."""

    secret: str
    codes: tuple[str, ...] = ()

    def shows(self, at: datetime | None = None, *, later: int = 0) -> str:
        """The six digits at a moment, or some steps of 30 seconds later."""
        return pyotp.TOTP(self.secret).at(at or timezone.now(), counter_offset=later)

    def never(self, at: datetime | None = None) -> str:
        """Six digits that are right at no step near the moment."""
        near = {self.shows(at, later=step) for step in range(-5, 6)}
        return next(f"{n:06d}" for n in range(1000) if f"{n:06d}" not in near)


def switch_on(user: User, *, at: datetime | None = None) -> Phone:
    """The person's phone, set up a day ago unless told otherwise: the tests' now may be old."""
    secret = totp.fresh_secret()
    when = at or timezone.now() - timedelta(days=1)
    codes = services.second_factor_set_up(
        user_id=user.pk,
        secret=secret,
        code=Phone(secret).shows(when),
        by=actor_of(user),
        at=when,
    )
    return Phone(secret, tuple(codes))
