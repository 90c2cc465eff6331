"""Files of a case over the API: all or none, judged by content, behind the permission check."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from core import attachments
from core.attachments.sniffing import LARGEST_PICTURE
from core.models import Attachment
from operations.casework import services
from tenants.context import county_context
from tests.api.casework import at_station, png, send_files, upload
from tests.api.test_problems import problem

KEY = {"Idempotency-Key": "files-1"}
PROGRAM = b"MZ\x90\x00" + b"\x00" * 200


@pytest.fixture
def front(caller, county_a):
    return caller(county_a, "frontdesk")


def stored(county) -> int:
    with county_context(county):
        return Attachment.objects.count()


def on_disk() -> int:
    return sum(1 for one in Path(settings.MEDIA_ROOT).rglob("attachments/**/*") if one.is_file())


def test_files_are_added_listed_and_fetched(front, submitted, county_a):
    reply = send_files(
        front, submitted.pk, upload(), upload("计划.png", png("#ff0000")), note="正面"
    )
    assert reply.status_code == 201, reply.content
    first = reply.json()["results"][0]
    assert (first["name"], first["media_type"], first["note"]) == (
        "身份证.png",
        "image/png",
        "正面",
    )
    assert first["added_by"] == "鄢云舟"
    listed = front.get(f"cases/{submitted.pk}/attachments/").json()["results"]
    assert [one["name"] for one in listed] == ["身份证.png", "计划.png"]
    fetched = front.client.get(first["url"])
    content = b"".join(fetched.streaming_content)
    assert fetched.headers["Content-Type"] == "image/png"
    assert fetched.headers["X-Content-Type-Options"] == "nosniff"
    assert fetched.headers["Cache-Control"] == "private, no-cache"
    assert len(content) == first["size"]
    again = front.client.get(first["url"], headers={"If-None-Match": fetched.headers["ETag"]})
    assert again.status_code == 304
    picture = front.client.get(first["url"], headers={"Accept": "image/png"})
    assert picture.status_code == 200


def test_a_file_proves_its_material(front, submitted):
    send_files(front, submitted.pk, upload(), kind="material:identity")
    papers = front.get(f"cases/{submitted.pk}/").json()["materials"]
    assert [one["file"] for one in papers if one["key"] == "identity"] == [True]


def test_five_files_of_which_one_is_a_program_leave_nothing(front, submitted, county_a):
    before = on_disk()
    files = [upload(f"照片{n}.png") for n in range(4)]
    files.insert(2, upload("合同.png", PROGRAM))
    told = problem(send_files(front, submitted.pk, *files, headers=KEY), 422, "rule")
    assert list(told["fields"]) == ["file.2"]
    assert "合同.png" in told["detail"]
    assert "程序" in told["detail"]
    assert (stored(county_a), on_disk()) == (0, before)
    # The key is not used up by what was refused.
    good = [upload(f"照片{n}.png") for n in range(4)]
    assert send_files(front, submitted.pk, *good, headers=KEY).status_code == 201
    # Each picture with its small one.
    assert (stored(county_a), on_disk()) == (4, before + 8)


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("空.png", b"", "空"),
        ("压缩.docx", b"PK\x05\x06" + b"\x00" * 40, "压缩"),
        ("网页.pdf", b"<html><script>alert(1)</script>", "不接受"),
        ("老.doc", b"\xd0\xcf\x11\xe0" + b"\x00" * 40, "docx"),
        ("脚本.jpg", b"#!/bin/sh\nrm -rf /", "程序"),
    ],
)
def test_what_may_not_come_is_told_in_words(front, submitted, county_a, name, content, word):
    told = problem(send_files(front, submitted.pk, upload(name, content)), 422, "rule")
    assert list(told["fields"]) == ["file.0"]
    assert word in told["detail"]
    assert stored(county_a) == 0


def test_too_large_a_picture_and_too_large_a_body(front, submitted, monkeypatch):
    big = upload("大.png", png() + b"\x00" * LARGEST_PICTURE)
    told = problem(send_files(front, submitted.pk, big), 422, "rule")
    assert "MB" in told["detail"]
    reply = front.client.post(
        f"/api/v1/cases/{submitted.pk}/attachments/", b"x", content_type="multipart/form-data",
        CONTENT_LENGTH=str(10**9),
    )  # fmt: skip
    problem(reply, 413, "too_large")


@pytest.mark.parametrize(
    ("data", "fields"),
    [
        ({"kind": "", "file": []}, {"kind", "file"}),
        ({"kind": "passport"}, {"kind"}),
        ({"kind": "material:passport"}, {"kind"}),
        ({"kind": "other", "colour": "red"}, {"colour"}),
        ({"kind": "other", "note": "长" * 201}, {"note"}),
    ],
)
def test_what_has_not_the_right_shape_is_refused_by_name(front, submitted, data, fields):
    sent = {"file": [upload()]} | data
    reply = front.client.post(f"/api/v1/cases/{submitted.pk}/attachments/", sent)
    assert set(problem(reply, 400, "invalid")["fields"]) == fields


def test_six_files_are_one_too_many(front, submitted):
    told = problem(send_files(front, submitted.pk, *(upload() for _n in range(6))), 400, "invalid")
    assert list(told["fields"]) == ["file"]


def test_json_is_not_taken_here_and_a_broken_form_neither(front, submitted):
    told = problem(
        front.post(f"cases/{submitted.pk}/attachments/", {"kind": "other"}),
        415,
        "unsupported_media_type",
    )
    assert "multipart/form-data" in told["detail"]
    reply = front.client.post(
        f"/api/v1/cases/{submitted.pk}/attachments/", b"--x\r\n", content_type="multipart/form-data"
    )
    problem(reply, 400, "malformed")


def test_the_same_upload_twice_is_one(front, submitted, county_a):
    first = send_files(front, submitted.pk, upload(), headers=KEY)
    again = send_files(front, submitted.pk, upload(), headers=KEY)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    assert again.headers["Idempotency-Replayed"] == "true"
    assert stored(county_a) == 1
    other = send_files(front, submitted.pk, upload(content=png("#123456")), headers=KEY)
    problem(other, 409, "idempotency_conflict")
    assert stored(county_a) == 1


@pytest.mark.handbook(148)
def test_files_are_for_those_who_see_the_case(front, submitted, caller, county_a, station):
    url = send_files(front, submitted.pk, upload()).json()["results"][0]["url"]
    manager = at_station(caller, county_a, station)
    for address in (f"cases/{submitted.pk}/attachments/", url.removeprefix("/api/v1/")):
        problem(manager.get(address), 404, "not_found")
    problem(send_files(manager, submitted.pk, upload()), 404, "not_found")
    assert caller(county_a, "leader").client.get(url).status_code == 200
    finance = caller(county_a, "finance")
    problem(finance.client.get(url), 404, "not_found")
    problem(send_files(finance, submitted.pk, upload()), 403, "denied")
    problem(caller(county_a).client.get(url), 401, "unauthenticated")


def test_a_file_of_another_record_is_404(front, submitted, county_a, station, desk):
    with county_context(county_a):
        foreign = attachments.attach(station, upload(), kind="photo", by=desk)
    problem(front.get(f"cases/{submitted.pk}/attachments/{foreign.pk}/"), 404, "not_found")


def test_a_removed_file_is_gone(front, submitted, county_a, desk):
    told = send_files(front, submitted.pk, upload()).json()["results"][0]
    with county_context(county_a):
        kept = Attachment.objects.get(pk=told["id"])
        attachments.remove(kept, by=desk, reason="传错了", at=timezone.now())
    assert front.get(f"cases/{submitted.pk}/attachments/").json()["results"] == []
    problem(front.client.get(told["url"]), 404, "not_found")


def test_nothing_is_added_to_a_case_that_is_over(front, submitted, county_a, desk):
    with county_context(county_a):
        services.case_withdraw(case_id=submitted.pk, by=desk, at=timezone.now(), reason="不办了")
    problem(send_files(front, submitted.pk, upload()), 403, "denied")


def test_a_file_of_one_county_is_nothing_in_another(front, submitted, caller, county_b):
    url = send_files(front, submitted.pk, upload()).json()["results"][0]["url"]
    problem(caller(county_b, "frontdesk").client.get(url), 404, "not_found")
