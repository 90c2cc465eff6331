"""Who handles what arrives, and incoming documents anywhere on their way."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from core import followups
from core.actor import Actor
from operations.documents.incoming import services
from operations.documents.incoming.lifecycle import T
from operations.documents.incoming.services import IncomingData
from operations.documents.models import IncomingDocument
from operations.staff.models import Assignment, Department, Person
from tests.operations.documents.conftest import AT, HOUR, People
from tests.operations.documents.test_rules import refused as told

TODAY = date(2026, 3, 3)
DUE = date(2026, 3, 10)
MINUTE = timedelta(minutes=1)


def refused(call: Callable[[], Any], *numbers: int, field: str = "", words: str = "") -> None:
    """It is refused by these clauses, at this field, in these words."""
    assert words in told(call, *numbers, field=field)


def department(code: str) -> int:
    """A department's key."""
    return Department.objects.get(code=code).pk


def works_in(actor: Actor, code: str) -> Person:
    """Let somebody work in a department."""
    person, _made = Person.objects.get_or_create(
        user_id=actor.user_id,
        defaults={"name": actor.name, "joined_date": date(2025, 1, 6)},
    )
    Assignment.objects.create(
        person=person, department_id=department(code), title="专员", from_date=date(2025, 1, 6)
    )
    return person


@pytest.fixture
def unoffered(monkeypatch) -> None:
    """No module makes supervision items."""
    monkeypatch.setattr(followups, "_offered", {})


def everyone() -> People:
    """The people of outgoing documents, and who handles: 品牌 by the drafter, 技术 by 鄢望舒."""
    found = People("drafter", "office", "leader", "director", "ops")
    works_in(found.drafter, "brand")
    works_in(found.dept_head, "tech")
    return found


@pytest.fixture(scope="module")
def appointed(stage) -> Iterator[People]:
    """Everybody, for all tests of a file."""
    yield from stage(everyone)


@pytest.fixture
def everybody(people) -> People:
    """Everybody."""
    return people


def data(**more: Any) -> IncomingData:
    """A task from above, as the office types it."""
    values: dict[str, Any] = {
        "title": "关于报送农村电商工作进展情况的通知",
        "sender": "青禾省商务厅",
        "sender_number": "青商电〔2026〕8号",
        "sender_date": date(2026, 2, 27),
        "nature": "assigned",
        "received_date": TODAY,
        "kind": "notice",
        **more,
    }
    return IncomingData(**values)


def register(people: People, *, at: Any = AT, files: Any = (), **more: Any) -> IncomingDocument:
    """A document that has just arrived; each has a sender's number of its own."""
    number = IncomingDocument.objects.count() + 8
    more = {"sender_number": f"青商电〔2026〕{number}号", **more}
    return services.incoming_register(data=data(**more), by=people.office, at=at, files=files)


def forward(document: IncomingDocument, people: People, *, at: Any = AT) -> IncomingDocument:
    """One step on, as it should be."""
    pk = document.pk
    plan = {"lead_department": department("brand"), "due_date": DUE}
    if document.status == T.REGISTERED:
        return services.incoming_check(document_id=pk, by=people.office, at=at)
    if document.status == T.PROPOSING:
        return services.incoming_propose(
            document_id=pk, opinion="拟转品牌营销中心办理", by=people.office, at=at, **plan
        )
    if document.status == T.INSTRUCTING:
        return services.incoming_instruct(
            document_id=pk, opinion="同意，抓紧办理", by=people.leader, at=at, **plan
        )
    if document.status == T.HANDLING:
        return services.incoming_complete(
            document_id=pk, result="已按要求报送", by=people.drafter, at=at
        )
    return services.incoming_archive(document_id=pk, retention="D10", by=people.office, at=at)


def bring(people: People, state: str, *, at: Any = AT, **more: Any) -> IncomingDocument:
    """A document that stands at a step."""
    document = register(people, at=at, **more)
    while document.status != state:
        at += MINUTE
        document = forward(document, people, at=at)
    return document


def fresh(document):
    """As it stands now."""
    return IncomingDocument.objects.get(pk=document.pk)


def instructed(people, *, helping=(), due=DUE, **more):
    """A document that a leader has just given to 品牌 and others."""
    document = bring(people, T.INSTRUCTING, **more)
    return services.incoming_instruct(
        document_id=document.pk,
        opinion="请抓紧办理",
        lead_department=department("brand"),
        helping=[department(code) for code in helping],
        due_date=due,
        by=people.leader,
        at=AT + HOUR,
    )


@pytest.fixture
def at_step(everybody) -> Callable[..., IncomingDocument]:
    """at_step(T.HANDLING): a document there."""

    def make(state: str, **more: Any) -> IncomingDocument:
        return bring(everybody, state, **more)

    return make
