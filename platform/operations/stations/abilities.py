"""What a station may offer: the station items of the handbook's catalogue (§2.3)."""

from django.utils.translation import gettext_lazy as _

ABILITIES = {
    "V01": _("V01 Buying on behalf"),
    "V02": _("V02 Selling on behalf"),
    "V03": _("V03 Bill payment"),
    "V04": _("V04 Parcels received"),
    "V05": _("V05 Parcels sent"),
    "V06": _("V06 Tickets and booking"),
    "V07": _("V07 Farm supplies"),
    "V08": _("V08 Information release and collection"),
    "V09": _("V09 Shopping guidance"),
    "V10": _("V10 Small finance (licensed partner)"),
}
