"""On a real server: fifty equal writes at once, and a process killed between commit and answer."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from api.models import KeptAnswer
from operations.stations.models import Inspection, Station
from tenants import hosts
from tenants.context import CountyRef, county_context
from tenants.embedded import serving
from tests import cast
from tests.browser.served import ROOT, free_port
from tests.operations.stations.test_rules import FULL
from tests.permissions import samples

COUNT = 50
SHEET = {f"score_{part}": points for part, points in FULL.items()} | {"uncorrected_faults": 0}


@contextmanager
def server(
    database: str, folder: Path, **more: str
) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """The web process alone, as it is deployed: two workers of eight threads."""
    port = free_port()
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "COUNTYLINK_DB": database,
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'platform'}",
        "PYTHONWARNINGS": "ignore",
        "WEB_BIND": f"127.0.0.1:{port}",
        "WEB_WORKERS": "2",
        "WEB_THREADS": "8",
        "WEB_LOG_LEVEL": "warning",
        **more,
    }
    command = [sys.executable, "-m", "gunicorn", "-c", str(ROOT / "deploy/gunicorn.conf.py")]
    with (folder / f"web-{port}.log").open("w") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
        )
        try:
            until = time.monotonic() + 60
            while not serving.answers(port):
                assert process.poll() is None, (folder / f"web-{port}.log").read_text()[-2000:]
                assert time.monotonic() < until, "the server does not answer"
                time.sleep(0.1)
            yield port, process
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait(20)


@pytest.fixture
def prepared(own_database) -> tuple[CountyRef, int, str]:
    """A station at work, and the token of somebody who may inspect it."""
    county = hosts.by_code("980121")
    with county_context(county):
        samples.county_records()
        station = Station.objects.get()
        # The life up to here is other tests' subject.
        Station.objects.filter(pk=station.pk).update(**{"status": "operating"})
        token = cast.token(cast.appoint("ops"))
    return county, station.pk, token


def inspect(
    port: int, county: CountyRef, station: int, token: str, key: str
) -> tuple[int, bytes, str]:
    """One visit of a station."""
    return post(port, county, f"stations/{station}/inspect/", SHEET, token=token, key=key)


def post(
    port: int, county: CountyRef, path: str, body: object, *, token: str, key: str
) -> tuple[int, bytes, str]:
    """One POST; its status, body and whether it was replayed."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        link.request(
            "POST",
            f"/api/v1/{path}",
            json.dumps(body),
            {
                "Host": county.host,
                "Authorization": f"Bearer {token}",
                "Content-Type": "application/json",
                "Idempotency-Key": key,
            },
        )
        reply = link.getresponse()
        return reply.status, reply.read(), reply.headers.get("Idempotency-Replayed", "")
    finally:
        link.close()


def at_once(send: Callable[[], tuple[int, bytes, str]]) -> list[tuple[int, bytes, str]]:
    """Fifty of it at the same moment."""
    gate = threading.Barrier(COUNT)
    answers: list[tuple[int, bytes, str]] = []

    def one() -> None:
        gate.wait()
        answers.append(send())

    threads = [threading.Thread(target=one) for _number in range(COUNT)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def all_the_same(answers: list[tuple[int, bytes, str]], status: int) -> None:
    """Fifty equal answers, of which one is the first."""
    assert [found for found, _body, _replayed in answers] == [status] * COUNT
    assert len({body for _status, body, _replayed in answers}) == 1
    assert [replayed for _status, _body, replayed in answers].count("true") == COUNT - 1


def killed(
    folder: Path, database: str, send: Callable[[int], object], *, before: bool = False
) -> None:
    """Kill the server with -9 while a write waits: after its commit, or before it."""
    flag = folder / "reached"
    stalled = {"DJANGO_SETTINGS_MODULE": "tests.api.stalling", "STALL_FLAG": str(flag)}
    if before:
        stalled["STALL_BEFORE"] = "1"
    with server(database, folder, **stalled) as (port, process):
        caller = threading.Thread(target=_hang_up, args=(lambda: send(port),))
        caller.start()
        until = time.monotonic() + 30
        while not flag.exists():
            assert time.monotonic() < until, "the write was not reached"
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)
        caller.join(20)


@pytest.mark.slow
def test_fifty_equal_writes_at_once_are_one_record(prepared, own_database, tmp_path):
    county, station, token = prepared
    with server(own_database, tmp_path) as (port, _process):
        answers = at_once(lambda: inspect(port, county, station, token, "fifty"))
    all_the_same(answers, 200)
    with county_context(county):
        assert Inspection.objects.count() == 1
        assert KeptAnswer.objects.count() == 1


@pytest.mark.slow
def test_killed_between_commit_and_answer_the_repeat_finds_the_record(
    prepared, own_database, tmp_path
):
    county, station, token = prepared
    killed(tmp_path, own_database, lambda port: inspect(port, county, station, token, "killed"))
    with county_context(county):
        assert Inspection.objects.count() == 1
    with server(own_database, tmp_path) as (port, _process):
        status, body, replayed = inspect(port, county, station, token, "killed")
    assert (status, replayed) == (200, "true")
    assert json.loads(body)["id"] == station
    with county_context(county):
        assert Inspection.objects.count() == 1


@pytest.mark.slow
def test_killed_before_the_commit_the_repeat_does_the_work(prepared, own_database, tmp_path):
    county, station, token = prepared
    killed(
        tmp_path,
        own_database,
        lambda port: inspect(port, county, station, token, "killed"),
        before=True,
    )
    with server(own_database, tmp_path) as (port, _process):
        status, _body, replayed = inspect(port, county, station, token, "killed")
    assert (status, replayed) == (200, "")
    with county_context(county):
        assert Inspection.objects.count() == 1


def _hang_up(send: Callable[[], object]) -> None:
    try:
        send()
    except (OSError, http.client.HTTPException):
        return
    raise AssertionError("an answer came, so the process was not killed in time")
