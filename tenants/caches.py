"""Process-wide caches of the frameworks, one copy per schema.

ContentType and Permission ids differ between schemas. django-tenants clears the ContentType cache
at every switch, which costs its queries again on every request; we keep one cache per schema.
"""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connections
from wagtail.permission_policies.base import BaseDjangoAuthPermissionPolicy

TypeCache = dict[Any, Any]


class SchemaScopedCache:
    """Stands in for ContentTypeManager._cache, a dictionary of database alias → entries."""

    def __init__(self) -> None:
        self._entries: dict[tuple[str, str], TypeCache] = {}

    def _key(self, using: str) -> tuple[str, str]:
        wrapper: Any = connections[using]
        return using, wrapper.schema_name

    def __getitem__(self, using: str) -> TypeCache:
        return self._entries[self._key(using)]

    def setdefault(self, using: str, default: TypeCache) -> TypeCache:
        """Same contract as dict.setdefault, per schema."""
        return self._entries.setdefault(self._key(using), default)

    def clear(self) -> None:
        """Forget the current schemas' entries only: a migration of one county is its own."""
        for alias in connections:
            self._entries.pop(self._key(alias), None)

    def forget(self, schema_name: str) -> None:
        """Forget one schema: it was dropped, or restored with other ids."""
        for key in [key for key in self._entries if key[1] == schema_name]:
            del self._entries[key]


content_types = SchemaScopedCache()


def scope_framework_caches() -> None:
    """Called once at start-up."""
    # The declared managers too: Django copies them anew whenever its registry forgets.
    for manager in (*ContentType._meta.local_managers, ContentType.objects):
        manager._cache = content_types  # type: ignore[attr-defined]
    # Wagtail keeps a ContentType on each policy, and policies live as long as the process:
    # the first county served would lend its ids to all others.
    BaseDjangoAuthPermissionPolicy._content_type = property(
        lambda policy: ContentType.objects.get_for_model(policy.auth_model)
    )
