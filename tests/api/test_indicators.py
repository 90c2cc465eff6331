"""For the province: counties, the register, values by county and month."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from core import figures
from oversight.models import CountyState, MonthFact
from tenants.context import province_context
from tenants.models import County
from tests.api.test_problems import problem

OCTOBER = date(2026, 10, 1)


@pytest.fixture
def facts(province):
    """K05 of both counties in a month: 12 of 20, and 2 of 20."""
    code = figures.figures()[0].code
    for county, numerator in zip(County.objects.order_by("code"), (12, 2), strict=True):
        CountyState.objects.update_or_create(
            county=county, defaults={"first_month": date(2025, 1, 1)}
        )
        MonthFact.objects.create(
            county=county, level="county", unit=county.code, code=code, month=OCTOBER,
            numerator=Decimal(numerator), denominator=Decimal(20),
        )  # fmt: skip
    return code


def test_counties_and_the_register(caller, facts):
    officer = caller(None, "province")
    rows = officer.get("counties/").json()["results"]
    assert [(row["code"], row["name"]) for row in rows] == [
        ("980121", "禾川县"),
        ("980122", "云枞县"),
    ]
    register = officer.get("indicators/?limit=200").json()["results"]
    assert [row["code"] for row in register] == sorted(
        one.code for one in (*figures.figures(), *figures.derived())
    )
    assert all(row["formula"] and row["clause"] for row in register)


@pytest.mark.handbook(153, 162)
def test_values_are_figures_with_their_parts(caller, facts):
    officer = caller(None, "province")
    query = {"month": "2026-10", "county": "980121", "indicator": facts}
    (row,) = officer.get("indicators/values/", query).json()["results"]
    assert (row["code"], row["month"]) == ("980121", "2026-10")
    (value,) = row["values"]
    assert value["indicator"] == facts
    assert value["state"] in ("value", "not_reported")


@pytest.mark.handbook(158)
@pytest.mark.parametrize(
    ("counts", "state", "value", "of"),
    [({0: 1, 3: 2}, "value", "3", "3"), ({1: 1, 7: 4}, "at_least", "7", "5")],
)
def test_a_median_comes_from_counts_and_says_when_it_may_be_more(
    caller, facts, monkeypatch, counts, state, value, of
):
    monkeypatch.setattr("oversight.selectors.lock_due", lambda month, calendar: date(2099, 1, 1))
    county = County.objects.get(code="980121")
    for days, number in counts.items():
        MonthFact.objects.create(
            county=county, level="county", unit=county.code, code=f"D-DAYS-2-{days}", month=OCTOBER,
            numerator=Decimal(number),
        )  # fmt: skip
    query = {"month": "2026-10", "county": "980121", "indicator": "D-DAYS-2"}
    (row,) = caller(None, "province").get("indicators/values/", query).json()["results"]
    (found,) = row["values"]
    assert (found["state"], found["denominator"]) == (state, None)
    assert (Decimal(found["value"]), Decimal(found["numerator"])) == (Decimal(value), Decimal(of))


@pytest.mark.handbook(154)
def test_few_persons_are_not_shown(caller, facts, monkeypatch):
    known = {one.code: one for one in figures.figures()}
    known[facts] = replace(known[facts], persons=True)
    monkeypatch.setattr(figures, "_figures", known)
    monkeypatch.setattr("oversight.selectors.lock_due", lambda month, calendar: date(2099, 1, 1))
    officer = caller(None, "root")
    reply = officer.get("indicators/values/", {"month": "2026-10", "indicator": facts})
    values = {row["code"]: row["values"][0] for row in reply.json()["results"]}
    assert values["980121"]["state"] == "value"
    assert values["980121"]["numerator"] == "12.00"
    assert values["980122"] == {
        "indicator": facts,
        "state": "small",
        "value": "<3",
        "numerator": None,
        "denominator": None,
    }


@pytest.mark.handbook(164)
def test_a_month_not_locked_in_time_has_no_values(caller, facts, monkeypatch):
    monkeypatch.setattr("oversight.selectors.lock_due", lambda month, calendar: date(2020, 1, 1))
    officer = caller(None, "province")
    reply = officer.get("indicators/values/", {"month": "2026-10", "indicator": facts})
    for row in reply.json()["results"]:
        assert row["reported"] is False
        assert row["values"][0]["state"] == "not_reported"
        assert row["values"][0]["value"] is None


def test_pages_of_counties(caller, facts):
    officer = caller(None, "province")
    first = officer.get("counties/", {"limit": "1"}).json()
    second = officer.get("counties/", {"limit": "1", "cursor": first["next"]}).json()
    assert [first["results"][0]["code"], second["results"][0]["code"]] == ["980121", "980122"]
    assert second["next"] is None
    problem(officer.get("indicators/", {"cursor": first["next"]}), 400, "cursor")


def test_a_strange_month_is_refused(caller, facts):
    officer = caller(None, "province")
    for month in ("2026-13", "2026-Q3", "2026", "x"):
        told = problem(officer.get("indicators/values/", {"month": month}), 400, "invalid")
        assert list(told["fields"]) == ["month"]


def test_a_county_has_no_such_addresses_and_the_province_no_records(caller, county_a, facts):
    problem(caller(county_a, "director").get("indicators/"), 404, "not_found")
    problem(caller(None, "province").get("stations/"), 404, "not_found")


def test_the_newest_month_without_asking(caller, facts):
    with province_context():
        assert MonthFact.objects.exists()
    (row, *_rest) = caller(None, "province").get("indicators/values/").json()["results"]
    assert row["month"] == "2026-10"
