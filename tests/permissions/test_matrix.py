"""What must hold in every row of the permission matrix, as it was reviewed last."""

import pytest

from accounts.posts import Post
from core.lifecycle import REGISTERED
from core.lifecycle_words import SYSTEM
from tests.permissions import samples
from tests.permissions.matrix import Rows, may, stored
from tests.permissions.walk import ANONYMOUS, COUNTY_ROLES


@pytest.fixture
def county() -> Rows:
    """The rows of a county."""
    return stored()["county"]


# Moves of one person, whatever posts the table names: a shift's own, a borrower's own, a
# department's own.
PERSONAL = {
    "shift": {"begin", "hand_over", "take_over", "refuse"},
    "loan": {"withdraw"},
    "supplyplan": {"submit"},
    "supplyurgent": {"ask"},
}


@pytest.mark.parametrize("name", sorted(samples.ACTIONS))
def test_the_matrix_agrees_with_the_lifecycle(name, county) -> None:
    """Whoever the table does not name is refused by the address of the action."""
    roles = {ANONYMOUS, *COUNTY_ROLES}
    # An action that leads from several states may be another post's in each.
    who: dict[str, set[str]] = {}
    for move in REGISTERED[name].moves:
        who.setdefault(move.action, set()).update(move.who)
    for move in REGISTERED[name].moves:
        # What the system alone does has no address.
        if tuple(move.who) == (SYSTEM,):
            continue
        row = county["GET " + samples.ACTIONS[name].format(action=move.action)]
        assert may(row) <= who[move.action], (move.action, may(row) - who[move.action])
        if move.action in PERSONAL.get(name, ()):
            continue
        # Sent back to the record: it stands in another state, or is another person's; 403 is the
        # answer to a post.
        untold = {*row.get("404", "").split(), *row.get("302", "").split()}
        wanted = set(move.who) & roles & {Post.COUNTY_ADMIN, Post.ADMIN} - untold
        assert may(row) >= wanted, move.action


def test_a_stranger_sees_public_pages_only(county) -> None:
    for key, row in county.items():
        if "console/" in key.split(" ", 1)[1] and ANONYMOUS in may(row):
            assert any(door in key for door in DOORS), key


# What must answer before anybody is signed in.
DOORS = (
    "console/login/",
    "console/logout/",
    "console/jsi18n/",
    "console/sprite/",
    "console/theme.css",
)


def test_every_console_page_of_ours_refuses_somebody_or_is_for_all(county) -> None:
    """Pages open to every signed-in role are named here; everything else has a post that may."""
    open_to_all = {
        key
        for key, row in county.items()
        if key.startswith("GET console/") and may(row) >= set(COUNTY_ROLES)
    }
    assert not {key for key in open_to_all if "console/accounts/<int:pk>" in key}


def test_the_province_changes_nothing_as_supervisor() -> None:
    """省级监管员 is read-only: forms of ours take a POST for one's own account and inbox only."""
    own = (
        "account/",
        "password/",
        "confirm/",
        "devices/",
        "login/",
        "logout/",
        "no-post/",
        "inbox/",
        "second-factor/",
    )
    for key, row in stored()["province"].items():
        if not key.startswith("POST console/") or key.removeprefix("POST console/").startswith(own):
            continue
        taken = f"{row.get('200', '')} {row.get('302', '')}".split()
        assert Post.PROVINCE not in taken, key
