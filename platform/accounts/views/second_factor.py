"""One's own second step inside the console, and a keeper's reset of a colleague's."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_safe

from accounts import rules, services
from accounts.access import confirm_first, console_page
from accounts.actors import actor_of
from accounts.forms import ConfirmCodeForm, ReasonForm, ReplaceCodeForm
from accounts.middleware import SECOND_STEP
from accounts.models import SecondFactor, User
from accounts.views.accounts import KeeperAction
from accounts.views.own_secret import app_key, code_form, pending_secret, take_pending
from core.actor import Actor
from core.errors import Violation

OWN: list[Any] = [never_cache, sensitive_post_parameters(), console_page]


def _factor(request: HttpRequest) -> SecondFactor | None:
    return SecondFactor.objects.filter(user_id=request.user.pk or 0).first()


@never_cache
@console_page
@require_safe
def second_factor(request: HttpRequest) -> HttpResponse:
    """Is it on, since when, how many recovery codes are left."""
    factor = _factor(request)
    own = actor_of(request.user)
    context = {
        "factor": factor,
        "left": factor.recovery_codes.filter(used_at=None).count() if factor else 0,
        "required": rules.second_step_is_required(posts=own.posts),
    }
    return render(request, "accounts/second_factor.html", context)


@method_decorator([*OWN, confirm_first], name="dispatch")
class SetUpView(View):
    """Switch it on, or move it to a new phone: QR code, one code to confirm, recovery codes."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The QR code."""
        return self._page(request, self._form(request))

    @method_decorator(sensitive_variables())
    def post(self, request: HttpRequest) -> HttpResponse:
        """Confirm. The recovery codes are in this answer only."""
        form = self._form(request)
        if form.is_valid():
            actor = actor_of(request.user, request)
            try:
                codes = services.second_factor_set_up(
                    user_id=actor.user_id or 0,
                    secret=pending_secret(request),
                    code=form.cleaned_data["code"],
                    present=form.cleaned_data.get("present", ""),
                    by=actor,
                    at=timezone.now(),
                    keep_session=str(request.session.session_key),
                )
            except Violation as refusal:
                _show(form, refusal)
            else:
                take_pending(request)
                request.session[SECOND_STEP] = True
                return _codes(request, codes)
        return self._page(request, form)

    def _form(self, request: HttpRequest) -> ConfirmCodeForm:
        kind = ReplaceCodeForm if _factor(request) else ConfirmCodeForm
        return kind(request.POST if request.method == "POST" else None)

    def _page(self, request: HttpRequest, form: ConfirmCodeForm) -> HttpResponse:
        user = User.objects.get(pk=request.user.pk or 0)
        context = {"form": form, "replaces": _factor(request), **app_key(request, user)}
        return render(request, "accounts/second_set_up.html", context)


class ProvenView(View):
    """An act on one's own second step that asks for a present code."""

    template_name = ""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form; nothing to do where it is not on."""
        if _factor(request) is None:
            return redirect("accounts:second_factor")
        return self._page(request, code_form(request))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Try; a refusal stands at the field."""
        if _factor(request) is None:
            return redirect("accounts:second_factor")
        form = code_form(request)
        if form.is_valid():
            try:
                return self.perform(request, actor_of(request.user, request), form.cleaned_data)
            except Violation as refusal:
                _show(form, refusal)
        return self._page(request, form)

    def perform(self, request: HttpRequest, actor: Actor, data: dict[str, Any]) -> HttpResponse:
        """Make the one call and answer."""
        raise NotImplementedError

    def _page(self, request: HttpRequest, form: Any) -> HttpResponse:
        context = {"form": form, "recovery": request.GET.get("with") == "recovery"}
        return render(request, self.template_name, context)


@method_decorator([*OWN, confirm_first], name="dispatch")
class CodesView(ProvenView):
    """Ten new recovery codes; the old ones are void."""

    template_name = "accounts/second_renew.html"

    @method_decorator(sensitive_variables())
    def perform(self, request: HttpRequest, actor: Actor, data: dict[str, Any]) -> HttpResponse:
        """Make them and show them once."""
        codes = services.recovery_codes_renew(
            user_id=actor.user_id or 0, typed=data["code"], by=actor, at=timezone.now()
        )
        return _codes(request, codes)


@method_decorator([*OWN, confirm_first], name="dispatch")
class OffView(ProvenView):
    """Switch it off, where no post asks for it."""

    template_name = "accounts/second_off.html"

    def perform(self, request: HttpRequest, actor: Actor, data: dict[str, Any]) -> HttpResponse:
        """Switch it off."""
        services.second_factor_off(
            user_id=actor.user_id or 0, typed=data["code"], by=actor, at=timezone.now()
        )
        request.session.pop(SECOND_STEP, None)
        messages.success(request, _("The second step is switched off."))
        return redirect("accounts:second_factor")


class ResetView(KeeperAction):
    """A colleague's phone is lost, and so are the recovery codes."""

    form_class = ReasonForm
    page_title = gettext_lazy("Reset the second step")
    submit_label = gettext_lazy("Reset")
    intro = gettext_lazy(
        "First make sure, in person or by a call to a number you know, that it is really this "
        "person who asks. They are signed out everywhere, are told, and set the step up anew."
    )
    done = gettext_lazy("The second step is reset.")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Keepers only, and their password once more."""
        rules.may_keep_accounts(by=actor_of(request.user, request))
        return confirm_first(super().dispatch)(request, *args, **kwargs)

    def perform(self, data: dict[str, Any]) -> None:
        """Reset."""
        services.second_factor_reset(
            user_id=self.account.pk, by=self.actor, reason=data["reason"], at=timezone.now()
        )


def _show(form: Any, refusal: Violation) -> None:
    form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)


def _codes(request: HttpRequest, codes: list[str]) -> HttpResponse:
    return render(request, "accounts/second_codes.html", {"codes": codes})
