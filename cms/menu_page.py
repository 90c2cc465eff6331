"""The page on which a county's editor puts the main menu of the site in order."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import only
from accounts.views.pages import FormPage
from cms import menu, menu_services, selectors
from cms.menu import MOST_OWN, OURS, Entry
from console.sentences import put_on_form
from core.errors import Violation

LAST = 99


class MenuForm(forms.Form):
    """A line for each entry: its place, whether it is shown, or name and address of an own one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines: list[tuple[str, str]] = []
        own = 0
        for place, entry in enumerate(menu.entries(), start=1):
            own += not entry.code
            self._line(entry.code or f"own{own}", entry, place)
        for number in range(own + 1, MOST_OWN + 1):
            self._line(f"own{number}", Entry(), None)

    def _line(self, key: str, entry: Entry, place: int | None) -> None:
        label = str(OURS[key][0]) if key in OURS else _("Own link %(n)s") % {"n": key[3:]}
        self.lines.append((key, label))
        self.fields[f"place_{key}"] = forms.IntegerField(
            label=_("Place of “%(name)s”") % {"name": label},
            min_value=1,
            max_value=LAST,
            initial=place,
            required=False,
        )
        if key in OURS:
            self.fields[f"shown_{key}"] = forms.BooleanField(
                label=_("Show “%(name)s”") % {"name": label}, initial=entry.shown, required=False
            )
            return
        self.fields[f"name_{key}"] = forms.CharField(
            label=_("Name of the link"), initial=entry.name, required=False, max_length=60
        )
        self.fields[f"address_{key}"] = forms.CharField(
            label=_("Page or address"),
            initial=selectors.address_now(entry) or entry.address,
            required=False,
            max_length=400,
        )

    def rows(self) -> list[dict[str, Any]]:
        """The lines with their fields, for the page."""
        return [
            {
                "label": label,
                **{
                    part: self[f"{part}_{key}"]
                    for part in ("place", "shown", "name", "address")
                    if f"{part}_{key}" in self.fields
                },
            }
            for key, label in self.lines
        ]

    def entries(self) -> list[Entry]:
        """What was typed, in the order of the places; a line left empty is none."""
        data = self.cleaned_data
        placed = []
        for number, (key, _label) in enumerate(self.lines):
            place = (data.get(f"place_{key}") or LAST, number)
            if key in OURS:
                placed.append((place, Entry(key, shown=data[f"shown_{key}"])))
            elif data[f"name_{key}"] or data[f"address_{key}"]:
                own = Entry(name=data[f"name_{key}"], address=data[f"address_{key}"], key=key)
                placed.append((place, own))
        return [entry for _place, entry in sorted(placed, key=lambda one: one[0])]


class MenuView(FormPage):
    """The entries in their order."""

    template_name = "cms/menu.html"
    page_title = gettext_lazy("Main menu of the site")
    header_icon = "list-ul"
    form_class = MenuForm
    above = ()

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The site's editor and the administrator."""
        only(self.actor, menu_services.KEEPERS, _("The menu is kept by the site's editor."))
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Keep it."""
        try:
            menu_services.menu_change(by=self.actor, entries=cast(MenuForm, form).entries())
        except Violation as refusal:
            put_on_form(form, refusal)
            return self.form_invalid(form)
        messages.success(self.request, _("Saved."))
        return redirect("site_menu")
