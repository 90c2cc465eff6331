"""Long work on a page, and the search over all modules."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from console import search
from core import jobs
from core.models.jobs import Job
from tests import cast


def text(response):
    return response.content.decode()


@pytest.fixture
def job(admin):
    return Job.objects.create(
        title="导出站点名册",
        task="x",
        state=Job.State.RUNNING,
        percent=40,
        text="已写入40行",
        started_by_id=admin.pk,
        started_by_name="柏知秋",
        started_at=timezone.now(),
    )


def test_a_job_shows_how_far_it_is_and_asks_again(browser, job):
    shown = text(browser.get(reverse("console:job", args=[job.pk])))
    assert "已写入40行" in shown
    assert reverse("console:job_cancel", args=[job.pk]) in shown
    assert 'value="40"' in shown
    assert reverse("console:job_status", args=[job.pk]) in shown


def test_when_it_is_over_it_stops_asking(browser, job):
    Job.objects.update(state=Job.State.DONE, result_text="共导出40行", result_url="/console/")
    shown = text(browser.get(reverse("console:job_status", args=[job.pk])))
    assert "共导出40行" in shown
    assert "hx-get" not in shown
    # Nor does it offer to stop what has ended.
    assert reverse("console:job_cancel", args=[job.pk]) not in shown


def test_others_jobs_are_404_but_not_for_the_administrator(desk_of, job):
    address = reverse("console:job", args=[job.pk])
    assert desk_of("director").get(address).status_code == 404
    assert desk_of("county_admin").get(address).status_code == 200


def test_the_file_that_came_of_it_is_for_its_starter_alone(browser, desk_of, job):
    address = reverse("console:job_file", args=[job.pk])
    assert browser.get(address).status_code == 404
    job.result_file.save(".pdf", ContentFile(b"%PDF-1.7 x"), save=False)
    job.result_name, job.state = "名册.pdf", Job.State.DONE
    job.save()
    shown = text(browser.get(reverse("console:job", args=[job.pk])))
    assert address in shown
    assert "下载 名册.pdf" in shown
    answer = browser.get(address)
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 x"
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    Job.objects.update(finished_at=timezone.now() - jobs.FILES_KEPT)
    assert browser.get(address).status_code == 404
    assert address not in text(browser.get(reverse("console:job", args=[job.pk])))
    Job.objects.update(finished_at=timezone.now())
    keeper = desk_of("county_admin")
    assert keeper.get(address).status_code == 404
    assert address not in text(keeper.get(reverse("console:job", args=[job.pk])))


def test_one_can_ask_it_to_stop(browser, job):
    browser.post(reverse("console:job_cancel", args=[job.pk]))
    job.refresh_from_db()
    assert job.cancel_asked


def test_ones_own_are_listed(browser, desk_of, job):
    assert "导出站点名册" in text(browser.get(reverse("console:jobs")))
    assert "导出站点名册" not in text(desk_of("director").get(reverse("console:jobs")))


def test_modules_answer_the_search(browser, monkeypatch):
    monkeypatch.setattr(search, "_finders", {})
    search.register(
        "t", "事项", lambda actor, words, limit: [search.Hit(f"{words}一", "/console/", "编号1")]
    )
    shown = text(browser.get("/console/search/?q=示例"))
    assert "示例一" in shown
    assert "编号1" in shown


def test_one_sign_finds_nothing(in_county_a, monkeypatch):
    monkeypatch.setattr(search, "_finders", {})
    search.register("t", "事项", lambda actor, words, limit: [search.Hit("x", "/")])
    assert search.search("县", by=cast.actor("admin")) == []
