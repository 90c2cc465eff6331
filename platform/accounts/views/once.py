"""A form can be sent once: two clicks, or a reload, do not do the thing twice."""

import secrets

from django.core.cache import cache

NAME = "_once"
HOURS = 12


def token() -> str:
    """A new token for a form about to be shown."""
    return secrets.token_urlsafe(12)


def take(sent: str) -> bool:
    """Is this the first time? A form without a token (an older page) is let through."""
    return not sent or bool(cache.add(f"once:{sent[:40]}", 1, HOURS * 3600))


def give_back(sent: str) -> None:
    """The form came back with an error: it may be sent again."""
    if sent:
        cache.delete(f"once:{sent[:40]}")
