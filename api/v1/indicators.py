"""For the province: its counties, the register of indicators, and their values by month."""

from __future__ import annotations

from typing import Any

from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.request import Request

from api.base import ListView, Operation
from api.inputs import Query
from api.pagination import Place, of_list
from core.errors import Denied
from core.figures import Kind
from oversight import periods, selectors
from oversight.indicators import Indicator, register_on
from oversight.periods import Period
from oversight.rules import SMALL
from oversight.selectors import Line
from oversight.series import Cell
from tenants.models import County

READERS = ("province", "root")
STATES = (
    ("value", gettext_lazy("There is a value")),
    ("at_least", gettext_lazy("A median of numbers counted together: so much or more (R158)")),
    ("small", gettext_lazy("Fewer than 3 persons, not shown (R154)")),
    ("not_applicable", gettext_lazy("Nothing to divide by (R159)")),
    ("not_reported", gettext_lazy("The county has not locked the month in time (R164)")),
)


class ProvinceList(ListView):
    """A list that provincial officers read, short enough to be in memory."""

    area = "indicators"

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """For provincial posts only."""
        super().initial(request, *args, **kwargs)
        if not self.actor.posts & set(READERS):
            raise Denied(_("Figures of all counties are read by the province."), needs=READERS)

    def found(self, asked: dict[str, Any]) -> list[Any]:
        """All rows."""
        raise NotImplementedError

    def key(self, row: Any) -> str:
        """What the rows are ordered by."""
        return str(row.code)

    def cut(self, asked: dict[str, Any], place: Place, limit: int) -> tuple[list[Any], str | None]:
        """Cut from the whole."""
        return of_list(self.found(asked), key=self.key, place=place, limit=limit)


class CountyRow(serializers.Serializer[Any]):
    """A county."""

    code = serializers.CharField(help_text=gettext_lazy("Six-digit division code."))
    name = serializers.CharField(help_text=gettext_lazy("Name."))
    prefecture = serializers.CharField(allow_blank=True, help_text=gettext_lazy("Prefecture."))
    state = serializers.ChoiceField(County.State.choices, help_text=gettext_lazy("State."))


class CountyList(ProvinceList):
    """GET counties/."""

    operations = {"get": Operation(gettext_lazy("Counties at work"), output=CountyRow)}

    def found(self, asked: dict[str, Any]) -> list[County]:
        """Those that are listed."""
        return list(County.objects.listed())

    def shown(self, row: County) -> dict[str, Any]:
        """Code, name, prefecture, state."""
        return {
            "code": row.code,
            "name": row.name,
            "prefecture": row.prefecture,
            "state": row.state,
        }


class IndicatorRow(serializers.Serializer[Any]):
    """An indicator with the settings of today (R163)."""

    code = serializers.CharField(help_text=gettext_lazy("Code."))
    name = serializers.CharField(help_text=gettext_lazy("Name."))
    unit = serializers.CharField(help_text=gettext_lazy("Unit."))
    kind = serializers.ChoiceField(
        [(kind.value, kind.value) for kind in Kind],
        help_text=gettext_lazy("How it adds up over time (R158)."),
    )
    formula = serializers.CharField(help_text=gettext_lazy("Formula in words (R162)."))
    clause = serializers.IntegerField(help_text=gettext_lazy("The rule that asks for it."))
    floor = serializers.CharField(allow_null=True, help_text=gettext_lazy("Floor, as text."))
    target = serializers.CharField(allow_null=True, help_text=gettext_lazy("Target, as text."))
    weight = serializers.CharField(help_text=gettext_lazy("Weight, as text."))


class IndicatorList(ProvinceList):
    """GET indicators/."""

    operations = {"get": Operation(gettext_lazy("Register of indicators"), output=IndicatorRow)}

    def found(self, asked: dict[str, Any]) -> list[Indicator]:
        """With the settings of today."""
        return register_on(timezone.localdate())

    def shown(self, row: Indicator) -> dict[str, Any]:
        """What it means and how it is measured."""
        figure = row.figure
        return {
            "code": row.code,
            "name": str(figure.name),
            "unit": str(figure.unit),
            "kind": figure.kind.value,
            "formula": str(figure.formula),
            "clause": figure.clause,
            "floor": row.floor,
            "target": row.target,
            "weight": row.weight,
        }


class ValueFilters(Query):
    """Which month, and of whom."""

    month = serializers.RegexField(
        r"^20\d\d-(0[1-9]|1[0-2])$",
        required=False,
        help_text=gettext_lazy("Month as 2026-10; left out: the newest that has values."),
    )
    county = serializers.RegexField(
        r"^\d{6}$", required=False, help_text=gettext_lazy("Six-digit code of one county.")
    )
    indicator = serializers.CharField(
        required=False, max_length=20, help_text=gettext_lazy("Code of one indicator.")
    )


class Value(serializers.Serializer[Any]):
    """One indicator of one county in one month."""

    indicator = serializers.CharField(help_text=gettext_lazy("Code of the indicator."))
    state = serializers.ChoiceField(STATES, help_text=gettext_lazy("Whether there is a value."))
    value = serializers.CharField(
        allow_null=True, help_text=gettext_lazy("The value as text; “<3” for few persons (R154).")
    )
    numerator = serializers.CharField(
        allow_null=True, help_text=gettext_lazy("Numerator, as text (R162).")
    )
    denominator = serializers.CharField(
        allow_null=True, help_text=gettext_lazy("Denominator, as text (R162).")
    )


class CountyValues(serializers.Serializer[Any]):
    """A county's indicators of a month."""

    code = serializers.CharField(help_text=gettext_lazy("Six-digit division code."))
    name = serializers.CharField(help_text=gettext_lazy("Name."))
    month = serializers.CharField(help_text=gettext_lazy("Month."))
    reported = serializers.BooleanField(
        help_text=gettext_lazy("Has the county locked the month, or is it not due yet (R164)?")
    )
    refreshed_at = serializers.DateTimeField(
        allow_null=True, help_text=gettext_lazy("Time of the data (R162).")
    )
    values = Value(many=True, help_text=gettext_lazy("Indicators."))


class ValueList(ProvinceList):
    """GET indicators/values/."""

    filters = ValueFilters
    operations = {
        "get": Operation(
            gettext_lazy("Indicators by county and month"),
            gettext_lazy("Figures only, no person; fewer than 3 persons are shown as “<3” (R154)."),
            output=CountyValues,
        )
    }

    def found(self, asked: dict[str, Any]) -> list[Line]:
        """One line a county, from the same figures as the console's overview."""
        today = timezone.localdate()
        if "month" in asked:
            period = Period.parse(asked["month"])
        else:
            period = Period.around(selectors.latest_month() or periods.month_of(today), "month")
        self.month, self.indicator = str(period), asked.get("indicator", "")
        wanted = self.indicator.__eq__ if self.indicator else None
        lines = selectors.overview(period, today=today, wanted=wanted).lines
        return [line for line in lines if asked.get("county", line.code) == line.code]

    def shown(self, row: Line) -> dict[str, Any]:
        """A county with its figures."""
        wanted = [cell for code, cell in sorted(row.cells.items()) if self.indicator in ("", code)]
        return {
            "code": row.code,
            "name": row.name,
            "month": self.month,
            "reported": row.reported,
            "refreshed_at": row.refreshed_at,
            "values": [value_of(cell, reported=row.reported) for cell in wanted],
        }


def value_of(cell: Cell, *, reported: bool) -> dict[str, Any]:
    """One figure; what R154, R159 and R164 keep back has its state instead."""
    measured, code = cell.measured, cell.indicator.code
    nothing = {"indicator": code, "value": None, "numerator": None, "denominator": None}
    if not reported:
        return nothing | {"state": "not_reported"}
    if measured.value is None:
        return nothing | {"state": "not_applicable"}
    if cell.indicator.figure.persons and 0 < measured.numerator < SMALL:
        return nothing | {"state": "small", "value": f"<{SMALL}"}
    return {
        "indicator": code,
        "state": "at_least" if measured.at_least else "value",
        "value": measured.value,
        "numerator": measured.numerator,
        "denominator": measured.denominator,
    }


urlpatterns = [
    path("counties/", CountyList.as_view(), name="counties"),
    path("indicators/", IndicatorList.as_view(), name="indicators"),
    path("indicators/values/", ValueList.as_view(), name="indicator_values"),
]
