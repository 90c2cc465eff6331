"""Model fields for personal data: encrypted text, and the hash it is found by (R156)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldError
from django.db import models

from core.privacy.ciphers import decrypt, encrypt, search_hash

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

    TextBase = models.TextField[str, str]
    CharBase = models.CharField[str, str]
else:
    TextBase = models.TextField
    CharBase = models.CharField


class EncryptedCharField(TextBase):
    """Short text, encrypted in the database, plain on the instance.

    max_length limits the plain text in forms. It cannot be filtered, ordered or indexed by: every
    encryption differs; look up the companion SearchHashField instead. '' is stored as ''.
    """

    def get_internal_type(self) -> str:
        """A text column: a token is longer than what it hides."""
        return "TextField"

    def from_db_value(self, value: str | None, *_args: object) -> str | None:
        """Open what was stored."""
        return decrypt(value) if value else value

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        """Encrypt on the way in; expressions pass."""
        if hasattr(value, "as_sql"):
            return super().get_db_prep_save(value, connection)
        plain = self.get_prep_value(value)
        return encrypt(plain) if plain else plain

    def formfield(self, *args: Any, **kwargs: Any) -> Any:
        """One line, not a text area."""
        return models.Field.formfield(self, *args, **{"max_length": self.max_length, **kwargs})

    def get_lookup(self, lookup_name: str) -> Any:
        """Only isnull; anything else would silently find nothing."""
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        raise FieldError(
            f"{self.name} is encrypted; filter by its search hash (privacy.search_hash)."
        )


class SearchHashField(CharBase):
    """HMAC of another field of the same row, filled in when the row is saved.

    of: name of the encrypted field. Name both in update_fields; bulk_update and
    QuerySet.update do not fill it: set it there with privacy.search_hash.
    """

    def __init__(self, *args: Any, of: str, **kwargs: Any) -> None:
        self.of = of
        kwargs.setdefault("max_length", 64)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("editable", False)
        kwargs.setdefault("db_index", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """Migrations keep the name of the field hashed."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """Hash the companion as it is about to be stored."""
        hashed = search_hash(getattr(model_instance, self.of) or "")
        setattr(model_instance, self.attname, hashed)
        return hashed
