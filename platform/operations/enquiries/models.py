"""Enquiries."""

from __future__ import annotations

import secrets
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import privacy
from core.lifecycle import LifecycleRecord
from core.privacy import mask_name, mask_phone
from operations.enquiries.kinds import Kind
from operations.enquiries.lifecycle import EnquiryStates


def new_token() -> str:
    """What makes a receipt's address: nobody guesses it."""
    return secrets.token_urlsafe(18)


class Enquiry(LifecycleRecord):
    """Something that somebody from outside wrote by one of the site's forms."""

    status = models.CharField(
        _("state"), max_length=20, choices=EnquiryStates.choices, default=EnquiryStates.NEW
    )
    kind = models.CharField(_("kind of enquiry"), max_length=12, choices=Kind.choices)
    number = models.CharField(_("number of the enquiry"), max_length=24, blank=True)
    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    # What the form stood beside: the product, the village of the station.
    subject = models.CharField(_("product asked about"), max_length=80, blank=True)
    quantity = models.CharField(_("quantity wanted"), max_length=40, blank=True)
    name = privacy.EncryptedCharField(_("name of who asks"), max_length=40, blank=True)
    organisation = privacy.EncryptedCharField(
        _("company or co-operative"), max_length=80, blank=True
    )
    phone = privacy.EncryptedCharField(_("phone"), max_length=30, blank=True)
    place = privacy.EncryptedCharField(_("village or address"), max_length=120, blank=True)
    message = privacy.EncryptedCharField(_("what is asked"), max_length=2000, blank=True)
    # The words as they stood on the page: who reads them later reads what was agreed to.
    agreed_to = models.TextField(_("consented to"))
    sent_at = models.DateTimeField(_("sent at"), default=timezone.now)
    answer = privacy.EncryptedCharField(_("what was answered"), max_length=2000, blank=True)
    answered_by_name = models.CharField(_("who answered"), max_length=80, blank=True)
    answered_at = models.DateTimeField(_("when it was answered"), null=True, blank=True)
    forgotten_at = models.DateTimeField(_("personal data removed at"), null=True, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("enquiry from the site")
        verbose_name_plural = _("enquiries from the site")
        indexes: ClassVar = [models.Index(fields=["status", "-sent_at"], name="enquiry_latest")]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["number"],
                condition=~Q(number=""),
                name="enquiry_number_once",
                violation_error_message=_("This number has been given already."),
            ),
            models.CheckConstraint(
                condition=~Q(agreed_to=""),
                name="enquiry_with_consent",
                violation_error_message=_("It is kept with consent only."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def title(self) -> str:
        """Kind and subject, without anybody's name."""
        kind = str(self.get_kind_display())
        return f"{kind}：{self.subject}" if self.subject else kind

    @property
    def masked_name(self) -> str:
        """Who asks, masked (R152)."""
        return mask_name(self.name) if self.name else "—"

    @property
    def masked_phone(self) -> str:
        """The phone, masked (R152)."""
        return mask_phone(self.phone) if self.phone else "—"
