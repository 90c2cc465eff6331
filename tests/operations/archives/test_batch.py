"""What is finished and not filed, and filing many at once (R20, R32)."""

from datetime import date

import pytest

from core.errors import Denied
from operations.archives import selectors, services, sources
from operations.archives.models import ArchivedFile
from operations.documents.incoming.lifecycle import T
from operations.documents.lifecycle import S
from operations.documents.models import DocumentsSetting, IncomingDocument
from tests.operations.archives.conftest import AT, DAY
from tests.operations.documents import conftest as outgoing
from tests.operations.documents.incoming import conftest as incoming
from tests.operations.documents.incoming.conftest import works_in
from tests.operations.documents.test_rules import refused


@pytest.fixture
def finished(people):
    """A notice that was sent, a task and a policy that were handled."""
    people.ops  # noqa: B018 - appointed when it is asked for
    works_in(people.drafter, "brand")
    sent = outgoing.bring(people, S.FILING)
    task = incoming.bring(people, T.COMPLETED, at=AT + DAY)
    old = incoming.bring(
        people, T.COMPLETED, at=AT + 2 * DAY, nature="meeting_notice", source_level="superior",
        sender_date=date(2025, 12, 30), kind="",
    )  # fmt: skip
    return sent, task, old


@pytest.mark.handbook(20, 32)
def test_the_list_has_what_is_finished_with_its_term_and_last_day(people, finished):
    sent, task, old = finished
    waiting = selectors.waiting(on=AT.date())
    assert [(one.source, one.pk, one.retention, one.unit) for one in waiting] == [
        ("outgoing", sent.pk, "D10", "PPB"),
        ("incoming", task.pk, "D30", "PPB"),
        ("incoming", old.pk, "D10", "PPB"),
    ]
    assert [one.due for one in waiting] == [
        date(2026, 3, 31), date(2026, 3, 11), date(2026, 3, 12),
    ]  # fmt: skip
    assert [one.pk for one in selectors.waiting(on=AT.date(), year=2025)] == [old.pk]
    assert [one.pk for one in selectors.waiting(on=AT.date(), source="outgoing")] == [sent.pk]
    DocumentsSetting.objects.create(
        key="incoming_step_days", value={"proposing": 1}, valid_from_date=date(2026, 3, 1)
    )
    assert [one.due for one in selectors.waiting(on=AT.date(), source="incoming")] == [None, None]


@pytest.mark.handbook(20, 32)
def test_the_office_files_many_and_one_refusal_keeps_nobody_back(people, finished):
    sent, task, old = finished
    chosen = {
        f"outgoing-{sent.pk}": "D10",
        f"incoming-{task.pk}": "D5",
        f"incoming-{old.pk}": "D10",
        "incoming-999999": "D10",
    }
    result = services.file_many(chosen=chosen, by=people.office, at=AT + 3 * DAY)
    assert result.filed == 2
    assert [title for title, _said in result.refused] == [task.title, "incoming-999999"]
    assert "保管期限" in result.refused[0][1]
    assert "不在待归档之列" in result.refused[1][1]
    sent.refresh_from_db()
    assert sent.status == S.ARCHIVED
    numbers = set(ArchivedFile.objects.values_list("number", flat=True))
    assert numbers == {"Z001-WS·2026-D10-PPB-0001", "Z001-WS·2025-D10-PPB-0001"}
    assert [one.pk for one in selectors.waiting(on=AT.date())] == [task.pk]
    assert IncomingDocument.objects.get(pk=task.pk).archive_number == ""


@pytest.mark.handbook(32)
def test_a_batch_is_the_offices_and_names_something(people):
    refused(lambda: services.file_many(chosen={}, by=people.office, at=AT), 32)
    with pytest.raises(Denied):
        services.file_many(chosen={"incoming-1": "D10"}, by=people.leader, at=AT)


def test_a_record_of_no_source_is_a_mistake_of_ours(people):
    assert sources.of("nothing") is None
    with pytest.raises(LookupError):
        sources.of_record(DocumentsSetting(key="x"))
