"""What a county may set of supplies, on the page of parameters."""

from django.utils.translation import gettext_lazy

from core import parameters
from core.parameters import Parameter
from operations.supplies.models import SuppliesSetting
from operations.supplies.settings import DEFAULTS

PARAMETERS = (
    Parameter(
        "plan_reading",
        gettext_lazy(
            "Days of the monthly plan: 1 the three working days ending with the 25th,"
            " 2 from the 23rd on, 3 any working day up to the 25th"
        ),
        least=1,
        most=3,
        clause=104,
    ),
)


def register() -> None:
    """Tell core.parameters; called once when the app is ready."""
    title = gettext_lazy("Supplies")
    parameters.register(parameters.Group("supplies", title, SuppliesSetting, DEFAULTS, PARAMETERS))
