"""Coming and going: registering, joining, leaving, coming back."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.actors import actor_of
from accounts.models import User
from accounts.posts import Post
from accounts.services import invitation_accept, user_deactivate, user_open
from core import audit, inbox
from core.actor import Holding
from core.errors import Denied, Violation
from core.models import FigureChange
from core.models.audit import AuditEntry
from operations.staff import clearance, services
from operations.staff.models import ChecklistItem, Person
from operations.staff.services import people
from tests import cast

NOW = timezone.now()
TODAY = timezone.localdate()


@pytest.fixture
def admin(in_county_a):
    return cast.actor("admin")


def register(by, **kwargs):
    values = {"name": "邰小满", "phone": "19900004444", "joined_date": date(2025, 3, 1)} | kwargs
    return services.person_register(by=by, at=NOW, **values)


def tick_all(person, by):
    for item in ChecklistItem.objects.filter(run__person=person, run__closed_at=None):
        services.item_tick(item_id=item.pk, by=by, at=NOW)


@pytest.mark.handbook(122)
def test_joining_begins_with_a_checklist_and_a_todo(admin):
    person = register(admin)
    assert person.status == "joining"
    assert person.checklists.get().items.count() == 6
    assert inbox.for_actor(admin, "todo").count() == 1


@pytest.mark.handbook(122)
def test_joining_is_complete_when_every_item_is_ticked(admin):
    person = register(admin)
    with pytest.raises(Violation) as refusal:
        services.person_confirm(person_id=person.pk, by=admin, at=NOW)
    assert refusal.value.clauses[0].number == 122
    tick_all(person, admin)
    person = services.person_confirm(person_id=person.pk, by=admin, at=NOW)
    assert person.status == "active"
    assert inbox.for_actor(admin, "todo").count() == 0


def test_others_may_not_register(in_county_a):
    with pytest.raises(Denied):
        register(cast.actor("office"))
    assert not Person.objects.exists()


def test_one_phone_is_one_person(admin):
    register(admin)
    with pytest.raises(Violation) as refusal:
        register(admin, name="柏小满")
    assert refusal.value.field == "phone"
    register(admin, name="柏小满", phone="")
    register(admin, name="柏小满", phone="")


def test_a_bad_phone_is_named(admin):
    with pytest.raises(Violation) as refusal:
        register(admin, phone="1990000444")
    assert refusal.value.field == "phone"


def test_a_phone_of_somebody_else_is_named_and_nothing_of_the_change_stays(admin):
    register(admin, name="鄢望舒", phone="19900005555")
    person = register(admin)
    with pytest.raises(Violation) as refused:
        change(person, admin, name="柏小满", phone="19900005555")
    assert refused.value.sentence == "该手机号已登记给鄢望舒。"
    assert refused.value.field == "phone"
    stored = Person.objects.get(pk=person.pk)
    assert (stored.name, stored.phone) == ("邰小满", "19900004444")
    assert audit.last(person).action == "person.register"


def change(person, by, **kwargs):
    values = {"name": person.name, "joined_date": person.joined_date} | kwargs
    return services.person_change(person_id=person.pk, by=by, **values)


def test_a_change_to_the_same_is_none(admin):
    person = register(admin)
    FigureChange.objects.all().delete()
    before = AuditEntry.objects.count()
    assert change(person, admin).phone == "19900004444"
    assert AuditEntry.objects.count() == before
    assert not FigureChange.objects.exists()


@pytest.mark.handbook(161)
@pytest.mark.parametrize("moved", [date(2025, 2, 1), date(2025, 5, 1)])
def test_another_first_day_is_counted_from_the_earlier_of_both(admin, moved):
    person = register(admin)
    FigureChange.objects.all().delete()
    change(person, admin, joined_date=moved)
    assert FigureChange.objects.get(code="K30").on_date == min(moved, date(2025, 3, 1))


def test_a_phone_is_taken_off(admin):
    person = change(register(admin), admin, phone=" ")
    assert (person.phone, person.phone_last4) == ("", "")
    assert audit.last(person).changes == {"phone": {"old": "4444", "new": ""}}


@pytest.mark.handbook(122)
def test_only_personnel_keep_the_people(admin):
    person, office = register(admin), cast.actor("office")
    item = ChecklistItem.objects.filter(run__person=person).first()
    for act in (
        lambda: change(person, office),
        lambda: services.item_tick(item_id=item.pk, by=office, at=NOW),
        lambda: services.person_link_user(person_id=person.pk, user_id=None, by=office),
    ):
        with pytest.raises(Denied) as refused:
            act()
        assert refused.value.sentence == "人员与岗位由行政部管理。"
        assert "admin" in refused.value.needs
    assert not ChecklistItem.objects.exclude(done_at=None).exists()
    assert audit.last(person).action == "person.register"


@pytest.fixture
def leaver(admin):
    person = register(admin, at_work_already=True)
    user = cast.appoint("staff")
    services.person_link_user(person_id=person.pk, user_id=user.pk, by=admin)
    services.assignment_start(
        person_id=person.pk,
        by=admin,
        from_date=person.joined_date,
        department_id=_department("office"),
        title="文员",
    )
    services.person_leave(person_id=person.pk, by=admin, at=NOW, reason="另有安排", left_date=TODAY)
    return person


def _department(code):
    from operations.staff.models import Department

    return Department.objects.get(code=code).pk


@pytest.fixture
def laptop():
    open_items = ["笔记本电脑 ZC-012 未归还"]
    clearance.register("test", lambda person: open_items)
    yield open_items
    clearance.unregister("test")


@pytest.mark.handbook(122)
def test_nobody_leaves_with_things_of_the_centre(admin, leaver, laptop):
    tick_all(leaver, admin)
    with pytest.raises(Violation, match="ZC-012"):
        services.person_finish(person_id=leaver.pk, by=admin, at=NOW)
    laptop.clear()
    person = services.person_finish(person_id=leaver.pk, by=admin, at=NOW)
    assert person.status == "left"


def test_the_account_is_not_closed_before_everything_is_cleared(admin, leaver, laptop):
    keeper = cast.actor("county_admin")
    user = User.objects.get(person=leaver)
    with pytest.raises(Violation, match="ZC-012"):
        user_deactivate(user_id=user.pk, by=keeper, reason="离职", at=NOW)
    assert User.objects.get(pk=user.pk).is_active


def test_leaving_closes_the_account_and_ends_the_posts(admin, leaver):
    tick_all(leaver, admin)
    services.person_finish(person_id=leaver.pk, by=admin, at=NOW)
    user = User.objects.get(person=leaver)
    assert not user.is_active
    assert leaver.assignments.get().to_date == TODAY
    assert actor_of(user).posts == frozenset()
    assert audit.last(user).action == "account.close"


def test_who_has_no_account_leaves_all_the_same(admin, leaver):
    services.person_link_user(person_id=leaver.pk, user_id=None, by=admin)
    tick_all(leaver, admin)
    person = services.person_finish(person_id=leaver.pk, by=admin, at=NOW)
    assert person.status == "left"
    assert User.objects.get(username="staff").is_active
    assert not AuditEntry.objects.filter(action="account.close").exists()


def test_an_account_closed_before_is_not_closed_again(admin, leaver):
    user_deactivate(
        user_id=User.objects.get(person=leaver).pk,
        by=cast.actor("county_admin"),
        reason="手机丢失",
        at=NOW,
    )
    tick_all(leaver, admin)
    assert services.person_finish(person_id=leaver.pk, by=admin, at=NOW).status == "left"
    assert AuditEntry.objects.get(action="account.close").note == "手机丢失"


def test_the_account_is_closed_by_the_system_and_says_why(admin, leaver):
    tick_all(leaver, admin)
    services.person_finish(person_id=leaver.pk, by=admin, at=NOW)
    closed = AuditEntry.objects.get(action="account.close")
    assert (closed.actor_name, closed.note) == ("邰小满离职办理", "已离开中心")


def test_nobody_has_left_before_the_first_day(admin):
    starts = TODAY + timedelta(days=10)
    person = register(admin, joined_date=starts, at_work_already=True)
    services.person_leave(
        person_id=person.pk, by=admin, at=NOW, reason="另有安排", left_date=starts
    )
    tick_all(person, admin)
    with pytest.raises(Violation) as refused:
        services.person_finish(person_id=person.pk, by=admin, at=NOW)
    assert refused.value.sentence == "结束日期不能早于开始日期。"
    person.refresh_from_db()
    assert (person.status, person.left_date) == ("leaving", starts)
    later = NOW + timedelta(days=10)
    assert services.person_finish(person_id=person.pk, by=admin, at=later).status == "left"


def test_leaving_needs_its_checklist(admin, leaver):
    with pytest.raises(Violation):
        services.person_finish(person_id=leaver.pk, by=admin, at=NOW)


def test_leaving_needs_a_reason_and_a_sensible_day(admin):
    person = register(admin, at_work_already=True)
    with pytest.raises(Violation):
        services.person_leave(person_id=person.pk, by=admin, at=NOW, reason="", left_date=TODAY)
    with pytest.raises(Violation):
        services.person_leave(
            person_id=person.pk, by=admin, at=NOW, reason="走", left_date=date(2020, 1, 1)
        )


def test_leaving_is_called_off(admin, leaver):
    person = services.person_stay(person_id=leaver.pk, by=admin, at=NOW, reason="挽留")
    assert person.status == "active"
    assert person.left_date is None
    assert not person.checklists.filter(closed_at=None).exists()
    assert inbox.for_actor(admin, "todo").count() == 0


def test_coming_back_begins_anew(admin, leaver):
    tick_all(leaver, admin)
    services.person_finish(person_id=leaver.pk, by=admin, at=NOW)
    with pytest.raises(Violation):
        services.person_return(
            person_id=leaver.pk, by=admin, at=NOW, reason="返聘", joined_date=TODAY
        )
    person = services.person_return(
        person_id=leaver.pk,
        by=admin,
        at=NOW,
        reason="返聘",
        joined_date=TODAY + timedelta(days=1),
    )
    assert person.status == "joining"
    assert person.checklists.filter(kind="joining", closed_at=None).exists()


@pytest.mark.handbook(0)
def test_nobody_finishes_their_own_leaving(in_county_a):
    admin_user = cast.appoint("admin")
    admin = actor_of(admin_user)
    person = register(admin, at_work_already=True)
    services.person_link_user(person_id=person.pk, user_id=admin_user.pk, by=admin)
    services.person_leave(person_id=person.pk, by=admin, at=NOW, reason="调离", left_date=TODAY)
    tick_all(person, admin)
    with pytest.raises(Violation) as refusal:
        services.person_finish(person_id=person.pk, by=admin, at=NOW)
    assert refusal.value.clauses[0].number == 0


def test_the_invited_account_meets_its_person(admin):
    keeper = cast.actor("county_admin")
    person = register(admin)
    _invitation, token = services.person_invite(
        person_id=person.pk, grants=[Holding(Post.STAFF)], by=keeper, on=TODAY
    )
    user = invitation_accept(token=token, username="xiaoman", password="竹林 里 的 Lamp 7", at=NOW)
    person.refresh_from_db()
    assert person.user_id == user.pk
    with pytest.raises(Violation):
        services.person_invite(
            person_id=person.pk, grants=[Holding(Post.STAFF)], by=keeper, on=TODAY
        )


def test_an_account_without_a_phone_meets_nobody(admin):
    stranger = register(admin, phone="")
    keeper = cast.actor("county_admin")
    people.link_by_phone(user_open(username="xiaoman", name="邰小满", by=keeper))
    stranger.refresh_from_db()
    assert stranger.user_id is None


def test_a_person_without_phone_cannot_be_invited(admin):
    person = register(admin, phone="")
    with pytest.raises(Violation):
        services.person_invite(
            person_id=person.pk,
            grants=[Holding(Post.STAFF)],
            by=cast.actor("county_admin"),
            on=TODAY,
        )


def test_one_account_is_one_person(admin):
    user = cast.appoint("staff")
    first, second = register(admin), register(admin, phone="19900005555")
    services.person_link_user(person_id=first.pk, user_id=user.pk, by=admin)
    with pytest.raises(Violation):
        services.person_link_user(person_id=second.pk, user_id=user.pk, by=admin)


@pytest.mark.handbook(152)
def test_a_change_is_on_record_without_the_number(admin):
    person = register(admin)
    services.person_change(
        person_id=person.pk,
        by=admin,
        name="邰小满",
        joined_date=date(2025, 3, 2),
        phone="19900006666",
    )
    entry = audit.last(person)
    assert entry.changes["phone"] == {"old": "4444", "new": "6666"}
    assert not [e for e in AuditEntry.objects.all() if "19900006666" in str(vars(e))]


def test_a_closed_checklist_stays_as_it_is(admin):
    person = register(admin)
    item = ChecklistItem.objects.filter(run__person=person).first()
    services.item_tick(item_id=item.pk, by=admin, at=NOW, note="已核对")
    services.item_tick(item_id=item.pk, by=admin, at=NOW, done=False)
    tick_all(person, admin)
    services.person_confirm(person_id=person.pk, by=admin, at=NOW)
    with pytest.raises(Violation):
        services.item_tick(item_id=item.pk, by=admin, at=NOW, done=False)
