"""Verbs of outgoing documents, by stage of their way."""

from operations.documents.services.approving import (
    document_agree,
    document_return,
    document_review,
    document_sign,
)
from operations.documents.services.drafting import (
    DraftData,
    document_discard,
    document_draft,
    document_resubmit,
    document_submit,
    document_take_back,
    document_update,
    document_withdraw,
)
from operations.documents.services.issuing import (
    document_archive,
    document_number,
    document_print,
    document_proof,
    document_void,
    proof_fail,
    proof_pass,
)
from operations.documents.services.printing import sheets_print
from operations.documents.services.sealing import document_ask_seal
from operations.documents.services.sending import (
    dispatch_receive,
    document_dispatch,
    receipts_urge,
)
from operations.documents.services.series import series_end, series_open

__all__ = [
    "DraftData",
    "dispatch_receive",
    "document_agree",
    "document_archive",
    "document_ask_seal",
    "document_discard",
    "document_dispatch",
    "document_draft",
    "document_number",
    "document_print",
    "document_proof",
    "document_resubmit",
    "document_return",
    "document_review",
    "document_sign",
    "document_submit",
    "document_take_back",
    "document_update",
    "document_void",
    "document_withdraw",
    "proof_fail",
    "proof_pass",
    "receipts_urge",
    "series_end",
    "series_open",
    "sheets_print",
]
