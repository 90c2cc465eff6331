"""Who may do what: the lifecycle tables and today's grants, put side by side. Nothing to edit."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext

from accounts.posts import Post
from accounts.selectors import Held
from core.actor import Scope
from core.lifecycle import Lifecycle, Move
from core.lifecycle_words import SYSTEM


@dataclass(frozen=True, slots=True)
class Row:
    """One action: from which states to which, and who may."""

    label: str
    clause: int
    clause_text: str
    reason: bool
    four_eyes: bool
    cells: tuple[bool, ...]
    who: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One post of a process, with the people who hold it today."""

    post: str
    label: str
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Process:
    """One lifecycle as a table: actions down, posts across."""

    name: str
    label: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(slots=True)
class PersonMay:
    """One person: the posts held, and the actions they open."""

    name: str
    posts: list[tuple[str, str]] = field(default_factory=list)
    actions: dict[str, list[str]] = field(default_factory=dict)


def label_of(post: str) -> str:
    """A post by its name."""
    if post == SYSTEM:
        return gettext("the system")
    return str(Post(post).label) if post in Post.values else post


def by_post(lifecycles: Iterable[Lifecycle], held: Iterable[Held]) -> list[Process]:
    """Every process with its actions and posts."""
    people = _people_by_post(held)
    return [_process(lifecycle, people) for lifecycle in lifecycles]


def _people_by_post(held: Iterable[Held]) -> dict[str, list[str]]:
    people: dict[str, dict[int, str]] = {}
    for one in held:
        people.setdefault(one.post, {})[one.user_id] = one.name
    return {post: list(names.values()) for post, names in people.items()}


def _process(lifecycle: Lifecycle, people: dict[str, list[str]]) -> Process:
    order = list(Post.values)
    posts = sorted(
        {str(post) for move in lifecycle.moves for post in move.who},
        key=lambda post: order.index(post) if post in order else len(order),
    )
    return Process(
        name=lifecycle.name,
        label=name_of(lifecycle),
        columns=tuple(Column(post, label_of(post), tuple(people.get(post, ()))) for post in posts),
        rows=tuple(_row(move, posts) for move in lifecycle.moves),
    )


def _row(move: Move, posts: list[str]) -> Row:
    return Row(
        label=str(move.label or move.action),
        clause=move.clause.number,
        clause_text=move.clause.sentence,
        reason=move.reason,
        four_eyes=move.four_eyes,
        cells=tuple(post in move.who for post in posts),
        who=tuple(label_of(post) for post in posts if post in move.who),
    )


def name_of(lifecycle: Lifecycle) -> str:
    """What the process is called."""
    return str(lifecycle.title or lifecycle.name)


def by_person(
    lifecycles: Iterable[Lifecycle], held: Iterable[Held], scope_names: dict[Scope, str]
) -> list[PersonMay]:
    """Every person with posts, where they count, and what they open."""
    lifecycles = list(lifecycles)
    people: dict[int, PersonMay] = {}
    posts: dict[int, set[str]] = {}
    for one in held:
        person = people.setdefault(one.user_id, PersonMay(one.name))
        scope = Scope(one.scope_kind, one.scope_key)
        person.posts.append((label_of(one.post), scope_names.get(scope, one.scope_key)))
        posts.setdefault(one.user_id, set()).add(one.post)
    for user_id, person in people.items():
        for lifecycle in lifecycles:
            labels = [
                str(m.label or m.action) for m in lifecycle.moves if posts[user_id] & set(m.who)
            ]
            if labels:
                person.actions[name_of(lifecycle)] = list(dict.fromkeys(labels))
    return list(people.values())
