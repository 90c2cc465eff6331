"""The step bar tells the way also after the words for states have changed."""

from django.utils import timezone

from console.records.steps import DONE, NOW, steps
from core.models.audit import AuditEntry
from operations.staff.lifecycle import PERSON, States
from operations.staff.models import Person

WAY = (States.JOINING, States.ACTIVE)


def entry(action: str, new: str) -> AuditEntry:
    changes = {"status": {"old": "入职办理", "new": new}}
    return AuditEntry(action=action, at=timezone.now(), actor_name="柏知秋", changes=changes)


def told(status: str, *history: AuditEntry) -> list[tuple[str, str, str]]:
    person = Person(status=status, status_since=timezone.now())
    return [(s.label, s.state, s.by) for s in steps(PERSON, person, path=WAY, history=history)]


def test_what_lies_behind_is_done_with_who_did_it():
    assert told(States.ACTIVE, entry("person.confirm", "在岗"))[1] == ("在岗", NOW, "柏知秋")


def test_a_state_that_was_called_otherwise_is_known_by_its_move():
    way = told(States.LEFT, entry("person.confirm", "工作中"))
    assert way[1] == ("在岗", DONE, "柏知秋")


def test_a_state_off_the_way_stands_at_the_end():
    assert told(States.LEFT)[-1][1] == NOW
    assert len(told(States.LEFT)) == len(WAY) + 1
