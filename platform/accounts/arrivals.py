"""What else happens when somebody uses an invitation: modules above say so here.

    arrivals.register("staff", link_by_phone)

Called within the transaction that opens the account, after its posts were given.
"""

from collections.abc import Callable

from accounts import place
from accounts.models import User

Welcome = Callable[[User], None]

_hooks: dict[str, Welcome] = {}


def register(name: str, welcome: Welcome) -> None:
    """Add something to do for a new account; same name replaces."""
    _hooks[name] = welcome


def welcome(user: User) -> None:
    """Do everything that modules do for a new account; nothing in the province."""
    if place.here() != "county":
        return
    for name in sorted(_hooks):
        _hooks[name](user)
