"""Questions about processes that PostgreSQL's own pid file answers wrongly."""

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

PROC = Path("/proc")


def is_alive(pid: int) -> bool:
    """Whether the process runs. A zombie does not: it only waits to be reaped."""
    if pid <= 0:
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return _state(pid) not in {"Z", "X"}


def _state(pid: int) -> str:
    """The letter of the process' state; empty when it has gone meanwhile."""
    if PROC.is_dir():
        try:
            # The name in brackets may itself hold brackets and spaces: read from the last one.
            return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[0]
        except (OSError, IndexError):
            return "X"
    shown = subprocess.run(  # noqa: S603 - a fixed command and a number
        ["ps", "-o", "stat=", "-p", str(pid)],  # noqa: S607 - wherever the system has it
        capture_output=True,
        text=True,
        check=False,
    )
    return shown.stdout.strip()[:1] or "X"


def working_in(folder: Path) -> list[int]:
    """The live processes whose working directory is the folder.

    Every PostgreSQL process works in its data folder, also the ones that outlive a killed
    postmaster by a second. Where there is no /proc the answer is empty.
    """
    return [pid for pid in _pids() if _works_in(pid, folder) and is_alive(pid)]


def _pids() -> Iterator[int]:
    if PROC.is_dir():
        yield from (int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit())


def _works_in(pid: int, folder: Path) -> bool:
    try:
        return (PROC / str(pid) / "cwd").readlink() == folder
    except OSError:  # gone, or not ours to look at
        return False


def is_working_in(pid: int, folder: Path) -> bool:
    """Whether the process is alive and works in the folder; without /proc alive must do."""
    return is_alive(pid) and (not PROC.is_dir() or _works_in(pid, folder))


def wait_until(condition: Callable[[], bool], *, seconds: float, pause: float = 0.02) -> bool:
    """Ask until the condition holds; False when it still does not after so many seconds."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(pause)
    return True
