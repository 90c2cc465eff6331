"""The series that documents draw from: a family by agency code."""

from django.utils.translation import gettext_lazy as _

from core.numbering import Series, declare

# Members are "document:<agency code>": 禾电商〔2026〕8号 (R17).
DOCUMENT_SERIES = declare(
    Series(code="document", title=_("Outgoing documents"), pattern="{prefix}〔{year}〕{serial}号")
)
