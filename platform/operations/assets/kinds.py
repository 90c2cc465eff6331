"""The words of assets: sources of funds, ways of acquiring, kinds of papers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# The handbook's list of kinds (R69): a word of a thing's name, and the short class it is in. It
# fills the class in where none is chosen; what is an asset is a matter of the threshold (R70).
LISTED = (
    ("台式", "101"),
    ("笔记本", "102"),
    ("移动硬盘", "109"),
    ("刻录机", "109"),
    ("复印机", "201"),
    ("投影仪", "202"),
    ("打印机", "203"),
    ("相机", "205"),
    ("扫描仪", "206"),
    ("传真机", "209"),
    ("麦克风", "209"),
)


class Funds(models.TextChoices):
    """Who pays (budget source)."""

    CENTRAL = "central", _("Central funds")
    PROVINCE = "province", _("Provincial funds")
    COUNTY = "county", _("County funds")
    OWN = "own", _("The centre's own funds")


class Way(models.TextChoices):
    """How an asset came to the centre (§3.4)."""

    BOUGHT = "bought", _("bought")
    ALLOTTED = "allotted", _("allotted from elsewhere")
    DONATED = "donated", _("donated")
    SURPLUS = "surplus", _("found at a count")
    BUILT = "built", _("built by the centre")


class PaperKind(models.TextChoices):
    """What a purchase is proven by, besides the request (R63)."""

    VOUCHER = "voucher", _("purchase voucher")
    INVOICE = "invoice", _("invoice")


class Slot(models.TextChoices):
    """The two copies of each paper (R76)."""

    KEPT = "kept", _("retained copy")
    FINANCE = "finance", _("copy for finance")


class Act(models.TextChoices):
    """What happened to an asset: one line of its trail (R82)."""

    ENTERED = "entered", _("entered in the ledger")
    ISSUED = "issued", _("issued")
    SENT = "sent", _("handed over by its keeper")
    RECEIVED = "received", _("taken over by its new keeper")
    RETURNED = "returned", _("given back")
    PLACED = "placed", _("put elsewhere")
    REPAIRED = "repair", _("given to be repaired")
    MENDED = "mended", _("back from repair")
    CONDEMNED = "condemned", _("to be scrapped")
    KEPT_ON = "kept_on", _("not scrapped after all")
    HANDED_IN = "handed_in", _("handed in to administration")
    WRITTEN_OFF = "off", _("written off")
    LOST = "lost", _("missing at a count")
    TURNED_UP = "turned_up", _("turned up again")


class Cause(models.TextChoices):
    """Why something is scrapped (R89)."""

    WEAR = "wear", _("long use and natural damage")
    SPECIAL = "special", _("damage in special circumstances")
    PERSON = "person", _("damage by a person")


class Basis(models.TextChoices):
    """What a compensation is reckoned from (R91)."""

    NET = "net", _("net book value")
    PRICE = "price", _("original price")
    MARKET = "market", _("market estimate")
