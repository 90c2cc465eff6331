"""Numbers of the archive: of each file within its lowest class, and of destruction lists."""

from django.utils.translation import gettext_lazy as _

from core.numbering import Series, declare

# Members are "archive:Z001-WS·2026-D30-BGS": items are counted within year, term and unit together,
# so the class holds the year and the serial never begins again (DA/T 22-2015).
FILE_SERIES = declare(
    Series(code="archive", title=_("Archived files"), pattern="{prefix}-{serial:04d}", per="ever")
)
DESTRUCTION = "destruction"
DESTRUCTION_SERIES = declare(
    Series(code=DESTRUCTION, title=_("Destruction lists"), pattern="销〔{year}〕{serial}号")
)


def class_of(*, fonds: str, category: str, year: int, retention: str, unit: str) -> str:
    """The lowest class of a file: Z001-WS·2026-D30-BGS."""
    return f"{fonds}-{category}·{year}-{retention}-{unit}"
