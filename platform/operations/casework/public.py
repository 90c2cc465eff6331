"""What the public may read: guides, and the course of a case without the person (R140, R153)."""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass
from datetime import date, datetime

from core.codes import plain
from operations.casework.lifecycle import DONE, OVER, States
from operations.casework.models import Appointment, Case, ItemForm, Promise, ServiceItem
from operations.casework.selectors import items, promises
from operations.casework.terms import form_of

LAST = 4
# A case number as people type it, dashes and blanks left out.
_NUMBER = re.compile(r"FW(\d{8})(\d{4,})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Guide:
    """One item as the public reads it: who, what, materials, steps, time, fee, where (R140)."""

    item: ServiceItem
    form: ItemForm
    promise: Promise | None

    @property
    def online(self) -> bool:
        """Can it be asked for on line?"""
        return "online" in self.item.channels


@dataclass(frozen=True, slots=True)
class PublicCase:
    """The course of a case: no name, no phone, no words of the request."""

    reference: str
    number: str
    item: str
    state: str
    status: str
    submitted_at: datetime | None
    accepted_at: datetime | None
    answer_due_date: date | None
    due_date: date | None
    finished_at: datetime | None
    missing: tuple[str, ...]
    closing_reason: str
    can_rate: bool
    can_withdraw: bool
    can_complete: bool
    rated: bool


def guides(*, on: date) -> list[Guide]:
    """All items offered, with their promises."""
    known = promises(on=on)
    return [
        Guide(item, form_of(item, on=on), known.get(item.pk))
        for item in items(on=on).prefetch_related("forms")
    ]


def guide(code: str, *, on: date) -> Guide | None:
    """One offered item; None for any other."""
    item = items(on=on).filter(code=code).first()
    if item is None:
        return None
    return Guide(item, form_of(item, on=on), promises(on=on).get(item.pk))


def withdrawn_item(code: str, *, on: date) -> ServiceItem | None:
    """An item that was offered once and is no more."""
    return ServiceItem.objects.filter(code=code, withdrawn_date__lte=on).first()


def find(*, number: str, last_four: str) -> Case | None:
    """A case by its number or reference and the last four digits of the applicant's phone.

    A wrong pair and an unknown number look the same.
    """
    typed = plain(number)
    parts = _NUMBER.fullmatch(typed)
    number = f"FW-{parts[1]}-{parts[2]}" if parts else typed
    wanted = Case.objects.select_related("applicant", "item", "rating")
    case = wanted.filter(number=number).first() or wanted.filter(reference=number).first()
    phone = case.applicant.phone if case is not None and case.applicant is not None else ""
    given = last_four.strip()
    same = hmac.compare_digest(phone[-LAST:].encode(), given.encode())
    return case if case is not None and len(phone) >= LAST and len(given) == LAST and same else None


def by_token(token: str) -> Case | None:
    """A case by the secret behind its receipt's code."""
    return (
        Case.objects.select_related("applicant", "item", "form", "rating")
        .filter(token=token)
        .exclude(status=States.DRAFT)
        .first()
    )


def appointment_by_token(token: str) -> Appointment | None:
    """An appointment by the secret in its confirmation's address."""
    return Appointment.objects.select_related("item", "ticket").filter(token=token).first()


def shown(case: Case, *, on: date) -> PublicCase:
    """What its applicant may see."""
    return PublicCase(
        reference=case.reference,
        number=case.number,
        item=case.item.name,
        state=str(States(case.status).label),
        status=case.status,
        submitted_at=case.submitted_at,
        accepted_at=case.accepted_at,
        answer_due_date=case.answer_due_date if case.status == States.SUBMITTED else None,
        due_date=case.due_date if case.status not in (*DONE, *OVER) else None,
        finished_at=case.finished_at,
        missing=tuple(case.missing) if case.status == States.SUPPLEMENT else (),
        closing_reason=case.closing_reason if case.status in OVER else "",
        can_rate=case.status == States.FINISHED
        and case.rate_until_date is not None
        and on <= case.rate_until_date,
        can_withdraw=case.status
        in (States.SUBMITTED, States.SUPPLEMENT, States.ACCEPTED, States.ASSIGNED),
        can_complete=case.status == States.SUPPLEMENT,
        rated=hasattr(case, "rating"),
    )
