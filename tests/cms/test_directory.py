"""The directory of stations: by township, by the words of a village, and found by the search."""

import pytest

from operations.stations import selectors as stations
from operations.stations.selectors import PublicStation


def station(number: int, *, town: str = "云岭乡", name: str = "") -> PublicStation:
    """An operating station as the public sees it."""
    return PublicStation(
        slug=f"s{number}",
        name=name or f"第{number}村电商服务站",
        level="village",
        level_label="村级",
        kind_label="综合服务站",
        township_code=f"98012110{len(town)}",
        township=town,
        village=f"第{number}村",
        address="村部旁",
        manager="卜*舒",
        phone="",
        opening_hours={"1": ["08:30", "18:00"]},
        abilities=["V01"],
        latitude=None,
        longitude=None,
    )


@pytest.fixture
def known(monkeypatch):
    """known(stations): what the public may see; the directory reads nothing else of them."""

    def see(found: list[PublicStation]) -> None:
        monkeypatch.setattr(stations, "public_stations", lambda code=None: found)

    return see


def test_a_small_directory_is_shown_whole(visitor, known):
    known([station(1), station(2, town="白马滩镇")])
    text = visitor.get("/stations/").content.decode()
    assert "第1村电商服务站" in text
    assert text.count('<details class="town" open>') == 2


def test_the_words_of_a_village_find_its_station(visitor, known):
    known([station(1), station(2), station(3, name="石桥村电商服务站")])
    text = visitor.get("/stations/", {"q": "石桥村"}).content.decode()
    assert "石桥村电商服务站" in text
    assert "第1村电商服务站" not in text


def test_words_of_nobody_say_so_and_lead_back(visitor, known):
    known([station(1)])
    text = visitor.get("/stations/", {"q": "查无此村"}).content.decode()
    assert "没有找到这个站点" in text
    assert 'href="/stations/"' in text


def test_a_township_that_is_none_shows_nothing(visitor, known):
    known([station(1)])
    text = visitor.get("/stations/", {"township": "999"}).content.decode()
    assert "第1村电商服务站" not in text


def test_a_thousand_stations_are_chosen_from_by_township(visitor, known):
    known([station(n, town=f"{'镇' * (n % 9 + 1)}") for n in range(1000)])
    whole = visitor.get("/stations/")
    assert len(whole.content) < 60_000
    assert "第7村电商服务站" not in whole.content.decode()
    one = visitor.get("/stations/", {"township": "980121101"}).content.decode()
    assert "第9村电商服务站" in one
