"""The register of indicators: what modules declare, with the province's dated settings (R163)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.figures import Derived, Figure, Median, derived, figures
from oversight.models import IndicatorSetting


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure with the settings valid on a day."""

    figure: Figure | Derived | Median
    floor: Decimal | None
    target: Decimal | None
    weight: Decimal
    valid_from: date | None

    @property
    def code(self) -> str:
        """Code of the figure."""
        return self.figure.code

    @property
    def scored(self) -> bool:
        """Does it give points?"""
        return bool(self.weight) and self.floor is not None and self.target is not None


def register_on(day: date) -> list[Indicator]:
    """All indicators with the settings valid on a day. One query."""
    settings: dict[str, IndicatorSetting] = {}
    for setting in IndicatorSetting.objects.filter(valid_from_date__lte=day).order_by(
        "valid_from_date"
    ):
        settings[setting.code] = setting
    known: list[Figure | Derived | Median] = [*figures(), *derived()]
    known.sort(key=lambda figure: figure.code)
    return [_with(figure, settings.get(figure.code)) for figure in known]


def _with(figure: Figure | Derived | Median, setting: IndicatorSetting | None) -> Indicator:
    if setting is None:
        return Indicator(figure, figure.floor, figure.target, figure.weight, None)
    return Indicator(figure, setting.floor, setting.target, setting.weight, setting.valid_from_date)
