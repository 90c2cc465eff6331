"""Children live and end together, whichever way the end comes."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tenants.embedded import EmbeddedError, processes, serving
from tenants.embedded.supervisor import Child, Supervisor
from tests.embedded import CHECKOUT

# A child with a child of its own; the second one does not listen to SIGTERM.
FAMILY = """
import signal, subprocess, sys, time
if sys.argv[1] == "stubborn":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print("up", flush=True)
time.sleep(60)
"""
SUPERVISOR = f"""
import sys
from tenants.embedded import supervisor
supervisor.GRACE_SECONDS = 1.0
family = {FAMILY!r}
names = ("polite", "stubborn")
children = [supervisor.Child(n, [sys.executable, "-c", family, n]) for n in names]
up = []
def say(line):
    print(line, flush=True)
    up.append(line)
with supervisor.Signals() as signals:
    runner = supervisor.Supervisor(children, say=say)
    try:
        runner.run(is_ready=lambda: len(up) == 2, when_ready=lambda: print("ready", flush=True))
    except supervisor.Stopped as stopped:
        print("stopped by", stopped.number, flush=True)
    finally:
        runner.stop(hurry=signals.hurry)
"""

Supervised = subprocess.Popen[str]


@pytest.fixture
def supervised(tmp_path: Path) -> Iterator[Supervised]:
    """A supervisor whose whole family works in the test's folder, and is ready."""
    process = subprocess.Popen(
        [sys.executable, "-c", SUPERVISOR],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(CHECKOUT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        for line in process.stdout:
            if line == "ready\n":
                break
        yield process
        process.kill()
    for pid in processes.working_in(tmp_path):
        os.kill(pid, signal.SIGKILL)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_children_and_grandchildren(
    number: signal.Signals, supervised: Supervised, tmp_path: Path
) -> None:
    assert len(processes.working_in(tmp_path)) == 5
    supervised.send_signal(number)
    assert supervised.wait(timeout=10) == 0
    assert supervised.stdout is not None
    assert f"stopped by {number}" in supervised.stdout.read()
    assert processes.working_in(tmp_path) == []


def test_a_second_signal_does_not_wait_for_the_stubborn(
    supervised: Supervised, tmp_path: Path
) -> None:
    supervised.send_signal(signal.SIGINT)
    assert supervised.stdout is not None
    assert "stopped by" in supervised.stdout.readline()
    supervised.send_signal(signal.SIGINT)
    assert supervised.wait(timeout=10) == 0
    assert processes.working_in(tmp_path) == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of the death")
def test_children_of_a_killed_supervisor_are_told_to_end(
    supervised: Supervised, tmp_path: Path
) -> None:
    supervised.kill()
    supervised.wait()
    # The stubborn child and both grandchildren stay: told is not forced.
    assert processes.wait_until(lambda: len(processes.working_in(tmp_path)) <= 3, seconds=5)


def test_a_child_that_ends_by_itself_is_named() -> None:
    lines: list[str] = []
    child = Child("short", [sys.executable, "-c", "print('说一句'); raise SystemExit(3)"])
    supervisor = Supervisor([child], say=lines.append)
    ended = supervisor.run(is_ready=lambda: False, when_ready=lambda: None)
    supervisor.stop(hurry=threading.Event())
    assert ended is child
    assert child.process is not None
    assert child.process.returncode == 3
    assert lines == ["short │ 说一句"]


def test_a_taken_port_is_said_before_anything_starts() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(EmbeddedError, match=rf"Port {port} is taken by another program"):
            serving.free_addresses(port)


def test_a_free_port_is_opened_on_the_loopback_only() -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    addresses = serving.free_addresses(port)
    assert addresses[0] == f"127.0.0.1:{port}"
    assert set(addresses[1:]) <= {f"[::1]:{port}"}


POOL = """
import time
from concurrent.futures import ProcessPoolExecutor
from tenants.embedded import supervisor

with supervisor.Signals():
    try:
        with ProcessPoolExecutor(2) as pool:
            work = [pool.submit(time.sleep, 60) for _ in range(2)]
            time.sleep(0.3)
            print("ready", flush=True)
            work[0].result()
    except supervisor.Stopped:
        print("stopped", flush=True)
"""


def test_a_signal_while_the_demo_is_built_does_not_wait_for_the_builders(tmp_path: Path) -> None:
    builder = subprocess.Popen(
        [sys.executable, "-c", POOL],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(CHECKOUT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    with builder:
        assert builder.stdout is not None
        assert builder.stdout.readline() == "ready\n"
        builder.send_signal(signal.SIGTERM)
        assert builder.wait(timeout=10) == 0
        assert builder.stdout.read() == "stopped\n"
    assert processes.working_in(tmp_path) == []
