"""Personal data: masked by default, encrypted at rest, opened with a reason (handbook §3.8).

`masks` says how names and numbers look to those who need not know them; `fields` stores them
encrypted with a companion hash for exact search (R156); `disclosure` opens them, audited (R152);
`limits` holds what the province may see (R153, R154) and how long things are kept (R155).
"""

from core.privacy.ciphers import search_hash
from core.privacy.disclosure import (
    authorise_plain_export,
    may_reveal,
    register_reveal,
    reveal,
)
from core.privacy.fields import EncryptedCharField, SearchHashField
from core.privacy.limits import RETENTION, retention_ends, small_cell
from core.privacy.masks import mask_account, mask_id, mask_name, mask_phone

__all__ = [
    "RETENTION",
    "EncryptedCharField",
    "SearchHashField",
    "authorise_plain_export",
    "mask_account",
    "mask_id",
    "mask_name",
    "mask_phone",
    "may_reveal",
    "register_reveal",
    "retention_ends",
    "reveal",
    "search_hash",
    "small_cell",
]
