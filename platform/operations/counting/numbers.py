"""The numbers of counts: by year without gaps (R93)."""

from django.utils.translation import gettext_lazy as _

from core.numbering import Series, declare

COUNT = "count"
declare(Series(code=COUNT, title=_("Counts"), pattern="PD{year}-{serial:04d}"))
