"""Rules of the organisation, on values only."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from core.clauses import R
from core.errors import Violation

# The six zones in the handbook's order (R118): code and name.
SIX_ZONES = (
    ("merchants", "网商办公区"),
    ("operations", "电子商务运营中心"),
    ("logistics", "仓储物流中心"),
    ("service", "客服中心"),
    ("exhibition", "品牌展示中心"),
    ("settlement", "结算中心"),
)
# The three systems, and what serves all of them (R117).
SYSTEMS = (
    ("upstream", "农产品上行"),
    ("downstream", "消费品下行"),
    ("training", "电商培训"),
    ("general", "通用"),
)


def one_of_the_six_zones(*, code: str) -> None:
    """Everything has its home in one of the six zones."""
    if code not in dict(SIX_ZONES):
        raise Violation(
            _("There are six zones: %(zones)s. Choose one of them.")
            % {"zones": "、".join(name for _code, name in SIX_ZONES)},
            R(118),
            field="area",
        )


def one_of_the_three_systems(*, code: str) -> None:
    """Every service belongs to exactly one of the three systems, or serves all of them."""
    if code not in dict(SYSTEMS):
        raise Violation(
            _("A service belongs to one of: %(systems)s.")
            % {"systems": "、".join(name for _code, name in SYSTEMS)},
            R(117),
            field="system",
        )


def vacancy(*, minimum: int, active: int) -> int:
    """People missing in a post: max(0, minimum − active) (R123). More than enough is not less."""
    return max(0, minimum - active)


def minimum_is_a_number_of_people(*, minimum: int) -> None:
    """An establishment is a whole number of people, 0 where local need decides."""
    most = 200
    if not 0 <= minimum <= most:
        raise Violation(
            _("Enter a number of people between 0 and %(most)d.") % {"most": most},
            R(123),
            field="minimum",
        )


def requirement_text(*, text: str, county: str) -> str:
    """A requirement with the county's own name in it (R128)."""
    return text.replace("{county}", county)


def skills_missing(
    *, required: Collection[str], held: dict[str, date | None], on: date
) -> list[str]:
    """Required skills that the person has not shown, or whose certificate is over (R124–R132).

    held: skill → last day of its certificate, None when it does not expire.
    """

    def good(skill: str) -> bool:
        expires = held.get(skill, date.min)
        return expires is None or expires >= on

    return [skill for skill in required if not good(skill)]


def somebody_who_works_here(*, state: str, name: str) -> None:
    """Posts are given to people who are joining or at work, not to those who left (R122)."""
    if state not in ("joining", "active"):
        raise Violation(
            _("%(name)s has left or is leaving and cannot take a post.") % {"name": name},
            R(122),
            field="person",
        )


def the_checklist_is_done(*, undone: Collection[str]) -> None:
    """Joining and leaving are complete when every item is ticked (R122)."""
    if undone:
        raise Violation(
            _("Still to do: %(items)s. Tick them first.") % {"items": "；".join(undone)}, R(122)
        )


def everything_is_cleared(*, items: Collection[str]) -> None:
    """Nobody leaves with things, money or open forms of the centre (R122)."""
    if items:
        raise Violation(
            _("Not cleared yet: %(items)s. Clear them with the departments concerned first.")
            % {"items": "；".join(item.rstrip("。") for item in items)},
            R(122),
        )


def days_are_in_order(*, first: date, last: date | None, field: str) -> None:
    """The last day is not before the first."""
    if last is not None and last < first:
        raise Violation(_("The last day cannot lie before the first."), field=field)
