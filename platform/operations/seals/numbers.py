"""The numbers of uses: 用印〔2026〕3号, gapless per year."""

from django.utils.translation import gettext_lazy as _

from core.numbering import Series, declare

SERIES = "sealuse"
SEAL_USE_SERIES = declare(
    Series(code=SERIES, title=_("Use of seals"), pattern="用印〔{year}〕{serial}号")
)
