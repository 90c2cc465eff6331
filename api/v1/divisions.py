"""Townships and villages of the county."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from api.base import ListView, Operation
from api.inputs import Query
from api.shown import Named
from operations.stations import selectors


class VillageFilters(Query):
    """How villages are narrowed."""

    township = serializers.RegexField(
        r"^\d{9}$", required=False, help_text=gettext_lazy("Nine-digit code of the township.")
    )


class VillageRow(Named):
    """A village."""

    township = Named(help_text=gettext_lazy("Township."))


class TownshipList(ListView):
    """GET townships/."""

    area = "divisions"
    order = ("code",)
    operations = {
        "get": Operation(
            gettext_lazy("Townships"),
            gettext_lazy("Those that exist today and that you may see (R148)."),
            output=Named,
        )
    }

    def rows(self, asked: dict[str, Any]) -> QuerySet[Any, Any]:
        """Of today."""
        found = selectors.townships_of(self.actor, on=timezone.localdate())
        return found.values("code", "name")

    def shown(self, row: dict[str, Any]) -> dict[str, Any]:
        """Code and name."""
        return row


class VillageList(ListView):
    """GET villages/."""

    area = "divisions"
    order = ("code",)
    filters = VillageFilters
    operations = {
        "get": Operation(
            gettext_lazy("Villages"),
            gettext_lazy("Those that exist today, of the townships you may see (R148)."),
            output=VillageRow,
        )
    }

    def rows(self, asked: dict[str, Any]) -> QuerySet[Any, Any]:
        """Of today."""
        found = selectors.villages_of(self.actor, on=timezone.localdate())
        if "township" in asked:
            found = found.filter(township__code=asked["township"])
        return found.values("code", "name", "township__code", "township__name")

    def shown(self, row: dict[str, Any]) -> dict[str, Any]:
        """With its township."""
        township = {"code": row["township__code"], "name": row["township__name"]}
        return {"code": row["code"], "name": row["name"], "township": township}


urlpatterns = [
    path("townships/", TownshipList.as_view(), name="townships"),
    path("villages/", VillageList.as_view(), name="villages"),
]
