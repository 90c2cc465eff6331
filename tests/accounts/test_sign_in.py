"""Signing in: by phone or user name, throttled, the same for everybody who is refused."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import services
from accounts.models import SignedIn, SignInThrottle, User
from accounts.services import sign_in_try, signing, throttle
from core import audit
from core.errors import Violation
from core.models.audit import AuditEntry
from tenants.context import county_context
from tests import cast

NOW = timezone.now()


def attempt(identifier, password="wrong", address="10.0.0.1", at=NOW):  # noqa: S107
    return sign_in_try(
        identifier=identifier, password=password, address=address, device="test", at=at
    )


@pytest.fixture
def office(in_county_a):
    return cast.appoint("office")


def test_by_user_name(office):
    assert attempt("office", cast.PASSWORD).user == office


@pytest.mark.handbook(156)
@pytest.mark.parametrize("typed", ["{}", "+86 {}", " {} ", "{:.3}-{:.0}"])
def test_by_phone_however_it_is_typed(office, typed):
    phone = office.phone
    written = f"{phone[:3]}-{phone[3:7]}-{phone[7:]}" if ":.3" in typed else typed.format(phone)
    assert attempt(written, cast.PASSWORD).user == office


@pytest.mark.handbook(156)
def test_the_phone_is_not_readable_in_the_database(office):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT phone, phone_hash FROM accounts_user WHERE id = %s", [office.pk])
        stored, hashed = cursor.fetchone()
    assert office.phone not in stored
    assert office.phone not in hashed
    assert len(hashed) == 64


def test_strangers_closed_accounts_and_wrong_passwords_hear_the_same(office):
    closed = cast.appoint("ops")
    User.objects.filter(pk=closed.pk).update(is_active=False)
    sentences = {
        attempt("office").sentence,
        attempt("nobody-here").sentence,
        attempt("19911112222").sentence,
        attempt("ops", cast.PASSWORD).sentence,
    }
    assert len(sentences) == 1


def test_every_refusal_costs_one_hash(office, monkeypatch):
    made = []
    from django.contrib.auth import hashers

    real = hashers.PBKDF2PasswordHasher.encode
    monkeypatch.setattr(
        hashers.MD5PasswordHasher,
        "encode",
        lambda self, password, salt: made.append(1) or f"md5${salt}${'0' * 32}",
    )
    assert real
    for identifier in ("office", "nobody-here", "19911112222"):
        made.clear()
        attempt(identifier)
        assert len(made) == 1, identifier


def test_the_sixth_attempt_waits_a_quarter_of_an_hour(office):
    for _time in range(5):
        attempt("office")
    locked = attempt("office", cast.PASSWORD)
    assert locked.user is None
    assert "15" in locked.sentence
    later = NOW + timedelta(minutes=16)
    assert attempt("office", cast.PASSWORD, at=later).user == office


def test_phone_and_user_name_share_the_count(office):
    for _time in range(3):
        attempt("office")
        attempt(office.phone)
    assert attempt("office", cast.PASSWORD).user is None


def test_unknown_names_are_locked_alike(office):
    for _time in range(6):
        last = attempt("nobody-here")
    assert "15" in last.sentence


def test_an_address_is_locked_over_all_accounts(office):
    for number in range(31):
        last = attempt(f"nobody-{number}", address="10.9.9.9")
    assert "15" in last.sentence
    assert attempt("office", cast.PASSWORD, address="10.9.9.9").user is None
    assert attempt("office", cast.PASSWORD, address="10.1.1.1").user == office


def test_success_forgets_the_failures(office):
    for _time in range(4):
        attempt("office")
    attempt("office", cast.PASSWORD)
    assert not SignInThrottle.objects.filter(key__startswith="user:").exists()


def test_people_who_sign_in_rightly_do_not_use_their_village_address_up(office):
    for number in range(throttle.PER_ADDRESS - 1):
        attempt(f"nobody-{number}")
    for _time in range(5):
        assert attempt("office", cast.PASSWORD).user == office
    counted = SignInThrottle.objects.get(key__startswith="address:")
    assert (counted.failures, counted.locked_until_at) == (throttle.PER_ADDRESS - 1, None)


def test_counts_keep_no_names(office):
    attempt("my-Secret-password")
    assert "secret" not in str(list(SignInThrottle.objects.values())).lower()


def test_success_failure_and_lock_are_on_record(office):
    for _time in range(6):
        attempt("office")
    actions = list(AuditEntry.objects.order_by("id").values_list("action", flat=True))
    assert actions.count("sign_in.failed") == 5
    assert actions[-1] == "sign_in.locked"


def test_counties_do_not_share_counts(office, county_b):
    for _time in range(6):
        attempt("office")
    with county_context(county_b):
        there = cast.appoint("office")
        assert attempt("office", cast.PASSWORD).user == there


# --- over HTTP ---


def sign_in(client, identifier="office", password=cast.PASSWORD, **extra):
    return client.post("/console/login/", {"username": identifier, "password": password, **extra})


def test_the_page_lets_one_in_and_out(office, county_a, client_for):
    client = client_for(county_a)
    assert sign_in(client).headers["Location"] == "/console/"
    with county_context(county_a):
        assert SignedIn.objects.get().user == office
    assert client.post("/console/logout/").headers["Location"] == "/console/login/"
    with county_context(county_a):
        assert not SignedIn.objects.exists()
    assert client.get("/console/devices/").status_code == 302


def test_it_goes_on_to_this_host_only(office, county_a, client_for):
    for wanted, reached in (
        ("/console/accounts/", "/console/accounts/"),
        ("https://evil.example/", "/console/"),
        ("//evil.example/", "/console/"),
        ("/console/login/?next=/console/login/", "/console/"),
    ):
        assert sign_in(client_for(county_a), next=wanted).headers["Location"] == reached


def test_the_page_says_nothing_about_who_exists(office, county_a, client_for):
    client = client_for(county_a)
    known = sign_in(client, password="wrong").content.decode()
    unknown = sign_in(client, identifier="unknown", password="wrong").content.decode()
    assert "door__refusal" in known

    def refusal(page):
        return page[page.index("door__refusal") :].split("</div>")[0]

    assert refusal(known) == refusal(unknown)


def test_a_session_ends_after_idleness_and_after_a_day(office, county_a, client_for):
    for key, seconds in (("signed_in_seen", 3 * 3600), ("signed_in_started", 13 * 3600)):
        client = client_for(county_a)
        sign_in(client)
        with county_context(county_a):
            session = client.session
            session[key] -= seconds
            session.save()
        reply = client.get("/console/devices/")
        assert reply.headers["Location"].startswith("/console/login/")
        assert client.get("/console/devices/").status_code == 302
    with county_context(county_a):
        assert AuditEntry.objects.filter(action="session.expired").count() == 2


def test_devices_are_listed_and_signed_out_by_their_owner_only(office, county_a, client_for):
    first, second = client_for(county_a), client_for(county_a)
    sign_in(first)
    sign_in(second)
    assert first.get("/console/devices/").content.decode().count("device__row") == 2
    with county_context(county_a):
        other = cast.appoint("ops")
    stranger = client_for(county_a)
    sign_in(stranger, "ops")
    with county_context(county_a):
        mine = SignedIn.objects.filter(user=office).order_by("pk").last()
    stranger.post(f"/console/devices/{mine.pk}/revoke/")
    assert second.get("/console/devices/").status_code == 200
    first.post(f"/console/devices/{mine.pk}/revoke/")
    assert second.get("/console/devices/").status_code == 302
    assert first.get("/console/devices/").status_code == 200
    with county_context(county_a):
        assert SignedIn.objects.filter(user=other).count() == 1


def test_a_device_in_use_is_seen_once_a_minute_and_not_by_a_page_that_asks_by_itself(
    office, county_a, client_for
):
    client = client_for(county_a)
    sign_in(client)
    long_ago = NOW - timedelta(minutes=30)

    def seen_after(**headers):
        with county_context(county_a):
            SignedIn.objects.update(seen_at=long_ago)
            User.objects.update(last_seen_at=long_ago)
        assert client.get("/console/devices/", headers=headers).status_code == 200
        with county_context(county_a):
            last_seen = User.objects.get(pk=office.pk).last_seen_at
            assert SignedIn.objects.get().seen_at == last_seen
            return last_seen

    assert seen_after() == long_ago
    with county_context(county_a):
        session = client.session
        session["signed_in_seen"] -= 61
        session.save()
    assert seen_after(**{"X-Polling": "1"}) == long_ago
    assert seen_after() > long_ago
    assert seen_after() == long_ago


def test_the_other_devices_are_signed_out_at_once(office, county_a, client_for):
    here, there, stranger = client_for(county_a), client_for(county_a), client_for(county_a)
    sign_in(here)
    sign_in(there)
    with county_context(county_a):
        cast.appoint("ops")
    sign_in(stranger, "ops")
    assert here.post("/console/devices/others/").status_code == 302
    assert there.get("/console/devices/").status_code == 302
    assert here.get("/console/devices/").status_code == 200
    assert stranger.get("/console/devices/").status_code == 200
    with county_context(county_a):
        entry = audit.last(office)
        assert (entry.action, entry.changes) == ("session.revoke_others", {"count": 1})


def test_nobody_signs_somebody_elses_devices_out(office):
    ops = cast.actor("ops")
    start = {"address": "10.0.0.1", "device": "手机", "at": NOW}
    mine = signing.session_start(user=office, session_key="k" * 32, **start)
    with pytest.raises(Violation) as refused:
        services.others_sign_out(user=office, by=ops, but="")
    assert refused.value.sentence == "只能退出自己的设备。"
    with pytest.raises(Violation) as refused:
        services.session_revoke(signed_in_id=mine.pk, by=ops)
    assert refused.value.sentence == "该设备已退出登录。"
    assert SignedIn.objects.get() == mine
    assert audit.last(office).action == "sign_in"


def test_a_new_password_is_asked_for_first(office, county_a, client_for):
    User.objects.filter(pk=office.pk).update(must_change_password=True)
    client = client_for(county_a)
    sign_in(client)
    assert client.get("/console/").headers["Location"] == "/console/password/"
    new = {"new_password": "山间 清泉 flows-9", "new_password_again": "山间 清泉 flows-9"}
    wrong = client.post("/console/password/", {"old_password": "no", **new})
    assert wrong.status_code == 200
    done = client.post("/console/password/", {"old_password": cast.PASSWORD, **new})
    assert done.headers["Location"] == "/console/"
    assert client.get("/console/devices/").status_code == 200
    with county_context(county_a):
        assert SignedIn.objects.get().session_key == client.session.session_key


def test_changing_the_password_signs_other_devices_out(office, county_a, client_for):
    first, second = client_for(county_a), client_for(county_a)
    sign_in(first)
    sign_in(second)
    new = {"new_password": "山间 清泉 flows-9", "new_password_again": "山间 清泉 flows-9"}
    first.post("/console/password/", {"old_password": cast.PASSWORD, **new})
    assert second.get("/console/devices/").status_code == 302


def test_without_a_post_there_is_a_sentence_and_no_loop(in_county_a, county_a, client_for):
    user = cast.appoint("staff")
    user.grants.update(revoked_at=timezone.now())
    client = client_for(county_a)
    sign_in(client, "staff")
    assert client.get("/console/login/").headers["Location"] == "/console/no-post/"
    assert client.get("/console/no-post/").status_code == 403


def test_a_cookie_of_one_county_is_nobody_in_another(office, county_a, county_b, client_for):
    here, there = client_for(county_a), client_for(county_b)
    sign_in(here)
    there.cookies = here.cookies
    assert there.get("/console/devices/").headers["Location"].startswith("/console/login/")


def test_the_proxy_is_believed_only_where_there_is_one(rf, settings):
    from accounts.actors import address_of

    request = rf.get("/", headers={"X-Forwarded-For": "6.6.6.6, 7.7.7.7"}, REMOTE_ADDR="1.1.1.1")
    assert address_of(request) == "1.1.1.1"
    settings.TRUSTED_PROXIES = 1
    assert address_of(request) == "7.7.7.7"


def test_the_confirmation_is_asked_again_after_ten_minutes(office, county_a, client_for):
    client = client_for(county_a)
    sign_in(client)
    assert client.get("/console/confirm/?next=/console/devices/").status_code == 200
    wrong = client.post("/console/confirm/", {"password": "wrong", "next": "/console/devices/"})
    assert wrong.status_code == 200
    right = client.post(
        "/console/confirm/", {"password": cast.PASSWORD, "next": "/console/devices/"}
    )
    assert right.headers["Location"] == "/console/devices/"


def test_old_counts_are_swept(office):
    attempt("nobody-here", at=NOW - timedelta(days=2))
    signing.session_start(
        user=office, session_key="k" * 32, address="not an address", device="", at=NOW
    )
    assert not SignInThrottle.objects.exists()
    assert SignedIn.objects.get().address is None
