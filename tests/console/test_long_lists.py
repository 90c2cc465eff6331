"""The file of a long list is made by a job: once, as far as one may still read, for its asker."""

import io

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Grant
from accounts.services import grant_revoke
from console.lists import making
from core import jobs
from core.models.audit import AuditEntry
from core.models.jobs import Job
from operations.staff import services
from tests import cast
from tests.console.test_lists import LIST, people, text

__all__ = ["people"]
ASKED = f"{LIST}?export=xlsx&o=joined_date&p=2"


@pytest.fixture
def long(people, monkeypatch):
    """Three are a long list."""
    monkeypatch.setattr(making, "DIRECT", 2)


@pytest.fixture
def ask(browser, long, django_capture_on_commit_callbacks):
    """ask(before): press the button, let something happen, and let the job run."""

    def press(before=None, address=ASKED):
        with django_capture_on_commit_callbacks(execute=True):
            answer = browser.get(address)
            if before is not None:
                before()
        job = Job.objects.latest("created_at")
        assert answer["Location"] == reverse("console:job", args=[job.pk])
        return job

    return press


def revoke():
    """行政部 is no longer hers."""
    given = {"by": cast.SYSTEM, "reason": "调岗", "at": timezone.now()}
    grant_revoke(grant_id=Grant.objects.get(post="admin").pk, **given)


def cells(content):
    return [list(row) for row in openpyxl.load_workbook(io.BytesIO(content)).active.values]


@pytest.mark.handbook(152)
def test_a_long_list_is_made_by_a_job_and_says_the_same(browser, ask, monkeypatch):
    job = ask()
    assert (job.state, job.title, job.result_name) == ("done", "人员名册（XLSX）", "人员名册.xlsx")
    assert job.result_text == "共 3 行；全部条目。"
    entry = AuditEntry.objects.get(action="list.export")
    assert (entry.changes["rows"], entry.actor_name, entry.clauses) == (3, "柏知秋", [152])
    bell = reverse("console:bell")
    assert "文件已备好" in text(browser.get(bell))
    made = browser.get(reverse("console:job_file", args=[job.pk])).getvalue()
    assert "文件已备好" not in text(browser.get(bell))
    monkeypatch.setattr(making, "DIRECT", 3)
    direct = browser.get(ASKED).getvalue()
    assert cells(made)[:-1] == cells(direct)[:-1]
    assert cells(made)[3][3] == "199****7001"


def test_a_filter_narrows_what_the_job_makes(ask):
    for number in range(2):
        services.person_register(
            name=f"祝南{number}", by=cast.actor("admin"), joined_date=cast.ON, at=timezone.now()
        )
    job = ask(address=f"{LIST}?export=csv&name__icontains=南")
    with job.result_file.open() as file:
        content = file.read().decode("utf-8-sig")
    assert ("祝南星" in content, "卜知夏" in content) == (True, False)
    assert "姓名：南" in job.result_text


def test_while_it_is_made_a_second_click_leads_to_the_same_job(browser, long, desk_of):
    first = browser.get(ASKED)["Location"]
    assert browser.get(f"{LIST}?o=joined_date&export=xlsx")["Location"] == first
    assert browser.get(f"{LIST}?export=csv&o=joined_date")["Location"] != first
    assert desk_of("director").get(ASKED)["Location"] != first
    assert Job.objects.count() == 3
    Job.objects.update(state=Job.State.FAILED)
    assert browser.get(ASKED)["Location"] != first


def test_who_lost_the_post_before_it_ran_gets_no_file(ask):
    job = ask(before=revoke)
    assert (job.state, job.result_file.name) == ("failed", "")
    assert "不能再查看" in job.error
    assert not AuditEntry.objects.filter(action="list.export").exists()


def test_a_file_is_closed_with_the_post_that_opened_it(browser, ask):
    job = ask()
    cast.appoint("staff", username="admin")
    revoke()
    answer = browser.get(reverse("console:job_file", args=[job.pk]))
    assert answer.status_code == 403
    assert "重新申请导出" in text(answer)


def test_what_no_sheet_can_hold_is_refused_with_a_way_out(browser, long, monkeypatch):
    monkeypatch.setattr(making, "MOST_OF_A_SHEET", 2)
    answer = browser.get(ASKED)
    assert answer["Location"] == f"{LIST}?o=joined_date&p=2"
    assert "CSV" in text(browser.get(answer["Location"]))
    assert not Job.objects.exists()


def test_a_list_that_is_gone_ends_the_job_in_words(admin, django_capture_on_commit_callbacks):
    gone = {"path": "/console/people/999999/", "query": "", "kind": "csv"}
    with django_capture_on_commit_callbacks(execute=True):
        job = jobs.start(making.TASK, title="x", by=cast.actor("admin"), kwargs=gone)
    job.refresh_from_db()
    assert job.state == "failed"
    assert "已不存在" in job.error
