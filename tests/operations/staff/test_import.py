"""The staff of a centre from a spreadsheet."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest

from core.imports import judge, spec_of
from operations.staff import imports
from operations.staff.models import Assignment, Person
from tests import cast

TITLES = ["姓名", "手机号", "部门", "岗位", "入职日期"]


@pytest.fixture
def admin(in_county_a):
    return cast.actor("admin")


def book(*rows):
    workbook = openpyxl.Workbook()
    workbook.active.append(TITLES)
    for row in rows:
        workbook.active.append(list(row))
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


def judged(admin, *rows):
    return judge(spec_of("staff"), book(*rows), by=admin)


def apply(admin, *rows):
    found = judged(admin, *rows)
    assert not [row for row in found.rows if row.errors]
    imports.STAFF.apply([row for row in found.rows if row.state in ("new", "changed")], admin)
    return found


GOOD = ("邰青禾", "19900005555", "服务前台", "服务前台专员", "2025-03-01")


@pytest.mark.handbook(123)
def test_people_come_with_their_posts(admin):
    apply(admin, GOOD, ("祝望舒", "199 0000 6666", "电商办", "文书", "2025-04-01"))
    held = {a.person.name: a for a in Assignment.objects.select_related("person")}
    assert held["邰青禾"].establishment.minimum == 1
    assert held["祝望舒"].establishment is None
    assert Person.objects.get(name="邰青禾").status == "active"


def test_a_second_time_changes_nothing(admin):
    apply(admin, GOOD)
    again = judged(admin, GOOD)
    assert [row.state for row in again.rows] == ["same"]


def test_a_change_of_post_begins_today(admin):
    apply(admin, GOOD)
    apply(admin, ("邰青禾", "19900005555", "综合部", "综合部专员", "2025-03-01"))
    first, second = Assignment.objects.order_by("from_date")
    assert first.to_date is not None
    assert second.title == "综合部专员"
    assert Person.objects.get().joined_date == date(2025, 3, 1)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (("邰青禾", "1990000555", "服务前台", "服务前台专员", "2025-03-01"), "phone"),
        (("邰青禾", "19900005555", "没有部", "服务前台专员", "2025-03-01"), "department"),
        (("邰青禾", "19900005555", "服务前台", "服务前台专员", "哪天"), "joined"),
        (("邰青禾", "19900005555", "服务前台", "服务前台专员", ""), "joined"),
        (("邰青禾", "19900005555", "", "服务前台专员", "2025-03-01"), "department"),
        (("", "19900005555", "服务前台", "服务前台专员", "2025-03-01"), "name"),
    ],
)
def test_bad_cells_are_named(admin, row, column):
    found = judged(admin, row)
    assert [name for name, _sentence in found.rows[0].errors] == [column]
    assert not Person.objects.exists()


def test_only_personnel_may(admin):
    assert imports.STAFF.may(admin)
    assert not imports.STAFF.may(cast.actor("office"))
