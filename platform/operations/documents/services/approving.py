"""Steps 2 to 4: the office checks, leaders sign or countersign, the director signs (R11-R16)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.core.files.base import File
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.posts import Post
from core import inbox
from core.actor import Actor, Scope, directory
from core.clauses import R
from core.errors import Denied
from core.inbox import Assignee
from core.inbox.addressing import is_for, items_of
from core.models.inbox import InboxItem, SigningRound
from operations.documents import rules
from operations.documents.handwriting import hand_on, keep
from operations.documents.lifecycle import S
from operations.documents.models import Opinion, OutgoingDocument, Step
from operations.documents.services.moving import give_opinion, locked, move, title_of

Signing = OutgoingDocument.Signing


@transaction.atomic
def document_review(
    *,
    document_id: int,
    by: Actor,
    at: datetime,
    leaders: Collection[int] = (),
    opinion: str = "",
    expected_version: int | None = None,
) -> OutgoingDocument:
    """The office has checked it and passes it on: to one leader, or to several (R13).

    leaders: users; none puts it before whichever leader comes first.
    """
    document = locked(document_id)
    chosen = list(dict.fromkeys(leaders))
    rules.leaders_hold_the_post(
        chosen=chosen, holders=directory().holders(Post.LEADER, Scope.CENTRE)
    )
    rules.drafter_is_not_among(chosen=chosen, drafter=document.created_by_id)
    document.signing = Signing.COUNTERSIGN if len(chosen) > 1 else Signing.SIGN
    move(
        document,
        "review",
        by=by,
        at=at,
        reason=opinion,
        expected_version=expected_version,
        fields=("signing",),
        changes={"to": "、".join(map(directory().name_of, chosen))} if chosen else {},
    )
    give_opinion(document, S.OFFICE_REVIEW, by=by, at=at, text=opinion)
    _ask_leaders(document, chosen, by=by, at=at)
    return document


def _ask_leaders(document: OutgoingDocument, chosen: list[int], *, by: Actor, at: datetime) -> None:
    due_at = Step.objects.get(document=document, ended_at=None).due_at
    if document.signing == Signing.COUNTERSIGN:
        inbox.countersign(
            document,
            step=S.LEADER_SIGN,
            title=title_of(document),
            to=[Assignee(user_id, Post.LEADER) for user_id in chosen],
            by=by,
            due_at=due_at,
            clause=R(13),
            at=at,
        )
        return
    inbox.assign(
        document,
        step=S.LEADER_SIGN,
        title=title_of(document),
        by=by,
        at=at,
        post=Post.LEADER,
        user_id=chosen[0] if chosen else None,
        due_at=due_at,
        clause=R(13),
        four_eyes=True,
    )


@transaction.atomic
def document_agree(
    *,
    document_id: int,
    by: Actor,
    at: datetime,
    opinion: str = "",
    handwriting: File[bytes] | None = None,
    expected_version: int | None = None,
) -> OutgoingDocument:
    """A leader signs, or agrees as one of several; the last agreement passes it on (R13)."""
    document = locked(document_id)
    item = _asked(document, by)
    if item is not None:
        keep(item, handwriting, by=by)
        inbox.answer(item_id=item.pk, by=by, agree=True, opinion=opinion, at=at)
        document.refresh_from_db()
        return document
    _not_of_others(document)
    move(document, "agree", by=by, at=at, reason=opinion, expected_version=expected_version)
    given = give_opinion(document, S.LEADER_SIGN, by=by, at=at, text=opinion)
    keep(given, handwriting, by=by)
    return document


@transaction.atomic
def document_return(
    *,
    document_id: int,
    by: Actor,
    at: datetime,
    reason: str,
    to: str = "",
    expected_version: int | None = None,
) -> OutgoingDocument:
    """Return it to an earlier step with the reason: approvals are void, the version rises (R14).

    Of several countersigners, one who does not agree says so; when all have answered it goes
    back to the drafter (R13).
    """
    document = locked(document_id)
    item = _asked(document, by)
    if item is not None:
        rules.refusal_goes_to_the_drafter(to=to, first=S.DRAFTING)
        inbox.answer(item_id=item.pk, by=by, agree=False, opinion=reason, at=at)
        document.refresh_from_db()
        return document
    _not_of_others(document)
    was = str(document.status)
    move(document, "return", by=by, at=at, reason=reason, to=to, expected_version=expected_version)
    give_opinion(document, was, by=by, at=at, text=reason, agrees=False)
    return document


@transaction.atomic
def document_sign(
    *,
    document_id: int,
    by: Actor,
    at: datetime,
    opinion: str = "",
    handwriting: File[bytes] | None = None,
    expected_version: int | None = None,
) -> OutgoingDocument:
    """The director signs; that day is the date of formation (R16, R24)."""
    document = locked(document_id)
    document.signer = (by.acting_for or by).name[:40]
    rules.director_signs(signer=document.signer)
    document.signed_by_id = (by.acting_for or by).user_id
    document.signed_at, document.formation_date = at, timezone.localdate(at)
    move(
        document,
        "sign",
        by=by,
        at=at,
        reason=opinion,
        expected_version=expected_version,
        fields=("signer", "signed_by_id", "signed_at", "formation_date"),
        clauses=(R(24),),
    )
    given = give_opinion(document, S.DIRECTOR_SIGN, by=by, at=at, text=opinion)
    keep(given, handwriting, by=by)
    return document


def _asked(document: OutgoingDocument, by: Actor) -> InboxItem | None:
    """This person's open part in the countersigning of a document."""
    asked = items_of(document).filter(
        role=InboxItem.Role.SIGNER,
        state=InboxItem.State.OPEN,
        signing__outcome=SigningRound.Outcome.OPEN,
    )
    return next((item for item in asked if is_for(item, by)), None)


def may_decide(document: OutgoingDocument, by: Actor) -> bool:
    """Is this person's decision asked for: not while others countersign."""
    if _asked(document, by) is not None:
        return True
    return not _countersigning(document).exists()


def _countersigning(document: OutgoingDocument) -> models.QuerySet[InboxItem]:
    return items_of(document).filter(
        role=InboxItem.Role.SIGNER,
        signing__outcome=SigningRound.Outcome.OPEN,
        closed_at=None,
    )


def _not_of_others(document: OutgoingDocument) -> None:
    """While leaders countersign, nobody decides alone (R13)."""
    names = [directory().name_of(one.user_id or 0) for one in _countersigning(document)]
    if names:
        raise Denied(
            _("Leaders are countersigning; still to answer: %(names)s.")
            % {"names": "、".join(names)}
        )


def decided(record: models.Model, round_: SigningRound, by: Actor) -> None:
    """All have answered: on to the director, or back to the drafter (R13).

    Runs in the transaction of the last answer, which has locked the document.
    """
    document = locked(record.pk)
    answers = list(
        round_.items.filter(state=InboxItem.State.DONE)
        .exclude(outcome="handed_over")
        .order_by("closed_at", "pk")
    )
    at = max(one.closed_at for one in answers if one.closed_at is not None)
    edition = document.edition
    if round_.outcome == SigningRound.Outcome.AGREED:
        move(document, "agree", by=by, at=at)
    else:
        refusals = [one for one in answers if one.outcome == "refused"]
        reason = "；".join(f"{one.closed_by_name}：{one.opinion}" for one in refusals)
        move(document, "return", by=by, at=at, reason=reason[:500], to=S.DRAFTING)
    void = round_.outcome != SigningRound.Outcome.AGREED
    given = Opinion.objects.bulk_create(
        Opinion(
            document=document,
            state=S.LEADER_SIGN,
            edition=edition,
            by_id=one.closed_by_id,
            by_name=one.closed_by_name,
            agrees=one.outcome == "agreed",
            text=one.opinion,
            at=one.closed_at or at,
            voided_at=at if void else None,
        )
        for one in answers
    )
    hand_on(zip(answers, given, strict=True))


def handed_over(record: models.Model | None, item: InboxItem, by: Actor, at: datetime) -> None:
    """Steps of a post stay with the post, a countersigning with the leaders (R12)."""
    if isinstance(record, OutgoingDocument) and item.role == InboxItem.Role.SIGNER:
        rules.leaders_hold_the_post(
            chosen=[item.user_id or 0], holders=directory().holders(Post.LEADER, Scope.CENTRE)
        )
        rules.drafter_is_not_among(chosen=[item.user_id or 0], drafter=record.created_by_id)
