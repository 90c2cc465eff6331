"""代理 on its pages: named, seen, acted for, ended."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.actors import IN_PLACE_OF
from accounts.models import Grant
from core import audit, inbox
from core.errors import Denied
from core.models import LeaveDeputy
from tests import cast

PAGE = "/console/deputies/"


def today():
    """Not the day on which the tests began: they may run over midnight."""
    return timezone.localdate()


def days(first=0, last=3):
    return {
        "from_date": (today() + timedelta(days=first)).isoformat(),
        "to_date": (today() + timedelta(days=last)).isoformat(),
    }


def text_of(answer):
    return " ".join(answer.content.decode().split())


@pytest.fixture
def leader(in_county_a):
    """邰知秋 stands in."""
    return cast.appoint("leader")


@pytest.fixture
def director(in_county_a):
    """祝望舒 goes on leave."""
    return cast.appoint("director")


@pytest.fixture
def deputy(leader, director):
    return inbox.deputy_appoint(
        absent_id=director.pk,
        deputy_id=leader.pk,
        from_date=today(),
        to_date=today() + timedelta(days=3),
        by=cast.actor("director"),
        at=timezone.now(),
        reason="公休",
    )


def test_one_names_ones_own_deputy(desk_of, leader, director):
    desk = desk_of("director")
    form = text_of(desk.get(f"{PAGE}add/"))
    assert "邰知秋（主管领导）" in form
    assert 'name="absent"' not in form
    answer = desk.post(f"{PAGE}add/", {"deputy": leader.pk, "reason": "公休", **days()})
    assert answer.url == PAGE
    made = LeaveDeputy.objects.get()
    assert (made.absent_id, made.deputy_id) == (director.pk, leader.pk)
    assert audit.last(made).action == "deputy.appoint"
    text = text_of(desk.get(PAGE))
    assert "祝望舒" in text
    assert "生效中" in text


@pytest.mark.parametrize("post", ["county_admin", "office"])
def test_the_administrator_and_the_office_name_one_for_somebody_ill(
    desk_of, leader, director, post
):
    desk = desk_of(post)
    assert 'name="absent"' in text_of(desk.get(f"{PAGE}add/"))
    data = {"absent": director.pk, "deputy": leader.pk, "reason": "生病", **days()}
    assert desk.post(f"{PAGE}add/", data).status_code == 302
    assert LeaveDeputy.objects.get().created_by_name == cast.NAMES[post]


def test_nobody_else_names_one_for_others(desk_of, leader, director):
    desk = desk_of("finance")
    desk.post(f"{PAGE}add/", {"absent": director.pk, "deputy": leader.pk, **days()})
    assert LeaveDeputy.objects.get().absent_id == cast.appoint("finance").pk


def test_the_office_does_not_say_who_acts_with_the_administrators_powers(desk_of, leader):
    admin = cast.appoint("county_admin")
    data = {"absent": admin.pk, "deputy": leader.pk, **days()}
    assert desk_of("office").post(f"{PAGE}add/", data).status_code == 403
    assert not LeaveDeputy.objects.exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"to_date": (today() - timedelta(days=1)).isoformat()}, "不能早于"),
        (days(-5, -2), "已经过去"),
        ({"deputy": "999999"}, "邰知秋"),
    ],
)
def test_refusals_are_sentences(desk_of, leader, director, change, sentence):
    answer = desk_of("director").post(f"{PAGE}add/", {"deputy": leader.pk, **days(), **change})
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert not LeaveDeputy.objects.exists()


def test_nobody_makes_themselves_a_deputy(desk_of, director):
    office = cast.appoint("office")
    answer = desk_of("office").post(
        f"{PAGE}add/", {"absent": director.pk, "deputy": office.pk, **days()}
    )
    assert not LeaveDeputy.objects.exists()
    assert answer.status_code == 422
    with pytest.raises(Exception, match="不能把自己"):
        inbox.deputy_appoint(
            absent_id=director.pk,
            deputy_id=office.pk,
            from_date=today(),
            to_date=today(),
            by=cast.actor("office"),
            at=timezone.now(),
        )


def test_a_person_without_a_post_cannot_stand_in(desk_of, leader, director):
    Grant.objects.filter(user=leader).delete()
    answer = desk_of("director").post(f"{PAGE}add/", {"deputy": leader.pk, **days()})
    assert not LeaveDeputy.objects.exists()
    assert "邰知秋" not in text_of(answer)


def test_both_see_it_at_home_while_it_runs(desk_of, deputy):
    assert "您正在代理祝望舒" in text_of(desk_of("leader").get("/console/"))
    assert "邰知秋代理您的工作" in text_of(desk_of("director").get("/console/"))
    LeaveDeputy.objects.update(from_date=today() + timedelta(days=1))
    assert "代理祝望舒" not in text_of(desk_of("leader").get("/console/"))


def test_the_deputy_acts_and_every_act_is_marked(desk_of, deputy, person):
    desk = desk_of("leader")
    inbox.assign(person, step="sign", title="签发件", post="director", by=cast.actor("admin"))
    assert "签发件" not in text_of(desk.get("/console/inbox/"))
    assert "代祝望舒办理" in text_of(desk.get(PAGE))
    assert desk.post(f"{PAGE}{deputy.pk}/act/").url == "/console/"
    text = text_of(desk.get("/console/inbox/"))
    assert "签发件" in text
    assert "邰知秋(代祝望舒)" in text
    item = inbox.pending(person).get(step="sign")
    desk.get(f"/console/inbox/item/{item.pk}/")
    item.refresh_from_db()
    assert item.opened_by_name == "邰知秋(代祝望舒)"
    assert desk.post(f"{PAGE}back/").url == "/console/"
    assert "签发件" not in text_of(desk.get("/console/inbox/"))


def test_acting_ends_with_the_deputyship_in_the_same_session(desk_of, deputy):
    desk = desk_of("leader")
    desk.post(f"{PAGE}{deputy.pk}/act/")
    assert desk.get("/console/").context["actor"].acting_for is not None
    desk_of("director").post(f"{PAGE}{deputy.pk}/end/")
    assert desk.get("/console/").context["actor"].acting_for is None


def test_a_deputy_does_not_name_or_end_deputies_of_the_absent(desk_of, deputy):
    desk = desk_of("leader")
    desk.post(f"{PAGE}{deputy.pk}/act/")
    page = text_of(desk.get(PAGE))
    assert "deputies/add" not in page
    assert "/end/" not in page
    assert desk.post(f"{PAGE}{deputy.pk}/end/").status_code == 403
    other = cast.appoint("office")
    assert desk.post(f"{PAGE}add/", {"deputy": other.pk, **days(10, 12)}).status_code == 403
    deputy.refresh_from_db()
    assert deputy.ended_at is None


def test_only_the_deputy_acts_and_only_in_time(desk_of, deputy):
    assert desk_of("office").post(f"{PAGE}{deputy.pk}/act/").status_code == 404
    assert desk_of("director").post(f"{PAGE}{deputy.pk}/act/").status_code == 404
    LeaveDeputy.objects.update(
        to_date=today() + timedelta(days=9), from_date=today() + timedelta(1)
    )
    desk = desk_of("leader")
    assert desk.post(f"{PAGE}{deputy.pk}/act/").status_code == 403
    assert IN_PLACE_OF not in desk.client.session


def test_a_stranger_does_not_see_others_deputies(desk_of, deputy):
    desk = desk_of("finance")
    assert "祝望舒" not in text_of(desk.get(PAGE))
    assert desk.get(f"{PAGE}{deputy.pk}/end/").status_code == 404


def test_ended_early_is_told_and_stays_on_the_list(desk_of, deputy):
    desk = desk_of("director")
    assert "邰知秋" in text_of(desk.get(f"{PAGE}{deputy.pk}/end/"))
    assert desk.post(f"{PAGE}{deputy.pk}/end/").url == PAGE
    assert "提前结束" in text_of(desk.get(PAGE))
    answer = desk.post(f"{PAGE}{deputy.pk}/end/")
    assert "已经结束" in text_of(answer)
    assert audit.last(deputy).action == "deputy.end"


def test_the_deputy_cannot_act_after_leaving_the_office(deputy, in_county_a):
    LeaveDeputy.objects.update(ended_at=timezone.now())
    with pytest.raises(Denied):
        inbox.stand_in(by=cast.actor("leader"), absent_id=deputy.absent_id, on=today())


def test_the_province_has_no_deputies(client_for, province):
    root = client_for(None, cast.appoint("root"))
    assert root.get(PAGE).status_code == 404
    assert PAGE not in root.get("/console/").content.decode()
