"""The series that documents draw from: a family by agency code, and file numbers by term."""

from django.utils.translation import gettext_lazy as _

from core.numbering import Series, declare

# Members are "document:<agency code>": 禾电商〔2026〕8号 (R17).
DOCUMENT_SERIES = declare(
    Series(code="document", title=_("Outgoing documents"), pattern="{prefix}〔{year}〕{serial}号")
)
# Members are "archive:<term>": WS·2026-D30-0001 (DA/T 22).
ARCHIVE_SERIES = declare(
    Series(code="archive", title=_("Filed documents"), pattern="WS·{year}-{prefix}-{serial:04d}")
)
