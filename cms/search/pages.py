"""Pages as a source: every live public page of the site; a page type says its kind itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_unpublished, post_page_move

from cms.search import index, sources
from cms.search.sources import Entry, Source, Untold

CODE = "pages"
# A list of things stands behind the things themselves, an old notice behind what one can buy or do.
STANDING = {"news": 0.85, "page": 0.8}
CHUNK = 200


def register() -> None:
    """Called once at start-up."""
    kinds = {
        "product": _("Products"),
        "brand": _("Brands"),
        "producer": _("Producers"),
        "story": _("Stories"),
        "news": _("News"),
        "page": _("Other pages"),
    }
    sources.register(Source(CODE, kinds, every, one, STANDING))
    for signal in (page_published, page_unpublished):
        signal.connect(_changed, dispatch_uid="cms-search-page")
    post_page_move.connect(_moved, dispatch_uid="cms-search-move")
    post_delete.connect(_deleted, dispatch_uid="cms-search-delete")
    for signal in (post_save, post_delete):
        signal.connect(_restricted, sender=PageViewRestriction, dispatch_uid="cms-search-privacy")


def every() -> Iterable[Entry | Untold]:
    """All live public pages below the site's root."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        return ()
    pages = Page.objects.descendant_of(site.root_page, inclusive=True).live().public()
    found = pages.specific().order_by("path").iterator(chunk_size=CHUNK)
    return sources.each(found, entry_of, lambda page: str(page.pk))


def one(key: str) -> Entry | None:
    """One of them."""
    page = Page.objects.live().public().filter(pk=int(key)).first()
    return entry_of(page.specific) if page is not None else None


def entry_of(page: Any) -> Entry | None:
    """A page as it is found; None for one without address or kind."""
    url = page.get_url()
    kind = getattr(page, "search_kind", "")
    if not url or not kind:
        return None
    return Entry(
        kind=kind,
        key=str(page.pk),
        url=url,
        title=page.title,
        keywords=tuple(page.keyword_parts()),
        summary=page.summary or page.search_description,
        text=" ".join(page.text_parts()),
        day=getattr(page, "date", None),
        picture_id=getattr(page, "picture_id", None),
    )


def _changed(instance: Page, **_given: Any) -> None:
    # The addresses of what lies below a page are made of its own.
    if instance.numchild:
        index.touch_all(CODE)
    index.touch(CODE, str(instance.pk))


def _moved(instance: Page, **_given: Any) -> None:
    below = Page.objects.descendant_of(instance, inclusive=True).values_list("pk", flat=True)
    index.touch(CODE, *map(str, below[: index.BATCH]))
    if len(below) > index.BATCH:
        index.touch_all(CODE)


def _deleted(sender: type[Model], instance: Model, **_given: Any) -> None:
    # A page type's own row goes with its page's, whose key it has.
    if issubclass(sender, Page):
        index.touch(CODE, str(instance.pk))


def _restricted(instance: PageViewRestriction, **_given: Any) -> None:
    _moved(instance.page)
