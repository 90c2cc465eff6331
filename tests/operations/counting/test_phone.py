"""The phone's addresses: what it takes along, what it sends, photos that the server reads."""

import io
import json
import uuid

import pytest
import segno
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from operations.counting.models import Line, Room, Scan
from tests.operations.counting.conftest import AT, DAY, ROOMS, line
from tests.pages import text


@pytest.fixture
def desks(people, desk_of, clock):
    """Those who count, and one who does not."""
    return {post: desk_of(post) for post in ("office", "dept_keeper", "gm", None)}


def url(name, *gaps):
    return reverse(f"counting:{name}", args=gaps)


def batch(*records, sent_at=AT):
    """What the phone sends."""
    return {"batch": json.dumps({"sent_at": sent_at.isoformat(), "records": list(records)})}


def one(serial, **more):
    return {
        "key": str(uuid.uuid4()), "kind": "found", "serial": serial, "said_at": AT.isoformat(),
        "device": "甲", "code": "", "place": "", "note": "", **more,
    }  # fmt: skip


def qr(words):
    buffer = io.BytesIO()
    segno.make(words, error="m").save(buffer, kind="png", scale=6, border=4)
    return SimpleUploadedFile("label.png", buffer.getvalue(), "image/png")


@pytest.mark.handbook(92, 94)
def test_what_a_phone_takes_along(desks, people, count):
    told = desks["office"].get(url("data", count.pk)).json()
    assert len(told["lines"]) == 6
    assert {name for _token, name in told["rooms"]} == set(ROOMS)
    assert told["me"] == people.office.user_id
    assert told["corrects"]
    assert not desks["dept_keeper"].get(url("data", count.pk)).json()["corrects"]
    page = text(desks["office"].get(url("phone", count.pk)))
    assert "先扫门上的房间码" in page
    assert desks["gm"].get(url("phone", count.pk)).status_code == 403
    assert desks["office"].get(url("phone", 10**6)).status_code == 404


def test_a_batch_is_answered_by_receipts_however_often_it_comes(desks, count):
    thing, office = line(count), desks["office"]
    sent = [
        one(1, code=thing.number, place=thing.place),
        one(2, kind="unknown", note="旧打印机", place=ROOMS[0]),
    ]
    photo = SimpleUploadedFile("p.png", qr("x").read(), "image/png")
    answers = []
    for _time in range(3):
        photo.seek(0)
        body = batch(*sent) | {f"photo-{sent[1]['key']}": photo}
        answers.append(office.post(url("upload", count.pk), body).json())
    assert answers[0] == answers[1] == answers[2]
    assert [told["key"] for told in answers[0]["receipts"]] == [told["key"] for told in sent]
    assert [told["tone"] for told in answers[0]["receipts"]] == ["good", ""]
    assert Scan.objects.count() == 2
    assert Line.objects.filter(is_expected=False).count() == 1


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"batch": "["},
        {"batch": "[]"},
        {"batch": '{"records": []}'},
        batch("text"),
        batch(one(1, kind="eaten")),
        batch(one(-1)),
        batch(one("1")),
        batch(one(2**31)),
        batch(one(1, key="no key")),
        batch(one(1, said_at="2026-06-02T09:00:00")),
        batch({"kind": "found"}),
    ],
)
def test_what_is_no_batch_is_refused_whole(desks, count, body):
    answer = desks["office"].post(url("upload", count.pk), body)
    assert answer.status_code == 400
    assert "重新上传" in answer.json()["sentence"]
    assert not Scan.objects.exists()


def test_refusals_are_sentences(desks, people, count):
    mine = one(1, code=line(count).number)
    desks["office"].post(url("upload", count.pk), batch(mine))
    answer = desks["dept_keeper"].post(url("upload", count.pk), batch(mine))
    assert answer.status_code == 422
    assert "别人" in answer.json()["sentence"]
    assert desks["gm"].post(url("upload", count.pk), batch(mine)).status_code == 403
    nul = one(2, code="a\0b", note="\0", place="\0")
    half = one(
        3, kind="unknown", note="打印机\ud800", code="\udfff", place=ROOMS[0], device="甲\ud83d"
    )
    for odd in (nul, half):
        assert desks["office"].post(url("upload", count.pk), batch(odd)).status_code == 200
    assert Line.objects.get(is_expected=False).name == "打印机"


@pytest.mark.parametrize(
    "far",
    ["9999-12-31T00:00:00Z", "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+08:00"],
)
def test_a_clock_in_another_age_is_put_right(desks, count, far):
    office, thing = desks["office"], line(count)
    for serial, sent in enumerate((AT - DAY, AT + DAY)):
        mine = one(serial, code=thing.number, place=thing.place, said_at=far)
        assert office.post(url("upload", count.pk), batch(mine, sent_at=sent)).status_code == 200
    assert office.get(url("scans", count.pk)).status_code == 200
    assert {count.opened_at <= scan.at <= AT for scan in Scan.objects.all()} == {True}


def test_a_photo_is_read_by_the_server(desks, people, count):
    office = desks["office"]
    words = f"https://hechuan.test/a/{line(count).asset.token}/"
    assert office.post(url("decode"), {"photo": qr(words)}).json() == {"codes": [words]}
    blank = SimpleUploadedFile("b.png", picture(), "image/png")
    for body, said in (({}, "拍下标签"), ({"photo": blank}, "认不出")):
        answer = office.post(url("decode"), body)
        assert answer.status_code == 422
        assert said in answer.json()["sentence"]
    pdf = SimpleUploadedFile("x.pdf", b"%PDF-1.4\n%%EOF", "application/pdf")
    assert office.post(url("decode"), {"photo": pdf}).status_code == 422
    assert desks["gm"].post(url("decode"), {"photo": qr(words)}).status_code == 403


def picture():
    from PIL import Image

    buffer = io.BytesIO()
    Image.new("RGB", (200, 200), "#7a8").save(buffer, "PNG")
    return buffer.getvalue()


def test_the_worker_and_the_way_in(desks, count):
    office = desks["office"]
    assert "javascript" in office.get(url("worker"))["Content-Type"]
    assert office.get(url("start"))["Location"] == url("phone", count.pk)
    type(count).objects.update(status="cancelled")
    assert office.get(url("start"))["Location"] == url("index")
    assert desks["gm"].get(url("worker")).status_code == 403


def test_behind_a_rooms_code(desks, count):
    room = Room.objects.earliest("pk")
    code = url("room", room.token)
    assert desks["office"].get(code)["Location"] == f"{url('phone', count.pk)}?room={room.token}"
    for post in ("gm", None):
        assert "盘点用的房间码" in text(desks[post].get(code))
    answer = desks[None].get(url("room", "nothing"))
    assert answer.status_code == 404
    assert "不是本中心" in text(answer)
