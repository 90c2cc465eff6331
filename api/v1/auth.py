"""Signing in for a token, and one's own tokens."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.request import Request

from accounts.actors import actor_of, address_of
from accounts.models import User
from accounts.services import second_factor_try, sign_in_try
from accounts.views.pages import place_of
from api import rates, scopes, services
from api.base import ApiView, ListView, Operation
from api.errors import Refusal
from api.idempotency import reply
from api.inputs import Input
from api.models import ApiToken
from api.rendering import dumps
from core.actor import Actor
from core.errors import Denied

DAYS = 90
MOST_DAYS = 365
TAG = gettext_lazy("Signing in")


class SignInInput(Input):
    """Who, on which device, for what."""

    username = serializers.CharField(
        max_length=150, help_text=gettext_lazy("User name or mobile phone.")
    )
    password = serializers.CharField(
        max_length=128, trim_whitespace=False, help_text=gettext_lazy("Password.")
    )
    code = serializers.CharField(
        max_length=40,
        required=False,
        help_text=gettext_lazy("Code of the second step, where the account has one."),
    )
    device = serializers.CharField(
        max_length=80,
        help_text=gettext_lazy("What the person will know the device by in the list."),
    )
    scopes = serializers.ListField(
        child=serializers.CharField(max_length=40),
        required=False,
        min_length=1,
        max_length=40,
        help_text=gettext_lazy("What the token may be used for at most; left out: everything."),
    )
    days = serializers.IntegerField(
        required=False,
        default=DAYS,
        min_value=1,
        max_value=MOST_DAYS,
        help_text=gettext_lazy("How long the token is valid, in days."),
    )


class TokenRow(serializers.Serializer[Any]):
    """A device with a token."""

    id = serializers.IntegerField(help_text=gettext_lazy("Number."))
    device = serializers.CharField(help_text=gettext_lazy("Name of the device."))
    scopes = serializers.ListField(
        child=serializers.CharField(), help_text=gettext_lazy("What it may be used for at most.")
    )
    created_at = serializers.DateTimeField(help_text=gettext_lazy("Signed in at."))
    last_used_at = serializers.DateTimeField(
        allow_null=True, help_text=gettext_lazy("Last used at, to the minute.")
    )
    expires_at = serializers.DateTimeField(help_text=gettext_lazy("Valid until."))
    current = serializers.BooleanField(help_text=gettext_lazy("Is it the one that asks?"))


class TokenIssued(TokenRow):
    """A new token."""

    token = serializers.CharField(help_text=gettext_lazy("The token. It is shown this once."))


def shown(token: ApiToken, *, current: int) -> dict[str, Any]:
    """A token as JSON; never the token itself."""
    return {
        "id": token.pk,
        "device": token.device,
        "scopes": token.scopes,
        "created_at": token.created_at,
        "last_used_at": token.last_used_at,
        "expires_at": token.expires_at,
        "current": token.pk == current,
    }


class SignIn(ApiView):
    """POST auth/token/."""

    public = True
    tag = TAG
    operations = {
        "post": Operation(
            gettext_lazy("Sign a device in"),
            gettext_lazy(
                "Gives a token for this host only. Attempts are counted and logged like those of "
                "the sign-in page; after too many, 429 says how long to wait."
            ),
            input=SignInInput,
            output=TokenIssued,
            code=201,
            example={
                "username": "office",
                "password": "demo-CountyLink-1",
                "device": "移动助手 · 红米 13",
                "scopes": ["stations:read"],
            },
        )
    }

    def post(self, request: Request) -> HttpResponse:
        """Check, then give the token."""
        sent = self.sent(SignInInput)
        wanted = self._scopes(sent)
        user = self._signed_in(sent)
        by = actor_of(user, request._request)
        if not by.holdings:
            raise Denied(_("This account holds no post at present."))
        token, secret = services.token_issue(
            user=user,
            device=sent["device"],
            scopes=wanted,
            days=sent["days"],
            by=by,
            at=timezone.now(),
        )
        body = {**shown(token, current=token.pk), "token": secret}
        return reply(dumps(body), 201, {"Cache-Control": "no-store"})

    def _scopes(self, sent: dict[str, Any]) -> list[str]:
        known = scopes.all_of(place_of(self.request._request))
        wanted = sent.get("scopes", known)
        unknown = [scope for scope in wanted if scope not in known]
        if unknown:
            words = _("Unknown here: %(unknown)s. There are: %(known)s.")
            sentence = words % {"unknown": "、".join(unknown), "known": "、".join(known)}
            raise serializers.ValidationError({"scopes": [sentence]})
        return list(wanted)

    def _signed_in(self, sent: dict[str, Any]) -> User:
        now = timezone.now()
        result = sign_in_try(
            identifier=sent["username"],
            password=sent["password"],
            address=address_of(self.request._request),
            device=sent["device"],
            at=now,
        )
        if result.locked_until is not None:
            raise rates.too_many(
                int((result.locked_until - now).total_seconds()) + 1, result.sentence
            )
        user = result.user or self._second_step(result.waiting, sent, at=now)
        if user is None:
            raise Refusal(401, "sign_in_failed", result.sentence)
        if user.must_change_password:
            raise Refusal(403, "password_due", _("Choose a new password in the console first."))
        return user

    def _second_step(self, user: User | None, sent: dict[str, Any], *, at: datetime) -> User | None:
        """Whose password was right and who must show a code as well; None without a right one."""
        if user is None:
            return None
        code = sent.get("code", "")
        if not code:
            sentence = _(
                "Send the code of the second step as well. It is set up on the sign-in page."
            )
            raise Refusal(401, "second_step_due", sentence, fields={"code": [sentence]})
        request = self.request._request
        by = Actor(
            user_id=None,
            name=_("Sign-in page"),
            address=address_of(request),
            device=sent["device"],
        )
        refusal = second_factor_try(user_id=user.pk, typed=code, by=by, at=at)
        if refusal:
            raise Refusal(401, "second_step_failed", refusal)
        return user


class TokenList(ListView):
    """GET auth/tokens/."""

    tag = TAG
    order = ("-pk",)
    operations = {"get": Operation(gettext_lazy("My devices"), output=TokenRow)}

    def rows(self, asked: dict[str, Any]) -> QuerySet[ApiToken]:
        """One's own live tokens."""
        return ApiToken.objects.live(timezone.now()).filter(user=self.user)

    def shown(self, row: ApiToken) -> dict[str, Any]:
        """One device."""
        return shown(row, current=getattr(self.request.auth, "pk", 0))


class TokenOne(ApiView):
    """DELETE auth/tokens/<id>/."""

    tag = TAG
    operations = {
        "delete": Operation(
            gettext_lazy("Sign a device out"),
            gettext_lazy("One's own devices only. The token is dead at once."),
            code=204,
        )
    }

    def delete(self, request: Request, pk: int) -> HttpResponse:
        """Revoke; what is not one's own, or gone, is 404."""
        mine = ApiToken.objects.live(timezone.now()).filter(user=self.user, pk=pk)
        if not mine.exists():
            raise Http404
        services.token_revoke(token_id=pk, by=self.actor, at=timezone.now())
        return reply(b"", 204, {})


urlpatterns = [
    path("auth/token/", SignIn.as_view(), name="sign_in"),
    path("auth/tokens/", TokenList.as_view(), name="tokens"),
    path("auth/tokens/<int:pk>/", TokenOne.as_view(), name="token"),
]
