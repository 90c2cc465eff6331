"""What purges which pages: connected once, when the app is ready.

A purge waits for the commit and happens in the schema whose thing was changed. What is written
past the models' `save` is named where it is done (`core.imports`); anything forgotten ends with
the entry, after PAGE_CACHE_SECONDS.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import partial
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models.signals import post_delete, post_save, pre_save
from wagtail.models import Page

from cms import menu, pagecache
from cms.training import tags as training
from console.models import Centre
from operations.casework.models import ItemForm, Promise, ServiceItem
from operations.stations.changes import stations_changed
from operations.stations.models import Station, Township, Village
from operations.trade.models import Batch, Certificate, Producer, Product, Recall
from operations.training.models import Course, Lesson, Teacher, TrainingClass
from tenants import context
from tenants.context import CountyRef, county_context, province_context

Tags = Callable[[Any], Iterable[str]]
# What the public sees of a station; all else changes without anybody's noticing.
STATION_SHOWS = frozenset(
    (
        *("status", "name", "slug", "level", "kind", "township", "village", "address"),
        *("manager_name", "public_phone", "opening_hours", "abilities", "latitude", "longitude"),
    )
)
# What Wagtail writes when a draft is kept: no live page is another for it.
OF_DRAFTS = frozenset(
    (
        *("latest_revision", "latest_revision_created_at", "draft_title", "go_live_at"),
        *("has_unpublished_changes", "expire_at", "locked", "locked_at", "locked_by"),
    )
)
# Pages right below the front page; those the menu names.
FIRST_DEPTH = 3
IN_MENU = ("products", "brands", "news", "about")
# What decides in which lists a page stands, and where in them.
PLACING = ("live", "url_path", "brand_id", "date", "season")


def changed(*tags: str) -> None:
    """Something that the tags name was changed, here: purge it after the commit."""
    _after_commit(context.current(), tags)


def changed_at(county: CountyRef | None, *tags: str) -> None:
    """The same for something that is shown elsewhere; None: at the province."""
    _after_commit(county, tags)


def _after_commit(county: CountyRef | None, tags: Collection[str]) -> None:
    if pagecache.on():
        # A cache out of reach is written to the log; what was committed stays committed.
        transaction.on_commit(partial(_purge, county, tags), robust=True)


def _purge(county: CountyRef | None, tags: Collection[str]) -> None:
    place = county_context(county, inside=True) if county else province_context(inside=True)
    with place:
        if pagecache.ALL in tags:
            Centre.forget()
        pagecache.purge(tags)


# --- Pages ---
def page_is_saved(
    instance: Page, update_fields: Collection[str] | None = None, **_given: Any
) -> None:
    """Before: where the page stands as yet."""
    if pagecache.on() and not _of_drafts(update_fields):
        instance.stood = _standing(instance)


def page_was_saved(
    instance: Page, update_fields: Collection[str] | None = None, **_given: Any
) -> None:
    """The page wherever it is shown; lists only where it comes, goes or moves in them."""
    before: dict[str, Any] | None = getattr(instance, "stood", None)
    was_live = bool(before and before["live"])
    if _of_drafts(update_fields) or not (was_live or instance.live):
        return
    now = {name: getattr(instance, name) for name in PLACING if hasattr(instance, name)}
    moved = was_live and before is not None and before["url_path"] != now["url_path"]
    # What the menu does not name stands at the foot of every page.
    at_foot = instance.depth == FIRST_DEPTH and instance.slug not in IN_MENU
    in_menu = instance.pk in menu.pages_named()
    if moved or at_foot or in_menu or (type(instance) is Page and before != now):
        # Links to it may stand in any text; or nobody says what it is.
        changed(*everything(instance))
        return
    tags = {pagecache.page_tag(instance.pk), pagecache.TREE}
    if before != now:
        tags.add(pagecache.list_tag(str(instance._meta.model_name)))
        brands = {(before or now).get("brand_id"), now.get("brand_id")}
        tags |= {pagecache.brand_tag(pk) for pk in brands if pk}
    changed(*tags)


def _of_drafts(update_fields: Collection[str] | None) -> bool:
    return update_fields is not None and set(update_fields) <= OF_DRAFTS


def _standing(page: Page) -> dict[str, Any] | None:
    names = [name for name in PLACING if hasattr(page, name)]
    found: dict[str, Any] | None = type(page).objects.filter(pk=page.pk).values(*names).first()
    return found


# --- Everything else ---
def station_is_saved(
    instance: Station, update_fields: Collection[str] | None = None, **_given: Any
) -> None:
    """Before: the township it lies in as yet."""
    if pagecache.on() and (update_fields is None or "township" in update_fields):
        found = Station.objects.filter(pk=instance.pk).values_list("township__code", flat=True)
        instance.lay_in = found.first()  # type: ignore[attr-defined]


def of_station(station: Station) -> Iterable[str]:
    """Its page, its township's and that of the township it leaves, the directory, the numbers."""
    yield from (pagecache.STATIONS, pagecache.station_tag(station.slug))
    left = getattr(station, "lay_in", None) or station.township.code
    yield from map(pagecache.township_tag, {station.township.code, left})


def of_service(item: ServiceItem) -> Iterable[str]:
    """Its guide and the list of guides."""
    return (pagecache.SERVICES, pagecache.service_tag(item.code))


def of_goods(record: Product | Batch | Certificate | Recall) -> Iterable[str]:
    """The product's page, and each list with its card: a recall is to be seen on all of them."""
    product = record if isinstance(record, Product) else record.product
    return (pagecache.goods_tag(product.code), pagecache.producer_tag(product.producer_id))


def of_producer(producer: Producer) -> Iterable[str]:
    """The producer, and all its products."""
    codes = producer.products.values_list("code", flat=True)
    return [pagecache.producer_tag(producer.pk), *map(pagecache.goods_tag, codes)]


def everything(_instance: Any) -> Iterable[str]:
    """What stands on all pages, or changes too rarely to ask on which; the way to pages, too."""
    return (pagecache.ALL, pagecache.TREE)


def dividing(_instance: Any) -> Iterable[str]:
    """A township or a village: stations are told by them."""
    return (pagecache.ALL, pagecache.STATIONS)


def closing(_instance: Any) -> Iterable[str]:
    """A page is closed to the public, or opened, or closed pages stand elsewhere in the tree: with
    all that stands below."""
    return (pagecache.ALL, pagecache.CLOSED, pagecache.TREE)


def _saved(instance: Any, *, tags: Tags, only: Collection[str] | None, **given: Any) -> None:
    fields = given.get("update_fields")
    if only is None or fields is None or set(fields) & set(only):
        changed(*tags(instance))


def _made_anew(instance: Any, *, tags: Tags, created: bool = False, **_given: Any) -> None:
    """Of something that is new no page can speak."""
    if not created:
        changed(*tags(instance))


def _portal(**_given: Any) -> None:
    changed_at(None, pagecache.PORTAL, pagecache.PLACES)


def _entry(instance: Any, **_given: Any) -> None:
    """A county's thing on the portal: the pages that show such things, no others."""
    changed_at(None, pagecache.portal_tag(instance.kind), pagecache.PLACES)


def _county(instance: Any, **_given: Any) -> None:
    """A county's name, state or data as a whole: its own pages too."""
    _portal()
    changed_at(instance.ref(), pagecache.ALL)


def _imported(update_fields: Collection[str] | None = None, **_given: Any) -> None:
    """An import writes many rows at once, past `save`."""
    if update_fields is not None and "applied_at" in update_fields:
        changed(*dividing(None))


def connect() -> None:
    """Called once, when the app is ready."""
    from cms.models import SitePage

    model: Any
    for model in (Page, *(one for one in apps.get_models() if issubclass(one, SitePage))):
        _on(pre_save, page_is_saved, model)
        _on(post_save, page_was_saved, model)
        _on(post_delete, partial(_saved, tags=everything, only=None), model)
    _on(pre_save, station_is_saved, Station)
    _on(post_save, partial(_saved, tags=of_station, only=STATION_SHOWS), Station)
    _on(post_delete, partial(_saved, tags=of_station, only=None), Station)
    of_item: Tags = lambda row: of_service(row.item)  # noqa: E731
    for model, tags in ((ServiceItem, of_service), (ItemForm, of_item), (Promise, of_item)):
        for signal in (post_save, post_delete):
            _on(signal, partial(_saved, tags=tags, only=None), model)
    for model in (Product, Batch, Certificate, Recall, Producer):
        tags = of_producer if model is Producer else of_goods
        for signal in (post_save, post_delete):
            _on(signal, partial(_saved, tags=tags, only=None), model)
    _training()
    rare: dict[Any, Tags] = {Centre: everything, Township: dividing, Village: dividing}
    rare[apps.get_model("wagtailcore.Site")] = everything
    rare[apps.get_model("wagtailcore.PageViewRestriction")] = closing
    for model, tags in rare.items():
        for signal in (post_save, post_delete):
            _on(signal, partial(_saved, tags=tags, only=None), model)
    for model in map(apps.get_model, ("wagtailimages.Image", "wagtaildocs.Document")):
        for signal in (post_save, post_delete):
            _on(signal, partial(_made_anew, tags=everything), model)
    _on(post_save, _imported, apps.get_model("core.ImportRun"))
    _on(post_save, _county, apps.get_model("tenants.County"))
    portals = ("oversight.PortalFront", "oversight.CountyState", "tenants.Domain")
    for model in map(apps.get_model, portals):
        for signal in (post_save, post_delete):
            _on(signal, _portal, model)
    for signal in (post_save, post_delete):
        _on(signal, _entry, apps.get_model("oversight.PortalEntry"))
    # Many rows at once, past `save`.
    stations_changed.connect(
        lambda **_given: changed(*dividing(None)), weak=False, dispatch_uid="cms-purge-stations"
    )
    _moves()


def _training() -> None:
    shown: tuple[tuple[Any, Tags], ...] = (
        (Course, training.of_course),
        (TrainingClass, training.of_part),
        (Lesson, training.of_part),
        (Teacher, training.of_teacher),
        (apps.get_model("core.Attachment"), training.of_file),
    )
    for model, tags in shown:
        for signal in (post_save, post_delete):
            _on(signal, partial(_saved, tags=tags, only=None), model)


def _moves() -> None:
    from wagtail.signals import post_page_move

    post_page_move.connect(
        partial(_saved, tags=closing, only=None), weak=False, dispatch_uid="cms-purge-move"
    )


def _on(signal: Any, receiver: Callable[..., None], model: type[models.Model]) -> None:
    uid = f"cms-purge-{id(signal)}-{model._meta.label}"
    signal.connect(receiver, sender=model, weak=False, dispatch_uid=uid)
