"""The rules of training, on values only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from core.clauses import R
from core.errors import Violation
from operations.training.kinds import CONVERTED, ConsentWay

SHARE, ANSWERED = Decimal("0.6"), Decimal("0.3")
CENT = Decimal("0.01")
PHOTOS, MONTHS, LONGEST_DAYS, MOST_HOURS, MOST_PLACES = 2, 6, 60, 12, 500


def is_filled(*, value: str, sentence: str, field: str) -> None:
    """A plan says for whom, what for and what about (R150)."""
    if not value.strip():
        raise Violation(sentence, R(150), field=field)


def is_entered_once(*, taken: bool, sentence: str, field: str) -> None:
    """Nothing is entered twice (R149)."""
    if taken:
        raise Violation(sentence, R(149), field=field)


def draft_is_changed(*, draft: bool) -> None:
    """What was checked is not changed behind the site's back (R150)."""
    if not draft:
        raise Violation(_("Only a draft can be changed."), R(150))


def course_is_offered(*, offered: bool) -> None:
    """Classes are of a course whose plan was checked (R150)."""
    if not offered:
        raise Violation(
            _("The course is not offered yet, or was stopped."), R(150), field="course_id"
        )


def days_in_order(*, until: date, starts: date, ends: date) -> None:
    """Sign-up ends before the class begins, and it ends within sixty days (R150)."""
    if ends < starts:
        raise Violation(_("The last day lies before the first."), R(150), field="ends_date")
    if (ends - starts).days > LONGEST_DAYS:
        raise Violation(
            _("A class takes %(n)s days at most; look at the days again.") % {"n": LONGEST_DAYS},
            R(150),
            field="ends_date",
        )
    if until > starts:
        raise Violation(
            _("Sign-up ends on the first day of the class (%(day)s) at the latest.")
            % {"day": starts},
            R(150),
            field="sign_up_until_date",
        )


def places_are_counted(*, capacity: int, taken: int = 0) -> None:
    """So many places as a room has, and not fewer than are taken (R149)."""
    if not 1 <= capacity <= MOST_PLACES:
        raise Violation(
            _("A class has between 1 and %(n)s places.") % {"n": MOST_PLACES},
            R(149),
            field="capacity",
        )
    if capacity < taken:
        raise Violation(
            _("%(n)s places are taken already.") % {"n": taken}, R(149), field="capacity"
        )


def class_is_ahead(*, until: date, today: date) -> None:
    """Nobody can sign up for what is over (R150)."""
    if until < today:
        raise Violation(_("The last day of sign-up is over; change the days first."), R(150))


def takes_sign_ups(*, open_: bool, until: date, today: date) -> None:
    """One signs up while sign-up is open (R149)."""
    if not open_:
        raise Violation(_("One cannot sign up for this class (any more)."), R(149))
    if today > until:
        raise Violation(_("Sign-up ended on %(day)s.") % {"day": until}, R(149))


def has_consented(*, words: str) -> None:
    """Whoever signs up has read what happens with their data, and agreed (R152)."""
    if not words.strip():
        raise Violation(
            _("Without your consent we may not take the sign-up."), R(152), field="consent"
        )


def consent_way_is_noted(*, way: str, by_themselves: bool) -> None:
    """Whoever signs another up notes how that person agreed; the site notes its own tick (R152)."""
    if by_themselves != (way == ConsentWay.SITE) or way not in ConsentWay.values:
        raise Violation(
            _("Note how they agreed: on the phone, in person or on paper."),
            R(152),
            field="consent_way",
        )


def is_served_by_the_station(*, served: bool) -> None:
    """A station manager signs up people of the station's villages (R148)."""
    if not served:
        raise Violation(
            _("A station manager signs up people of the villages that the station serves."),
            R(148),
            field="village_id",
        )


def place_is_free(*, taken: int, capacity: int) -> None:
    """No more people than places (R149)."""
    if taken >= capacity:
        raise Violation(_("All places are taken."), R(149))


def has_begun(*, starts: date, today: date) -> None:
    """A class does not begin before its first day (R149)."""
    if today < starts:
        raise Violation(_("The class begins on %(day)s.") % {"day": starts}, R(149))


def is_over(*, ends: date, today: date) -> None:
    """It does not end before its last day (R149)."""
    if today < ends:
        raise Violation(_("The last day of the class is %(day)s.") % {"day": ends}, R(149))


def attends_in_time(*, day: date, starts: date, ends: date, today: date, hours: Decimal) -> None:
    """Signed in on a day of the class that is not to come, for hours of one day (R149)."""
    if not starts <= day <= ends:
        raise Violation(
            _("The class takes place from %(first)s to %(last)s.")
            % {"first": starts, "last": ends},
            R(149),
            field="day",
        )
    if day > today:
        raise Violation(_("This day is still to come."), R(149), field="day")
    if not 0 < hours <= MOST_HOURS:
        raise Violation(
            _("Between half an hour and %(n)s hours are credited a day.") % {"n": MOST_HOURS},
            R(149),
            field="hours",
        )


def came_often_enough(*, attended: Decimal, hours: Decimal) -> bool:
    """Attendance of six tenths of the hours makes a person-time (R149)."""
    return attended >= hours * SHARE


def gaps(*, goal: str, outline: str, attended: int, photos: int, surveys: int) -> list[str]:
    """What the file of a class lacks to be counted (R150): plan, sign-in, photos, survey."""
    found = []
    if not goal.strip() or not outline.strip():
        found.append(_("the plan"))
    if not attended:
        found.append(_("the sign-in"))
    if photos < PHOTOS:
        found.append(_("photos (%(n)s of 2)") % {"n": photos})
    if not surveys:
        found.append(_("the survey"))
    return found


def file_is_whole(*, lacking: Sequence[str]) -> None:
    """A class counts only with plan, sign-in, two photos and survey (R150)."""
    if lacking:
        raise Violation(
            _("The file of the class is incomplete, it is not counted. Missing: %(what)s.")
            % {"what": "、".join(lacking)},
            R(150),
        )


def enough_answered(*, answers: int, trained: int) -> bool:
    """A survey says something once three tenths of the people trained have answered (R150)."""
    return answers > 0 and answers >= trained * ANSWERED


def due_by(*, target: int, on: date) -> Decimal:
    """What a year's target asks for by the end of the month: its elapsed share (R149)."""
    whole = date(on.year, 12, 31).timetuple().tm_yday
    month_end = date(on.year + on.month // 12, on.month % 12 + 1, 1) - timedelta(days=1)
    return (Decimal(target) * month_end.timetuple().tm_yday / whole).quantize(CENT)


def half_year_after(day: date) -> date:
    """The day on which six months have passed (R151)."""
    month = day.month + MONTHS
    year, month = day.year + (month - 1) // 12, (month - 1) % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(day.day, last))


def converted(*, outcome: str, since: date | None, ended: date) -> bool:
    """A shop or e-commerce employment within six months (R151)."""
    if outcome not in CONVERTED or since is None:
        return False
    return since <= half_year_after(ended)


def outcome_has_day(*, since: date, ended: date, today: date) -> None:
    """What became of it became so after the class, and not in the future (R151)."""
    if not ended <= since <= today:
        raise Violation(
            _("The day lies between the end of the class (%(day)s) and today.") % {"day": ended},
            R(151),
            field="since",
        )


def may_be_certified(*, certified: bool, held: bool, enough: bool, passed: bool | None) -> None:
    """A certificate for whoever came six tenths of the hours and passed (R149)."""
    if not certified:
        raise Violation(_("This course ends without a certificate."), R(149))
    if not held:
        raise Violation(_("The class has not ended yet."), R(149))
    if not enough:
        raise Violation(_("Less than six tenths of the hours were attended."), R(149))
    if not passed:
        raise Violation(_("Enter first that the test was passed."), R(149))


def class_was_held(*, held: bool) -> None:
    """Results, answers and what became of it come after the class (R149)."""
    if not held:
        raise Violation(_("The class has not ended yet."), R(149))
