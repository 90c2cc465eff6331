"""Which of the petitions' settings a county sets on the console's page of parameters (R66)."""

from django.utils.translation import gettext_lazy

from core import parameters
from core.parameters import Form, Parameter
from operations.petitions.models import PetitionsSetting
from operations.petitions.settings import DEFAULTS

PARAMETERS = (
    Parameter(
        "decision_days",
        gettext_lazy("Decision whether a petition is accepted"),
        unit=gettext_lazy("natural days"),
        least=1,
        most=15,
        clause=26,
    ),
    Parameter(
        "handling_days",
        gettext_lazy("Written answer to a petition"),
        unit=gettext_lazy("natural days"),
        least=1,
        most=60,
        clause=26,
    ),
    Parameter(
        "extension_days",
        gettext_lazy("Longer term of a petition at most"),
        unit=gettext_lazy("natural days"),
        least=1,
        most=30,
        clause=26,
    ),
    Parameter(
        "review_days",
        gettext_lazy("Review or re-review of a petition"),
        unit=gettext_lazy("natural days"),
        least=1,
        most=30,
        clause=26,
    ),
    Parameter(
        "review_ask_days",
        gettext_lazy("Asking for a review after delivery"),
        unit=gettext_lazy("natural days"),
        least=30,
        most=90,
        clause=26,
    ),
    Parameter(
        "yellow_days",
        gettext_lazy("Yellow light before the due day"),
        unit=gettext_lazy("natural days"),
        least=1,
        most=15,
    ),
    Parameter(
        "phrases",
        gettext_lazy("Common opinions on petitions"),
        Form.LISTS,
        parts={
            "refuse": gettext_lazy("not accepting"),
            "forward": gettext_lazy("forwarding"),
            "review": gettext_lazy("review"),
            "answer": gettext_lazy("answer"),
            "extend": gettext_lazy("extending"),
        },
    ),
)


def register() -> None:
    """Tell core.parameters; called once when the app is ready."""
    title = gettext_lazy("Petitions")
    parameters.register(
        parameters.Group("petitions", title, PetitionsSetting, DEFAULTS, PARAMETERS)
    )
