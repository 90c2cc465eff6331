"""What the pages of the second step share: the key not yet confirmed, and the forms for a code."""

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts import totp
from accounts.forms import CodeForm, RecoveryForm
from accounts.models import User
from core.privacy import ciphers

PENDING = "second_factor_pending"


def pending_secret(request: HttpRequest) -> str:
    """The key shown in this session until it is confirmed; made when first asked for.

    Bound to the session, so that nobody who opens the page elsewhere learns it, and encrypted,
    since sessions lie in the database.
    """
    kept = request.session.get(PENDING)
    if kept:
        return ciphers.decrypt(kept)
    secret = totp.fresh_secret()
    request.session[PENDING] = ciphers.encrypt(secret)
    return secret


def take_pending(request: HttpRequest) -> None:
    """The key is confirmed: it is not shown again."""
    request.session.pop(PENDING, None)


def app_key(request: HttpRequest, user: User) -> dict[str, str]:
    """The key as picture and as text."""
    secret = pending_secret(request)
    county = getattr(request, "county", None)
    place = county.name if county else _("Provincial supervision")
    issuer = f"{settings.WAGTAIL_SITE_NAME} {place}"
    address = totp.address(secret, username=user.get_username(), issuer=issuer)
    return {"picture": totp.picture(address), "key": totp.in_fours(secret)}


def code_form(request: HttpRequest) -> forms.Form:
    """For the six digits, or for a recovery code where ?with=recovery."""
    kind = RecoveryForm if request.GET.get("with") == "recovery" else CodeForm
    return kind(request.POST if request.method == "POST" else None)
