"""Rules of accounts on plain values; separation of duties is in duties.py."""

import re
from collections.abc import Collection, Iterable
from datetime import date

from django.conf import settings
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts import place
from accounts.posts import KEEPERS_OF_ACCOUNTS, Post, titles
from core.actor import Actor, Holding
from core.clauses import R
from core.errors import Denied, Violation

NAME_LENGTH = 40
_USERNAME = re.compile(r"(?!\d+$)[\w.@-]{2,40}")
# Who, besides the keepers of accounts, may give a local post: the centre opens its stations (R148).
GIVERS = {
    Post.STATION_MGR: (
        Post.OFFICE,
        Post.AREA_CLERK,
        Post.OPS,
        Post.ADMIN,
        Post.DEPT_HEAD,
        Post.LEADER,
        Post.DIRECTOR,
    ),
}


def may_give(*, by: Actor, holding: Holding) -> None:
    """Accounts and posts are given by the keepers of accounts; a station's also by the centre."""
    givers = (*KEEPERS_OF_ACCOUNTS, *GIVERS.get(Post(holding.post), ()))
    if by.is_system or any(by.holds(post) for post in givers):
        return
    raise Denied(
        _("Posts are given by: %(posts)s. Please ask one of them.") % {"posts": titles(givers)},
        needs=givers,
    )


def may_keep_accounts(*, by: Actor) -> None:
    """Accounts are opened, closed and helped by the keepers of accounts."""
    if by.is_system or any(by.holds(post) for post in KEEPERS_OF_ACCOUNTS):
        return
    raise Denied(
        _("Accounts are kept by: %(posts)s. Please ask one of them.")
        % {"posts": titles(KEEPERS_OF_ACCOUNTS)},
        needs=KEEPERS_OF_ACCOUNTS,
    )


def reason_is_given(*, reason: str) -> None:
    """Giving, taking and closing are explained."""
    if not reason.strip():
        raise Violation(_("Please write the reason."), field="reason")


def name_is_given(*, name: str) -> str:
    """Return the name without outer blanks."""
    name = " ".join(name.split())
    if not name:
        raise Violation(_("Please enter the name."), field="name")
    if len(name) > NAME_LENGTH:
        raise Violation(
            _("A name has at most %(count)d characters.") % {"count": NAME_LENGTH}, field="name"
        )
    return name


def username_is_possible(*, username: str, taken: bool) -> str:
    """Return the user name; it is free and cannot be mistaken for a phone number."""
    username = username.strip()
    if not _USERNAME.fullmatch(username):
        raise Violation(
            _("A user name has 2 to 40 letters, digits, dots or hyphens, not digits alone."),
            field="username",
        )
    if taken:
        raise Violation(_("This user name is taken. Please choose another."), field="username")
    return username


def password_is_good(*, password: str, user: object) -> None:
    """Long enough, not common, not one's own name."""
    try:
        password_validation.validate_password(password, user)  # type: ignore[arg-type]
    except ValidationError as error:
        raise Violation(" ".join(error.messages), field="password") from error


def grants_are_given(*, grants: Iterable[Holding]) -> None:
    """An invitation without a post would open an account that can do nothing."""
    if not list(grants):
        raise Violation(_("Choose at least one post."), field="grants")


def days_are_in_order(*, first: date, last: date | None) -> None:
    """A grant does not end before it begins."""
    if last is not None and last < first:
        raise Violation(_("The last day cannot lie before the first."), field="to_date")


def not_held_from_that_day(*, begins: Collection[date], first: date) -> None:
    """One grant of a post begins on a day; a longer one follows it or takes its place."""
    if first in begins:
        raise Violation(_("This person holds this post there already."), field="from_date")


def nothing_is_open(*, items: Collection[str]) -> None:
    """Whoever leaves clears everything first: things in use, open forms, handovers."""
    if items:
        raise Violation(
            _("The account cannot be closed yet. Still open: %(items)s.")
            % {"items": "；".join(items)}
        )


def the_last_keeper_stays(*, others: int) -> None:
    """Somebody must remain who can open accounts."""
    if others == 0:
        raise Violation(
            _("This is the last administrator. Give the post to somebody else first."), R(0)
        )


def second_step_is_required(*, posts: Collection[str]) -> bool:
    """Do these posts ask for a second step at sign-in? The keepers' do, and all of the province.

    settings.SECOND_FACTOR is "required", or "optional" where demo accounts have to stay simple.
    """
    if settings.SECOND_FACTOR != "required":
        return False
    return place.here() == "province" or not set(posts).isdisjoint(KEEPERS_OF_ACCOUNTS)


def second_step_is_free_to_leave(*, posts: Collection[str]) -> None:
    """Whoever's post asks for it keeps it on; a new phone takes the old one's place."""
    if second_step_is_required(posts=posts):
        raise Violation(
            _("Your post asks for the second step, so it stays on. You can move it to a new phone.")
        )
