"""Lists and forms of seals: uses, an application, the register of seals, the monthly sheet."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.actors import actor_of
from accounts.posts import Post
from accounts.views.pages import OnceAction, Page
from core.codes.typed import typed_month
from core.lifecycle_words import denied
from operations.seals import forms, paperwork, selectors, services
from operations.seals.lifecycle import PEOPLE, READERS, SealUseStates
from operations.seals.models import Seal, SealUse

PER_PAGE = 50
ABOVE = (("seals:index", gettext_lazy("Use of seals")),)
FILTERS = ("q", "state", "seal", "month")


class IndexView(Page):
    """Uses one may see; filters are in the address."""

    template_name = "seals/index.html"
    page_title = gettext_lazy("Use of seals")
    header_icon = "tag"
    above = ()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Rows and filters."""
        sent = self.request.GET
        asked = {name: sent[name] for name in FILTERS if sent.get(name)}
        today = timezone.localdate()
        found = selectors.filtered(
            selectors.uses(self.actor),
            today=today,
            query=asked.get("q", ""),
            **{name: asked.get(name, "") for name in FILTERS[1:]},
        ).order_by("-applied_at", "-pk")
        page = Paginator(found, PER_PAGE).get_page(sent.get("p"))
        month = typed_month(asked.get("month", "")) or today
        return {
            **super().get_context_data(**kwargs),
            "page": page,
            "rows": list(page.object_list),
            "asked": asked,
            "query": urlencode(asked),
            "states": SealUseStates.choices,
            "seals": Seal.objects.order_by("pk"),
            "today": today,
            "month": f"{month:%Y-%m}",
            "may_add": any(self.actor.holds(post) for post in PEOPLE),
            "may_print": any(self.actor.holds(post) for post in READERS),
        }


class FormView(OnceAction):
    """A form of seals."""

    template_name = "seals/form.html"
    header_icon = "edit"
    above: tuple[tuple[str, Any], ...] = ABOVE


class ApplyView(FormView):
    """Apply for the use of a seal."""

    form_class = forms.ApplyForm
    page_title = gettext_lazy("Apply for a seal")
    submit_label = gettext_lazy("Apply")
    use: SealUse | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Whoever works at the centre."""
        if not any(self.actor.holds(post) for post in PEOPLE):
            raise denied(PEOPLE)
        return super().dispatch(request, *args, **kwargs)

    def perform(self, data: dict[str, Any]) -> None:
        """Apply."""
        self.use = services.seal_apply(by=self.actor, at=timezone.now(), **data)
        messages.success(self.request, _("Applied as %(number)s.") % {"number": self.use.number})

    def get_success_url(self) -> str:
        """To the application."""
        if self.use is None:
            return reverse("seals:index")
        return reverse("seals:record", args=[self.use.pk])


class RegisterView(Page):
    """Which seals there are, who keeps them and whether they lie at their place."""

    template_name = "seals/register.html"
    page_title = gettext_lazy("Register of seals")
    header_icon = "tag"
    above = ABOVE

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Every seal, those out of use last."""
        out = dict(
            SealUse.objects.filter(status=SealUseStates.LENT).values_list(
                "seal_id", "applicant_name"
            )
        )
        found = Seal.objects.order_by("ended_date", "pk")
        return {
            **super().get_context_data(**kwargs),
            "rows": [(seal, out.get(seal.pk, "")) for seal in found],
            "may_keep": self.actor.holds(Post.OFFICE),
        }


class KeeperView(FormView):
    """What only the office does with the register."""

    above = (*ABOVE, ("seals:register", gettext_lazy("Register of seals")))
    subject: Seal | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """403 for others, 404 for no seal."""
        if not self.actor.holds(Post.OFFICE):
            raise denied((Post.OFFICE,))
        if "pk" in kwargs:
            self.subject = Seal.objects.filter(pk=kwargs["pk"], ended_date=None).first()
            if self.subject is None:
                raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_success_url(self) -> str:
        """To the register."""
        return reverse("seals:register")


class SealAddView(KeeperView):
    """A new seal."""

    form_class = forms.SealForm
    page_title = gettext_lazy("Enter a seal")
    submit_label = gettext_lazy("Save")
    done = gettext_lazy("The seal is entered.")

    def perform(self, data: dict[str, Any]) -> None:
        """Enter it."""
        services.seal_add(by=self.actor, at=timezone.now(), **data)


class SealChangeView(KeeperView):
    """Another keeper, another place."""

    form_class = forms.SealForm
    page_title = gettext_lazy("Change keeper or place")
    submit_label = gettext_lazy("Save")
    done = gettext_lazy("Keeper and place are noted.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """A seal keeps its name."""
        return super().get_form_kwargs() | {"known": True}

    def get_initial(self) -> dict[str, Any]:
        """As it stands."""
        return (
            {"keeper_id": self.subject.keeper_id, "place": self.subject.place}
            if self.subject
            else {}
        )

    def perform(self, data: dict[str, Any]) -> None:
        """Store it."""
        services.seal_change(
            seal_id=self.kwargs["pk"],
            by=self.actor,
            at=timezone.now(),
            expected_version=self.version,
            **data,
        )

    def get_page_subtitle(self) -> str:
        """The seal."""
        return str(self.subject)


class SealEndView(KeeperView):
    """Out of use."""

    form_class = forms.EndForm
    page_title = gettext_lazy("Take the seal out of use")
    submit_label = gettext_lazy("Take it out of use")
    done = gettext_lazy("The seal is out of use.")

    def perform(self, data: dict[str, Any]) -> None:
        """End it."""
        services.seal_end(seal_id=self.kwargs["pk"], by=self.actor, at=timezone.now(), **data)


@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """The monthly sheet as PDF: for the office and the leaders."""
    actor = actor_of(request.user, request)
    if not any(actor.holds(post) for post in READERS):
        raise denied(READERS)
    month = typed_month(request.GET.get("month", ""))
    if month is None:
        raise Http404
    response = HttpResponse(paperwork.monthly(month), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="seals-{month:%Y-%m}.pdf"'
    return response
