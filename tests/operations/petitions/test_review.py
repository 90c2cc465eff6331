"""Review and re-review: each by somebody who had no part in it (R0)."""

import pytest

from core import inbox, papers
from core.errors import Denied
from operations.petitions import selectors, services
from operations.petitions.kinds import Stage
from operations.petitions.lifecycle import S
from tests.operations.petitions.conftest import (
    AT,
    DAY,
    TODAY,
    bring,
    deliver,
    refused,
    review,
)

ASKED = AT + 10 * DAY


@pytest.fixture
def delivered(people):
    """An answer that has reached the petitioner."""
    petition = bring(people, S.ANSWERED)
    deliver(people, petition, at=AT + 4 * DAY)
    return petition


def conclude(people, petition, by, *, at):
    """The reviewer's opinion, delivered."""
    services.petition_answer(
        petition_id=petition.pk, outcome="upheld", answer="维持", by=getattr(people, by), at=at
    )
    deliver(people, petition, at=at)


@pytest.mark.handbook(0, 26)
def test_three_people_look_at_it_and_the_last_opinion_is_final(people, delivered):
    review(people, delivered, "leader", at=ASKED)
    now = selectors.round_of(delivered)
    assert (now.stage, now.due_date) == (Stage.REVIEW, TODAY + 40 * DAY)
    assert [one.user_id for one in inbox.pending(delivered)] == [people.leader.user_id]
    conclude(people, delivered, "leader", at=ASKED + DAY)
    refused(
        lambda: review(people, delivered, "leader", at=ASKED + 2 * DAY),
        *(0, 26),
        field="handler_id",
        words="办理过",
    )
    review(people, delivered, "director", at=ASKED + 2 * DAY)
    conclude(people, delivered, "director", at=ASKED + 3 * DAY)
    refused(lambda: review(people, delivered, "gm", at=ASKED + 4 * DAY), 26, words="终结")
    services.petition_close(petition_id=delivered.pk, by=people.office, at=ASKED + 4 * DAY)
    issued = [one.kind for one in papers.of(delivered)]
    assert issued[:3] == ["信访事项复核意见书", "信访事项复查意见书", "信访事项答复意见书"]
    stages = list(delivered.involved.order_by("pk").values_list("stage", flat=True))
    assert stages == ["handling", "review", "re_review"]


@pytest.mark.handbook(0, 26)
def test_whoever_handled_it_first_does_not_review_it_whatever_post_they_hold(people):
    petition = bring(people, S.ANSWERED, handler="gm")
    deliver(people, petition, at=AT + 4 * DAY)
    refused(lambda: review(people, petition, "gm", at=ASKED), 0, 26, field="handler_id")
    able = selectors.may_handle(petition, stage="review", posts=selectors.posts_of("review"))
    assert people.gm.user_id not in able
    assert people.leader.user_id in able


@pytest.mark.handbook(0, 26)
def test_nobody_who_had_it_in_hand_gets_the_review_by_another_way(people, delivered):
    second = people.second("leader", "leader2")
    review(people, delivered, "leader", at=ASKED)
    (item,) = inbox.pending(delivered)
    given = {"item_id": item.pk, "by": people.leader, "message": "请复查", "at": ASKED}
    refused(lambda: inbox.hand_over(to_user_id=people.staff.user_id, **given), 26, field="to")
    inbox.hand_over(to_user_id=second.user_id, **given)
    refused(
        lambda: services.petition_assign(
            petition_id=delivered.pk,
            handler_id=people.leader.user_id,
            reason="换回",
            by=people.director,
            at=ASKED,
        ),
        *(0, 26),
        field="handler_id",
    )


@pytest.mark.handbook(26)
def test_a_review_is_a_leaders_and_asked_for_in_time_by_somebody_known(people, delivered):
    refused(
        lambda: review(people, delivered, "staff", at=ASKED), 26, field="handler_id", words="岗位"
    )
    late = AT + 35 * DAY
    refused(lambda: review(people, delivered, "leader", at=late), 26, field="asked_date")
    # Asked for in time, entered after.
    review(people, delivered, "leader", at=late, asked_date=TODAY + 34 * DAY)
    with pytest.raises(Denied):
        services.petition_answer(
            petition_id=delivered.pk, outcome="upheld", answer="维持", by=people.staff, at=late
        )
    anonymous = bring(people, S.ANSWERED, is_anonymous=True)
    refused(lambda: review(people, anonymous, "leader", at=ASKED), 26, words="匿名")
    undelivered = bring(people, S.ANSWERED)
    refused(lambda: review(people, undelivered, "leader", at=ASKED), 26, words="送达")
