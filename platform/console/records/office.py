"""The record page's side of the inbox: who has it, what one may do about that, copies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.views.pages import FormPage
from console.inbox.forms import CirculateForm
from console.inbox.words import Due, due_of
from console.sentences import put_on_form
from core import inbox
from core.actor import Actor
from core.errors import Violation
from core.inbox.addressing import is_for, items_of, whom
from core.models.inbox import InboxItem

if TYPE_CHECKING:
    from console.records.views import RecordView

Role, State = InboxItem.Role, InboxItem.State


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a record now, since when and until when."""

    who: str
    role: str
    item: InboxItem
    due: Due | None


@dataclass(frozen=True, slots=True)
class Receipt:
    """A copy: whose, and when it was read."""

    who: str
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class Verb:
    """One thing an office does around a step."""

    name: str
    label: str
    url: str


def open_items(record: models.Model, actor: Actor, *, at: datetime) -> list[InboxItem]:
    """The person's own live items on a record, marked as opened."""
    live = items_of(record).filter(state__in=(State.OPEN, State.WAITING)).order_by("id")
    mine = [item for item in live if is_for(item, actor)]
    for item in mine:
        if item.kind == InboxItem.Kind.READ or not item.opened_by_name:
            inbox.mark_opened(item_id=item.pk, by=actor, at=at)
    return [item for item in mine if item.kind == InboxItem.Kind.TODO]


def holders(record: models.Model, *, at: datetime) -> list[Holder]:
    """Who has it now."""
    return [
        Holder(whom(item), item.get_role_display(), item, due_of(item, at=at))
        for item in inbox.pending(record)
    ]


def receipts(record: models.Model) -> list[Receipt]:
    """Who got a copy, and when they read it. Names are asked for once, however many they are."""
    copies = list(inbox.receipts(record))
    unread = [copy.user_id for copy in copies if copy.user_id and not copy.closed_by_name]
    names = {user.pk: str(user) for user in User.objects.filter(pk__in=unread)}
    return [
        Receipt(copy.closed_by_name or names.get(copy.user_id or 0) or whom(copy), copy.closed_at)
        for copy in copies
    ]


def verbs(record: models.Model, mine: Sequence[InboxItem], actor: Actor) -> list[Verb]:
    """What this person may do about the way of a record."""
    found: list[Verb] = []
    for item in mine:
        if item.state == State.WAITING:
            found.append(_verb("recall", _("Recall"), item))
            continue
        if item.role not in (Role.STEP, Role.COPY):
            found.append(_verb("answer", _("Give an opinion"), item))
        found += [
            _verb("hand_over", _("Hand over"), item),
            _verb("delegate", _("Delegate"), item),
            _verb("countersign", _("Add a countersigner"), item),
        ]
    asked = [i for i in inbox.pending(record) if actor.persons & {i.sender_id, i.initiator_id}]
    found += [
        _verb("remind", _("Remind %(whom)s") % {"whom": whom(item)}, item)
        for item in asked
        if item.state == State.OPEN and not is_for(item, actor)
    ]
    return found


def _verb(name: str, label: str, item: InboxItem) -> Verb:
    return Verb(name, label, reverse("console:inbox_verb", args=[item.pk, name]))


class CirculateView(FormPage):
    """Give colleagues a copy to read."""

    template_name = "console/records/action.html"
    header_icon = "view"
    page_title = gettext_lazy("Circulate")
    form_class = CirculateForm
    page: ClassVar[type[RecordView[Any]] | None] = None

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Not visible is 404."""
        super().setup(request, *args, **kwargs)
        if self.page is None:
            raise TypeError("circulating needs its record page")
        self.record_page = self.page()
        self.record_page.setup(request, *args, **kwargs)
        self.record = self.record_page.record

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The record's page, then this."""
        items: list[dict[str, Any]] = self.record_page.get_breadcrumbs_items()
        return [
            *items[:-1],
            {"url": self.record_page.address, "label": str(self.record)},
            {"url": "", "label": self.get_page_title()},
        ]

    def form_valid(self, form: CirculateForm) -> HttpResponse:
        """Send the copies."""
        try:
            copies = inbox.circulate(
                self.record,
                to=form.assignees(),
                title=str(self.record),
                by=self.actor,
                message=form.cleaned_data["message"],
                at=timezone.now(),
            )
        except Violation as found:
            put_on_form(form, found)
            return self.form_invalid(form)
        messages.success(self.request, _("Sent to %(n)s people.") % {"n": len(copies)})
        return redirect(self.record_page.address)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Words of the page."""
        return {
            **super().get_context_data(**kwargs),
            "record": self.record,
            "submit_label": self.page_title,
            "back": self.record_page.address,
        }
