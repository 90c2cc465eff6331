"""Child processes under one roof: started together, their lines prefixed, ended together."""

import contextlib
import ctypes
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO

from tenants.embedded.errors import gettext_noop

PR_SET_PDEATHSIG = 1
POLL_SECONDS = 0.1
# Celery lets a running task end; a demo does not wait longer than this for it.
GRACE_SECONDS = 12.0


class Stopped(BaseException):
    """A signal asked this process to end. Not an Exception: nothing on the way may swallow it."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class Signals:
    """Ctrl-C, `kill` and a closed terminal become one `Stopped`, raised once.

    A second one sets `hurry`: who is ending things then no longer waits politely.
    """

    NUMBERS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def __init__(self) -> None:
        self._before: dict[int, object] = {}
        self._stopped = False
        self._owner = os.getpid()
        self.hurry = threading.Event()

    def __enter__(self) -> "Signals":
        for number in self.NUMBERS:
            self._before[number] = signal.signal(number, self._heard)
        return self

    def _heard(self, number: int, frame: object) -> None:
        if os.getpid() != self._owner:
            # A pool's forked child inherits this handler; its work is ours to give up.
            os._exit(128 + number)
        if self._stopped:
            self.hurry.set()
            return
        self._stopped = True
        for worker in multiprocessing.active_children():
            worker.terminate()
        raise Stopped(number)

    def __exit__(self, *exception: object) -> None:
        for number, handler in self._before.items():
            # None stands for a handler that was not installed from Python.
            signal.signal(number, handler or signal.SIG_DFL)  # type: ignore[arg-type] # as given by signal()


@dataclass
class Child:
    """One process to run: its label in the output, its command, what its environment adds."""

    label: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[str] | None = None


class Supervisor:
    """Runs children until one of them ends or `Stopped` is raised; leaves none behind."""

    def __init__(self, children: Sequence[Child], *, say: Callable[[str], None]) -> None:
        self._children = children
        self._say = say
        self._lock = threading.Lock()
        self._readers: list[threading.Thread] = []

    def run(self, *, is_ready: Callable[[], bool], when_ready: Callable[[], None]) -> Child:
        """Start all and watch them; returns the first that ended by itself.

        `when_ready` is called once, as soon as `is_ready` says so.
        """
        for child in self._children:
            self._start(child)
        ready = False
        while True:
            for child in self._children:
                if child.process is not None and child.process.poll() is not None:
                    return child
            if not ready and is_ready():
                ready = True
                when_ready()
            time.sleep(POLL_SECONDS)

    def _start(self, child: Child) -> None:
        child.process = subprocess.Popen(  # noqa: S603 - our own programs
            child.command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            env=os.environ | child.environment,
            # Their own sessions: Ctrl-C reaches only us, and a child's children end with it.
            start_new_session=True,
            preexec_fn=_die_with_parent,  # noqa: PLW1509 - no thread holds a lock it needs
        )
        reader = threading.Thread(target=self._relay, args=(child,), daemon=True)
        reader.start()
        self._readers.append(reader)

    def _relay(self, child: Child) -> None:
        stream: IO[str] | None = child.process.stdout if child.process else None
        for line in stream or ():
            if line.strip():
                with self._lock:
                    self._say(f"{child.label} │ {line.rstrip()}")

    def stop(self, *, hurry: threading.Event) -> None:
        """End every child and its children: politely, then, or in a hurry, at once."""
        self._signal(signal.SIGTERM)
        deadline = time.monotonic() + GRACE_SECONDS
        while self._running() and time.monotonic() < deadline and not hurry.is_set():
            time.sleep(POLL_SECONDS)
        # Also for children that ended: what they left in their session ends here.
        self._signal(signal.SIGKILL)
        for child in self._children:
            if child.process is not None:
                child.process.wait()
        for reader in self._readers:
            reader.join(timeout=1)

    def _running(self) -> bool:
        return any(child.process and child.process.poll() is None for child in self._children)

    def _signal(self, number: signal.Signals) -> None:
        for child in self._children:
            if child.process is not None:
                # The child leads its session, so its number is its group's, alive or not.
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.killpg(child.process.pid, number)


def _load_libc() -> ctypes.CDLL | None:
    return ctypes.CDLL(None) if sys.platform == "linux" else None


_libc = _load_libc()


def _die_with_parent() -> None:
    """In the child before it runs: ask Linux to end it when its parent is killed outright."""
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def exit_reason(child: Child) -> tuple[str, dict[str, object]]:
    """The sentence, with its parameters, for a child that ended by itself."""
    code = child.process.returncode if child.process else 0
    return (
        gettext_noop("%(label)s has ended by itself (exit code %(code)s); everything is stopped."),
        {"label": child.label.strip(), "code": code},
    )
