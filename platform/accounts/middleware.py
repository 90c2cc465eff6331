"""request.actor, and the clock of a sign-in: idle and absolute limits, a forced new password, a
second step that became due."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from accounts import rules
from accounts.actors import act_as_oneself, actor_of
from accounts.services import signing

View = Callable[[HttpRequest], HttpResponse]
STARTED = "signed_in_started"
SEEN = "signed_in_seen"
CONFIRMED = "signed_in_confirmed"
SECOND_STEP = "signed_in_second_step"
# How often a session's last use is written: not at every request.
NOTE_SECONDS = 60
WATCHED = ("/console/", "/desk/")
# Where a signed-in session opens more than a stranger sees; the public site is not slowed down.
GUARDED = (*WATCHED, "/documents/", "/api/")
UNWATCHED = ("/console/login/", "/console/logout/", "/console/jsi18n/", "/console/sprite/")


class ActorMiddleware:
    """Sets request.actor (lazily) for signed-in users."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """One request."""
        request.actor = SimpleLazyObject(  # type: ignore[attr-defined]
            lambda: actor_of(request.user, request)
        )
        return self.get_response(request)


class SignedInMiddleware:
    """Ends sessions that are too old, unused or short of a step; asks for a password that is due.

    Works on the session's own data; the database is written once a minute at most.
    """

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """One request."""
        if self._guarded(request) and SESSION_KEY in request.session:
            ended = self._second_step_due(request)
            if ended is None and request.path_info.startswith(WATCHED):
                ended = self._keep_time(request) or self._password_due(request)
            if ended is not None:
                return ended
        return self.get_response(request)

    def _guarded(self, request: HttpRequest) -> bool:
        path = request.path_info
        return path.startswith(GUARDED) and not path.startswith(UNWATCHED)

    def _second_step_due(self, request: HttpRequest) -> HttpResponse | None:
        """A session from before the post was given, or before the setting asked for it."""
        if settings.SECOND_FACTOR != "required" or request.session.get(SECOND_STEP):
            return None
        if not request.user.is_authenticated:
            return None
        acting = actor_of(request.user, request)
        own = actor_of(request.user) if acting.acting_for else acting
        if rules.second_step_is_required(posts=own.posts):
            return self._end(
                request, _("Your post asks for a second step at sign-in. Please sign in again.")
            )
        if acting is own or not rules.second_step_is_required(posts=acting.posts):
            return None
        act_as_oneself(request)
        messages.warning(
            request, _("Acting for an administrator asks for a second step. Switch it on first.")
        )
        return redirect("accounts:second_factor")

    def _keep_time(self, request: HttpRequest) -> HttpResponse | None:
        session, now = request.session, int(time.time())
        if STARTED not in session:
            session[STARTED] = session[SEEN] = now
            return None
        if now - session[STARTED] > settings.SESSION_ABSOLUTE_SECONDS:
            return self._end(
                request, _("You were signed in for a long time. Please sign in again.")
            )
        if now - session[SEEN] > settings.SESSION_IDLE_SECONDS:
            return self._end(request, _("You were away for a while. Please sign in again."))
        if now - session[SEEN] >= NOTE_SECONDS and not _is_polling(request):
            self._note(request, now)
        return None

    def _note(self, request: HttpRequest, now: int) -> None:
        county = getattr(request, "county", None)
        if county is not None and county.read_only:
            return
        request.session[SEEN] = now
        signing.session_seen(
            session_key=str(request.session.session_key),
            user_id=int(request.session[SESSION_KEY]),
            at=timezone.now(),
        )

    def _end(self, request: HttpRequest, sentence: str) -> HttpResponse:
        if request.user.is_authenticated:
            signing.session_end(
                user=request.user,
                session_key=str(request.session.session_key),
                by=actor_of(request.user, request),
                action="session.expired",
            )
        logout(request)
        messages.warning(request, sentence)
        return redirect_to_login(request.get_full_path(), reverse("accounts:login"))

    def _password_due(self, request: HttpRequest) -> HttpResponse | None:
        address = reverse("accounts:password")
        if request.path_info == address or not getattr(request.user, "must_change_password", False):
            return None
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return HttpResponse(status=403)
        return redirect(address)


def _is_polling(request: HttpRequest) -> bool:
    """A page asking by itself is not a person at work, so it does not keep a session alive."""
    return request.headers.get("X-Polling") == "1"
