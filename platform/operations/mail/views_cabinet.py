"""The cabinet: its map, its pigeonholes, its labels, and what is handed over at one of them."""

from __future__ import annotations

from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.actors import actor_of
from accounts.posts import AT_CENTRE
from accounts.views.pages import Page
from console.sentences import told
from core.errors import Violation
from core.lifecycle_words import denied
from operations.mail import forms, paperwork, selectors, services
from operations.mail.models import Slot
from operations.mail.views import ABOVE, KeptAction, keepers_only

IN_CABINET: tuple[tuple[str, Any], ...] = (*ABOVE, ("mail:slots", gettext_lazy("Pigeonholes")))


class CabinetView(Page):
    """The map of the cabinet, for everybody at the centre."""

    template_name = "mail/slots.html"
    page_title = gettext_lazy("Pigeonholes")
    header_icon = "grip"
    above = ABOVE

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Not for those outside."""
        if not selectors.works_here(self.actor):
            raise denied(AT_CENTRE)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Row by row."""
        return {
            **super().get_context_data(**kwargs),
            "cabinet": selectors.cabinet(),
            "may_keep": selectors.keeps(self.actor),
        }


class SlotAddView(KeptAction):
    """A new pigeonhole."""

    page_title = gettext_lazy("Open a pigeonhole")
    submit_label = gettext_lazy("Set it up")
    form_class = forms.SlotForm
    above = IN_CABINET

    def perform(self, data: dict[str, Any]) -> None:
        """Open it."""
        found = services.slot_open(by=self.actor, at=timezone.now(), **data)
        messages.success(self.request, _("Pigeonhole %(slot)s is open.") % {"slot": found})

    def get_success_url(self) -> str:
        """Back to the map."""
        return reverse("mail:slots")


class SlotChangeView(SlotAddView):
    """Another place, label or owner; or given up."""

    page_title = gettext_lazy("Change a pigeonhole")
    submit_label = gettext_lazy("Save")
    template_name = "mail/slot.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """404 for what is not there any more."""
        keepers_only(self.actor)
        self.slot = _running(kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        """As it stands."""
        return forms.initial_of(self.slot)

    def perform(self, data: dict[str, Any]) -> None:
        """Store what was changed."""
        found = services.slot_change(slot_id=self.slot.pk, by=self.actor, at=timezone.now(), **data)
        messages.success(self.request, _("Pigeonhole %(slot)s is changed.") % {"slot": found})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the pigeonhole."""
        return {**super().get_context_data(**kwargs), "slot": self.slot}


@require_POST
def slot_close(request: HttpRequest, *, pk: int) -> HttpResponse:
    """Give it up."""
    actor = actor_of(request.user, request)
    keepers_only(actor)
    slot = _running(pk)
    try:
        services.slot_close(slot_id=pk, by=actor, at=timezone.now())
    except Violation as refusal:
        messages.error(request, told(refusal))
        return redirect("mail:slot_change", pk=pk)
    messages.success(request, _("Pigeonhole %(slot)s is given up.") % {"slot": slot})
    return redirect("mail:slots")


@require_safe
def labels(request: HttpRequest) -> HttpResponse:
    """The labels to cut out; their codes open the door to handing over, so keepers print them."""
    keepers_only(actor_of(request.user, request))

    def address(slot: Slot) -> str:
        return request.build_absolute_uri(reverse("mail:at", args=[slot.key]))

    return pdf(paperwork.labels(address))


@require_safe
def map_sheet(request: HttpRequest) -> HttpResponse:
    """The map to hang beside the cabinet."""
    if not selectors.works_here(actor_of(request.user, request)):
        raise denied(AT_CENTRE)
    return pdf(paperwork.map_of_cabinet())


def pdf(content: bytes) -> HttpResponse:
    """A paper shown in the browser: our own work, not kept."""
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="preview.pdf"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    # A sandboxed PDF is a blank page in Chromium; the file is our own work and has no scripts.
    answer["Content-Security-Policy"] = "default-src 'none'; object-src 'self'"
    return answer


class AtView(KeptAction):
    """At one pigeonhole, mostly on a phone: a keeper hands over, an owner takes (R60)."""

    template_name = "mail/at.html"
    page_title = gettext_lazy("Hand mail over")
    above = IN_CABINET

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Found by the label's code; for its owners and those who distribute."""
        slot = selectors.slots().filter(key=kwargs["key"], to_date=None).first()
        if slot is None:
            raise Http404
        self.slot, self.keeps = slot, selectors.keeps(self.actor)
        own = selectors.slots_of(self.actor, on=timezone.localdate()).filter(pk=slot.pk).exists()
        if not self.keeps and not own:
            raise Http404
        self.items = list(self.lying())
        return super(KeptAction, self).dispatch(request, *args, **kwargs)

    def lying(self) -> Any:
        """What waits there for this person."""
        found = selectors.lying_in(self.slot)
        if self.keeps:
            return found
        seen = selectors.items(self.actor, on=timezone.localdate()).values("pk")
        return found.filter(pk__in=seen)

    def get_form_class(self) -> type[django_forms.Form]:
        """A signature for keepers; whoever takes their own is signed in."""
        return forms.HandOverManyForm if self.keeps else forms.TakeForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """With what can be chosen."""
        return super().get_form_kwargs() | {"items": self.items}

    def get_initial(self) -> dict[str, Any]:
        """All of it, mostly by the owner."""
        person = self.slot.person
        return {
            "item_ids": [item.pk for item in self.items],
            "signed_by": person.name if person else "",
        }

    def perform(self, data: dict[str, Any]) -> None:
        """Hand over, or take."""
        now = timezone.now()
        if self.keeps:
            number = services.mail_hand_over_many(by=self.actor, at=now, **data)
        else:
            number = services.mail_take(slot_id=self.slot.pk, by=self.actor, at=now, **data)
        messages.success(self.request, _("%(n)s pieces are handed over.") % {"n": number})

    def get_success_url(self) -> str:
        """Here again."""
        return reverse("mail:at", args=[self.slot.key])

    def get_page_title(self) -> str:
        """The pigeonhole."""
        return str(self.slot)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what lies there."""
        context = super().get_context_data(**kwargs)
        chosen = {str(one) for one in context["form"]["item_ids"].value() or ()}
        return {
            **context,
            "slot": self.slot,
            "keeps": self.keeps,
            "rows": [(item, str(item.pk) in chosen) for item in self.items],
            "today": timezone.localdate(),
        }


def _running(pk: int) -> Slot:
    slot = selectors.slots().filter(pk=pk, to_date=None).first()
    if slot is None:
        raise Http404
    return slot
