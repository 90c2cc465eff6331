"""Verbs of incoming documents, by stage of their way."""

from operations.documents.incoming.services.handling import (
    incoming_archive,
    incoming_complete,
    incoming_follow_up,
    part_done,
    reading_end,
)
from operations.documents.incoming.services.instructing import (
    incoming_circulate,
    incoming_instruct,
    incoming_let_read,
    incoming_propose,
    incoming_return,
    instruction_add,
)
from operations.documents.incoming.services.registering import (
    IncomingData,
    file_attach,
    incoming_check,
    incoming_correct,
    incoming_register,
    incoming_send_back,
    incoming_void,
)
from operations.documents.incoming.services.urging import parts_urge

__all__ = [
    "IncomingData",
    "file_attach",
    "incoming_archive",
    "incoming_check",
    "incoming_circulate",
    "incoming_complete",
    "incoming_correct",
    "incoming_follow_up",
    "incoming_instruct",
    "incoming_let_read",
    "incoming_propose",
    "incoming_register",
    "incoming_return",
    "incoming_send_back",
    "incoming_void",
    "instruction_add",
    "part_done",
    "parts_urge",
    "reading_end",
]
