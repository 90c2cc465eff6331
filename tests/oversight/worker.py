"""A real worker as processes of its own, and the ways in which it is killed."""

import os
import signal
import subprocess
import sys
import uuid
from pathlib import Path
from typing import Any

from celery import Celery

from tenants import embedded
from tenants.embedded.processes import is_alive, wait_until

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60


class Worker:
    """`celery worker` with one child that does the tasks, on a database and queue of a test."""

    def __init__(self, database: str, folder: Path) -> None:
        if "REDIS_URL" not in os.environ:
            embedded.ensure(postgres=False, broker=True)
        self.queue = f"killed-{uuid.uuid4().hex[:8]}"
        self._log = folder / "worker.log"
        self._environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.oversight.settings",
            "COUNTYLINK_DB": database,
            "KILLED_QUEUE": self.queue,
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'platform'}",
            "PYTHONWARNINGS": "ignore",
        }
        self._process: subprocess.Popen[bytes] | None = None
        self._sender = _sender(self.queue)

    def start(self) -> None:
        """Start it; what is sent meanwhile waits for it."""
        words = ["--loglevel", "INFO", "--concurrency", "1", "--without-mingle"]
        with self._log.open("a") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "celery", "-A", "config.celery", "worker", *words],
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def send(
        self,
        task: str,
        *,
        place: str,
        args: tuple[str, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> None:
        """As the web server or the scheduler sends it."""
        self._sender.send_task(task, args, kwargs, headers={"county": place})

    def kill(self) -> None:
        """kill -9 of the worker and its child, as a machine that loses power does."""
        assert self._process is not None
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(10)

    def kill_child(self) -> None:
        """kill -9 of the child alone, as the kernel does where memory is short."""
        assert self._process is not None
        children = _children(self._process.pid)
        for pid in children:
            os.kill(pid, signal.SIGKILL)
        assert children
        assert wait_until(lambda: not any(is_alive(pid) for pid in children), seconds=10)

    def stop(self) -> None:
        """End whatever still runs."""
        if self._process is not None and self._process.poll() is None:
            self.kill()
        self._sender.close()

    @property
    def said(self) -> str:
        """The end of its log, for a failure."""
        return self._log.read_text()[-3000:]


def _sender(queue: str) -> Celery:
    """A client of the worker's broker; the tests' own Celery runs everything at once instead."""
    url = os.environ.get("REDIS_URL") or embedded.redis_url()
    if url:
        sender = Celery(broker=url.replace("unix://", "redis+socket://"), set_as_current=False)
        sender.conf.broker_transport_options = {"global_keyprefix": f"{queue}:"}
    else:
        sender = Celery(broker="filesystem://", set_as_current=False)
        sender.conf.broker_transport_options = embedded.filesystem_transport()
    sender.conf.task_default_queue = queue
    return sender


def _children(pid: int) -> list[int]:
    shown = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=True
    )
    return [int(word) for word in shown.stdout.split()]
