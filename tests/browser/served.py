"""The whole product as processes: web server, worker and scheduler, as `make demo` starts them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tenants import embedded
from tenants.embedded import serving

ROOT = Path(__file__).resolve().parents[2]
READY_SECONDS = 60


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def product(database: str, folder: Path) -> Iterator[int]:
    """Serve a database until the end of the block; gives the port."""
    if "REDIS_URL" not in os.environ:
        embedded.ensure(postgres=False, broker=True)
    port = free_port()
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
        "COUNTYLINK_DB": database,
        "COUNTYLINK_DEBUG": "0",
        "DEMO_PORT": str(port),
        "JOURNEY_NAME": f"journey-{port}",
        "JOURNEY_MEDIA": str(folder / "media"),
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'platform'}",
        "PYTHONWARNINGS": "ignore",
        "WEB_BIND": f"127.0.0.1:{port}",
        "WEB_WORKERS": "1",
        "WEB_THREADS": "6",
        "WEB_LOG_LEVEL": "warning",
    }
    celery = [sys.executable, "-m", "celery", "--quiet", "-A", "config.celery"]
    quietly = ["--loglevel", "WARNING"]
    beat = ["beat", *quietly, "--schedule", str(folder / "beat"), "--pidfile", ""]
    commands = (
        [sys.executable, "-m", "gunicorn", "-c", str(ROOT / "deploy/gunicorn.conf.py")],
        [*celery, "worker", *quietly, "--concurrency", "1", "--without-mingle"],
        [*celery, *beat],
    )
    with (folder / "served.log").open("w") as log:
        running = [
            subprocess.Popen(
                command,
                cwd=ROOT,
                env=environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            for command in commands
        ]
        try:
            _wait(port, running, folder / "served.log")
            yield port
        finally:
            _end(running)


def _wait(port: int, running: list[subprocess.Popen[bytes]], log: Path) -> None:
    until = time.monotonic() + READY_SECONDS
    while not serving.answers(port):
        ended = [process.args for process in running if process.poll() is not None]
        if ended or time.monotonic() > until:
            raise AssertionError(f"not served: {ended}\n{log.read_text()[-3000:]}")
        time.sleep(0.2)


def _end(running: list[subprocess.Popen[bytes]]) -> None:
    for process in running:
        process.terminate()
    for process in running:
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(5)
