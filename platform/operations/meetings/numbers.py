"""Numbers of meetings, of signed minutes and of visits, each gapless per year."""

from django.utils.translation import gettext_lazy as _

from core.numbering import Series, declare

MEETINGS, MINUTES, VISITS = "meeting", "minutes", "visit"
declare(Series(code=MEETINGS, title=_("Meetings"), pattern="会议〔{year}〕{serial}号"))
declare(Series(code=MINUTES, title=_("Minutes of meetings"), pattern="纪要〔{year}〕{serial}号"))
declare(Series(code=VISITS, title=_("Visits"), pattern="接待〔{year}〕{serial}号"))
