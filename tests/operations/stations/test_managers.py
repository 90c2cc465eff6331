"""Managers: invited once, changed by handover, their accounts closed the same day (R146)."""

import pytest

from accounts.models import Invitation, User
from accounts.services import invitation_accept
from core import audit
from core.actor import Actor
from core.errors import Denied, Violation
from operations.stations import services
from tests.operations.stations.conftest import AT, DAY, values
from tests.operations.stations.people import ADMIN, CLERK, DIRECTOR, OPS

pytestmark = pytest.mark.handbook(146)
PASSWORD = "禾苗-Stapler-41"


def invite(station, by=CLERK):
    """A link for the manager."""
    return services.manager_invite(station_id=station.pk, by=by, at=AT + 26 * DAY)


def accept(token, username="zhuqinghe"):
    """The link is used a day later."""
    return invitation_accept(token=token, username=username, password=PASSWORD, at=AT + 27 * DAY)


def change(station, **more):
    """卜知秋 takes over."""
    given = {"name": "卜知秋", "phone": "19900001777", "ledgers": True, "equipment": True}
    return services.manager_change(
        station_id=station.pk, **(given | {"by": CLERK, "at": AT + 90 * DAY} | more)
    )


def test_the_invitation_gives_the_station_and_nothing_else(operating):
    user = accept(invite(operating, by=ADMIN))
    grant = user.grants.get()
    assert (grant.post, grant.scope_kind, grant.scope_key) == (
        "station_mgr",
        "station",
        str(operating.pk),
    )
    assert "station.invite" in [entry.action for entry in audit.timeline(operating)]


def test_managers_are_invited_by_the_office_or_the_administrator(operating):
    with pytest.raises(Denied, match="站长由办公室、综合办公区或县管理员邀请"):
        invite(operating, by=OPS)
    with pytest.raises(Denied):
        change(operating, by=OPS)
    assert not Invitation.objects.filter(name="祝青禾").exists()


def test_nobody_is_invited_without_name_and_phone(divisions):
    bare = services.station_select(
        by=CLERK, at=AT, **values(divisions["石桥村"], manager_name="", manager_phone="")
    )
    with pytest.raises(Violation, match="请先填写站长的姓名和手机号") as refusal:
        invite(bare)
    assert refusal.value.clauses[0].number == 146


def test_an_ended_station_gets_no_manager(operating):
    services.station_close(station_id=operating.pk, by=DIRECTOR, at=AT + 60 * DAY, reason="撤并")
    with pytest.raises(Violation, match="不能再邀请站长"):
        invite(operating)
    with pytest.raises(Violation, match="不能再更换站长"):
        change(operating)
    assert not operating.manager_changes.exists()


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"name": "  "}, "name", "请填写站长姓名"),
        ({"phone": "1990000177"}, "phone", "手机号应为11位"),
        ({"id_number": "110105194912310021"}, "id_number", "校验不符"),
        ({"ledgers": False}, "", "台账"),
        ({"equipment": False}, "", "设备"),
        ({"expected_version": 0}, "", "请重新打开页面"),
    ],
)
def test_a_handover_that_is_not_right_changes_nothing(operating, wrong, field, words):
    with pytest.raises(Violation, match=words) as refusal:
        change(operating, **wrong)
    assert refusal.value.field == field
    operating.refresh_from_db()
    assert operating.manager_name == "祝青禾"
    assert not operating.manager_changes.exists()


def test_the_new_managers_papers_replace_the_old_ones(operating):
    station = change(
        operating, id_number="11010519491231002x", training_certificate=" 皖电商2026-7 "
    )
    assert (station.manager_id_number, station.training_certificate) == (
        "11010519491231002X",
        "皖电商2026-7",
    )
    noted = station.manager_changes.get()
    assert (noted.old_name, noted.new_name) == ("祝青禾", "卜知秋")
    assert audit.last(station).action == "station.manager_change"
    assert change(operating, at=AT + 91 * DAY).manager_id_number == ""


def test_a_link_the_old_manager_never_used_is_dead_after_the_handover(operating):
    token = invite(operating)
    change(operating)
    with pytest.raises(Violation, match="链接"):
        accept(token)
    operating.refresh_from_db()
    assert operating.manager_user is None
    assert not User.objects.filter(username="zhuqinghe").exists()


def test_so_is_one_of_a_station_that_was_closed(operating):
    token = invite(operating)
    services.station_close(station_id=operating.pk, by=DIRECTOR, at=AT + 27 * DAY, reason="撤并")
    with pytest.raises(Violation):
        accept(token)


def test_a_link_of_another_station_stays_good(operating, divisions):
    other = services.station_select(
        by=CLERK, at=AT, **values(divisions["南坪村"], manager_phone="19900001999")
    )
    token = invite(other)
    change(operating)
    assert accept(token).grants.get().scope_key == str(other.pk)


def test_closing_closes_the_managers_account(operating):
    user = accept(invite(operating))
    services.station_close(station_id=operating.pk, by=DIRECTOR, at=AT + 60 * DAY, reason="撤并")
    user.refresh_from_db()
    assert user.is_active is False


def test_an_account_closed_before_stays_as_it_is(operating):
    user = accept(invite(operating))
    User.objects.filter(pk=user.pk).update(is_active=False)
    station = change(operating)
    assert station.manager_user is None
    assert "account.close" not in [entry.action for entry in audit.timeline(user)]


def test_the_product_itself_may_invite(operating):
    assert invite(operating, by=Actor.system("demo"))
