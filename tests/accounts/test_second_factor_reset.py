"""A lost phone: a keeper resets a colleague's second step, the command the last one's."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts import services
from accounts.actors import actor_of
from accounts.models import SecondFactor, SignedIn
from core.actor import Actor
from core.errors import Denied, Violation
from core.models.audit import AuditEntry
from core.models.inbox import InboxItem
from tenants.context import county_context, province_context
from tests import cast
from tests.accounts.phone import switch_on

NOW = timezone.now()


def attempt(user, typed, *, at=NOW, address="10.0.0.1"):
    """The sentence of the refusal, "" when it is taken."""
    by = Actor(user_id=None, name="登录页", address=address)
    return services.second_factor_try(user_id=user.pk, typed=typed, by=by, at=at)


def notes(user):
    return list(
        InboxItem.objects.filter(user_id=user.pk, kind="read").values_list("title", "state")
    )


# --- the reset ---


def reset(user, by, reason="手机丢失，已当面核对"):
    return services.second_factor_reset(user_id=user.pk, by=by, reason=reason, at=NOW)


def test_a_keeper_resets_a_colleagues(office):
    phone = switch_on(office)
    SignedIn.objects.create(user=office, session_key="stolen")
    for _time in range(6):
        attempt(office, phone.never(NOW))
    reset(office, cast.actor("county_admin"))
    assert not SecondFactor.objects.exists()
    assert not SignedIn.objects.exists()
    entry = AuditEntry.objects.filter(action="second_factor.reset").get()
    assert (entry.actor_name, entry.note) == ("卜云舟", "手机丢失，已当面核对")
    assert notes(office)[-1] == ("您的登录两步验证已被重置", "open")
    new = switch_on(office)
    assert attempt(office, new.shows(NOW)) == ""


def test_a_reset_is_refused_without_post_reason_or_need_and_for_oneself(office):
    admin = cast.appoint("county_admin")
    with pytest.raises(Violation):
        reset(office, actor_of(admin))
    switch_on(office)
    with pytest.raises(Denied):
        reset(office, cast.actor("director"))
    with pytest.raises(Violation) as refusal:
        reset(office, actor_of(admin), reason="  ")
    assert refusal.value.field == "reason"
    switch_on(admin)
    with pytest.raises(Violation):
        reset(admin, actor_of(admin))
    assert SecondFactor.objects.count() == 2


def command(*words):
    out = StringIO()
    call_command("second_factor", "reset", *words, stdout=out)
    return out.getvalue()


def test_the_command_resets_the_last_administrator(province, county_a):
    switch_on(cast.appoint("root"))
    assert "祝云舟" in command("root", "--reason", "手机丢失")
    with county_context(county_a):
        switch_on(cast.appoint("county_admin"))
    assert "卜云舟" in command("county_admin", "--county", "980121", "--reason", "手机丢失")
    with county_context(county_a):
        assert not SecondFactor.objects.exists()
        assert AuditEntry.objects.get(action="second_factor.reset").actor_name == "命令行"
    with province_context():
        assert not SecondFactor.objects.exists()


@pytest.mark.parametrize(
    "words",
    [
        ("nobody", "--reason", "丢失"),
        ("root", "--county", "980121", "--reason", "丢失"),
        ("root", "--county", "111111", "--reason", "丢失"),
        ("root", "--reason", " "),
        ("root",),
        ("province", "--reason", "丢失"),
    ],
)
def test_the_command_says_what_is_wrong(province, words):
    cast.appoint("province")
    switch_on(cast.appoint("root"))
    with pytest.raises(CommandError):
        command(*words)
    assert SecondFactor.objects.count() == 1
