"""The sentences of lifecycles: who may, who must instead, who was quicker."""

from collections.abc import Sequence

from django.db import models
from django.utils.translation import gettext as _

from core.actor import Scope, directory
from core.clauses import Clause, R
from core.errors import Denied, Violation

# In a move's `who`: scheduled work may make it.
SYSTEM = "system"


def titles(posts: Sequence[str]) -> str:
    """Posts as a Chinese sentence lists them."""
    return "、".join(
        _("the system") if post == SYSTEM else directory().title(post) for post in posts
    )


def changed_meanwhile(record: models.Model) -> str:
    """Somebody was quicker: the sentence says who and what."""
    from core import audit

    last = audit.last(record)
    if last is None:
        return _("Somebody else has changed this meanwhile. Load the page again.")
    return _("%(name)s has changed this meanwhile (%(what)s). Load the page again.") % {
        "name": last.signature,
        "what": last.headline,
    }


def above(posts: Sequence[str], scope: Scope, maker: int) -> tuple[str, ...]:
    """Who acts where the maker holds the post: the next higher one that somebody else holds."""
    known = directory()
    found: list[str] = []
    for post in posts:
        if post == SYSTEM or maker not in known.holders(post, scope):
            continue
        higher = known.superior(post)
        while higher and not set(known.holders(higher, scope)) - {maker}:
            higher = known.superior(higher)
        if higher and higher not in (*posts, *found):
            found.append(higher)
    return tuple(found)


def own_work(who: Sequence[str], higher: Sequence[str], clause: Clause) -> Violation:
    """R0: nobody approves, reviews or accepts what they made."""
    if higher:
        sentence = _("You made this yourself, so %(posts)s must decide on it.")
        return Violation(sentence % {"posts": titles(higher)}, R(0), clause)
    sentence = _("You made this yourself. A colleague with the post %(posts)s must decide on it.")
    return Violation(sentence % {"posts": titles(who)}, R(0), clause)


def denied(needs: Sequence[str]) -> Denied:
    return Denied(_("This is done by: %(posts)s.") % {"posts": titles(needs)}, needs=needs)
