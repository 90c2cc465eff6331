"""The record page of a visit and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from console.records import Act, Group, RecordView, group
from console.records.steps import DONE, Step
from core.actor import Actor
from core.models.audit import AuditEntry
from operations.meetings import forms, selectors, services
from operations.meetings.forms_visit import CloseVisitForm, ReceiveForm
from operations.meetings.lifecycle import VISIT, WAY_OF_VISIT, V
from operations.meetings.models import Visit

PICTURES = "picture"


def receives(record: Visit, actor: Actor) -> bool:
    """The host, whoever entered it, or the office."""
    return selectors.receives(record, actor)


_act = partial(Act, key="visit_id", may=receives)


class VisitRecord(RecordView[Visit]):
    """Everything about one visit on one page."""

    model = Visit
    lifecycle = VISIT
    name = "meetings:visit"
    header_icon = "user"
    above = (("meetings:visits", gettext_lazy("Visits")),)
    path_states = WAY_OF_VISIT
    file_kinds: ClassVar = {PICTURES: gettext_lazy("Letters and pictures of the visit")}
    tones: ClassVar = {"received": "warn", "closed": "good", "cancelled": "bad"}
    actions: ClassVar = {
        "receive": _act(services.visit_receive, form=ReceiveForm, tone="primary"),
        "close": _act(services.visit_close, form=CloseVisitForm, tone="primary"),
        "cancel": _act(services.visit_cancel, form=forms.PlainReasonForm, tone="no"),
    }

    def visible(self) -> QuerySet[Visit]:
        """Those one may see."""
        return selectors.visits(self.actor)

    def way(self, history: Sequence[AuditEntry]) -> list[Step]:
        """When it is closed every step is done."""
        found = super().way(history)
        if self.record.status == V.CLOSED:
            return [Step(one.label, DONE, one.at, one.by) for one in found]
        return found

    def may_read_files(self) -> bool:
        """Whoever sees the visit: the guard asks the same."""
        return True

    def may_file(self) -> bool:
        """The host, whoever entered it, the office; until it is over."""
        over = self.record.status in (V.CLOSED, V.CANCELLED)
        return not over and receives(self.record, self.actor)

    def groups(self) -> Sequence[Group]:
        """Who comes, and how they are received."""
        record = self.record
        came = ["received_at"] if record.received_at else []
        result = ["result", "closed_date"] if record.closed_date else []
        return [
            group(
                _("The visitors"),
                record,
                *("number", "kind", "unit", "head_name", "headcount", "matter"),
            ),
            group(
                _("Reception"),
                record,
                *("arrives_at", "leaves_at", "host_name", "registered_by_name", *came),
                *("programme", "cost_note", *result),
            ),
        ]

    def notices(self) -> Sequence[str]:
        """Visitors who should have come."""
        record = self.record
        if record.status == V.PLANNED and record.leaves_at < timezone.now():
            return [_("The visit should be over. Note that they came, or call it off.")]
        return []

    def links(self) -> Sequence[tuple[str, str]]:
        """Change what is announced."""
        if self.record.status == V.PLANNED and receives(self.record, self.actor):
            url = reverse("meetings:visit_change", args=[self.record.pk])
            return [(_("Change the visit"), url)]
        return []
