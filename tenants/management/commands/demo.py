"""`manage.py demo`: everything from nothing to a served province, and all of it gone after Ctrl-C.

Environment: DEMO_PORT (default 8000), RESET=1 starts over, DEMO_ALL=1 builds all six counties.
"""

import fcntl
import os
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connections
from django.utils.translation import gettext as _

from tenants import embedded
from tenants.embedded import serving
from tenants.embedded.supervisor import Signals, Stopped, Supervisor, exit_reason
from tenants.management import demo_page

TRUE = {"1", "true", "yes", "on"}


def flag(name: str) -> bool:
    """Whether the environment says yes."""
    return os.environ.get(name, "").lower() in TRUE


@contextmanager
def not_waiting_for_the_disk() -> Iterator[None]:
    """Connections made within do not wait for the disk: what a power cut loses is built anew."""
    before = os.environ.get("PGOPTIONS")
    connections.close_all()
    os.environ["PGOPTIONS"] = f"{before or ''} -c synchronous_commit=off".strip()
    try:
        yield
    finally:
        connections.close_all()
        if before is None:
            del os.environ["PGOPTIONS"]
        else:
            os.environ["PGOPTIONS"] = before


class Command(BaseCommand):
    help = "Set up and serve the demo province; Ctrl-C stops all of it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The flags; each also has a name in the environment, for make."""
        parser.add_argument("--no-serve", action="store_true")
        parser.add_argument("--reset", action="store_true", default=flag("RESET"))
        parser.add_argument("--all", action="store_true", default=flag("DEMO_ALL"))
        parser.add_argument("--port", default=os.environ.get("DEMO_PORT", "8000"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare, print the addresses, serve until told to stop. Raises CommandError."""
        self._began = time.monotonic()
        serving.end_with_make()
        with Signals() as signals:
            try:
                self._run(signals, options)
            except Stopped:
                self._say(_("The demo has stopped; its data are kept in .data/."))
            except embedded.EmbeddedError as error:
                raise CommandError(_(error.msgid) % error.params) from error

    def _run(self, signals: Signals, options: dict[str, Any]) -> None:
        serve = not options["no_serve"]
        port = self._port(options["port"])
        with self._alone():
            addresses = serving.free_addresses(port) if serve else []
            with embedded.services(
                postgres="DATABASE_URL" not in os.environ, broker="REDIS_URL" not in os.environ
            ):
                with not_waiting_for_the_disk():
                    self._prepare(reset=options["reset"], everything=options["all"])
                if serve:
                    self._serve(signals, addresses, port)

    def _port(self, text: str) -> int:
        highest = 65535
        if not text.isdigit() or not 0 < int(text) <= highest:
            raise CommandError(
                _("The port %(port)s is not a number from 1 to 65535.") % {"port": text}
            )
        return int(text)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One demo per checkout: two would share a database and do every task twice."""
        home = embedded.Home.default()
        home.prepare()
        with (home.data / "demo.lock").open("ab") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise CommandError(
                    _("A demo of this folder is running already. Stop it first with Ctrl-C.")
                ) from error
            yield

    def _prepare(self, *, reset: bool, everything: bool) -> None:
        from tenants import demo, template

        if reset:
            self._step(_("Removing the data of the last demo"))
            serving.forget_everything()
        self._step(_("Preparing the database"))
        try:
            template.prepare()
        except DatabaseError as error:
            raise CommandError(
                _(
                    "The database was made by another version of the program. "
                    "Start over with make demo RESET=1.\n%(error)s"
                )
                % {"error": error}
            ) from error
        demo.build(reset=reset, all=everything, progress=self._step)

    def _serve(self, signals: Signals, addresses: list[str], port: int) -> None:
        self._step(_("Starting the web server, the worker and the scheduler"))
        labels = (_("web"), _("worker"), _("scheduler"))
        supervisor = Supervisor(serving.children(addresses, labels=labels), say=self._say)
        try:
            ended = supervisor.run(
                is_ready=lambda: serving.answers(port),
                when_ready=lambda: self._announce(port),
            )
            sentence, values = exit_reason(ended)
            self._say(_(sentence) % values)
        except Stopped:
            self._say("")
            self._step(_("Stopping"))
            raise
        finally:
            supervisor.stop(hurry=signals.hurry)
        raise CommandError(_("The demo has stopped because a part of it failed."))

    def _announce(self, port: int) -> None:
        for line in demo_page.lines(port):
            self._say(line)
        self._step(_("Ready. Ctrl-C stops everything."))

    def _step(self, text: str) -> None:
        self._say(f"[{time.monotonic() - self._began:5.1f} s] {text}")

    def _say(self, text: str) -> None:
        try:
            self.stdout.write(text)
            self.stdout.flush()
        except OSError:
            # The terminal was closed; what remains is to end in order.
            return
