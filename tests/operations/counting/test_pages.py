"""The pages of counting: a count over HTTP, wrong input, who sees what, the papers."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from operations.assets.models import AssetClass
from operations.counting import paperwork, services, wagtail_hooks
from operations.counting.lifecycle import S
from operations.counting.models import Count, Line, Room
from operations.supplies.models import Item, Place
from operations.supplies.services import stock_receive
from tests.operations.casework.people import buttons
from tests.operations.counting.conftest import (
    AT,
    DAY,
    ROOMS,
    answer_all,
    drawn,
    line,
    record,
    send,
)
from tests.pages import text, told_at

POSTS = ("office", "dept_keeper", "admin", "gm", "area_clerk", "finance", "staff")


@pytest.fixture
def desks(people, desk_of, clock):
    """Everybody's desk by post."""
    return {post: desk_of(post) for post in POSTS}


def url(name, *gaps):
    """An address of the module."""
    return reverse(f"counting:{name}", args=gaps)


def do(count, action):
    """The address of an act."""
    return url("record_do", count.pk, action)


def signature():
    """What the pad sends."""
    import base64

    return "data:image/png;base64," + base64.b64encode(drawn().read()).decode()


@pytest.mark.handbook(92, 93, 94)
def test_a_count_over_http_from_its_lines_to_the_booking(desks, people, count):
    office, admin, gm = desks["office"], desks["admin"], desks["gm"]
    page = url("record", count.pk)
    (lost,) = answer_all(count, people, but=1)
    assert "2026-06-05" in text(office.get(page))
    told = text(office.post(do(count, "sign"), {"signature": signature()}))
    assert lost.number in told
    settle = url("settle", count.pk, lost.pk)
    assert told_at(office.post(settle, {"place": ""}), "result")
    assert office.post(settle, {"result": "missing", "place": ""}).status_code == 302
    explain = url("explain", count.pk, lost.pk)
    assert told_at(office.post(explain, {"remedy": "look"}), "explanation")
    assert told_at(office.post(explain, {"remedy": "enter", "explanation": "借出"}), "remedy")
    office.post(explain, {"remedy": "shortage", "explanation": "遍寻不着"})
    assert "遍寻不着" in text(office.get(url("line", count.pk, lost.pk)))
    assert office.post(do(count, "sign"), {"signature": ""}).status_code == 422
    office.post(do(count, "sign"), {"signature": signature()})
    assert {"confirm", "return"} <= buttons(admin.get(page))
    admin.post(do(count, "confirm"), {"signature": signature()})
    assert {"approve", "dispute"} <= buttons(gm.get(page))
    gm.post(do(count, "approve"), {"reason": "同意"})
    count.refresh_from_db()
    assert count.status == S.BOOKED
    for name in ("index", "lines", "scans"):
        shown = text(office.get(url(name, *([] if name == "index" else [count.pk]))))
        assert "盘点" in shown
    sheet = office.get(url("sheet", count.pk)).content
    words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(sheet)).pages)
    assert "固定资产盘点表" in words
    assert "遍寻不着" in words
    assert people.admin.name in words


def test_a_surplus_thing_is_described_where_it_is_explained(desks, people, count):
    (made,) = send(
        count, people.office, record(1, kind="unknown", note="旧打印机", place=ROOMS[0])
    )  # fmt: skip
    explain = url("explain", count.pk, made.line_id)
    page = text(desks["office"].get(explain))
    assert "旧打印机" in page
    sent = {"remedy": "enter", "explanation": "早年受赠", "name": "打印机", "price": "0"}
    answer = desks["office"].post(explain, sent)
    assert told_at(answer, "asset_class_id")
    assert "早年受赠" in text(answer)
    assert Line.objects.get(pk=made.line_id).remedy == ""
    assert not told_at(answer, "place")
    # Noted by an earlier phone, without a room.
    Line.objects.filter(pk=made.line_id).update(found_place="")
    klass = str(AssetClass.objects.get(short="203").pk)
    sent |= {"asset_class_id": klass, "price": "300"}
    assert told_at(desks["office"].post(explain, sent), "place")
    assert desks["office"].post(explain, sent | {"place": ROOMS[1]}).status_code == 302
    assert Line.objects.get(pk=made.line_id).found_place == ROOMS[1]


@pytest.mark.handbook(93)
def test_administration_begins_a_count_of_some_places(desks, people, count):
    admin = desks["admin"]
    assert text(admin.get(url("open")))
    assert told_at(admin.post(url("open"), {"subject": "moon"}), "subject")
    answer = admin.post(url("open"), {"subject": "assets", "places": [ROOMS[0]]})
    extra = Count.objects.latest("pk")
    assert answer["Location"] == url("record", extra.pk)
    assert extra.expected == 2
    assert "cancel" in buttons(admin.get(url("record", extra.pk)))
    assert "cancel" not in buttons(admin.get(url("record", count.pk)))
    assert desks["office"].get(url("open")).status_code == 403


@pytest.mark.handbook(115)
def test_quantities_are_entered_by_cabinet(desks, people, count):
    place, item = Place.objects.create(name="甲柜"), Item.objects.filter(kind="C2a").earliest("pk")
    stock_receive(
        item_id=item.pk, place_id=place.pk, quantity=10, price=item.price, serials="1-10",
        by=people.area_clerk, at=AT,
    )  # fmt: skip
    found = services.count_open(subject="supplies", by=people.admin, at=AT)
    page, key = url("quantities", found.pk), f"line-{found.lines.get().pk}"
    office = desks["office"]
    assert told_at(office.post(page, {key: "-1"}), key)
    assert office.post(page, {key: "8"}).status_code == 302
    assert found.lines.get().difference == -2
    assert "-2" in text(office.get(url("lines", found.pk)))
    # An old page sends back what it showed; somebody else has counted nine since.
    assert f'name="initial-{key}" value="8"' in text(office.get(page))
    found.lines.update(counted=9)
    assert office.post(page, {key: "8", f"initial-{key}": "8"}).status_code == 302
    assert found.lines.get().counted == 9
    assert desks["gm"].get(page).status_code == 403
    assert office.get(url("quantities", count.pk)).status_code == 404
    assert "低值易耗品盘点表" in str(paperwork.sheet_data(found))
    assert office.get(url("sheet", found.pk)).content[:4] == b"%PDF"


@pytest.mark.handbook(94, 115)
def test_what_is_not_agreed_to_is_counted_again_by_number(desks, people):
    place, item = Place.objects.create(name="甲柜"), Item.objects.filter(kind="C2a").earliest("pk")
    stock_receive(
        item_id=item.pk, place_id=place.pk, quantity=10, price=item.price, serials="1-10",
        by=people.area_clerk, at=AT,
    )  # fmt: skip
    found = services.count_open(subject="supplies", by=people.admin, at=AT)
    found.lines.update(counted=8, result="counted", answered_at=AT, remedy="adjust")
    Count.objects.filter(pk=found.pk).update(
        status=S.DISPUTED, signed_at=AT, confirmed_by_name="鄢", closed_at=AT
    )
    page, key = url("quantities", found.pk), f"line-{found.lines.get().pk}"
    office = desks["office"]
    assert page in text(office.get(url("record", found.pk)))
    # What was counted before is not offered; the same number is a new answer.
    assert 'value="8"' not in text(office.get(page))
    assert office.post(page, {key: "8"}).status_code == 302
    again = found.lines.get()
    assert (again.counted, again.remedy, again.answered_by_name) == (8, "", people.office.name)


def test_who_sees_what(desks, people, count):
    one = line(count)
    for name, gaps in (
        ("record", [count.pk]), ("lines", [count.pk]), ("line", [count.pk, one.pk]),
        ("sheet", [count.pk]), ("settle", [count.pk, one.pk]),
    ):  # fmt: skip
        assert desks["staff"].get(url(name, *gaps)).status_code == 404, name
    assert desks["finance"].get(url("settle", count.pk, one.pk)).status_code == 403
    assert desks["finance"].get(url("line", count.pk, 10**6)).status_code == 404
    assert desks["staff"].get(url("rooms")).status_code == 403
    assert desks["office"].get(url("rooms")).content[:4] == b"%PDF"
    Room.objects.all().delete()
    assert desks["office"].get(url("rooms")).status_code == 404
    assert wagtail_hooks.find(people.office, "PD2026", 5)
    assert wagtail_hooks.find(people.staff, "PD2026", 5) == []


@pytest.mark.handbook(94)
def test_a_late_count_says_so_in_red(desks, people, count, clock):
    clock.now = AT + 10 * DAY
    office = desks["office"]
    assert "红灯" in text(office.get(url("record", count.pk)))
    assert "逾期" in text(office.get(url("index")))
    assert "没有符合条件" in text(office.get(f"{url('index')}?q=无"))
    assert "cl-empty" in text(office.get(f"{url('lines', count.pk)}?q=月球"))


def test_notices_of_conflicts_and_differences(desks, people, count):
    one = line(count)
    send(count, people.office, record(1, code=one.number, kind="missing"))
    send(count, people.dept_keeper, record(1, code=one.number, place=one.place, device="乙机"))
    shown = text(desks["office"].get(url("record", count.pk)))
    assert "两人说法不一" in shown
    assert "没有说明" in shown
    assert "裁定" in text(desks["office"].get(url("line", count.pk, one.pk)))
    assert "两人说法不一" in text(desks["office"].get(f"{url('lines', count.pk)}?result=conflict"))
