"""Files on a station's page: no pictures, too large, of the wrong kind, by the wrong one."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from core import attachments
from operations.stations.services.opening import photo_kinds
from tests.pages import text

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
MEGABYTE = 1024 * 1024


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def jpeg(padding=0):
    """A real picture, as heavy as wanted."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "#8a5a1c").save(out, "JPEG")
    return out.getvalue() + b"\0" * padding


def add(desk, station, content, *, kind="acceptance_inside", name="店内.jpg"):
    """Send one file and read the record again."""
    sent = {"kind": kind, "file": SimpleUploadedFile(name, content)}
    return desk.post(reverse("stations:record_files", args=[station.pk]), sent, follow=True)


@pytest.mark.handbook(142)
def test_a_picture_is_added_and_counts(desk_of, awaiting):
    shown = text(add(desk_of("area_clerk"), awaiting, jpeg()))
    assert "已添加 店内.jpg" in shown
    assert photo_kinds(awaiting) == {"inside"}
    assert "室外照片" in shown


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"not a picture", "店内.jpg："),
        (b"", "空"),
        (jpeg()[:60], "图片"),
        (b"MZ" + b"\0" * 300, "店内.jpg："),
        (jpeg(11 * MEGABYTE), "10 MB"),
        (jpeg(40 * MEGABYTE), "20 MB"),
    ],
)
def test_what_is_no_picture_of_ours_is_refused_in_words(desk_of, awaiting, content, words):
    answer = add(desk_of("area_clerk"), awaiting, content)
    assert answer.status_code == 200
    assert words in text(answer)
    assert not attachments.of(awaiting).exists()


@pytest.mark.handbook(142)
def test_a_photo_of_form_c_is_a_picture_an_agreement_may_be_a_pdf(desk_of, awaiting):
    clerk = desk_of("area_clerk")
    add(clerk, awaiting, PDF, name="店内.pdf")
    assert not attachments.of(awaiting).exists()
    assert photo_kinds(awaiting) == set()
    add(clerk, awaiting, PDF, kind="agreement", name="协议.pdf")
    assert attachments.of(awaiting).get().kind == "agreement"


def test_a_kind_that_does_not_exist_and_no_file_at_all(desk_of, awaiting):
    clerk = desk_of("area_clerk")
    assert "请先选择文件" in text(add(clerk, awaiting, jpeg(), kind="selfie"))
    address = reverse("stations:record_files", args=[awaiting.pk])
    assert "请先选择文件" in text(clerk.post(address, {"kind": "other"}, follow=True))
    assert not attachments.of(awaiting).exists()


@pytest.mark.handbook(148)
@pytest.mark.parametrize("post", ["finance", "editor", "frontdesk"])
def test_who_has_no_part_in_stations_adds_and_removes_nothing(desk_of, awaiting, photograph, post):
    photograph(awaiting, "inside")
    found = attachments.of(awaiting).get()
    desk = desk_of(post)
    assert add(desk, awaiting, jpeg()).status_code == 403
    remove = reverse("stations:record_file_remove", args=[awaiting.pk, found.pk])
    assert desk.post(remove, {"reason": "不好看"}).status_code == 403
    assert attachments.of(awaiting).get() == found
    assert 'name="file"' not in text(desk.get(reverse("stations:record", args=[awaiting.pk])))


@pytest.mark.handbook(148)
def test_the_own_township_and_the_own_manager_add_theirs(desk_of, awaiting):
    for number, (post, scope) in enumerate(
        (("township", awaiting.process_scope()), ("station_mgr", awaiting.own_scope)), start=1
    ):
        add(desk_of(post, scope=scope), awaiting, jpeg(), kind="other")
        assert attachments.of(awaiting).count() == number


def test_a_file_goes_only_with_a_reason_and_only_from_its_own_station(
    desk_of, awaiting, photograph
):
    photograph(awaiting, "inside")
    found = attachments.of(awaiting).get()
    clerk = desk_of("area_clerk")
    remove = reverse("stations:record_file_remove", args=[awaiting.pk, found.pk])
    clerk.post(remove, {"reason": " "})
    assert attachments.of(awaiting).exists()
    elsewhere = reverse("stations:record_file_remove", args=[awaiting.pk + 1, found.pk])
    assert clerk.post(elsewhere, {"reason": "传错了"}).status_code == 404
    clerk.post(remove, {"reason": "传错了"})
    assert not attachments.of(awaiting).exists()
