"""Where staff meets the rest of the product; called once when the app is ready."""

from accounts import arrivals, scopes
from accounts import clearance as account_clearance
from accounts.models import User
from accounts.posts import Post
from console import places
from core import privacy
from core.actor import Actor
from operations.staff import clearance, figures, imports, words  # noqa: F401
from operations.staff.lifecycle import PERSONNEL
from operations.staff.models import Person
from operations.staff.rules import SIX_ZONES
from operations.staff.services.people import link_by_phone


def _open_for_account(user: User) -> list[str]:
    person = Person.objects.filter(user_id=user.pk).first()
    return [item.text for item in clearance.open_items(person)] if person else []


def _personnel(actor: Actor) -> bool:
    return any(actor.holds(post) for post in PERSONNEL)


def _sees_phone(actor: Actor, record: object) -> bool:
    """Personnel, those who lead, and oneself."""
    own = isinstance(record, Person) and record.user_id == actor.user_id
    return own or _personnel(actor) or actor.holds(Post.DIRECTOR) or actor.holds(Post.LEADER)


def register() -> None:
    """Declare everything; figures and imports register themselves when they are imported."""
    words.register()
    scopes.register("area", lambda: SIX_ZONES)
    account_clearance.register("staff", _open_for_account)
    arrivals.register("staff", link_by_phone)
    places.register("staff", where="county")
    privacy.register_reveal(
        Person,
        "phone",
        allow=_sees_phone,
        needs=(*PERSONNEL, Post.DIRECTOR, Post.LEADER),
        export=_personnel,
    )
