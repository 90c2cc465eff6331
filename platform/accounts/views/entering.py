"""From a right password to being signed in; between the two there may be a second step.

Until the second step is passed the session holds no user: every page takes it for a stranger's,
and only the pages of the step itself know whom it waits for.
"""

import time
from dataclasses import dataclass

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme

from accounts import services
from accounts.actors import actor_of, address_of, device_of, forget_actor
from accounts.middleware import CONFIRMED, SECOND_STEP, SEEN, STARTED
from accounts.models import User
from accounts.services.second_factor import second_step

BACKEND = "accounts.backends.PhoneOrNameBackend"
HOME = "/console/"
WAITING = "waiting_for_second_step"
# To fetch the phone, or to install the app.
WAITING_SECONDS = 15 * 60


@dataclass(frozen=True, slots=True)
class Waiting:
    """Whose password was right, what is still asked, where to go on afterwards."""

    user: User
    step: str
    onward: str
    since: int


def next_of(request: HttpRequest) -> str:
    """Where to go on: only to this host, never to where we come from."""
    wanted = request.POST.get("next") or request.GET.get("next") or HOME
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe and not wanted.startswith(reverse("accounts:login")) else HOME


def enter(request: HttpRequest, user: User, *, onward: str) -> HttpResponse:
    """Let somebody on whose password was right: in, or to the second step."""
    step = second_step(user, posts=actor_of(user).posts)
    if not step:
        begin(request, user)
        return redirect(onward)
    # Also drops whoever was signed in here before, and the key that strangers may know.
    request.session.flush()
    forget_actor(request)
    request.session[WAITING] = {
        "user": user.pk,
        "step": step,
        "onward": onward,
        "since": int(time.time()),
        "hash": user.get_session_auth_hash(),
    }
    return redirect("accounts:second_step" if step == "code" else "accounts:second_set_up")


def waiting(request: HttpRequest, step: str) -> Waiting | None:
    """Whom this session waits for, at this step.

    None when too much time has passed, or the password or the account changed meanwhile.
    """
    kept = request.session.get(WAITING)
    if kept is None or kept["step"] != step or time.time() - kept["since"] > WAITING_SECONDS:
        return None
    user = User.objects.filter(pk=kept["user"], is_active=True).first()
    if user is None or not constant_time_compare(kept["hash"], user.get_session_auth_hash()):
        return None
    return Waiting(user, step, kept["onward"], kept["since"])


def begin(request: HttpRequest, user: User, *, waited: Waiting | None = None) -> None:
    """Sign a checked user in on this device, under a new session key.

    waited: the second step that was passed; the password was typed when it began.
    """
    request.session.pop(WAITING, None)
    login(request, user, backend=BACKEND)
    forget_actor(request)
    now = int(time.time())
    request.session.update({STARTED: now, SEEN: now, CONFIRMED: waited.since if waited else now})
    if waited:
        request.session[SECOND_STEP] = True
    request.session.save()
    services.session_start(
        user=user,
        session_key=str(request.session.session_key),
        address=address_of(request),
        device=device_of(request),
        at=timezone.now(),
    )
