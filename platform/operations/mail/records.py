"""The record page of a piece of mail and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from console.records import Act, ActionView, Fact, Group, Panel, RecordView, group
from core.actor import Actor
from operations.mail import forms, rules, selectors, services
from operations.mail.lifecycle import MAIL, WAY, S
from operations.mail.models import MailItem
from operations.mail.services.handing import SIGNATURE


def keeps(record: MailItem, actor: Actor) -> bool:
    """A keeper hands over; an owner takes it at the pigeonhole, by the label's code."""
    return selectors.keeps(actor)


class HandOverView(ActionView):
    """With a place to sign."""

    template_name = "mail/hand_over.html"

    def get_initial(self) -> dict[str, Any]:
        """Mostly the addressee collects it."""
        return {"signed_by": self.record.person.name if self.record.person else ""}


_act = partial(Act, key="item_id")


class MailRecord(RecordView[MailItem]):
    """Everything about one piece on one page."""

    model = MailItem
    lifecycle = MAIL
    name = "mail:item"
    header_icon = "mail"
    above = (("mail:index", gettext_lazy("Newspapers, letters and parcels")),)
    path_states = WAY
    file_kinds: ClassVar = {SIGNATURE: gettext_lazy("Drawn signature")}
    tones: ClassVar = {
        "received": "warn",
        "unclaimed": "warn",
        "collected": "good",
        "returned": "bad",
        "void": "bad",
    }
    actions: ClassVar = {
        "sort": _act(services.mail_sort, form=forms.SortForm, tone="primary"),
        "hand_over": _act(
            services.mail_hand_over,
            form=forms.HandOverForm,
            view=HandOverView,
            tone="primary",
            may=keeps,
        ),
        "claim": _act(services.mail_claim, form=forms.ClaimForm, tone="primary"),
        "unknown": _act(
            services.mail_unknown,
            form=forms.NoteForm,
            intro=gettext_lazy("Everybody at the centre sees the list, and can say whose it is."),
        ),
        "reroute": _act(
            services.mail_reroute,
            form=forms.RerouteForm,
            intro=gettext_lazy(
                "The wrong delivery stays in the history and is counted; the target is none."
            ),
        ),
        "return": _act(services.mail_return, form=forms.ReturnForm, tone="rare"),
        "void": _act(services.mail_void, tone="no"),
    }

    def visible(self) -> QuerySet[MailItem]:
        """Those one may see."""
        return selectors.items(self.actor, on=timezone.localdate())

    def may_read_files(self) -> bool:
        """Whoever sees the page (`joints.may_see` asks the same)."""
        return True

    def may_file(self) -> bool:
        """Signatures come by handing over only."""
        return False

    def groups(self) -> Sequence[Group]:
        """As the register has it, and the receipt (R58)."""
        record = self.record
        found = [
            group(
                _("Register"),
                record,
                "kind",
                *(("tracking",) if record.tracking else ()),
                Fact(_("mail sender"), record.sender or "—"),
                "addressee",
                *self._known(),
                "copies",
                "received_date",
                "registered_by_name",
                self._place(),
                *(("due_date",) if record.due_date else ()),
                *(("remark",) if record.remark else ()),
            )
        ]
        if record.status == S.COLLECTED:
            found.append(
                group(
                    _("Receipt of mail"), record, "signed_by", "proof", "ended_at", "handed_by_name"
                )
            )
        return found

    def _known(self) -> list[Fact]:
        """Whose it is, where the envelope does not say it in the same words."""
        record = self.record
        names = [str(one) for one in (record.department, record.person) if one]
        said = " ".join(names)
        return [Fact(_("addressee as known"), said)] if said and said != record.addressee else []

    def _place(self) -> Fact:
        slot = self.record.slot
        if slot is None:
            return Fact(_("pigeonhole"), "—")
        waits = self.record.status in (S.RECEIVED, S.SORTED)
        url = reverse("mail:at", args=[slot.key]) if waits and selectors.keeps(self.actor) else ""
        note = _("proposed place") if self.record.status == S.RECEIVED else ""
        return Fact(_("pigeonhole"), str(slot), url=url, note=note)

    def panels(self) -> Sequence[Panel]:
        """Wrong deliveries, the first one first."""
        record = self.record
        rows = list(record.missorts.select_related("from_slot", "to_slot").order_by("pk"))
        if not rows:
            return []
        return [Panel(_("Wrong deliveries"), "mail/includes/missorts.html", {"rows": rows})]

    def notices(self) -> Sequence[str]:
        """What should happen soon."""
        record = self.record
        if record.status == S.SORTED and rules.is_late(
            due=record.due_date, today=timezone.localdate()
        ):
            return [_("It was to be collected by %(day)s.") % {"day": record.due_date}]
        if record.status == S.RECEIVED and record.slot_id is None:
            return [
                _(
                    "No pigeonhole is known for this addressee: choose one, or put it on the list"
                    " of unclaimed mail."
                )
            ]
        return []
