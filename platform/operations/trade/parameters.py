"""Which settings of products a county sets on the console's page of parameters (R66)."""

from django.utils.translation import gettext_lazy

from core import parameters
from core.parameters import Parameter
from operations.trade.models import TradeSetting
from operations.trade.settings import DEFAULTS

PARAMETERS = (
    Parameter(
        "warn_from_scan",
        gettext_lazy("Label may be a copy from this scan on"),
        unit=gettext_lazy("scans"),
        least=2,
        most=1000,
    ),
    Parameter(
        "warn_from_region",
        gettext_lazy("Label may be a copy from this number of regions on"),
        unit=gettext_lazy("regions"),
        least=2,
        most=34,
    ),
    Parameter(
        "scan_minutes",
        gettext_lazy("One visitor's scans within this time count once"),
        unit=gettext_lazy("minutes of time"),
        least=1,
        most=1440,
    ),
    Parameter(
        "spare_labels",
        gettext_lazy("Spare labels of a batch at most"),
        unit="%",
        least=0,
        most=50,
    ),
    Parameter(
        "certificate_days",
        gettext_lazy("Certificates are brought up before they end"),
        unit=gettext_lazy("natural days"),
        least=1,
        most=365,
    ),
)


def register() -> None:
    """Tell core.parameters; called once when the app is ready."""
    title = gettext_lazy("Products and traceability")
    parameters.register(parameters.Group("trade", title, TradeSetting, DEFAULTS, PARAMETERS))
