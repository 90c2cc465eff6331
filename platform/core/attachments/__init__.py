"""Files of records: allowed by content, cleaned, stored for the county, served through a guard.

`sniffing` says what a file is, `pictures`, `office`, `pdf` and `media` judge its inside, `services`
stores, `serving` gives it to those whom the guard of the record's model lets see it.
"""

from core.attachments.guards import may_see, register_guard
from core.attachments.services import (
    DOCUMENTS,
    MEDIA,
    PICTURES,
    attach,
    attach_all,
    of,
    on_removed,
    remove,
)
from core.attachments.sniffing import Inspected, inspect

__all__ = [
    "DOCUMENTS",
    "MEDIA",
    "PICTURES",
    "Inspected",
    "attach",
    "attach_all",
    "inspect",
    "may_see",
    "of",
    "on_removed",
    "register_guard",
    "remove",
]
