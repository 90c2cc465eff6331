"""Which of training's settings a county sets on the console's page of parameters (R66)."""

from django.utils.translation import gettext_lazy

from core import parameters
from core.parameters import Parameter
from operations.training.models import TrainingSetting
from operations.training.settings import DEFAULTS

PARAMETERS = (
    Parameter(
        "year_target",
        gettext_lazy("Person-times to be trained in a year, as agreed with the province"),
        unit=gettext_lazy("person-times"),
        most=1_000_000,
        clause=149,
    ),
)


def register() -> None:
    """Tell core.parameters; called once when the app is ready."""
    title = gettext_lazy("E-commerce training")
    parameters.register(parameters.Group("training", title, TrainingSetting, DEFAULTS, PARAMETERS))
