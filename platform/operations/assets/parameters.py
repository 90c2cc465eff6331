"""Which of the assets' settings a county sets on the console's page of parameters (R66, R70)."""

from django.utils.translation import gettext_lazy

from core import parameters
from core.parameters import Form, Parameter
from operations.assets.models import AssetsSetting
from operations.assets.settings import DEFAULTS

PARAMETERS = (
    Parameter(
        "threshold_yuan",
        gettext_lazy("A fixed asset costs at least"),
        unit=gettext_lazy("yuan"),
        least=1,
        most=100_000,
        clause=68,
    ),
    Parameter(
        "threshold_months",
        gettext_lazy("A fixed asset is of use for at least"),
        unit=gettext_lazy("months"),
        least=1,
        most=120,
        clause=68,
    ),
    Parameter(
        "approval_days",
        gettext_lazy("The approval of a purchase holds"),
        unit=gettext_lazy("natural days"),
        least=1,
        most=365,
        clause=74,
    ),
    Parameter(
        "compensation_reading",
        gettext_lazy(
            "Compensation is reckoned from: 1 the net book value while there is one, else the"
            " market, 2 the original price, 3 the market"
        ),
        least=1,
        most=3,
        clause=91,
    ),
    Parameter(
        "as_enterprise",
        gettext_lazy("Depreciation by the rules of a firm"),
        form=Form.FLAG,
        clause=79,
    ),
)


def register() -> None:
    """Tell core.parameters; called once when the app is ready."""
    title = gettext_lazy("Fixed assets")
    parameters.register(parameters.Group("assets", title, AssetsSetting, DEFAULTS, PARAMETERS))
