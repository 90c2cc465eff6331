"""Where a post asks for the second step: it is set up first, and no door goes round it."""

import re

import pytest
from django.utils import timezone

from accounts.actors import IN_PLACE_OF, actor_of
from accounts.models import SecondFactor
from accounts.services import invite, password_link
from core.actor import Holding
from core.inbox import deputy_appoint
from tenants.context import county_context
from tests import cast
from tests.accounts.doors import (
    CODE,
    INSIDE,
    LOGIN,
    OWN,
    SET_UP,
    is_in,
    secret_of,
    sign_in,
    text,
)
from tests.accounts.phone import Phone, switch_on

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


# --- deputies ---


def stand_in(absent, deputy):
    """The deputy's days, named by the absent person."""
    deputy_appoint(
        absent_id=absent.pk,
        deputy_id=deputy.pk,
        from_date=timezone.localdate(),
        to_date=timezone.localdate(),
        by=actor_of(absent),
        at=timezone.now(),
    )


def acts_for(client, county, absent):
    """The client's session acts for the absent person from now on."""
    with county_context(county):
        session = client.session
        session[IN_PLACE_OF] = absent.pk
        session.save()


def test_nobody_acts_for_an_administrator_with_the_password_alone(
    office, county_a, client_for, required
):
    with county_context(county_a):
        admin = cast.appoint("county_admin")
        stand_in(admin, office)
    client = client_for(county_a)
    sign_in(client)
    acts_for(client, county_a, admin)
    assert client.get("/console/accounts/invite/").headers["Location"] == OWN
    with county_context(county_a):
        assert IN_PLACE_OF not in client.session
    assert "请先启用" in text(client.get(OWN))
    with county_context(county_a):
        phone = switch_on(office)
    sign_in(client)
    client.post(CODE, {"code": phone.shows()})
    acts_for(client, county_a, admin)
    assert client.get("/console/accounts/invite/").status_code == 200


def test_an_administrator_who_acts_for_somebody_else_stays_one(
    office, county_a, client_for, required
):
    with county_context(county_a):
        admin = cast.appoint("county_admin")
        phone = switch_on(admin)
        stand_in(office, admin)
    client = client_for(county_a)
    sign_in(client, "county_admin")
    client.post(CODE, {"code": phone.shows()})
    acts_for(client, county_a, office)
    assert "您的岗位要求启用" in text(client.get(OWN))
    client.post(f"{OWN}off/?with=recovery", {"code": phone.codes[0]})
    with county_context(county_a):
        assert SecondFactor.objects.filter(user=admin).exists()
        session = client.session
        del session["signed_in_second_step"]
        session.save()
    assert client.get("/console/").headers["Location"].startswith(LOGIN)
