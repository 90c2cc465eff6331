"""Verbs of enquiries: sent, answered, closed; persons forgotten when their time is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from core import audit, inbox, numbering
from core.actor import Actor
from core.clauses import R
from core.moving import move
from core.privacy import retention_ends
from operations.enquiries import rules, selectors
from operations.enquiries.kinds import TAKES, Kind
from operations.enquiries.lifecycle import ENQUIRY
from operations.enquiries.models import Enquiry
from operations.enquiries.numbers import SERIES

PERSONAL = ("name", "organisation", "phone", "place", "message", "answer")
# Nothing ends sooner than this; spares the nightly look at fresh ones.
SHORTEST = timedelta(days=300)


@dataclass(frozen=True, slots=True)
class EnquiryData:
    """What somebody wrote; agreed_to: the words of the notice on personal data."""

    kind: str
    name: str
    phone: str
    message: str
    agreed_to: str
    subject: str = ""
    quantity: str = ""
    organisation: str = ""
    place: str = ""


@transaction.atomic
def enquiry_send(*, data: EnquiryData, by: Actor, at: datetime) -> Enquiry:
    """Take what was written, give it its number, put it before who answers (R121).

    Raises Violation where nobody asks, nothing is asked or nobody consented.
    """
    name, phone, message = data.name.strip(), data.phone.strip(), data.message.strip()
    rules.somebody_asks(name=name, phone=phone)
    rules.something_is_asked(message=message)
    rules.it_was_consented(agreed_to=data.agreed_to)
    made = Enquiry.objects.create(
        kind=Kind(data.kind),
        subject=data.subject.strip()[:80],
        quantity=data.quantity.strip()[:40],
        name=name[: rules.LONGEST_NAME],
        organisation=data.organisation.strip()[:80],
        phone=phone[:30],
        place=data.place.strip()[: rules.LONGEST_PLACE],
        message=message[: rules.LONGEST_MESSAGE],
        agreed_to=data.agreed_to,
        sent_at=at,
        status_since=at,
    )
    made.number = numbering.draw(SERIES, on=timezone.localdate(at), record=made).text
    made.save(update_fields=["number", "updated_at"])
    audit.record(made, by=by, action="enquiry.send", clauses=(R(121),), at=at)
    _put_before(made, by=by, at=at)
    return made


@transaction.atomic
def enquiry_answer(
    *, enquiry_id: int, answer: str, by: Actor, at: datetime, expected_version: int | None = None
) -> Enquiry:
    """Note what was said to whoever asked (R121)."""
    enquiry = _locked(enquiry_id)
    ENQUIRY.check(enquiry, "answer", by=by, expected_version=expected_version)
    rules.it_is_answered(answer=answer.strip())
    enquiry.answer = answer.strip()[: rules.LONGEST_MESSAGE]
    enquiry.answered_by_name, enquiry.answered_at = by.signature[:80], at
    return move(
        ENQUIRY,
        enquiry,
        "answer",
        by=by,
        at=at,
        fields=("answer", "answered_by_name", "answered_at"),
    )


@transaction.atomic
def enquiry_close(
    *, enquiry_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> Enquiry:
    """Nothing more is to be done (R121)."""
    return move(ENQUIRY, _locked(enquiry_id), "close", by=by, at=at, version=expected_version)


@transaction.atomic
def enquiry_put_aside(
    *, enquiry_id: int, reason: str, by: Actor, at: datetime, expected_version: int | None = None
) -> Enquiry:
    """It is no enquiry, or not ours; why is said (R121)."""
    enquiry = _locked(enquiry_id)
    return move(
        ENQUIRY, enquiry, "put_aside", by=by, at=at, reason=reason, version=expected_version
    )


@transaction.atomic
def enquiry_reopen(
    *, enquiry_id: int, reason: str, by: Actor, at: datetime, expected_version: int | None = None
) -> Enquiry:
    """There is more to it (R121); not after its person was forgotten (R155)."""
    enquiry = _locked(enquiry_id)
    ENQUIRY.check(enquiry, "reopen", by=by, expected_version=expected_version)
    rules.person_is_kept(forgotten=enquiry.forgotten_at is not None)
    found = move(ENQUIRY, enquiry, "reopen", by=by, at=at, reason=reason)
    _put_before(found, by=by, at=at)
    return found


@transaction.atomic
def enquiries_forget(*, on: date, by: Actor, at: datetime) -> int:
    """Remove what is personal where its time is over (R155); of how many."""
    done = 0
    for enquiry in selectors.old(before=at - SHORTEST).select_for_update():
        if retention_ends("enquiry", timezone.localdate(enquiry.status_since)) > on:
            continue
        for name in PERSONAL:
            setattr(enquiry, name, "")
        enquiry.forgotten_at = at
        enquiry.save(update_fields=[*PERSONAL, "forgotten_at", "updated_at"])
        audit.record(enquiry, by=by, action="enquiry.forget", clauses=(R(155),), at=at)
        done += 1
    return done


def _put_before(enquiry: Enquiry, *, by: Actor, at: datetime) -> None:
    inbox.assign(
        enquiry,
        step=str(enquiry.status),
        title=enquiry.title,
        post=TAKES[Kind(enquiry.kind)],
        by=by,
        at=at,
        clause=R(121),
    )


def _locked(enquiry_id: int) -> Enquiry:
    return Enquiry.objects.select_for_update().get(pk=enquiry_id)
