"""The pages between the password and the console: the code, or setting the second step up."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from accounts import services, totp
from accounts.actors import actor_of, address_of, device_of
from accounts.forms import ConfirmCodeForm
from accounts.models import RecoveryCode, User
from accounts.views.entering import Waiting, begin, waiting
from accounts.views.own_secret import app_key, code_form, pending_secret, take_pending
from core.actor import Actor
from core.errors import Violation

PRIVATE = [never_cache, sensitive_post_parameters()]


class StepView(View):
    """A page for one whose password was right; everybody else is led to the sign-in page."""

    step = ""
    waiting: Waiting

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Know whom this session waits for, or begin again."""
        found = waiting(request, self.step)
        if found is None:
            if request.method == "POST":
                messages.warning(request, _("Too much time has passed. Please sign in again."))
            return redirect("accounts:login")
        self.waiting = found
        return super().dispatch(request, *args, **kwargs)


@method_decorator(PRIVATE, name="dispatch")
class CodeView(StepView):
    """The six digits of the app, or a recovery code."""

    step = "code"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The empty form."""
        return self._page(request, code_form(request))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Try; throttled like a password."""
        form = code_form(request)
        if form.is_valid():
            typed = form.cleaned_data["code"]
            refusal = services.second_factor_try(
                user_id=self.waiting.user.pk,
                typed=typed,
                by=somebody(request),
                at=timezone.now(),
            )
            if not refusal:
                begin(request, self.waiting.user, waited=self.waiting)
                if not totp.looks_like_code(typed):
                    messages.warning(request, _left(self.waiting.user))
                return redirect(self.waiting.onward)
            form.add_error("code", refusal)
        return self._page(request, form)

    def _page(self, request: HttpRequest, form: Any) -> HttpResponse:
        context = {"form": form, "recovery": request.GET.get("with") == "recovery"}
        return render(request, "accounts/second_step.html", context)


def _left(user: User) -> str:
    left = RecoveryCode.objects.filter(factor__user=user, used_at=None).count()
    sentence = ngettext(
        "You used a recovery code; %(count)d is left. Set the second step up on your new phone.",
        "You used a recovery code; %(count)d are left. Set the second step up on your new phone.",
        left,
    )
    return sentence % {"count": left}


def somebody(request: HttpRequest) -> Actor:
    """Who knows the password and has not shown the rest: not the person yet."""
    return Actor(
        user_id=None,
        name=_("Sign-in page"),
        address=address_of(request),
        device=device_of(request),
    )


@method_decorator(PRIVATE, name="dispatch")
class SetUpView(StepView):
    """Where a post asks for the second step and the person has none: this, and nothing else."""

    step = "set_up"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The QR code."""
        return self._page(request, ConfirmCodeForm())

    @method_decorator(sensitive_variables())
    def post(self, request: HttpRequest) -> HttpResponse:
        """Confirm with one code; then in, with the recovery codes shown once."""
        form = ConfirmCodeForm(request.POST)
        if form.is_valid():
            user = self.waiting.user
            try:
                codes = services.second_factor_set_up(
                    user_id=user.pk,
                    secret=pending_secret(request),
                    code=form.cleaned_data["code"],
                    by=actor_of(user, request),
                    at=timezone.now(),
                )
            except Violation as refusal:
                form.add_error(
                    refusal.field if refusal.field in form.fields else None, refusal.sentence
                )
            else:
                take_pending(request)
                begin(request, user, waited=self.waiting)
                context = {"codes": codes, "onward": self.waiting.onward}
                return render(request, "accounts/second_codes_door.html", context)
        return self._page(request, form)

    def _page(self, request: HttpRequest, form: ConfirmCodeForm) -> HttpResponse:
        context = {"form": form, **app_key(request, self.waiting.user)}
        return render(request, "accounts/second_set_up_door.html", context)
