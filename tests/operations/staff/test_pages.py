"""The pages of staff: seen by colleagues, changed by personnel."""

from datetime import date

import pytest
from django.utils import timezone

from operations.staff import services
from operations.staff.models import Area, Assignment, ChecklistItem, Establishment, Person
from tenants.context import county_context
from tests import cast

TODAY = timezone.localdate().isoformat()


@pytest.fixture
def people(in_county_a):
    return {post: cast.appoint(post) for post in ("admin", "frontdesk", "station_mgr", "director")}


@pytest.fixture
def admin(people, county_a, client_for):
    return client_for(county_a, people["admin"])


@pytest.fixture
def person(people):
    return services.person_register(
        name="柏小满",
        phone="19900004444",
        joined_date=date(2025, 3, 1),
        by=cast.actor("admin"),
        at=timezone.now(),
    )


def text(reply, status=200):
    assert reply.status_code == status, reply.content.decode()[:2000]
    return reply.content.decode()


def test_somebody_joins_gets_a_post_and_is_confirmed(admin, people, county_a):
    reply = admin.post(
        "/console/staff/add/",
        {"name": "邰青禾", "phone": "199-0000-5555", "joined_date": "2026-03-01"},
    )
    with county_context(county_a):
        person = Person.objects.get(name="邰青禾")
        desk = Establishment.objects.get(department__code="desk")
        items = list(ChecklistItem.objects.filter(run__person=person))
    address = f"/console/staff/{person.pk}/"
    assert reply.headers["Location"] == address
    early = admin.post(f"{address}do/confirm/", {})
    assert "手册第122条" in text(early)
    for item in items:
        admin.post(f"{address}items/{item.pk}/", {"done": "1"})
    admin.post(f"{address}assign/", {"establishment": desk.pk, "from_date": "2026-03-01"})
    assert admin.post(f"{address}do/confirm/", {}).status_code == 302
    page = text(admin.get(address))
    assert "服务前台专员" in page
    assert "普通话" in page
    assert "19900005555" not in page


def test_the_list_finds_by_department_and_name(admin, person, county_a):
    with county_context(county_a):
        services.assignment_start(
            person_id=person.pk,
            by=cast.actor("admin"),
            from_date=date(2025, 3, 1),
            establishment_id=Establishment.objects.get(department__code="desk").pk,
        )
        desk = Assignment.objects.get(person=person).department_id
    assert "柏小满" in text(admin.get("/console/staff/", {"department": desk}))
    assert "柏小满" not in text(admin.get("/console/staff/", {"department": desk + 1}))
    assert "柏小满" in text(admin.get("/console/staff/", {"q": "小满", "status": "joining"}))
    assert "柏小满" not in text(admin.get("/console/staff/", {"q": "没有"}))


def test_a_leaving_with_its_reason(admin, person, county_a):
    with county_context(county_a):
        for item in ChecklistItem.objects.all():
            services.item_tick(item_id=item.pk, by=cast.actor("admin"), at=timezone.now())
    base = f"/console/staff/{person.pk}/do/"
    admin.post(f"{base}confirm/", {})
    assert text(admin.post(f"{base}leave/", {"reason": "", "left_date": TODAY}))
    assert admin.post(f"{base}leave/", {"reason": "返乡", "left_date": TODAY}).status_code == 302
    page = text(admin.get(f"/console/staff/{person.pk}/"))
    assert "返乡" in page
    assert "do/stay/" in page
    assert "do/confirm/" not in page


def test_colleagues_look_but_do_not_touch(people, person, county_a, client_for):
    desk = client_for(county_a, people["frontdesk"])
    page = text(desk.get(f"/console/staff/{person.pk}/"))
    assert "19900004444" not in page
    assert "/change/" not in page
    for address in ("change/", "assign/", "skill/", "reveal/", "do/leave/"):
        assert desk.get(f"/console/staff/{person.pk}/{address}").status_code == 403, address
    assert desk.get("/console/staff/add/").status_code == 403


@pytest.mark.handbook(148)
def test_a_station_sees_nobody_of_the_centre(people, person, county_a, client_for):
    station = client_for(county_a, people["station_mgr"])
    assert "柏小满" not in text(station.get("/console/staff/"))
    assert station.get(f"/console/staff/{person.pk}/").status_code == 404
    assert station.get("/console/staff/organisation/").status_code == 403


@pytest.mark.handbook(118, 123)
def test_the_organisation_on_one_page(admin, county_a):
    page = text(admin.get("/console/staff/organisation/"))
    for zone in (
        "网商办公区",
        "电子商务运营中心",
        "仓储物流中心",
        "客服中心",
        "品牌展示中心",
        "结算中心",
    ):
        assert zone in page
    assert "禾川县服务中心人员" in page
    with county_context(county_a):
        area = Area.objects.get(code="service")
        desk = Establishment.objects.get(department__code="desk")
    assert (
        admin.post(f"/console/staff/organisation/areas/{area.pk}/", {"note": "窗口"}).status_code
        == 302
    )
    assert "窗口" in text(admin.get("/console/staff/organisation/"))
    address = f"/console/staff/organisation/posts/{desk.pk}/"
    assert admin.post(address, {"minimum": "2", "reason": "增设窗口"}).status_code == 302
    assert "13" in text(admin.get("/console/staff/organisation/"))


@pytest.mark.handbook(152)
def test_a_phone_is_shown_for_a_reason(admin, person):
    address = f"/console/staff/{person.pk}/reveal/"
    shown = admin.post(address, {"reason": "通知值班"}, follow=True)
    assert "19900004444" in shown.content.decode()


def test_what_does_not_exist_is_404(admin, person):
    for address in ("99999/", f"{person.pk}/do/promote/", "organisation/areas/99999/"):
        assert admin.get(f"/console/staff/{address}").status_code == 404
    assert admin.post(f"/console/staff/{person.pk}/items/99999/").status_code == 404


def test_the_province_has_no_staff(client_for, db):
    from tenants.context import province_context

    with province_context():
        root = cast.appoint("root")
    assert client_for(None, root).get("/console/staff/").status_code == 404


def test_the_list_costs_the_same_for_many(admin, people, county_a, django_assert_max_num_queries):
    with county_context(county_a):
        by = cast.actor("admin")
        for number in range(20):
            services.person_register(
                name=f"祝小满{number}",
                joined_date=date(2025, 3, 1),
                by=by,
                at=timezone.now(),
                at_work_already=True,
            )
    with django_assert_max_num_queries(25):
        text(admin.get("/console/staff/"))
