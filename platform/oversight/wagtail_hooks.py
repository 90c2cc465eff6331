"""The place of oversight in the province's menu, and of the monthly report in a county's."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from console import menu
from console.home import registry
from oversight import selectors, today, topics
from oversight.periods import Period
from oversight.presentation import parts_text, unit_text, value_text
from oversight.services import COUNTY_POSTS

menu.register(
    "oversight",
    menu.Item(_("Overview of all counties"), "oversight:overview", icon="view", order=10),
    menu.Item(_("Register of indicators"), "oversight:indicators", icon="list-ul", order=20),
    menu.Item(_("Monthly reports"), "oversight:reports", icon="calendar-check", order=30),
)
menu.register(
    "reports",
    menu.Item(_("Monthly report"), "monthly_report", icon="calendar-check", posts=COUNTY_POSTS),
)


def cards(day: date) -> list[registry.Card]:
    """The province's key indicators of the newest month, on its workbench."""
    month = selectors.latest_month()
    if month is None:
        return []
    holds = topics.OVERALL.holds
    whole = selectors.overview(Period(month, "month"), today=day, wanted=holds).whole
    return [
        registry.Card(
            cell.indicator.figure.name,
            value_text(cell),
            unit=unit_text(cell),
            note=parts_text(cell),
            url=reverse("oversight:overview", urlconf="config.urls.province"),
        )
        for cell in whole.cells.values()
    ]


registry.register_province("oversight", cards)
registry.register_today("oversight", today.lines)
registry.register_shortcut(
    registry.Shortcut(
        _("Monthly report"), "monthly_report", icon="calendar-check", posts=COUNTY_POSTS
    )
)
