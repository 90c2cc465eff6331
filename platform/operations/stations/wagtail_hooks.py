"""The module's place in the console: menu, workbench, search."""

from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from console import menu, search
from console.home import registry
from core.actor import Actor
from core.clauses import R
from operations.stations import today
from operations.stations.lifecycle import APPLICANTS, States
from operations.stations.models import Station, Village
from operations.stations.selectors import stations

menu.register(
    "stations",
    menu.Item(_("Stations"), "stations:index", icon="site", order=10),
    menu.Item(_("Township board"), "stations:board", icon="table", order=20),
    menu.Item(_("Map of stations"), "stations:map", icon="view", order=30),
    menu.Item(_("Townships and villages"), "stations:divisions", icon="list-ul", order=40),
)


def overdue(day: date) -> registry.Finding | None:
    """Rectifications past their day (R145)."""
    if not Station.objects.exists():
        return None
    late = Station.objects.filter(status=States.RECTIFYING, rectify_by_date__lt=day).count()
    if late:
        return registry.Finding(
            registry.BAD,
            _("%(n)s rectifications are overdue.") % {"n": late},
            "/console/stations/?state=rectifying",
        )
    return registry.Finding(registry.GOOD, _("No rectification is overdue."))


def find(actor: Actor, words: str, limit: int) -> list[search.Hit]:
    """Stations by name, number or village, among those one may see."""
    found = stations(actor).filter(
        Q(name__icontains=words) | Q(number__icontains=words) | Q(village__name__icontains=words)
    )[:limit]
    return [
        search.Hit(
            station.name,
            reverse("stations:record", args=[station.pk]),
            f"{station.township.name} · {station.get_status_display()}",
        )
        for station in found
    ]


search.register("stations", _("Stations"), find)
registry.register_today("stations", today.lines)
registry.register_check(registry.Check("R145", _("Rectifications"), R(145), overdue))
registry.register_step(
    registry.Step(7, _("Load townships and villages"), "stations:divisions", Village.objects.exists)
)
registry.register_step(
    registry.Step(
        8, _("Import the stations"), "console_import", Station.objects.exists, args=("stations",)
    )
)
registry.register_step(
    registry.Step(
        9,
        _("Let the station managers open their accounts"),
        "stations:index",
        Station.objects.filter(manager_user__isnull=False).exists,
    )
)
registry.register_shortcut(
    registry.Shortcut(_("New station"), "stations:add", icon="plus", posts=APPLICANTS)
)
