"""The hall: today's appointments, the queue, and the screen that shows the numbers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from accounts.actors import actor_of
from accounts.posts import Post
from accounts.views.pages import Page
from console.sentences import told
from core.actor import Actor
from core.codes.typed import is_digits
from core.errors import Denied, Violation
from core.privacy import mask_name
from operations.casework import selectors, services
from operations.casework.lifecycle import WINDOW, TicketStates
from operations.casework.models import Appointment, QueueTicket

KEPT = "casework-window"
# The screen hangs in the hall and runs from any of these accounts.
SHOWERS = (*WINDOW, Post.DUTY, Post.ADMIN, Post.COUNTY_ADMIN)


def windows_only(actor: Actor) -> None:
    """Raises Denied."""
    if not actor.posts & set(WINDOW):
        raise Denied(_("The queue is called by the windows."), needs=WINDOW)


class ItemForm(forms.Form):
    """What a walk-in comes for; may be left open."""

    item = forms.ChoiceField(label=gettext_lazy("Service item"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = selectors.items(on=timezone.localdate()).filter(channels__contains=["window"])
        self.fields["item"].choices = [  # type: ignore[attr-defined]
            ("", _("Not said")),
            *((str(one.pk), str(one)) for one in rows),
        ]


class HallView(Page):
    """Appointments and queue of today; every button is one call."""

    template_name = "casework/hall.html"
    page_title = gettext_lazy("Hall")
    header_icon = "group"
    above = ()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """For the windows."""
        windows_only(self.actor)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Call, absent, take a number, arrived, cancelled."""
        deed = {
            "call": self._call,
            "absent": self._absent,
            "take": self._take,
            "arrived": self._arrived,
            "cancel": self._cancel,
        }.get(request.POST.get("do", ""))
        if deed is None:
            raise Http404
        try:
            said = deed()
        except Violation as refusal:
            messages.error(request, told(refusal))
        else:
            messages.success(request, said)
        return redirect("casework:hall")

    def _call(self) -> str:
        window = self.request.POST.get("window", "").strip()[:20]
        self.request.session[KEPT] = window
        ticket = services.ticket_call(window=window, by=self.actor, at=timezone.now())
        return _("Number %(number)s to window %(window)s.") % {
            "number": ticket.text,
            "window": ticket.window,
        }

    def _absent(self) -> str:
        ticket = services.ticket_absent(
            ticket_id=self._pk(QueueTicket), by=self.actor, at=timezone.now()
        )
        return _("Number %(number)s was not there.") % {"number": ticket.text}

    def _take(self) -> str:
        form = ItemForm(self.request.POST)
        item = form.cleaned_data["item"] if form.is_valid() else ""
        ticket = services.ticket_take(
            by=self.actor, at=timezone.now(), item_id=int(item) if item else None
        )
        return _("The number is %(number)s.") % {"number": ticket.text}

    def _arrived(self) -> str:
        ticket = services.ticket_take(
            by=self.actor, at=timezone.now(), appointment_id=self._pk(Appointment)
        )
        return _("The number is %(number)s.") % {"number": ticket.text}

    def _cancel(self) -> str:
        services.appointment_cancel(
            appointment_id=self._pk(Appointment), by=self.actor, at=timezone.now()
        )
        return _("The appointment is cancelled.")

    def _pk(self, model: type[QueueTicket] | type[Appointment]) -> int:
        """Of today's rows only."""
        sent = self.request.POST.get("pk", "")
        pk = int(sent) if is_digits(sent) else 0
        if not model._default_manager.filter(pk=pk, on_date=timezone.localdate()).exists():
            raise Http404
        return pk

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Today."""
        today = timezone.localdate()
        tickets = QueueTicket.objects.filter(on_date=today).select_related("item", "appointment")
        appointments = Appointment.objects.filter(on_date=today).select_related("item", "ticket")
        waiting = [one for one in tickets.order_by("serial") if one.status == TicketStates.WAITING]
        called = tickets.filter(status=TicketStates.CALLED).order_by("-called_at")
        return {
            **super().get_context_data(**kwargs),
            "appointments": [
                {"row": one, "name": mask_name(one.name)}
                for one in appointments.order_by("slot", "pk")
            ],
            "waiting": sorted(waiting, key=lambda one: (not one.appointment_id, one.serial)),
            "called": list(called),
            "mine": [one for one in called if one.called_by_id == self.actor.user_id],
            "window": self.request.session.get(KEPT, ""),
            "form": ItemForm(),
        }


class ScreenView(TemplateView):
    """The numbers, as large as the wall; it looks again by itself."""

    template_name = "casework/screen.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """For those who put the screen up."""
        actor = actor_of(request.user, request)
        if not actor.posts & set(SHOWERS):
            raise Denied(_("The screen is put up by the windows."), needs=SHOWERS)
        return super().dispatch(request, *args, **kwargs)

    def get_template_names(self) -> list[str]:
        """The numbers alone for the page that is open."""
        if getattr(self.request, "htmx", False):
            return ["casework/includes/numbers.html"]
        return [self.template_name]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The last numbers called, and how many wait."""
        called, waiting = selectors.queue(on=timezone.localdate())
        return {
            **super().get_context_data(**kwargs),
            "latest": called[:1],
            "earlier": called[1:6],
            "waiting": waiting,
            "now": timezone.localtime(),
        }
