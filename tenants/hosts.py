"""Which county a host belongs to: looked up once, then answered from this process's memory.

Entries live settings.HOST_CACHE_SECONDS; a change of domains or states clears this process's
entries at once, and other processes notice the shared generation number within a second.
"""

import time
from threading import Lock

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from tenants.context import CountyRef, province_context

_GENERATION = "hosts:generation"
_GENERATION_SECONDS = 1.0
MOST_HOSTS = 10_000

_lock = Lock()
_by_host: dict[str, tuple[float, CountyRef | None]] = {}
# Host headers that Django has found good, as `normal` spells them.
_spelled: dict[str, str] = {}
_seen: dict[str, float | int] = {"at": 0.0, "generation": 0}


def normal(host: str) -> str:
    """A host as the Domain table spells it: no port, no trailing dot, lower case."""
    if host.startswith("["):
        return host.partition("]")[0].lower() + "]"
    return host.rpartition(":")[0].lower().rstrip(".") if ":" in host else host.lower().rstrip(".")


def of_request(request: HttpRequest) -> str:
    """The host that a request asks for, as the Domain table spells it.

    A header is examined once: its letters do not change. Raises DisallowedHost for a bad one.
    """
    header = request.META.get("HTTP_HOST", "")
    known = _spelled.get(header)
    # A proxy's own header, where it is believed, may name another host than this one.
    if known is None or settings.USE_X_FORWARDED_HOST:
        known = normal(request.get_host())
        with _lock:
            if len(_spelled) > MOST_HOSTS:
                _spelled.clear()
            if settings.HOST_CACHE_SECONDS and header:
                _spelled[header] = known
    return known


def spelled(header: str) -> str | None:
    """A Host header as the Domain table spells it, if it was found good before."""
    return _spelled.get(header)


def remembered(host: str) -> CountyRef | None:
    """The county served at a host, as far as it is known without asking anybody."""
    now = time.monotonic()
    entry = _by_host.get(host)
    if entry is None or entry[0] <= now or now - _seen["at"] >= _GENERATION_SECONDS:
        return None
    return entry[1]


def is_province(host: str) -> bool:
    """Is this the province's own host?"""
    return host in settings.PROVINCE_HOSTS


def by_host(host: str) -> CountyRef | None:
    """The county served at a host, None when it belongs to no county. No query once warm."""
    _notice_changes()
    entry = _by_host.get(host)
    now = time.monotonic()
    if entry and entry[0] > now:
        return entry[1]
    ref = _look_up(host)
    with _lock:
        if len(_by_host) > MOST_HOSTS:  # a scanner's made-up hosts must not fill the memory
            _by_host.clear()
        _by_host[host] = (now + settings.HOST_CACHE_SECONDS, ref)
    return ref


def by_code(code: str) -> CountyRef:
    """The county of a division code. Raises LookupError when there is none."""
    from tenants.models import County, Domain

    with province_context(inside=True):
        county = County.objects.filter(code=code).first()
        if county is None:
            raise LookupError(code)
        domain = Domain.objects.filter(tenant=county, is_primary=True).first()
        return county.ref(domain.domain if domain else "")


def changed() -> None:
    """Domains or states changed: forget here now, elsewhere within a second."""
    with _lock:
        _by_host.clear()
    with province_context(inside=True):
        try:
            cache.incr(_GENERATION)
        except ValueError:
            cache.set(_GENERATION, 1, None)


def _notice_changes() -> None:
    now = time.monotonic()
    if now - _seen["at"] < _GENERATION_SECONDS:
        return
    _seen["at"] = now
    with province_context(inside=True):
        generation = cache.get(_GENERATION, 0)
    if generation != _seen["generation"]:
        _seen["generation"] = generation
        with _lock:
            _by_host.clear()


def _look_up(host: str) -> CountyRef | None:
    from tenants.models import Domain

    with province_context(inside=True):
        domain = Domain.objects.select_related("tenant").filter(domain=host).first()
    return domain.tenant.ref(host) if domain else None
