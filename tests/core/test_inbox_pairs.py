"""Every verb after every verb: done or refused with a sentence, and nothing gets lost."""

from datetime import timedelta

import pytest
from django.db import transaction

from core import inbox
from core.errors import Denied, Violation
from core.inbox import Assignee
from core.inbox.addressing import LIVE, is_for, items_of
from core.models import InboxItem
from operations.staff.models import Person
from tests.core.inbox_checks import consistent
from tests.core.people import NOW, filed, registered


class Desk:
    """One record on its way, and the people around it."""

    def __init__(self, record, people, now):
        self.record, self.people, self.now = record, people, now

    def begin(self):
        """It has been drafted and is with the office."""
        drafter = self.people.actor_of(1)
        inbox.assign(self.record, step="draft", title="拟稿", user_id=1, by=drafter)
        inbox.close(self.record, step="draft", by=drafter, outcome="agreed", at=self.now)
        inbox.assign(
            self.record, step="review", title="核稿", post="office", by=drafter, at=self.now
        )

    def tick(self):
        self.now += timedelta(hours=2)
        return self.now

    def live(self, *roles):
        found = items_of(self.record).filter(state__in=LIVE, kind="todo").order_by("-id")
        return [item for item in found if not roles or item.role in roles]

    def newest(self):
        """The item that was asked for last, and somebody who has it."""
        item = next((item for item in self.live() if item.state == "open"), None)
        if item is None:
            item = items_of(self.record).filter(kind="todo").latest("id")
        actors = [self.people.actor_of(n) for n in self.people.posts]
        return item, next(actor for actor in actors if is_for(item, actor))

    def hand_over(self):
        item, by = self.newest()
        to = {2: 6, 6: 2, 7: 1}.get(by.user_id, 7)
        inbox.hand_over(item_id=item.pk, to_user_id=to, by=by, message="请办", at=self.tick())

    def delegate(self):
        item, by = self.newest()
        to = 7 if by.user_id != 7 else 8
        inbox.delegate(item_id=item.pk, to_user_id=to, by=by, message="请看", at=self.tick())

    def sign_before(self):
        self.sign("before")

    def sign_after(self):
        self.sign("after", opinion="拟同意")

    def sign(self, when, **more):
        item, by = self.newest()
        people = [n for n in (3, 4) if n != by.user_id]
        inbox.add_countersigner(
            item_id=item.pk,
            to_user_ids=people,
            when=when,
            by=by,
            message="请签",
            at=self.tick(),
            **more,
        )

    def unsign(self):
        item, _by = self.newest()
        asker = item.parent or item
        by = next(
            self.people.actor_of(n)
            for n in self.people.posts
            if is_for(asker, self.people.actor_of(n))
        )
        inbox.remove_countersigner(item_id=item.pk, by=by, at=self.tick())

    def recall(self):
        item, by = self.newest()
        asker = item.parent or item
        by = next(
            self.people.actor_of(n)
            for n in self.people.posts
            if is_for(asker, self.people.actor_of(n))
        )
        inbox.recall(item_id=asker.pk, by=by, at=self.tick())

    def agree(self):
        item, by = self.newest()
        inbox.answer(item_id=item.pk, by=by, agree=True, opinion="可", at=self.tick())

    def refuse(self):
        item, by = self.newest()
        inbox.answer(item_id=item.pk, by=by, agree=False, opinion="不可", at=self.tick())

    def countersign(self):
        inbox.countersign(
            self.record,
            step="review",
            title="会签",
            to=[Assignee(3), Assignee(4)],
            by=self.people.actor_of(1),
            at=self.tick(),
        )

    def send_back(self):
        _item, by = self.newest()
        inbox.send_back(
            self.record,
            step="review",
            to_step="draft",
            title="退回",
            by=by,
            reason="缺附件",
            at=self.tick(),
        )

    def resubmit(self):
        inbox.resubmit(self.record, title="再报", by=self.people.actor_of(1), at=self.tick())

    def withdraw(self):
        inbox.withdraw(self.record, by=self.people.actor_of(1), at=self.tick())

    def remind(self):
        item, _by = self.newest()
        inbox.remind(item_id=item.pk, by=self.people.actor_of(5), at=self.tick())

    def circulate(self):
        inbox.circulate(
            self.record,
            to=[Assignee(8)],
            title="请阅",
            by=self.people.actor_of(1),
            at=self.tick(),
        )

    def open(self):
        item, by = self.newest()
        inbox.mark_opened(item_id=item.pk, by=by, at=self.tick())

    def approve(self):
        _item, by = self.newest()
        inbox.close(self.record, step="review", by=by, outcome="agreed", at=self.tick())

    def end(self):
        inbox.close(self.record, by=self.people.actor_of(5), outcome="closed", at=self.tick())

    def rescue(self):
        self.people.gone |= {7}
        inbox.rescue(by=self.people.actor_of(5), at=self.tick())


VERBS = (
    "hand_over", "delegate", "sign_before", "sign_after", "unsign", "recall", "agree", "refuse",
    "countersign", "send_back", "resubmit", "withdraw", "remind", "circulate", "open", "approve",
    "end", "rescue",
)  # fmt: skip

# What must be refused after a verb that was itself possible; everything else must work.
NOTHING_ASKED = {"unsign", "recall", "agree", "refuse"}
NOT_RETURNED = {"resubmit"}
ASKED = {"resubmit", "withdraw", "approve"}
OVER = {"hand_over", "delegate", "sign_before", "sign_after", "remind", "withdraw"}
REFUSED = {
    "hand_over": NOTHING_ASKED | NOT_RETURNED | {"withdraw"},
    "delegate": ASKED,
    "sign_before": ASKED,
    "sign_after": ASKED,
    "countersign": {"unsign", "recall", "resubmit", "approve", "countersign"},
    "send_back": NOTHING_ASKED | {"withdraw"},
    "withdraw": NOTHING_ASKED | NOT_RETURNED,
    "remind": NOTHING_ASKED | NOT_RETURNED,
    "circulate": NOTHING_ASKED | NOT_RETURNED | {"circulate"},
    "open": NOTHING_ASKED | NOT_RETURNED | {"withdraw"},
    "approve": NOTHING_ASKED | NOT_RETURNED | OVER,
    "end": NOTHING_ASKED | NOT_RETURNED | OVER,
    "rescue": NOTHING_ASKED | NOT_RETURNED | {"delegate"},
}


@pytest.fixture
def desk(record, people, now):
    desk = Desk(record, people, now)
    desk.begin()
    return desk


@pytest.fixture(scope="module", params=VERBS)
def done(request, stage):
    """A verb; the record after it, what time it is then, and who has gone."""
    first = request.param

    def build():
        with registered() as people:
            desk = Desk(filed(), people, NOW)
            desk.begin()
            if first in NOTHING_ASKED | NOT_RETURNED:
                # These need a request, or a return, before them.
                desk.send_back() if first == "resubmit" else desk.delegate()
            assert attempt(desk, first) is None
            return first, desk.record.pk, desk.now, frozenset(people.gone)

    yield from stage(build)


@pytest.fixture
def after(done, in_county_a, people):
    """The verb, and everybody after it."""
    first, pk, now, gone = done
    people.gone |= gone
    return first, Desk(Person.objects.get(pk=pk), people, now)


def attempt(desk, verb):
    """Do it; the refusal, if any. Nothing of a refused verb stays."""
    before = list(InboxItem.objects.order_by("id").values_list("id", "state"))
    try:
        with transaction.atomic():
            getattr(desk, verb)()
    except (Violation, Denied) as refusal:
        refused = refusal
    else:
        refused = None
    consistent(desk.record)
    if refused is not None:
        assert refused.sentence
        assert list(InboxItem.objects.order_by("id").values_list("id", "state")) == before
    return refused


@pytest.mark.parametrize("second", VERBS)
def test_any_verb_after_any_verb(after, second):
    first, desk = after
    refusal = attempt(desk, second)
    if first not in NOTHING_ASKED | NOT_RETURNED:
        assert (refusal is not None) == (second in REFUSED[first]), (first, second, refusal)


@pytest.mark.parametrize("asking", ["delegate", "sign_before", "sign_after", "countersign"])
@pytest.mark.parametrize("between", ["hand_over", "delegate", "sign_before", "remind", "open"])
def test_what_was_asked_comes_back_whatever_happens_between(desk, asking, between):
    getattr(desk, asking)()
    attempt(desk, between)
    for _ in range(8):
        if not desk.live("delegate", "before", "after", "signer"):
            break
        attempt(desk, "agree")
    assert [item.role for item in desk.live()] == ["step"]
    assert attempt(desk, "approve") is None
    assert desk.live() == []
