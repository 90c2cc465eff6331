"""Homes for embedded services, processes that hold them, and a sweep after each test."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tenants.embedded import Broker, Home, Postgres, processes
from tests.embedded import CHECKOUT

HOLDER = """
import sys
from pathlib import Path
from tenants import embedded
home, wanted = embedded.Home(Path(sys.argv[1])), sys.argv[2]
with embedded.services(postgres=wanted == "postgres", broker=wanted == "broker", home=home):
    print("up", flush=True)
    sys.stdin.read()
"""

Holder = subprocess.Popen[str]
Hold = Callable[..., Holder]


def sweep(home: Home) -> None:
    """Stop whatever a test left running in the home."""
    for folder in (home.data.resolve() / "pg", home.data.resolve() / "valkey"):
        for pid in processes.working_in(folder):
            os.kill(pid, 9)
        processes.wait_until(lambda folder=folder: not processes.working_in(folder), seconds=5)


@pytest.fixture(autouse=True)
def _usual_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the tests may have a database of another name, place or kind."""
    for name in ("COUNTYLINK_DB", "COUNTYLINK_DB_VOLATILE", "COUNTYLINK_DATA_DIR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """An empty home, its servers gone when the test is over."""
    made = Home(tmp_path / ".data")
    yield made
    sweep(made)


@pytest.fixture
def postgres(home: Home) -> Postgres:
    """The server of the home, not yet started."""
    return Postgres(home)


@pytest.fixture
def broker(home: Home) -> Broker:
    """The broker of the home, not yet started."""
    return Broker(home)


@pytest.fixture
def hold() -> Iterator[Hold]:
    """Start a process that holds a service until its input closes or it is killed."""
    started: list[Holder] = []

    def start(home: Home, service: str = "broker") -> Holder:
        holder = subprocess.Popen(
            [sys.executable, "-c", HOLDER, str(home.data), service],
            cwd=CHECKOUT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(holder)
        assert holder.stdout is not None
        assert holder.stdout.readline() == "up\n"
        return holder

    yield start
    for holder in started:
        holder.kill()
        holder.wait()
        for stream in (holder.stdin, holder.stdout):
            assert stream is not None
            stream.close()


def leave(holder: Holder) -> None:
    """Let a holder end its block and exit."""
    assert holder.stdin is not None
    holder.stdin.close()
    assert holder.wait(timeout=30) == 0
