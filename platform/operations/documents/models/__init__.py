"""Data of documents, by the way they go."""

from operations.documents.models.handed import HandedPaper
from operations.documents.models.incoming import (
    AttachedText,
    IncomingDocument,
    IncomingOpinion,
    IncomingTask,
)
from operations.documents.models.outgoing import (
    HAS_NUMBER,
    SIGNED,
    Dispatch,
    DocumentSeries,
    DocumentsSetting,
    DocumentVersion,
    Opinion,
    OutgoingDocument,
    Step,
    label_of,
)

__all__ = [
    "HAS_NUMBER",
    "SIGNED",
    "AttachedText",
    "Dispatch",
    "DocumentSeries",
    "DocumentVersion",
    "DocumentsSetting",
    "HandedPaper",
    "IncomingDocument",
    "IncomingOpinion",
    "IncomingTask",
    "Opinion",
    "OutgoingDocument",
    "Step",
    "label_of",
]
