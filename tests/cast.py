"""The cast: invented people with posts, the same in every test.

    zhu = cast.appoint("director")             # 祝望舒, director of the centre
    station = cast.appoint("station_mgr", scope=Scope("station", "7"))

Call it inside a county's (or the province's) context. Each post has one person; asking again
returns the same account. The services appoint whoever is first asked for in a run. Most tests begin
with the same people: from then on the rows that the services write are written at once, a third of
the statements (tests/accounts/test_cast.py holds them to be the same rows).
"""

from datetime import date
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts import place
from accounts.actors import actor_of
from accounts.groups import GROUP_OF
from accounts.models import Grant, User
from accounts.posts import PROVINCIAL, Post
from accounts.services import grant_give, user_open
from api import scopes, services
from core import audit
from core.actor import Actor, Holding, Scope
from core.audit import Draft
from core.clauses import R
from core.workcalendar import calendar_override

ON = date(2025, 1, 6)
PASSWORD = "禾苗-Stapler-41"
SYSTEM = Actor.system("tests")
NAMES = {
    Post.COUNTY_ADMIN: "卜云舟",
    Post.DIRECTOR: "祝望舒",
    Post.GM: "柏景行",
    Post.LEADER: "邰知秋",
    Post.OFFICE: "蔺小满",
    Post.AREA_CLERK: "鄢青禾",
    Post.ADMIN_MGR: "祝小满",
    Post.ADMIN: "柏知秋",
    Post.FINANCE: "邰云舟",
    Post.CASHIER: "蔺景行",
    Post.DEPT_HEAD: "鄢望舒",
    Post.DEPT_SUP: "卜知秋",
    Post.DEPT_KEEPER: "祝景行",
    Post.DRAFTER: "柏小满",
    Post.OPS: "邰青禾",
    Post.DUTY: "蔺望舒",
    Post.FRONTDESK: "鄢云舟",
    Post.STAFF: "卜小满",
    Post.STATION_MGR: "祝青禾",
    Post.VILLAGE: "柏望舒",
    Post.TOWNSHIP: "邰景行",
    Post.COMMERCE: "蔺知秋",
    Post.EDITOR: "鄢小满",
    Post.PROVINCE: "卜望舒",
    Post.ROOT: "祝云舟",
}
SCOPES = {
    Post.STATION_MGR: Scope("station", "1"),
    Post.VILLAGE: Scope("township", "980121100"),
    Post.TOWNSHIP: Scope("township", "980121100"),
}


# Post, scope and username of those whom the services have appointed in this run.
_appointed: set[tuple[Post, Scope, str]] = set()


def appoint(post: str, *, scope: Scope | None = None, username: str = "") -> User:
    """The person of a post, with the post granted at its scope (centre by default)."""
    post = Post(post)
    username = username or post.value
    scope = scope or SCOPES.get(post, Scope.CENTRE)
    user, opened = _asked_for(post, scope, username), False
    if user is not None and user.holds:
        return user
    if user is None:
        if (post, scope, username) in _appointed:
            return at_once(post, scope, username)
        user = user_open(
            username=username,
            name=NAMES[post],
            phone=_phone(post, username),
            password_hash=_hashed(),
            must_change_password=False,
            by=SYSTEM,
        )
        opened = True
    grant_give(
        user_id=user.pk,
        holding=Holding(post, scope),
        by=SYSTEM,
        on=ON,
        place="province" if post in PROVINCIAL else "county",
    )
    # Not before: what the services refuse is refused each time.
    if opened:
        _appointed.add((post, scope, username))
    return user


def _asked_for(post: Post, scope: Scope, username: str) -> Any:
    """Whose name it is, and whether they would be given nothing: tests ask for the same people
    again and again."""
    kept = Grant.objects.filter(revoked_at=None, from_date__lte=ON, to_date=None, post=post)
    at = kept.filter(scope_kind=scope.kind, scope_key=scope.key, user=OuterRef("pk"))
    return User.objects.filter(username=username).annotate(holds=Exists(at)).first()


def at_once(post: Post, scope: Scope, username: str) -> User:
    """A new person with a post: the rows of `user_open` and `grant_give`, nothing asked."""
    name, phone = NAMES[post], _phone(post, username)
    user = User(
        username=username,
        name=name,
        first_name=name,
        phone=phone,
        phone_last4=phone[-4:],
        password=_hashed(),
        must_change_password=False,
    )
    user.save()
    place = {"scope_kind": scope.kind, "scope_key": scope.key}
    Grant(user=user, post=post, from_date=ON, granted_by_id=SYSTEM.user_id, **place).save()
    group = Group.objects.get(name=GROUP_OF[post])
    User.groups.through.objects.create(user=user, group=group)
    scope_text = f"{scope.kind}:{scope.key}"
    gave = Draft(user, "grant.give", changes={"post": post, "scope": scope_text}, clauses=(R(0),))
    audit.record_many([Draft(user, "account.open"), gave], by=SYSTEM)
    return user


def _phone(post: Post, username: str) -> str:
    return f"1990000{2000 + list(Post).index(post) + (500 if username != post.value else 0)}"


def actor(post: str, **kwargs: object) -> Actor:
    """The actor of a post's person."""
    return actor_of(appoint(post, **kwargs))  # type: ignore[arg-type]


def token(user: User, *, wanted: list[str] | None = None) -> str:
    """A token of the present place for a person; with every scope unless some are wanted."""
    _row, secret = services.token_issue(
        user=user,
        device="试验机",
        scopes=scopes.all_of(place.here()) if wanted is None else wanted,
        days=90,
        by=Actor(user.pk, str(user)),
        at=timezone.now(),
    )
    return secret


def work_today() -> None:
    """The present county works today, whatever day it is."""
    calendar_override(
        on=timezone.localdate(),
        kind="make_up",
        name="加班",
        reason="试",
        by=SYSTEM,
        at=timezone.now(),
    )


_hash = ""


def _hashed() -> str:
    global _hash  # noqa: PLW0603 - one hash for all people of a run
    _hash = _hash or make_password(PASSWORD)
    return _hash
