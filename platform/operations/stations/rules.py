"""The rules of stations, on values only (R142–R148)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, time
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.clauses import R
from core.errors import Violation

# R142, in the order of form C. Keys are stored, words are shown.
CHECKLIST = {
    "sign": gettext_lazy("Sign and plaque"),
    "computer": gettext_lazy("Computer and network"),
    "shelf": gettext_lazy("Goods shelf"),
    "scale": gettext_lazy("Scale"),
    "board": gettext_lazy("Notice board with price list"),
    "zones": gettext_lazy("Functional areas"),
    "trained": gettext_lazy("Trained manager with certificate"),
    "ledgers": gettext_lazy("Ledgers opened"),
    "extinguisher": gettext_lazy("Fire extinguisher"),
}
PHOTOS = {"inside": gettext_lazy("Photo inside"), "outside": gettext_lazy("Photo outside")}
# Scoring of §2.4: 100 points in six parts.
SCORES = {
    "fitout": (gettext_lazy("Fit-out and signs"), 20),
    "ledgers": (gettext_lazy("Ledgers and daily work"), 40),
    "publicity": (gettext_lazy("Publicity"), 10),
    "merchants": (gettext_lazy("Cultivation of merchants"), 10),
    "responsible": (gettext_lazy("Named person in charge"), 10),
    "satisfaction": (gettext_lazy("Satisfaction"), 10),
}
FAULT_POINTS = 5
DAYS = (
    gettext_lazy("Monday"),
    gettext_lazy("Tuesday"),
    gettext_lazy("Wednesday"),
    gettext_lazy("Thursday"),
    gettext_lazy("Friday"),
    gettext_lazy("Saturday"),
    gettext_lazy("Sunday"),
)
CHINA = (Decimal(73), Decimal(136), Decimal(3), Decimal(54))


def checklist_is_complete(
    *,
    answers: Mapping[str, bool],
    area: Decimal,
    least_area: Decimal,
    photos: Collection[str],
    position: bool,
) -> None:
    """All of the acceptance checklist is met, or the missing points are named (R142)."""
    missing = [str(words) for key, words in CHECKLIST.items() if not answers.get(key)]
    missing += [str(words) for key, words in PHOTOS.items() if key not in photos]
    if not position:
        missing.append(_("Position (GPS)"))
    if area < least_area:
        missing.append(
            _("Area of at least %(least)s m² (it has %(area)s m²)")
            % {"least": least_area, "area": area}
        )
    if missing:
        raise Violation(
            _("The station cannot be accepted yet. Still missing: %(missing)s.")
            % {"missing": "、".join(missing)},
            R(142),
        )


def area_is_measured(*, area: Decimal | None) -> None:
    """No room has less than nothing (R142)."""
    if area is not None and area < 0:
        raise Violation(_("The area cannot be below 0 m²."), R(142), field="area_m2")


def subsidy_is_free(*, subsidised: bool, taken_by: str) -> None:
    """At most one subsidised station in a village; a further one is 非补助 (R143)."""
    if subsidised and taken_by:
        raise Violation(
            _(
                "This village has a subsidised station already: %(name)s. "
                "Set this one up without subsidy."
            )
            % {"name": taken_by},
            R(143),
            field="subsidised",
        )


def tier_is_known(*, tier: str, tiers: Collection[str]) -> None:
    """The tier is one of the county's, valid on the day (R144)."""
    if tier not in tiers:
        raise Violation(
            _("This tier is not in force. Choose one of: %(tiers)s.") % {"tiers": "、".join(tiers)},
            R(144),
            field="tier",
        )


def score_of(*, scores: Mapping[str, int], uncorrected_faults: int) -> int:
    """Points of an inspection, never below 0 (R145). Raises Violation for points out of range."""
    for key, (words, most) in SCORES.items():
        if not 0 <= scores.get(key, -1) <= most:
            raise Violation(
                _("%(part)s: give 0 to %(most)s points.") % {"part": words, "most": most},
                R(145),
                field=f"score_{key}",
            )
    return max(0, sum(scores[key] for key in SCORES) - FAULT_POINTS * uncorrected_faults)


def deadline_is_ahead(*, due: date, today: date) -> None:
    """A rectification is given time (R145)."""
    if due <= today:
        raise Violation(
            _("The deadline for rectification must be after today."), R(145), field="due_date"
        )


def rectification_failed(*, failed: int) -> None:
    """A station is closed for bad assessment only after a rectification has failed (R145)."""
    if not failed:
        raise Violation(
            _("Order a rectification first. A station is closed when it still fails after that."),
            R(145),
        )


def everything_is_back(*, items: Collection[str]) -> None:
    """A station gives back what it holds before it is closed (R113, R145)."""
    if items:
        raise Violation(
            _("Before the station is closed: %(items)s") % {"items": "".join(items)},
            R(113),
            R(145),
        )


def manager_is_named(*, name: str) -> None:
    """A station is managed by a named person (R146)."""
    if not name.strip():
        raise Violation(_("Enter the manager's name."), R(146), field="name")


def handover_is_complete(*, ledgers: bool, equipment: bool) -> None:
    """Ledgers and equipment are handed over before a new manager starts (R146)."""
    missing = [
        words
        for given, words in ((ledgers, _("ledgers")), (equipment, _("equipment")))
        if not given
    ]
    if missing:
        raise Violation(
            _("The handover is not complete. Still missing: %(missing)s.")
            % {"missing": "、".join(missing)},
            R(146),
        )


def hours_are_in_order(*, hours: Mapping[str, Collection[str]]) -> dict[str, list[str]]:
    """Opening hours per weekday, '1' (Monday) to '7'; an empty day is closed (R147)."""
    checked: dict[str, list[str]] = {}
    for day in map(str, range(1, len(DAYS) + 1)):
        given = list(hours.get(day) or [])
        if not given:
            checked[day] = []
            continue
        try:
            opens, closes = (time.fromisoformat(part) for part in given)
        except ValueError as error:
            raise _bad_hours(day) from error
        if opens >= closes:
            raise _bad_hours(day)
        checked[day] = [f"{opens:%H:%M}", f"{closes:%H:%M}"]
    if not any(checked.values()):
        raise Violation(
            _("The station must be open on at least one day."), R(147), field="opening_hours"
        )
    return checked


def _bad_hours(day: str) -> Violation:
    return Violation(
        _("%(day)s: opening hours look like 08:30 to 17:30, opening before closing.")
        % {"day": DAYS[int(day) - 1]},
        R(147),
        field="opening_hours",
    )


def objections_are_open(*, count: int) -> None:
    """Only an objection that was raised and is not decided can be upheld (R141)."""
    if not count:
        raise Violation(
            _("No objection is open. Note the objection first, then uphold it."), R(141)
        )


def notice_is_over(*, ends: date, today: date, open_objections: int) -> None:
    """The public notice ends after its last day, with no objection undecided (R141)."""
    if today <= ends:
        raise Violation(
            _("The public notice runs until %(day)s.") % {"day": ends.isoformat()}, R(141)
        )
    if open_objections:
        raise Violation(
            _("Decide on the objections first: %(count)s are open.") % {"count": open_objections},
            R(141),
        )


def position_is_in_china(*, latitude: Decimal | None, longitude: Decimal | None) -> None:
    """A position is whole, and a mistyped one is noticed at once (R142)."""
    if latitude is None and longitude is None:
        return
    if latitude is None or longitude is None:
        raise Violation(
            _("A position needs both latitude and longitude."),
            R(142),
            field="latitude" if latitude is None else "longitude",
        )
    west, east, south, north = CHINA
    if not (south <= latitude <= north and west <= longitude <= east):
        raise Violation(
            _("This position is not in China. Latitude is 3 to 54, longitude 73 to 136."),
            R(142),
            field="latitude",
        )


def agreement_dates_are_in_order(*, first: date | None, last: date | None) -> None:
    """An agreement ends after it begins."""
    if first and last and last <= first:
        raise Violation(
            _("The agreement must end after it begins."), R(141), field="agreement_to_date"
        )


def village_is_given(*, level: str, village: object) -> None:
    """A village station stands in a village, a township station in its township (R141)."""
    if level == "village" and village is None:
        raise Violation(_("Choose the village of the station."), R(141), field="village")


def moves_follow_in_time(*, last: date, today: date) -> None:
    """A state begins on or after the day the last one began: history is not rewritten (R161)."""
    if today < last:
        raise Violation(
            _("The station's last change is dated %(day)s. Choose that day or a later one.")
            % {"day": last.isoformat()},
            R(161),
        )
