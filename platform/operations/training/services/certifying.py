"""Verbs of certificates."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from core import audit, numbering
from core.actor import Actor
from core.clauses import R
from core.moving import may
from operations.training import rules, selectors
from operations.training.lifecycle import HEADS, HELD, KEEPERS
from operations.training.models import Certificate, SignUp
from operations.training.numbers import CERTIFICATES
from operations.training.services.places import LETTERS


@transaction.atomic
def certificate_issue(*, sign_up_id: int, by: Actor, at: datetime) -> Certificate:
    """For whoever came six tenths of the hours and passed; the number is the last act (R149)."""
    may(by, KEEPERS)
    made = (
        SignUp.objects.select_for_update(of=("self",))
        .select_related("training_class__course")
        .get(pk=sign_up_id)
    )
    found = made.training_class
    rules.may_be_certified(
        certified=found.course.certified,
        held=found.status in HELD,
        enough=rules.came_often_enough(attended=selectors.hours_of(made), hours=found.course.hours),
        passed=made.passed,
    )
    rules.is_entered_once(
        taken=Certificate.objects.filter(sign_up=made).exists(),
        sentence=_("The certificate is issued already."),
        field="",
    )
    today = timezone.localdate(at)
    certificate = Certificate(
        sign_up=made,
        mark=get_random_string(6, LETTERS),
        issued_date=today,
        hours=found.course.hours,
        issued_by_name=by.name,
    )
    certificate.number = numbering.draw(CERTIFICATES, on=today, record=made).text
    certificate.save()
    audit.record(
        made,
        by=by,
        action="training_certificate.issue",
        changes={"certificate_number": certificate.number},
        clauses=(R(149),),
        at=at,
    )
    return certificate


@transaction.atomic
def certificate_revoke(*, certificate_id: int, reason: str, by: Actor, at: datetime) -> Certificate:
    """It was issued wrongly; whoever verifies it is told so (R149)."""
    may(by, HEADS)
    found = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate_id)
    rules.is_filled(value=reason, sentence=_("Please give the reason."), field="reason")
    rules.is_entered_once(
        taken=found.revoked_date is not None, sentence=_("It was revoked already."), field=""
    )
    found.revoked_date, found.revoked_reason = timezone.localdate(at), reason.strip()[:200]
    found.version += 1
    found.save(update_fields=["revoked_date", "revoked_reason", "version"])
    audit.record(
        found, by=by, action="training_certificate.revoke", note=reason, clauses=(R(149),), at=at
    )
    return found
