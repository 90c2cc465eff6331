"""The generic list: filters in the address, chips, order, pages, export."""

import io
from datetime import date

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from console.lists import in_pieces
from core.models.audit import AuditEntry
from operations.staff import services
from operations.staff.models import Person
from tests import cast

LIST = "/console/people/"


@pytest.fixture
def people(admin):
    by = cast.actor("admin")
    for day, name in enumerate(("卜知夏", "祝南星", "=1+1"), start=1):
        services.person_register(
            name=name,
            phone=f"1990000700{day}",
            by=by,
            joined_date=date(2026, 11, day),
            at=timezone.now(),
        )


def text(response):
    return response.content.decode()


def test_it_is_empty_in_words(browser, admin):
    assert "还没有人员。" in text(browser.get(LIST))


def test_a_filter_shows_as_a_chip_and_can_be_taken_away(browser, people):
    shown = text(browser.get(f"{LIST}?name__icontains=南"))
    assert "祝南星" in shown
    assert "卜知夏" not in shown
    assert "姓名：南" in shown


def test_what_fits_nothing_is_not_the_same_as_empty(browser, people):
    shown = text(browser.get(f"{LIST}?status=left"))
    assert "没有符合条件的事项。" in shown
    assert "还没有人员。" not in shown


def test_it_is_sorted_by_the_columns_that_allow_it(browser, people):
    shown = text(browser.get(f"{LIST}?o=-joined_date"))
    assert shown.index("=1+1") < shown.index("祝南星")
    assert 'aria-sort="descending"' in shown
    assert browser.get(f"{LIST}?o=phone").status_code == 200


def test_pages_keep_the_filter(browser, people):
    shown = text(browser.get(f"{LIST}?o=joined_date"))
    assert "?o=joined_date&amp;p=2" in shown
    assert "=1+1" in text(browser.get(f"{LIST}?o=joined_date&p=2"))


def test_personal_data_are_masked_on_the_page(browser, people):
    shown = text(browser.get(LIST))
    assert "19900007001" not in shown
    assert "199****7001" in shown


@pytest.mark.handbook(152)
def test_the_export_is_masked_safe_and_noted(browser, people):
    answer = browser.get(f"{LIST}?export=xlsx&o=joined_date")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.getvalue())).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert rows[0][:2] == ["姓名", "状态"]
    assert rows[1][3] == "199****7001"
    dangerous = sheet.cell(row=6, column=1)
    assert (dangerous.value, dangerous.data_type) == ("=1+1", "s")
    entry = AuditEntry.objects.filter(action="list.export").get()
    assert entry.changes["rows"] == 3
    assert entry.clauses == [152]


def test_many_rows_are_read_in_pieces_and_in_their_order(people):
    rows = Person.objects.order_by("-joined_date")
    with CaptureQueriesContext(connection) as captured:
        names = [one.name for one in in_pieces(rows, 2)]
    assert names == ["=1+1", "祝南星", "卜知夏"]
    assert len(captured) == 3
