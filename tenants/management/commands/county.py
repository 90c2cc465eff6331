"""manage.py county …: counties from the command line. Each word is one service call."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from core.actor import Actor
from core.errors import Violation
from tenants import backup, birth, migrating, states, template
from tenants.context import province_context
from tenants.models import County, Domain

STATES = {
    "activate": County.State.ACTIVE,
    "read-only": County.State.READ_ONLY,
    "suspend": County.State.SUSPENDED,
    "archive": County.State.ARCHIVED,
}


class Command(BaseCommand):
    """prepare, create, list, activate, read-only, suspend, archive, backup, restore, migrate."""

    help = "Create, list, migrate, back up and restore counties, and change their state."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One subparser a word."""
        words = parser.add_subparsers(dest="word", required=True)
        words.add_parser("prepare", help="bring public and the template up to date")
        words.add_parser("list", help="all counties")
        self._create_arguments(words.add_parser("create", help="create a county"))
        for word, state in STATES.items():
            change = words.add_parser(word, help=f"make a county {state}")
            change.add_argument("code")
            change.add_argument("--reason", default="")
            change.add_argument("--contact", default="")
        save = words.add_parser("backup", help="one county into one file")
        save.add_argument("code")
        save.add_argument("file", type=Path)
        restore = words.add_parser("restore", help="one county from its file")
        restore.add_argument("file", type=Path)
        restore.add_argument("--replace", action="store_true")
        migrate = words.add_parser("migrate", help="bring all counties to the code's migrations")
        migrate.add_argument("--jobs", type=int, default=1)
        migrate.add_argument("--lock-timeout", type=float, default=3.0, metavar="SECONDS")
        migrate.add_argument("--only", default="", metavar="CODE")

    def _create_arguments(self, parser: ArgumentParser) -> None:
        for name in ("code", "name", "host", "admin-phone"):
            parser.add_argument(f"--{name}", required=True)
        for name in ("prefecture", "province", "admin-name"):
            parser.add_argument(f"--{name}", default="")
        parser.add_argument("--population-file", type=Path, default=None)

    def handle(self, *args: Any, **options: Any) -> None:
        """Run one word in the province; a refusal becomes the command's error."""
        run = {
            "prepare": self._prepare,
            "list": self._list,
            "create": self._create,
            "backup": self._backup,
            "restore": self._restore,
            "migrate": self._migrate,
        }.get(options["word"], self._state)
        try:
            with province_context():
                run(options)
        except Violation as refusal:
            raise CommandError(refusal.sentence) from refusal

    def _by(self) -> Actor:
        return Actor.system(_("command line"))

    def _prepare(self, options: dict[str, Any]) -> None:
        script = template.prepare()
        self.stdout.write(
            _("The template is ready (%(print)s).") % {"print": script.migrations_hash[:12]}
        )

    def _list(self, options: dict[str, Any]) -> None:
        hosts = dict(Domain.objects.filter(is_primary=True).values_list("tenant_id", "domain"))
        for county in County.objects.order_by("code"):
            self.stdout.write(
                f"{county.code}  {county.name}  {county.get_state_display()}  "
                f"{hosts.get(county.pk, '—')}"
            )

    def _create(self, options: dict[str, Any]) -> None:
        source = options["population_file"]
        if source is not None and not source.is_file():
            raise Violation(_("The file %(file)s cannot be read.") % {"file": source})
        born = birth.county_create(
            code=options["code"],
            name=options["name"],
            host=options["host"],
            prefecture=options["prefecture"],
            province=options["province"],
            admin_name=options["admin_name"],
            admin_phone=options["admin_phone"],
            villages_file=source,
            by=self._by(),
            on=timezone.now(),
        )
        self.stdout.write(
            _("%(name)s is ready at %(host)s.")
            % {"name": born.county.name, "host": born.county.host}
        )
        self.stdout.write(_("Invitation of its administrator, valid for seven days:"))
        self.stdout.write(born.invitation_url)

    def _state(self, options: dict[str, Any]) -> None:
        reason = options["reason"] or _("by the operator")
        county = states.county_state_set(
            code=options["code"],
            state=STATES[options["word"]],
            reason=reason,
            contact=options["contact"],
            by=self._by(),
            at=timezone.now(),
        )
        self.stdout.write(f"{county.code}  {county.name}  {county.get_state_display()}")

    def _backup(self, options: dict[str, Any]) -> None:
        kept = backup.county_backup(
            code=options["code"], file=options["file"], by=self._by(), at=timezone.now()
        )
        self.stdout.write(
            _("%(name)s is saved in %(file)s (%(size)s kB).")
            % {"name": kept.name, "file": kept.file, "size": kept.size // 1024}
        )

    def _restore(self, options: dict[str, Any]) -> None:
        county = backup.county_restore(
            file=options["file"], replace=options["replace"], by=self._by(), at=timezone.now()
        )
        self.stdout.write(_("%(name)s is restored.") % {"name": county.name})

    def _migrate(self, options: dict[str, Any]) -> None:
        report = migrating.migrate_counties(
            jobs=options["jobs"],
            lock_timeout=options["lock_timeout"],
            only=options["only"],
            progress=self.stdout.write,
        )
        self.stdout.write(
            _("%(done)s counties migrated, %(same)s were up to date, %(failed)s failed.")
            % {"done": len(report.migrated), "same": report.unchanged, "failed": len(report.failed)}
        )
        if report.failed:
            for code, why in report.failed.items():
                self.stderr.write(f"{code}: {why}")
            raise CommandError(_("Call it again when the cause is mended; it goes on from here."))
