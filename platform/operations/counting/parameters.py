"""Which of counting's settings a county sets on the console's page of parameters (R66)."""

from django.utils.translation import gettext_lazy

from core import parameters
from core.parameters import Parameter
from operations.counting.models import CountingSetting
from operations.counting.settings import DEFAULTS

PARAMETERS = (
    Parameter(
        "window_days",
        gettext_lazy("A count of the month is closed within the first"),
        unit=gettext_lazy("working days"),
        least=1,
        most=15,
        clause=94,
    ),
)


def register() -> None:
    """Tell core.parameters; called once when the app is ready."""
    title = gettext_lazy("Counting")
    parameters.register(parameters.Group("counting", title, CountingSetting, DEFAULTS, PARAMETERS))
