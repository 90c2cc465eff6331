"""The centre's own card, and its colours as a style sheet."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.access import only
from accounts.posts import KEEPERS_OF_ACCOUNTS
from accounts.views.pages import FormPage
from console import colours, services
from console.forms import CentreForm, SiteColoursForm
from console.models import Centre
from console.sentences import put_on_form
from core.errors import Violation

# What a county starts with; and the province, which must not look like a county.
DEFAULT, PROVINCE = "#2f5d50", "#7a3b2e"


class CentreView(FormPage):
    """Name, bodies, contract, contact, colour."""

    template_name = "console/records/action.html"
    page_title = gettext_lazy("The centre")
    header_icon = "home"
    above = ()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The administrator; the site's editor for colours and look."""
        only(
            self.actor,
            services.KEEPERS_OF_SITE,
            _("The centre's card is kept by the administrator, its colours by the site's editor."),
        )
        return super().dispatch(request, *args, **kwargs)

    @property
    def _colours_only(self) -> bool:
        return not any(self.actor.holds(post) for post in KEEPERS_OF_ACCOUNTS)

    def get_form_class(self) -> type[forms.Form]:
        """The whole card, or what is the editor's of it."""
        chosen: Any = SiteColoursForm if self._colours_only else CentreForm
        return cast("type[forms.Form]", chosen)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The card as it stands; the form only reads it."""
        return {**super().get_form_kwargs(), "instance": Centre.objects.first() or Centre()}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Change it."""
        try:
            services.centre_change(by=self.actor, **form.cleaned_data)
        except Violation as refusal:
            put_on_form(form, refusal)
            return self.form_invalid(form)
        messages.success(self.request, _("Saved."))
        return redirect("console:centre")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Words of the page."""
        return {
            **super().get_context_data(**kwargs),
            "record": Centre.current(),
            "intro": _(
                "What cannot be read is refused, with the nearest colour that can. By night the "
                "colours are lightened by themselves."
            )
            if self._colours_only
            else _("What stands here appears on the site, on papers and on this console."),
            "submit_label": _("Save"),
            "page_title_text": self.page_title,
            "back": "/console/",
        }


@require_safe
def theme(request: HttpRequest) -> HttpResponse:
    """The county's accent as CSS variables, light and dark, readable on both."""
    accent = Centre.current().accent
    try:
        accent = colours.check(accent)
    except Violation:
        accent = DEFAULT
    if getattr(request, "county", None) is None and accent == DEFAULT:
        accent = PROVINCE
    light, dark = colours.on_light(accent), colours.on_dark(accent)
    hue, saturation, lightness = colours.hls(light)
    css = (
        f":root{{--cl-accent-light:{light};--cl-accent-dark:{dark};"
        f"--w-color-secondary-hue:{hue};--w-color-secondary-saturation:{saturation}%;"
        f"--w-color-secondary-lightness:{lightness}%;"
        # The sidebar: the same hue as ink.
        f"--w-color-primary-hue:{hue};--w-color-primary-saturation:{min(saturation, 34)}%;"
        f"--w-color-primary-lightness:17%}}"
    )
    response = HttpResponse(css, content_type="text/css; charset=utf-8")
    response.headers["Cache-Control"] = "private, max-age=300"
    return response
