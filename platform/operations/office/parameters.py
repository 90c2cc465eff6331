"""Which of office's settings a county sets on the console's page of parameters (R66)."""

from django.utils.translation import gettext_lazy

from core import parameters
from core.parameters import Form, Parameter
from operations.office.models import OfficeSetting
from operations.office.settings import DEFAULTS

PARAMETERS = (
    Parameter(
        "collect_days",
        gettext_lazy("Collecting before a cycle begins"),
        unit=gettext_lazy("working days"),
        least=1,
        most=9,
        clause=38,
    ),
    Parameter(
        "usual_days",
        gettext_lazy("Supervision without a day named"),
        unit=gettext_lazy("working days"),
        least=1,
        most=120,
        clause=44,
    ),
    Parameter(
        "yellow_days",
        gettext_lazy("Yellow light before the due day"),
        unit=gettext_lazy("working days"),
        least=1,
        most=15,
        clause=47,
    ),
    Parameter(
        "escalation_days",
        gettext_lazy("Told after the due day"),
        Form.NUMBERS,
        unit=gettext_lazy("working days"),
        least=1,
        most=60,
        clause=47,
        parts={
            "head": gettext_lazy("head of department"),
            "leader": gettext_lazy("supervising leader"),
            "director": gettext_lazy("director"),
        },
    ),
    Parameter(
        "phrases",
        gettext_lazy("Common opinions on supervision"),
        Form.LISTS,
        parts={"return": gettext_lazy("returning"), "check": gettext_lazy("daily check")},
    ),
)


def register() -> None:
    """Tell core.parameters; called once when the app is ready."""
    title = gettext_lazy("Plans and supervision")
    parameters.register(parameters.Group("office", title, OfficeSetting, DEFAULTS, PARAMETERS))
