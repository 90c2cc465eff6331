"""What Wagtail asks the groups of one's posts, in one query."""

import pytest
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.backends import PhoneOrNameBackend
from accounts.models import User
from accounts.posts import COUNTY, Post
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
