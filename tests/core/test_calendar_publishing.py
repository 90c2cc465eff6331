"""The province publishes a year by file; every county takes it."""

from datetime import date

import pytest
from celery import current_app
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from core import imports
from core.actor import Actor, Holding
from core.errors import Denied
from core.models import CalendarDay, ImportRun
from core.tasks import forget_import_files, take_calendar
from core.workcalendar import WorkCalendar, YearStatus, publishing
from tenants.context import county_context
from tests.core.import_examples import xlsx

ROOT = Actor(user_id=1, name="祝云舟", holdings=frozenset({Holding("root")}))
TITLES = ["日期", "日期类别", "名称"]
FILE = xlsx([TITLES, ["2027-01-01", "法定节假日", "元旦"], ["2027-01-09", "调休上班", "元旦"]])


@pytest.fixture
def sent(monkeypatch):
    current_app.loader.import_default_modules()
    calls = []
    monkeypatch.setattr(
        current_app.tasks[publishing.FAN_OUT_TASK], "delay", lambda *args: calls.append(args)
    )
    return calls


def publish(capture, content=FILE):
    with capture(execute=True):
        run = imports.import_upload(
            spec_key="work-calendar",
            upload=SimpleUploadedFile("2027.xlsx", content),
            by=ROOT,
            at=timezone.now(),
        )
    with capture(execute=True):
        imports.import_confirm(run_id=run.pk, mode="all", by=ROOT, at=timezone.now())
    run.refresh_from_db()
    return run


def test_an_announced_year_replaces_the_guess_and_goes_to_the_counties(
    province, county_a, settings, tmp_path, sent, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    run = publish(django_capture_on_commit_callbacks)
    assert (run.state, run.written_rows) == ("done", 2)
    calendar = WorkCalendar.load()
    assert calendar.year_status(2027) is YearStatus.OFFICIAL
    assert calendar.is_working(date(2027, 1, 9))
    [(task, kwargs)] = sent
    assert task == "core.take_calendar"
    with county_context(county_a):
        assert WorkCalendar.load().year_status(2027) is YearStatus.PROVISIONAL
        take_calendar.run(**kwargs)
        assert WorkCalendar.load().year_status(2027) is YearStatus.OFFICIAL
        assert CalendarDay.objects.filter(date__year=2027).count() == 2


def test_a_second_list_adds_to_the_year(
    province, settings, tmp_path, sent, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    publish(django_capture_on_commit_callbacks)
    more = xlsx([TITLES, ["2027-05-01", "法定节假日", "劳动节"]])
    publish(django_capture_on_commit_callbacks, more)
    rows = publishing.national_rows([2027])
    assert [row.date.isoformat() for row in rows] == ["2027-01-01", "2027-01-09", "2027-05-01"]
    assert publishing.unpack(publishing.pack(rows)) == rows
    assert len(publishing.national_rows()) > 50


def test_only_the_provincial_administrator_publishes(province):
    clerk = Actor(user_id=2, name="卜望舒", holdings=frozenset({Holding("province")}))
    with pytest.raises(Denied):
        imports.import_upload(
            spec_key="work-calendar",
            upload=SimpleUploadedFile("a.xlsx", FILE),
            by=clerk,
            at=timezone.now(),
        )


def test_counties_do_not_have_the_page(client_for, county_a):
    assert client_for(county_a).get("/console/imports/work-calendar/").status_code == 404


def test_old_files_are_forgotten_by_the_nightly_task(in_county_a):
    assert forget_import_files.run() == 0
    assert not ImportRun.objects.exists()
