"""Charts: well-formed, told in words, without scripts or colours of their own."""

from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from core import charts
from core.charts.numbers import nice_top

MONTHS = [f"{m}月" for m in range(1, 13)]


def parsed(svg):
    return ET.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))  # noqa: S314 - our own


def every_chart():
    two = [
        charts.Series("禾川县", [1, 2, None, 4] * 3),
        charts.Series("云枞县", [Decimal("2.5"), 0, 3, None] * 3),
    ]
    return {
        "bars": charts.bars(title="站点 <数>", labels=MONTHS, series=two, unit="个"),
        "line": charts.line(title="办件量", labels=MONTHS, series=two),
        "spark": charts.spark([3, None, 5, 8], title="近四月"),
        "donut": charts.donut(title="覆盖率", value=Decimal("68.5"), text="68.5%"),
        "empty": charts.donut(title="覆盖率", value=None),
        "nothing": charts.bars(title="无", labels=[], series=[charts.Series("无", [])]),
        "no figures": charts.line(title="无", labels=["1月"], series=[charts.Series("无", [None])]),
        "negative": charts.bars(
            title="同比", labels=["1月", "2月"], series=[charts.Series("同比", [-12, 8])]
        ),
    }


@pytest.mark.parametrize("name", every_chart())
def test_every_chart_is_well_formed_and_has_a_name(name):
    svg = every_chart()[name]
    root = parsed(svg)
    assert root.get("role") == "img"
    assert root.get("aria-label")
    assert root.find("{*}title").text
    assert "<script" not in svg
    assert "style=" not in svg
    assert "http" not in svg
    assert "#" not in svg.replace("&#", "")


def test_titles_are_escaped():
    assert "站点 &lt;数&gt;" in every_chart()["bars"]


def test_a_missing_value_breaks_the_line_instead_of_falling_to_zero():
    root = parsed(every_chart()["line"])
    assert len(root.findall("{*}path")) == 4 + 3  # runs of both series
    assert len(root.findall("{*}circle")) == 18


def test_a_spark_without_its_last_value_has_no_dot():
    assert "circle" not in charts.spark([1, 2, None], title="x")
    assert "circle" in charts.spark([5], title="x")
    assert parsed(charts.spark([5], title="x", desc="话")).find("{*}desc").text == "话"


def test_the_description_tells_the_last_figures():
    text = parsed(every_chart()["bars"]).find("{*}desc").text
    assert "禾川县" in text
    assert "4个" in text
    own = charts.line(title="a", labels=["1月"], series=[charts.Series("b", [1])], desc="话")
    assert parsed(own).find("{*}desc").text == "话"


def test_series_are_limited_and_complete():
    with pytest.raises(ValueError, match="series"):
        charts.bars(title="x", labels=["1"], series=[charts.Series("x", [1])] * 8)
    with pytest.raises(ValueError, match="label"):
        charts.line(title="x", labels=["1", "2"], series=[charts.Series("x", [1])])


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"),
        (1234.5, "1,234.5"),
        (Decimal("9999.999"), "10,000"),
        (12800, "1.28万"),
        (310_000_000, "3.1亿"),
        (-45600, "-4.56万"),
        (-0.001, "0"),
    ],
)
def test_numbers_are_written_in_chinese_units(value, shown):
    assert charts.short(value) == shown


@pytest.mark.parametrize(
    ("largest", "top"),
    [(0, 1), (0.3, 0.3), (1, 1), (7, 8), (23, 30), (35, 40), (180, 200), (9.7, 10)],
)
def test_axes_end_on_round_numbers(largest, top):
    assert nice_top(largest) == pytest.approx(top)


def test_the_table_gives_the_same_numbers():
    html = charts.data_table(
        caption="站点",
        labels=["1月", "2月"],
        series=[charts.Series("禾川县", [12800, None])],
        unit="个",
    )
    assert "1.28万" in html
    assert "暂无数据" in html
    assert '<th scope="row">1月</th>' in html
