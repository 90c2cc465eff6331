"""The numbers of petitions: 信访〔2026〕3号, gapless per year."""

from django.utils.translation import gettext_lazy as _

from core.numbering import Series, declare

SERIES = "petition"
PETITION_SERIES = declare(
    Series(code=SERIES, title=_("Petitions"), pattern="信访〔{year}〕{serial}号")
)
