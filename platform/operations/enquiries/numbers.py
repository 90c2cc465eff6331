"""The numbers on the receipts: LX-20261125-0001."""

from django.utils.translation import gettext_lazy as _

from core.numbering import Series, declare

SERIES = "enquiry"
ENQUIRY_SERIES = declare(
    Series(code=SERIES, title=_("Enquiries"), pattern="LX-{on:%Y%m%d}-{serial:04d}", per="day")
)
