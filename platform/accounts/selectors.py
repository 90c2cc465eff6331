"""Reads of accounts; each takes the actor and narrows to what they may see."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, Q, QuerySet

from accounts.backends import find
from accounts.models import Grant, Invitation, SecondFactor, User
from accounts.posts import KEEPERS_OF_ACCOUNTS, Post
from core.actor import Actor

# Besides the keepers: those who answer for the centre may look, not change.
READERS = (*KEEPERS_OF_ACCOUNTS, Post.DIRECTOR, Post.LEADER, Post.ADMIN_MGR)


def may_read(actor: Actor) -> bool:
    """May this person see the list of accounts?"""
    return any(actor.holds(post) for post in READERS)


def may_keep(actor: Actor) -> bool:
    """May this person open, change and close accounts?"""
    return any(actor.holds(post) for post in KEEPERS_OF_ACCOUNTS)


def users(actor: Actor, *, on: date, query: str = "", state: str = "") -> QuerySet[User]:
    """Accounts with the posts they hold today; one's own only for those who may not read."""
    found = User.objects.prefetch_related(
        Prefetch("grants", Grant.objects.valid_on(on).order_by("pk"), to_attr="posts_today")
    ).order_by("-is_active", "name", "pk")
    if not may_read(actor):
        found = found.filter(pk=actor.user_id or 0)
    if state in ("active", "closed"):
        found = found.filter(is_active=state == "active")
    if query.strip():
        # A phone is found whole, by its hash (R156); names and user names by any part.
        whole = find(query)
        found = found.filter(
            Q(name__icontains=query.strip())
            | Q(username__icontains=query.strip())
            | Q(pk=whole.pk if whole else 0)
        )
    return found


def invitations(actor: Actor, *, at: datetime) -> QuerySet[Invitation]:
    """Links that may still be used."""
    if not may_read(actor):
        return Invitation.objects.none()
    return Invitation.objects.filter(
        accepted_at=None, withdrawn_at=None, expires_at__gt=at
    ).order_by("-created_at")


def second_step_since(user: User) -> datetime | None:
    """Since when this account asks for a second step at sign-in; None where it does not."""
    return SecondFactor.objects.filter(user=user).values_list("since_at", flat=True).first()


@dataclass(frozen=True, slots=True)
class Held:
    """One post of one person, for the page 'who may do what'."""

    user_id: int
    name: str
    post: str
    scope_kind: str
    scope_key: str


def held_today(actor: Actor, *, on: date) -> list[Held]:
    """Everybody's posts today; people by name only."""
    grants = (
        Grant.objects.valid_on(on)
        .filter(user__is_active=True)
        .select_related("user")
        .order_by("user__name", "user_id", "pk")
    )
    if not may_read(actor):
        grants = grants.filter(user_id=actor.user_id or 0)
    return [Held(g.user_id, str(g.user), g.post, g.scope_kind, g.scope_key) for g in grants]
