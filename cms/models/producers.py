"""Who grows and makes it: facts from the records of trade, words and picture from the editor."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from cms import pagecache
from cms.checklist import SitePageForm
from cms.models.base import FEATURES, PicturedPage, SitePage


class ProducerIndexPage(SitePage):
    """All producers that have a page."""

    content_panels = [*Page.content_panels, FieldPanel("summary")]
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = ["cms.ProducerPage"]
    max_count = 1

    hangs_on = (pagecache.list_tag("producerpage"),)

    class Meta:
        verbose_name = _("producers")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The producers."""
        from cms import selectors

        found = selectors.public(ProducerPage).child_of(self).order_by("path")
        return {
            **super().get_context(request, *args, **kwargs),
            "producers": selectors.one_page(found, request.GET.get("page"), 24),
        }


class ProducerPageForm(SitePageForm):
    """The form of a producer's page, with the recorded producers to choose from."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "producer" in self.fields:
            from cms import selectors

            self.fields["producer"] = forms.TypedChoiceField(
                label=_("Recorded producer"),
                coerce=int,
                choices=[("", "—"), *selectors.producer_choices()],
                help_text=_("Name, village, products and certificates then come from there."),
            )


class ProducerPage(PicturedPage):
    """A co-operative, a company or a household."""

    search_kind = "producer"
    needs_summary = True

    # By its key, as the province's schema has no producers to point to.
    producer = models.PositiveBigIntegerField(_("recorded producer"), null=True)
    story = RichTextField(_("story"), blank=True, features=FEATURES)

    content_panels = [
        *Page.content_panels,
        FieldPanel("producer"),
        FieldPanel("summary"),
        FieldPanel("picture"),
        FieldPanel("picture_alt"),
        FieldPanel("story"),
    ]
    base_form_class = ProducerPageForm
    parent_page_types: ClassVar[list[str]] = ["cms.ProducerIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    hangs_on = (pagecache.list_tag("productpage"),)

    class Meta:
        verbose_name = _("producer's page")

    def clean(self) -> None:
        """The full name of a person stands on no page of the site (R152). Raises."""
        super().clean()
        from cms import selectors

        if self.producer and selectors.names_a_household(self.title, self.producer):
            raise ValidationError(
                {"title": _("This is a household: call it by its trade, not by a person's name.")}
            )

    def text_parts(self) -> list[str]:
        """The story."""
        return [self.story]

    def cache_tags(self, context: Mapping[str, Any]) -> set[str]:
        """The producer with all its products."""
        return {*self.hangs_on, pagecache.producer_tag(self.producer or 0)}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What is recorded, and the pages of its products."""
        from cms import selectors

        found = selectors.producer(self.producer, on=timezone.localdate())
        return {
            **super().get_context(request, *args, **kwargs),
            "producer": found,
            "products": selectors.pages_of(found.codes) if found else [],
        }
