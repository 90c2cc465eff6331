"""Verbs of petitions, by stage of their way."""

from operations.petitions.services.deciding import (
    petition_accept,
    petition_forward,
    petition_refuse,
    petition_reopen,
)
from operations.petitions.services.extending import (
    longer_term_ask,
    longer_term_decide,
    longer_term_tell,
)
from operations.petitions.services.handling import (
    answer_deliver,
    course_note,
    petition_answer,
    petition_assign,
    petition_begin,
    petition_close,
    petition_review,
    petition_withdraw,
)
from operations.petitions.services.registering import (
    PetitionData,
    petition_correct,
    petition_register,
)
from operations.petitions.services.urging import petitions_warn

__all__ = [
    "PetitionData",
    "answer_deliver",
    "course_note",
    "longer_term_ask",
    "longer_term_decide",
    "longer_term_tell",
    "petition_accept",
    "petition_answer",
    "petition_assign",
    "petition_begin",
    "petition_close",
    "petition_correct",
    "petition_forward",
    "petition_refuse",
    "petition_register",
    "petition_reopen",
    "petition_review",
    "petition_withdraw",
    "petitions_warn",
]
