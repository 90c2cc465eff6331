"""Six zones, departments, the establishment of twelve, vacancies, skills."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from core.errors import Denied, Violation
from core.models.figures import FigureChange
from operations.staff import figures, rules, seeds, selectors, services, wagtail_hooks
from operations.staff.models import (
    Area,
    Department,
    Establishment,
    Person,
    PersonSkill,
    Requirement,
    Skill,
)
from tests import cast

NOW = timezone.now()
DAY = date(2026, 3, 2)


@pytest.fixture
def admin(in_county_a):
    return cast.actor("admin")


def person(admin, name="柏小满", phone="", joined=date(2025, 1, 6)):
    return services.person_register(
        name=name, phone=phone, joined_date=joined, by=admin, at=NOW, at_work_already=True
    )


def post(code):
    return Establishment.objects.get(department__code=code, minimum__gt=0)


@pytest.mark.handbook(118)
def test_a_new_county_has_the_six_zones(in_county_a):
    names = [area.name for area in selectors.areas()]
    assert names == [
        "网商办公区",
        "电子商务运营中心",
        "仓储物流中心",
        "客服中心",
        "品牌展示中心",
        "结算中心",
    ]


@pytest.mark.handbook(118)
def test_there_is_no_seventh_zone():
    for code, _name in rules.SIX_ZONES:
        rules.one_of_the_six_zones(code=code)
    with pytest.raises(Violation) as refusal:
        rules.one_of_the_six_zones(code="canteen")
    assert refusal.value.clauses[0].number == 118


@pytest.mark.handbook(117)
def test_there_are_three_systems_and_what_serves_all():
    for code in ("upstream", "downstream", "training", "general"):
        rules.one_of_the_three_systems(code=code)
    with pytest.raises(Violation) as refusal:
        rules.one_of_the_three_systems(code="other")
    assert refusal.value.clauses[0].number == 117


@pytest.mark.handbook(118)
def test_each_zone_has_a_head_who_works_here(admin):
    area = Area.objects.get(code="logistics")
    head = person(admin)
    services.area_head_set(area_id=area.pk, person_id=head.pk, by=admin, note="快件与仓储")
    area.refresh_from_db()
    assert area.head == head
    services.person_leave(
        person_id=head.pk, by=admin, at=NOW, reason="离任", left_date=date(2026, 6, 1)
    )
    with pytest.raises(Violation):
        services.area_head_set(area_id=area.pk, person_id=head.pk, by=admin)


@pytest.mark.handbook(123)
def test_the_establishment_is_twelve(in_county_a):
    table = {
        row.post.department.name: row.minimum for row in selectors.staffing(on=DAY) if row.minimum
    }
    assert table == {
        "综合部": 2,
        "品牌营销中心": 2,
        "网货研发中心": 2,
        "电商技术支持中心": 2,
        "服务前台": 1,
        "物流配送": 1,
        "结算中心": 2,
    }
    assert sum(table.values()) == 12


@pytest.mark.handbook(123)
@pytest.mark.parametrize(
    ("minimum", "active", "missing"), [(2, 0, 2), (2, 1, 1), (2, 2, 0), (2, 5, 0), (0, 0, 0)]
)
def test_vacancy_is_never_negative(minimum, active, missing):
    assert rules.vacancy(minimum=minimum, active=active) == missing


def k30(day):
    return int(next(iter(figures.vacancies(day))).numerator)


@pytest.mark.handbook(123)
def test_vacancies_follow_the_days(admin):
    someone = person(admin)
    assert k30(DAY) == 12
    services.assignment_start(
        person_id=someone.pk, by=admin, from_date=DAY, establishment_id=post("general").pk
    )
    assert (k30(DAY - timedelta(days=1)), k30(DAY)) == (12, 11)
    services.person_leave(
        person_id=someone.pk, by=admin, at=NOW, reason="离任", left_date=date(2026, 6, 1)
    )
    assert (k30(date(2026, 6, 1)), k30(date(2026, 6, 2))) == (11, 12)
    days = set(figures.change_days())
    assert {DAY, date(2026, 6, 2)} <= days
    assert FigureChange.objects.filter(code="K30", on_date=date(2026, 6, 2)).exists()


@pytest.mark.handbook(123)
def test_a_surplus_fills_no_gap_elsewhere(admin):
    for number in range(5):
        someone = person(admin, name=f"祝小满{number}")
        services.assignment_start(
            person_id=someone.pk, by=admin, from_date=DAY, establishment_id=post("desk").pk
        )
    assert k30(DAY) == 11


def test_one_query_for_the_table(in_county_a, django_assert_num_queries):
    with django_assert_num_queries(1):
        for row in selectors.staffing(on=DAY):
            assert row.post.department.area is None or row.post.department.area.name


@pytest.mark.handbook(123)
def test_changing_the_minimum_needs_a_reason(admin):
    row = post("desk")
    with pytest.raises(Violation):
        services.establishment_change(
            establishment_id=row.pk, minimum=2, by=admin, reason=" ", on=DAY
        )
    with pytest.raises(Violation):
        services.establishment_change(
            establishment_id=row.pk, minimum=-1, by=admin, reason="试", on=DAY
        )
    services.establishment_change(
        establishment_id=row.pk, minimum=2, by=admin, reason="窗口增设", on=DAY
    )
    assert k30(DAY) == 13


def test_a_post_is_not_held_twice_and_not_before_joining(admin):
    someone = person(admin)
    give = {"person_id": someone.pk, "by": admin, "establishment_id": post("tech").pk}
    services.assignment_start(from_date=DAY, **give)
    with pytest.raises(Violation):
        services.assignment_start(from_date=DAY, **give)
    with pytest.raises(Violation):
        services.assignment_start(from_date=date(2024, 1, 1), **give)


def test_a_change_of_post_ends_what_ran(admin):
    someone = person(admin)
    first = services.assignment_start(
        person_id=someone.pk, by=admin, from_date=DAY, establishment_id=post("tech").pk
    )
    services.assignment_start(
        person_id=someone.pk,
        by=admin,
        from_date=date(2026, 5, 1),
        establishment_id=post("desk").pk,
        ends_others=True,
    )
    first.refresh_from_db()
    assert first.to_date == date(2026, 4, 30)
    assert [a.title for a in selectors.assignments_of(someone)] == [
        "服务前台专员",
        "电商技术支持专员",
    ]


def test_a_post_ends_after_it_began(admin):
    someone = person(admin)
    held = services.assignment_start(
        person_id=someone.pk, by=admin, from_date=DAY, establishment_id=post("tech").pk
    )
    with pytest.raises(Violation):
        services.assignment_end(assignment_id=held.pk, by=admin, to_date=date(2026, 1, 1))
    services.assignment_end(assignment_id=held.pk, by=admin, to_date=DAY)


def test_a_title_in_a_department_is_enough_where_there_is_no_establishment(admin):
    someone = person(admin)
    office = Department.objects.get(code="office")
    held = services.assignment_start(
        person_id=someone.pk, by=admin, from_date=DAY, department_id=office.pk, title="文书"
    )
    assert held.establishment is None
    for wrong in ({"department_id": office.pk, "title": " "}, {"title": "文书"}):
        with pytest.raises(Violation):
            services.assignment_start(person_id=someone.pk, by=admin, from_date=DAY, **wrong)


@pytest.mark.handbook(122)
def test_departments(admin):
    added = services.department_add(code="live", name="直播基地", by=admin, area_code="exhibition")
    assert added.area.name == "品牌展示中心"
    with pytest.raises(Violation):
        services.department_add(code="live2", name="直播基地", by=admin)
    with pytest.raises(Violation):
        services.department_add(code="live3", name=" ", by=admin)
    someone = person(admin)
    services.assignment_start(
        person_id=someone.pk, by=admin, from_date=DAY, department_id=added.pk, title="主播"
    )
    with pytest.raises(Violation):
        services.department_change(
            department_id=added.pk, by=admin, head_id=someone.pk, is_active=False
        )
    services.department_change(department_id=added.pk, by=admin, head_id=someone.pk)
    added.refresh_from_db()
    assert added.head == someone


def test_others_change_nothing(in_county_a):
    with pytest.raises(Denied):
        services.area_head_set(
            area_id=Area.objects.first().pk, person_id=None, by=cast.actor("director")
        )


# --- What each post must be able to do ---


@pytest.mark.handbook(124, 125, 126, 127, 128, 129, 130, 131, 132, 133)
@pytest.mark.parametrize(
    ("clause", "word"),
    [
        (124, "互联网"),
        (125, "网店"),
        (126, "CorelDRAW"),
        (127, "单反"),
        (128, "{county}"),
        (129, "策划"),
        (130, "培训经验"),
        (131, "普通话"),
        (132, "物流"),
        (133, "资金运作计划"),
    ],
)
def test_the_requirements_of_the_handbook_are_there(in_county_a, clause, word):
    assert word in Requirement.objects.get(clause=clause).text


@pytest.mark.handbook(128)
def test_the_countys_own_name_stands_in_the_clause(admin):
    someone = person(admin)
    services.assignment_start(
        person_id=someone.pk, by=admin, from_date=DAY, establishment_id=post("general").pk
    )
    needed = {n.clause: n for n in selectors.skills_needed(someone, county="禾川县", on=DAY)}
    assert set(needed) == {124, 126, 128}
    assert needed[128].text.startswith("禾川县服务中心人员")
    assert "策勒" not in needed[128].text


@pytest.mark.handbook(126)
def test_missing_and_expired_skills_are_named(admin):
    someone = person(admin)
    services.assignment_start(
        person_id=someone.pk, by=admin, from_date=DAY, establishment_id=post("general").pk
    )
    for name, expires in (("Photoshop", None), ("Illustrator", date(2026, 2, 1))):
        services.skill_record(
            person_id=someone.pk,
            skill_id=Skill.objects.get(name=name).pk,
            by=admin,
            from_date=date(2026, 1, 1),
            expires_date=expires,
        )
    needed = {n.clause: n for n in selectors.skills_needed(someone, county="禾川县", on=DAY)}
    assert "Photoshop" not in needed[126].missing
    assert "Illustrator" in needed[126].missing
    with pytest.raises(Violation):
        services.skill_record(
            person_id=someone.pk,
            skill_id=Skill.objects.first().pk,
            by=admin,
            from_date=DAY,
            expires_date=date(2025, 1, 1),
        )


def test_seeding_twice_changes_nothing(in_county_a):
    before = (Area.objects.count(), Department.objects.count(), Establishment.objects.count())
    row = post("desk")
    Establishment.objects.filter(pk=row.pk).update(minimum=3)
    seeds.template()
    assert before == (
        Area.objects.count(),
        Department.objects.count(),
        Establishment.objects.count(),
    )
    assert Establishment.objects.get(pk=row.pk).minimum == 3


@pytest.mark.handbook(156)
def test_people_are_found_by_name_and_whole_phone(admin):
    someone = person(admin, name="蔺知秋", phone="19900007777")
    for query, found in (
        ("知秋", {someone}),
        ("199 0000 7777", {someone}),
        ("7777", set()),
        ("没有", set()),
    ):
        assert set(selectors.people(admin, on=DAY, query=query)) == found


def test_outsiders_see_themselves_and_colleagues_no_leavers(admin):
    someone = person(admin)
    station = cast.appoint("station_mgr")
    itself = person(admin, name="祝青禾")
    services.person_link_user(person_id=itself.pk, user_id=station.pk, by=admin)
    assert list(selectors.people(cast.actor("station_mgr"), on=DAY)) == [itself]
    assert someone in selectors.people(cast.actor("frontdesk"), on=DAY)
    Person.objects.filter(pk=someone.pk).update(status="left", left_date=DAY)
    assert someone not in selectors.people(cast.actor("frontdesk"), on=DAY)
    assert someone in selectors.people(admin, on=DAY)


@pytest.mark.handbook(118)
def test_the_six_zones_are_set_up_when_each_has_a_head(admin):
    assert not selectors.areas_have_heads()
    head = person(admin)
    for area in Area.objects.all():
        services.area_head_set(area_id=area.pk, person_id=head.pk, by=admin)
    assert selectors.areas_have_heads()


def test_certificates_are_told_a_month_before_they_run_out(admin):
    held = PersonSkill.objects.create(
        person=person(admin),
        skill=Skill.objects.order_by("pk")[0],
        from_date=DAY,
        expires_date=DAY + timedelta(365),
    )
    end = held.expires_date
    assert list(selectors.certificates_ending(admin, on=end - timedelta(31))) == []
    assert list(selectors.certificates_ending(admin, on=end - timedelta(30))) == [held]
    outsider = cast.actor("township")
    assert list(selectors.certificates_ending(outsider, on=end - timedelta(30))) == []
    said = [str(line.text) for line in wagtail_hooks.certificates(admin, end)]
    assert said == [f"证书将于 {end.isoformat()} 到期：柏小满，{held.skill.name}"]
