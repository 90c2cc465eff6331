"""manage.py second_factor reset: for the last administrator whose phone and codes are lost."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import backends, services
from core.actor import Actor
from core.errors import Violation
from tenants.context import PROVINCE_SCHEMA, province_context, schema_context
from tenants.models import County


class Command(BaseCommand):
    """reset USERNAME [--county CODE] --reason …: the province's people unless a county is named."""

    help = "Take the second step at sign-in away from an account whose phone is lost."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One word, whose account, where, why."""
        words = parser.add_subparsers(dest="word", required=True)
        reset = words.add_parser("reset", help="the account sets its second step up anew")
        reset.add_argument("username", metavar="USERNAME", help="user name or mobile phone")
        reset.add_argument("--county", metavar="CODE", default="", help="the account's county")
        reset.add_argument("--reason", required=True, help="kept in the audit trail")

    def handle(self, *args: Any, **options: Any) -> None:
        """One service call; a refusal becomes the command's error."""
        with schema_context(_schema(options["county"])):
            user = backends.find(options["username"])
            if user is None:
                raise CommandError(
                    _("There is no account %(name)s.") % {"name": options["username"]}
                )
            try:
                services.second_factor_reset(
                    user_id=user.pk,
                    by=Actor.system(_("Command line")),
                    reason=options["reason"],
                    at=timezone.now(),
                )
            except Violation as refusal:
                raise CommandError(refusal.sentence) from None
        self.stdout.write(
            _("The second step of %(name)s is reset; it is set up anew at the next sign-in.")
            % {"name": user}
        )


def _schema(code: str) -> str:
    if not code:
        return PROVINCE_SCHEMA
    with province_context():
        county = County.objects.filter(code=code).first()
    if county is None:
        raise CommandError(_("There is no county %(code)s.") % {"code": code})
    return str(county.schema_name)
