"""One's own pages of the second step, and a keeper's reset."""

import re

import pytest

from accounts.models import SecondFactor
from core.models.inbox import InboxItem
from tenants.context import county_context
from tests import cast
from tests.accounts.doors import (
    CODE,
    OWN,
    is_in,
    secret_of,
    sign_in,
    signed_in,
    text,
)
from tests.accounts.phone import Phone, switch_on

# --- one's own page ---


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
