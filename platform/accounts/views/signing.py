"""Signing in and out, invitations, one's own password and devices."""

import time

from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from accounts import other_devices, services
from accounts.access import console_page
from accounts.actors import actor_of, address_of, device_of
from accounts.forms import AcceptForm, ConfirmForm, PasswordForm, SignInForm
from accounts.middleware import CONFIRMED
from accounts.models import Invitation, SignedIn, User
from accounts.services.invitations import invitation_of
from accounts.views.entering import HOME, enter, next_of
from accounts.views.pages import place_of
from core.actor import Actor
from core.errors import Violation


@method_decorator([never_cache, sensitive_post_parameters("password")], name="dispatch")
class SignInView(View):
    """The sign-in page; it says the same to everybody it refuses."""

    template_name = "accounts/sign_in.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The empty form, or onwards for somebody who is in already."""
        if request.user.is_authenticated:
            if not request.user.has_perm("wagtailadmin.access_admin"):
                return redirect("accounts:no_post")
            return redirect(next_of(request))
        return self._page(request, SignInForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Try."""
        form = SignInForm(request.POST)
        if form.is_valid():
            result = services.sign_in_try(
                identifier=form.cleaned_data["username"],
                password=form.cleaned_data["password"],
                address=address_of(request),
                device=device_of(request),
                at=timezone.now(),
            )
            if result.known is not None:
                return enter(request, result.known, onward=next_of(request))
            form.add_error(None, result.sentence)
        return self._page(request, form)

    def _page(self, request: HttpRequest, form: SignInForm) -> HttpResponse:
        return render(request, self.template_name, {"form": form, "next": next_of(request)})


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave this device."""
    if request.user.is_authenticated:
        services.session_end(
            user=request.user,
            session_key=str(request.session.session_key),
            by=actor_of(request.user, request),
        )
        logout(request)
        messages.success(request, _("You are signed out."))
    return redirect("accounts:login")


def no_post(request: HttpRequest) -> HttpResponse:
    """For somebody with an account and no post today."""
    if not request.user.is_authenticated:
        return redirect("accounts:login")
    if request.user.has_perm("wagtailadmin.access_admin"):
        return redirect(HOME)
    return render(request, "accounts/no_post.html", status=403)


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class AcceptView(View):
    """What an invitation or a password link opens."""

    template_name = "accounts/accept.html"

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """The form, or the sentence that says why the link is of no use."""
        try:
            invitation = invitation_of(token, at=timezone.now())
        except Violation as refusal:
            return self._spent(request, refusal)
        return self._page(request, invitation, self._form(invitation))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Open the account and go straight in."""
        try:
            invitation = invitation_of(token, at=timezone.now())
        except Violation as refusal:
            return self._spent(request, refusal)
        form = self._form(invitation, request)
        if not form.is_valid():
            return self._page(request, invitation, form)
        try:
            user = services.invitation_accept(
                token=token,
                password=form.cleaned_data["new_password"],
                at=timezone.now(),
                username=form.cleaned_data.get("username", ""),
                name=form.cleaned_data.get("name", ""),
                place=place_of(request),
                address=address_of(request),
                device=device_of(request),
            )
        except Violation as refusal:
            field = "new_password" if refusal.field == "password" else refusal.field
            form.add_error(field if field in form.fields else None, refusal.sentence)
            return self._page(request, invitation, form)
        reply = enter(request, user, onward=HOME)
        messages.success(request, _("Welcome. Your account is open."))
        return reply

    def _form(self, invitation: Invitation, request: HttpRequest | None = None) -> AcceptForm:
        form = AcceptForm(request.POST if request else None, initial={"name": invitation.name})
        if invitation.for_password:
            del form.fields["name"], form.fields["username"]
        return form

    def _page(self, request: HttpRequest, invitation: Invitation, form: AcceptForm) -> HttpResponse:
        return render(request, self.template_name, {"form": form, "invitation": invitation})

    def _spent(self, request: HttpRequest, refusal: Violation) -> HttpResponse:
        return render(
            request, "accounts/link_spent.html", {"sentence": refusal.sentence}, status=410
        )


@method_decorator([never_cache, sensitive_post_parameters(), console_page], name="dispatch")
class PasswordView(View):
    """One's own password; also where must_change_password leads."""

    template_name = "accounts/password.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form."""
        return render(request, self.template_name, {"form": PasswordForm()})

    def post(self, request: HttpRequest) -> HttpResponse:
        """Change it; this device stays signed in, the others do not."""
        form = PasswordForm(request.POST)
        actor = actor_of(request.user, request)
        if form.is_valid():
            try:
                user = services.password_change(
                    user_id=actor.user_id or 0,
                    by=actor,
                    old_password=form.cleaned_data["old_password"],
                    new_password=form.cleaned_data["new_password"],
                    keep_session=str(request.session.session_key),
                )
            except Violation as refusal:
                field = "new_password" if refusal.field == "password" else refusal.field
                form.add_error(field or None, refusal.sentence)
            else:
                self._keep_this_device(request, user)
                messages.success(request, _("Your password is changed."))
                return redirect(HOME)
        return render(request, self.template_name, {"form": form})

    def _keep_this_device(self, request: HttpRequest, user: User) -> None:
        before = request.session.session_key
        update_session_auth_hash(request, user)
        request.session[CONFIRMED] = int(time.time())
        request.session.save()
        SignedIn.objects.filter(session_key=before).update(session_key=request.session.session_key)


@method_decorator([never_cache, sensitive_post_parameters(), console_page], name="dispatch")
class ConfirmView(View):
    """The password once more, before personal data leave the house (R152)."""

    template_name = "accounts/confirm.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form."""
        return self._page(request, ConfirmForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Throttled like signing in."""
        form = ConfirmForm(request.POST)
        if form.is_valid():
            result = services.sign_in_try(
                identifier=request.user.get_username(),
                password=form.cleaned_data["password"],
                address=address_of(request),
                device=device_of(request),
                at=timezone.now(),
            )
            if result.known is not None and result.known.pk == request.user.pk:
                request.session[CONFIRMED] = int(time.time())
                return redirect(next_of(request))
            form.add_error("password", result.sentence)
        return self._page(request, form)

    def _page(self, request: HttpRequest, form: ConfirmForm) -> HttpResponse:
        return render(request, self.template_name, {"form": form, "next": next_of(request)})


@never_cache
@console_page
def devices(request: HttpRequest) -> HttpResponse:
    """Where one is signed in."""
    mine = SignedIn.objects.filter(user_id=request.user.pk or 0).order_by("-seen_at")
    here = request.session.session_key
    user = User.objects.get(pk=request.user.pk or 0)
    context = {"devices": mine, "here": here, "others": other_devices.of(user)}
    return render(request, "accounts/devices.html", context)


@require_POST
@console_page
def device_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign one of one's own devices out."""
    try:
        services.session_revoke(signed_in_id=pk, by=_me(request))
        messages.success(request, _("This device is signed out."))
    except Violation as refusal:
        messages.error(request, refusal.sentence)
    return redirect("accounts:devices")


@require_POST
@console_page
def devices_revoke_others(request: HttpRequest) -> HttpResponse:
    """Sign all other devices out."""
    user = User.objects.get(pk=request.user.pk or 0)
    services.others_sign_out(user=user, by=_me(request), but=str(request.session.session_key))
    messages.success(request, _("All other devices are signed out."))
    return redirect("accounts:devices")


def _me(request: HttpRequest) -> Actor:
    return actor_of(request.user, request)
