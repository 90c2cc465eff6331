"""What the console pages of accounts share: the shell, and the one way from form to service."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from accounts.actors import actor_of
from accounts.views import once
from core.actor import Actor
from core.codes.typed import is_digits
from core.errors import Violation

REFUSED = 422


def place_of(request: HttpRequest) -> str:
    """ "county" or "province"."""
    return "county" if getattr(request, "county", None) else "province"


class Shell(WagtailAdminTemplateMixin):  # type: ignore[misc]
    """Breadcrumbs from home over the list of accounts to here."""

    request: HttpRequest
    above: tuple[tuple[str, Any], ...] = (("accounts:index", gettext_lazy("Accounts")),)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, what is above, and this page."""
        items = [{"url": reverse_lazy("wagtailadmin_home"), "label": _("Home")}]
        items += [{"url": reverse(name), "label": label} for name, label in self.above]
        return [*items, {"url": "", "label": self.get_page_title()}]

    @property
    def actor(self) -> Actor:
        """Who is looking."""
        return actor_of(self.request.user, self.request)


class Page(Shell, TemplateView):
    """A page to read."""


class FormPage(Shell, FormView):  # type: ignore[type-arg]
    """A page with a form; 422 when something is wrong with it, so that scripts can tell."""

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        """The page again, with what is wrong."""
        response = super().form_invalid(form)
        response.status_code = REFUSED
        return response


class Action(Shell, FormView):  # type: ignore[type-arg]
    """May you → form → one service call → redirect; a refusal becomes a form error."""

    template_name = "accounts/action.html"
    page_title: Any = ""
    submit_label: Any = gettext_lazy("Save")
    intro: Any = ""
    done: Any = ""

    def perform(self, data: dict[str, Any]) -> None:
        """Make the one call."""
        raise NotImplementedError

    def get_success_url(self) -> str:
        """Back to the list."""
        return reverse("accounts:index")

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Call the service; show what it says."""
        try:
            self.perform(form.cleaned_data)
        except Violation as refusal:
            clauses = "、".join(clause.label for clause in refusal.clauses)
            sentence = (
                f"{refusal.sentence.rstrip('。')}（{clauses}）" if clauses else refusal.sentence
            )
            form.add_error(refusal.field if refusal.field in form.fields else None, sentence)
            return self.form_invalid(form)
        if self.done:
            messages.success(self.request, self.done)
        return redirect(self.get_success_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Words of the page."""
        return {
            **super().get_context_data(**kwargs),
            "submit_label": self.submit_label,
            "intro": self.intro,
            "back": self.get_success_url(),
        }


class OnceAction(FormPage, Action):
    """A form that makes or changes a record: sent twice it is done once, refused it answers 422.

    subject: what is changed, whose version the page shows; None where something new is made.
    """

    subject: Any = None

    def given(self, form: Any) -> dict[str, Any]:
        """The values as the service takes them: `data_given()` of a form that has it."""
        data: dict[str, Any] = (
            form.data_given() if hasattr(form, "data_given") else form.cleaned_data
        )
        return data

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Make the one call, once; a form that comes back with an error may be sent again."""
        sent = self.request.POST.get(once.NAME, "")
        if not once.take(sent):
            messages.info(self.request, _("This was sent already; it was done once."))
            return redirect(self.get_success_url())
        try:
            form.cleaned_data = self.given(form)
            response = super().form_valid(form)
        except BaseException:
            once.give_back(sent)
            raise
        if response.status_code == REFUSED:
            once.give_back(sent)
        return response

    @property
    def version(self) -> int | None:
        """The version one looks at: an old page stays old, however often it is sent."""
        sent = self.request.POST.get("version", "")
        return int(sent) if is_digits(sent) else getattr(self.subject, "version", None)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With a token, so that two clicks do it once, and the version."""
        return {
            **super().get_context_data(**kwargs),
            "once": once.token(),
            "version": self.version,
        }
