"""Which of the documents' settings a county sets on the console's page of parameters (R66)."""

from django.utils.translation import gettext_lazy

from core import parameters
from core.parameters import Form, Parameter
from operations.documents.models import DocumentsSetting
from operations.documents.settings import DEFAULTS

PARAMETERS = (
    Parameter(
        "step_days",
        gettext_lazy("Steps of an outgoing document"),
        Form.NUMBERS,
        unit=gettext_lazy("working days"),
        least=1,
        most=30,
        clause=21,
        parts={
            "office_review": gettext_lazy("Editorial check by the office"),
            "leader_sign": gettext_lazy("Leader's countersigning"),
            "director_sign": gettext_lazy("Director's signing"),
            "proof_check": gettext_lazy("Proof-reading"),
        },
    ),
    Parameter(
        "urgency_days",
        gettext_lazy("A step of an urgent document"),
        Form.NUMBERS,
        unit=gettext_lazy("working days"),
        most=10,
        clause=21,
        parts={"urgent": gettext_lazy("urgent"), "flash": gettext_lazy("most urgent")},
    ),
    Parameter(
        "incoming_step_days",
        gettext_lazy("Steps of an incoming document"),
        Form.NUMBERS,
        unit=gettext_lazy("working days"),
        least=1,
        most=30,
        clause=35,
        parts={
            "registered": gettext_lazy("Proposing"),
            "proposing": gettext_lazy("Proposed"),
            "instructing": gettext_lazy("Instructing"),
            "completed": gettext_lazy("Filing after completion"),
        },
    ),
    Parameter(
        "handling_days",
        gettext_lazy("Handling without a day named"),
        Form.NUMBERS,
        unit=gettext_lazy("working days"),
        least=1,
        most=90,
        clause=35,
        parts={
            "normal": gettext_lazy("ordinary"),
            "urgent": gettext_lazy("urgent"),
            "flash": gettext_lazy("most urgent"),
        },
    ),
    Parameter(
        "filing_days",
        gettext_lazy("Filing after sending"),
        unit=gettext_lazy("working days"),
        least=1,
        most=250,
        clause=20,
    ),
    Parameter("agency", gettext_lazy("Name in the red head (empty: the centre's)"), Form.TEXT),
    Parameter(
        "phrases",
        gettext_lazy("Common opinions on documents"),
        Form.LISTS,
        parts={
            "office_review": gettext_lazy("Editorial check by the office"),
            "leader_sign": gettext_lazy("Leader's countersigning"),
            "director_sign": gettext_lazy("Director's signing"),
            "return": gettext_lazy("returning"),
            "proposing": gettext_lazy("Proposing"),
            "instructing": gettext_lazy("Instructing"),
            "circulating": gettext_lazy("circulating"),
            "send_back": gettext_lazy("sending back"),
            "result": gettext_lazy("result"),
            "fail": gettext_lazy("proof not passed"),
        },
    ),
)


def register() -> None:
    """Tell core.parameters; called once when the app is ready."""
    title = gettext_lazy("Official documents")
    parameters.register(
        parameters.Group("documents", title, DocumentsSetting, DEFAULTS, PARAMETERS)
    )
