"""The console's import pages: upload, preview, confirm, result, for whom the spec lets in."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from core import imports
from core.models import CalendarDay, ImportRun, Job
from tenants.context import county_context
from tests import cast
from tests.core.import_examples import TITLES, spec, xlsx
from tests.core.test_imports import BAD, GOOD

PAGE = "/console/imports/calendar-days/"


@pytest.fixture
def desk(in_county_a, settings, tmp_path, client_for, django_capture_on_commit_callbacks):
    """The director's browser, with workers that do their work at once."""
    settings.MEDIA_ROOT = tmp_path
    imports.register(spec(may=lambda actor: "director" in actor.posts))
    yield Desk(client_for, in_county_a, django_capture_on_commit_callbacks)
    imports.unregister("calendar-days")


class Desk:
    def __init__(self, client_for, county, capture):
        self.county, self.capture = county, capture
        self.zhu = client_for(county, cast.appoint("director"))
        self.clerk = client_for(county, cast.appoint("staff"))
        self.nobody = client_for(county)

    def post(self, address, data=None, *, work=True):
        with county_context(self.county), self.capture(execute=work):
            page = self.zhu.post(address, data or {})
            self.back()
        return page

    def back(self):
        """The test client leaves the county's schema behind; the worker's sender needs it."""
        from django.db import connection

        connection.set_tenant(self.county)

    def upload(self, rows, *, work=True, **kinds):
        data = {"file": SimpleUploadedFile("日历.xlsx", xlsx([TITLES, *rows], **kinds))}
        page = self.post(PAGE, data, work=work)
        assert page.status_code == 302
        self.back()
        return page.url

    def text(self, address):
        page = self.zhu.get(address)
        self.back()
        assert page.status_code == 200, page.status_code
        return page.content.decode()


def test_from_upload_to_result(desk):
    assert "下载模板" in desk.text(PAGE)
    run = desk.upload(GOOD)
    page = desk.text(run)
    assert "导入全部3行" in page
    assert "国庆节" in page
    assert "138****5678" in page
    assert "13812345678" not in page
    desk.post(f"{run}confirm/", {"mode": "all"})
    page = desk.text(run)
    assert "已写入3行" in page
    assert "查看日历" in page
    assert CalendarDay.objects.filter(date__year=2031).count() == 2
    assert "日历.xlsx" in desk.text(PAGE)


def test_errors_are_shown_and_come_back_as_a_file(desk):
    run = desk.upload([*GOOD, *BAD])
    page = desk.text(run)
    assert "A6『日期』" in page
    assert "导入全部" not in page
    assert "只导入正确的3行" in page
    workbook = desk.zhu.get(f"{run}errors/")
    assert workbook["Content-Disposition"].startswith("attachment")
    desk.back()
    desk.post(f"{run}confirm/", {"mode": "nonsense"})
    assert "6行有误" in desk.text(run)  # anything but an explicit choice means all or none
    desk.post(f"{run}confirm/", {"mode": "correct"})
    assert "有误的6行未导入" in desk.text(run)


def test_the_page_moves_while_the_work_is_going_on(desk):
    run = desk.upload(GOOD, work=False)
    assert "正在排队" in desk.text(run)
    assert "HX-Refresh" not in desk.zhu.get(f"{run}status/").headers
    desk.back()
    desk.post(f"{run}cancel/")
    assert "已取消" in desk.text(run)
    desk.post(f"{run}cancel/")
    assert "任务已经结束" in desk.text(run)


def test_the_status_of_finished_work_reloads_the_page(desk):
    run = desk.upload(GOOD)
    assert desk.zhu.get(f"{run}status/").headers["HX-Refresh"] == "true"


def test_a_job_that_failed_is_told_on_the_page(desk):
    run = desk.upload(GOOD, work=False)
    Job.objects.update(state="failed", error="系统出错了。", finished_at=timezone.now())
    assert "系统出错了。" in desk.text(run)


def test_cancelling_without_a_job_changes_nothing(desk):
    run = desk.upload(GOOD)
    ImportRun.objects.update(job_id=None)
    desk.post(f"{run}cancel/")
    assert "导入全部3行" in desk.text(run)


def test_refusals_stay_on_the_page_with_their_sentence(desk):
    page = desk.post(PAGE)
    assert page.status_code == 422
    assert "请先选择文件" in page.content.decode()
    page = desk.post(PAGE, {"file": SimpleUploadedFile("a.xlsx", b"")})
    assert "空" in page.content.decode()
    run = desk.upload([["=1+1"] * 5], formula="A9")
    assert "A9" in desk.text(run)
    assert "无法读取" in desk.text(run)


def test_the_template_downloads(desk):
    page = desk.zhu.get(f"{PAGE}template/")
    assert page["Content-Disposition"].startswith("attachment")
    assert page.content.startswith(b"PK")


def test_who_may_not_import_sees_nothing(desk):
    run = desk.upload(GOOD)
    for address in (PAGE, f"{PAGE}template/", run, f"{run}status/"):
        assert desk.clerk.get(address).status_code == 403
        assert desk.nobody.get(address).status_code == 302
    assert desk.clerk.post(f"{run}confirm/").status_code == 403
    assert desk.zhu.get("/console/imports/unheard-of/").status_code == 404
    missing = "/console/imports/run/00000000-0000-0000-0000-000000000000/"
    assert desk.zhu.get(missing).status_code == 404
    desk.back()
    ImportRun.objects.update(error_file="")
    assert desk.zhu.get(f"{run}errors/").status_code == 404


def test_a_run_of_another_county_is_not_there(desk, client_for, county_b):
    run = desk.upload(GOOD)
    with county_context(county_b):
        neighbour = cast.appoint("director")
    assert client_for(county_b, neighbour).get(run).status_code == 404
