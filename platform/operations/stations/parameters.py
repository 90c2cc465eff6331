"""Which of the stations' settings a county sets on the console's page of parameters (R66)."""

from django.utils.translation import gettext_lazy

from core import parameters
from core.parameters import Form, Parameter
from operations.stations.models import StationSetting
from operations.stations.settings import DEFAULTS

PARAMETERS = (
    Parameter(
        "least_area",
        gettext_lazy("Least area of a station"),
        Form.AMOUNTS,
        unit="m²",
        clause=142,
        parts={
            "full": gettext_lazy("comprehensive station"),
            "point": gettext_lazy("service point"),
        },
    ),
    Parameter(
        "notice_days",
        gettext_lazy("Public notice of a new station"),
        unit=gettext_lazy("working days"),
        least=1,
        most=30,
        clause=142,
    ),
    Parameter(
        "approval_days",
        gettext_lazy("Each step of a station's approval"),
        unit=gettext_lazy("working days"),
        least=1,
        most=30,
        clause=142,
    ),
    Parameter(
        "rectification_days",
        gettext_lazy("Rectification of a station"),
        unit=gettext_lazy("working days"),
        least=1,
        most=60,
        clause=145,
    ),
    Parameter(
        "tiers",
        gettext_lazy("Yearly subsidy by tier"),
        Form.AMOUNTS,
        unit=gettext_lazy("yuan a year"),
        clause=144,
    ),
    Parameter(
        "count_similar_units",
        gettext_lazy("Count units that are like villages (farms, neighbourhoods)"),
        Form.FLAG,
        clause=158,
    ),
)


def register() -> None:
    """Tell core.parameters; called once when the app is ready."""
    title = gettext_lazy("Stations")
    parameters.register(parameters.Group("stations", title, StationSetting, DEFAULTS, PARAMETERS))
