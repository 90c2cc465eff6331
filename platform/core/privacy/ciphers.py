"""Keys, encryption and search hashes, bound to the place (county or province) of the data.

Why so: each place has keys of its own, derived by HKDF from the deployment's master keys
(settings.FIELD_KEYS) and the place's lasting name (settings.FIELD_KEY_PLACE, a function; the
schema's name). So a value copied from one county's table opens nowhere else, equal phone numbers
of two counties have unequal hashes (the province cannot join people), and no key is stored beside
the data. The name outlives backup and restore, so a county restored under the same master keys
reads its own data; a county that changes its code must be re-encrypted (`rekey`).
Master keys rotate: the first of the list encrypts, all of them decrypt.
"""

import base64
import hashlib
import hmac
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from core.clauses import R
from core.codes.typed import plain

# Identities stay in their county: no key and no hash of one place works in another.
PLACE_CLAUSE = R(153)
# Full numbers are searched by hash only.
SEARCH_CLAUSE = R(156)
_KEY_BYTES = 32


class FieldKeyError(ImproperlyConfigured):
    """A stored value cannot be opened: a master key is missing, or it is another place's."""


def place() -> str:
    """The lasting name of where we are, which keys are bound to."""
    where: str = import_string(settings.FIELD_KEY_PLACE)()
    return where


def encrypt(value: str) -> str:
    """Encrypt with the newest key of this place."""
    return _fernet(tuple(settings.FIELD_KEYS), place()).encrypt(value.encode()).decode()


def decrypt(token: str) -> str:
    """Open with any key of this place. Raises FieldKeyError."""
    try:
        return _fernet(tuple(settings.FIELD_KEYS), place()).decrypt(token.encode()).decode()
    except InvalidToken:
        raise FieldKeyError(
            "An encrypted field cannot be opened: is a key missing in FIELD_KEYS?"
        ) from None


def is_current(token: str) -> bool:
    """Was it encrypted with the newest key? (What a rotation still has to do.)"""
    newest = _fernet((settings.FIELD_KEYS[0],), place())
    try:
        newest.decrypt(token.encode())
    except InvalidToken:
        return False
    return True


def search_hash(value: str) -> str:
    """HMAC of an ID number, phone or account for exact search (R156); '' for ''.

    The value is folded first, so that blanks, hyphens and a small x do not matter.
    """
    folded = plain(value)
    if not folded:
        return ""
    key = _hash_key(settings.SEARCH_HASH_KEY, place())
    return hmac.new(key, folded.encode(), hashlib.sha256).hexdigest()


@lru_cache(maxsize=4096)
def _fernet(masters: tuple[str, ...], where: str) -> MultiFernet:
    if not masters:
        raise ImproperlyConfigured("FIELD_KEYS must hold at least one key.")
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_derive(key, where))) for key in masters])


def _derive(master: str, where: str) -> bytes:
    secret = base64.urlsafe_b64decode(master)
    if len(secret) != _KEY_BYTES:
        raise ImproperlyConfigured("Each of FIELD_KEYS must be 32 bytes in base64.")
    return _hkdf(secret, f"countylink field {where}")


@lru_cache(maxsize=4096)
def _hash_key(secret: str, where: str) -> bytes:
    return _hkdf(secret.encode(), f"countylink search {where}")


def _hkdf(secret: bytes, info: str) -> bytes:
    derivation = HKDF(algorithm=hashes.SHA256(), length=_KEY_BYTES, salt=None, info=info.encode())
    return derivation.derive(secret)
