"""Imports from upload to result: judged, shown, confirmed, written once."""

import io
import time
import tracemalloc
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core import audit, imports, jobs
from core.actor import Actor
from core.errors import Denied, Violation
from core.imports import reports, services
from core.imports.templates import template_workbook
from core.models import CalendarDay, ImportRun, Job
from tests.core.import_examples import SAMPLES, TITLES, apply, csv, spec, xlsx

BY = Actor(user_id=1, name="祝望舒")
AT = datetime(2026, 11, 24, tzinfo=UTC)
GOOD = [
    ["2031-01-01", "法定节假日", "元旦", "13812345678", ""],
    ["2031-01-02", "holiday", "元旦", "", ""],
    ["2026-10-01", "法定节假日", "国庆节", "", ""],
    ["2026-10-02", "法定节假日", "国庆", "", ""],
]
BAD = [
    ["2031-02-30", "法定节假日", "元旦", "", ""],
    ["", "调休上班", "", "", ""],
    ["2031-03-01", "放假", "太长的名称太长的名称太长", "138", ""],
    ["2031-01-01", "调休上班", "", "", ""],
    ["2031-04-01", "法定节假日", "愚人节", "", ""],
    ["#N/A", "法定节假日", "", "", ""],
]


@pytest.fixture(autouse=True)
def _registered(in_county_a, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    imports.register(spec())
    yield
    imports.unregister("calendar-days")


@pytest.fixture
def on_commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def upload(on_commit, rows=GOOD, *, content=None, name="日历.xlsx", by=BY):
    content = content if content is not None else xlsx([TITLES, *rows])
    with on_commit():
        run = imports.import_upload(
            spec_key="calendar-days", upload=SimpleUploadedFile(name, content), by=by, at=AT
        )
    run.refresh_from_db()
    return run


def confirm(on_commit, run, mode="all"):
    with on_commit():
        imports.import_confirm(run_id=run.pk, mode=mode, by=BY, at=AT)
    run.refresh_from_db()
    return run


def test_the_dry_run_counts_and_shows_without_writing(on_commit):
    before = CalendarDay.objects.count()
    run = upload(on_commit)
    assert run.state == "checked"
    assert (run.rows, run.new_rows, run.changed_rows, run.same_rows, run.error_rows) == (
        4,
        2,
        1,
        1,
        0,
    )
    assert CalendarDay.objects.count() == before
    assert run.preview_titles == TITLES
    assert [row["state"] for row in run.preview] == ["new", "new", "same", "changed"]
    assert run.preview[0]["cells"][3]["text"] == "138****5678"
    assert run.preview[1]["cells"][1]["text"] == "法定节假日"
    assert run.preview[3]["cells"][2] == {"text": "国庆", "before": "国庆节", "errors": []}
    assert run.errors == []
    assert not run.error_file
    assert str(run) == "日历.xlsx"
    job = Job.objects.get(pk=run.job_id)
    assert job.result_url == f"/console/imports/run/{run.pk}/"


def test_every_wrong_cell_is_named(on_commit):
    run = upload(on_commit, [*GOOD, *BAD])
    texts = [error["text"] for error in run.errors]
    assert run.error_rows == 6
    assert run.errors_total == len(texts) == 8
    assert texts[0].startswith("A6『日期』：")
    cells = [error["cell"] for error in run.errors]
    assert cells == ["A6", "A7", "B8", "C8", "D8", "A9", "C10", "A11"]
    assert "第2行重复" in texts[5]
    assert run.preview[4]["cells"][0]["text"] == "2031-02-30"
    assert run.preview[6]["cells"][3]["text"] == "138"


def test_a_workbook_of_many_errors_has_few_comments(on_commit, monkeypatch):
    monkeypatch.setattr(reports, "MOST_COMMENTS", 1)
    run = upload(on_commit, BAD)
    with run.error_file.open("rb") as opened:
        sheet = openpyxl.load_workbook(io.BytesIO(opened.read()))["数据"]
    assert sheet["A2"].comment
    assert sheet["A3"].comment is None
    assert sheet["A3"].fill.fgColor.rgb.endswith("F8D7D7")


def test_the_error_workbook_is_the_same_file_with_red_cells_and_comes_back(on_commit):
    run = upload(on_commit, [*GOOD, *BAD])
    with run.error_file.open("rb") as opened:
        content = opened.read()
    sheet = openpyxl.load_workbook(io.BytesIO(content))["数据"]
    assert [cell.value for cell in sheet[1]] == [*TITLES, "错误说明"]
    assert sheet["A6"].value == "2031-02-30"
    assert sheet["A6"].fill.fgColor.rgb.endswith("F8D7D7")
    assert "有效日期" in sheet["A6"].comment.text
    assert sheet["A2"].comment is None
    assert "必填" in sheet["F7"].value
    again = upload(on_commit, content=content, name="错误.xlsx")
    assert again.error_rows == 6
    assert not any("错误说明" in notice for notice in again.notices)


def test_long_numbers_that_the_spreadsheet_rounded_are_refused(on_commit):
    content = xlsx([TITLES, ["2031-01-01", "法定节假日", "a", 980121198503120014, ""]])
    assert "文本格式" in upload(on_commit, content=content).errors[0]["text"]


def test_all_rows_or_none_is_the_default(on_commit):
    run = upload(on_commit, [*GOOD, *BAD])
    with pytest.raises(Violation, match="6行有误"):
        confirm(on_commit, run)
    assert not CalendarDay.objects.filter(date__year=2031).exists()


def test_confirmed_rows_are_written_once_and_audited(on_commit):
    run = confirm(on_commit, upload(on_commit))
    assert (run.state, run.written_rows) == ("done", 3)
    assert CalendarDay.objects.filter(date__year=2031).count() == 2
    assert CalendarDay.objects.get(date=date(2026, 10, 2)).name == "国庆"
    entry = audit.timeline(run).last()
    assert entry.action == "import.apply"
    assert (entry.changes["new"], entry.changes["changed"]) == (2, 1)
    assert Job.objects.get(pk=run.job_id).state == "done"
    with pytest.raises(Violation, match="已导入"):
        confirm(on_commit, run)


def test_only_the_correct_rows_is_an_explicit_choice(on_commit):
    run = confirm(on_commit, upload(on_commit, [*GOOD, *BAD]), mode="correct")
    assert (run.state, run.mode, run.written_rows) == ("done", "correct", 3)


def test_the_same_file_again_warns_and_has_nothing_to_write(on_commit):
    confirm(on_commit, upload(on_commit))
    again = upload(on_commit)
    assert again.notices[0].startswith("祝望舒已于")
    assert again.same_rows == 4
    with pytest.raises(Violation, match="无需导入"):
        confirm(on_commit, again)


def test_blank_cells_leave_what_is_stored(on_commit):
    run = upload(on_commit, [["2026-10-01", "法定节假日", "", "", ""]])
    assert run.same_rows == 1


def test_the_templates_samples_are_left_out(on_commit):
    run = upload(on_commit, [*SAMPLES, *GOOD])
    assert run.rows == 4
    assert any("2行示例" in notice for notice in run.notices)


def test_a_csv_of_chinese_excel_is_read(on_commit):
    run = upload(on_commit, content=csv([TITLES, *GOOD], "gb18030"), name="日历.csv")
    assert (run.state, run.new_rows) == ("checked", 2)
    assert run.file_name == "日历.csv"


def test_a_file_that_cannot_be_read_is_refused_with_its_sentence(on_commit):
    run = upload(on_commit, content=xlsx([TITLES, *GOOD], merge="B2:C3"))
    assert run.state == "refused"
    assert "B2:C3" in run.problem
    assert Job.objects.get(pk=run.job_id).state == "done"
    with pytest.raises(Violation, match="无法读取"):
        confirm(on_commit, run)


@pytest.mark.parametrize(("size", "says"), [(0, "空"), (10 * 1024 * 1024 + 1, "10 MB")])
def test_empty_and_huge_files_are_refused_at_the_door(on_commit, size, says):
    with pytest.raises(Violation, match=says):
        upload(on_commit, content=b"x" * size)
    assert not ImportRun.objects.exists()


def test_only_those_who_may_import(on_commit):
    stranger = Actor(user_id=2, name="卜小满")
    with pytest.raises(Denied):
        upload(on_commit, by=stranger)
    run = upload(on_commit)
    with pytest.raises(Denied):
        imports.import_confirm(run_id=run.pk, mode="all", by=stranger, at=AT)


def test_records_that_changed_since_the_check_stop_the_import(on_commit, monkeypatch):
    run = upload(on_commit)
    imports.unregister("calendar-days")
    imports.register(spec(check=lambda rows, by: rows[0].fail("name", "已被占用。")))
    run = confirm(on_commit, run)
    assert run.state == "failed"
    assert "1行有误" in run.problem
    assert not CalendarDay.objects.filter(date__year=2031).exists()
    assert Job.objects.get(pk=run.job_id).state == "failed"


def test_a_crash_while_writing_leaves_no_row(on_commit):
    run = upload(on_commit)

    def half(rows, by):
        apply(rows[:1], by)
        raise RuntimeError("disk full")

    imports.unregister("calendar-days")
    imports.register(spec(apply=half))
    with pytest.raises(RuntimeError):
        confirm(on_commit, run)
    run.refresh_from_db()
    assert run.state == "failed"
    assert "disk" not in run.problem
    assert not CalendarDay.objects.filter(date__year=2031).exists()


def test_a_second_delivery_writes_nothing_again(on_commit):
    run = confirm(on_commit, upload(on_commit))
    CalendarDay.objects.filter(date__year=2031).delete()
    job = SimpleNamespace(by=BY, progress=lambda *a: None, result=lambda *a: None)
    imports.import_apply(run_id=run.pk, mode="all", job=job)
    assert not CalendarDay.objects.filter(date__year=2031).exists()


@pytest.mark.parametrize(
    ("stop", "state"), [(jobs.Cancelled, "checked"), (jobs.NotNeeded, "applying")]
)
def test_a_stopped_import_writes_nothing(on_commit, stop, state):
    run = upload(on_commit)
    ImportRun.objects.filter(pk=run.pk).update(state="applying")

    def progress(done, total, text=""):
        if done > 50:
            raise stop

    job = SimpleNamespace(by=BY, progress=progress, result=lambda *a: None)
    with pytest.raises(stop):
        imports.import_apply(run_id=run.pk, mode="all", job=job)
    run.refresh_from_db()
    assert run.state == state
    assert not CalendarDay.objects.filter(date__year=2031).exists()


def test_files_are_forgotten_after_their_time(on_commit):
    run = upload(on_commit, [*GOOD, *BAD])
    clean, _kept = upload(on_commit), upload(on_commit)
    path = run.file.path
    old = ImportRun.objects.filter(pk__in=[run.pk, clean.pk])
    old.update(created_at=AT - timedelta(days=100))
    assert imports.import_forget_files(before=AT - timedelta(days=90)) == 2
    run.refresh_from_db()
    assert not run.file
    assert not run.preview
    assert run.rows == 10
    with pytest.raises(FileNotFoundError):
        open(path)  # noqa: SIM115
    with pytest.raises(Violation, match="到期"):
        services._content(run)


def test_the_template_has_titles_notes_lists_samples_and_explanations():
    long = [(str(n), f"第{n}个很长很长的可选值名称") for n in range(40)]
    columns = (*spec().columns, imports.Column("many", "多选", choices=long))
    book = openpyxl.load_workbook(
        io.BytesIO(template_workbook(spec(columns=columns, intro="只填全国安排。")))
    )
    data = book["数据"]
    assert [cell.value for cell in data[1]] == ["日期*", "类别*", "名称", "电话", "备注", "多选"]
    assert "必填" in data["A1"].comment.text
    assert data["A2"].value == "2030-01-01"
    rules = {str(rule.sqref): rule.formula1 for rule in data.data_validations.dataValidation}
    assert rules["B2:B20001"] == '"法定节假日,调休上班"'
    assert rules["F2:F20001"].startswith("选项!$F$1")
    assert book["选项"].sheet_state == "hidden"
    text = "\n".join(str(c.value) for row in book["说明"].rows for c in row if c.value)
    assert "只填全国安排。" in text
    assert "放假或调休的日期。" in text
    assert data["A3"].number_format == "@"


def test_the_template_filled_with_nothing_is_told(on_commit):
    run = upload(on_commit, content=template_workbook(spec()))
    assert run.state == "refused"
    assert "没有数据行" in run.problem


@pytest.mark.slow
def test_ten_thousand_rows_are_judged_and_written_in_time(on_commit):
    first = date(2040, 1, 1)
    rows = [
        [(first + timedelta(days=n)).isoformat(), "法定节假日", f"节{n}", "13812345678", "x"]
        for n in range(10_000)
    ]
    content = xlsx([TITLES, *rows])
    began = time.monotonic()
    run = confirm(on_commit, upload(on_commit, content=content))
    assert time.monotonic() - began < 10
    assert run.written_rows == 10_000
    tracemalloc.start()
    imports.judge(spec(), content, by=BY)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 150 * 1024 * 1024
