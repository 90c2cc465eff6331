"""The portal's copies: pushed behind publishing and again by night, gone with a suspension."""

from shutil import copytree

import pytest
from celery import current_app
from django.utils import timezone

from cms import portal_push
from cms.models import ProductPage
from config.celery import app
from core.actor import Actor
from oversight.models import PortalEntry
from tenants import states
from tenants.context import county_context, province_context
from tenants.models import County

NIGHTLY = app.conf.beat_schedule["portal-push"]


@pytest.fixture(autouse=True)
def _files(site, settings, tmp_path):
    """Files of each test's own: what it deletes is gone for all that stands on the same site."""
    copytree(settings.MEDIA_ROOT, tmp_path, dirs_exist_ok=True)
    settings.MEDIA_ROOT = tmp_path


def by_night():
    """What the scheduler does at four o'clock."""
    with province_context():
        current_app.tasks[NIGHTLY["task"]].run(*NIGHTLY["args"])


def on_the_portal():
    with province_context():
        return {
            row.key: (row.pk, row.title, row.published_at, row.picture.name)
            for row in PortalEntry.objects.filter(county__code="980121")
        }


@pytest.fixture
def sent_at_once(monkeypatch):
    """send_task as a worker would do it: an eager task, in the county of its header."""
    current_app.loader.import_default_modules()
    monkeypatch.setattr(
        type(current_app._get_current_object()),
        "send_task",
        lambda app, name, kwargs=None, headers=None: app.tasks[name].apply_async(
            kwargs=kwargs, headers=headers
        ),
    )


def test_the_nightly_push_brings_back_what_was_lost(site, sent_at_once):
    there = on_the_portal()
    assert len(there) > 2
    with province_context():
        PortalEntry.objects.all().delete()
    by_night()
    assert {key: row[1] for key, row in on_the_portal().items()} == {
        key: row[1] for key, row in there.items()
    }


def test_it_changes_nothing_where_nothing_was_lost(site, sent_at_once):
    there = on_the_portal()
    by_night()
    assert on_the_portal() == there


def test_it_follows_a_change_and_a_withdrawal_whose_messages_were_lost(site, sent_at_once):
    there = on_the_portal()
    with county_context(site):
        changed, gone = ProductPage.objects.live().order_by("pk")[:2]
        ProductPage.objects.filter(pk=changed.pk).update(title="禾川新米", picture=None)
        ProductPage.objects.filter(pk=gone.pk).update(live=False)
    by_night()
    now = on_the_portal()
    assert str(gone.pk) not in now
    key = str(changed.pk)
    assert now[key] == (there[key][0], "禾川新米", there[key][2], "")
    unchanged = set(now) - {key}
    assert {one: now[one] for one in unchanged} == {one: there[one] for one in unchanged}


def test_files_of_what_is_gone_are_deleted_after_the_commit(
    site, settings, django_capture_on_commit_callbacks
):
    # The county's own picture lies beside those of its products, and stays.
    with province_context():
        products = PortalEntry.objects.filter(kind="product").exclude(picture="")
        names = list(products.values_list("picture", flat=True))
    pictures = [settings.MEDIA_ROOT / "public" / name for name in names]
    assert pictures
    with county_context(site), django_capture_on_commit_callbacks(execute=True):
        ProductPage.objects.update(live=False)
        portal_push.push()
        assert all(picture.exists() for picture in pictures)
    assert not any(picture.exists() for picture in pictures)


def test_a_suspended_county_disappears_at_once(portal_visitor):
    with province_context():
        picture = PortalEntry.objects.exclude(picture="").first()
    address = f"/pictures/{picture.pk}/"
    assert portal_visitor.get(address).status_code == 200
    assert "禾川" in portal_visitor.get("/").content.decode()
    with province_context():
        states.county_state_set(
            code="980121",
            state=County.State.SUSPENDED,
            reason="合同到期",
            by=Actor.system("tests"),
            at=timezone.now(),
        )
    assert "禾川" not in portal_visitor.get("/").content.decode()
    assert portal_visitor.get(address).status_code == 404


def test_a_suspended_county_is_not_pushed(site, sent_at_once):
    with province_context():
        PortalEntry.objects.all().delete()
        County.objects.filter(code="980121").update(state=County.State.SUSPENDED)
    by_night()
    assert on_the_portal() == {}
