"""Signing in by user name or phone."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from accounts.models import User
from core import privacy
from core.codes import check_mobile, plain
from core.errors import Violation


def find(identifier: str) -> User | None:
    """The account of a user name or of a phone number however it was typed; None if there is none.

    A phone is found by its hash only (R156).
    """
    typed = plain(identifier)
    try:
        phone = check_mobile(typed)
    except Violation:
        return User.objects.filter(username=identifier.strip()).first()
    return User.objects.filter(phone_hash=privacy.search_hash(phone)).first()


class PhoneOrNameBackend(ModelBackend):
    """Checks the password of whoever the user name or phone belongs to.

    Every path spends one password hash, so that the time does not tell who has an account.
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        """The user, or None; deactivated people are refused like strangers."""
        if not username or password is None:
            return None
        user = find(username)
        if user is None:
            make_password(password)
            return None
        if user.check_password(password) and self.user_can_authenticate(user):
            return user
        return None
