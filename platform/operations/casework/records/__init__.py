"""Record pages of casework: a case, an applicant, an item of the catalogue."""

from operations.casework.records.applicants import ApplicantRecord
from operations.casework.records.cases import CaseRecord
from operations.casework.records.items import ItemRecord

__all__ = ["ApplicantRecord", "CaseRecord", "ItemRecord"]
