"""From a signed-in user to the Actor that services take."""

from django.http import HttpRequest

from accounts.models import User
from core.actor import Actor


def actor_of(user: User, request: HttpRequest | None = None) -> Actor:
    """The actor for a user, with all current grants."""
    return Actor(user_id=user.pk, name=str(user))
