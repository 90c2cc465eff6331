"""Separation of duties as data: which posts one person should not hold together (R0).

A *refused* pair is never granted: the one post exists to check the other. A *flagged* pair may be
granted with a written reason, because small centres have few people; the four-eyes rule then
moves each single form to the next higher role.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.posts import COUNTY, LOCAL, PROVINCIAL, Post, posts_of
from core.actor import Holding
from core.clauses import R
from core.errors import Violation

REQUESTER_APPROVER = gettext_lazy("the one who asks is not the one who approves")
KEEPER_COUNTER = gettext_lazy("the one who keeps is not the one who counts")
CASHIER_ACCOUNTANT = gettext_lazy("the one who pays is not the one who keeps the books")
RIGHTS_MONEY = gettext_lazy("the one who gives rights is not the one who approves spending")


@dataclass(frozen=True, slots=True)
class Apart:
    """Two posts that belong in two hands, why, and whether a reason can excuse it."""

    one: Post
    other: Post
    why: Promise
    refused: bool

    def touches(self, mine: Holding, theirs: Holding) -> bool:
        """Are these two holdings this pair, at scopes that meet?"""
        return {mine.post, theirs.post} == {self.one, self.other} and (
            mine.scope.covers(theirs.scope) or theirs.scope.covers(mine.scope)
        )


# fmt: off
APART = (
    Apart(Post.FINANCE,     Post.CASHIER,      CASHIER_ACCOUNTANT, refused=True),
    Apart(Post.DEPT_KEEPER, Post.ADMIN,        KEEPER_COUNTER,     refused=True),
    Apart(Post.OFFICE,      Post.ADMIN,        KEEPER_COUNTER,     refused=True),
    Apart(Post.AREA_CLERK,  Post.GM,           REQUESTER_APPROVER, refused=True),
    Apart(Post.AREA_CLERK,  Post.ADMIN_MGR,    REQUESTER_APPROVER, refused=True),
    Apart(Post.CASHIER,     Post.GM,           REQUESTER_APPROVER, refused=True),
    Apart(Post.STATION_MGR, Post.TOWNSHIP,     REQUESTER_APPROVER, refused=True),
    Apart(Post.STATION_MGR, Post.COMMERCE,     REQUESTER_APPROVER, refused=True),
    Apart(Post.STATION_MGR, Post.VILLAGE,      REQUESTER_APPROVER, refused=False),
    Apart(Post.DEPT_SUP,    Post.DEPT_HEAD,    REQUESTER_APPROVER, refused=False),
    Apart(Post.DEPT_SUP,    Post.ADMIN_MGR,    REQUESTER_APPROVER, refused=False),
    Apart(Post.DRAFTER,     Post.DIRECTOR,     REQUESTER_APPROVER, refused=False),
    Apart(Post.COUNTY_ADMIN, Post.GM,          RIGHTS_MONEY,       refused=False),
    Apart(Post.COUNTY_ADMIN, Post.FINANCE,     RIGHTS_MONEY,       refused=False),
)
# fmt: on


def conflicts(wanted: Holding, held: Iterable[Holding]) -> list[Apart]:
    """The pairs that granting `wanted` beside `held` would put in one hand."""
    return [pair for mine in held for pair in APART if pair.touches(wanted, mine)]


def duties_stay_apart(
    *, wanted: Holding, held: Iterable[Holding], exception_reason: str = ""
) -> None:
    """Posts that check each other are held by different people; an exception needs its reason."""
    for pair in conflicts(wanted, held):
        names = {"one": Post(pair.one).label, "other": Post(pair.other).label, "why": pair.why}
        if pair.refused:
            raise Violation(
                _(
                    "“%(one)s” and “%(other)s” cannot be held by one person: %(why)s. "
                    "Give one of the two posts to somebody else."
                )
                % names,
                R(0),
                field="post",
            )
        if not exception_reason.strip():
            raise Violation(
                _(
                    "“%(one)s” and “%(other)s” should be held by two people: %(why)s. "
                    "If there is nobody else, write the reason for the exception."
                )
                % names,
                R(0),
                field="exception_reason",
            )


def nobody_grants_themselves(*, user_id: int, by_user_id: int | None) -> None:
    """Whoever gives or takes posts does not do so for themselves."""
    if by_user_id is not None and user_id == by_user_id:
        raise Violation(
            _("You cannot change your own posts. Ask another administrator to do it."), R(0)
        )


def the_post_exists_here(*, holding: Holding, place: str) -> None:
    """A county grants the county's posts, the province its own; local posts need their place."""
    if holding.post not in posts_of(place):
        where = COUNTY if place == "county" else sorted(PROVINCIAL)
        raise Violation(
            _("This post does not exist here. Choose one of: %(posts)s.")
            % {"posts": "、".join(str(Post(p).label) for p in where)},
            field="post",
        )
    if holding.post in LOCAL and holding.scope.kind == "centre":
        raise Violation(
            _("“%(post)s” is held for one township or station. Choose which one.")
            % {"post": Post(holding.post).label},
            field="scope",
        )
