"""The rules of the register of petitions, on values only.

The handbook names petitions as a field of the office (R26) and gives no clauses of its own: where
R(26) is cited, the sentence is the national rule (信访工作条例). Secrecy is R25.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from core.clauses import R
from core.errors import Violation
from operations.petitions.kinds import Channel, Kind

LONGEST_SUBJECT = 80
LONGEST_TEXT = 3000
MOST_CONCERNED = 10
# Groups larger than this choose representatives, of whom so many at most come.
MOST_REPRESENTATIVES = 5
_SECRET_MARK = re.compile(r"(绝密|机密|秘密)\s*[★☆*]")


def not_secret(*, secret: bool, texts: Collection[str] = ()) -> None:
    """Secret matters are not kept here; the paper register has them (R25)."""
    if secret or any(_SECRET_MARK.search(text) for text in texts):
        raise Violation(
            _(
                "Secret matters must not be kept in this system. "
                "Enter the petition in the paper register of confidential items."
            ),
            R(25),
            field="secret",
        )


def subject_is_one_line(*, subject: str) -> None:
    """What it is about, in one line; no clause of the handbook's own (R26)."""
    if not subject.strip():
        raise Violation(_("Say in one line what the petition is about."), R(26), field="subject")
    if re.search(r"[\r\n\v\f\u2028\u2029]", subject.strip()):
        raise Violation(_("Write the subject in one line."), R(26), field="subject")
    if len(subject.strip()) > LONGEST_SUBJECT:
        raise Violation(
            _("The subject is longer than %(n)s characters. Shorten it.") % {"n": LONGEST_SUBJECT},
            R(26),
            field="subject",
        )


def matter_is_written(*, matter: str) -> None:
    """What the petitioner says and asks for; no clause of the handbook's own (R26)."""
    if not matter.strip():
        raise Violation(
            _("Write down what the petitioner says and asks for."), R(26), field="matter"
        )
    if len(matter.strip()) > LONGEST_TEXT:
        raise Violation(
            _("This is longer than %(n)s characters. Put the rest into an attachment.")
            % {"n": LONGEST_TEXT},
            R(26),
            field="matter",
        )


def kind_and_channel_are_known(*, kind: str, channel: str) -> None:
    """One of the five kinds, by one of the four ways; no clause of the handbook's own (R26)."""
    if kind not in Kind.values:
        raise Violation(_("Choose the kind of petition."), R(26), field="kind")
    if channel not in Channel.values:
        raise Violation(_("Choose how the petition came."), R(26), field="channel")


def petitioner_is_named_or_anonymous(
    *, anonymous: bool, name: str, phone: str, address: str, channel: str
) -> None:
    """Named with a way to reach them, or anonymous and then nothing is kept (R26, R152).

    Whoever stands before the desk is not anonymous to the centre, but may stay so in the register.
    """
    if anonymous:
        if name.strip() or phone.strip() or address.strip():
            raise Violation(
                _("Anonymous means that no name, phone or address is kept. Empty these fields."),
                R(26),
                R(152),
                field="is_anonymous",
            )
        return
    if not name.strip():
        raise Violation(_("Give the petitioner's name, or tick “anonymous”."), R(26), field="name")
    if not phone.strip() and not (address.strip() and channel != Channel.PHONE):
        sentence = (
            _("Give the number that the petitioner called from.")
            if channel == Channel.PHONE
            else _("Give a phone or an address; the answer must reach the petitioner.")
        )
        raise Violation(sentence, R(26), field="phone")


def headcount_is_sensible(*, headcount: int) -> None:
    """At least one person petitions; no clause of the handbook's own (R26)."""
    if headcount < 1:
        raise Violation(_("At least one person petitions."), R(26), field="headcount")


def concerned_are_few(*, names: Collection[str]) -> None:
    """Those it is about, one a line; no clause of the handbook's own (R26)."""
    if len(names) > MOST_CONCERNED:
        raise Violation(
            _("At most %(n)s persons; name the others in the matter.") % {"n": MOST_CONCERNED},
            R(26),
            field="concerned",
        )


def received_by_today(*, received: date, today: date) -> None:
    """The term runs from the day it was received: not ahead, and not of another year (R26)."""
    if received > today:
        raise Violation(_("This day lies ahead."), R(26), field="received_date")
    if (today - received).days > 366:  # noqa: PLR2004 - a year
        raise Violation(
            _("This day lies more than a year back. Check the year."), R(26), field="received_date"
        )


def still_correctable(*, ended: bool) -> None:
    """What has ended stays as it is (R26)."""
    if ended:
        raise Violation(_("This has ended; the register is not changed any more."), R(26))
