"""Which of the seals' settings a county sets on the console's page of parameters (R66)."""

from django.utils.translation import gettext_lazy

from core import parameters
from core.parameters import Parameter
from operations.seals.models import SealsSetting
from operations.seals.settings import DEFAULTS

PARAMETERS = (
    Parameter(
        "loan_days",
        gettext_lazy("Seal out of the house at most"),
        unit=gettext_lazy("natural days"),
        least=1,
        most=15,
    ),
    Parameter("most_copies", gettext_lazy("Copies of one application at most"), least=1, most=5000),
)


def register() -> None:
    """Tell core.parameters; called once when the app is ready."""
    title = gettext_lazy("Seals")
    parameters.register(parameters.Group("seals", title, SealsSetting, DEFAULTS, PARAMETERS))
