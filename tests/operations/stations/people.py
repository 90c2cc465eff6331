"""Actors of the stations' tests: values, no database."""

from core.actor import Actor, Holding, Scope

TOWN, OTHER_TOWN = "980121100", "980121200"
CENTRE = Scope.CENTRE


def person(number: int, name: str, post: str, scope: Scope = CENTRE) -> Actor:
    """An actor with one post."""
    return Actor(number, name, frozenset({Holding(post, scope)}))


CLERK = person(101, "鄢青禾", "area_clerk")
OFFICE = person(102, "蔺小满", "office")
VILLAGE = person(103, "柏望舒", "village", Scope("township", TOWN))
TOWNSHIP = person(104, "邰景行", "township", Scope("township", TOWN))
OTHER_TOWNSHIP = person(105, "祝景行", "township", Scope("township", OTHER_TOWN))
LEADER = person(106, "邰知秋", "leader")
DIRECTOR = person(107, "祝望舒", "director")
COMMERCE = person(108, "蔺知秋", "commerce")
OPS = person(109, "邰青禾", "ops")
ADMIN = person(110, "卜云舟", "county_admin")
DUTY = person(111, "蔺望舒", "duty")
