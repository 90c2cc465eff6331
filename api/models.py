"""Tokens and remembered answers; both in the schema of the host they are for (D7)."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class TokenQuerySet(models.QuerySet["ApiToken"]):
    """Reads of tokens."""

    def live(self, at: datetime) -> TokenQuerySet:
        """Not revoked and not run out."""
        return self.filter(revoked_at=None, expires_at__gt=at)


class ApiToken(models.Model):
    """One device's way in. The token itself is never stored, only its SHA-256."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="api_tokens", verbose_name=_("user")
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    device = models.CharField(_("device"), max_length=80)
    # What the token may be used for, at most; what the person may is asked each time.
    scopes = models.JSONField(_("scopes"), default=list)
    address = models.GenericIPAddressField(_("address"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    objects = TokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("API device")
        verbose_name_plural = _("API devices")
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")), name="api_token_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.device


class KeptAnswer(models.Model):
    """The answer to a write with an Idempotency-Key, stored in the transaction that wrote.

    code is None only inside that transaction: nobody else ever reads an unfinished row.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=100)
    method = models.CharField(max_length=6)
    path = models.CharField(max_length=300)
    body_hash = models.CharField(max_length=64)
    code = models.PositiveSmallIntegerField(null=True)
    body = models.BinaryField(default=bytes)
    headers = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("kept answer")
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="api_answer_once"),
        ]
        indexes = [models.Index(fields=["created_at"], name="api_answer_age")]

    def __str__(self) -> str:
        return f"{self.method} {self.path}"
