"""The page of a list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from accounts.views.pages import Shell
from console.lists import exports, making
from console.lists.columns import Column
from core.errors import Violation

M = TypeVar("M", bound=models.Model)
# So many filters stand in the row; the others open on demand (features §3.4).
COMMON = 4
# An export reads so many rows at a time.
PIECE = 1000
NO_CONTENT = 204


class NoFilter(forms.Form):
    """A list without filters."""


def in_pieces(rows: QuerySet[M], size: int = PIECE) -> Iterator[M]:
    """Rows in their order, so many at a time: cursors of the server are off, so keys come first."""
    keys = list(rows.values_list("pk", flat=True))
    for begin in range(0, len(keys), size):
        piece = keys[begin : begin + size]
        found = rows.order_by().in_bulk(piece)
        yield from (found[key] for key in piece if key in found)


class Exporting(Shell, TemplateView):
    """A page whose rows can be had as a file: `export` (xlsx or csv) in its address.

    A short file is the answer itself; a long one is made by a job, which asks this page again.
    """

    def file_columns(self) -> Sequence[Column]:
        """What the file has; none: no file."""
        return ()

    def file_rows(self) -> Iterable[Any]:
        """The rows of the file, in pieces."""
        raise NotImplementedError

    def file_count(self) -> int:
        """How many rows it has."""
        raise NotImplementedError

    def file_filters(self) -> str:
        """What narrows them, in words."""
        return ""

    def get(  # type: ignore[override]  # a file streams
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        """The page, or the file."""
        kind, columns = request.GET.get("export", ""), self.file_columns()
        if not columns or kind not in exports.MEDIA:
            return super().get(request, *args, **kwargs)
        wanted: making.Making | None = getattr(request, "making", None)
        if wanted is not None:
            wanted.make(self)
            return HttpResponse(status=NO_CONTENT)
        count = self.file_count()
        if count > making.DIRECT:
            return self._ask(kind, count)
        return exports.answer(
            kind,
            str(self.get_page_title()),
            columns,
            self.file_rows(),
            filters=self.file_filters() or _("all entries"),
            by=self.actor,
        )

    def _ask(self, kind: str, count: int) -> HttpResponse:
        """To the job that makes it; back to the list where no file can hold it."""
        title = str(self.get_page_title())
        try:
            job = making.file_ask(self.request, kind, title=title, count=count, by=self.actor)
        except Violation as refusal:
            messages.error(self.request, refusal.sentence)
            rest = self.request.GET.copy()
            rest.pop("export", None)
            return redirect(f"{self.request.path}?{rest.urlencode()}")
        return redirect("console:job", pk=job.pk)


class ListView(Exporting, Generic[M]):
    """Rows of a selector; everything that narrows or sorts them is in the address.

    Subclasses say `name`, `columns` and `visible()`. Parameters: the filter form's fields, `o`
    (order, "-" for descending), `p` (page), `export` (xlsx or csv).
    """

    template_name = "console/lists/list.html"
    header_icon = "list-ul"
    above: tuple[tuple[str, Any], ...] = ()
    name: ClassVar[str]
    columns: ClassVar[Sequence[Column]]
    filter_form: ClassVar[type[forms.Form]] = NoFilter
    per_page: ClassVar[int] = 50
    # What the list says when there is nothing at all, and nothing that fits.
    empty: ClassVar[Any] = gettext_lazy("There is nothing here yet.")
    # Every other name of the order ends with the primary key, so that pages do not overlap.
    order: ClassVar[Sequence[str]] = ()
    may_export: ClassVar[bool] = True

    def visible(self) -> QuerySet[M]:
        """The rows this person may see: a selector with the actor."""
        raise NotImplementedError

    def narrowed(self, rows: QuerySet[M], asked: dict[str, Any]) -> QuerySet[M]:
        """The rows that fit the filters; asked: the form's cleaned data without empty values."""
        return rows.filter(**asked)

    def lines(self, rows: QuerySet[M], *, many: bool = False) -> Iterable[Any]:
        """What the columns get: a page's rows, or many of them in pieces."""
        return in_pieces(rows) if many else rows

    def address(self, row: Any) -> str:
        """Where a row leads; '' nowhere."""
        return ""

    def buttons(self) -> Sequence[tuple[str, str]]:
        """What one can do here (label, url): add, import."""
        return ()

    # --- Narrowing ---

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Read the filters."""
        super().setup(request, *args, **kwargs)
        self.form = self.filter_form(request.GET)
        self.form.is_valid()
        cleaned = getattr(self.form, "cleaned_data", {})
        self.asked = {k: v for k, v in cleaned.items() if v not in (None, "", [], False)}

    def rows(self) -> QuerySet[M]:
        """Narrowed and in order."""
        found = self.narrowed(self.visible(), self.asked) if self.asked else self.visible()
        return found.order_by(*self._order(), "pk")

    def _order(self) -> list[str]:
        asked = self.request.GET.get("o", "")
        known = {column.sort for column in self.columns if column.sort}
        return [asked] if asked.removeprefix("-") in known else list(self.order)

    def _chips(self) -> list[dict[str, str]]:
        """One for each active filter: its words, and the address without it."""
        chips = []
        for name in self.asked:
            rest = self.request.GET.copy()
            rest.pop(name, None)
            rest.pop("p", None)
            words = f"{self.form.fields[name].label or name}：{self._words(name)}"
            chips.append({"words": words, "url": f"?{rest.urlencode()}"})
        return chips

    def _words(self, name: str) -> str:
        field, value = self.form.fields[name], self.asked[name]
        choices = dict(getattr(field, "choices", ()) or ())
        many = value if isinstance(value, list) else [value]
        return "、".join(str(choices.get(one, choices.get(str(one), one))) for one in many)

    def _heads(self) -> list[dict[str, Any]]:
        now = self.request.GET.get("o", "")
        heads = []
        for column in self.columns:
            params = self.request.GET.copy()
            params.pop("p", None)
            params["o"] = f"-{column.sort}" if now == column.sort else column.sort
            sorted_ = {column.sort: "ascending", f"-{column.sort}": "descending"}.get(now, "")
            heads.append(
                {
                    "column": column,
                    "url": f"?{params.urlencode()}" if column.sort else "",
                    "sorted": sorted_ if column.sort else "",
                }
            )
        return heads

    # --- Answering ---

    def file_columns(self) -> Sequence[Column]:
        """Those of the page."""
        return self.columns if self.may_export else ()

    def file_rows(self) -> Iterable[Any]:
        """All that is filtered."""
        return self.lines(self.rows(), many=True)

    def file_count(self) -> int:
        """All that is filtered."""
        return self.rows().count()

    def file_filters(self) -> str:
        """The words of the chips."""
        return "；".join(chip["words"] for chip in self._chips())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A page of rows."""
        filters = [field for field in self.form if field.name in self.form.fields]
        page = Paginator(self.rows(), self.per_page).get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "form": self.form,
            "filters": filters[:COMMON],
            "further": filters[COMMON:],
            "further_open": any(field.name in self.asked for field in filters[COMMON:]),
            "chips": self._chips(),
            "heads": self._heads(),
            "page": page,
            "lines": [
                {
                    "url": self.address(row),
                    "cells": [(column, column.shown(row)) for column in self.columns],
                }
                for row in self.lines(page.object_list)  # type: ignore[arg-type]
            ],
            "buttons": self.buttons(),
            "empty": self.empty,
            "may_export": self.may_export,
        }
