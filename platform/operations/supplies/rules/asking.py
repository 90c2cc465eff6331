"""What may be asked for, approved and issued (R103–R110, R113)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from core.clauses import R
from core.errors import Violation


@dataclass(frozen=True, slots=True)
class Allowance:
    """What the standard says of a line: how many, how many are used of it, how many lie there.

    quota None: no standard is in force.
    """

    quota: int | None
    used: int
    stock: int

    @property
    def left(self) -> int:
        """How many may still be approved."""
        return max(0, (self.quota or 0) - self.used)


def one_is_named(*, department: bool, station: bool) -> None:
    """A paper is of a department or of a station (R104)."""
    if department is station:
        raise Violation(_("Choose a department or a station."), R(104), field="department_id")


def of_the_department(*, own: bool, department: str, field: str = "department_id") -> None:
    """A plan is written in the department, a station's at the station (R104)."""
    if not own:
        raise Violation(
            _("The plan of %(department)s is written there.") % {"department": department},
            R(104),
            field=field,
        )


def station_is_supplied(*, supplied: bool, station: str, state: str) -> None:
    """What is suspended or closed gives back and gets nothing (R113, R141)."""
    if not supplied:
        raise Violation(
            _("%(station)s is not supplied now: it stands at “%(state)s”.")
            % {"station": station, "state": state},
            R(113),
            R(141),
            field="station_id",
        )


def one_a_month(*, taken: bool, department: str, month: date, field: str = "department_id") -> None:
    """One plan a department, or station, and month (R106)."""
    if taken:
        raise Violation(
            _("%(department)s has a plan for %(month)s already; add to that one.")
            % {"department": department, "month": f"{month:%Y-%m}"},
            R(106),
            field=field,
        )


def something_or_nothing(*, lines: int, nothing: bool) -> None:
    """A plan has lines, or says that nothing is needed (R106)."""
    if not lines and not nothing:
        raise Violation(
            _("The plan is empty. Add what is needed, or tick that nothing is needed."),
            R(106),
            field="nothing",
        )
    if lines and nothing:
        raise Violation(
            _("The plan has lines; nothing needed would contradict them."), R(106), field="nothing"
        )


def lines_may_change(*, open_: bool) -> None:
    """What was handed in is changed only after it came back (R105)."""
    if not open_:
        raise Violation(_("It is handed in; it can be changed only when it comes back."), R(105))


def item_is_in_use(*, ended: bool) -> None:
    """What is out of the catalogue is not asked for (R96)."""
    if ended:
        raise Violation(_("This is not in the catalogue any more."), R(96), field="item_id")


def within_the_standard(*, name: str, approved: int, asked: int, allowance: Allowance) -> None:
    """Approved ≤ asked, and ≤ what the standard leaves (R105, R110)."""
    if not 0 <= approved <= asked:
        raise Violation(
            _("%(name)s: approve between 0 and %(asked)s.") % {"name": name, "asked": asked},
            R(110),
        )
    if approved and allowance.quota is None:
        raise Violation(
            _("%(name)s: no standard is in force for it; set one first, or approve 0.")
            % {"name": name},
            R(103),
        )
    if approved > allowance.left:
        raise Violation(
            _(
                "%(name)s: the standard is %(quota)s, of which %(used)s are used; at most"
                " %(left)s can be approved. Cut the line down, or return the plan."
            )
            % {
                "name": name,
                "quota": allowance.quota,
                "used": allowance.used,
                "left": allowance.left,
            },
            R(105),
            R(110),
        )


def urgency_is_stated(*, reason: str) -> None:
    """The urgent request says why it cannot wait (R107)."""
    if not reason.strip():
        raise Violation(
            _("Say why it cannot wait for the next monthly plan."), R(107), field="reason"
        )


def something_is_asked(*, lines: int) -> None:
    """A request has lines (R107)."""
    if not lines:
        raise Violation(_("Add what is needed first."), R(107))


def something_is_chosen(*, chosen: Collection[int]) -> None:
    """At least one line is issued (R109)."""
    if not chosen:
        raise Violation(_("Choose what is issued."), R(109), field="line_ids")


def signed_first(*, signed_by: str, drawn: bool) -> None:
    """Whoever takes it signs before anything is handed out (R109)."""
    if not signed_by.strip():
        raise Violation(_("Say who takes it."), R(109), field="signed_by")
    if not drawn:
        raise Violation(
            _("The recipient signs first; without a signature nothing is handed out."),
            R(109),
            field="signature",
        )


def signs_ahead_once(*, ready: bool, signed: bool) -> None:
    """A station's manager signs for what is ready, once; then the office hands it out (R109)."""
    if signed:
        raise Violation(
            _("It is signed for already; the office area hands it out."), R(109), field="signature"
        )
    if not ready:
        raise Violation(_("Nothing is ready to be signed for."), R(109), field="signature")


def not_more_than_approved(*, name: str, quantity: int, left: int) -> None:
    """Issued ≤ approved (R110)."""
    if quantity > left:
        raise Violation(
            _("%(name)s: %(left)s are still to be issued.") % {"name": name, "left": left}, R(110)
        )


def held_by(*, held: int, quantity: int) -> None:
    """Nobody gives back more than they hold (R113)."""
    if not 1 <= quantity <= held:
        raise Violation(
            _("%(held)s are on the ledger; enter a number from 1 to %(held)s.") % {"held": held},
            R(113),
            field="quantity",
        )


def not_being_scrapped(*, held: int, waiting: int, quantity: int) -> None:
    """What waits for its scrapping goes nowhere else (R113, R114)."""
    if quantity > held - waiting:
        raise Violation(
            _("%(n)s of them are to be scrapped; first end that scrapping or have it refused.")
            % {"n": waiting},
            R(113),
            R(114),
            field="quantity",
        )


def not_named_already(*, held: int, named: int, quantity: int) -> None:
    """One old piece is handed in for one new one (R103)."""
    if quantity > held - named:
        raise Violation(
            _("%(n)s of the old ones are named by another line already.") % {"n": named},
            R(103),
            field="replaces_id",
        )


def office_moves(*, may: bool) -> None:
    """Nothing is passed on, lent or taken away privately: the office area does it (R112, R113)."""
    if not may:
        raise Violation(_("Goods are not passed on privately; the office area enters it."), R(113))


def two_approvals(*, same: bool) -> None:
    """The head of department and the administration manager are two persons (R0, R107)."""
    if same:
        raise Violation(
            _("You agreed to it as head of department; another person approves it."), R(0), R(107)
        )


def answers_for_it(*, own: bool, department: str) -> None:
    """The manager of the department decides on its plan (R105)."""
    if not own:
        raise Violation(
            _("The head of %(department)s decides on it.") % {"department": department}, R(105)
        )


def has_a_post(*, has: bool, name: str) -> None:
    """What is allotted by post needs a post (R97, R98)."""
    if not has:
        raise Violation(
            _("%(name)s has no post in a department yet.") % {"name": name},
            R(98),
            field="person_id",
        )


def starter_runs_once(*, taken: bool, name: str) -> None:
    """One first issue at a time (R98)."""
    if taken:
        raise Violation(
            _("A first issue for %(name)s is under way already.") % {"name": name},
            R(98),
            field="person_id",
        )
