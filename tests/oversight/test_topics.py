"""The province reads figures by topic: each has one, and reading less changes no value."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from core import figures
from oversight import facts, selectors, topics
from oversight.periods import Period
from tenants.context import county_context, province_context
from tests import cast

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
NOVEMBER = Period.parse("2026-11")


def test_every_figure_is_shown_in_a_topic():
    shown = [one.code for one in [*figures.figures(), *figures.derived()] if not one.inner]
    assert len(shown) > 40
    assert topics.without_topic(shown) == []


@pytest.fixture
def counted(county_a, ledger):
    """禾川县 with a station and its visits."""
    with county_context(county_a):
        ledger.open(1, "980121100", date(2026, 8, 10))
        ledger.visits[1, date(2026, 11, 3)] = 7
        for code, day in (("T-SHARE", date(2026, 8, 10)), ("T-VISITS", date(2026, 11, 3))):
            figures.changed([code], on=day)
        facts.refresh(county_a, today=TODAY, now=NOW)


def test_what_is_asked_for_is_as_in_the_whole_overview(counted):
    with province_context():
        whole = selectors.overview(NOVEMBER, today=TODAY)
        part = selectors.overview(NOVEMBER, today=TODAY, wanted="T-VISITS".__eq__)
    cells, cut = whole.lines[0].cells, part.lines[0].cells
    scored = {code for code, cell in cells.items() if cell.indicator.scored}
    assert set(cut) == scored | {"T-VISITS"}
    assert "T-SHARE" in cells
    for code, cell in cut.items():
        assert (cell.measured, cell.points, cell.series()) == (
            cells[code].measured,
            cells[code].points,
            cells[code].series(),
        )
    assert part.lines[0].total == whole.lines[0].total


def test_the_page_shows_one_topic(counted, province, client_for, monkeypatch):
    own = topics.Topic("visits", "走访", ("T-VISITS",))
    monkeypatch.setattr(topics, "TOPICS", (topics.OVERALL, own))
    with province_context():
        officer = cast.appoint("province")
    page = client_for(None, officer)
    address = reverse("oversight:overview", urlconf="config.urls.province")
    of_topic = page.get(address, {"period": "2026-11", "topic": "visits"}).content.decode()
    assert "T-VISITS ·" in of_topic
    assert "T-SHARE ·" not in of_topic
    assert "topic=visits" in of_topic.split("ov-periods")[1].split("</div>")[0]
    unknown = page.get(address, {"period": "2026-11", "topic": "no-such"}).content.decode()
    assert "T-VISITS ·" not in unknown
    assert 'aria-current="page">重点指标' in unknown
