"""The tables of the hall: every action from every state, by those who may and those who may not."""

import pytest

from core.actor import Actor, Holding
from core.errors import Denied, Violation
from operations.casework.lifecycle import APPOINTMENT, TICKET, WINDOW
from operations.casework.models import Appointment, QueueTicket

SYSTEM = Actor.system("系统")
TABLES = {"appointment": (APPOINTMENT, Appointment), "ticket": (TICKET, QueueTicket)}
PAIRS = [
    (name, action, str(state))
    for name, (table, _model) in TABLES.items()
    for action in sorted({move.action for move in table.moves})
    for state in table.states
]
# As the hall works: from which state an action leads where.
WAYS = {
    ("appointment", "arrive", "booked"): "arrived",
    ("appointment", "cancel", "booked"): "cancelled",
    ("appointment", "miss", "booked"): "missed",
    ("ticket", "call", "waiting"): "called",
    ("ticket", "serve", "called"): "served",
    ("ticket", "absent", "called"): "absent",
}


def holder(post: str) -> Actor:
    """Somebody with one post."""
    return Actor(user_id=7, name="卜小满", holdings=frozenset({Holding(post)}))


def moved(name: str, action: str, state: str, by: Actor):
    """The record after the action."""
    table, model = TABLES[name]
    record = model(status=state)
    table.apply(record, action, by=by)
    return record


def test_every_pair_is_asked_about():
    assert len(PAIRS) == 24
    assert WAYS.keys() <= set(PAIRS)


@pytest.mark.handbook(121)
@pytest.mark.usefixtures("in_county_a")
@pytest.mark.parametrize(("name", "action", "state"), PAIRS)
def test_every_action_from_every_state(name, action, state):
    target = WAYS.get((name, action, state))
    if target is None:
        with pytest.raises(Violation) as refusal:
            moved(name, action, state, SYSTEM)
        assert refusal.value.clauses[0].number == 121
        return
    record = moved(name, action, state, SYSTEM)
    assert (record.status, record.version) == (target, 1)
    for post in ("finance", "staff", "station_mgr", "director"):
        with pytest.raises(Denied):
            moved(name, action, state, holder(post))
    for post in WINDOW:
        if action == "miss":
            with pytest.raises(Denied):
                moved(name, action, state, holder(post))
        else:
            assert moved(name, action, state, holder(post)).status == target
