"""Who may see and export the phones of accounts in full (R152)."""

from django.db.models import Model

from accounts.models import Invitation, User
from accounts.posts import KEEPERS_OF_ACCOUNTS
from core import privacy
from core.actor import Actor


def _keeper_or_self(actor: Actor, record: Model) -> bool:
    return _keeper(actor) or (isinstance(record, User) and record.pk == actor.user_id)


def _keeper(actor: Actor) -> bool:
    return any(actor.holds(post) for post in KEEPERS_OF_ACCOUNTS)


def register() -> None:
    """Tell core.privacy; called once when the app is ready."""
    for model in (User, Invitation):
        privacy.register_reveal(
            model, "phone", allow=_keeper_or_self, needs=KEEPERS_OF_ACCOUNTS, export=_keeper
        )
