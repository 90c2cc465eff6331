"""What the demo serves with: its addresses, its child processes, what it forgets on a reset."""

import ctypes
import errno
import http.client
import os
import shutil
import signal
import socket
import sys
from pathlib import Path

from tenants.embedded.broker import Broker
from tenants.embedded.errors import EmbeddedError, gettext_noop
from tenants.embedded.home import CHECKOUT, Home
from tenants.embedded.postgres import DATABASE, Postgres
from tenants.embedded.supervisor import PR_SET_PDEATHSIG, Child

WORKERS = 2
THREADS = 8
OK = 200


def free_addresses(port: int) -> list[str]:
    """The loopback addresses to listen on, IPv6 only where there is one. Raises EmbeddedError."""
    found = []
    for family, host, shown in (
        (socket.AF_INET, "127.0.0.1", f"127.0.0.1:{port}"),
        (socket.AF_INET6, "::1", f"[::1]:{port}"),
    ):
        try:
            with socket.socket(family) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((host, port))
        except OSError as error:
            if error.errno in {errno.EADDRINUSE, errno.EACCES}:
                raise _taken(port, error) from error
            if family == socket.AF_INET:
                raise
            continue  # a machine without IPv6
        found.append(shown)
    return found


def _taken(port: int, error: OSError) -> EmbeddedError:
    if error.errno == errno.EACCES:
        return EmbeddedError(
            gettext_noop(
                "Port %(port)s may only be opened by the administrator. "
                "Choose another: make demo DEMO_PORT=8010"
            ),
            port=port,
        )
    return EmbeddedError(
        gettext_noop(
            "Port %(port)s is taken by another program. Stop that one, "
            "or choose another port: make demo DEMO_PORT=8010"
        ),
        port=port,
    )


def children(addresses: list[str], *, labels: tuple[str, str, str]) -> list[Child]:
    """Web server, worker and scheduler, labelled so, with the checkout's code and settings."""
    home = Home.default()
    common = {
        "PYTHONPATH": f"{CHECKOUT}{os.pathsep}{CHECKOUT / 'platform'}",
        "PYTHONUNBUFFERED": "1",
        # The demo shows what production shows; COUNTYLINK_DEBUG=1 shows traces instead.
        "COUNTYLINK_DEBUG": os.environ.get("COUNTYLINK_DEBUG", "0"),
        # Celery only warns root of pickled messages; ours are JSON and nothing else is accepted.
        "PYTHONWARNINGS": "ignore::UserWarning",
    }
    web = common | {
        "WEB_BIND": ",".join(addresses),
        "WEB_WORKERS": os.environ.get("WEB_WORKERS", str(WORKERS)),
        "WEB_THREADS": os.environ.get("WEB_THREADS", str(THREADS)),
        "WEB_LOG_LEVEL": "warning",
        "WEB_GRACE_SECONDS": "3",
    }
    celery = [sys.executable, "-m", "celery", "--quiet", "-A", "config.celery"]
    level = ["--loglevel", "WARNING"]
    worker = [*celery, "worker", *level, "--concurrency", str(WORKERS), "--without-mingle"]
    beat = [*celery, "beat", *level, "--schedule", str(home.data / "beat"), "--pidfile", ""]
    gunicorn = [sys.executable, "-m", "gunicorn", "-c", str(CHECKOUT / "deploy/gunicorn.conf.py")]
    commands = ((gunicorn, web), (worker, common), (beat, common))
    return [
        Child(label, command, environment)
        for label, (command, environment) in zip(labels, commands, strict=True)
    ]


def answers(port: int) -> bool:
    """Whether the web server says that it is well."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/healthz", headers={"Host": f"localhost:{port}"})
        return connection.getresponse().status == OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def forget_everything() -> None:
    """Remove the embedded database, queues and files. Raises EmbeddedError for another one."""
    if "DATABASE_URL" in os.environ:
        raise EmbeddedError(
            gettext_noop(
                "RESET only removes the embedded database; DATABASE_URL names another one."
            )
        )
    home = Home.default()
    name = os.environ.get("COUNTYLINK_DB") or DATABASE
    server = Postgres(home)
    server.drop_database(name)
    server.create_database(name)
    Broker(home).forget()
    for left in ("media", "queue", "beat"):
        _remove(home.data / left)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def end_with_make() -> None:
    """Started by make on Linux: be told to end when make itself is killed outright."""
    if "MAKELEVEL" in os.environ and sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
