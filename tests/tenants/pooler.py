"""PgBouncer in transaction mode in front of the test server, where the program is installed."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection


def program() -> str | None:
    """PgBouncer's path; Debian keeps it where only root looks."""
    return shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def pooler(folder: Path, *, pool_size: int) -> Iterator[int]:
    """Run PgBouncer; gives its port on 127.0.0.1."""
    values = connection.get_connection_params()
    port = _free_port()
    config = folder / "pgbouncer.ini"
    target = " ".join(f"{key}={values[key]}" for key in ("host", "port", "user") if values.get(key))
    config.write_text(
        f"[databases]\n* = {target}\n[pgbouncer]\nlisten_addr = 127.0.0.1\n"
        f"listen_port = {port}\nunix_socket_dir =\nauth_type = any\npool_mode = transaction\n"
        f"default_pool_size = {pool_size}\nmax_client_conn = 100\n"
        "ignore_startup_parameters = extra_float_digits, options\n"
    )
    words = [str(program()), "-q", str(config)]
    if os.geteuid() == 0:  # it refuses to be root
        words = ["unshare", "-U", "--map-user=65534", "--map-group=65534", *words]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        _wait(process, port)
        yield port
    finally:
        process.terminate()
        process.wait(10)


def _wait(process: "subprocess.Popen[bytes]", port: int) -> None:
    for _try in range(100):
        if process.poll() is not None:
            raise RuntimeError((process.stderr.read() if process.stderr else b"").decode())
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("PgBouncer does not answer")
