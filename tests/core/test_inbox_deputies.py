"""代理: somebody acts for an absent person, and everybody can see it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from core import audit, inbox
from core.actor import Actor
from core.errors import Denied, Violation
from core.models import LeaveDeputy
from tests.core.inbox_checks import consistent

DAY = date(2026, 11, 24)


@pytest.fixture
def appoint(in_county_a, people, now):
    def make(**options):
        options = {
            "absent_id": 4,
            "deputy_id": 3,
            "from_date": DAY,
            "to_date": DAY + timedelta(days=3),
            "by": people.actor_of(4),
            "at": now,
        } | options
        return inbox.deputy_appoint(**options)

    return make


def test_a_deputy_sees_and_does_the_absent_persons_work_marked(
    appoint, record, drafter, leader, now
):
    deputy = appoint(reason="出差")
    assert str(deputy) == "4 → 3"
    assert list(inbox.principals(3, on=DAY)) == [deputy]
    inbox.assign(record, step="sign", title="签发", post="director", by=drafter)
    assert not inbox.for_actor(leader, "todo").exists()
    acting = inbox.stand_in(by=leader, absent_id=4, on=DAY)
    item = inbox.for_actor(acting, "todo").get()
    inbox.mark_opened(item_id=item.pk, by=acting, at=now)
    inbox.close(record, step="sign", by=acting, outcome="agreed", at=now)
    audit.record(record, by=acting, action="x")
    assert audit.last(record).signature == "邰知秋(代祝望舒)"
    done = inbox.for_actor(acting, "done").get()
    assert (done.closed_by_name, done.opened_by_name) == ("邰知秋(代祝望舒)",) * 2
    consistent(record)


def test_only_between_the_days_and_until_it_ends(appoint, leader, director, now):
    deputy = appoint()
    for day in (DAY - timedelta(days=1), DAY + timedelta(days=4)):
        with pytest.raises(Denied, match="您今天没有代理祝望舒"):
            inbox.stand_in(by=leader, absent_id=4, on=day)
    with pytest.raises(Denied):
        inbox.stand_in(by=Actor.system("x"), absent_id=4, on=DAY)
    inbox.deputy_end(deputy_id=deputy.pk, by=director, at=now)
    with pytest.raises(Denied):
        inbox.stand_in(by=leader, absent_id=4, on=DAY)
    with pytest.raises(Violation, match="已经结束"):
        inbox.deputy_end(deputy_id=deputy.pk, by=director, at=now)
    assert audit.last(deputy).sentences == [
        "请假人:祝望舒",
        "代理人:邰知秋",
        *audit.last(deputy).sentences[2:],
    ]


def test_the_absent_or_the_administrator_names_the_deputy(appoint, people, admin, leader, director):
    with pytest.raises(Denied, match="请假人本人或管理员指定"):
        appoint(by=leader)
    with pytest.raises(Denied):
        appoint(by=leader.in_place_of(director))
    appoint(by=admin)


def test_dates_and_people_are_checked(appoint, people):
    with pytest.raises(Violation, match="不能早于"):
        appoint(to_date=DAY - timedelta(days=1))
    with pytest.raises(Violation, match="本人以外的代理人"):
        appoint(deputy_id=4)
    people.gone.add(7)
    with pytest.raises(Violation, match="账号已停用"):
        appoint(deputy_id=7)
    appoint()
    with pytest.raises(Violation, match="已由邰知秋代理"):
        appoint(deputy_id=2)
    appoint(deputy_id=2, from_date=DAY + timedelta(days=4), to_date=DAY + timedelta(days=5))


@pytest.mark.parametrize(
    "bad", [{"deputy_id": 4}, {"to_date": DAY - timedelta(days=1)}], ids=["self", "dates"]
)
def test_the_database_refuses_them_too(in_county_a, bad):
    row = {"absent_id": 4, "deputy_id": 3, "from_date": DAY, "to_date": DAY} | bad
    with pytest.raises(IntegrityError), transaction.atomic():
        LeaveDeputy.objects.create(**row)


def test_who_holds_no_post_stands_in_for_nobody(appoint):
    with pytest.raises(Violation) as refusal:
        appoint(deputy_id=7)
    assert (refusal.value.field, refusal.value.sentence) == (
        "deputy",
        "此人没有岗位，无法代为办理，请另选他人。",
    )
    assert not LeaveDeputy.objects.exists()
