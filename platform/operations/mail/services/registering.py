"""The register: what arrived, entered in seconds (R58)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.actor import Actor
from core.clauses import R
from operations.mail import rules, selectors
from operations.mail.models import MailItem
from operations.mail.services.moving import keepers_only, refigure


@dataclass(frozen=True, slots=True)
class MailData:
    """A line of the register (R58). addressee: as it stands on the envelope."""

    kind: str
    addressee: str
    received_date: date
    sender: str = ""
    tracking: str = ""
    copies: int = 1
    remark: str = ""


def mail_register(*, data: MailData, by: Actor, at: datetime) -> MailItem:
    """Enter a piece of mail; its pigeonhole is proposed where the addressee is known.

    Two who enter the same number at the same moment: the second is told of the first.
    """
    try:
        with transaction.atomic():
            return _register(data, by=by, at=at)
    except IntegrityError:
        rules.tracking_once(earlier=_earlier(data))
        raise


def _register(data: MailData, *, by: Actor, at: datetime) -> MailItem:
    keepers_only(by)
    today = timezone.localdate(at)
    rules.not_confidential(kind=data.kind, texts=(data.sender, data.addressee, data.remark))
    rules.kind_of_list(kind=data.kind)
    rules.addressee_is_written(addressee=data.addressee)
    rules.received_day_is_sensible(received=data.received_date, today=today)
    rules.copies_are_counted(copies=data.copies)
    tracking = rules.tracking_of(kind=data.kind, tracking=data.tracking)
    rules.tracking_once(earlier=_earlier(data))
    department, person = selectors.addressed_to(data.addressee, on=today)
    item = MailItem.objects.create(
        created_by_id=(by.acting_for or by).user_id,
        status_since=at,
        kind=data.kind,
        tracking=tracking,
        sender=data.sender.strip(),
        addressee=data.addressee.strip(),
        department=department,
        person=person,
        slot=selectors.slot_for(department, person, on=today),
        copies=data.copies,
        received_date=data.received_date,
        registered_at=at,
        registered_by_name=by.signature[:80],
        remark=data.remark.strip(),
    )
    audit.record(
        item,
        by=by,
        action="mail.register",
        changes={"addressee": item.addressee},
        clauses=(R(58),),
        at=at,
    )
    refigure(item)
    return item


def _earlier(data: MailData) -> str:
    """The piece that has the number already, in words; '' for none."""
    tracking = rules.tracking_of(kind=data.kind, tracking=data.tracking)
    found = selectors.entered_before(tracking)
    if found is None:
        return ""
    return _("%(day)s, for %(addressee)s, %(state)s") % {
        "day": found.received_date.isoformat(),
        "addressee": found.addressee,
        "state": found.get_status_display(),
    }
