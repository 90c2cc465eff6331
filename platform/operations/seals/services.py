"""Verbs of seals: kept, applied for, decided on, stamped, lent and back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.posts import Post
from core import audit, inbox, numbering
from core.actor import Actor, directory
from core.clauses import R
from core.errors import Violation
from core.lifecycle_words import changed_meanwhile, denied
from operations.seals import rules, selectors
from operations.seals.lifecycle import OPEN, PEOPLE, SEAL_USE, S
from operations.seals.models import Seal, SealUse
from operations.seals.numbers import SERIES
from operations.seals.settings import setting


@dataclass(frozen=True, slots=True)
class SealUseData:
    """What is applied for. secret: offered to be refused (R25)."""

    seal_id: int
    document: str
    purpose: str
    copies: int = 1
    document_number: str = ""
    is_loan: bool = False
    loan_place: str = ""
    due_back_date: date | None = None
    secret: bool = False


# --- The register of seals ---


@transaction.atomic
def seal_add(
    *, name: str, by: Actor, at: datetime, place: str = "", keeper_id: int | None = None
) -> Seal:
    """The office enters a seal (R26)."""
    _office_only(by)
    rules.seal_is_named(name=name, taken=selectors.seals().filter(name=name.strip()).exists())
    seal = Seal(name=name.strip(), place=place.strip()[:60])
    _keep(seal, keeper_id)
    seal.save()
    audit.record(seal, by=by, action="seal.add", changes=_kept(seal), clauses=(R(26),), at=at)
    return seal


@transaction.atomic
def seal_change(
    *,
    seal_id: int,
    by: Actor,
    at: datetime,
    place: str = "",
    keeper_id: int | None = None,
    expected_version: int | None = None,
) -> Seal:
    """Another keeper or another place; what waits for the keeper goes to the new one (R26)."""
    _office_only(by)
    seal = Seal.objects.select_for_update().get(pk=seal_id)
    if expected_version is not None and expected_version != seal.version:
        raise Violation(changed_meanwhile(seal))
    rules.seal_is_in_use(ended=seal.ended_date is not None, field="")
    before = seal.keeper_id
    _keep(seal, keeper_id)
    seal.place = place.strip()[:60]
    seal.version += 1
    seal.save(update_fields=["keeper_id", "keeper_name", "place", "version"])
    if before != seal.keeper_id:
        for use in seal.uses.filter(status__in=(S.APPROVED, S.LENT)).order_by("pk"):
            inbox.close(use, by=by, outcome="keeper", step=str(use.status), returning=True, at=at)
            announce(use, by=by, at=at)
    audit.record(seal, by=by, action="seal.change", changes=_kept(seal), clauses=(R(26),), at=at)
    return seal


@transaction.atomic
def seal_end(*, seal_id: int, reason: str, by: Actor, at: datetime) -> Seal:
    """Out of use (destroyed, handed in): nothing is stamped with it any more (R26)."""
    _office_only(by)
    seal = Seal.objects.select_for_update().get(pk=seal_id)
    rules.seal_is_in_use(ended=seal.ended_date is not None, field="")
    waiting = seal.uses.filter(status__in=OPEN).order_by("pk")
    rules.nothing_is_open(numbers=list(waiting.values_list("number", flat=True)))
    rules.reason_is_given(reason=reason)
    seal.ended_date, seal.ended_reason = timezone.localdate(at), reason.strip()[:200]
    seal.version += 1
    seal.save(update_fields=["ended_date", "ended_reason", "version"])
    audit.record(seal, by=by, action="seal.end", note=reason, clauses=(R(26),), at=at)
    return seal


def _keep(seal: Seal, keeper_id: int | None) -> None:
    seal.keeper_id, seal.keeper_name = keeper_id, ""
    if keeper_id is not None:
        known = directory()
        active = known.is_active(keeper_id)
        held = known.actor_of(keeper_id).posts if active else ()
        rules.keeper_can_keep(active=active, held=held, posts=PEOPLE)
        seal.keeper_name = known.name_of(keeper_id)[:80]


def _kept(seal: Seal) -> dict[str, str]:
    return {"kept_by": seal.keeper_name or str(Post.OFFICE.label), "kept_at": seal.place}


def _office_only(by: Actor) -> None:
    if not by.holds(Post.OFFICE):
        raise denied((Post.OFFICE,))


# --- Use ---


@transaction.atomic
def seal_apply(
    *, data: SealUseData, by: Actor, at: datetime, source: models.Model | None = None
) -> SealUse:
    """Anybody at the centre applies; it goes before a leader (R26).

    source: the record of another module whose paper is stamped; once for each.
    """
    if not any(by.holds(post) for post in PEOPLE):
        raise denied(PEOPLE)
    today = timezone.localdate(at)
    rules.not_secret(secret=data.secret)
    rules.application_is_complete(
        document=data.document,
        purpose=data.purpose,
        copies=data.copies,
        most=setting("most_copies", on=today),
    )
    rules.loan_in_order(
        is_loan=data.is_loan,
        place=data.loan_place,
        due_back=data.due_back_date,
        today=today,
        most=setting("loan_days", on=today),
    )
    seal = Seal.objects.filter(pk=data.seal_id).first()
    rules.seal_is_in_use(ended=seal is None or seal.ended_date is not None)
    kind, key = _source(source)
    use = SealUse(
        created_by_id=(by.acting_for or by).user_id,
        seal=seal,
        document=data.document.strip()[:120],
        document_number=data.document_number.strip()[:60],
        copies=data.copies,
        purpose=data.purpose.strip()[:200],
        applicant_name=by.signature[:80],
        applied_at=at,
        status_since=at,
        is_loan=data.is_loan,
        loan_place=data.loan_place.strip()[:80] if data.is_loan else "",
        due_back_date=data.due_back_date if data.is_loan else None,
        source_type=kind,
        source_id=key,
    )
    use.save()
    # Late: whoever applies next waits for this transaction's end from here on.
    use.number = numbering.draw(SERIES, on=today, record=use).text
    use.save(update_fields=["number"])
    announce(use, by=by, at=at)
    audit.record(
        use, by=by, action="sealuse.apply", changes={"use": use.number}, clauses=(R(26),), at=at
    )
    return use


@transaction.atomic
def seal_use_approve(
    *, use_id: int, by: Actor, at: datetime, opinion: str = "", expected_version: int | None = None
) -> SealUse:
    """A leader who did not apply agrees; the keeper stamps (R0, R26)."""
    return _decide(use_id, "approve", opinion, by=by, at=at, version=expected_version)


@transaction.atomic
def seal_use_refuse(
    *, use_id: int, reason: str, by: Actor, at: datetime, expected_version: int | None = None
) -> SealUse:
    """A leader says no, and why (R26)."""
    return _decide(use_id, "refuse", reason, by=by, at=at, version=expected_version)


@transaction.atomic
def seal_stamp(
    *,
    use_id: int,
    impressions: int,
    by: Actor,
    at: datetime,
    remark: str = "",
    expected_version: int | None = None,
) -> SealUse:
    """The keeper stamps and notes the number of impressions (R26)."""
    use = _locked(use_id)
    SEAL_USE.check(use, "stamp", by=by, expected_version=expected_version)
    _keepers_own(use, by)
    rules.stamped_or_lent(is_loan=use.is_loan, lending=False)
    rules.seal_lies_here(out_with=selectors.out_with(use.seal))
    _count(use, impressions, remark)
    use.used_at, use.handed_by_name = at, by.signature[:80]
    fields = ("impressions", "remark", "used_at", "handed_by_name")
    return _move(
        use, "stamp", by=by, at=at, reason=remark, fields=fields,
        version=expected_version, changes={"impressions": impressions},
    )  # fmt: skip


@transaction.atomic
def seal_lend(
    *, use_id: int, by: Actor, at: datetime, expected_version: int | None = None
) -> SealUse:
    """The keeper hands the seal to the applicant until its day (R26)."""
    use = _locked(use_id)
    SEAL_USE.check(use, "lend", by=by, expected_version=expected_version)
    _keepers_own(use, by)
    rules.stamped_or_lent(is_loan=use.is_loan, lending=True)
    rules.seal_lies_here(out_with=selectors.out_with(use.seal))
    use.lent_at, use.handed_by_name = at, by.signature[:80]
    due = use.due_back_date.isoformat() if use.due_back_date else ""
    return _move(
        use, "lend", by=by, at=at, fields=("lent_at", "handed_by_name"),
        version=expected_version, changes={"due_back": due},
    )  # fmt: skip


@transaction.atomic
def seal_give_back(
    *,
    use_id: int,
    impressions: int,
    by: Actor,
    at: datetime,
    remark: str = "",
    expected_version: int | None = None,
) -> SealUse:
    """The keeper has the seal again and notes what was stamped meanwhile (R26)."""
    use = _locked(use_id)
    SEAL_USE.check(use, "give_back", by=by, expected_version=expected_version)
    _keepers_own(use, by)
    _count(use, impressions, remark)
    use.returned_at = at
    return _move(
        use, "give_back", by=by, at=at, reason=remark,
        fields=("impressions", "remark", "returned_at"),
        version=expected_version, changes={"impressions": impressions},
    )  # fmt: skip


@transaction.atomic
def seal_use_cancel(
    *, use_id: int, reason: str, by: Actor, at: datetime, expected_version: int | None = None
) -> SealUse:
    """The applicant needs it no longer (R26)."""
    use = _locked(use_id)
    SEAL_USE.check(use, "cancel", by=by, expected_version=expected_version)
    rules.applicant_acts(mine=use.created_by_id in by.persons, applicant=use.applicant_name)
    return _move(use, "cancel", by=by, at=at, reason=reason, version=expected_version)


def announce(use: SealUse, *, by: Actor, at: datetime) -> None:
    """Put the next step before a leader, or before the keeper."""
    to: dict[str, Any]
    if use.status == S.APPLIED:
        to = {"post": Post.LEADER, "four_eyes": True}
    elif use.status in (S.APPROVED, S.LENT):
        keeper = use.seal.keeper_id
        active = keeper is not None and directory().is_active(keeper)
        to = {"user_id": keeper} if active else {"post": Post.OFFICE}
        if use.status == S.LENT and use.due_back_date:
            to["due_at"] = timezone.make_aware(datetime.combine(use.due_back_date, time(23, 59)))
    else:
        return
    inbox.assign(
        use,
        step=str(use.status),
        title=_("%(state)s: %(title)s")
        % {"state": S(use.status).label, "title": f"{use.seal.name} · {use.document}"},
        by=by,
        at=at,
        clause=R(26),
        **to,
    )


def _locked(use_id: int) -> SealUse:
    """The use and its seal, locked: two who use one seal follow each other."""
    use = SealUse.objects.select_for_update(of=("self",)).get(pk=use_id)
    use.seal = Seal.objects.select_for_update().get(pk=use.seal_id)
    return use


def _keepers_own(use: SealUse, by: Actor) -> None:
    keeper = use.seal.keeper_name or str(Post.OFFICE.label)
    rules.keeper_acts(mine=selectors.is_keeper(use.seal, by), keeper=keeper)


def _count(use: SealUse, impressions: int, remark: str) -> None:
    rules.impressions_are_counted(impressions=impressions, copies=use.copies, reason=remark)
    use.impressions, use.remark = impressions, remark.strip()[:200]


def _decide(
    use_id: int, action: str, opinion: str, *, by: Actor, at: datetime, version: int | None
) -> SealUse:
    use = _locked(use_id)
    use.decided_by_name, use.decided_at = by.signature[:80], at
    use.opinion = opinion.strip()[:300]
    fields = ("decided_by_name", "decided_at", "opinion")
    return _move(use, action, by=by, at=at, reason=opinion, fields=fields, version=version)


def _move(
    use: SealUse,
    action: str,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    fields: Iterable[str] = (),
    version: int | None = None,
    changes: dict[str, Any] | None = None,
) -> SealUse:
    was = str(use.status)
    SEAL_USE.apply(use, action, by=by, reason=reason, at=at, expected_version=version)
    use.save(update_fields=["status", "status_since", "version", "updated_at", *fields])
    inbox.close(use, by=by, outcome=action, step=was, opinion=reason, returning=True, at=at)
    announce(use, by=by, at=at)
    audit.record(use, by=by, action=f"sealuse.{action}", note=reason, changes=changes or {}, at=at)
    return use


def _source(source: models.Model | None) -> tuple[str, str]:
    """How another module's record is named; refused when its paper is applied for already."""
    if source is None:
        return "", ""
    kind, key = source._meta.label_lower, str(source.pk)
    # Two who click at once follow each other.
    type(source)._base_manager.select_for_update(of=("self",)).filter(pk=source.pk).first()
    found = selectors.of_source(kind, key)
    if found is not None:
        raise Violation(
            _("The seal is applied for already as %(number)s.") % {"number": found.number}, R(26)
        )
    return kind, key
