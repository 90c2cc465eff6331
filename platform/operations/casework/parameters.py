"""Which of casework's settings a county sets on the console's page of parameters (R66)."""

from django.utils.translation import gettext_lazy

from core import parameters
from core.parameters import Form, Parameter
from operations.casework.models import CaseworkSetting
from operations.casework.settings import DEFAULTS

PARAMETERS = (
    Parameter(
        "answer_days",
        gettext_lazy("Answer whether a case is accepted"),
        unit=gettext_lazy("working days"),
        least=1,
        most=10,
        clause=135,
    ),
    Parameter(
        "assign_days",
        gettext_lazy("Naming the handler of a case"),
        unit=gettext_lazy("working days"),
        least=1,
        most=10,
        clause=121,
    ),
    Parameter(
        "rating_days",
        gettext_lazy("Rating after the end of a case"),
        unit=gettext_lazy("natural days"),
        least=7,
        most=90,
        clause=139,
    ),
    Parameter(
        "callback_days",
        gettext_lazy("Call-back after a bad rating"),
        unit=gettext_lazy("working days"),
        least=1,
        most=5,
        clause=138,
    ),
    Parameter(
        "rectification_days",
        gettext_lazy("Mending after a bad rating"),
        unit=gettext_lazy("working days"),
        least=1,
        most=60,
        clause=138,
    ),
    Parameter("reminder_hours", gettext_lazy("Reminders are sent from and until"), Form.TIMES),
    Parameter("slots", gettext_lazy("Times of appointments at the window"), Form.TIMES),
    Parameter(
        "places_per_slot", gettext_lazy("Places for each time of appointment"), least=1, most=50
    ),
    Parameter(
        "book_days_ahead",
        gettext_lazy("Appointments so many days ahead"),
        unit=gettext_lazy("natural days"),
        least=1,
        most=60,
    ),
    Parameter(
        "refusal_reasons",
        gettext_lazy("Reasons for not accepting a case"),
        Form.TEXTS,
        clause=135,
        parts={
            "not_ours": gettext_lazy("not ours"),
            "not_eligible": gettext_lazy("not eligible"),
            "incomplete": gettext_lazy("incomplete"),
            "false": gettext_lazy("false"),
            "duplicate": gettext_lazy("duplicate"),
            "against_law": gettext_lazy("against the rules"),
        },
    ),
)


def register() -> None:
    """Tell core.parameters; called once when the app is ready."""
    title = gettext_lazy("Services to villagers")
    parameters.register(parameters.Group("casework", title, CaseworkSetting, DEFAULTS, PARAMETERS))
