"""From a signed-in user to the Actor that services take."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import Grant, User
from core import inbox
from core.actor import Actor, Holding, Scope
from core.errors import Denied

_CACHED = "_countylink_actor"
# In the session: the absent person in whose place somebody acts.
IN_PLACE_OF = "acting_in_place_of"
# Nobody's id.
NOBODY = 0


def actor_of(user: User | AnonymousUser, request: HttpRequest | None = None) -> Actor:
    """The actor for a user, with the grants that are valid today.

    One query, remembered on the request. A deactivated user holds nothing; an anonymous one is
    NOBODY, never None, which is the system. A leave deputy who has chosen to act for the absent
    person does so until the deputyship ends; it is looked up at every request.
    """
    cached: Actor | None = getattr(request, _CACHED, None) if request else None
    if cached is not None and cached.user_id == (user.pk or NOBODY):
        return cached
    actor = _actor(user, request)
    if request is not None:
        setattr(request, _CACHED, actor)
    return actor


def _actor(user: User | AnonymousUser, request: HttpRequest | None) -> Actor:
    address, device = (address_of(request), device_of(request)) if request else ("", "")
    if not isinstance(user, User) or not user.is_active:
        return Actor(user_id=user.pk or NOBODY, name=str(user), address=address, device=device)
    # Asked with every request: values, not rows.
    grants = Grant.objects.filter(user_id=user.pk).valid_on(timezone.localdate())
    held = grants.values_list("post", "scope_kind", "scope_key")
    me = Actor(
        user_id=user.pk,
        name=str(user),
        holdings=frozenset(Holding(post, Scope(kind, key)) for post, kind, key in held),
        address=address,
        device=device,
    )
    return _in_place(me, request)


def _in_place(me: Actor, request: HttpRequest | None) -> Actor:
    session = getattr(request, "session", None)
    absent_id = session.get(IN_PLACE_OF) if session is not None else None
    if not absent_id:
        return me
    try:
        return inbox.stand_in(by=me, absent_id=absent_id, on=timezone.localdate())
    except Denied:
        return me


def act_in_place(request: HttpRequest, *, absent_id: int) -> Actor:
    """From now on this session acts for an absent person. Raises Denied without a deputyship."""
    me = actor_of(request.user, request)
    acting = inbox.stand_in(by=me, absent_id=absent_id, on=timezone.localdate())
    request.session[IN_PLACE_OF] = absent_id
    forget_actor(request)
    return acting


def act_as_oneself(request: HttpRequest) -> None:
    """End acting for somebody else."""
    request.session.pop(IN_PLACE_OF, None)
    forget_actor(request)


def remember_actor(request: HttpRequest, actor: Actor) -> None:
    """Whoever looks at this request is the actor: a job has asked for them itself."""
    setattr(request, _CACHED, actor)


def forget_actor(request: HttpRequest) -> None:
    """Drop the request's actor after its own grants or sign-in changed."""
    if hasattr(request, _CACHED):
        delattr(request, _CACHED)


def address_of(request: HttpRequest) -> str:
    """Where a request comes from.

    X-Forwarded-For counts only as far as our own proxies wrote it: settings.TRUSTED_PROXIES says
    how many stand in front (0: none, the header is the caller's word and ignored).
    """
    proxies: int = getattr(settings, "TRUSTED_PROXIES", 0)
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
    if proxies and len(hops) >= proxies and hops[-proxies]:
        return hops[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))


def device_of(request: HttpRequest) -> str:
    """The browser's own description, cut to what a log needs."""
    return request.headers.get("User-Agent", "")[:200]
