"""`manage.py services status|stop|psql`: look at and handle the embedded PostgreSQL and broker."""

import subprocess
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from tenants import embedded
from tenants.embedded.postgres import programs


class Command(BaseCommand):
    help = "Show, stop or open the embedded PostgreSQL and broker."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to do; for psql everything after `--` goes to psql."""
        parser.add_argument("action", choices=["status", "stop", "psql"])
        parser.add_argument("rest", nargs="*")
        parser.add_argument("--force", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do one of the three. Raises CommandError with a sentence."""
        home = embedded.Home.default()
        try:
            if options["action"] == "psql":
                self._psql(home, options["rest"])
                return
            for server in (embedded.Broker(home), embedded.Postgres(home)):
                if options["action"] == "stop":
                    self._stop(home, server, force=options["force"])
                self._show(home, server)
        except embedded.EmbeddedError as error:
            raise CommandError(_(error.msgid) % error.params) from error

    def _show(self, home: embedded.Home, server: embedded.Postgres | embedded.Broker) -> None:
        if isinstance(server, embedded.Broker) and not server.is_server:
            self.stdout.write(_("broker: files stand in for the server"))
            return
        if not server.answers():
            self.stdout.write(_("%(service)s: stopped") % {"service": server.name})
            return
        address = server.url() if isinstance(server, embedded.Postgres) else server.redis_url()
        line = _("%(service)s: running as process %(pid)s, %(address)s")
        self.stdout.write(line % {"service": server.name, "pid": server.pid(), "address": address})

    def _stop(
        self, home: embedded.Home, server: embedded.Postgres | embedded.Broker, *, force: bool
    ) -> None:
        if not force and server.answers() and embedded.Lease(home, server).is_used():
            raise CommandError(
                _("%(service)s is used by another command. End that one, or add --force.")
                % {"service": server.name}
            )
        server.stop()

    def _psql(self, home: embedded.Home, rest: list[str]) -> None:
        with embedded.services(postgres=True, home=home):
            address = embedded.database_url()
            psql = [str(programs() / "psql"), address, *rest]
            ended = subprocess.run(psql, check=False)  # noqa: S603 - the wheel's own
        if ended.returncode:
            sys.exit(ended.returncode)
