"""Lists, board, map, divisions: what each may see (R148), odd questions, odd files."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from core.actor import Scope
from operations.stations import services
from operations.stations.models import Station, Village
from tests.operations.stations.conftest import AT, values
from tests.operations.stations.people import CLERK, OTHER_TOWN
from tests.pages import text, told_at

INDEX = "/console/stations/"
DIVISIONS = "/console/stations/divisions/"
HEAD = "code,name,township_code,township,county_code\n"


@pytest.fixture
def away(divisions) -> Station:
    """A site in 云岭乡."""
    return services.station_select(
        by=CLERK, at=AT, **values(divisions["茶坞村"], manager_phone="19900001888")
    )


@pytest.fixture
def office(desk_of):
    """蔺小满."""
    return desk_of("office")


@pytest.mark.handbook(148)
def test_another_townships_station_is_404_whatever_is_asked(desk_of, selected, away):
    township = desk_of("township")
    assert "石桥村电商服务站" in text(township.get(INDEX))
    assert "茶坞村电商服务站" not in text(township.get(INDEX))
    for name, more in (
        ("record", ()),
        ("change", ()),
        ("paper", ("application",)),
        ("record_do", ("inspect",)),
        ("record_do", ("agree",)),
        ("record_files", ()),
        ("record_circulate", ()),
    ):
        address = reverse(f"stations:{name}", args=[away.pk, *more])
        for answer in (township.get(address), township.post(address, {"reason": "x"})):
            # 405 says nothing of the record: the address takes no such method for any.
            assert answer.status_code in (404, 405)
            assert "茶坞村" not in text(answer)
    away.refresh_from_db()
    assert away.version == 0


@pytest.mark.handbook(148)
def test_board_and_map_show_ones_own_township(desk_of, selected, away):
    there = desk_of("township", scope=Scope("township", OTHER_TOWN), username="yunling")
    for address in (reverse("stations:board"), reverse("stations:map")):
        shown = text(there.get(address))
        assert "茶坞村电商服务站" in shown
        assert "石桥村电商服务站" not in shown


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "石桥"}, {"石桥村"}),
        ({"q": "19900001888"}, {"茶坞村"}),
        ({"q": "祝青禾"}, {"石桥村", "茶坞村"}),
        ({"township": "980121200"}, {"茶坞村"}),
        ({"state": "selected", "kind": "full", "level": "village"}, {"石桥村", "茶坞村"}),
        ({"subsidised": "no"}, set()),
        ({"subsidised": "maybe"}, {"石桥村", "茶坞村"}),
        ({"state": "palace"}, set()),
        ({"p": "999"}, {"石桥村", "茶坞村"}),
        ({"p": "²"}, {"石桥村", "茶坞村"}),
        ({"q": "石桥\0"}, {"石桥村"}),
        ({"township": "\0"}, {"石桥村", "茶坞村"}),
        ({"q": "%' OR 1=1 --"}, set()),
    ],
)
def test_filters_and_odd_questions(office, selected, away, asked, found):
    answer = office.get(INDEX, asked)
    assert answer.status_code == 200
    shown = text(answer)
    assert {name for name in ("石桥村", "茶坞村") if f"{name}电商服务站" in shown} == found


@pytest.mark.handbook(152)
def test_the_export_is_what_is_filtered_and_masked(office, selected, away):
    answer = office.get(INDEX, {"township": "980121200", "export": "xlsx"})
    book = load_workbook(io.BytesIO(b"".join(answer) if answer.streaming else answer.content))
    cells = "".join(str(c) for row in book.active.iter_rows(values_only=True) for c in row if c)
    assert "茶坞村电商服务站" in cells
    assert "石桥村电商服务站" not in cells
    assert "19900001888" not in cells


def test_the_map_draws_what_has_a_position(office, operating, away):
    shown = text(office.get(reverse("stations:map")))
    assert shown.count("<circle") == 1
    assert "茶坞村电商服务站" in shown


def send(desk, content, name="村.csv"):
    """Upload a file of villages."""
    return desk.post(DIVISIONS, {"file": SimpleUploadedFile(name, content)}, follow=True)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "空"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "不是 UTF-8 也不是 GB18030"),
        (b"PK\x03\x04" + b"\0" * 99, "文件不是表格"),
        (("a," * 9 + '"' + "村" * 200_000).encode(), "文件不是表格"),
        (b"code,name\n1,2\n", "文件缺少这些列"),
        ((HEAD + "980122100201,茶坞村,980122100,云岭乡,980122\n").encode(), "没有本县"),
        (
            (HEAD + f"980121100201,{'村' * 61},980121100,柳溪镇,980121\n").encode(),
            "第2行：名称最多 60 个字",
        ),
        ((HEAD + "980121100201,,980121100,柳溪镇,980121\n").encode(), "2"),
        ((HEAD + "98012110020x,石桥村,980121100,柳溪镇,980121\n").encode(), "2"),
        ((HEAD + "980121000201,石桥村,980121000,柳溪镇,980121\n").encode(), "2"),
    ],
)
def test_a_file_that_is_no_list_of_villages_is_refused(office, content, words):
    answer = send(office, content)
    assert answer.status_code == 422
    assert words in told_at(answer, "file") + text(answer)
    assert not Village.objects.exists()


@pytest.mark.handbook(141)
def test_a_good_file_is_loaded_and_counted(office):
    answer = send(office, (HEAD + "980121100201,石桥村,980121100,柳溪镇,980121\r").encode())
    assert answer.status_code == 200
    assert "石桥村" in text(answer)
    assert Village.objects.get().name == "石桥村"


def test_divisions_are_loaded_by_the_keepers_only(desk_of, divisions):
    finance = desk_of("finance")
    assert 'type="file"' not in text(finance.get(DIVISIONS))
    for sent in ({}, {"file": SimpleUploadedFile("村.csv", HEAD.encode())}):
        refused = finance.post(DIVISIONS, sent)
        assert refused.status_code == 403
        assert "乡镇和村名录由县管理员或办公室维护" in text(refused)


def test_a_paper_that_is_not_due_yet_is_404(office, selected):
    for kind in ("application", "plate", "palace"):
        address = reverse("stations:paper", args=[selected.pk, kind])
        assert office.get(address).status_code == 404


def test_a_paper_that_is_due_opens(office, operating, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    answer = office.get(reverse("stations:paper", args=[operating.pk, "plate"]))
    assert answer.status_code == 302
