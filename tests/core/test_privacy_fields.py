"""Encrypted fields: unreadable in the table, found by hash, bound to their place, re-keyed."""

import base64

import pytest
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import connection
from django.db.models import F, Value

from accounts.models import User
from core.privacy import EncryptedCharField, SearchHashField, search_hash
from core.privacy.ciphers import FieldKeyError, decrypt, encrypt, is_current
from core.privacy.rekeying import rekey
from core.tasks import rekey_fields
from tenants.context import county_context
from tests import cast

OLD_KEY = "bG9jYWwtb25seS1maWVsZC1lbmNyeXB0aW9uLWtleS0="
NEW_KEY = base64.urlsafe_b64encode(b"n" * 32).decode()


def stored(user):
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone, phone_hash FROM accounts_user WHERE id = %s", [user.pk])
        return cursor.fetchone()


@pytest.fixture
def zhu(in_county_a):
    return cast.appoint("director")


@pytest.mark.handbook(156)
def test_a_phone_is_stored_encrypted_and_found_by_its_hash_only(zhu):
    token, hashed = stored(zhu)
    assert zhu.phone not in token
    assert hashed == search_hash(zhu.phone)
    assert User.objects.get(phone_hash=search_hash(zhu.phone)).phone == zhu.phone
    with pytest.raises(FieldError, match="search hash"):
        User.objects.filter(phone=zhu.phone).exists()
    with pytest.raises(FieldError):
        User.objects.filter(phone__contains="199").exists()
    assert User.objects.filter(phone__isnull=False).exists()


@pytest.mark.handbook(156)
def test_hashes_do_not_mind_how_it_was_typed(in_county_a):
    assert search_hash("138-1234 5678") == search_hash("13812345678")
    assert search_hash("98012119850312001x") == search_hash("98012119850312001X")
    assert search_hash("") == ""


@pytest.mark.handbook(153)
def test_equal_phones_of_two_counties_have_unequal_hashes_and_keys(in_county_a, county_b):
    here, token = search_hash("13812345678"), encrypt("13812345678")
    with county_context(county_b):
        assert search_hash("13812345678") != here
        with pytest.raises(FieldKeyError):
            decrypt(token)
    assert decrypt(token) == "13812345678"


def test_every_way_of_writing_encrypts(zhu):
    User.objects.filter(pk=zhu.pk).update(phone="19900009999")
    assert "19900009999" not in stored(zhu)[0]
    zhu.refresh_from_db()
    assert zhu.phone == "19900009999"
    zhu.phone = "19900008888"
    User.objects.bulk_update([zhu], ["phone"])
    assert "19900008888" not in stored(zhu)[0]
    zhu.refresh_from_db()
    assert zhu.phone == "19900008888"
    zhu.phone = ""
    zhu.save()
    assert stored(zhu) == ("", "")


def test_an_expression_passes_as_it_is(zhu):
    token = stored(zhu)[0]
    User.objects.filter(pk=zhu.pk).update(phone=F("phone"))
    assert stored(zhu)[0] == token
    assert EncryptedCharField().get_db_prep_save(Value("x"), connection) is not None


def test_migrations_keep_what_a_hash_is_of():
    _name, _path, _args, kwargs = SearchHashField(of="phone").deconstruct()
    assert kwargs["of"] == "phone"


def test_a_form_shows_one_line(zhu):
    widget = User._meta.get_field("phone").formfield().widget
    assert widget.input_type == "text"


def test_rotation_encrypts_with_the_new_key_and_still_reads_the_old(zhu, settings):
    before = stored(zhu)[0]
    settings.FIELD_KEYS = [NEW_KEY, OLD_KEY]
    zhu.refresh_from_db()
    assert zhu.phone
    assert not is_current(before)
    assert rekey() >= 1
    assert is_current(stored(zhu)[0])
    assert rekey_fields.run() == 0  # a second run has nothing to do
    settings.FIELD_KEYS = [NEW_KEY]
    zhu.refresh_from_db()
    assert zhu.phone.startswith("199")


@pytest.mark.parametrize("keys", [[], ["c2hvcnQ="]])
def test_keys_that_cannot_be_are_told_loudly(in_county_a, settings, keys):
    settings.FIELD_KEYS = keys
    with pytest.raises(ImproperlyConfigured):
        encrypt("x")
