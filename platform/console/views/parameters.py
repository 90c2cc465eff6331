"""Parameters of the rules: what holds today, since when, and setting another value from a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from accounts.access import only
from accounts.forms import day_input
from accounts.views.pages import FormPage, Shell
from console.sentences import put_on_form
from core import parameters
from core.clauses import Clause, R
from core.errors import Violation
from core.models.dated import DatedSetting
from core.parameters import KEEPERS, Form, Group, Parameter

# Who sees them: everybody who works by them may know, the keepers set them.
HISTORY = 20


@dataclass(frozen=True, slots=True)
class Row:
    """One parameter as it stands, and what is to come."""

    parameter: Parameter
    words: str
    own: bool
    since: date | None
    coming: Sequence[tuple[date, str]]

    @property
    def clause(self) -> Clause | None:
        """The rule it belongs to."""
        return R(self.parameter.clause) if self.parameter.clause else None


def rows_of(group: Group, today: date) -> list[Row]:
    """A group's parameters with what the county has set. One query."""
    stored: dict[str, list[DatedSetting]] = {}
    for one in group.model._default_manager.order_by("valid_from_date"):
        stored.setdefault(one.key, []).append(one)
    return [_row(group, one, stored.get(one.key, []), today) for one in group.parameters]


def _row(group: Group, one: Parameter, stored: list[DatedSetting], today: date) -> Row:
    past = [setting for setting in stored if setting.valid_from_date <= today]
    last = past[-1] if past else None
    value = last.value if last else group.defaults[one.key]
    return Row(
        parameter=one,
        words=parameters.in_words(one, value),
        own=last is not None,
        since=last.valid_from_date if last else None,
        coming=[
            (setting.valid_from_date, parameters.in_words(one, setting.value))
            for setting in stored
            if setting.valid_from_date > today
        ],
    )


class IndexView(Shell, TemplateView):
    """One module's parameters at a time."""

    template_name = "console/parameters/index.html"
    page_title = gettext_lazy("Parameters of the rules")
    header_icon = "cogs"
    above = ()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The tabs, and the rows of the chosen one."""
        group = _group(self.kwargs["code"] if "code" in self.kwargs else _first())
        return {
            **super().get_context_data(**kwargs),
            "groups": parameters.groups(),
            "group": group,
            "rows": rows_of(group, timezone.localdate()),
            "may_set": any(self.actor.holds(post) for post in KEEPERS),
        }


class ParameterForm(forms.Form):
    """The value in one field, or one for each part, and the day it holds from."""

    pairs = True

    def __init__(self, *args: Any, parameter: Parameter, value: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parameter = parameter
        if parameter.form.in_parts:
            for part, of_part in value.items():
                label = parameter.parts.get(part, part)
                self.fields[f"value_{part}"] = _field(parameter, of_part, label=label)
        else:
            self.fields["value"] = _field(parameter, value, label=parameter.label)
        self.fields["valid_from"] = forms.DateField(
            label=_("Valid from"), widget=day_input(), initial=timezone.localdate()
        )

    def value(self) -> Any:
        """What was entered, as the module keeps it."""
        read = self.cleaned_data
        if not self.parameter.form.in_parts:
            return _entered(self.parameter, read["value"])
        return {
            name.removeprefix("value_"): _entered(self.parameter, read[name])
            for name in self.fields
            if name.startswith("value_")
        }


def _entered(parameter: Parameter, value: Any) -> Any:
    if parameter.form in {Form.LINES, Form.LISTS, Form.TIMES}:
        return str(value).splitlines()
    return value


def _field(parameter: Parameter, value: Any, *, label: Any) -> forms.Field:
    named = f"{label}（{parameter.unit}）" if parameter.unit else label
    match parameter.form:
        case Form.NUMBER | Form.NUMBERS:
            return forms.IntegerField(label=named, initial=value)
        case Form.AMOUNTS:
            return forms.DecimalField(label=named, initial=value, max_digits=12, decimal_places=2)
        case Form.FLAG:
            return forms.BooleanField(label=named, initial=value, required=False)
        case Form.TEXT | Form.TEXTS:
            box = forms.Textarea(attrs={"rows": 2})
            return forms.CharField(label=named, initial=value, required=False, widget=box)
        case _:
            return forms.CharField(
                label=named,
                initial="\n".join(value),
                required=False,
                widget=forms.Textarea(attrs={"rows": max(3, len(value) + 1)}),
                help_text=_("One a line."),
            )


class SetView(FormPage):
    """Set one from a day on."""

    template_name = "console/parameters/set.html"
    header_icon = "cogs"
    above = (("console:parameters", gettext_lazy("Parameters of the rules")),)
    form_class = ParameterForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The keepers only; 404 for what is no parameter."""
        only(self.actor, KEEPERS, _("The director and the county's administrator set parameters."))
        self.group = _group(kwargs["code"])
        try:
            self.parameter = self.group.parameter(kwargs["key"])
        except KeyError:
            raise Http404 from None
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        """The parameter's name."""
        return str(self.parameter.label)

    def get_form_kwargs(self) -> dict[str, Any]:
        """With what holds now."""
        value = self.group.value(self.parameter.key, on=timezone.localdate())
        return {**super().get_form_kwargs(), "parameter": self.parameter, "value": value}

    def form_valid(self, form: ParameterForm) -> HttpResponse:
        """Set it; what the rules say goes beside its field."""
        try:
            parameters.parameter_set(
                group=self.group,
                key=self.parameter.key,
                value=form.value(),
                valid_from=form.cleaned_data["valid_from"],
                by=self.actor,
                at=timezone.now(),
            )
        except Violation as refusal:
            put_on_form(form, refusal)
            return self.form_invalid(form)
        messages.success(self.request, _("Kept. It counts from its day on."))
        return redirect(self._back())

    def _back(self) -> str:
        return reverse("console:parameters_of", args=[self.group.code])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the handbook's value and what was set before."""
        key, defaults = self.parameter.key, self.group.defaults
        past = self.group.model._default_manager.filter(key=key).order_by("-valid_from_date")
        return {
            **super().get_context_data(**kwargs),
            "record": self.group.title,
            "submit_label": _("Save"),
            "page_title_text": self.parameter.label,
            "back": self._back(),
            "clause": R(self.parameter.clause) if self.parameter.clause else None,
            "default": parameters.in_words(self.parameter, defaults[key]),
            "history": [
                (one.valid_from_date, parameters.in_words(self.parameter, one.value))
                for one in past[:HISTORY]
            ],
        }


def _group(code: str) -> Group:
    try:
        return parameters.group(code)
    except KeyError:
        raise Http404 from None


def _first() -> str:
    return parameters.groups()[0].code
