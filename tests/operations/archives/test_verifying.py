"""A changed byte is named: on demand, by the nightly task, in the strip (R20)."""

from datetime import timedelta

import pytest

from console.home import registry
from core import audit
from core.actor import Actor
from core.errors import Denied
from operations.archives import services, tasks, today
from operations.archives.models import ArchivedFile
from tests.operations.archives.conftest import AT, DAY, blank, shelved

SYSTEM = Actor.system("系统")


def spoil(file, content):
    """Put something else where the first part is stored."""
    stored = file.parts.select_related("paper").get().paper.file
    if content is None:
        stored.storage.delete(stored.name)
    else:
        with open(stored.storage.path(stored.name), "wb") as kept:
            kept.write(content)


@pytest.mark.handbook(20)
def test_a_changed_byte_is_found_named_and_forgotten_when_it_is_put_right(people):
    file = shelved(people)
    assert today.unchanged(AT.date()).tone == registry.GOOD
    assert services.file_verify(file_id=file.pk, by=people.office, at=AT + DAY) == []
    content = blank(2)
    spoil(file, content[:100] + b"?" + content[101:])
    (part,) = services.file_verify(file_id=file.pk, by=people.office, at=AT + 2 * DAY)
    assert part.fault == "changed"
    entries = [entry.note for entry in audit.timeline(file) if entry.action == "archive.fault"]
    assert entries == [f"{part.name}：在存储中被改动"]
    assert today.unchanged(AT.date()).tone == registry.BAD
    spoil(file, content)
    assert services.file_verify(file_id=file.pk, by=people.office, at=AT + 3 * DAY) == []
    assert today.unchanged(AT.date()).tone == registry.GOOD
    with pytest.raises(Denied):
        services.file_verify(file_id=file.pk, by=people.drafter, at=AT)


@pytest.mark.handbook(20)
def test_every_night_the_files_compared_longest_ago_are_compared(people):
    assert today.unchanged(AT.date()) is None
    old, fresh = shelved(people), shelved(people, at=AT + 20 * DAY)
    spoil(old, None)
    spoil(fresh, None)
    at = AT + 40 * DAY
    assert services.verify_oldest(by=SYSTEM, at=at) == 1
    assert old.parts.get().fault == "missing"
    assert fresh.parts.get().fault == ""
    assert ArchivedFile.objects.get(pk=old.pk).verified_at == at
    assert services.verify_oldest(by=SYSTEM, at=at + timedelta(hours=1)) == 0


def test_the_task_of_the_day_does_all_three(people):
    shelved(people)
    assert tasks.daily.run() == 0
