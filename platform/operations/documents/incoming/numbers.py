"""The receipt numbers of a county's register: 收〔2026〕12号, gapless per year (R33, R36)."""

from django.utils.translation import gettext_lazy as _

from core.numbering import Series, declare

SERIES = "incoming"
INCOMING_SERIES = declare(
    Series(code=SERIES, title=_("Incoming documents"), pattern="收〔{year}〕{serial}号")
)
