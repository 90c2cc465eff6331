"""Which of duty's settings a county sets on the console's page of parameters (R66)."""

from django.utils.translation import gettext_lazy

from core import parameters
from core.parameters import Form, Parameter
from operations.duty.models import DutySetting
from operations.duty.settings import DEFAULTS

PARAMETERS = (
    Parameter(
        "answer_days",
        gettext_lazy("Department's answer to a matter handed over"),
        unit=gettext_lazy("working days"),
        least=1,
        most=30,
        clause=53,
    ),
    Parameter(
        "gap_minutes",
        gettext_lazy("Post without anybody is a gap after"),
        unit=gettext_lazy("min"),
        least=5,
        most=240,
        clause=50,
    ),
    Parameter(
        "first_report_minutes",
        gettext_lazy("First report of an emergency within"),
        unit=gettext_lazy("min"),
        least=5,
        most=120,
        clause=56,
    ),
    Parameter(
        "schedule_due_days",
        gettext_lazy("Holiday roster due before the holiday"),
        unit=gettext_lazy("working days"),
        least=1,
        most=20,
        clause=39,
    ),
    Parameter(
        "schedule_open_days",
        gettext_lazy("Holiday roster drawn up before the holiday"),
        unit=gettext_lazy("working days"),
        least=2,
        most=30,
        clause=39,
    ),
    Parameter(
        "early_minutes",
        gettext_lazy("Sign-in so early at most"),
        unit=gettext_lazy("min"),
        least=0,
        most=480,
    ),
    Parameter("things", gettext_lazy("What goes from hand to hand"), Form.TEXT, clause=55),
    Parameter(
        "arrangements", gettext_lazy("Requirements of the duty schedule"), Form.TEXT, clause=39
    ),
    Parameter("conduct", gettext_lazy("Conduct on duty"), Form.TEXT, clause=49),
    Parameter(
        "phrases",
        gettext_lazy("Common entries of the duty book"),
        Form.LISTS,
        parts={
            "phone": gettext_lazy("phone"),
            "letter": gettext_lazy("letter"),
            "information": gettext_lazy("information"),
            "enquiry": gettext_lazy("enquiry"),
            "visit": gettext_lazy("visit"),
            "reception": gettext_lazy("reception"),
            "emergency": gettext_lazy("emergency"),
        },
    ),
)


def register() -> None:
    """Tell core.parameters; called once when the app is ready."""
    title = gettext_lazy("Duty")
    parameters.register(parameters.Group("duty", title, DutySetting, DEFAULTS, PARAMETERS))
