"""How often somebody may try: counted before the try, in the cache that all processes share."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.core.cache import cache

WINDOW = 15 * 60


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many within the window, for each of those who are told apart by `who`."""

    name: str
    most: int
    seconds: int = WINDOW

    def passed(self, who: str) -> bool:
        """Count one more; may it go on? Parallel tries count too."""
        return self.count(who) <= self.most

    def count(self, who: str) -> int:
        """Count one more; how many there are now."""
        key = self._key(who)
        cache.add(key, 0, self.seconds)
        try:
            return int(cache.incr(key))
        except ValueError:  # it ran out between the two lines
            cache.set(key, 1, self.seconds)
            return 1

    def take_back(self, who: str) -> None:
        """This one does not count after all."""
        try:
            cache.decr(self._key(who))
        except ValueError:
            return

    def _key(self, who: str) -> str:
        # A hash: a cache is no place for phone numbers and addresses.
        return f"cms:limit:{self.name}:{hashlib.sha256(who.encode()).hexdigest()}"


# Wrong pairs only: who gets it right is not counted.
LOOK_UP_NUMBER = Limit("look-up-number", 5)
LOOK_UP_ADDRESS = Limit("look-up-address", 5)
# A village may share one address; a script sends more than this.
APPLY = Limit("apply", 10)
BOOK = Limit("book", 10)
ENQUIRE = Limit("enquire", 10)
# Labels that were counted; a whole market may share one address.
SCAN = Limit("scan", 120)
