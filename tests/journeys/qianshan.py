"""What both journeys to 潜山市 need: its people, its real villages, the table of its stations."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import xlsxwriter
from django.contrib.auth.hashers import make_password
from PIL import Image

from accounts.posts import Post
from accounts.services import grant_give, user_open
from core.actor import Holding, Scope
from operations.stations.models import Village
from tests.cast import PASSWORD as NEW_PASSWORD
from tests.cast import SYSTEM

VILLAGES = Path(__file__).resolve().parents[3] / "shared" / "data" / "villages_anhui.csv"
CODE, HOST = "340882", "qianshan.localhost"
HEAD = [
    "村代码",
    "站名",
    "站长",
    "手机号",
    "详细地址",
    "面积",
    "承办单位",
    "信用代码",
    "验收日期",
]
# The three bad rows, by what a person sees in the table.
WRONG_CELLS = ("A6", "D11", "H16")
# Who takes a station from its site to operating, and a product to the public.
PEOPLE = {
    "clerk": Post.AREA_CLERK,
    "village": Post.VILLAGE,
    "township": Post.TOWNSHIP,
    "leader": Post.LEADER,
    "commerce": Post.COMMERCE,
    "ops": Post.OPS,
    "editor": Post.EDITOR,
}


def person(
    username: str, name: str, number: int, *holdings: Holding, place: str = "county"
) -> None:
    """An account with posts."""
    user = user_open(
        username=username,
        name=name,
        phone=f"1990000{7000 + number}",
        by=SYSTEM,
        password_hash=make_password(NEW_PASSWORD),
        must_change_password=False,
    )
    for holding in holdings:
        grant_give(user_id=user.pk, holding=holding, by=SYSTEM, on=date(2025, 1, 1), place=place)


def people(township: str) -> None:
    """Everybody of PEOPLE in the present county; the local ones at a township's code."""
    for number, (name, post) in enumerate(PEOPLE.items(), start=10):
        local = post in (Post.VILLAGE, Post.TOWNSHIP)
        scope = Scope("township", township) if local else Scope.CENTRE
        person(name, "邰知秋", number, Holding(post, scope))


def rows(committees: Sequence[Village]) -> list[list[str]]:
    """Thirty stations as a county keeps them in a table, all right."""
    return [
        [
            village.code,
            f"{village.name}电商服务站",
            "祝青禾",
            f"1990001{1000 + number}",
            f"{village.name}村部",
            "36",
            f"{village.name}合作社",
            "",
            "2025-06-18",
        ]
        for number, village in enumerate(committees[:30])
    ]


def with_three_wrong(good: Sequence[Sequence[str]]) -> list[list[str]]:
    """A village of another county, half a phone number, a credit code with a wrong check digit."""
    table = [list(row) for row in good]
    table[4][0] = "980121100201"
    table[9][3] = "1990001"
    table[14][7] = "N2980121MA0DEM048A"
    return table


def as_csv(table: Sequence[Sequence[str]]) -> bytes:
    """As a spreadsheet program saves it."""
    text = io.StringIO()
    csv.writer(text).writerows(table)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(table: Sequence[Sequence[str]]) -> bytes:
    """As a workbook."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("站点")
    for number, row in enumerate(table):
        sheet.write_row(number, 0, row)
    book.close()
    return buffer.getvalue()


def picture() -> bytes:
    """A real one."""
    buffer = io.BytesIO()
    Image.new("RGB", (80, 60), "#8a5a1c").save(buffer, "JPEG")
    return buffer.getvalue()
