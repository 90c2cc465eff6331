"""Signing in by user name or phone."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import Model
from django.http import HttpRequest
from wagtail.permission_policies.collections import CollectionPermissionLookupMixin
from wagtail.permission_policies.pages import PagePermissionPolicy

from accounts.models import User
from core import privacy
from core.codes import check_mobile, plain
from core.errors import Violation

# Where Django's own backend keeps them, too.
REMEMBERED = "_group_perm_cache"
# Asked with every page of the console: building it anew takes three times as long as asking it.
# The last rows say which permissions on parts of the site there are at all.
OF_GROUPS = """
    WITH held AS (SELECT group_id FROM accounts_user_groups WHERE user_id = %s)
    SELECT DISTINCT kind.app_label, permission.codename
    FROM held
    JOIN auth_group_permissions AS given ON given.group_id = held.group_id
    JOIN auth_permission AS permission ON permission.id = given.permission_id
    JOIN django_content_type AS kind ON kind.id = permission.content_type_id
    UNION ALL SELECT '', 'pages'
    WHERE EXISTS (SELECT FROM wagtailcore_grouppagepermission JOIN held USING (group_id))
    UNION ALL SELECT '', 'collections'
    WHERE EXISTS (SELECT FROM wagtailcore_groupcollectionpermission JOIN held USING (group_id))
"""
# Where Wagtail remembers those for a request; most people have none, and need not be asked about.
OF_SITE = {
    "pages": PagePermissionPolicy.permission_cache_name,
    "collections": CollectionPermissionLookupMixin.permission_cache_name,
}


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
                found = cursor.fetchall()
            known = {f"{app_label}.{codename}" for app_label, codename in found if app_label}
            setattr(user_obj, REMEMBERED, known)
            for part in OF_SITE.keys() - {part for app_label, part in found if not app_label}:
                setattr(user_obj, OF_SITE[part], ())
        return known

    def get_all_permissions(
        self, user_obj: User | AnonymousUser, obj: Model | None = None
    ) -> set[str]:
        """Nobody is given a permission of their own."""
        return self.get_group_permissions(user_obj, obj)
