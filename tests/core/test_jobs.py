"""Jobs: sent on commit, told how far they are, ended once, found again when lost."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from celery import shared_task
from django.db import connections, transaction
from django.utils import timezone

from core import inbox, jobs
from core.actor import Actor, Holding, Scope
from core.errors import Denied, Violation
from core.jobs import actors, live
from core.jobs import services as job_services
from core.jobs.running import Running
from core.models import Job
from core.tasks import forget_job_files, sweep_jobs

BY = Actor(
    user_id=7,
    name="蔺小满",
    holdings=frozenset({Holding("office"), Holding("station_mgr", Scope("station", "3"))}),
    address="10.0.0.8",
    device="Chrome",
    acting_for=Actor(user_id=8, name="祝望舒"),
)
SEEN = []


@shared_task(name="tests.count_stations")
def count_stations(*, job_id, upto=3, trouble=""):
    with jobs.running(job_id) as job:
        for done in range(1, upto + 1):
            job.progress(done, upto, f"第{done}个")
        SEEN.append(job.by)
        if trouble == "file":
            job.keep("站点,3".encode(), name="站点.csv")
        if trouble == "violation":
            raise Violation("没有站点。")
        if trouble == "crash":
            raise RuntimeError("secret detail")
        job.result(f"共{upto}个站点", "/console/stations/")


@pytest.fixture(autouse=True)
def _forget(in_county_a):
    SEEN.clear()


def start(**kwargs):
    return jobs.start("tests.count_stations", title="统计站点", by=BY, kwargs=kwargs)


def run(django_capture_on_commit_callbacks, **kwargs):
    with django_capture_on_commit_callbacks(execute=True):
        job = start(**kwargs)
        assert job.state == "queued"
        assert SEEN == []
    job.refresh_from_db()
    return job


def test_a_job_runs_after_the_commit_as_the_person_who_asked(django_capture_on_commit_callbacks):
    job = run(django_capture_on_commit_callbacks)
    assert (job.state, job.percent, job.attempt) == ("done", 100, 1)
    assert (job.result_text, job.result_url) == ("共3个站点", "/console/stations/")
    assert job.is_over
    assert str(job) == "统计站点"
    assert [BY] == SEEN
    assert actors.unpack(actors.pack(BY)) == BY
    assert list(jobs.recent(BY)) == [job]


def test_an_unknown_task_is_refused_when_asked_for():
    with pytest.raises(LookupError):
        jobs.start("tests.unheard_of", title="x", by=BY)


def test_a_refusal_ends_the_job_with_its_sentence(django_capture_on_commit_callbacks):
    job = run(django_capture_on_commit_callbacks, trouble="violation")
    assert (job.state, job.error) == ("failed", "没有站点。")


def test_a_crash_ends_the_job_without_its_details_and_reaches_the_log(
    django_capture_on_commit_callbacks, caplog
):
    with pytest.raises(RuntimeError):
        run(django_capture_on_commit_callbacks, trouble="crash")
    job = Job.objects.get()
    assert job.state == "failed"
    assert "secret" not in job.error
    assert str(job.pk)[:8] in job.error
    assert str(job.pk) in caplog.text


def test_a_second_delivery_does_nothing(django_capture_on_commit_callbacks):
    job = run(django_capture_on_commit_callbacks)
    with pytest.raises(jobs.NotNeeded), jobs.running(job.pk):
        pytest.fail("must not run")
    with pytest.raises(jobs.NotNeeded), jobs.running(uuid4()):
        pytest.fail("must not run")


def test_an_older_attempt_finds_that_it_is_late():
    job = start()
    with pytest.raises(jobs.NotNeeded), jobs.running(job.pk) as first:
        with jobs.running(job.pk) as second:
            assert (first.attempt, second.attempt) == (1, 2)
        first.progress(1, 1)
    job.refresh_from_db()
    assert (job.state, job.attempt) == ("done", 2)


def test_progress_is_seen_while_the_task_is_in_its_transaction():
    job = start()
    with jobs.running(job.pk) as handle, transaction.atomic():
        handle.progress(1, 4, "第1个")
        seen = jobs.progress_of(Job.objects.get(pk=job.pk), at=timezone.now())
        assert (seen.percent, seen.text, seen.seconds_left) == (25, "第1个", None)
        handle.progress(2, 4, "too soon to be written again")
        assert live.read(job.pk).percent == 25
    assert live.read(job.pk) is None


def test_progress_of_nothing_is_zero_and_a_row_outside_a_transaction_is_written():
    job = start()
    with jobs.running(job.pk) as handle:
        handle.progress(0, 0)
        assert live.read(job.pk).percent == 0
        wrapper = connections["default"]
        wrapper.in_atomic_block = False  # as in a task without a transaction of its own
        try:
            handle.progress(3, 3, "完成")
        finally:
            wrapper.in_atomic_block = True
        assert Job.objects.get(pk=job.pk).text == "完成"


def test_time_left_is_told_after_five_seconds():
    job = start()
    now = timezone.now()
    job.state, job.percent, job.started_at = "running", 25, now - timedelta(seconds=10)
    assert jobs.progress_of(job, at=now).seconds_left == 30
    job.started_at = now - timedelta(seconds=2)
    assert jobs.progress_of(job, at=now).seconds_left is None


def test_a_waiting_job_is_cancelled_at_once_and_only_by_its_starter():
    job = start()
    with pytest.raises(Denied):
        jobs.cancel(job.pk, by=Actor(user_id=9, name="鄢青禾"), at=timezone.now())
    assert jobs.cancel(job.pk, by=BY, at=timezone.now()).state == "cancelled"
    with pytest.raises(Violation):
        jobs.cancel(job.pk, by=BY, at=timezone.now())
    with pytest.raises(jobs.NotNeeded), jobs.running(job.pk):
        pytest.fail("must not run")


def test_a_running_job_stops_at_its_next_step_and_undoes_its_work():
    job = start()
    with jobs.running(job.pk) as handle, transaction.atomic():
        jobs.cancel(job.pk, by=BY, at=timezone.now())
        Job.objects.filter(pk=job.pk).update(text="written by the task")
        handle.progress(1, 2)
        pytest.fail("must not go on")
    job.refresh_from_db()
    assert job.text != "written by the task"


def test_cancelling_is_seen_when_it_was_committed_elsewhere():
    job = start()
    with jobs.running(job.pk) as handle:
        jobs.cancel(job.pk, by=BY, at=timezone.now())
        handle.progress(1, 2)
        pytest.fail("must not go on")
    job.refresh_from_db()
    assert job.state == "cancelled"


def test_the_sweep_sends_lost_and_orphaned_jobs_again_but_not_for_ever(monkeypatch):
    sent = []
    monkeypatch.setattr(count_stations, "apply_async", lambda kwargs: sent.append(kwargs))  # noqa: PLW0108 - by its keyword
    now = timezone.now()
    lost, orphan, alive, hopeless, fresh = (start(upto=n) for n in range(1, 6))
    old = now - timedelta(minutes=10)
    Job.objects.exclude(pk=fresh.pk).update(created_at=old)
    Job.objects.filter(pk__in=[orphan.pk, alive.pk, hopeless.pk]).update(
        state="running", heartbeat_at=old
    )
    Job.objects.filter(pk=hopeless.pk).update(attempt=5)
    live.write(alive.pk, live.Live(percent=5, text="", at=now.timestamp()))
    assert jobs.sweep(at=now) == 2
    assert {kwargs["job_id"] for kwargs in sent} == {str(lost.pk), str(orphan.pk)}
    assert {kwargs["upto"] for kwargs in sent} == {1, 2}
    hopeless.refresh_from_db()
    assert hopeless.state == "failed"
    assert "5" in hopeless.error
    assert sweep_jobs.run() == 2


def test_a_handle_carries_the_starter():
    job = start()
    assert Running(job).by.acting_for.name == "祝望舒"
    assert datetime(2026, 1, 1, tzinfo=UTC) < job.created_at


def test_what_may_not_be_done_twice_at_a_time_is_one_job(monkeypatch):
    given = {"title": "统计站点", "by": BY, "once": "count"}
    first = jobs.start("tests.count_stations", **given)
    assert jobs.start("tests.count_stations", **given) == first
    # Whoever has not seen the first one yet is stopped by the database.
    monkeypatch.setattr(job_services, "UNDER_WAY", ())
    assert jobs.start("tests.count_stations", **given) == first
    monkeypatch.undo()
    Job.objects.update(state="done")
    assert jobs.start("tests.count_stations", **given) != first
    assert start() != start()


def test_permission_can_be_asked_again_when_the_work_is_done(people, now):
    on = now.date()
    system = Actor.system("x")
    assert jobs.as_of(system, on=on) is system
    asked = replace(people.actor_of(2), address="10.0.0.8", device="Chrome")
    people.posts[2] = {Holding("leader")}
    found = jobs.as_of(asked, on=on)
    assert (found.posts, found.address, found.device) == ({"leader"}, "10.0.0.8", "Chrome")
    deputy = inbox.deputy_appoint(
        absent_id=4, deputy_id=2, from_date=on, to_date=on, reason="出差",
        by=people.actor_of(4), at=now,
    )  # fmt: skip
    acting = inbox.stand_in(by=found, absent_id=4, on=on)
    assert jobs.as_of(acting, on=on) == acting
    inbox.deputy_end(deputy_id=deputy.pk, by=people.actor_of(4), at=now)
    with pytest.raises(Denied):
        jobs.as_of(acting, on=on)
    people.gone.add(2)
    with pytest.raises(Denied, match="蔺小满"):
        jobs.as_of(asked, on=on)


def test_a_file_that_came_of_it_is_kept_for_a_week(django_capture_on_commit_callbacks):
    job = run(django_capture_on_commit_callbacks, trouble="file")
    assert (job.state, job.result_name) == ("done", "站点.csv")
    assert job.result_file.read().decode() == "站点,3"
    job.result_file.close()
    assert forget_job_files.run() == 0
    Job.objects.update(finished_at=timezone.now() - timedelta(days=8))
    assert forget_job_files.run() == 1
    kept = Job.objects.get()
    assert not kept.result_file
    assert not job.result_file.storage.exists(job.result_file.name)
    assert kept.result_text == "共3个站点"


def test_an_attempt_that_is_late_leaves_no_file(django_capture_on_commit_callbacks):
    job = start()
    with jobs.running(job.pk) as newer:
        late = Running(Job.objects.get())
        late.attempt -= 1
        with pytest.raises(jobs.NotNeeded):
            late.keep(b"late", name="late.csv")
        newer.keep(b"mine", name="mine.csv")
        earlier = Job.objects.get().result_file
        with django_capture_on_commit_callbacks(execute=True):
            newer.keep(b"mine", name="mine.csv")
    assert not earlier.storage.exists(earlier.name)
    assert Job.objects.get().result_name == "mine.csv"
