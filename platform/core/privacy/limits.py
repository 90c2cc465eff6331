"""What leaves a county, and how long it is kept: R154 and R155."""

from calendar import monthrange
from datetime import date

from core.clauses import R

SMALLEST_CELL = 3
CELL_CLAUSE = R(154)
RETENTION_CLAUSE = R(155)

# Months after which identities are removed; defaults of R155, dated settings may differ.
RETENTION = {
    "bill_payment": 6,
    "parcel": 6,
    "training": 60,
    "case": 36,
    "enquiry": 12,
    "agreement": 120,
    "access_log": 36,
}


def small_cell(count: int) -> str:
    """A count of persons as the province sees it: '<3' for 1 and 2; 0 names nobody."""
    return f"<{SMALLEST_CELL}" if 0 < count < SMALLEST_CELL else str(count)


def retention_ends(kind: str, closed_date: date) -> date:
    """The day from which a closed record's identities must be gone. Raises KeyError."""
    years, month = divmod(closed_date.month - 1 + RETENTION[kind], 12)
    year = closed_date.year + years
    # 31 August + 6 months ends on the last day of February.
    day = min(closed_date.day, monthrange(year, month + 1)[1])
    return date(year, month + 1, day)
