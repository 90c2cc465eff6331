"""Approval sheets of many documents as one file, made by a job."""

import io

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from pypdf import PdfReader

from core.errors import Violation
from core.models import Paper
from core.models.jobs import Job
from operations.documents import rules
from operations.documents.lifecycle import S
from operations.documents.tasks import print_sheets
from tests.operations.documents.conftest import bring
from tests.operations.documents.test_pages import INDEX

PRINT = reverse("documents:print_sheets", urlconf="config.urls.county")


def pages_of(job):
    """The words of each page of the file, and the file's own name."""
    job.refresh_from_db()
    assert (job.state, job.error) == ("done", "")
    with job.result_file.open() as stored:
        found = PdfReader(io.BytesIO(stored.read())).pages
    return ["".join(page.extract_text().split()) for page in found]


def test_the_sheets_of_a_list_are_set_as_one_file(
    people, desk_of, django_capture_on_commit_callbacks
):
    one = bring(people, S.ARCHIVED)
    two = bring(people, S.OFFICE_REVIEW, title="关于开展直播培训的报告", kind="report")
    office = desk_of("office")
    assert "打印这2件的发文稿纸" in "".join(office.get(INDEX).content.decode().split())
    with django_capture_on_commit_callbacks(execute=True):
        answer = office.post(PRINT)
    job = Job.objects.get()
    assert answer.url == reverse("console:job", args=[job.pk])
    first, blank, second = pages_of(job)
    # Each begins on the front of a leaf; the issued one has its code, the other has none yet.
    assert blank == ""
    issued = Paper.objects.get(kind="发文稿纸", object_id=str(one.pk), voided_at=None)
    assert one.number in first
    assert issued.code[:4] in first
    assert two.title in second
    assert job.result_text == "共2张发文稿纸。"
    assert job.result_name == "发文稿纸.pdf"


def test_only_what_the_starter_may_read_is_printed(
    people, desk_of, django_capture_on_commit_callbacks
):
    mine = bring(people, S.OFFICE_REVIEW)
    other = desk_of("drafter", username="other-drafter")
    assert mine.title not in other.get(INDEX).content.decode()
    asked = other.post(PRINT)
    assert asked.url.startswith(INDEX)
    assert [str(one) for one in get_messages(asked.wsgi_request)] == [
        "没有符合条件的公文，无需打印。"
    ]
    assert not Job.objects.exists()


def test_what_is_no_longer_readable_stays_out(people, desk_of, django_capture_on_commit_callbacks):
    bring(people, S.OFFICE_REVIEW)
    with django_capture_on_commit_callbacks():
        desk_of("office").post(PRINT)
    job = Job.objects.get()
    job.actor["holdings"], job.actor["user_id"] = [], 0
    job.save()
    print_sheets.run(job_id=str(job.pk), **job.kwargs)
    assert pages_of(job) == []


def test_filters_of_the_address_hold(people, desk_of, django_capture_on_commit_callbacks):
    bring(people, S.OFFICE_REVIEW, title="关于开展直播培训的报告", kind="report")
    bring(people, S.OFFICE_REVIEW)
    with django_capture_on_commit_callbacks(execute=True):
        desk_of("office").post(f"{PRINT}?kind=report")
    assert ["直播培训" in page for page in pages_of(Job.objects.get())] == [True]


def test_too_many_are_refused_with_what_to_do():
    rules.sheets_can_be_printed(count=500)
    with pytest.raises(
        Violation, match="共有501件符合条件，一次最多打印500件。请按年份、状态或部门筛选"
    ):
        rules.sheets_can_be_printed(count=501)


def test_it_is_asked_for_by_a_button(desk_of):
    assert desk_of("office").get(PRINT).status_code == 405
