"""How much is too much: counters in the cache, per token and per address, a minute each."""

from __future__ import annotations

import time

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _

from api.errors import Refusal

MINUTE = 60


def count(kind: str, who: str) -> None:
    """Count one request. Raises the refusal 429 above settings.API_RATES[kind] a minute."""
    now = int(time.time())
    key = f"api:rate:{kind}:{who}:{now // MINUTE}"
    try:
        seen = cache.incr(key)
    except ValueError:
        # The first of the minute; another may have been quicker.
        seen = 1 if cache.add(key, 1, 2 * MINUTE) else cache.incr(key)
    if seen > settings.API_RATES[kind]:
        raise too_many(MINUTE - now % MINUTE)


def too_many(seconds: int, sentence: str = "") -> Refusal:
    """The refusal 429 with how long to wait."""
    words = sentence or _("Too many requests. Please try again in %(seconds)d seconds.") % {
        "seconds": seconds
    }
    return Refusal(429, "throttled", words, headers={"Retry-After": str(max(1, seconds))})
