"""Who has not done what: for those above, with urging."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from core import inbox
from core.models.inbox import InboxItem
from tests import cast
from tests.query_counts import LIST


def text(response):
    return response.content.decode()


@pytest.fixture
def waiting(person):
    """Late with the administration, in time with a duty officer by name; read copies count not."""
    now, by = timezone.now(), cast.actor("admin")
    cast.appoint("office")
    late = inbox.assign(
        person,
        step="check",
        title="核对材料",
        post="office",
        by=by,
        due_at=now - timedelta(days=5),
    )
    clerk = cast.appoint("duty")
    named = inbox.assign(
        person,
        step="call",
        title="电话回访",
        post="duty",
        user_id=clerk.pk,
        by=by,
        due_at=now + timedelta(days=30),
    )
    inbox.circulate(
        person, to=[inbox.Assignee(user_id=clerk.pk)], title="传阅一份通知", by=by, at=now
    )
    return late, named


def test_the_leader_sees_who_is_latest_first(desk_of, waiting):
    shown = text(desk_of("leader").get(reverse("console:inbox_team")))
    _late, named = waiting
    assert shown.index("/team/office/") < shown.index(f"/team/p{named.user_id}/")
    assert shown.count("由该岗位人员共同办理") >= 1
    lines = {(load.user_id, load.post): load for load in inbox.loads(at=timezone.now())}
    office, clerk = lines[None, "office"], lines[named.user_id, ""]
    assert (office.open, office.overdue, office.unopened) == (1, 1, 1)
    assert (clerk.open, clerk.overdue) == (1, 0)
    assert clerk.next_due == named.due_at


def test_what_waits_with_one_of_them(desk_of, waiting):
    desk = desk_of("leader")
    shown = text(desk.get(reverse("console:inbox_load", args=["office"])))
    assert "核对材料" in shown
    assert "电话回访" not in shown
    assert "尚未打开" in shown
    shown = text(desk.get(reverse("console:inbox_load", args=[f"p{waiting[1].user_id}"])))
    assert "电话回访" in shown
    assert "传阅一份通知" not in shown
    assert "这里没有待办事项。" in text(desk.get(reverse("console:inbox_load", args=["cashier"])))


@pytest.mark.parametrize("who", ["p0", "p999999", "attic", "p", f"p{9**20}"])
def test_nobody_of_that_name(desk_of, waiting, who):
    assert desk_of("leader").get(f"/console/inbox/team/{who}/").status_code == 404


def test_the_leader_urges_once_an_hour(desk_of, waiting):
    desk, (late, named) = desk_of("leader"), waiting
    url = reverse("console:inbox_urge", args=["office", late.pk])
    assert "已催办电商办。" in text(desk.post(url, follow=True))
    assert "一小时内已催办过电商办" in text(desk.post(url, follow=True))
    assert InboxItem.objects.get(pk=late.pk).reminders == 1
    # Not on that line; and a link that is only opened urges nobody.
    assert desk.post(reverse("console:inbox_urge", args=["office", named.pk])).status_code == 404
    assert desk.get(url).status_code == 405


@pytest.mark.parametrize("post", ["county_admin", "admin", "duty", "station_mgr"])
def test_it_is_not_for_everybody(desk_of, waiting, post):
    desk = desk_of(post)
    for url in (
        reverse("console:inbox_team"),
        reverse("console:inbox_load", args=["office"]),
    ):
        assert desk.get(url).status_code == 403
    urge = reverse("console:inbox_urge", args=["office", waiting[0].pk])
    assert desk.post(urge).status_code == 403
    assert "谁还没办" not in text(desk.get(reverse("console:inbox")))


def test_it_is_one_click_from_the_box(desk_of, waiting):
    assert "谁还没办" in text(desk_of("director").get(reverse("console:inbox")))


def test_an_empty_house(desk_of, in_county_a):
    InboxItem.objects.all().delete()
    shown = text(desk_of("leader").get(reverse("console:inbox_team")))
    assert "没有任何人有待办事项。" in shown


def test_query_counts(desk_of, waiting, query_counts):
    desk = desk_of("leader")
    with query_counts("team", most=LIST):
        desk.get(reverse("console:inbox_team"))
    with query_counts("load", most=LIST):
        desk.get(reverse("console:inbox_load", args=["office"]))
