"""manage.py facts rebuild|verify [--county CODE]: the province's figures against the records."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from oversight import facts
from tenants.context import county_context, province_context
from tenants.models import County


class Command(BaseCommand):
    """Two words: rebuild computes afresh, verify compares and exits 1 on any difference."""

    help = "Rebuild or verify the facts of all counties or of one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """facts ACTION [--county CODE]."""
        parser.add_argument("action", choices=["rebuild", "verify"])
        parser.add_argument("--county", default="", metavar="CODE")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run county by county."""
        with province_context():
            counties = County.objects.at_work().order_by("code")
            if options["county"]:
                counties = counties.filter(code=options["county"])
            codes = list(counties.values_list("code", "name"))
        if options["county"] and not codes:
            raise CommandError(_("There is no county at work with this code."))
        total = sum(self._one(options["action"], code, name) for code, name in codes)
        if options["action"] == "verify" and total:
            raise CommandError(_("%(count)s differences.") % {"count": total})

    def _one(self, action: str, code: str, name: str) -> int:
        with county_context(code) as county, transaction.atomic():
            facts.lock(county)
            now = timezone.now()
            today = timezone.localdate(now)
            if action == "rebuild":
                written = facts.rebuild(county, today=today, now=now)
                self.stdout.write(
                    _("%(name)s: %(count)s facts written.") % {"name": name, "count": written}
                )
                return 0
            facts.refresh(county, today=today, now=now)
            found = [one for one in facts.verify(county, today=today) if not one.frozen]
        self.stdout.write(
            _("%(name)s: %(count)s differences.") % {"name": name, "count": len(found)}
        )
        for one in found[:20]:
            self.stdout.write(
                f"  {one.code} {one.level} {one.unit} {one.day}: {one.stored} ≠ {one.computed}"
            )
        return len(found)
