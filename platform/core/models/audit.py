"""The audit trail: entries, the seals that chain them, and the head of the chain.

Rows are written by `core.audit` only. Triggers of migration 0002 forbid changing or removing them
and seal a transaction's entries when it commits, so that the chain follows the order of commits
and nobody waits for a long transaction of somebody else.
"""

import json
from datetime import UTC

from django.db import models
from django.utils.translation import gettext_lazy as _


class TransactionId(models.Func):
    """The transaction that writes the row, as the sealing trigger asks for it."""

    function = "txid_current"
    template = "%(function)s()"
    output_field = models.BigIntegerField()


class AuditEntry(models.Model):
    """Who did what to which record, when, from where, by which rules."""

    at = models.DateTimeField(_("at"))
    action = models.CharField(_("action"), max_length=60)
    record_type = models.CharField(max_length=60, blank=True)
    record_id = models.CharField(max_length=40, blank=True)
    record_text = models.CharField(_("record"), max_length=120, blank=True)
    # Plain ids: the trail outlives accounts.
    actor_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    actor_name = models.CharField(_("who"), max_length=80)
    acting_for_id = models.BigIntegerField(null=True, blank=True)
    acting_for_name = models.CharField(_("on behalf of"), max_length=80, blank=True)
    address = models.CharField(_("address"), max_length=60, blank=True)
    device = models.CharField(_("device"), max_length=200, blank=True)
    note = models.TextField(_("note"), blank=True)
    # {field: {"old": …, "new": …}} or {word: value}; texts, numbers, truth values, None, lists.
    changes = models.JSONField(_("changes"), default=dict)
    clauses = models.JSONField(_("rules"), default=list)
    digest = models.CharField(max_length=64, editable=False)
    transaction_id = models.BigIntegerField(db_default=TransactionId(), editable=False)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit trail")
        indexes = [
            models.Index(fields=["record_type", "record_id", "id"], name="core_audit_record"),
            models.Index(fields=["at"], name="core_audit_at"),
            models.Index(fields=["transaction_id"], name="core_audit_transaction"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name} {self.action}"

    def canonical(self) -> str:
        """The entry's contents as one text, equal before writing and after reading."""
        contents = {
            "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "action": self.action,
            "record": [self.record_type, self.record_id, self.record_text],
            "actor": [self.actor_id, self.actor_name],
            "for": [self.acting_for_id, self.acting_for_name],
            "from": [self.address, self.device],
            "note": self.note,
            "changes": self.changes,
            "clauses": self.clauses,
        }
        return json.dumps(contents, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @property
    def signature(self) -> str:
        """Who, and for whom."""
        from core.audit.words import signature

        return signature(self)

    @property
    def headline(self) -> str:
        """What was done, in words."""
        from core.audit.words import action_label

        status = self.changes.get("status")
        was = status.get("old") if isinstance(status, dict) else ""
        return action_label(self.action, was=str(was or ""))

    @property
    def sentences(self) -> list[str]:
        """What changed, old → new, one sentence each."""
        from core.audit.words import change_sentences

        return change_sentences(self)

    @property
    def clause_labels(self) -> list[str]:
        """The rules it was done by."""
        from core.audit.words import clause_labels

        return clause_labels(self)


class AuditSeal(models.Model):
    """One link of the chain, written by the database when the entry's transaction commits.

    hash = sha256(prev_hash | seq | entry_id | digest), hexadecimal.
    """

    seq = models.BigIntegerField(primary_key=True)
    # No foreign key: the chain must be able to say that an entry is gone.
    entry_id = models.BigIntegerField(unique=True)
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.seq} {self.hash[:12]}"


class AuditHead(models.Model):
    """The last link, kept apart: a chain whose end was cut off does not reach it."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="core_audit_one_head"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.hash[:12]}"
