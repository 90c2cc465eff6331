"""Charts drawn on the server as inline SVG: they print, need no script, and have a table beside.

Every function returns safe markup of one <svg role="img"> with title and description. Colours are
CSS variables (--chart-1 … --chart-7, --chart-ink, --chart-faint, --chart-ground), so light and
dark follow the page. Series differ by shape or dash too: colour is never alone. `data_table` gives
the same numbers as a table for those who do not see the picture.
"""

from core.charts.drawing import Series, bars, donut, line, spark
from core.charts.numbers import short
from core.charts.tables import data_table

__all__ = ["Series", "bars", "data_table", "donut", "line", "short", "spark"]
