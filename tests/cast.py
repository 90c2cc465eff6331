"""The cast: invented people with posts, made through the services, the same in every test.

    zhu = cast.appoint("director")             # 祝望舒, director of the centre
    station = cast.appoint("station_mgr", scope=Scope("station", "7"))

Call it inside a county's (or the province's) context. Each post has one person; asking again
returns the same account.
"""

from datetime import date

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from accounts import place
from accounts.actors import actor_of
from accounts.models import User
from accounts.posts import PROVINCIAL, Post
from accounts.services import grant_give, user_open
from api import scopes, services
from core.actor import Actor, Holding, Scope
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


def appoint(post: str, *, scope: Scope | None = None, username: str = "") -> User:
    """The person of a post, with the post granted at its scope (centre by default)."""
    post = Post(post)
    username = username or post.value
    scope = scope or SCOPES.get(post, Scope.CENTRE)
    user = User.objects.filter(username=username).first()
    if user is not None and _holds(user, post, scope):
        return user
    if user is None:
        index = list(Post).index(post)
        user = user_open(
            username=username,
            name=NAMES[post],
            phone=f"1990000{2000 + index + (500 if username != post.value else 0)}",
            password_hash=_hashed(),
            must_change_password=False,
            by=SYSTEM,
        )
    grant_give(
        user_id=user.pk,
        holding=Holding(post, scope),
        by=SYSTEM,
        on=ON,
        place="province" if post in PROVINCIAL else "county",
    )
    return user


def _holds(user: User, post: Post, scope: Scope) -> bool:
    """Would giving it change nothing? Tests ask for the same people again and again."""
    kept = user.grants.filter(revoked_at=None, from_date__lte=ON, to_date=None)
    return kept.filter(post=post, scope_kind=scope.kind, scope_key=scope.key).exists()


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
