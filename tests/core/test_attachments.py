"""Files: judged by content, cleaned, stored under random names, served through a guard."""

import io
import zipfile
import zlib
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook
from PIL import Image

from core import attachments, audit
from core.actor import Actor
from core.attachments import guards, media, office, pictures, sniffing
from core.attachments.services import display_name
from core.errors import Violation
from core.models import Attachment, CalendarDay
from tenants.context import county_context
from tests import cast

BY = Actor(user_id=1, name="祝望舒")
AT = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture
def day(in_county_a, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return CalendarDay.objects.first()


def photo(form="JPEG", size=(640, 480), *, mode="RGB", gps=True, orientation=None):
    picture = Image.effect_noise(size, 40).convert(mode)
    if mode == "RGBA":
        picture.putalpha(120)
    exif = Image.Exif()
    if gps:
        exif.get_ifd(0x8825).update({1: "N", 2: (30.0, 38.0, 24.36), 3: "E", 4: (116.0, 34.0, 5.0)})
        exif.get_ifd(0x8769)[0x9003] = "2026:11:20 09:30:00"
    if orientation:
        exif[0x0112] = orientation
    exif[0x010F] = "SecretCamera"
    target = io.BytesIO()
    picture.save(target, form, exif=exif)
    return target.getvalue()


def xlsx():
    target = io.BytesIO()
    Workbook().save(target)
    return target.getvalue()


def packed(**files):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return target.getvalue()


def docx(**more):
    return packed(
        **{"[Content_Types]_dot_xml": "<Types/>", "word__document_dot_xml": "<d/>"}, **more
    )


def attach(record, content, name="照片.jpg", **kwargs):
    return attachments.attach(
        record, SimpleUploadedFile(name, content), kind="photo", by=BY, **kwargs
    )


def refused(content, name="照片.jpg", **kwargs):
    with pytest.raises(Violation) as caught:
        attachments.inspect(io.BytesIO(content), size=len(content), field="file")
    assert caught.value.field == "file"
    return caught.value.sentence


def test_a_photo_is_redrawn_without_what_the_camera_wrote(day):
    found = attach(day, photo(), name="../../etc/门头 照片.exe")
    assert found.media_type == "image/jpeg"
    assert found.name == "门头 照片.jpg"
    assert "exe" not in found.file.name
    with found.file.open() as opened:
        content = opened.read()
    assert b"SecretCamera" not in content
    assert not Image.open(io.BytesIO(content)).getexif()
    assert (found.width, found.height) == (640, 480)
    assert found.latitude is None
    assert found.thumbnail_url.endswith("?size=thumb")
    assert audit.timeline(day).last().action == "attachment.add"
    assert str(found) == found.name


def test_the_position_is_kept_where_it_is_wanted(day):
    found = attach(day, photo(), keep_position=True)
    assert (found.latitude, found.longitude) == (Decimal("30.640100"), Decimal("116.568056"))
    assert found.taken_at.isoformat() == "2026-11-20T09:30:00+08:00"


def test_positions_of_the_south_and_west_are_negative_and_nonsense_is_none():
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "S", 2: (1.0, 30.0, 0.0), 3: "W", 4: (2.0, 0.0, 0.0)})
    assert pictures._position(exif) == (Decimal("-1.500000"), Decimal("-2.000000"))
    exif.get_ifd(0x8825).update({2: (95.0, 0.0, 0.0)})
    assert pictures._position(exif) == (None, None)
    exif.get_ifd(0x8825).update({2: (1.0,)})
    assert pictures._position(exif) == (None, None)


def test_pictures_stand_upright_and_are_made_smaller(day):
    found = attach(day, photo(size=(3000, 1000), orientation=6))
    assert (found.width, found.height) == (853, 2560)
    with found.thumbnail.open() as opened:
        assert max(Image.open(opened).size) == pictures.THUMBNAIL_SIDE


@pytest.mark.parametrize(("form", "mode"), [("PNG", "RGBA"), ("WEBP", "RGBA"), ("PNG", "RGB")])
def test_png_and_webp_keep_their_transparency(day, form, mode):
    found = attach(day, photo(form, mode=mode, gps=False))
    assert found.media_type == f"image/{form.lower()}"
    with found.file.open() as opened:
        assert Image.open(opened).mode == mode


def test_what_is_appended_to_a_picture_is_gone(day):
    found = attach(day, photo() + b"PK\x03\x04<script>alert(1)</script>")
    with found.file.open() as opened:
        assert b"script" not in opened.read()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "空"),
        (b"MZ\x90\x00" + b"\0" * 100, "程序"),
        (b"\x7fELF" + b"\0" * 100, "程序"),
        (b"#!/bin/sh\nrm -rf /\n", "程序"),
        (b"Rar!\x1a\x07\x00", "压缩包"),
        (b"7z\xbc\xaf\x27\x1c", "压缩包"),
        (packed(a_dot_txt="x"), "压缩包"),
        (packed(**{"[Content_Types]_dot_xml": "x", "ppt__a_dot_xml": "x"}), "压缩包"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 20, "HEIC"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "JPG"),
        (b"GIF89a" + b"\0" * 20, "JPG"),
        (b"\xff\xd8\xff\xe0 not a picture", "图片"),
        (photo()[:2000], "图片"),
        (b"PK\x03\x04 broken", "损坏"),
        (docx(word__vbaProject_dot_bin="x"), "宏"),
        (docx(word__big_dot_xml=b"\0" * 6_000_000), "过大"),
    ],
)
def test_what_is_refused_says_why(content, says):
    assert says in refused(content)


def test_sizes_have_limits():
    with pytest.raises(Violation, match=r"20\.0"):
        attachments.inspect(io.BytesIO(b"x"), size=20 * 1024 * 1024 + 1)
    with pytest.raises(Violation, match="10 MB"):
        attachments.inspect(io.BytesIO(photo() + b"\0" * 11 * 1024 * 1024), size=11 * 1024 * 1024)


def test_a_document_is_no_larger_where_films_may_be_larger(monkeypatch):
    monkeypatch.setattr(sniffing, "LARGEST_DOCUMENT", 40)
    with pytest.raises(Violation, match="0 MB"):
        attachments.inspect(io.BytesIO(PDF), size=len(PDF), with_media=True)


HEAD = b"\0\0\0\x10ftypisom\0\0\2\0"
MOOV, MDAT = b"\0\0\0\x08moov", b"\0\0\0\x0cmdat1234"


@pytest.mark.parametrize(
    ("boxes", "whole"),
    [
        (MOOV + MDAT, True),
        # A size in eight bytes, and a last box that goes to the end of the file.
        (MOOV + b"\0\0\0\1mdat" + (20).to_bytes(8, "big") + b"1234", True),
        (MOOV + b"\0\0\0\0mdat1234", True),
        (MOOV + b"\0\0\0\1mdat" + (200).to_bytes(8, "big") + b"1234", False),
        # Boxes shorter than their own heads.
        (MOOV + b"\0\0\0\4mdat1234", False),
        (MDAT, False),
        (MOOV, False),
    ],
)
def test_a_film_is_whole_by_its_boxes(boxes, whole):
    if whole:
        assert media.media_type(HEAD + boxes) == "video/mp4"
        return
    with pytest.raises(Violation, match="MP4"):
        media.media_type(HEAD + boxes)


def test_more_pixels_than_fit_are_refused_before_they_are_unpacked():
    target = io.BytesIO()
    Image.new("1", (9000, 8000)).save(target, "PNG")
    assert "9000" in refused(target.getvalue())


def test_too_many_entries_are_a_bomb(monkeypatch):
    monkeypatch.setattr(office, "MOST_ENTRIES", 1)
    assert "过大" in refused(docx())


PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF"


def object_stream(text, *, header=b"/Type /ObjStm /Filter /FlateDecode", body=None):
    body = zlib.compress(text) if body is None else body
    return PDF + b"\n2 0 obj\n<< " + header + b" >>\nstream\r\n" + body + b"\nendstream\nendobj"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (PDF + b"<< /S /JavaScript /JS (app.alert(1)) >>", "脚本"),
        (PDF + b"<< /S /J#61vaScript >>", "脚本"),
        (PDF + b"<< /S /Launch /F (cmd.exe) >>", "脚本"),
        (object_stream(b"1 0 << /S /JavaScript >>"), "脚本"),
        (object_stream(b"", header=b"/Type /ObjStm", body=b"<< /S /Java#53cript >>"), "脚本"),
        (PDF + b"/Encrypt 5 0 R", "密码"),
        (object_stream(b"", body=b"not deflated"), "读取"),
        (object_stream(b"", header=b"/Type /ObjStm /Filter /LZWDecode", body=b"x"), "读取"),
    ],
)
def test_pdfs_with_active_content_are_refused(content, says):
    assert says in refused(content)


def test_a_pdf_that_unpacks_without_end_is_refused(monkeypatch):
    monkeypatch.setattr("core.attachments.pdf.MOST_UNPACKED", 100)
    assert "读取" in refused(object_stream(b"a" * 1000))


def test_honest_documents_pass(day):
    pdf = attach(day, object_stream(b"1 0 << /Type /Page >>"), name="协议.pdf")
    assert pdf.media_type == "application/pdf"
    assert attach(day, PDF + b"\n1 0 obj << >> stream\nxx\nendstream").name == "照片.pdf"
    plain = object_stream(b"", header=b"/Type /ObjStm", body=b"1 0 << /Type /Page >>")
    assert attach(day, plain, name="名单.pdf").media_type == "application/pdf"
    assert attach(day, xlsx(), name="表.zip").name == "表.xlsx"
    assert attach(day, docx(), name="a").media_type == office.DOCX
    assert not pdf.is_image
    assert pdf.thumbnail_url == ""


def test_a_form_may_want_photos_or_documents_only(day):
    with pytest.raises(Violation, match="照片"):
        attach(day, PDF, allow=attachments.PICTURES)
    with pytest.raises(Violation, match="文档"):
        attach(day, photo(), allow=attachments.DOCUMENTS)
    assert not Attachment.objects.exists()


def test_several_files_come_all_or_none_and_the_bad_one_is_named(day, settings):
    def good():
        return [SimpleUploadedFile(f"{n}.jpg", photo()) for n in range(2)]

    bad = SimpleUploadedFile("合同.jpg", b"MZ\x90" + bytes(40))
    with pytest.raises(Violation) as found:
        attachments.attach_all(day, [*good(), bad], kind="other", by=BY)
    assert found.value.field == "file.2"
    assert found.value.sentence.startswith("合同.jpg：")
    assert not Attachment.objects.exists()
    assert not [one for one in settings.MEDIA_ROOT.rglob("*") if one.is_file()]
    with pytest.raises(Violation, match="文档"):
        attachments.attach_all(day, good(), kind="other", by=BY, allow=attachments.DOCUMENTS)
    added = attachments.attach_all(day, good(), kind="other", by=BY, note="正面")
    assert [(one.name, one.note) for one in added] == [("0.jpg", "正面"), ("1.jpg", "正面")]
    assert attachments.of(day).count() == 2


def test_a_record_has_its_files_until_they_are_removed_with_a_reason(day):
    first, second = attach(day, photo()), attach(day, xlsx())
    assert list(attachments.of(day)) == [first, second]
    assert list(attachments.of(day, kind="photo")) == [first, second]
    assert not attachments.of(day, kind="other").exists()
    with pytest.raises(Violation):
        attachments.remove(first, by=BY, reason=" ", at=AT)
    attachments.remove(first, by=BY, reason="拍错了", at=AT)
    assert list(attachments.of(day)) == [second]
    assert audit.timeline(day).last().note == "拍错了"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("照片.JPG", "照片.jpg"),
        ("", "文件.jpg"),
        ("...", "文件.jpg"),
        ("a\u202egpj.exe", "agpj.jpg"),
        ("x" * 200 + ".png", "x" * 80 + ".jpg"),
        ('a"b\n<c>.png', "a_b_c.jpg"),
    ],
)
def test_names_are_for_display_only(typed, shown):
    assert display_name(typed, ".jpg") == shown


# --- serving ---


@pytest.fixture
def guarded(monkeypatch):
    monkeypatch.setattr(guards, "_guards", {})
    attachments.register_guard(CalendarDay, lambda actor, record: "director" in actor.posts)


def test_only_whom_the_guard_lets_gets_the_file(day, guarded, client_for, county_a, county_b):
    found, sheet = attach(day, photo()), attach(day, xlsx(), name="台账.xlsx")
    zhu, clerk = cast.appoint("director"), cast.appoint("staff")
    page = client_for(county_a, zhu).get(found.url)
    assert page.status_code == 200
    assert page["Content-Type"] == "image/jpeg"
    assert page["X-Content-Type-Options"] == "nosniff"
    assert page["Content-Disposition"].startswith("inline")
    assert "sandbox" in page["Content-Security-Policy"]
    small = client_for(county_a, zhu).get(found.thumbnail_url)
    assert len(b"".join(small.streaming_content)) < found.size
    download = client_for(county_a, zhu).get(sheet.url)
    assert download["Content-Disposition"].startswith("attachment")
    assert client_for(county_a, clerk).get(found.url).status_code == 404
    assert client_for(county_a).get(found.url).status_code == 404
    with county_context(county_b):
        neighbour = cast.appoint("director")
    assert client_for(county_b, neighbour).get(found.url).status_code == 404
    assert client_for(county_a, zhu).post(found.url).status_code == 405


def test_removed_files_and_unguarded_models_are_not_served(day, guarded, client_for, county_a):
    found = attach(day, photo())
    zhu = client_for(county_a, cast.appoint("director"))
    attachments.remove(found, by=BY, reason="拍错了", at=AT)
    assert zhu.get(found.url).status_code == 404
    kept = attach(day, photo())
    guards._guards.clear()
    assert zhu.get(kept.url).status_code == 404
    assert not attachments.may_see(BY, None)
