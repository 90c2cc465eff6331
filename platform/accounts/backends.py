"""Signing in by user name or phone."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import Model
from django.http import HttpRequest

from accounts.models import User
from core import privacy
from core.codes import check_mobile, plain
from core.errors import Violation

# Where Django's own backend keeps them, too.
REMEMBERED = "_group_perm_cache"
# Asked with every page of the console: building it anew takes three times as long as asking it.
OF_GROUPS = """
    SELECT DISTINCT kind.app_label, permission.codename
    FROM accounts_user_groups AS held
    JOIN auth_group_permissions AS given ON given.group_id = held.group_id
    JOIN auth_permission AS permission ON permission.id = given.permission_id
    JOIN django_content_type AS kind ON kind.id = permission.content_type_id
    WHERE held.user_id = %s
"""


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
    Permissions come from the groups of one's posts alone (accounts.groups), in one query.
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

    def get_group_permissions(
        self, user_obj: User | AnonymousUser, obj: Model | None = None
    ) -> set[str]:
        """Those of the person's groups, as "app_label.codename"; remembered on the user."""
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        known: set[str] | None = getattr(user_obj, REMEMBERED, None)
        if known is None:
            with connection.cursor() as cursor:
                cursor.execute(OF_GROUPS, [user_obj.pk])
                known = {f"{app_label}.{codename}" for app_label, codename in cursor.fetchall()}
            setattr(user_obj, REMEMBERED, known)
        return known

    def get_all_permissions(
        self, user_obj: User | AnonymousUser, obj: Model | None = None
    ) -> set[str]:
        """Nobody is given a permission of their own."""
        return self.get_group_permissions(user_obj, obj)
