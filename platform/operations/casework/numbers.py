"""The series of numbers that casework draws from."""

from django.utils.translation import gettext_lazy as _

from core.numbering import Series, declare

# Given at acceptance (handbook §2.2): FW-20261125-0001.
CASE_SERIES = declare(
    Series(code="case", title=_("Service cases"), pattern="FW-{on:%Y%m%d}-{serial:04d}", per="day")
)
# The hall's queue begins again every day.
QUEUE_SERIES = declare(
    Series(code="queue", title=_("Queue numbers"), pattern="{on:%Y%m%d}-{serial:03d}", per="day")
)
