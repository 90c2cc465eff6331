"""The demo's people: one account for every post, invented names, one password for all."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Protocol

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from accounts.models import Invitation, User
from accounts.posts import Post
from accounts.services import grant_give, invitation_withdraw, user_open
from core.actor import Actor, Holding, Scope

PASSWORD = "demo-CountyLink-1"  # noqa: S105 - printed for everyone, of invented people
SYSTEM = Actor.system("demo")
# User name, name, post: handbook §0. The contracts of the design name these accounts.
PEOPLE = (
    ("admin", "卜禾青", Post.COUNTY_ADMIN),
    ("director", "祝云舟", Post.DIRECTOR),
    ("gm", "柏景行", Post.GM),
    ("leader", "邰知秋", Post.LEADER),
    ("office", "蔺小满", Post.OFFICE),
    ("area_clerk", "鄢望舒", Post.AREA_CLERK),
    ("admin_mgr", "祝小满", Post.ADMIN_MGR),
    ("finance", "柏知秋", Post.FINANCE),
    ("dept_head", "邰云舟", Post.DEPT_HEAD),
    ("dept_sup", "蔺景行", Post.DEPT_SUP),
    ("dept_keeper", "鄢禾青", Post.DEPT_KEEPER),
    ("drafter", "卜知秋", Post.DRAFTER),
    ("ops", "祝景行", Post.OPS),
    ("duty", "柏小满", Post.DUTY),
    ("frontdesk", "邰望舒", Post.FRONTDESK),
    ("commerce", "蔺云舟", Post.COMMERCE),
    ("editor", "鄢景行", Post.EDITOR),
)
# Posts at a place, granted by the stations' demo, which makes the places.
LOCAL_PEOPLE = (
    ("station", "卜小满", Post.STATION_MGR),
    ("village", "祝望舒", Post.VILLAGE),
    ("township", "柏禾青", Post.TOWNSHIP),
)
PROVINCIAL = (("province", "邰景行", Post.PROVINCE), ("root", "蔺望舒", Post.ROOT))


class Facts(Protocol):
    """What is used of a demo county."""

    since: date


def build(facts: Facts) -> None:
    """Everybody at the centre; the invitation of birth is withdrawn, as admin is here already."""
    for pending in Invitation.objects.filter(accepted_at=None, withdrawn_at=None):
        invitation_withdraw(invitation_id=pending.pk, by=SYSTEM)
    for index, (username, name, post) in enumerate(PEOPLE):
        user = person(username, name, index)
        grant(user, post, Scope.CENTRE, on=facts.since)
    for index, (username, name, _post) in enumerate(LOCAL_PEOPLE, start=len(PEOPLE)):
        person(username, name, index)


def build_province() -> None:
    """The province's two accounts."""
    for index, (username, name, post) in enumerate(PROVINCIAL):
        if not User.objects.filter(username=username).exists():
            grant(person(username, name, 900 + index), post, Scope.CENTRE, place="province")


def person(username: str, name: str, index: int) -> User:
    """Open an account; phones are of an unassigned block, no message can reach anybody."""
    return user_open(
        username=username,
        name=name,
        phone=f"1990000{1100 + index:04d}",
        by=SYSTEM,
        password_hash=_hash(),
        must_change_password=False,
    )


def grant(
    user: User, post: Post, scope: Scope, place: str = "county", on: date | None = None
) -> None:
    """Give a post, to those of the centre from the county's first day on."""
    grant_give(
        user_id=user.pk,
        holding=Holding(post, scope),
        by=SYSTEM,
        on=on or timezone.localdate(),
        place=place,
    )


@cache
def _hash() -> str:
    """One hash for all: Argon2 is slow by design."""
    return make_password(PASSWORD)
