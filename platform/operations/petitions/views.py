"""Lists and forms of petitions: the register, a petition new or corrected."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.posts import Post
from accounts.views.pages import OnceAction, Page
from console.sentences import told
from core.errors import Violation
from core.lifecycle_words import denied
from operations.petitions import forms, selectors, services, showing
from operations.petitions.kinds import Channel, Kind
from operations.petitions.lifecycle import PetitionStates
from operations.petitions.models import Petition
from operations.petitions.services.registering import may_correct

PER_PAGE = 50
ABOVE = (("petitions:index", gettext_lazy("Petitions")),)
FILTERS = ("q", "state", "channel", "kind", "year")


class IndexView(Page):
    """The register; filters are in the address, names are not searched for."""

    template_name = "petitions/index.html"
    page_title = gettext_lazy("Petitions")
    header_icon = "mail"
    above = ()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Rows with their lights, filters."""
        sent = self.request.GET
        asked = {name: sent[name] for name in FILTERS if sent.get(name)}
        today = timezone.localdate()
        found = selectors.filtered(
            selectors.with_terms(selectors.petitions(self.actor)),
            today=today,
            query=asked.get("q", ""),
            **{name: asked.get(name, "") for name in FILTERS[1:]},
        ).order_by("-received_date", "-pk")
        page = Paginator(found, PER_PAGE).get_page(sent.get("p"))
        yellow = showing.yellow_days()
        return {
            **super().get_context_data(**kwargs),
            "page": page,
            "rows": [
                (one, *showing.worst(one, today=today, yellow=yellow)) for one in page.object_list
            ],
            "asked": asked,
            "query": urlencode(asked),
            "states": PetitionStates.choices,
            "channels": Channel.choices,
            "kinds": Kind.choices,
            "years": range(today.year, today.year - 5, -1),
            "may_add": self.actor.holds(Post.OFFICE),
        }


class LineView(OnceAction):
    """A petition, new or corrected."""

    template_name = "petitions/form.html"
    form_class = forms.PetitionForm
    header_icon = "edit"
    above = ABOVE
    subject: Petition | None = None

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the petition that is corrected."""
        return super().get_form_kwargs() | {"petition": self.subject}

    def get_success_url(self) -> str:
        """To the petition."""
        if self.subject is None:
            return reverse("petitions:index")
        return reverse("petitions:record", args=[self.subject.pk])


class AddView(LineView):
    """A new petition."""

    page_title = gettext_lazy("Register a petition")
    submit_label = gettext_lazy("Register it")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Only the office receives."""
        if not self.actor.holds(Post.OFFICE):
            raise denied((Post.OFFICE,))
        return super().dispatch(request, *args, **kwargs)

    def perform(self, data: dict[str, Any]) -> None:
        """Register it."""
        self.subject = services.petition_register(by=self.actor, at=timezone.now(), **data)
        messages.success(
            self.request, _("Petition registered as %(number)s.") % {"number": self.subject.number}
        )


class ChangeView(LineView):
    """Correct the register."""

    page_title = gettext_lazy("Correct the register")
    submit_label = gettext_lazy("Save")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """404 for what one may not see, 403 for others; what has ended goes back to its page."""
        self.subject = selectors.petitions(self.actor).filter(pk=kwargs["pk"]).first()
        if self.subject is None:
            raise Http404
        try:
            may_correct(self.subject, self.actor)
        except Violation as refusal:
            messages.error(request, told(refusal))
            return redirect(self.get_success_url())
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        """The petition as it stands, without what is stored encrypted."""
        return forms.initial_of(self.subject) if self.subject else {}

    def perform(self, data: dict[str, Any]) -> None:
        """Store what was corrected."""
        services.petition_correct(
            petition_id=self.kwargs["pk"],
            by=self.actor,
            at=timezone.now(),
            expected_version=self.version,
            **data,
        )
        messages.success(self.request, _("The register is corrected."))
