"""Visitors: announced, received, closed; leaders are told."""

import pytest

from accounts.models import User
from core import attachments, inbox
from core.errors import Denied
from operations.meetings import selectors, services
from operations.meetings.lifecycle import V
from tests.operations.meetings.conftest import AT, BEGIN, DAY, END, refused, visit, visit_data


def titles(actor, box):
    """What lies in a box."""
    return list(inbox.for_actor(actor, box).order_by("pk").values_list("title", flat=True))


@pytest.mark.handbook(26)
def test_visitors_are_announced_received_and_closed(people):
    found = visit(people)
    assert found.number == "接待〔2026〕1号"
    named = "邻县电商公共服务中心 学习村级服务站运营经验"
    assert titles(people.leader, "to_read") == [f"来访预告：{named}"]
    assert titles(people.dept_head, "todo") == [f"接待来访：{named}"]
    given = {"visit_id": found.pk, "by": people.dept_head}
    refused(lambda: services.visit_receive(headcount=5, at=AT, **given), 26, words="未到")
    wrong = {"headcount": 0, "at": BEGIN, **given}
    refused(lambda: services.visit_receive(**wrong), 26, field="headcount")
    services.visit_receive(headcount=5, at=BEGIN, **given)
    assert titles(people.dept_head, "todo") == [f"接待办结：{named}"]
    refused(lambda: services.visit_close(result=" ", at=END, **given), 26, field="result")
    closed = services.visit_close(result="介绍了经验", cost_note="无", at=END, **given)
    assert (closed.status, closed.headcount, closed.cost_note) == (V.CLOSED, 5, "无")
    assert titles(people.dept_head, "todo") == []


@pytest.mark.handbook(26)
def test_a_visit_is_changed_by_its_host_and_by_the_office_until_they_come(people):
    found = visit(people, by=people.frontdesk)
    given = {"visit_id": found.pk, "at": AT}
    moved = visit_data(people, arrives_at=BEGIN + DAY, leaves_at=END + DAY)
    refused(lambda: services.visit_change(data=moved, by=people.staff, **given), 26)
    refused(
        lambda: services.visit_change(data=moved, by=people.office, expected_version=7, **given)
    )
    staff = visit_data(people, host_id=people.staff.user_id)
    services.visit_change(data=staff, by=people.office, expected_version=0, **given)
    assert titles(people.dept_head, "todo") == []
    assert len(titles(people.staff, "todo")) == 1
    User.objects.filter(pk=people.staff.user_id).update(is_active=False)
    gone = visit_data(people, host_id=people.staff.user_id)
    refused(
        lambda: services.visit_change(data=gone, by=people.office, **given), 26, field="host_id"
    )
    refused(lambda: services.visit_cancel(reason="改期", by=people.dept_sup, **given), 26)
    services.visit_cancel(reason="改期", by=people.frontdesk, **given)
    assert len(titles(people.leader, "to_read")) == 3
    refused(lambda: services.visit_change(data=moved, by=people.office, **given), 26)
    with pytest.raises(Denied):
        visit(people, by=people.drafter)


@pytest.mark.handbook(26)
def test_a_visit_is_seen_by_those_who_have_to_do_with_it(people):
    found = visit(people)
    for actor in (people.office, people.leader, people.frontdesk, people.dept_head):
        assert found in selectors.visits(actor)
    assert found not in selectors.visits(people.dept_sup)
    assert attachments.may_see(people.dept_head, found)
    assert not attachments.may_see(people.dept_sup, found)
    assert list(selectors.today_of(selectors.visits(people.office), day=BEGIN.date())) == [found]
    for asked in ({"query": "村级"}, {"state": "planned"}, {"kind": "study"}, {"month": "2026-03"}):
        assert list(selectors.filtered_visits(selectors.visits(people.office), **asked)) == [found]
    assert not selectors.filtered_visits(selectors.visits(people.office), month="2026-04")
