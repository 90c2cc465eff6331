"""Verbs of casework, by stage of a case."""

from operations.casework.services.accepting import (
    case_accept,
    case_ask,
    case_complete,
    case_refuse,
)
from operations.casework.services.aftercare import callback_record, case_archive, case_rate
from operations.casework.services.applicants import (
    ApplicantData,
    applicant_merge,
    applicant_take,
    applicant_update,
)
from operations.casework.services.assigning import Assigned, case_assign, cases_assign
from operations.casework.services.catalogue import (
    field_add,
    item_change,
    item_withdraw,
    promise_change,
)
from operations.casework.services.hall import (
    appointment_book,
    appointment_cancel,
    appointments_end,
    ticket_absent,
    ticket_call,
    ticket_take,
)
from operations.casework.services.handling import (
    case_continue,
    case_end,
    case_finish,
    case_note,
    case_start,
    case_step,
    case_wait,
    extension_ask,
    extension_decide,
    promise_keep,
)
from operations.casework.services.registering import (
    CaseData,
    case_discard,
    case_draft,
    case_register,
    case_save,
    case_submit,
    case_withdraw,
)

__all__ = [
    "ApplicantData",
    "Assigned",
    "CaseData",
    "applicant_merge",
    "applicant_take",
    "applicant_update",
    "appointment_book",
    "appointment_cancel",
    "appointments_end",
    "callback_record",
    "case_accept",
    "case_archive",
    "case_ask",
    "case_assign",
    "case_complete",
    "case_continue",
    "case_discard",
    "case_draft",
    "case_end",
    "case_finish",
    "case_note",
    "case_rate",
    "case_refuse",
    "case_register",
    "case_save",
    "case_start",
    "case_step",
    "case_submit",
    "case_wait",
    "case_withdraw",
    "cases_assign",
    "extension_ask",
    "extension_decide",
    "field_add",
    "item_change",
    "item_withdraw",
    "promise_change",
    "promise_keep",
    "ticket_absent",
    "ticket_call",
    "ticket_take",
]
