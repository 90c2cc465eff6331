"""A county's birth: equal to a migrated one, whole or nothing, alone or four at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier, Event

import pytest
from django.db import connection, connections

from accounts.models import Invitation
from console.models import Centre
from core.actor import Actor
from core.errors import Violation
from tenants import birth, template
from tenants.context import county_context, province_context
from tenants.models import County, Domain
from tests.tenants import catalogues

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
SYSTEM = Actor.system("tests")


def bear(code="980123", host="qinglong.localhost", **more):
    return birth.county_create(
        **{
            "code": code,
            "name": "青泷县",
            "host": host,
            "admin_phone": "19900001003",
            "by": SYSTEM,
            "on": NOW,
            **more,
        }
    )


def schemas():
    with province_context(), connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'c98%%'")
        return {row[0] for row in cursor.fetchall()}


def test_a_born_county_equals_a_freshly_migrated_one(own_database):
    """The template's schema of this very run: all migrations and seeds, one after the other."""
    bear()
    fresh = template.TEMPLATE_SCHEMA
    born, migrated = catalogues.structure("c980123"), catalogues.structure(fresh)
    assert born == migrated
    assert all(catalogues.sequences("c980123").values())
    own = {
        "accounts_invitation",
        "console_centre",
        "core_auditentry",
        "core_audithead",
        "core_auditseal",
        "documents_documentseries",
        "mail_slot",
        "wagtailcore_site",
        "wagtailcore_page",
        "django_migrations",
        "wagtailcore_revision",
    }
    for table in catalogues.tables(fresh):
        if table in own or table.startswith("cms_") or "indexentry" in table:
            continue
        assert catalogues.rows("c980123", table) == catalogues.rows(fresh, table), table
    applied = catalogues.rows("c980123", "django_migrations")
    assert len(applied) == len(catalogues.rows(fresh, "django_migrations"))


def test_the_first_administrator_comes_by_invitation_and_has_no_password(own_database):
    born = bear(admin_name="卜禾青")
    assert born.invitation_url.startswith("http://qinglong.localhost")
    with county_context("980123"):
        assert Invitation.objects.get().name == "卜禾青"
        assert Centre.objects.get().name == "青泷县"
    with province_context():
        county = County.objects.get(code="980123")
        assert county.state == County.State.ACTIVE
        assert Domain.objects.get(tenant=county).domain == "qinglong.localhost"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"code": "980121"}, "code"),
        ({"code": "98012"}, "code"),
        ({"code": "111111"}, "code"),
        ({"host": "hechuan.localhost"}, "host"),
        ({"host": "LOCALHOST"}, "host"),
        ({"host": "qing_long.localhost"}, "host"),
        ({"admin_phone": "1990000100"}, "phone"),
    ],
)
def test_a_refused_birth_names_its_field_and_leaves_nothing(own_database, change, field):
    before = schemas()
    with pytest.raises(Violation) as refusal:
        bear(**change)
    assert refusal.value.field == field
    assert schemas() == before
    with province_context():
        assert not County.objects.filter(name="青泷县").exists()


def test_a_birth_that_breaks_half_way_leaves_nothing(own_database, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(birth, "invite", broken)
    with pytest.raises(RuntimeError):
        bear()
    assert "c980123" not in schemas()
    with province_context():
        assert not County.objects.filter(code="980123").exists()
        assert not Domain.objects.filter(domain="qinglong.localhost").exists()


def test_a_real_county_takes_its_name_from_the_list_of_divisions(own_database):
    born = bear(code="340882", host="qianshan.localhost", name="")
    assert born.county.name == "潜山市"


def test_four_at_once_are_all_born(own_database):
    def one(number):
        try:
            bear(
                code=f"98023{number}",
                host=f"c{number}.localhost",
                admin_phone=f"1990000301{number}",
            )
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(one, range(4)))
    assert {f"c98023{number}" for number in range(4)} <= schemas()


def test_four_at_once_do_not_wait_for_each_other(own_database):
    """Three stand just before their end, with all they lock by then; the fourth is born."""
    standing, fourth_is_born = Barrier(4), Event()

    def stand(percent, text):
        if percent == 95:
            standing.wait(timeout=60)
            assert fourth_is_born.wait(timeout=60)

    def one(number):
        try:
            bear(code=f"98023{number}", host=f"c{number}.localhost", progress=stand)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(3) as pool:
        three = [pool.submit(one, number) for number in range(3)]
        standing.wait(timeout=60)
        try:
            bear(code="980233", host="c3.localhost")
            assert [name for name in sorted(schemas()) if name.startswith("c98023")] == ["c980233"]
        finally:
            fourth_is_born.set()
        for waiting in three:
            waiting.result()
    assert {f"c98023{number}" for number in range(4)} <= schemas()


def test_two_births_of_one_code_make_one_county(own_database):
    def one(number):
        try:
            bear(host=f"q{number}.localhost")
        except Violation as refusal:
            return refusal.field
        finally:
            connections.close_all()
        return "born"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(one, range(2))) == ["born", "code"]


def test_a_lost_link_is_replaced_not_looked_up(own_database):
    first = bear().invitation_url
    second = birth.administrator_link(code="980123", by=SYSTEM, on=NOW)
    assert first != second
    with county_context("980123"):
        assert Invitation.objects.filter(withdrawn_at=None).count() == 1
