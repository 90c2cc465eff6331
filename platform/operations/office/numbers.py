"""The series that the office draws from."""

from django.utils.translation import gettext_lazy as _

from core.numbering import Series, declare

# 督〔2026〕8号, given when the item is issued.
SUPERVISION_SERIES = declare(
    Series(code="supervision", title=_("Supervision items"), pattern="督〔{year}〕{serial}号")
)
