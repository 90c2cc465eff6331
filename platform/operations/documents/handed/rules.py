"""The rules of papers handed in, on values only (R25, R31)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from core.clauses import R
from core.errors import Violation
from operations.documents.handed.kinds import PaperKind
from operations.documents.incoming.rules import title_is_one_line
from operations.documents.rules import not_secret

LONGEST_MATTER = 2000


def own_station(*, own: bool) -> None:
    """A manager hands in for their own station only (R31)."""
    if not own:
        raise Violation(_("Choose your own station."), R(31), field="station_id")


def station_is_there(*, ended: bool) -> None:
    """A station that is closed sends nothing any more (R31)."""
    if ended:
        raise Violation(
            _("This station is closed; papers come from stations that exist."),
            R(31),
            field="station_id",
        )


def kind_goes_upwards(*, kind: str) -> None:
    """A request or a report (R31)."""
    if kind not in PaperKind.values:
        raise Violation(_("Choose whether it is a request or a report."), R(31), field="kind")


def paper_is_written(*, title: str, matter: str, files: int) -> None:
    """A title, and the matter in words or the paper itself as a file; nothing secret (R25, R31)."""
    title_is_one_line(title=title)
    not_secret(grade="", texts=(title, matter))
    if not (matter.strip() or files):
        raise Violation(
            _("Write what it is about, or add the paper as a photo or PDF."), R(31), field="matter"
        )
    if len(matter.strip()) > LONGEST_MATTER:
        raise Violation(
            _("That is too long: %(most)d characters at most.") % {"most": LONGEST_MATTER},
            R(31),
            field="matter",
        )


def files_are_open(*, returned: bool) -> None:
    """Files come with the paper, or are added while it is returned (R31)."""
    if not returned:
        raise Violation(_("Files can be added while the paper is returned to the station."), R(31))
