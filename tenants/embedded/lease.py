"""Last one out turns off the light: who holds an embedded service, and who stops it.

Every process that needs a service holds a shared lock on `<service>.lease`. Starting and stopping
happen under the exclusive lock `<service>.start`. Whoever leaves tries to turn its shared lock into
an exclusive one: when that works nobody else is left, and it stops the server. Locks are the
kernel's (flock), so a process that is killed leaves none behind.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Protocol

from tenants.embedded.errors import EmbeddedError, gettext_noop
from tenants.embedded.home import Home
from tenants.embedded.processes import wait_until

START_TIMEOUT_SECONDS = 90


class Server(Protocol):
    """What a lease starts and stops."""

    @property
    def name(self) -> str:
        """The service's name in file names."""

    def start(self) -> None:
        """Make sure that the server answers; nothing happens when it does already."""

    def stop(self) -> None:
        """Make sure that no process of the server is left."""


class Lease:
    """One process' hold on one embedded server."""

    def __init__(self, home: Home, server: Server) -> None:
        self._home = home
        self._server = server
        self._file: IO[bytes] | None = None
        self._owner = 0

    @property
    def held(self) -> bool:
        """Whether this very process holds the lease; a forked child does not."""
        return self._file is not None and self._owner == os.getpid()

    def take(self) -> None:
        """Start the server if need be and hold it. Raises EmbeddedError."""
        if self.held:
            return
        self._home.prepare()
        with self._starting():
            file = self._open("lease")
            fcntl.flock(file, fcntl.LOCK_SH)
            try:
                self._server.start()
            except BaseException:
                file.close()
                raise
            self._file, self._owner = file, os.getpid()

    def release(self) -> None:
        """Let go, and stop the server when nobody else holds it.

        In a child of the process that took the lease nothing happens: the hold is its parent's.
        """
        if self._file is None or not self.held:
            return
        file, self._file = self._file, None
        # The file closes inside the gate: two leaving at once must not each see the other.
        with self._starting(), file:
            if _lock(file, fcntl.LOCK_EX):
                self._server.stop()

    def is_used(self) -> bool:
        """Whether any process holds the server."""
        self._home.prepare()
        with self._starting(), self._open("lease") as file:
            return not _lock(file, fcntl.LOCK_EX)

    @contextmanager
    def _starting(self) -> Iterator[None]:
        with self._open("start") as gate:
            if not wait_until(lambda: _lock(gate, fcntl.LOCK_EX), seconds=START_TIMEOUT_SECONDS):
                raise EmbeddedError(
                    gettext_noop("Another process has been starting %(service)s for too long."),
                    service=self._server.name,
                )
            yield

    def _open(self, suffix: str) -> IO[bytes]:
        return _path(self._home, self._server.name, suffix).open("ab")


def _path(home: Home, name: str, suffix: str) -> Path:
    return home.data / f"{name}.{suffix}"


def _lock(file: IO[bytes], kind: int) -> bool:
    """Try to lock without waiting."""
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
