"""What must hold of a record's items at any time."""

from core import inbox
from core.inbox.addressing import LIVE, items_of
from core.inbox.assigning import _reaches_somebody
from core.models import InboxItem, SigningRound

State, Role = InboxItem.State, InboxItem.Role


def titles_of(record, *states):
    """(role, who) of a record's items in these states."""
    chosen = items_of(record).filter(state__in=states or LIVE).order_by("id")
    return [(item.role, item.user_id or item.post) for item in chosen]


def consistent(record):
    """Nothing waits for nothing, nothing live hangs on something dead, nobody is unreachable."""
    live = list(items_of(record).filter(state__in=LIVE))
    for item in live:
        children = [child for child in live if child.parent_id == item.pk]
        earlier = [
            other
            for other in live
            if item.signing_id and other.signing_id == item.signing_id and other.order < item.order
        ]
        if item.state == State.WAITING:
            assert children or earlier, f"{item.role} waits for nobody"
        else:
            assert not children, f"{item.role} is open while others are asked"
        if item.parent_id is not None:
            assert any(parent.pk == item.parent_id for parent in live), "asked by nobody"
        if item.signing_id is not None:
            assert item.signing.outcome == SigningRound.Outcome.OPEN
        assert _reaches_somebody(item)
    for round_ in SigningRound.objects.filter(
        record_type=record._meta.label_lower, record_id=str(record.pk), outcome="open"
    ):
        assert any(item.signing_id == round_.pk for item in live), "a round that nobody is in"
    if live:
        assert any(item.state == State.OPEN for item in live), "everybody waits"
    assert {item.pk for item in inbox.pending(record)} == {
        item.pk for item in live if item.kind == InboxItem.Kind.TODO
    }
