"""The people of a document's way, and documents anywhere on it."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from accounts.models import User
from accounts.posts import Post
from core.actor import Actor
from operations.archives.kinds import Retention
from operations.documents import services
from operations.documents.lifecycle import TEN, S
from operations.documents.models import DocumentSeries, OutgoingDocument
from operations.documents.services import DraftData
from operations.staff.models import Department
from tests import cast

# A Tuesday: 2026-03-03 09:00 in Shanghai.
AT = datetime(2026, 3, 3, 1, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BODY = """为做好春季农产品上行，现将有关事项通知如下。
一、总体要求
各服务站要统筹安排。
"""


class People:
    """Who acts at each step; a post is appointed when it is first asked for. Whoever is given
    more than their post while a test runs is asked for by `cast.actor`."""

    def __init__(self, *posts: str) -> None:
        for post in posts:
            getattr(self, post)

    def __getattr__(self, post: str) -> Actor:
        found = cast.actor(Post(post))
        setattr(self, post, found)
        return found

    def again(self) -> "People":
        """The same for another test, which may ask for more."""
        found = People()
        vars(found).update(vars(self))
        return found

    def second(self, post: str, username: str) -> Actor:
        """Another person of the same post; a third one needs another phone than the second."""
        found = cast.actor(post, username=username)
        User.objects.filter(pk=found.user_id).update(phone_hash=f"free-{username}")
        return found


@pytest.fixture(scope="module")
def appointed(stage) -> Iterator[People]:
    """Everybody whom the ten steps need, for all tests of a file."""
    yield from stage(lambda: People("drafter", "office", "leader", "director", "ops"))


def data(**more: Any) -> DraftData:
    """A notice as somebody would draft it."""
    values = {
        "title": "关于做好春季农产品上行工作的通知",
        "kind": "notice",
        "department_id": Department.objects.get(code="brand").pk,
        "body": BODY,
        "main_recipients": ("各乡镇服务站", "各村级服务站"),
        "copy_recipients": ("禾川县商务局",),
        **more,
    }
    return DraftData(**values)


def forward(document: OutgoingDocument, people: People, *, at: datetime) -> OutgoingDocument:
    """One step on, by whoever does it."""
    action, poster, more = FORWARD[S(document.status)]
    given = more(document) if callable(more) else more
    return action(document_id=document.pk, by=getattr(people, poster), at=at, **given)


FORWARD: dict[S, Any] = {
    S.DRAFTING: (services.document_submit, "drafter", {"confirmed": True}),
    S.OFFICE_REVIEW: (services.document_review, "office", {"opinion": "拟同意"}),
    S.LEADER_SIGN: (services.document_agree, "leader", {"opinion": "同意"}),
    S.DIRECTOR_SIGN: (services.document_sign, "director", {"opinion": "同意印发"}),
    S.NUMBERING: (
        services.document_number,
        "office",
        lambda document: {"series_id": DocumentSeries.objects.get(code="禾电商").pk},
    ),
    S.PROOFING: (services.document_proof, "drafter", {}),
    S.PROOF_CHECK: (services.proof_pass, "ops", {}),
    S.PRINTING: (
        services.document_print,
        "drafter",
        {"copies": 20, "printed_date": date(2026, 3, 1)},
    ),
    S.DISPATCHING: (
        services.document_dispatch,
        "drafter",
        lambda document: {
            "recipients": [*document.main_recipients, *document.copy_recipients],
            "channel": "paper",
        },
    ),
    S.FILING: (services.document_archive, "office", {"retention": Retention.TEN}),
}


def bring(people: People, state: str, *, at: datetime = AT, **more: Any) -> OutgoingDocument:
    """A document that stands at a step."""
    document = services.document_draft(data=data(**more), by=people.drafter, at=at)
    return go_on(document, people, state, at=at)


def go_on(
    document: OutgoingDocument, people: People, state: str, *, at: datetime
) -> OutgoingDocument:
    """The same document, further on."""
    while document.status != state:
        at += HOUR / 10
        document = forward(document, people, at=at)
    return document


@pytest.fixture
def at_step(people) -> Callable[..., OutgoingDocument]:
    """at_step(S.NUMBERING): a document there."""

    def make(state: str, **more: Any) -> OutgoingDocument:
        return bring(people, state, **more)

    return make


STEPS = [str(state) for state in TEN]
