"""What a page must have before it is published, and what it had better have.

The editor sees the list above the form; what a page must have is refused at its field when it is
published or handed in for review, never when a draft is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import Panel


@dataclass(frozen=True, slots=True)
class Point:
    """One line of the list. must: without it the page is not published."""

    field: str
    title: str
    sentence: str
    done: bool
    must: bool = True


def points(page: Any) -> list[Point]:
    """The list of a page as it stands; only what its type has."""
    return [one for one in _points(page) if hasattr(page, one.field)]


def _points(page: Any) -> Iterator[Point]:
    def has(name: str) -> bool:
        return bool(getattr(page, name, None))

    yield Point(
        "summary",
        _("Summary"),
        _("Say in one sentence what the page is about; lists and search engines show it."),
        has("summary"),
        must=page.needs_summary,
    )
    yield Point(
        "picture",
        _("Picture"),
        _("A page with a picture is looked at; without one a drawing stands there."),
        has("picture_id"),
        must=False,
    )
    if has("picture_id"):
        yield Point(
            "picture_alt",
            _("what the picture shows"),
            _("Say what the picture shows, for those who do not see it."),
            has("picture_alt"),
        )
    if hasattr(page, "trade_code"):
        yield Point(
            "origin",
            _("Origin"),
            _("Say where it comes from, or choose the product with its recorded origin."),
            has("origin") or has("trade_code"),
        )
        yield Point(
            "price",
            _("Price (yuan)"),
            _("Buyers ask for the price first."),
            page.price is not None,
            must=False,
        )


class SitePageForm(WagtailAdminPageForm):  # type: ignore[misc]
    """The form of our pages: what is missing is told at its field when it shall be public."""

    def _post_clean(self) -> None:
        # The page as it would be saved: what was typed has been put on it by then.
        super()._post_clean()
        if self.is_deferred_validation:
            return
        for point in points(self.instance):
            if point.must and not point.done and point.field in self.fields:
                self.add_error(point.field, point.sentence)


class ChecklistPanel(Panel):  # type: ignore[misc]
    """The list, above the form."""

    class BoundPanel(Panel.BoundPanel):  # type: ignore[misc]
        template_name = "cms/panels/checklist.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """The points of the page as it was saved last."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | {"points": points(self.instance)}
