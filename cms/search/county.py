"""Stations, guides and the site's fixed places as sources, through public selectors."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models.signals import post_delete, post_save
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.search import index, sources
from cms.search.sources import Entry, Source, Untold
from operations.casework import public
from operations.casework.models import ItemForm, ServiceItem
from operations.casework.public import Guide
from operations.staff.rules import SYSTEMS
from operations.stations import selectors as stations
from operations.stations.abilities import ABILITIES
from operations.stations.changes import stations_changed
from operations.stations.models import Station, Township, Village
from operations.stations.selectors import PublicStation

STATIONS, SERVICES, PLACES = "stations", "services", "places"


def address(name: str, *args: str) -> str:
    """A path on the county's site, also while the province's addresses are in use: a county is born
    in a request to the province."""
    return reverse(name, args=args, urlconf=settings.ROOT_URLCONF)


def register() -> None:
    """Called once at start-up."""
    service, station = gettext_lazy("Guide to services"), gettext_lazy("Stations")
    standing = {"service": 1.05}
    sources.register(Source(SERVICES, {"service": service}, guides, guide, standing))
    sources.register(Source(STATIONS, {"station": station}, every_station, one_station))
    place = gettext_lazy("Places of the site")
    sources.register(Source(PLACES, {"place": place}, places, one_place))
    for signal in (post_save, post_delete):
        signal.connect(_station, sender=Station, dispatch_uid="cms-search-station")
        signal.connect(_service, sender=ServiceItem, dispatch_uid="cms-search-item")
        signal.connect(_form, sender=ItemForm, dispatch_uid="cms-search-form")
        for division in (Township, Village):
            signal.connect(_many, sender=division, dispatch_uid=f"cms-search-{division.__name__}")
    # What is written in bulk is saved by no single record.
    stations_changed.connect(_many, dispatch_uid="cms-search-stations")


# --- Stations ---


def every_station() -> Iterable[Entry | Untold]:
    """All operating stations."""
    return sources.each(stations.public_stations(), _station_entry, lambda one: one.slug)


def one_station(slug: str) -> Entry | None:
    """An operating one."""
    found = stations.public_station(slug)
    return _station_entry(found) if found else None


def _station_entry(one: PublicStation) -> Entry:
    # V01 Buying on behalf: the words without the code.
    abilities = tuple(str(ABILITIES.get(code, code))[4:] for code in one.abilities)
    return Entry(
        kind="station",
        key=one.slug,
        url=address("site_station", one.slug),
        title=one.name,
        keywords=(one.township, one.village),
        summary=" · ".join(filter(None, [one.township, one.village, one.address])),
        text=" ".join([one.kind_label, one.level_label, *abilities]),
    )


def _station(instance: Station, **_given: Any) -> None:
    index.touch(STATIONS, instance.slug)


def _many(**_given: Any) -> None:
    index.touch_all(STATIONS)


# --- Guides ---


def guides() -> Iterable[Entry | Untold]:
    """All items offered."""
    found = public.guides(on=timezone.localdate())
    return sources.each(found, _guide_entry, lambda one: one.item.code)


def guide(code: str) -> Entry | None:
    """An offered one."""
    found = public.guide(code, on=timezone.localdate())
    return _guide_entry(found) if found else None


def _guide_entry(one: Guide) -> Entry:
    item = one.item
    needed = [str(material["name"]) for material in one.form.materials]
    return Entry(
        kind="service",
        key=item.code,
        url=address("site_service", item.code),
        title=item.name,
        keywords=(item.code, item.short),
        summary=item.what,
        text=" ".join([item.who, item.where, *item.steps, *needed, dict(SYSTEMS)[item.system]]),
        until=item.withdrawn_date,
    )


def _service(instance: ServiceItem, **_given: Any) -> None:
    index.touch(SERVICES, instance.code)


def _form(instance: ItemForm, **_given: Any) -> None:
    index.touch(SERVICES, instance.item.code)


# --- Places of the site that are no pages ---


def places() -> Iterable[Entry]:
    """The directory, the guides, the search for one's case."""
    return [
        Entry(
            "place",
            "stations",
            address("site_stations"),
            _("Stations"),
            (_("directory of stations"),),
            _("All stations by township, with hours, phone and what they do."),
        ),
        Entry(
            "place",
            "services",
            address("site_services"),
            _("Guide to services"),
            (_("Get things done"),),
            _("What the centre and its stations do for you, free or at what price."),
        ),
        Entry(
            "place",
            "case",
            address("site_look"),
            _("Look a case up"),
            (_("progress of a case"),),
            _("By the number of the receipt and the last four digits of your phone."),
        ),
    ]


def one_place(key: str) -> Entry | None:
    """One of them."""
    return next((entry for entry in places() if entry.key == key), None)
