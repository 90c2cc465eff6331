"""Which of mail's settings a county sets on the console's page of parameters (R66)."""

from django.utils.translation import gettext_lazy

from core import parameters
from core.parameters import Parameter
from operations.mail.models import MailSetting
from operations.mail.settings import DEFAULTS

PARAMETERS = (
    Parameter(
        "collect_days",
        gettext_lazy("Mail in the pigeonhole before a reminder"),
        unit=gettext_lazy("working days"),
        least=1,
        most=15,
        clause=60,
    ),
)


def register() -> None:
    """Tell core.parameters; called once when the app is ready."""
    title = gettext_lazy("Newspapers, letters and parcels")
    parameters.register(parameters.Group("mail", title, MailSetting, DEFAULTS, PARAMETERS))
