"""Applicants: taken once, corrected, merged (R120, R156)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.actor import Actor
from core.clauses import R
from core.codes import check_phone, check_uscc
from core.codes.identity import read_resident_id
from core.errors import Denied, Violation
from core.lifecycle_words import changed_meanwhile
from operations.casework import rules
from operations.casework.lifecycle import CALLERS, REGISTRARS
from operations.casework.models import Applicant, Case

# The trail says that these changed, never what they were.
SECRET = ("phone", "id_number")
EDITABLE = (
    "kind",
    "name",
    "contact_name",
    "phone",
    "id_number",
    "credit_code",
    "village_id",
    "address",
)


@dataclass(frozen=True, slots=True)
class ApplicantData:
    """What is entered of an applicant."""

    name: str = ""
    kind: str = Applicant.Kind.PERSON
    contact_name: str = ""
    phone: str = ""
    id_number: str = ""
    credit_code: str = ""
    village_id: int | None = None
    address: str = ""
    station_id: int | None = None

    def values(self) -> dict[str, Any]:
        """As fields of the model."""
        return {name: getattr(self, name) for name in (*EDITABLE, "station_id")}


@transaction.atomic
def applicant_take(
    *,
    data: ApplicantData,
    by: Actor,
    at: datetime,
    entered_at_id: int | None = None,
    seen: bool = True,
) -> Applicant:
    """The applicant who is meant: the one there is, else a new one (R120).

    The same ID number, credit code or station is the same applicant; so is the same name with the
    same phone. A new phone of a known one replaces the old. seen: whether somebody looked at the
    papers; who was not seen changes nothing of an entry. Raises Violation with the field.
    """
    values = _checked(data.values(), on=timezone.localdate(at))
    found = _known(values)
    if found is not None and not seen:
        found, values = _unseen(found, values)
    if found is not None:
        return _refresh(found, values, by=by, at=at) if seen else found
    applicant = Applicant(
        **values, entered_at_id=entered_at_id, created_by_id=by.user_id, created_at=at
    )
    _clean(applicant)
    applicant.save()
    audit.record(applicant, by=by, action="applicant.enter", clauses=(R(120),), at=at)
    return applicant


@transaction.atomic
def applicant_update(
    *,
    applicant_id: int,
    by: Actor,
    at: datetime,
    expected_version: int | None = None,
    **values: Any,
) -> Applicant:
    """Correct an applicant's data. Raises Violation or Denied."""
    if not by.is_system and not by.posts & set(REGISTRARS):
        raise Denied(_("Applicants are kept by windows and stations."), needs=REGISTRARS)
    applicant = Applicant.objects.select_for_update(of=("self",)).get(pk=applicant_id)
    if expected_version is not None and expected_version != applicant.version:
        raise Violation(changed_meanwhile(applicant))
    whole = {name: getattr(applicant, name) for name in (*EDITABLE, "station_id")} | values
    return _store(applicant, _checked(whole, on=timezone.localdate(at)), by=by, at=at)


@transaction.atomic
def applicant_merge(
    *, keep_id: int, gone_id: int, by: Actor, at: datetime, reason: str
) -> Applicant:
    """Make one of two entries of the same applicant; every case goes to the one that is kept.

    Raises Violation (the same one twice, merged already, no reason) or Denied.
    """
    if not by.is_system and not by.posts & set(CALLERS):
        raise Denied(_("Merging applicants is for the office."), needs=CALLERS)
    if not reason.strip():
        raise Violation(_("Please give the reason."), R(120), field="reason")
    both = {
        one.pk: one
        for one in Applicant.objects.select_for_update(of=("self",))
        .filter(pk__in=(keep_id, gone_id))
        .order_by("pk")
    }
    if len(both) != len({keep_id, gone_id}) or keep_id == gone_id:
        raise Violation(_("Choose two different applicants."), R(120), field="gone_id")
    keep, gone = both[keep_id], both[gone_id]
    if keep.merged_into_id or gone.merged_into_id:
        raise Violation(_("One of them has been merged already."), R(120), field="gone_id")
    moved = Case.objects.filter(applicant=gone).update(applicant=keep)
    taken = _take_over(keep, gone)
    audit.record(
        keep,
        by=by,
        action="applicant.merge",
        note=reason.strip(),
        changes={"merged": gone.pk, "cases": moved, "taken": taken},
        clauses=(R(120),),
        at=at,
    )
    audit.record(
        gone,
        by=by,
        action="applicant.merged",
        note=reason.strip(),
        changes={"into": keep.pk},
        at=at,
    )
    return keep


def _take_over(keep: Applicant, gone: Applicant) -> list[str]:
    """What the kept one lacks comes from the other; the other gives its unique values up."""
    names = ("phone", "id_number", "credit_code", "contact_name", "village_id", "address")
    taken = [name for name in names if not getattr(keep, name) and getattr(gone, name)]
    values = {name: getattr(gone, name) for name in taken}
    Applicant.objects.filter(merged_into=gone).update(merged_into=keep)
    gone.merged_into = keep
    gone.version += 1
    gone.save()
    for name, value in values.items():
        setattr(keep, name, value)
    keep.version += 1
    keep.save()
    return taken


def _checked(values: dict[str, Any], *, on: date) -> dict[str, Any]:
    kind = values["kind"]
    organised = kind in (
        Applicant.Kind.COOP,
        Applicant.Kind.COMPANY,
        Applicant.Kind.SOLE_TRADER,
    )
    values = values | {
        name: value.strip() for name, value in values.items() if isinstance(value, str)
    }
    if not values["name"]:
        raise Violation(_("Enter the applicant's name."), R(121), field="name")
    rules.applicant_can_be_reached(phone=values["phone"], kind=kind)
    rules.organisation_names_itself(
        is_organisation=organised,
        credit_code=values["credit_code"],
        contact=values["contact_name"],
    )
    if values["phone"]:
        values["phone"] = check_phone(values["phone"], field="phone")
    if values["credit_code"]:
        values["credit_code"] = check_uscc(values["credit_code"], field="credit_code")
    if values["id_number"]:
        card = read_resident_id(values["id_number"], on=on, field="id_number")
        rules.applicant_is_old_enough(born=card.born_date, on=on)
        values["id_number"] = card.number
    return values


def _known(values: dict[str, Any]) -> Applicant | None:
    from operations.casework.selectors import same_applicant

    found = same_applicant(
        name=values["name"],
        phone=values["phone"],
        id_number=values["id_number"],
        credit_code=values["credit_code"],
        station_id=values["station_id"],
    )
    if found is None:
        return None
    return Applicant.objects.select_for_update(of=("self",)).get(pk=found.pk)


def _unseen(found: Applicant, values: dict[str, Any]) -> tuple[Applicant | None, dict[str, Any]]:
    """A number that somebody typed at home proves nothing, and a credit code is public: with
    another phone it is an entry of its own without the number, for the window to merge."""
    if found.phone == values["phone"]:
        return found, values
    values = values | {"id_number": "", "credit_code": ""}
    return _known(values), values


def _refresh(known: Applicant, values: dict[str, Any], *, by: Actor, at: datetime) -> Applicant:
    """What was entered now and is not empty counts; kind and name of a known one stay."""
    new = {
        name: value
        for name, value in values.items()
        if value and name not in ("kind", "name") and value != getattr(known, name)
    }
    return _store(known, new, by=by, at=at) if new else known


def _store(applicant: Applicant, values: dict[str, Any], *, by: Actor, at: datetime) -> Applicant:
    before = {name: getattr(applicant, name) for name in values}
    changed = {name: value for name, value in values.items() if value != before[name]}
    if not changed:
        return applicant
    for name, value in changed.items():
        setattr(applicant, name, value)
    _clean(applicant)
    applicant.version += 1
    applicant.save()
    audit.record(
        applicant,
        by=by,
        action="applicant.update",
        changes={
            name: ("***", "***") if name in SECRET else (str(before[name]), str(value))
            for name, value in changed.items()
        },
        clauses=(R(120),),
        at=at,
    )
    return applicant


def _clean(applicant: Applicant) -> None:
    try:
        applicant.full_clean(exclude=["entered_at", "merged_into"])
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise Violation(
            "；".join(messages), R(120), field="" if field == "__all__" else field
        ) from error


def anonymise(applicant: Applicant, *, at: datetime) -> None:
    """Take the person out of an applicant whose time of keeping is over (R155)."""
    Applicant.objects.filter(pk=applicant.pk).update(
        name=applicant.masked_name,
        contact_name="",
        phone="",
        phone_hash="",
        id_number="",
        id_hash="",
        address="",
        anonymised_at=at,
        version=F("version") + 1,
    )
