"""Figures: declared once; a change leaves a row in the same transaction and asks the worker."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

from core import figures
from core.figures import Figure, Kind, Level, UnitValue
from core.models import FigureChange
from core.tasks import rescue_inbox

DAY = date(2026, 11, 24)


def declared(code):
    return Figure(
        code=code,
        name="运营站点数",
        unit="个",
        kind=Kind.STOCK,
        formula="期末处于运营状态的站点数",
        clause=158,
        values=lambda day: [UnitValue(Level.COUNTY, "980121", "禾川县", Decimal(3))],
        change_days=lambda: [DAY],
    )


@pytest.fixture
def poked(monkeypatch):
    current_app.loader.import_default_modules()
    calls = []
    monkeypatch.setattr(
        current_app.tasks[figures.REFRESH_TASK], "delay", lambda: calls.append("poke")
    )
    return calls


def test_a_figure_is_declared_once(monkeypatch):
    monkeypatch.setattr(figures, "_figures", {})
    monkeypatch.setattr(figures, "_derived", {})
    one = figures.register_figure(declared("T02"))
    assert figures.register_figure(one) is one
    figures.register_figure(declared("T01"))
    assert [figure.code for figure in figures.figures()] == ["T01", "T02"]
    assert figures.figure("T02").values(DAY)[0].numerator == 3
    with pytest.raises(ValueError, match="T02"):
        figures.register_figure(declared("T02"))
    with pytest.raises(KeyError):
        figures.figure("T99")


def test_a_change_is_noted_and_the_worker_asked_after_the_commit(
    in_county_a, poked, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        figures.changed(["K04", "K05"], on=DAY, station_id=7)
        assert poked == []
    assert poked == ["poke"]
    rows = FigureChange.objects.filter(station_id=7).order_by("code")
    assert [str(row) for row in rows] == ["K04 2026-11-24", "K05 2026-11-24"]


def test_a_change_that_is_rolled_back_leaves_nothing(in_county_a, poked):
    before = FigureChange.objects.count()
    with pytest.raises(RuntimeError), transaction.atomic():
        figures.changed(["K04"], on=DAY)
        raise RuntimeError
    assert FigureChange.objects.count() == before


def test_bulk_work_asks_nobody(in_county_a, poked, django_capture_on_commit_callbacks):
    with figures.quiet(), django_capture_on_commit_callbacks(execute=True):
        figures.changed(["K04"], on=DAY)
    assert poked == []


def test_what_makes_all_facts_anew_notes_no_changes(
    in_county_a, poked, django_capture_on_commit_callbacks
):
    with figures.quiet(noted=False), django_capture_on_commit_callbacks(execute=True):
        figures.changed(["K04"], on=DAY, station_id=9)
    assert poked == []
    assert not FigureChange.objects.filter(station_id=9).exists()


def test_a_broker_that_is_gone_loses_nothing(
    in_county_a, poked, monkeypatch, caplog, django_capture_on_commit_callbacks
):
    def gone():
        raise OperationalError

    monkeypatch.setattr(current_app.tasks[figures.REFRESH_TASK], "delay", gone)
    with django_capture_on_commit_callbacks(execute=True):
        figures.changed(["K04"], on=DAY, station_id=8)
    assert FigureChange.objects.filter(station_id=8).exists()


def test_a_web_process_looks_for_tasks_when_it_first_needs_them(
    in_county_a, poked, monkeypatch, django_capture_on_commit_callbacks
):
    task = current_app.tasks.pop(figures.REFRESH_TASK)
    monkeypatch.setattr(
        current_app.loader, "import_default_modules", lambda: current_app.tasks.register(task)
    )
    with django_capture_on_commit_callbacks(execute=True):
        figures.changed(["K04"], on=DAY)
    assert poked == ["poke"]


def test_the_nightly_rescue_of_the_inbox_finds_nothing_in_a_new_county(in_county_a):
    assert rescue_inbox.run() == 0


def test_a_derived_ratio_is_declared_once_and_beside_the_figures(monkeypatch):
    monkeypatch.setattr(figures, "_derived", {})
    whole = figures.Derived(
        code="D1",
        name="比",
        unit="%",
        formula="甲÷乙",
        clause=158,
        numerator=("A",),
        denominator=("B",),
    )
    assert figures.register_derived(whole) is figures.register_derived(whole)
    assert figures.derived() == [whole]
    with pytest.raises(ValueError, match="D1"):
        figures.register_derived(replace(whole, unit="件"))
