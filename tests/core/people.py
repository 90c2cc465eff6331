"""A directory without a database: invented people, their posts, and who stands above whom."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

from core import actor as actor_module
from core.actor import Actor, Holding, Scope, register_directory
from operations.staff.models import Person

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)

TOWN = Scope("township", "980121100")
TITLES = {
    "drafter": "拟稿人",
    "office": "电商办",
    "leader": "主管领导",
    "director": "主任",
    "county_admin": "县管理员",
    "township": "乡镇",
}
SUPERIOR = {"drafter": "office", "office": "leader", "leader": "director"}
NAMES = {
    1: "柏小满",
    2: "蔺小满",
    3: "邰知秋",
    4: "祝望舒",
    5: "卜云舟",
    6: "鄢青禾",
    7: "柏景行",
    8: "邰景行",
}


class People:
    """Who holds what; tests change it as the story goes on."""

    def __init__(self) -> None:
        centre = Scope.CENTRE
        self.posts: dict[int, set[Holding]] = {
            1: {Holding("drafter", centre)},
            2: {Holding("office", centre)},
            3: {Holding("leader", centre)},
            4: {Holding("director", centre)},
            5: {Holding("county_admin", centre)},
            6: {Holding("office", centre)},
            7: set(),
            8: {Holding("township", TOWN)},
        }
        self.gone: set[int] = set()

    def holders(self, post: str, scope: Scope) -> list[int]:
        """Active people who hold it there."""
        return [
            user_id
            for user_id, holdings in self.posts.items()
            if user_id not in self.gone
            and any(held.post == post and held.scope.covers(scope) for held in holdings)
        ]

    def superior(self, post: str) -> str | None:
        """The next post up."""
        return SUPERIOR.get(post)

    def title(self, post: str) -> str:
        """As users read it."""
        return TITLES.get(post, post)

    def is_active(self, user_id: int) -> bool:
        """Not gone."""
        return user_id in self.posts and user_id not in self.gone

    def name_of(self, user_id: int) -> str:
        """Invented names."""
        return NAMES.get(user_id, "")

    def actor_of(self, user_id: int) -> Actor:
        """As this person."""
        return Actor(user_id, NAMES[user_id], frozenset(self.posts[user_id]))


@contextmanager
def registered() -> Iterator[People]:
    """A fresh cast answers; the product's own directory comes back afterwards."""
    before = list(actor_module._directories)
    people = People()
    register_directory(people)
    try:
        yield people
    finally:
        actor_module._directories[:] = before


def filed() -> Person:
    """A record made by the drafter: a person's file serves as any."""
    return Person.objects.create(name="鄢望舒", joined_date=date(2026, 1, 5), created_by_id=1)
