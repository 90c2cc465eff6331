"""Codes and numbers that people type: checked by their own arithmetic, refused in words.

Every `check_*` takes what was typed, strips spaces, hyphens and full-width forms, and returns the
form that is stored; it raises Violation with a sentence that says which character is wrong and
what to do. Source: handbook §3.7 (GB 11643, GB 32100-2015, GB/T 2260, NBS division codes).
"""

from core.codes.divisions import (
    Division,
    check_division_code,
    division_of,
    is_village_committee,
    parent_code,
)
from core.codes.identity import ResidentId, check_resident_id, check_uscc, read_resident_id
from core.codes.phones import check_mobile, check_phone
from core.codes.typed import plain

__all__ = [
    "Division",
    "ResidentId",
    "check_division_code",
    "check_mobile",
    "check_phone",
    "check_resident_id",
    "check_uscc",
    "division_of",
    "is_village_committee",
    "parent_code",
    "plain",
    "read_resident_id",
]
