"""How the acts of supplies read in the log; moves have their labels in the lifecycles."""

from django.utils.translation import gettext_lazy

from core import audit
from operations.supplies.kinds import Entry

ACTIONS = {
    "supply.add": gettext_lazy("Supply entered"),
    "supply.change": gettext_lazy("Supply changed"),
    "supply.end": gettext_lazy("Supply out of the catalogue"),
    "supply.place": gettext_lazy("Place of supplies entered"),
    "supply.standard": gettext_lazy("Standard set"),
    "supply.receive": gettext_lazy("Received into stock"),
    "supply.count": gettext_lazy("Stock counted"),
    "supplyplan.open": gettext_lazy("Monthly plan begun"),
    "supplyurgent.open": gettext_lazy("Urgent request begun"),
    "supplyscrap.ask": gettext_lazy("Scrapping asked for"),
    "supplypurchase.list": gettext_lazy("Purchase listed"),
    "supplyline.add": gettext_lazy("Line added"),
    "supplyline.drop": gettext_lazy("Line taken out"),
    "supplyline.override": gettext_lazy("Line added without an old one"),
    "supplyissue.sign": gettext_lazy("Issued against a signature"),
    "supplyissue.ahead": gettext_lazy("Signed for by the station's manager"),
    **{f"supplyholding.{one.value}": one.label for one in Entry},
}
WORDS = {
    "supply": gettext_lazy("supply"),
    "pieces": gettext_lazy("pieces"),
    "dropped": gettext_lazy("not issued any more"),
}


def register() -> None:
    """Tell core.audit; called once when the app is ready."""
    audit.name_actions(ACTIONS, WORDS)
