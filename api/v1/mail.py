"""Newspapers, letters and parcels: what one sees of the register, read only."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from api.inputs import Query
from api.records import Records
from api.shown import Located, Words
from core.privacy import mask_name
from operations.mail import selectors
from operations.mail.kinds import MailKind, Proof
from operations.mail.lifecycle import States
from operations.mail.models import MailItem
from operations.mail.records import MailRecord

COLUMNS = (
    "id",
    "kind",
    "tracking",
    "status",
    "copies",
    "department__name",
    "person__name",
    "slot_id",
    "slot__code",
    "slot__label",
    "received_date",
    "due_date",
    "ended_at",
    "proof",
    "version",
    "updated_at",
)


class MailFilters(Query):
    """How the register is narrowed."""

    q = serializers.CharField(
        required=False,
        max_length=60,
        allow_blank=True,
        help_text=gettext_lazy("Part of a tracking number, sender or addressee."),
    )
    state = serializers.ChoiceField(
        [*States.choices, (selectors.LATE, selectors.LATE)],
        required=False,
        help_text=gettext_lazy("State; late: not collected in time (R60)."),
    )
    kind = serializers.ChoiceField(
        MailKind.choices, required=False, help_text=gettext_lazy("Kind.")
    )


class MailRow(serializers.Serializer[Any]):
    """A piece of mail."""

    id = serializers.IntegerField(help_text=gettext_lazy("Number in this county."))
    kind = serializers.ChoiceField(MailKind.choices, help_text=gettext_lazy("Kind."))
    kind_label = serializers.CharField(help_text=gettext_lazy("Kind in words."))
    tracking = serializers.CharField(
        allow_blank=True, help_text=gettext_lazy("Tracking number; letters may have none.")
    )
    state = serializers.ChoiceField(States.choices, help_text=gettext_lazy("State."))
    state_label = serializers.CharField(help_text=gettext_lazy("State in words."))
    copies = serializers.IntegerField(help_text=gettext_lazy("Pieces."))
    department = serializers.CharField(
        allow_blank=True, help_text=gettext_lazy("Department it is addressed to, if known.")
    )
    person = serializers.CharField(
        allow_blank=True, help_text=gettext_lazy("Person it is addressed to, masked (R152).")
    )
    slot = Located(
        allow_null=True, help_text=gettext_lazy("Pigeonhole it lies in or goes into (R59).")
    )
    received_date = serializers.DateField(help_text=gettext_lazy("Received on."))
    due_date = serializers.DateField(
        allow_null=True, help_text=gettext_lazy("To be collected by (R60).")
    )
    ended_at = serializers.DateTimeField(
        allow_null=True, help_text=gettext_lazy("Handed out, sent back or void at.")
    )
    proof = serializers.ChoiceField(
        Proof.choices, allow_blank=True, help_text=gettext_lazy("Proof of receipt (R60).")
    )
    version = serializers.IntegerField(help_text=gettext_lazy("Rises with every change."))
    updated_at = serializers.DateTimeField(help_text=gettext_lazy("Last changed at."))


def row(found: dict[str, Any], words: Words) -> dict[str, Any]:
    """One row of values() as JSON; what stands on the envelope stays in the house."""
    slot = {"id": found["slot_id"], "name": f"{found['slot__code']} {found['slot__label']}"}
    return {
        "id": found["id"],
        "kind": found["kind"],
        "kind_label": words(MailKind, found["kind"]),
        "tracking": found["tracking"],
        "state": found["status"],
        "state_label": words(States, found["status"]),
        "copies": found["copies"],
        "department": found["department__name"] or "",
        "person": mask_name(found["person__name"] or ""),
        "slot": slot if found["slot_id"] else None,
        "received_date": found["received_date"],
        "due_date": found["due_date"],
        "ended_at": found["ended_at"],
        "proof": found["proof"],
        "version": found["version"],
        "updated_at": found["updated_at"],
    }


class Mail(Records):
    """The register, read only."""

    area = "mail"
    at, name, list_name = "mail", "mail_item", "mail"
    page = MailRecord
    moves = ()
    row = output = MailRow
    filters = MailFilters
    order = ("pk",)
    title = gettext_lazy("Newspapers, letters and parcels")
    about = gettext_lazy(
        "All for those who distribute, else one's own and one's department's; what nobody"
        " claims for everybody at the centre (R61)."
    )
    one = gettext_lazy("One piece of mail")

    def narrowed(self, found: QuerySet[MailItem], **wanted: Any) -> QuerySet[Any, Any]:
        """As the console narrows it."""
        found = selectors.filtered(found, today=timezone.localdate(), **wanted)
        rows: QuerySet[Any, Any] = found.values(*COLUMNS)
        return rows

    def line(self, record: dict[str, Any]) -> dict[str, Any]:
        """One line."""
        return row(record, self.words)

    def whole(self, record: MailItem) -> dict[str, Any]:
        """All of the line."""
        return row(MailItem.objects.filter(pk=record.pk).values(*COLUMNS).get(), self.words)


urlpatterns = Mail.paths()
