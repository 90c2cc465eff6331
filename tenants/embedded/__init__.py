"""PostgreSQL and a broker that come with the checkout and end with their last user.

Settings, `manage.py`, the test suite and the demo use this package when DATABASE_URL or REDIS_URL
is not set. It imports no Django: settings import it.

    with embedded.services(postgres=True, broker=True):
        ...                                    # both answer; the last one out stops them

    embedded.ensure(postgres=True)             # the same for the rest of this process
"""

import atexit
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

from tenants.embedded.broker import Broker
from tenants.embedded.errors import EmbeddedError
from tenants.embedded.home import Home
from tenants.embedded.lease import Lease
from tenants.embedded.postgres import DATABASE, Postgres

__all__ = [
    "Broker",
    "EmbeddedError",
    "Home",
    "Lease",
    "Postgres",
    "database_name",
    "database_url",
    "ensure",
    "ensure_for_command",
    "filesystem_transport",
    "redis_url",
    "services",
]

# Commands that touch neither the database nor the broker, or see to them by themselves.
COMMANDS_WITHOUT = frozenset(
    {
        *("help", "version", "--help", "-h", "--version", "services", "demo", "catalogue"),
        *("makemessages", "compilemessages", "collectstatic", "findstatic", "diffsettings"),
    }
)

_held: dict[str, Lease] = {}


def database_name() -> str:
    """The database of this shell: COUNTYLINK_DB, or the product's name."""
    return os.environ.get("COUNTYLINK_DB") or DATABASE


def database_url(database: str = "") -> str:
    """The address of a database on the embedded server, whether it runs or not."""
    return Postgres(Home.default()).url(database or database_name())


def redis_url() -> str:
    """The address of the embedded broker for a redis client; empty when files stand in for it."""
    return Broker(Home.default()).redis_url()


def filesystem_transport() -> dict[str, Any]:
    """Celery's transport options where no embedded broker can run."""
    return Broker(Home.default()).filesystem_transport()


@contextmanager
def services(
    *, postgres: bool = True, broker: bool = False, home: Home | None = None
) -> Iterator[None]:
    """Hold the services while the block runs. Raises EmbeddedError when one does not start."""
    home = home or Home.default()
    with ExitStack() as held:
        if postgres:
            server = Postgres(home)
            lease = Lease(home, server)
            lease.take()
            held.callback(lease.release)
            server.create_database(database_name())
        if broker:
            lease = Lease(home, Broker(home))
            lease.take()
            held.callback(lease.release)
        yield


def ensure(*, postgres: bool | None = None, broker: bool | None = None) -> None:
    """Hold the services until this process ends; a second call changes nothing.

    By default those that the environment does not already give (DATABASE_URL, REDIS_URL).
    Raises EmbeddedError.
    """
    wanted = (
        ("postgres", "DATABASE_URL" not in os.environ if postgres is None else postgres),
        ("broker", "REDIS_URL" not in os.environ if broker is None else broker),
    )
    home = Home.default()
    for name, needed in wanted:
        if not needed or (name in _held and _held[name].held):
            continue
        server = Postgres(home) if name == "postgres" else Broker(home)
        lease = Lease(home, server)
        lease.take()
        _held[name] = lease
        atexit.register(lease.release)
        if isinstance(server, Postgres):
            server.create_database(database_name())
    if _held:
        _leave_orderly()


def _leave_orderly() -> None:
    """Let `kill` and a closed terminal end the process through its exits, not past them."""
    if threading.current_thread() is not threading.main_thread():
        return
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, lambda number, frame: sys.exit(128 + number))


def ensure_for_command(arguments: Sequence[str]) -> None:
    """Start what `manage.py <arguments>` needs and end with a sentence when that fails."""
    command = arguments[1] if len(arguments) > 1 else "help"
    if command in COMMANDS_WITHOUT or "--help" in arguments:
        return
    try:
        ensure()
    except EmbeddedError as error:
        sys.exit(str(error))
