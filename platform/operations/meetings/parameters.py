"""Which of the meetings' settings a county sets on the console's page of parameters (R66)."""

from django.utils.translation import gettext_lazy

from core import parameters
from core.parameters import Form, Parameter
from operations.meetings.models import MeetingsSetting
from operations.meetings.settings import DEFAULTS

DAYS, MINUTES = gettext_lazy("working days"), gettext_lazy("min")
PARAMETERS = (
    Parameter(
        "minutes_days",
        gettext_lazy("Minutes signed after the meeting"),
        unit=DAYS,
        least=1,
        most=30,
        clause=26,
    ),
    Parameter(
        "filing_days",
        gettext_lazy("Minutes filed after the signature"),
        unit=DAYS,
        least=1,
        most=60,
        clause=29,
    ),
    Parameter(
        "remind_days",
        gettext_lazy("Those invited reminded before the meeting"),
        unit=DAYS,
        least=0,
        most=5,
        clause=26,
    ),
    Parameter(
        "urge_days",
        gettext_lazy("Minutes reminded of before they are due"),
        unit=DAYS,
        least=0,
        most=5,
        clause=26,
    ),
    Parameter(
        "early_minutes",
        gettext_lazy("Sign-in to a meeting before it begins"),
        unit=MINUTES,
        least=5,
        most=240,
    ),
    Parameter(
        "late_minutes",
        gettext_lazy("Late after the begin of a meeting"),
        unit=MINUTES,
        least=0,
        most=60,
    ),
    Parameter(
        "code_minutes",
        gettext_lazy("Sign-in code on the screen is good for"),
        unit=MINUTES,
        least=2,
        most=30,
    ),
    Parameter("agency", gettext_lazy("Agency in the head of minutes"), Form.TEXT),
)


def register() -> None:
    """Tell core.parameters; called once when the app is ready."""
    title = gettext_lazy("Meetings")
    parameters.register(parameters.Group("meetings", title, MeetingsSetting, DEFAULTS, PARAMETERS))
