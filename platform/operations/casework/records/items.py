"""The page of a service item: its guide, its promise over time, the county's own fields."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from console.records import Act, Fact, Group, Panel, RecordView, fact, group
from core.actor import Actor
from operations.casework import selectors, services, showing
from operations.casework.forms import catalogue as forms
from operations.casework.models import Applicant, Channel, ItemForm, Promise, ServiceItem
from operations.casework.services.catalogue import KEEPERS
from operations.casework.terms import fields_of, form_of, promise_of
from operations.staff.models import Department
from operations.staff.rules import SIX_ZONES

TYPES = dict(forms.TYPES)


def restore(*, item_id: int, by: Actor, at: datetime, reason: str) -> ServiceItem:
    """Offered again: withdrawn from no day on."""
    return services.item_withdraw(item_id=item_id, from_date=None, by=by, at=at, reason=reason)


def is_offered(item: ServiceItem, _actor: Actor) -> bool:
    """Can it be withdrawn?"""
    return item.withdrawn_date is None


def is_withdrawn(item: ServiceItem, _actor: Actor) -> bool:
    """Can it be offered again?"""
    return item.withdrawn_date is not None


def takes_fields(item: ServiceItem, _actor: Actor) -> bool:
    """Only what is offered gets further questions."""
    return item.is_offered(timezone.localdate())


class ItemRecord(RecordView[ServiceItem]):
    """Everything about one item; the county's own hand on it is in the log."""

    template_name = "casework/record.html"
    model = ServiceItem
    name = "casework:item"
    header_icon = "list-ul"
    above = (("casework:items", gettext_lazy("Service items")),)
    actions: ClassVar = {
        "promise": Act(
            services.promise_change,
            key="item_id",
            form=forms.PromiseChangeForm,
            who=KEEPERS,
            tone="primary",
            label=gettext_lazy("Change the promise"),
        ),
        "words": Act(
            services.item_change,
            key="item_id",
            form=forms.WordsForm,  # type: ignore[arg-type]  # a ModelForm is a form, too
            who=KEEPERS,
            label=gettext_lazy("Change the guide"),
        ),
        "field": Act(
            services.field_add,
            key="item_id",
            form=forms.FieldForm,
            who=KEEPERS,
            may=takes_fields,
            label=gettext_lazy("Ask one thing more"),
            intro=gettext_lazy("A new version of the form; cases keep the one they began with."),
        ),
        "restore": Act(
            restore,
            key="item_id",
            form=forms.RestoreForm,
            who=KEEPERS,
            may=is_withdrawn,
            label=gettext_lazy("Offer it again"),
        ),
        "withdraw": Act(
            services.item_withdraw,
            key="item_id",
            form=forms.WithdrawForm,
            who=KEEPERS,
            may=is_offered,
            label=gettext_lazy("Withdraw the item"),
            tone="no",
            intro=gettext_lazy("It takes no new cases then; running ones go on."),
        ),
    }

    def visible(self) -> QuerySet[ServiceItem]:
        """The catalogue is for everybody at work."""
        return ServiceItem.objects.prefetch_related("forms", "promises")

    def groups(self) -> Sequence[Group]:
        """The guide, as the public reads it, and who handles it."""
        item = self.record
        return [self._guide(), self._place(), self._term(promise_of(item, on=timezone.localdate()))]

    def _guide(self) -> Group:
        item = self.record
        kinds = dict(Applicant.Kind.choices)
        channels = dict(Channel.choices)
        return group(
            _("Guide"),
            item,
            *("code", "short"),
            fact(item, "what", wide=True),
            fact(item, "who", wide=True),
            Fact(_("who may apply"), _listed(item.applicants, kinds)),
            Fact(_("channels"), _listed(item.channels, channels)),
            fact(item, "where", label=_("Where it is done"), wide=True),
            Fact(_("Fee"), item.fee or (_("free of charge") if item.free else "—")),
            "needs_agreement",
            Fact(_("steps"), " → ".join(item.steps) or "—", wide=True),
            Fact(_("evidence"), "、".join(item.evidence) or "—", wide=True),
            fact(item, "basis", wide=True),
        )

    def _place(self) -> Group:
        item = self.record
        name = Department.objects.filter(code=item.department).values_list("name", flat=True)
        return group(
            _("Who handles it"),
            item,
            "system",
            Fact(_("Zone"), str(dict(SIX_ZONES).get(item.zone, item.zone))),
            Fact(_("Department"), name.first() or _("the stations themselves")),
            "skill",
            *("by_station", "at_station"),
        )

    def _term(self, now: Promise) -> Group:
        item = self.record
        facts = [
            Fact(
                _("promised working days"),
                f"{showing.days(now.days)} · {item.promise_step}".rstrip(" ·"),
                note=item.promise_note,
            ),
            Fact(_("legal working days"), showing.days(now.legal_days)),
        ]
        if now.urgent_days is not None:
            facts.append(Fact(_("promised working days if urgent"), showing.days(now.urgent_days)))
        return Group(_("Promise today"), facts)

    def panels(self) -> Sequence[Panel]:
        """Promises over time, what the form asks, its materials."""
        item, today = self.record, timezone.localdate()
        form = form_of(item, on=today)
        return [
            Panel(
                _("Promises over time"),
                "casework/includes/promises.html",
                {"promises": item.promises.order_by("-valid_from_date"), "today": today},
            ),
            Panel(_("What the form asks"), "casework/includes/form.html", _asks(form, item)),
        ]

    def notices(self) -> Sequence[str]:
        """Withdrawn, or about to be; a promise or form that comes into force later."""
        item, today = self.record, timezone.localdate()
        said = []
        if item.withdrawn_date:
            words = {"day": item.withdrawn_date.isoformat()}
            said.append(
                _("Not offered from %(day)s on.") % words
                if not item.is_offered(today)
                else _("Will not be offered from %(day)s on.") % words
            )
        later = item.promises.filter(valid_from_date__gt=today).order_by("valid_from_date").first()
        if later:
            words = {"day": later.valid_from_date.isoformat(), "days": showing.days(later.days)}
            said.append(_("From %(day)s on %(days)s are promised.") % words)
        return said

    def links(self) -> Sequence[tuple[str, str]]:
        """The guide as the public reads it."""
        if not self.record.is_offered(timezone.localdate()):
            return []
        return [(_("Public page"), f"/services/{self.record.code}/")]


def _listed(codes: Sequence[str], labels: dict[Any, Any]) -> str:
    return "、".join(str(labels.get(code, code)) for code in codes) or "—"


def _asks(form: ItemForm, item: ServiceItem) -> dict[str, Any]:
    latest = selectors.latest_form(item)
    return {
        "form": form,
        "fields": [
            {"spec": one, "type": TYPES[one.type], "own": one.key in form.own}
            for one in fields_of(form)
        ],
        "latest": latest if latest is not None and latest.version > form.version else None,
    }
