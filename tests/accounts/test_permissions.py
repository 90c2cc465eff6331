"""What Wagtail asks the groups of one's posts, in one query."""

import pytest
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.permissions import collection_permission_policy, page_permission_policy

from accounts.backends import PhoneOrNameBackend
from accounts.models import User
from accounts.posts import COUNTY, Post
from accounts.seeds import PUBLISHERS, WRITERS
from tests import cast


@pytest.mark.parametrize("post", COUNTY)
def test_they_are_those_that_django_finds(post, in_county_a):
    person = cast.appoint(post)
    django_s = ModelBackend().get_all_permissions(User.objects.get(pk=person.pk))
    assert PhoneOrNameBackend().get_all_permissions(person) == django_s
    assert "wagtailadmin.access_admin" in django_s


def test_one_query_whatever_is_asked(in_county_a):
    person = cast.appoint(Post.OFFICE)
    with CaptureQueriesContext(connection) as asked:
        assert person.has_perm("wagtailadmin.access_admin")
        assert not person.has_perm("auth.change_group")
        assert person.has_module_perms("wagtailadmin")
    assert len(asked) == 1


def test_whoever_is_nobody_may_nothing(in_county_a):
    closed = cast.appoint(Post.OFFICE)
    closed.is_active = False
    backend = PhoneOrNameBackend()
    assert backend.get_all_permissions(closed) == set()
    assert backend.get_all_permissions(AnonymousUser()) == set()
    assert backend.get_all_permissions(cast.appoint(Post.OPS), obj=closed) == set()


def of_site(person: User) -> dict[str, set[tuple[int, str]]]:
    """What somebody may do with parts of the site, as Wagtail finds it."""
    pages = page_permission_policy.get_cached_permissions_for_user(person)
    files = collection_permission_policy.get_cached_permissions_for_user(person)
    return {
        "pages": {(one.page_id, one.permission.codename) for one in pages},
        "collections": {(one.collection_id, one.permission.codename) for one in files},
    }


@pytest.mark.parametrize("post", COUNTY)
def test_parts_of_the_site_are_those_that_wagtail_finds(post, in_county_a):
    person = cast.appoint(post)
    wagtail_s = of_site(User.objects.get(pk=person.pk))
    asked_first = User.objects.get(pk=person.pk)
    assert asked_first.has_perm("wagtailadmin.access_admin")
    with CaptureQueriesContext(connection) as asked:
        assert of_site(asked_first) == wagtail_s
    # Nobody is asked about again who has none.
    assert len(asked) == sum(bool(found) for found in wagtail_s.values())
    if post in (*WRITERS, *PUBLISHERS):
        assert wagtail_s["pages"]


def test_most_posts_have_no_part_of_the_site(in_county_a):
    having = [
        post for post in COUNTY if any(of_site(User.objects.get(pk=cast.appoint(post).pk)).values())
    ]
    assert set(having) == {*WRITERS, *PUBLISHERS}
