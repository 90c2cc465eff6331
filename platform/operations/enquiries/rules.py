"""What an enquiry must have."""

from django.utils.translation import gettext as _

from core.clauses import R
from core.errors import Violation

LONGEST_NAME, LONGEST_PLACE, LONGEST_MESSAGE = 40, 120, 2000


def somebody_asks(*, name: str, phone: str) -> None:
    """There is somebody to answer (R121)."""
    # What is written over it or from right to left only is no name that can be called.
    if not any(sign.isalnum() for sign in name):
        raise Violation(_("Enter your name."), R(121), field="name")
    if not phone:
        raise Violation(_("Enter a phone number, so that we can answer."), R(121), field="phone")


def something_is_asked(*, message: str) -> None:
    """There is a wish (R121)."""
    if not message:
        raise Violation(
            _("Write what it is about; one sentence is enough."), R(121), field="message"
        )


def it_was_consented(*, agreed_to: str) -> None:
    """Personal data are kept with consent to words that are kept, too (R155)."""
    if not agreed_to:
        raise Violation(
            _("Without your consent we may not take what you write."), R(155), field="consent"
        )


def it_is_answered(*, answer: str) -> None:
    """What was said is noted (R121)."""
    if not answer:
        raise Violation(_("Note what was answered."), R(121), field="answer")


def person_is_kept(*, forgotten: bool) -> None:
    """Whose data are gone can be answered no more (R155)."""
    if forgotten:
        raise Violation(_("The personal data are removed; it cannot be opened again."), R(155))
