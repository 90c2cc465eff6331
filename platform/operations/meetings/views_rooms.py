"""Rooms and their bookings; the code on the screen, and signing in by it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.views.pages import Page
from core import papers
from core.lifecycle_words import denied
from operations.meetings import codes, forms, selectors, services
from operations.meetings.lifecycle import CONVENERS, KEEPERS, PEOPLE, S
from operations.meetings.models import Meeting, Room
from operations.meetings.views import ABOVE, FormView, holds_one

# The code on the screen is a new one so often.
REFRESH_SECONDS = 60


class RoomsView(Page):
    """Seven days of every room, for everybody at the centre."""

    template_name = "meetings/rooms.html"
    page_title = gettext_lazy("Meeting rooms")
    header_icon = "home"
    above = ABOVE

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Not for those outside."""
        holds_one(self.actor, PEOPLE)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Rooms by days."""
        today = timezone.localdate()
        first = _day(self.request.GET.get("day", "")) or today
        days = [first + timedelta(days=number) for number in range(selectors.DAYS_SHOWN)]
        booked: dict[tuple[int | None, date], list[Meeting]] = {}
        for one in selectors.bookings(first=first):
            booked.setdefault((one.room_id, timezone.localdate(one.starts_at)), []).append(one)
        seen = set(
            selectors.meetings(self.actor)
            .filter(pk__in=[one.pk for found in booked.values() for one in found])
            .values_list("pk", flat=True)
        )
        rooms = Room.objects.order_by("ended_date", "pk")
        week = timedelta(days=selectors.DAYS_SHOWN)
        return {
            **super().get_context_data(**kwargs),
            "days": days,
            "rows": [
                (room, [(day, booked.get((room.pk, day), [])) for day in days])
                for room in rooms
                if room.ended_date is None
            ],
            "ended": [room for room in rooms if room.ended_date is not None],
            "seen": seen,
            "today": today,
            "before": (first - week).isoformat(),
            "after": (first + week).isoformat(),
            "may_keep": any(self.actor.holds(post) for post in KEEPERS),
            "may_add": any(self.actor.holds(post) for post in CONVENERS),
        }


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


class KeeperView(FormView):
    """What only the office does with the register of rooms."""

    above = (*ABOVE, ("meetings:rooms", gettext_lazy("Meeting rooms")))

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """403 for others, 404 for no room."""
        holds_one(self.actor, KEEPERS)
        if "pk" in kwargs:
            self.subject = selectors.rooms().filter(pk=kwargs["pk"]).first()
            if self.subject is None:
                raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_success_url(self) -> str:
        """To the rooms."""
        return reverse("meetings:rooms")


class RoomAddView(KeeperView):
    """A new room."""

    form_class = forms.RoomForm
    page_title = gettext_lazy("Enter a room")
    submit_label = gettext_lazy("Save")
    done = gettext_lazy("The room is entered.")

    def perform(self, data: dict[str, Any]) -> None:
        """Enter it."""
        services.room_add(by=self.actor, at=timezone.now(), **data)


class RoomChangeView(KeeperView):
    """Other seats, another place."""

    form_class = forms.RoomChangeForm
    page_title = gettext_lazy("Change the room")
    submit_label = gettext_lazy("Save")
    done = gettext_lazy("The room is changed.")

    def get_initial(self) -> dict[str, Any]:
        """As it stands."""
        return forms.as_it_stands(self.subject)

    def perform(self, data: dict[str, Any]) -> None:
        """Store it."""
        services.room_change(
            room_id=self.subject.pk,
            by=self.actor,
            at=timezone.now(),
            expected_version=self.version,
            **data,
        )


class RoomEndView(KeeperView):
    """Out of use."""

    form_class = forms.EndForm
    page_title = gettext_lazy("Take the room out of use")
    submit_label = gettext_lazy("Take it out of use")
    done = gettext_lazy("The room is out of use.")

    def perform(self, data: dict[str, Any]) -> None:
        """End it."""
        services.room_end(room_id=self.subject.pk, by=self.actor, at=timezone.now(), **data)


# --- Signing in ---


class CodeView(Page):
    """The code to put on the screen: a new one every minute."""

    template_name = "meetings/code.html"
    page_title = gettext_lazy("Sign-in code")
    header_icon = "group"
    above = ABOVE

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """404 for what is out of sight or not ahead, 403 for those who only come."""
        found = selectors.meetings(self.actor).filter(pk=kwargs["pk"], status=S.NOTIFIED).first()
        if found is None:
            raise Http404
        if not selectors.shows_code(found, self.actor):
            raise denied(CONVENERS)
        self.meeting = found
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Loaded again by itself, so that the code stays fresh."""
        answer = super().get(request, *args, **kwargs)
        answer["Refresh"] = str(REFRESH_SECONDS)
        answer["Cache-Control"] = "private, no-store"
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The code, and who is here."""
        path = reverse("meetings:sign_in", args=[codes.make(self.meeting)])
        address = self.request.build_absolute_uri(path)
        rows = list(self.meeting.attendances.order_by("part", "pk"))
        return {
            **super().get_context_data(**kwargs),
            "meeting": self.meeting,
            "qr": mark_safe(papers.qr_svg(address, scalable=True)),  # noqa: S308 - drawn by ourselves
            "rows": rows,
            "came": sum(one.signed_in_at is not None for one in rows),
        }


class SignInView(FormView):
    """Behind the code, on a colleague's phone: one button."""

    template_name = "meetings/sign_in.html"
    form_class = django_forms.Form
    page_title = gettext_lazy("Sign in to the meeting")
    submit_label = gettext_lazy("Sign in to the meeting")
    header_icon = "group"
    above = ()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """404 for what is no code of this county."""
        pk = codes.meeting_of(kwargs["code"])
        found = Meeting.objects.select_related("room").filter(pk=pk or 0).first()
        if found is None:
            raise Http404
        holds_one(self.actor, PEOPLE)
        self.meeting = found
        self.line = selectors.attendance_of(found, self.actor)
        return super().dispatch(request, *args, **kwargs)

    def perform(self, data: dict[str, Any]) -> None:
        """Sign in, while the code is fresh."""
        codes.check(self.kwargs["code"])
        found = services.meeting_sign_in(
            meeting_id=self.meeting.pk, by=self.actor, at=timezone.now()
        )
        said = _("You have signed in, late.") if found.is_late else _("You have signed in.")
        messages.success(self.request, said)

    def get_success_url(self) -> str:
        """To the meeting."""
        return reverse("meetings:record", args=[self.meeting.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The meeting, and one's own line."""
        return {**super().get_context_data(**kwargs), "meeting": self.meeting, "line": self.line}
