"""Who the centre is; and the province's pages beside its portal."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from cms import pagecache
from cms.blocks import BodyBlock
from cms.models.base import SitePage


class AboutPage(SitePage):
    """About the centre."""

    body = StreamField(BodyBlock(), verbose_name=_("body"))

    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("body")]
    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count = 1

    hangs_on = (pagecache.STATIONS,)

    class Meta:
        verbose_name = _("about the centre")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The network's numbers beside the words."""
        from cms import selectors

        return {**super().get_context(request, *args, **kwargs), "numbers": selectors.numbers()}

    def text_parts(self) -> list[str]:
        """The body's text."""
        return [str(self.body)]


class PortalPage(SitePage):
    """The province's notices beside the portal; the portal itself is a view."""

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))

    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("body")]
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page", "cms.PortalPage"]

    class Meta:
        verbose_name = _("page of the province")
