"""manage.py audit verify: prove place by place that nobody has touched the trail."""

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from core import audit
from tenants.context import PROVINCE_SCHEMA, province_context, schema_context
from tenants.models import County


class Command(BaseCommand):
    """verify [--county CODE | --all]: the province and all counties unless one is named."""

    help = "Verify the audit trails; ends with an error that names the first bad row of each."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One word, and which places."""
        words = parser.add_subparsers(dest="word", required=True)
        verify = words.add_parser("verify", help="read every chain again")
        which = verify.add_mutually_exclusive_group()
        which.add_argument("--county", metavar="CODE", help="one county only")
        which.add_argument("--all", action="store_true", help="the province and all counties")

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify each place by itself; one bad chain does not hide another."""
        faults = []
        for name, schema in list(_places(options["county"])):
            with schema_context(schema):
                report = audit.verify()
            if report.ok:
                self.stdout.write(
                    _("%(place)s: %(count)s links are sound, head %(head)s")
                    % {"place": name, "count": report.checked, "head": report.head[:16]}
                )
            else:
                faults.append(f"{name}: {report.fault}")
        if faults:
            raise CommandError("\n".join(faults))


def _places(code: str | None) -> Iterator[tuple[str, str]]:
    """Names and schemas of what is verified."""
    with province_context():
        counties = list(County.objects.order_by("code").values_list("code", "name", "schema_name"))
    if code is None:
        yield _("Province"), PROVINCE_SCHEMA
    chosen = [found for found in counties if code in (None, found[0])]
    if code is not None and not chosen:
        raise CommandError(_("There is no county %(code)s.") % {"code": code})
    for county_code, name, schema in chosen:
        yield f"{name} {county_code}", schema
