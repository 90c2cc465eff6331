"""What all page types share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.search import index

from cms import pagecache
from cms.checklist import ChecklistPanel, SitePageForm
from cms.shown import asked_rightly, tags_in
from cms.words import searchable

FEATURES = ["bold", "ol", "ul", "link"]


class SitePage(Page):  # type: ignore[misc]
    """Base of all our pages: searchable Chinese text, a summary, what the page cache must know.

    Every page of ours that stands in the context of a page, alone or in a list, is known to be
    shown on it; what else its content hangs on is said by `cache_tags`.
    """

    summary = models.CharField(
        _("summary"),
        max_length=160,
        blank=True,
        help_text=_("One sentence for lists and search engines."),
    )

    search_fields = [*Page.search_fields, index.SearchField("search_text")]
    # Tags of what the page lists or counts (see cache_tags).
    hangs_on: ClassVar[tuple[str, ...]] = ()
    promote_panels = Page.promote_panels
    base_form_class = SitePageForm
    # Is it not published without a summary? (cms.checklist)
    needs_summary: ClassVar[bool] = False
    # Under which heading the site's search shows it (cms.search.pages).
    search_kind: ClassVar[str] = "page"

    class Meta:
        abstract = True

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Every form begins with the list of what the page must have."""
        super().__init_subclass__(**kwargs)
        if panels := cls.__dict__.get("content_panels"):
            cls.content_panels = [ChecklistPanel(), *panels]

    def text_parts(self) -> list[str]:
        """What the search knows of the page besides title and summary."""
        return []

    def keyword_parts(self) -> list[str]:
        """Short words beside the title that name the page, for the site's search."""
        return []

    def cache_tags(self, context: Mapping[str, Any]) -> set[str]:
        """Lists and figures on the page, by the tags under which `cms.purging` purges them."""
        del context
        return set(self.hangs_on)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page; kept for strangers unless it is a preview or a number of no sheet."""
        response: HttpResponse = super().serve(request, *args, **kwargs)
        context = getattr(response, "context_data", None) or {}
        if not getattr(request, "is_preview", False) and asked_rightly(request, context):
            pagecache.keep(request, *tags_in(context), *self.cache_tags(context))
        return response

    def search_text(self) -> str:
        """Words and pairs of characters, as PostgreSQL has no Chinese parser (D17)."""
        return searchable(" ".join([self.title, self.summary, *self.text_parts()]))


class PicturedPage(SitePage):
    """A page with a main picture that has its words."""

    picture = models.ForeignKey(
        "wagtailimages.Image",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )
    picture_alt = models.CharField(
        _("what the picture shows"),
        max_length=120,
        blank=True,
        help_text=_("Read aloud to those who do not see it; empty only for decoration."),
    )

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The main picture with all its sizes: one statement, however many are shown."""
        if self.picture_id:
            models.prefetch_related_objects([self], "picture__renditions")
        found: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return found
