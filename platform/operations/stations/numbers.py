"""The series of numbers that stations draw from."""

from django.utils.translation import gettext_lazy as _

from core.numbering import Series, declare

# Given when form A is handed in (R141), e.g. ZD2026-0007.
STATION_SERIES = declare(
    Series(code="station", title=_("Stations"), pattern="ZD{year}-{serial:04d}")
)
