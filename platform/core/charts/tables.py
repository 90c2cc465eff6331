"""The numbers of a chart as a table."""

from collections.abc import Sequence

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.charts.drawing import Series
from core.charts.numbers import short


def data_table(
    *, caption: str, labels: Sequence[str], series: Sequence[Series], unit: str = ""
) -> SafeString:
    """A folded table under "data table", one row a label, one column a series."""
    rows = [(label, [_cell(one, index) for one in series]) for index, label in enumerate(labels)]
    return render_to_string(
        "core/charts/data_table.html",
        {"caption": caption, "series": series, "rows": rows, "unit": unit},
    )


def _cell(series: Series, index: int) -> str:
    value = series.values[index]
    return _("no data") if value is None else short(value)
