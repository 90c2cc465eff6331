"""Who did what, when, from where and by which rule; append-only and chained by hashes.

Every service ends with `record`. `verify` reads the whole chain again and names the first row
that was altered, removed, added or moved.
"""

from core.audit.chain import Report, verify
from core.audit.reading import last, of_actor, timeline
from core.audit.words import name_actions
from core.audit.writing import Draft, record, record_many

__all__ = [
    "Draft",
    "Report",
    "last",
    "name_actions",
    "of_actor",
    "record",
    "record_many",
    "timeline",
    "verify",
]
