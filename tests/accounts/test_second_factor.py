"""The second step: codes are taken once, recovery codes once, failures are counted."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, connections
from django.utils import timezone

from accounts import rules, services, totp
from accounts.actors import actor_of
from accounts.models import RecoveryCode, SecondFactor, SignedIn
from accounts.posts import Post
from accounts.services.second_factor import second_step
from config.settings import env
from core.actor import Actor
from core.errors import Denied, Violation
from core.models.audit import AuditEntry
from core.models.inbox import InboxItem
from tenants.context import county_context
from tests import cast
from tests.accounts.phone import Phone, switch_on

NOW = timezone.now()
# The key of RFC 6238's appendix B, "12345678901234567890".
RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


def attempt(user, typed, *, at=NOW, address="10.0.0.1"):
    """The sentence of the refusal, "" when it is taken."""
    by = Actor(user_id=None, name="登录页", address=address)
    return services.second_factor_try(user_id=user.pk, typed=typed, by=by, at=at)


def actions(user):
    entries = AuditEntry.objects.filter(record_type="accounts.user", record_id=str(user.pk))
    return list(entries.order_by("id").values_list("action", flat=True))


def notes(user):
    return list(
        InboxItem.objects.filter(user_id=user.pk, kind="read").values_list("title", "state")
    )


# --- codes ---


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_codes_are_those_of_the_standard(seconds, code):
    at = datetime.fromtimestamp(seconds, UTC)
    assert totp.step_of(RFC_SECRET, code, at=at, after=0) == seconds // 30
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)
    assert totp.step_of(RFC_SECRET, wrong, at=at, after=0) is None


@pytest.mark.parametrize(
    ("later", "taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_the_phones_clock_may_be_one_step_off(office, later, taken):
    phone = switch_on(office)
    assert (attempt(office, phone.shows(NOW, later=later)) == "") is taken


def test_a_code_is_taken_once_and_so_is_everything_before_it(office):
    phone = switch_on(office)
    code, before = phone.shows(NOW), phone.shows(NOW, later=-1)
    assert attempt(office, code) == ""
    assert "已经用过" in attempt(office, code)
    assert attempt(office, before) != ""
    assert attempt(office, phone.shows(NOW, later=1)) == ""


def test_the_code_that_switched_it_on_is_spent(office):
    phone = switch_on(office, at=NOW)
    assert attempt(office, phone.shows(NOW)) != ""


def test_it_may_be_typed_as_the_keyboard_gives_it(office):
    phone = switch_on(office)
    code = phone.shows(NOW)
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in code)
    assert attempt(office, f" {wide[:3]} {wide[3:]} ") == ""


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "٣٤٥٦٧٨", "0" * 5000])
def test_what_is_no_code_is_refused(office, typed):
    switch_on(office)
    assert attempt(office, typed) != ""


def test_who_has_none_is_refused_like_who_types_it_wrong(office):
    phone = switch_on(cast.appoint("ops"))
    assert attempt(office, phone.shows(NOW)) == attempt(cast.appoint("ops"), phone.never(NOW)) != ""


def test_one_code_sent_eight_times_at_once_lets_one_in(own_database):
    with county_context("980121"):
        office = cast.appoint("office")
        phone = switch_on(office)

    def one(_number):
        try:
            with county_context("980121"):
                by = Actor(user_id=None, name="登录页", address=f"10.0.1.{_number}")
                return services.second_factor_try(
                    user_id=office.pk, typed=phone.shows(NOW), by=by, at=NOW
                )
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        sentences = list(pool.map(one, range(8)))
    assert sentences.count("") == 1


# --- what is stored ---


def test_neither_the_key_nor_a_recovery_code_is_readable_in_the_database(office):
    phone = switch_on(office)
    assert len(set(phone.codes)) == 10
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM accounts_secondfactor")
        ((secret,),) = cursor.fetchall()
        cursor.execute("SELECT label, code_hash FROM accounts_recoverycode")
        stored = str(cursor.fetchall())
    assert phone.secret not in secret
    assert SecondFactor.objects.get().secret == phone.secret
    assert not [code for code in phone.codes if code in stored or code.replace("-", "") in stored]
    assert phone.secret not in str(list(AuditEntry.objects.values()))


# --- recovery codes ---


def test_a_recovery_code_works_once_however_it_is_typed(office):
    phone = switch_on(office)
    first, second = phone.codes[:2]
    assert attempt(office, first) == ""
    assert attempt(office, first) != ""
    assert attempt(office, f" {second.lower().replace('-', ' ')} ") == ""
    assert RecoveryCode.objects.filter(used_at=None).count() == 8
    assert actions(office).count("second_factor.recovery") == 2
    assert ("您的账号使用了一个备用码", "open") in notes(office)


def test_anothers_recovery_code_is_refused(office):
    switch_on(office)
    other = switch_on(cast.appoint("ops"))
    assert attempt(office, other.codes[0]) != ""


def test_new_recovery_codes_void_the_old_ones(office):
    phone = switch_on(office)
    mine = {"user_id": office.pk, "by": actor_of(office), "at": NOW}
    with pytest.raises(Violation):
        services.recovery_codes_renew(typed=phone.never(NOW), **mine)
    fresh = services.recovery_codes_renew(typed=phone.shows(NOW), **mine)
    assert not set(fresh) & set(phone.codes)
    assert attempt(office, phone.codes[0]) != ""
    assert attempt(office, fresh[0]) == ""
    assert "second_factor.codes" in actions(office)


# --- the count ---


def test_the_sixth_attempt_waits_and_is_on_record(office):
    phone = switch_on(office)
    for _time in range(5):
        attempt(office, phone.never(NOW))
    assert "15" in attempt(office, phone.shows(NOW))
    assert actions(office).count("second_factor.failed") == 5
    assert actions(office)[-1] == "sign_in.locked"
    later = NOW + timedelta(minutes=16)
    assert attempt(office, phone.shows(later), at=later) == ""


def test_the_password_does_not_clear_the_count(office):
    phone = switch_on(office)
    for _time in range(5):
        attempt(office, phone.never(NOW))
        services.sign_in_try(
            identifier="office", password=cast.PASSWORD, address="10.0.0.1", device="", at=NOW
        )
    assert "15" in attempt(office, phone.shows(NOW))


def test_recovery_codes_are_counted_too(office):
    phone = switch_on(office)
    for _time in range(5):
        attempt(office, "ABCD-EFGH-JKMN")
    assert "15" in attempt(office, phone.codes[0])


def test_an_address_is_locked_over_all_accounts(office):
    people = [cast.appoint(post) for post in list(Post)[:7] if post != Post.OFFICE]
    for person in people:
        for _time in range(5):
            attempt(person, "000000", address="10.9.9.9")
    phone = switch_on(office)
    assert "15" in attempt(office, phone.shows(NOW), address="10.9.9.9")
    assert attempt(office, phone.shows(NOW), address="10.1.1.1") == ""


def test_the_password_alone_gives_no_user_to_whoever_asks(office):
    """Other doors than the sign-in page look at `user` only."""

    def by_password():
        return services.sign_in_try(
            identifier="office", password=cast.PASSWORD, address="10.0.0.1", device="", at=NOW
        )

    assert by_password().user == office
    switch_on(office)
    result = by_password()
    assert (result.user, result.waiting) == (None, office)
    assert "登录页" in result.sentence


# --- switching on, moving, switching off ---


def set_up(user, secret, code, **more):
    return services.second_factor_set_up(
        user_id=user.pk, secret=secret, code=code, by=actor_of(user), at=NOW, **more
    )


def test_a_wrong_first_code_switches_nothing_on(office):
    phone = Phone(totp.fresh_secret())
    for code in (phone.never(NOW), "", "12345", phone.shows(NOW, later=3)):
        with pytest.raises(Violation) as refusal:
            set_up(office, phone.secret, code)
        assert refusal.value.field == "code"
    assert not SecondFactor.objects.exists()


def test_nobody_sets_it_up_for_another(office):
    phone, admin = Phone(totp.fresh_secret()), cast.actor("county_admin")
    with pytest.raises(Denied):
        services.second_factor_set_up(
            user_id=office.pk, secret=phone.secret, code=phone.shows(NOW), by=admin, at=NOW
        )
    old = switch_on(office)
    with pytest.raises(Denied):
        services.second_factor_off(user_id=office.pk, typed=old.shows(NOW), by=admin, at=NOW)
    with pytest.raises(Denied):
        services.recovery_codes_renew(user_id=office.pk, typed=old.codes[0], by=admin, at=NOW)


def test_switching_on_signs_the_other_devices_out(office):
    for key in ("here", "there"):
        SignedIn.objects.create(user=office, session_key=key)
    phone = Phone(totp.fresh_secret())
    set_up(office, phone.secret, phone.shows(NOW), keep_session="here")
    assert SignedIn.objects.get().session_key == "here"
    assert "second_factor.on" in actions(office)


def test_a_new_phone_takes_the_old_ones_place_only_with_its_code(office):
    old, new = switch_on(office), Phone(totp.fresh_secret())
    for present in ("", old.never(NOW), new.shows(NOW)):
        with pytest.raises(Violation) as refusal:
            set_up(office, new.secret, new.shows(NOW), present=present)
        assert refusal.value.field == "present"
    assert SecondFactor.objects.get().secret == old.secret
    set_up(office, new.secret, new.shows(NOW), present=old.shows(NOW))
    assert SecondFactor.objects.get().secret == new.secret
    assert attempt(office, old.shows(NOW, later=1)) != ""
    assert attempt(office, old.codes[0]) != ""
    assert attempt(office, new.shows(NOW, later=1)) == ""


def test_it_is_switched_off_with_a_code_only(office):
    phone = switch_on(office)
    mine = {"user_id": office.pk, "by": actor_of(office), "at": NOW}
    with pytest.raises(Violation) as refusal:
        services.second_factor_off(typed=phone.never(NOW), **mine)
    assert refusal.value.field == "code"
    services.second_factor_off(typed=phone.codes[0], **mine)
    assert second_step(office, posts=["office"]) == ""
    assert not RecoveryCode.objects.exists()
    assert "second_factor.off" in actions(office)


def test_whose_post_asks_for_it_cannot_switch_it_off(in_county_a, settings):
    admin = cast.appoint("county_admin")
    phone = switch_on(admin)
    settings.SECOND_FACTOR = "required"
    with pytest.raises(Violation):
        services.second_factor_off(
            user_id=admin.pk, typed=phone.shows(NOW), by=actor_of(admin), at=NOW
        )
    assert SecondFactor.objects.exists()


# --- of whom it is required ---


@pytest.mark.parametrize("post", [post.value for post in Post if post != Post.ROOT])
@pytest.mark.parametrize("word", ["required", "optional"])
def test_in_a_county_it_is_required_of_administrators(in_county_a, settings, word, post):
    settings.SECOND_FACTOR = word
    wanted = word == "required" and post == "county_admin"
    assert rules.second_step_is_required(posts=[post, "staff"]) is wanted


@pytest.mark.parametrize("posts", [["province"], ["root"], []])
def test_in_the_province_it_is_required_of_all(province, settings, posts):
    settings.SECOND_FACTOR = "required"
    assert rules.second_step_is_required(posts=posts)
    settings.SECOND_FACTOR = "optional"
    assert not rules.second_step_is_required(posts=posts)


def test_the_setting_is_one_of_two_words(monkeypatch):
    words = ("required", "optional")
    monkeypatch.delenv("COUNTYLINK_SECOND_FACTOR", raising=False)
    assert env.choice("COUNTYLINK_SECOND_FACTOR", "required", words) == "required"
    monkeypatch.setenv("COUNTYLINK_SECOND_FACTOR", "optional")
    assert env.choice("COUNTYLINK_SECOND_FACTOR", "required", words) == "optional"
    monkeypatch.setenv("COUNTYLINK_SECOND_FACTOR", "off")
    with pytest.raises(ImproperlyConfigured):
        env.choice("COUNTYLINK_SECOND_FACTOR", "required", words)
