"""Divisions: loaded whole or not at all, real data, changed with dates."""

from datetime import date
from pathlib import Path

import pytest

from core.actor import Actor
from core.errors import Denied, Violation
from operations.stations.models import Township, Village
from operations.stations.services import division_change, divisions_import
from tests.operations.stations.people import ADMIN, DUTY

HEAD = "code,name,township_code,township,county_code,county\n"
ROW = "980121100201,石桥村,980121100,柳溪镇,980121,禾川县\n"
ON = date(2026, 3, 2)


def load(text, by=ADMIN, code="980121"):
    data = text if isinstance(text, bytes) else text.encode()
    return divisions_import(source=data, county_code=code, by=by, on=ON)


@pytest.mark.handbook(141)
def test_loading_again_changes_nothing(in_county_a):
    first = load(HEAD + ROW)
    again = load(HEAD + ROW)
    assert (first.new, again.new, again.renamed) == (1, 0, 0)
    assert Village.objects.count() == Township.objects.count() == 1


def test_gb18030_and_chinese_headings_are_read(in_county_a):
    text = "村代码,村名称,乡镇代码,乡镇名称,县代码\n980121100201,石桥村,980121100,柳溪镇,980121\n"
    assert load(text.encode("gb18030")).villages == 1


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (HEAD + ROW + ROW, "3"),
        (HEAD + ROW + "980121100,石桥村,980121100,柳溪镇,980121,禾川县\n", "3"),
        (HEAD + "980122100201,茶坞村,980122100,云岭乡,980122,云枞县\n", "980121"),
        (HEAD + "980121200201,茶坞村,980121100,柳溪镇,980121,禾川县\n", "2"),
        ("code,name\n1,2\n", "township_code"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_whole(in_county_a, text, word):
    with pytest.raises(Violation) as refusal:
        load(text)
    assert word in refusal.value.sentence
    assert not Village.objects.exists()


def test_only_the_administrator_or_the_office_loads_divisions(in_county_a):
    with pytest.raises(Denied):
        load(HEAD + ROW, by=DUTY)


def test_a_province_s_file_gives_its_county(in_county_a):
    other = "980122100201,茶坞村,980122100,云岭乡,980122,云枞县\n"
    loaded = load(HEAD + ROW + other)
    assert (loaded.villages, loaded.ignored) == (1, 1)


@pytest.mark.handbook(161)
def test_a_change_needs_two_divisions_and_ends_the_first(in_county_a):
    load(HEAD + ROW + "980121100202,南坪村,980121100,柳溪镇,980121,禾川县\n")
    with pytest.raises(Violation):
        division_change(
            old_code="980121100201", new_code="980121100201", effective_date=ON, by=ADMIN
        )
    division_change(old_code="980121100201", new_code="980121100202", effective_date=ON, by=ADMIN)
    old = Village.objects.get(code="980121100201")
    assert old.valid_to_date == date(2026, 3, 1)
    with pytest.raises(Violation):
        division_change(
            old_code="980121100201", new_code="980121100202", effective_date=ON, by=ADMIN
        )


def test_real_divisions_of_a_real_county(in_county_a):
    path = Path(__file__).parents[4] / "shared" / "data" / "villages_anhui.csv"
    if not path.exists():
        pytest.skip("the real divisions are not beside this checkout")
    loaded = divisions_import(source=path, county_code="340882", by=ADMIN, on=ON)
    assert loaded.townships == 18
    assert Village.objects.filter(code__startswith="340882").count() == loaded.villages >= 164


@pytest.mark.handbook(161)
def test_nothing_goes_over_into_what_has_ended(in_county_a):
    rows = ("石桥村", "南坪村", "茶坞村")
    load(
        HEAD
        + "".join(
            f"98012110020{n},{name},980121100,柳溪镇,980121,禾川县\n"
            for n, name in enumerate(rows, start=1)
        )
    )
    change = {"effective_date": ON, "by": ADMIN}
    division_change(old_code="980121100201", new_code="980121100202", **change)
    for old, new in (("980121100201", "980121100203"), ("980121100203", "980121100201")):
        with pytest.raises(Violation, match="石桥村 已经撤并"):
            division_change(old_code=old, new_code=new, **change)
    assert Village.objects.get(code="980121100203").valid_to_date is None


def test_a_village_that_is_called_otherwise_now_is_renamed(in_county_a):
    load(HEAD + ROW)
    again = load(HEAD + ROW.replace("石桥村", "石桥社区"))
    assert (again.new, again.renamed) == (0, 1)
    assert Village.objects.get().name == "石桥社区"


@pytest.mark.handbook(161)
def test_the_system_and_the_keepers_change_divisions_nobody_else(in_county_a):
    load(HEAD + ROW, by=Actor.system("import"))
    with pytest.raises(Denied, match="乡镇和村名录由县管理员或办公室维护"):
        division_change(
            old_code="980121100201", new_code="980121100202", effective_date=ON, by=DUTY
        )
