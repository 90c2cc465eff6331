"""Files on a record page."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from core import attachments


def picture() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "seagreen").save(out, "PNG")
    return SimpleUploadedFile("身份证.png", out.getvalue())


@pytest.fixture
def page(person):
    return reverse("people:record", args=[person.pk])


def test_a_file_is_added_and_taken_off_with_a_reason(browser, page, person):
    browser.post(f"{page}files/", {"kind": "scan", "file": picture()})
    found = attachments.of(person).get()
    assert found.name in browser.get(page).content.decode()
    browser.post(f"{page}files/{found.pk}/remove/", {"reason": ""})
    assert attachments.of(person).exists()
    browser.post(f"{page}files/{found.pk}/remove/", {"reason": "传错了"})
    assert not attachments.of(person).exists()


def test_what_is_no_file_of_ours_is_refused_in_words(browser, page, person):
    bad = SimpleUploadedFile("a.png", b"not a picture")
    answer = browser.post(f"{page}files/", {"kind": "scan", "file": bad}, follow=True)
    assert "a.png：" in answer.content.decode()
    assert not attachments.of(person).exists()


def test_without_a_file_or_a_kind_nothing_happens(browser, page, person):
    browser.post(f"{page}files/", {"kind": "scan"})
    browser.post(f"{page}files/", {"kind": "other", "file": picture()})
    assert not attachments.of(person).exists()


def test_only_for_those_whom_the_guard_lets(desk_of, page):
    director = desk_of("director")
    assert director.post(f"{page}files/", {"kind": "scan", "file": picture()}).status_code == 403


def test_reading_the_address_is_not_allowed(browser, page):
    assert browser.get(f"{page}files/").status_code == 405
