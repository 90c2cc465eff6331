"""The door of the console's own pages: strangers sign in, the rest is for the view to refuse."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from accounts.middleware import CONFIRMED
from core.actor import Actor
from core.errors import Denied

View = Callable[..., HttpResponseBase]
CONFIRMED_SECONDS = 10 * 60


def console_page(view: View) -> View:
    """For signed-in people who may use the console. Unlike Wagtail's, a refusal stays a 403."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user = request.user
        if not user.is_authenticated:
            if request.headers.get("x-requested-with") == "XMLHttpRequest":
                raise PermissionDenied
            return redirect_to_login(request.get_full_path(), reverse("accounts:login"))
        if not user.has_perm("wagtailadmin.access_admin"):
            return redirect("accounts:no_post")
        return view(request, *args, **kwargs)

    return guarded


def password_confirmed(request: HttpRequest) -> bool:
    """Was the password typed within the last ten minutes? Asked before personal data leave."""
    return time.time() - float(request.session.get(CONFIRMED, 0)) < CONFIRMED_SECONDS


def confirm_first(view: View) -> View:
    """Ask for the password again before this view: exports of personal data (R152).

    Only for addresses that answer GET: whoever confirms is sent back there.
    """

    @wraps(view)
    def confirmed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if password_confirmed(request):
            return view(request, *args, **kwargs)
        query = urlencode({"next": request.get_full_path()})
        return redirect(f"{reverse('accounts:confirm')}?{query}")

    return confirmed


def only(actor: Actor, posts: tuple[str, ...], sentence: str) -> None:
    """Raise Denied unless one of the posts is held for the whole centre."""
    if not any(actor.holds(post) for post in posts):
        raise Denied(sentence, needs=posts)
