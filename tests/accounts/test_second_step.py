"""The second step over HTTP: nobody is in before it is passed, in this county only."""

import re

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from accounts.models import SecondFactor, SignedIn, User
from accounts.services import invite, password_link
from core.actor import Holding
from core.models.audit import AuditEntry
from core.models.inbox import InboxItem
from tenants import hosts
from tenants.context import county_context, province_context
from tenants.models import County
from tests import cast
from tests.accounts.phone import Phone, switch_on

LOGIN, CODE, SET_UP = "/console/login/", "/console/login/code/", "/console/login/set-up/"
OWN = "/console/second-factor/"
# What a stranger must not reach, and somebody half signed in neither.
INSIDE = (
    "/console/",
    OWN,
    f"{OWN}set-up/",
    f"{OWN}codes/",
    f"{OWN}off/",
    "/console/password/",
    "/console/devices/",
    "/console/confirm/",
    "/console/accounts/",
    "/console/inbox/",
    "/console/pages/",
)


@pytest.fixture
def office(in_county_a):
    return cast.appoint("office")


@pytest.fixture
def required(settings):
    settings.SECOND_FACTOR = "required"


def sign_in(client, who="office", **extra):
    return client.post(LOGIN, {"username": who, "password": cast.PASSWORD, **extra})


def text(reply):
    return reply.content.decode()


def is_in(client):
    return client.get("/console/devices/").status_code == 200


def secret_of(page):
    """The key as the page writes it for people."""
    key = re.search(r'class="second-key">([A-Z2-7 ]+)<', page).group(1)
    assert {len(four) for four in key.split()} == {4}
    return key.replace(" ", "")


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


# --- where it is required ---


def test_an_administrator_without_one_sets_it_up_and_can_do_nothing_else(
    county_a, client_for, required
):
    with county_context(county_a):
        admin = cast.appoint("county_admin")
    client = client_for(county_a)
    assert sign_in(client, "county_admin", next="/console/accounts/").headers["Location"] == SET_UP
    for path in INSIDE:
        assert client.get(path).headers["Location"].startswith(LOGIN)
    page = client.get(SET_UP)
    assert 'src="data:image/svg+xml' in text(page)
    secret = secret_of(text(page))
    assert secret == secret_of(text(client.get(SET_UP)))
    with county_context(county_a):
        assert secret not in str(client.session.items())
    phone = Phone(secret)
    assert "动态码不正确" in text(client.post(SET_UP, {"code": phone.never()}))
    assert not is_in(client)
    done = client.post(SET_UP, {"code": phone.shows()})
    codes = re.findall(r"<li><code>([\w-]+)</code></li>", text(done))
    assert len(codes) == 10
    assert 'href="/console/accounts/"' in text(done)
    assert "no-store" in done.headers["Cache-Control"]
    assert is_in(client)
    assert client.get(SET_UP).headers["Location"] == LOGIN
    with county_context(county_a):
        assert "second_factor_pending" not in client.session
        assert codes[0] not in str(client.session.items())
        assert SecondFactor.objects.get().user == admin
    second = client_for(county_a)
    assert sign_in(second, "county_admin").headers["Location"] == CODE
    second.post(f"{CODE}?with=recovery", {"code": codes[0]})
    assert is_in(second)


def test_two_browsers_do_not_see_each_others_key(county_a, client_for, required):
    """Who knows the password and looks first must not learn what the person then confirms."""
    with county_context(county_a):
        cast.appoint("county_admin")
    first, second = client_for(county_a), client_for(county_a)
    for client in (first, second):
        sign_in(client, "county_admin")
    keys = [secret_of(text(client.get(SET_UP))) for client in (first, second)]
    assert keys[0] != keys[1]
    second.post(SET_UP, {"code": Phone(keys[1]).shows()})
    refused = first.post(SET_UP, {"code": Phone(keys[0]).shows()})
    assert not is_in(first)
    assert "code>" not in text(refused).split("</ol>")[-1]
    with county_context(county_a):
        assert SecondFactor.objects.get().secret == keys[1]


def test_other_posts_sign_in_as_before(office, county_a, client_for, required):
    client = client_for(county_a)
    assert sign_in(client).headers["Location"] == "/console/"
    assert is_in(client)
    assert "您的岗位要求启用" not in text(client.get(OWN))


@pytest.mark.parametrize("post", ["province", "root"])
def test_the_province_is_asked_too(province, client_for, required, post):
    cast.appoint(post)
    client = client_for(None)
    assert sign_in(client, post).headers["Location"] == SET_UP
    phone = Phone(secret_of(text(client.get(SET_UP))))
    client.post(SET_UP, {"code": phone.shows()})
    assert is_in(client)
    assert "您的岗位要求启用" in text(client.get(OWN))


@pytest.mark.parametrize("post", ["county_admin", "office"])
def test_where_it_is_optional_the_password_is_enough(county_a, client_for, post):
    with county_context(county_a):
        cast.appoint(post)
    client = client_for(county_a)
    assert sign_in(client, post).headers["Location"] == "/console/"
    assert is_in(client)


@pytest.mark.parametrize("path", ["/console/", "/documents/1/x.pdf", "/api/v1/schema/"])
def test_a_session_from_before_it_was_required_ends(county_a, client_for, settings, path):
    with county_context(county_a):
        cast.appoint("county_admin")
    client = client_for(county_a)
    sign_in(client, "county_admin")
    assert is_in(client)
    settings.SECOND_FACTOR = "required"
    assert client.get(path).headers["Location"].startswith(LOGIN)
    settings.SECOND_FACTOR = "optional"
    assert not is_in(client)


def test_an_invited_administrator_sets_it_up_first(in_county_a, county_a, client_for, required):
    _invitation, token = invite(
        name="卜新禾",
        phone="19900004321",
        grants=[Holding("county_admin")],
        by=cast.SYSTEM,
        on=timezone.localdate(),
    )
    client = client_for(county_a)
    new = {"new_password": "山间 清泉 flows-9", "new_password_again": "山间 清泉 flows-9"}
    reply = client.post(f"/invite/{token}/", {"name": "卜新禾", "username": "buxinhe", **new})
    assert reply.headers["Location"] == SET_UP
    assert not is_in(client)
    assert secret_of(text(client.get(SET_UP)))


def test_a_link_to_a_new_password_does_not_go_round_the_second_step(office, county_a, client_for):
    with county_context(county_a):
        phone = switch_on(office)
        _invitation, token = password_link(
            user_id=office.pk, by=cast.actor("county_admin"), on=timezone.localdate()
        )
    client = client_for(county_a)
    new = {"new_password": "山间 清泉 flows-9", "new_password_again": "山间 清泉 flows-9"}
    assert client.post(f"/invite/{token}/", new).headers["Location"] == CODE
    assert not is_in(client)
    client.post(CODE, {"code": phone.shows()})
    assert is_in(client)


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


# --- one's own page ---


def signed_in(client, phone=None):
    sign_in(client)
    if phone:
        client.post(CODE, {"code": phone.shows()})
    return client


def test_anybody_switches_it_on_at_their_own_page(office, county_a, client_for):
    client = signed_in(client_for(county_a))
    assert OWN in text(client.get("/console/account/"))
    assert f"{OWN}set-up/" in text(client.get(OWN))
    phone = Phone(secret_of(text(client.get(f"{OWN}set-up/"))))
    assert "动态码不正确" in text(client.post(f"{OWN}set-up/", {"code": phone.never()}))
    done = client.post(f"{OWN}set-up/", {"code": phone.shows()})
    assert len(re.findall(r"<li><code>", text(done))) == 10
    assert "no-store" in done.headers["Cache-Control"]
    assert "已启用" in text(client.get(OWN))
    with county_context(county_a):
        assert InboxItem.objects.get(user_id=office.pk).title == "登录两步验证已启用"
    other = client_for(county_a)
    assert sign_in(other).headers["Location"] == CODE


@pytest.mark.parametrize("page", ["set-up/", "codes/", "off/"])
def test_the_password_is_asked_again_before_it_is_changed(office, county_a, client_for, page):
    client = signed_in(client_for(county_a), switch_on(office))
    with county_context(county_a):
        session = client.session
        session["signed_in_confirmed"] -= 11 * 60
        session.save()
    for method in (client.get, client.post):
        wanted = method(f"{OWN}{page}").headers["Location"]
        assert wanted.startswith("/console/confirm/")
    client.post("/console/confirm/", {"password": cast.PASSWORD})
    assert client.get(f"{OWN}{page}").status_code == 200


def test_the_ten_minutes_count_from_the_password_not_from_the_code(office, county_a, client_for):
    phone, client = switch_on(office), client_for(county_a)
    sign_in(client)
    with county_context(county_a):
        session = client.session
        waited = session["waiting_for_second_step"]
        session["waiting_for_second_step"] = waited | {"since": waited["since"] - 11 * 60}
        session.save()
    client.post(CODE, {"code": phone.shows()})
    assert client.get(f"{OWN}off/").headers["Location"].startswith("/console/confirm/")


def test_codes_are_renewed_and_it_is_switched_off(office, county_a, client_for):
    phone = switch_on(office)
    client = signed_in(client_for(county_a), phone)
    for page in ("codes/", "off/"):
        assert "验证码不正确" in text(client.post(f"{OWN}{page}", {"code": phone.never()}))
    later = client.post(f"{OWN}codes/?with=recovery", {"code": phone.codes[0]})
    fresh = re.findall(r"<li><code>([\w-]+)</code></li>", text(later))
    assert len(fresh) == 10
    assert client.post(f"{OWN}off/?with=recovery", {"code": fresh[0]}).headers["Location"] == OWN
    with county_context(county_a):
        assert not SecondFactor.objects.exists()
    for page in ("codes/", "off/"):
        assert client.get(f"{OWN}{page}").headers["Location"] == OWN
        assert client.post(f"{OWN}{page}", {"code": fresh[1]}).headers["Location"] == OWN


def test_it_moves_to_a_new_phone(office, county_a, client_for):
    phone = switch_on(office)
    client = signed_in(client_for(county_a), phone)
    new = Phone(secret_of(text(client.get(f"{OWN}set-up/"))))
    wrong = client.post(f"{OWN}set-up/", {"code": new.shows(), "present": phone.never()})
    assert "验证码不正确" in text(wrong)
    client.post(f"{OWN}set-up/", {"code": new.shows(), "present": phone.codes[3]})
    with county_context(county_a):
        assert SecondFactor.objects.get().secret == new.secret


# --- the reset ---


def test_a_keeper_resets_after_the_password(office, county_a, client_for):
    with county_context(county_a):
        cast.appoint("county_admin")
    theirs = signed_in(client_for(county_a), switch_on(office))
    client = client_for(county_a)
    sign_in(client, "county_admin")
    path = f"/console/accounts/{office.pk}/second-factor/"
    assert path in text(client.get(f"/console/accounts/{office.pk}/"))
    with county_context(county_a):
        session = client.session
        session["signed_in_confirmed"] -= 11 * 60
        session.save()
    for method in (client.get, client.post):
        assert method(path).headers["Location"].startswith("/console/confirm/")
    client.post("/console/confirm/", {"password": cast.PASSWORD})
    assert client.post(path, {"reason": ""}).status_code == 200
    reply = client.post(path, {"reason": "手机丢失，已当面核对"})
    assert reply.headers["Location"] == f"/console/accounts/{office.pk}/"
    assert not is_in(theirs)
    assert sign_in(theirs).headers["Location"] == "/console/"
    assert "您的登录两步验证已被重置" in text(theirs.get("/console/inbox/to-read/"))
    assert "没有启用" in text(client.post(path, {"reason": "再次"}))


@pytest.mark.parametrize("post", ["director", "ops", "station_mgr"])
def test_others_are_refused_before_they_are_asked_anything(office, county_a, client_for, post):
    switch_on(office)
    with county_context(county_a):
        cast.appoint(post)
    client = client_for(county_a)
    sign_in(client, post)
    path = f"/console/accounts/{office.pk}/second-factor/"
    assert client.get(path).status_code == 403
    assert client.post(path, {"reason": "手机丢失"}).status_code == 403
    with county_context(county_a):
        assert SecondFactor.objects.exists()


def test_nobody_resets_their_own(county_a, client_for):
    with county_context(county_a):
        admin = cast.appoint("county_admin")
        phone = switch_on(admin)
    client = client_for(county_a)
    sign_in(client, "county_admin")
    client.post(CODE, {"code": phone.shows()})
    path = f"/console/accounts/{admin.pk}/second-factor/"
    assert path not in text(client.get(f"/console/accounts/{admin.pk}/"))
    assert "不能重置自己" in text(client.post(path, {"reason": "手机丢失"}))
    with county_context(county_a):
        assert SecondFactor.objects.exists()
