"""Lists and forms of meetings, and their papers that are not kept."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms as django_forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.actors import actor_of
from accounts.views.pages import Action, Page
from console.records import once
from core.codes.typed import is_digits
from core.lifecycle_words import denied
from core.papers.serving import unstored
from operations.meetings import forms, paperwork, selectors, services
from operations.meetings.kinds import MeetingKind
from operations.meetings.lifecycle import AHEAD, CONVENERS, HOSTS, PEOPLE, MeetingStates
from operations.meetings.models import Meeting

PER_PAGE = 50
ABOVE: tuple[tuple[str, Any], ...] = (("meetings:index", gettext_lazy("Meetings")),)
FILTERS = ("q", "state", "kind", "month")


def holds_one(actor: Any, posts: tuple[Any, ...]) -> None:
    """Raise Denied for those who hold none of these posts."""
    if not any(actor.holds(post) for post in posts):
        raise denied(posts)


class IndexView(Page):
    """Meetings one may see; filters are in the address."""

    template_name = "meetings/index.html"
    page_title = gettext_lazy("Meetings")
    header_icon = "group"
    above = ()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Rows and filters."""
        sent = self.request.GET
        asked = {name: sent[name] for name in FILTERS if sent.get(name)}
        found = selectors.filtered(
            selectors.meetings(self.actor),
            query=asked.get("q", ""),
            **{name: asked.get(name, "") for name in FILTERS[1:]},
        )
        rows = selectors.with_counts(found).order_by("-starts_at", "-pk")
        page = Paginator(rows, PER_PAGE).get_page(sent.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "page": page,
            "rows": list(page.object_list),
            "asked": asked,
            "query": urlencode(asked),
            "states": MeetingStates.choices,
            "kinds": MeetingKind.choices,
            "today": timezone.localdate(),
            "may_add": any(self.actor.holds(post) for post in CONVENERS),
            "may_see_rooms": selectors.works_here(self.actor),
            "may_see_visits": any(self.actor.holds(post) for post in (*PEOPLE, *HOSTS)),
        }


class FormView(Action):
    """A form that is sent once; 422 when something is wrong."""

    template_name = "meetings/form.html"
    header_icon = "edit"
    above: tuple[tuple[str, Any], ...] = ABOVE
    subject: Any = None

    def form_valid(self, form: django_forms.Form) -> HttpResponse:
        """The values as the service takes them, once."""
        sent = self.request.POST.get(once.NAME, "")
        if not once.take(sent):
            messages.info(self.request, _("This was sent already; it was done once."))
            return redirect(self.get_success_url())
        if isinstance(form, forms.Grouped):
            form.cleaned_data = form.data_given()
        response = super().form_valid(form)
        if response.status_code == 422:  # noqa: PLR2004 - it came back with an error
            once.give_back(sent)
        return response

    def form_invalid(self, form: django_forms.Form) -> HttpResponse:
        """The page again, with what is wrong."""
        response = super().form_invalid(form)
        response.status_code = 422
        return response

    @property
    def version(self) -> int | None:
        """The version one looks at, where something is changed."""
        sent = self.request.POST.get("version", "")
        if is_digits(sent):
            return int(sent)
        return self.subject.version if self.subject is not None else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With a token, so that two clicks make one record."""
        return {
            **super().get_context_data(**kwargs),
            "once": once.token(),
            "version": self.version,
            "page_subtitle": str(self.subject) if self.subject is not None else "",
        }


class AddView(FormView):
    """Plan a meeting."""

    form_class: type[django_forms.Form] = forms.MeetingForm
    page_title = gettext_lazy("Plan a meeting")
    submit_label = gettext_lazy("Save the plan")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Whoever may convene one."""
        holds_one(self.actor, CONVENERS)
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        """The room and day that one came from; oneself keeps the minutes."""
        sent = self.request.GET
        room = sent.get("room", "")
        return {
            "room_id": int(room[:9]) if is_digits(room) else None,
            "day": sent.get("day") or None,
            "recorder_id": selectors.me(self.actor),
        }

    def perform(self, data: dict[str, Any]) -> None:
        """Plan it."""
        self.subject = services.meeting_plan(by=self.actor, at=timezone.now(), **data)
        messages.success(
            self.request,
            _("Planned as %(number)s. Give notice when it is ready.")
            % {"number": self.subject.number},
        )

    def get_success_url(self) -> str:
        """To the meeting."""
        if self.subject is None:
            return reverse("meetings:index")
        return reverse("meetings:record", args=[self.subject.pk])


class ChangeView(FormView):
    """Another time, room or list."""

    form_class = forms.MeetingForm
    page_title = gettext_lazy("Change the meeting")
    submit_label = gettext_lazy("Save")
    done = gettext_lazy("The meeting is changed.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """404 for what is out of sight or over, 403 for others than its organiser."""
        found = selectors.meetings(self.actor).filter(pk=kwargs["pk"], status__in=AHEAD).first()
        if found is None:
            raise Http404
        if not selectors.organises(found, self.actor):
            raise denied(CONVENERS)
        self.subject = found
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        """As it stands."""
        return forms.initial_of(self.subject)

    def perform(self, data: dict[str, Any]) -> None:
        """Store it."""
        services.meeting_change(
            meeting_id=self.subject.pk,
            by=self.actor,
            at=timezone.now(),
            expected_version=self.version,
            **data,
        )

    def get_success_url(self) -> str:
        """To the meeting."""
        return reverse("meetings:record", args=[self.subject.pk])


def _seen(request: HttpRequest, pk: int) -> Meeting:
    """A meeting this person may see. Raises Http404."""
    found = selectors.meetings(actor_of(request.user, request)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@require_safe
def sheet(request: HttpRequest, *, pk: int) -> HttpResponse:
    """The sign-in sheet as it is by now."""
    return unstored(paperwork.attendance_sheet(_seen(request, pk)), name=f"sign-in-{pk}.pdf")


@require_safe
def minutes(request: HttpRequest, *, pk: int) -> HttpResponse:
    """The minutes as they would be, once there are words."""
    meeting = _seen(request, pk)
    if not meeting.minutes:
        raise Http404
    return unstored(paperwork.minutes_preview(meeting), name=f"minutes-{pk}.pdf")


@require_safe
def decision(request: HttpRequest, *, pk: int) -> HttpResponse:
    """To the meeting that decided it."""
    seen = selectors.meetings(actor_of(request.user, request))
    meeting = seen.filter(decisions__pk=pk).first()
    if meeting is None:
        raise Http404
    return redirect(f"{reverse('meetings:record', args=[meeting.pk])}#decisions")
