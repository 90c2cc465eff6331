"""What a page shows, read from the context of its template."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.paginator import Page as Sheet
from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.models import Page

from cms import pagecache


def tags_in(context: Mapping[str, Any]) -> Iterator[str]:
    """Tags of the pages that stand in it, alone or in a list, and of the products they name."""
    for value in context.values():
        rows = value if isinstance(value, (list, QuerySet, Sheet)) else [value]
        for one in rows:
            if isinstance(one, Page):
                yield pagecache.page_tag(one.pk)
                if code := getattr(one, "trade_code", ""):
                    yield pagecache.goods_tag(code)


def asked_rightly(request: HttpRequest, context: Mapping[str, Any]) -> bool:
    """Whoever asks for the thousandth sheet is given the last, and fills no cache with it."""
    sheets = [value.number for value in context.values() if isinstance(value, Sheet)]
    return all(str(number) == request.GET.get("page", "1") for number in sheets)
