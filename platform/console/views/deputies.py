"""Leave deputies (代理): who stands in for whom, and acting in an absent person's place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from accounts.actors import act_as_oneself, act_in_place, actor_of
from accounts.views.pages import FormPage, Shell
from console.inbox.forms import DeputyForm
from console.sentences import put_on_form
from core import inbox
from core.actor import Actor, directory
from core.errors import Violation
from core.inbox import deputies
from core.models.inbox import LeaveDeputy

# Of what is over, enough to look something up.
PAST = 20
COMING, RUNNING, OVER = "coming", "running", "over"
WORDS = {
    COMING: gettext_lazy("not begun yet"),
    RUNNING: gettext_lazy("in force"),
    OVER: gettext_lazy("over"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One deputyship as it stands today."""

    deputy: LeaveDeputy
    absent_name: str
    deputy_name: str
    state: str
    may_act: bool
    may_end: bool

    @property
    def words(self) -> str:
        """The state; ended early is said so."""
        return str(_("ended early") if self.deputy.ended_at else WORDS[self.state])


class IndexView(Shell, TemplateView):
    """One's own deputies and principals; everybody's for the administrator and the office."""

    template_name = "console/deputies/index.html"
    page_title = gettext_lazy("Leave deputies")
    header_icon = "group"
    above = ()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What runs or comes, then what is over."""
        actor, today = self.actor, timezone.localdate()
        found = deputies.visible(actor)
        live = found.filter(ended_at=None, to_date__gte=today).order_by("from_date", "id")
        past = found.exclude(pk__in=live.values("pk"))[:PAST]
        return {
            **super().get_context_data(**kwargs),
            "rows": [_row(one, actor, today) for one in live],
            "past": [_row(one, actor, today) for one in past],
            "for_others": deputies.may_name_for_others(actor),
            "may_add": actor.acting_for is None,
            "today": today,
        }


def _row(one: LeaveDeputy, actor: Actor, today: date) -> Row:
    if one.ended_at is not None or one.to_date < today:
        state = OVER
    else:
        state = RUNNING if one.from_date <= today else COMING
    names, own = directory().name_of, actor.acting_for is None
    return Row(
        deputy=one,
        absent_name=names(one.absent_id),
        deputy_name=names(one.deputy_id),
        state=state,
        may_act=own and state == RUNNING and one.deputy_id == actor.user_id,
        may_end=state != OVER and deputies.may_end(one, actor),
    )


class AddView(FormPage):
    """Name a deputy: for oneself, or for a colleague who cannot."""

    template_name = "console/records/action.html"
    page_title = gettext_lazy("Name a deputy")
    header_icon = "group"
    above = (("console:deputies", gettext_lazy("Leave deputies")),)
    form_class = DeputyForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """The administrator and the office choose who is on leave."""
        return {
            **super().get_form_kwargs(),
            "user_id": self.actor.user_id,
            "for_others": deputies.may_name_for_others(self.actor),
        }

    def get_initial(self) -> dict[str, Any]:
        """For oneself, from today."""
        return {"absent": self.actor.user_id, "from_date": timezone.localdate()}

    def form_valid(self, form: DeputyForm) -> HttpResponse:
        """Name them."""
        data = form.cleaned_data
        try:
            made = inbox.deputy_appoint(
                absent_id=form.absent_id,
                deputy_id=data["deputy"],
                from_date=data["from_date"],
                to_date=data["to_date"],
                reason=data["reason"],
                by=self.actor,
                at=timezone.now(),
            )
        except Violation as refusal:
            put_on_form(form, refusal)
            return self.form_invalid(form)
        names = directory().name_of
        messages.success(
            self.request,
            _("%(deputy)s stands in for %(absent)s from %(from)s to %(to)s.")
            % {
                "deputy": names(made.deputy_id),
                "absent": names(made.absent_id),
                "from": made.from_date.isoformat(),
                "to": made.to_date.isoformat(),
            },
        )
        return redirect("console:deputies")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Words of the page."""
        return {
            **super().get_context_data(**kwargs),
            "record": _("Leave deputies"),
            "intro": _(
                "On these days the deputy may do what the person on leave may do. Under every act "
                "both names stand, as in %(example)s."
            )
            % {"example": _("%(deputy)s (for %(absent)s)") % {"deputy": "李四", "absent": "张三"}},
            "submit_label": self.page_title,
            "back": reverse("console:deputies"),
        }


class EndView(FormPage):
    """Back early."""

    template_name = "console/records/action.html"
    page_title = gettext_lazy("End the deputyship")
    header_icon = "group"
    above = (("console:deputies", gettext_lazy("Leave deputies")),)
    form_class = forms.Form

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """One that this person does not see does not exist. Raises Http404."""
        super().setup(request, *args, **kwargs)
        self.deputy = get_object_or_404(deputies.visible(self.actor), pk=kwargs["pk"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Asked before the service asks again. Raises Denied."""
        deputies.may_name(self.deputy.absent_id, self.actor)
        return super().get(request, *args, **kwargs)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """End it."""
        try:
            inbox.deputy_end(deputy_id=self.deputy.pk, by=self.actor, at=timezone.now())
        except Violation as refusal:
            put_on_form(form, refusal)
            return self.form_invalid(form)
        messages.success(self.request, _("The deputyship has ended."))
        return redirect("console:deputies")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Words of the page."""
        names = directory().name_of
        return {
            **super().get_context_data(**kwargs),
            "record": _("%(deputy)s for %(absent)s")
            % {"deputy": names(self.deputy.deputy_id), "absent": names(self.deputy.absent_id)},
            "intro": _("From now on the deputy acts in their own name only. What was done stays."),
            "submit_label": self.page_title,
            "back": reverse("console:deputies"),
        }


@require_POST
def act(request: HttpRequest, *, pk: int) -> HttpResponse:
    """Act in the place of the absent person until one says otherwise. Raises Http404 or Denied."""
    me = actor_of(request.user, request)
    one = deputies.visible(me).filter(pk=pk, deputy_id=me.user_id or 0).first()
    if one is None or me.acting_for is not None:
        raise Http404
    act_in_place(request, absent_id=one.absent_id)
    return redirect("wagtailadmin_home")


@require_POST
def back(request: HttpRequest) -> HttpResponse:
    """Act in one's own name again."""
    act_as_oneself(request)
    return redirect("wagtailadmin_home")
