"""A county's stations from a table: cell errors, all or nothing, and the same file again."""

import io

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from core import imports
from core.actor import Actor
from core.errors import Denied, Violation
from operations.stations.models import Station, Township, Village
from tests import cast

TITLES = [
    "村代码",
    "站点名称",
    "是否补助",
    "详细地址",
    "统一社会信用代码",
    "站长姓名",
    "手机号",
    "身份证号",
    "验收日期",
]
VILLAGE_COLLECTIVE = "N2980121MA0DEM048Q"


def row(code="980121100201", name="石桥村电商服务站", **more):
    """One row of the file; more: values by title."""
    values = {
        "村代码": code,
        "站点名称": name,
        "是否补助": "是",
        "详细地址": "石桥村口",
        "站长姓名": "祝青禾",
        "手机号": "19900001234",
        "验收日期": "2025-06-18",
    } | more
    return [values.get(title, "") for title in TITLES]


def table(rows, *, merged="", formula="", titles=TITLES):
    """An XLSX as an office would save it."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet()
    for number, values in enumerate([titles, *rows]):
        sheet.write_row(number, 0, values)
    if merged:
        sheet.merge_range(merged, "合并")
    if formula:
        sheet.write_formula(formula, "=1+1", None, 2)
    book.close()
    return buffer.getvalue()


@pytest.fixture(autouse=True)
def _files(settings, tmp_path, divisions):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def desk(divisions, django_capture_on_commit_callbacks):
    """Uploads and confirms as the office; the worker works at once."""
    from accounts.actors import actor_of

    return Desk(actor_of(cast.appoint("office")), django_capture_on_commit_callbacks)


class Desk:
    def __init__(self, by, capture):
        self.by, self.capture = by, capture

    def upload(self, content, name="站点.xlsx"):
        with self.capture(execute=True):
            run = imports.import_upload(
                spec_key="stations",
                upload=SimpleUploadedFile(name, content),
                by=self.by,
                at=timezone.now(),
            )
        run.refresh_from_db()
        return run

    def confirm(self, run, mode="all"):
        with self.capture(execute=True):
            imports.import_confirm(run_id=run.pk, mode=mode, by=self.by, at=timezone.now())
        run.refresh_from_db()
        return run


def told(run):
    """What the file's author is told, cell by cell."""
    return {error["cell"]: error["text"] for error in run.errors}


def test_a_good_file_is_shown_then_written_then_the_same(desk):
    content = table(
        [
            row(),
            row("980121100202", "南坪村电商服务站", 手机号="19900001235"),
            row("980121100", "柳溪镇电商服务站", 手机号="19900001236", 验收日期=""),
        ]
    )
    run = desk.upload(content)
    assert (run.new_rows, run.error_rows, Station.objects.count()) == (3, 0, 0)
    desk.confirm(run)
    stations = {s.name: s for s in Station.objects.all()}
    assert stations["石桥村电商服务站"].status == "operating"
    assert stations["石桥村电商服务站"].spans.get().from_date.isoformat() == "2025-06-18"
    assert stations["柳溪镇电商服务站"].status == "selected"
    assert stations["柳溪镇电商服务站"].level == "township"
    again = desk.upload(content)
    assert (again.same_rows, again.new_rows, again.changed_rows, again.error_rows) == (3, 0, 0, 0)
    with pytest.raises(Violation):
        desk.confirm(again)


@pytest.mark.handbook(143)
def test_every_bad_cell_is_named_and_nothing_is_written(desk):
    run = desk.upload(
        table(
            [
                row(),
                row("980121100201", "石桥村第二服务站"),
                row("980121100201", "石桥村电商服务站"),
                row("980122100201", "邻县服务站"),
                row("980121200299", "无此村服务站"),
                row("980121200201", "茶坞村电商服务站", 身份证号="11010519491231002X"),
                row("980121100202", "南坪村电商服务站", 身份证号="110105194912310021"),
                row(
                    "980121100202",
                    "南坪村便民服务点",
                    是否补助="否",
                    统一社会信用代码=VILLAGE_COLLECTIVE,
                    验收日期="2099-01-01",
                ),
            ]
        )
    )
    errors = told(run)
    assert "已有享受补助" in errors["C3"]
    assert "重复" in errors["B4"]
    assert "其他县" in errors["A5"]
    assert "名录中没有" in errors["A6"]
    assert "身份证" in errors["H8"]
    assert "晚于今天" in errors["I9"]
    assert set(errors) == {"C3", "B4", "A5", "A6", "H8", "I9"}
    with pytest.raises(Violation):
        desk.confirm(run)
    assert Station.objects.count() == 0
    desk.confirm(run, "correct")
    assert set(Station.objects.values_list("name", flat=True)) == {
        "石桥村电商服务站",
        "茶坞村电商服务站",
    }


def test_files_that_cannot_be_read_are_refused_with_a_sentence(desk):
    bad = {
        "列": table([["1"]], titles=["随便"]),
        "合并": table([row(), row()], merged="A3:B3"),
        "公式": table([row()], formula="D2"),
    }
    for content in bad.values():
        run = desk.upload(content)
        assert run.state == "refused"
        assert run.problem
    assert "D2" in desk.upload(bad["公式"]).problem


def test_more_rows_than_allowed_are_refused(desk):
    lines = [",".join(TITLES), *(",".join(row(name=f"站{n}")) for n in range(20_001))]
    run = desk.upload("\n".join(lines).encode(), "站点.csv")
    assert run.state == "refused"
    assert "20" in run.problem


def test_a_csv_as_spreadsheets_save_it_in_china(desk):
    run = desk.upload("\n".join([",".join(TITLES), ",".join(row())]).encode("gb18030"), "站点.csv")
    assert (run.new_rows, run.error_rows) == (1, 0)


def test_an_accepted_station_changes_its_manager_by_handover_only(desk):
    desk.confirm(desk.upload(table([row()])))
    run = desk.upload(table([row(站长姓名="柏云舟", 详细地址="石桥村部东侧")]))
    assert "交接" in told(run)["F2"]
    desk.confirm(desk.upload(table([row(详细地址="石桥村部东侧", 手机号="")])))
    station = Station.objects.get()
    assert (station.address, station.version) == ("石桥村部东侧", 1)
    assert station.manager_phone == "19900001234"


def test_a_thousand_rows_are_all_there(desk):
    town = Township.objects.get(code="980121100")
    Village.objects.bulk_create(
        Village(code=f"9801211{n // 100 + 10:02d}{200 + n % 100}", name=f"村{n}", township=town)
        for n in range(1000)
    )
    codes = list(Village.objects.filter(name__regex=r"^村\d").values_list("code", flat=True))
    run = desk.upload(table([row(code, f"站{n}") for n, code in enumerate(codes)]))
    assert (run.new_rows, run.error_rows) == (1000, 0)
    desk.confirm(run)
    assert Station.objects.filter(status="operating", village__code__in=codes).count() == 1000


def test_who_may_not_import_is_refused(desk):
    desk.by = Actor(999, "路人")
    with pytest.raises(Denied):
        desk.upload(table([row()]))
