"""Lists and forms of petitions: the register, a petition new or corrected."""

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

from accounts.posts import Post
from accounts.views.pages import Action, Page
from console.records import once
from console.sentences import told
from core.codes.typed import is_digits
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


class LineView(Action):
    """A petition, new or corrected; 422 when something is wrong."""

    template_name = "petitions/form.html"
    form_class = forms.PetitionForm
    header_icon = "edit"
    above = ABOVE
    petition: Petition | None = None

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the petition that is corrected."""
        return super().get_form_kwargs() | {"petition": self.petition}

    def form_valid(self, form: django_forms.Form) -> HttpResponse:
        """The values as the service takes them, once."""
        sent = self.request.POST.get(once.NAME, "")
        if not once.take(sent):
            messages.info(self.request, _("This was sent already; it was done once."))
            return redirect("petitions:index")
        form.cleaned_data = form.data_given()  # type: ignore[attr-defined]
        response = super().form_valid(form)
        if response.status_code == 422:  # noqa: PLR2004 - it came back with an error
            once.give_back(sent)
        return response

    def form_invalid(self, form: django_forms.Form) -> HttpResponse:
        """The page again, with what is wrong."""
        response = super().form_invalid(form)
        response.status_code = 422
        return response

    def get_success_url(self) -> str:
        """To the petition."""
        if self.petition is None:
            return reverse("petitions:index")
        return reverse("petitions:record", args=[self.petition.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With a token, so that two clicks make one petition."""
        return {**super().get_context_data(**kwargs), "once": once.token()}


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
        self.petition = services.petition_register(by=self.actor, at=timezone.now(), **data)
        messages.success(
            self.request, _("Petition registered as %(number)s.") % {"number": self.petition.number}
        )


class ChangeView(LineView):
    """Correct the register."""

    page_title = gettext_lazy("Correct the register")
    submit_label = gettext_lazy("Save")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """404 for what one may not see, 403 for others; what has ended goes back to its page."""
        self.petition = selectors.petitions(self.actor).filter(pk=kwargs["pk"]).first()
        if self.petition is None:
            raise Http404
        try:
            may_correct(self.petition, self.actor)
        except Violation as refusal:
            messages.error(request, told(refusal))
            return redirect(self.get_success_url())
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        """The petition as it stands, without what is stored encrypted."""
        return forms.initial_of(self.petition) if self.petition else {}

    @property
    def version(self) -> int | None:
        """The version one looks at: an old page stays old, however often it is sent."""
        sent = self.request.POST.get("version", "")
        if is_digits(sent):
            return int(sent)
        return self.petition.version if self.petition else None

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

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the version."""
        return {**super().get_context_data(**kwargs), "version": self.version}
