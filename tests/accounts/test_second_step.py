"""The second step over HTTP: nobody is in before it is passed, in this county only."""

import re

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.models import SecondFactor, SignedIn, User
from core.models.audit import AuditEntry
from tenants import hosts
from tenants.context import county_context, province_context
from tenants.models import County
from tests import cast
from tests.accounts.doors import (
    CODE,
    INSIDE,
    LOGIN,
    SET_UP,
    is_in,
    sign_in,
    text,
)
from tests.accounts.phone import switch_on

# --- between the password and the code ---


def test_after_the_password_the_code_is_asked_for_and_then_one_is_in(office, county_a, client_for):
    phone, client = switch_on(office), client_for(county_a)
    assert sign_in(client, next="/console/inbox/").headers["Location"] == CODE
    page = text(client.get(CODE))
    field = re.search(r'<input[^>]*name="code"[^>]*>', page).group()
    assert 'inputmode="numeric"' in field
    assert 'autocomplete="one-time-code"' in field
    half = client.cookies["countylink"].value
    with county_context(county_a):
        assert not SignedIn.objects.exists()
        assert SESSION_KEY not in client.session
    reply = client.post(CODE, {"code": phone.shows()})
    assert reply.headers["Location"] == "/console/inbox/"
    assert is_in(client)
    with county_context(county_a):
        assert client.cookies["countylink"].value != half
        assert SignedIn.objects.get().session_key == client.session.session_key
        assert not Session.objects.filter(session_key=half).exists()
        assert AuditEntry.objects.filter(action="sign_in").count() == 1


def test_the_key_of_a_strangers_session_is_not_kept(office, county_a, client_for):
    """A session fixed before the password is no session after it."""
    switch_on(office)
    client = client_for(county_a)
    sign_in(client)
    fixed = client.cookies["countylink"].value
    sign_in(client)
    assert client.cookies["countylink"].value != fixed


@pytest.mark.parametrize("path", INSIDE)
def test_half_signed_in_is_not_signed_in(office, county_a, client_for, path):
    switch_on(office)
    client = client_for(county_a)
    sign_in(client)
    for method in (client.get, client.post):
        assert method(path).headers["Location"].startswith(LOGIN)
    with county_context(county_a):
        assert SESSION_KEY not in client.session


def test_signing_in_signs_out_who_was_in_before(office, county_a, client_for):
    with county_context(county_a):
        cast.appoint("ops")
        switch_on(office)
    client = client_for(county_a)
    sign_in(client, "ops")
    assert is_in(client)
    sign_in(client, "office")
    assert not is_in(client)


def test_a_wrong_code_stays_outside_and_the_sixth_waits(office, county_a, client_for):
    phone, client = switch_on(office), client_for(county_a)
    sign_in(client)
    for _time in range(5):
        assert "验证码不正确" in text(client.post(CODE, {"code": phone.never()}))
    assert "15" in text(client.post(CODE, {"code": phone.shows()}))
    again = client_for(county_a)
    sign_in(again)
    assert "15" in text(again.post(CODE, {"code": phone.shows()}))
    assert not is_in(client)
    assert not is_in(again)


def test_a_code_seen_over_the_shoulder_is_spent(office, county_a, client_for):
    phone, mine, theirs = switch_on(office), client_for(county_a), client_for(county_a)
    code = phone.shows()
    for client in (mine, theirs):
        sign_in(client)
        client.post(CODE, {"code": code})
    assert is_in(mine)
    assert not is_in(theirs)


def test_a_recovery_code_lets_in_and_says_what_is_left(office, county_a, client_for):
    phone, client = switch_on(office), client_for(county_a)
    sign_in(client)
    assert 'autocapitalize="characters"' in text(client.get(f"{CODE}?with=recovery"))
    client.post(f"{CODE}?with=recovery", {"code": phone.codes[0]})
    assert "还剩 9 个" in text(client.get("/console/devices/"))
    again = client_for(county_a)
    sign_in(again)
    again.post(f"{CODE}?with=recovery", {"code": phone.codes[0]})
    assert not is_in(again)


def test_strangers_find_nothing_at_the_steps(office, county_a, client_for):
    client = client_for(county_a)
    for path in (CODE, SET_UP):
        assert client.get(path).headers["Location"] == LOGIN
        assert client.post(path, {"code": "123456"}).headers["Location"] == LOGIN


@pytest.mark.parametrize("step", [CODE, SET_UP])
def test_each_step_is_only_for_whom_it_waits(office, county_a, client_for, required, step):
    with county_context(county_a):
        cast.appoint("county_admin")
        switch_on(office)
    client = client_for(county_a)
    sign_in(client, "county_admin" if step == CODE else "office")
    assert client.get(step).headers["Location"] == LOGIN


def test_who_waits_too_long_begins_again(office, county_a, client_for):
    phone, client = switch_on(office), client_for(county_a)
    sign_in(client)
    with county_context(county_a):
        session = client.session
        session["waiting_for_second_step"] |= {
            "since": session["waiting_for_second_step"]["since"] - 901
        }
        session.save()
    assert client.post(CODE, {"code": phone.shows()}).headers["Location"] == LOGIN
    assert not is_in(client)


@pytest.mark.parametrize("change", ["password", "closed"])
def test_what_changed_meanwhile_ends_the_wait(office, county_a, client_for, change):
    phone, client = switch_on(office), client_for(county_a)
    sign_in(client)
    with county_context(county_a):
        if change == "closed":
            User.objects.filter(pk=office.pk).update(is_active=False)
        else:
            office.set_password("山间 清泉 flows-9")
            office.save()
    assert client.post(CODE, {"code": phone.shows()}).headers["Location"] == LOGIN
    assert not is_in(client)


def test_the_sign_in_page_does_not_tell_who_has_a_second_step(office, county_a, client_for):
    with county_context(county_a):
        cast.appoint("ops")
        switch_on(office)

    def refusal(who):
        page = text(client_for(county_a).post(LOGIN, {"username": who, "password": "wrong"}))
        return page[page.index("door__refusal") :].split("</div>")[0]

    assert refusal("office") == refusal("ops") == refusal("nobody-here")


# --- isolation ---


def test_half_a_session_of_one_county_is_nobody_in_another(
    fresh_ids, county_a, county_b, client_for
):
    with county_context(county_a):
        here = cast.appoint("office")
        phone_a = switch_on(here)
    with county_context(county_b):
        there = cast.appoint("office")
        phone_b = switch_on(there)
    assert here.pk == there.pk
    mine, tried = client_for(county_a), client_for(county_b)
    sign_in(mine)
    tried.cookies = mine.cookies.copy()
    for phone in (phone_a, phone_b):
        for path in (CODE, SET_UP):
            assert tried.get(path).headers["Location"] == LOGIN
            assert tried.post(path, {"code": phone.shows()}).headers["Location"] == LOGIN
    assert not is_in(tried)
    mine.post(CODE, {"code": phone_a.shows()})
    assert is_in(mine)


def test_a_phone_of_one_county_opens_nothing_in_another(fresh_ids, county_a, county_b, client_for):
    with county_context(county_a):
        phone_a = switch_on(cast.appoint("office"))
    with county_context(county_b):
        switch_on(cast.appoint("office"))
    client = client_for(county_b)
    sign_in(client)
    client.post(CODE, {"code": phone_a.shows()})
    client.post(f"{CODE}?with=recovery", {"code": phone_a.codes[0]})
    assert not is_in(client)


def test_a_key_copied_into_another_county_cannot_be_read_there(county_a, county_b):
    from django.db import connection

    from core.privacy.ciphers import FieldKeyError

    with county_context(county_a):
        switch_on(cast.appoint("office"))
        with connection.cursor() as cursor:
            cursor.execute("SELECT secret FROM accounts_secondfactor")
            ((stolen,),) = cursor.fetchall()
    with county_context(county_b):
        switch_on(cast.appoint("office"))
        with connection.cursor() as cursor:
            cursor.execute("UPDATE accounts_secondfactor SET secret = %s", [stolen])
        with pytest.raises(FieldKeyError):
            SecondFactor.objects.get()


def test_it_works_in_a_read_only_county(own_database):
    with county_context("980121"):
        phone = switch_on(cast.appoint("office"))
    with province_context():
        County.objects.filter(code="980121").update(state="read_only")
    hosts.changed()
    client = Client(HTTP_HOST="hechuan.localhost", SERVER_NAME="hechuan.localhost")
    assert client.post("/console/accounts/").status_code == 403
    sign_in(client)
    assert not is_in(client)
    client.post(CODE, {"code": phone.shows()})
    assert is_in(client)
