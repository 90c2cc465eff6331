"""The rules of casework, one clause each, on values only."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar

from django.utils.translation import gettext as _

from core.clauses import R
from core.errors import Violation

FULL_AGE_FOR_APPLYING = 14
BAD_LEVELS = (1, 2)
SATISFIED_LEVELS = (3, 4, 5)
LEVELS = (1, 2, 3, 4, 5)
MOST_EXTENSION = 30


A = TypeVar("A")


def applicant_and_request_are_given(*, applicant: A | None, request: str) -> A:
    """There is no case without an applicant and a request (R121); returns the applicant."""
    if applicant is None:
        raise Violation(
            _("Who is it for? Choose the applicant or enter a new one."), R(121), field="applicant"
        )
    if not request.strip():
        raise Violation(
            _("Write down what the applicant asks for; one sentence is enough."),
            R(121),
            field="request",
        )
    return applicant


def kind_may_apply(*, kind: str, allowed: Collection[str], labels: dict[str, str]) -> None:
    """Who is served is said by the item (R120)."""
    if allowed and kind not in allowed:
        raise Violation(
            _("This item is for: %(kinds)s.")
            % {"kinds": "、".join(labels.get(one, one) for one in allowed)},
            R(120),
            field="applicant",
        )


def applicant_is_old_enough(*, born: date | None, on: date) -> None:
    """A child under fourteen does not apply; the guardian does (R120, handbook §3.8)."""
    if born is None:
        return
    age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    if age < FULL_AGE_FOR_APPLYING:
        raise Violation(
            _("The applicant is under fourteen. Enter the guardian as the applicant."),
            R(120),
            field="id_number",
        )


def organisation_names_itself(*, is_organisation: bool, credit_code: str, contact: str) -> None:
    """An organisation gives its credit code and somebody to talk to (R120)."""
    if is_organisation and not credit_code:
        raise Violation(
            _("An organisation applies with its credit code."), R(120), field="credit_code"
        )
    if is_organisation and not contact.strip():
        raise Violation(
            _("Name the person to talk to at the organisation."), R(120), field="contact_name"
        )


def applicant_can_be_reached(*, phone: str, kind: str) -> None:
    """Answers, lists of missing material and call-backs need a phone (R135, R138)."""
    if not phone and kind != "station":
        raise Violation(
            _("Enter a phone number, so that the applicant can be answered."),
            R(135),
            field="phone",
        )


def item_is_offered(*, offered: bool, name: str) -> None:
    """An item that was withdrawn takes no new cases; running ones go on (R121)."""
    if not offered:
        raise Violation(
            _("“%(name)s” is not offered any more. Choose another item.") % {"name": name},
            R(121),
            field="item",
        )


def station_may_offer(
    *, by_station: bool, at_station: bool, ability: str, abilities: Collection[str], name: str
) -> None:
    """A station takes what it has the ability for (R121)."""
    if by_station and ability not in abilities:
        raise Violation(
            _("This station does not offer “%(name)s”. Add it to its services first.")
            % {"name": name},
            R(121),
            field="item",
        )
    if not by_station and not at_station:
        raise Violation(
            _("“%(name)s” is not taken at stations; send the applicant to the centre.")
            % {"name": name},
            R(121),
            field="item",
        )


def consent_is_given(*, on_behalf: bool, consents: int) -> None:
    """Handling on behalf needs the applicant's consent: a signature or a photo (R121)."""
    if on_behalf and not consents:
        raise Violation(
            _("Let the applicant sign, or add a photo of the signed consent."),
            R(121),
            field="consent",
        )


def agreement_is_named(*, needed: bool, agreement: str, fee: Decimal) -> None:
    """Paid work only after an agreement (R140)."""
    if needed and not agreement.strip():
        raise Violation(
            _("This item is paid work: enter the agreement that it is done under."),
            R(140),
            field="agreement",
        )
    if fee > 0 and not agreement.strip():
        raise Violation(
            _("A fee needs an agreement; public service is free."), R(140), field="agreement"
        )


def materials_are_complete(*, missing: Sequence[str]) -> None:
    """A case is accepted when nothing required is missing (R135)."""
    if missing:
        raise Violation(
            _("Still missing: %(names)s. Tick what was handed in, or ask for it once.")
            % {"names": "、".join(missing)},
            R(135),
            field="materials",
        )


def missing_is_said_once(*, asked_before: int, missing: Sequence[str]) -> None:
    """Everything that is missing is said in one list, once (R135)."""
    if not missing:
        raise Violation(_("Choose what is missing."), R(135), field="missing")
    if asked_before:
        raise Violation(
            _(
                "What is missing was told once already; a second list is not allowed. "
                "Accept the case, or refuse it with the reason."
            ),
            R(135),
            field="missing",
        )


def refusal_is_from_the_list(*, reason: str, reasons: Collection[str]) -> None:
    """A refusal names one of the county's reasons (R135)."""
    if reason not in reasons:
        raise Violation(_("Choose the reason from the list."), R(135), field="reason_code")


def handler_works(*, handler: int | None, persons: Collection[int], is_chief: bool) -> None:
    """A case is worked on by its handler, or by a chief who steps in (R121)."""
    if is_chief or (handler is not None and handler in persons):
        return
    raise Violation(
        _("This case is with somebody else. Ask to have it handed over."), R(121), field="handler"
    )


def complaint_is_entered_as_one(*, about: bool, is_complaint_item: bool) -> None:
    """Whoever complains about a case does so under the item for complaints (R121)."""
    if about and not is_complaint_item:
        raise Violation(
            _("A complaint about a case is registered under “Customer service and complaints”."),
            R(121),
            field="item",
        )


def complaint_is_by_another(*, handler: int, first_handlers: Collection[int]) -> None:
    """A complaint is handled by another person than the first case (R139, R0)."""
    if handler in first_handlers:
        raise Violation(
            _("The complaint is about this person's case; choose somebody else."),
            R(139),
            R(0),
            field="handler",
        )


def extension_fits(*, days: int, extended: int, promise: int, legal: int) -> None:
    """Extended is within the legal time only (R136)."""
    if days < 1 or days > MOST_EXTENSION:
        raise Violation(
            _("Extend by 1 to %(most)d working days.") % {"most": MOST_EXTENSION},
            R(136),
            field="days",
        )
    if promise + extended + days > legal:
        raise Violation(
            _("Only %(left)d more working days are within the legal time.")
            % {"left": max(0, legal - promise - extended)},
            R(136),
            field="days",
        )


def promise_has_a_step(*, step: str, met: bool, handling: bool) -> None:
    """A promise that runs to a step is kept once, while the case is being handled (R136)."""
    if not step:
        raise Violation(_("This item's promise runs to the completion of the case."), R(136))
    if met:
        raise Violation(_("This has been noted already."), R(136))
    if not handling:
        raise Violation(_("This is for cases that are being handled."), R(136))


def result_is_said(*, result: str) -> None:
    """A case is completed with its result (R136)."""
    if not result.strip():
        raise Violation(_("Write down the result."), R(136), field="result")


def rating_is_open(*, rated: bool, until: date | None, today: date) -> None:
    """One rating a case, within thirty days (R137, R139)."""
    if rated:
        raise Violation(_("This has been rated already. Thank you."), R(137))
    if until is None:
        raise Violation(_("It can be rated once the case is completed."), R(139))
    if today > until:
        raise Violation(
            _("Rating was possible until %(day)s. Please call us instead.")
            % {"day": until.isoformat()},
            R(139),
        )


def rating_is_the_applicants(*, signed_in: bool) -> None:
    """Staff do not rate for the applicant (R139)."""
    if signed_in:
        raise Violation(
            _("Staff cannot rate. Let the applicant scan the code with their own phone."), R(139)
        )


def level_is_known(*, level: int) -> None:
    """The national five levels (R137)."""
    if level not in LEVELS:
        raise Violation(_("Choose one of the five levels."), R(137), field="level")


def is_satisfied(level: int) -> bool:
    """The top three count as satisfied; unrated never does (R137)."""
    return level in SATISFIED_LEVELS


def is_bad(level: int) -> bool:
    """The bottom two are called back, all of them (R138)."""
    return level in BAD_LEVELS


def caller_is_another(*, caller: Collection[int], handlers: Collection[int]) -> None:
    """Whoever handled the case does not call back about it (R138, R139)."""
    if set(caller) & set(handlers):
        raise Violation(
            _("You handled this case; a colleague calls back."), R(138), R(139), field="said"
        )


def call_is_described(*, reached: bool, said: str, measures: str, closing: bool) -> None:
    """A call-back notes what was said; closing it notes what was put right (R138)."""
    if not said.strip():
        raise Violation(_("Write down what the applicant said."), R(138), field="said")
    if closing and not reached:
        raise Violation(
            _("Nobody was reached yet: call again before closing it."), R(138), field="reached"
        )
    if closing and not measures.strip():
        raise Violation(_("Write down what was put right."), R(138), field="measures")


def archive_is_due(*, rated: bool, until: date | None, today: date, open_follow_up: bool) -> None:
    """Archived after the rating, or when the time for it is over; call-backs first (R138, R139)."""
    if open_follow_up:
        raise Violation(_("The bad rating has not been settled yet."), R(138))
    if not rated and until is not None and today <= until:
        raise Violation(
            _("It can still be rated until %(day)s.") % {"day": until.isoformat()}, R(139)
        )


def appointment_is_open(*, booked: bool) -> None:
    """What is over stays so."""
    if not booked:
        raise Violation(_("This appointment is over already."), R(121))


def slot_is_free(*, taken: int, capacity: int) -> None:
    """An appointment needs a free place (R121)."""
    if taken >= capacity:
        raise Violation(_("This time is fully booked. Choose another one."), R(121), field="slot")
