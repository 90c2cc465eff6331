"""Models of casework, by stage of work."""

from operations.casework.models.aftercare import FollowUp, Rating
from operations.casework.models.applicants import Applicant
from operations.casework.models.cases import (
    Case,
    CaseHandler,
    CaseNote,
    CaseStep,
    Extension,
    Pause,
)
from operations.casework.models.catalogue import (
    CaseworkSetting,
    Channel,
    ItemForm,
    Promise,
    ServiceItem,
    System,
)
from operations.casework.models.consents import ConsentText
from operations.casework.models.hall import Appointment, QueueTicket

__all__ = [
    "Applicant",
    "Appointment",
    "Case",
    "CaseHandler",
    "CaseNote",
    "CaseStep",
    "CaseworkSetting",
    "Channel",
    "ConsentText",
    "Extension",
    "FollowUp",
    "ItemForm",
    "Pause",
    "Promise",
    "QueueTicket",
    "Rating",
    "ServiceItem",
    "System",
]
