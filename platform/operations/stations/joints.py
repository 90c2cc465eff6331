"""What other parts ask of stations: scopes by name, who may see files, accounts that arrive."""

from collections.abc import Iterable

from accounts import arrivals, scopes
from accounts.models import User
from accounts.posts import Post
from console import places
from core import attachments
from core.actor import Actor
from core.workcalendar import register_recompute
from operations.stations.deadlines import recompute
from operations.stations.models import Station, Township
from operations.stations.selectors import stations
from operations.stations.services.managers import manager_arrived


def register() -> None:
    """Called once at start-up."""
    from operations.stations import figures, imports, numbers  # noqa: F401 - they declare themselves

    places.register("stations", where="county")
    attachments.register_guard(Station, may_see)
    scopes.register("township", _townships)
    scopes.register("station", _stations)
    arrivals.register("stations", link_manager)
    register_recompute("stations", recompute, model=Station)


def may_see(actor: Actor, station: Station) -> bool:
    """Files of a station are for those who may see it (R148)."""
    return stations(actor).filter(pk=station.pk).exists()


def _townships() -> Iterable[tuple[str, str]]:
    return Township.objects.order_by("code").values_list("code", "name")


def _stations() -> Iterable[tuple[str, str]]:
    return [
        (str(pk), name) for pk, name in Station.objects.order_by("name").values_list("pk", "name")
    ]


def link_manager(user: User) -> None:
    """An invited manager has opened the account: it belongs to the station from now on (R146)."""
    for grant in user.grants.filter(post=Post.STATION_MGR, scope_kind="station", revoked_at=None):
        manager_arrived(user_id=user.pk, station_id=int(grant.scope_key))
