"""Two at once: a second step switched on twice, a count forgotten while another counts."""

from concurrent.futures import ThreadPoolExecutor

from django.db import connections, transaction
from django.utils import timezone

from accounts import services, totp
from accounts.actors import actor_of
from accounts.models import SecondFactor, SignInThrottle, User
from accounts.services import throttle
from core.actor import Actor
from core.errors import Violation
from core.models.inbox import InboxItem
from tenants.context import county_context
from tests import cast
from tests.accounts.phone import Phone
from tests.conftest import A
from tests.waiting import PATIENCE, wait_for_waiting

NOW = timezone.now()


def in_county(act):
    """What the act gives, or the sentence of its refusal; on a connection of its own."""
    try:
        with county_context(A):
            return act()
    except Violation as refused:
        return refused.sentence
    finally:
        connections.close_all()


def test_switched_on_in_two_windows_at_once_only_one_holds(own_database):
    with county_context(A):
        user = cast.appoint("office")
    phones = [Phone(totp.fresh_secret()) for _window in range(2)]

    def set_up(phone):
        return services.second_factor_set_up(
            user_id=user.pk,
            secret=phone.secret,
            code=phone.shows(NOW),
            by=actor_of(user),
            at=NOW,
        )

    with ThreadPoolExecutor(2) as pool:
        with county_context(A), transaction.atomic():
            User.objects.select_for_update().get(pk=user.pk)
            answers = [pool.submit(in_county, lambda p=phone: set_up(p)) for phone in phones]
            wait_for_waiting(2)
        found = [answer.result(PATIENCE) for answer in answers]
    codes = [answer for answer in found if isinstance(answer, list)]
    assert [len(printed) for printed in codes] == [10]
    assert "两步验证刚刚已经启用，请重新开始。" in found
    with county_context(A):
        kept = SecondFactor.objects.get()
        assert kept.secret == phones[found.index(codes[0])].secret
        assert kept.recovery_codes.count() == 10


def test_a_count_that_is_forgotten_meanwhile_begins_anew(own_database):
    key = throttle.key("phone", "19900005678")
    by = Actor(user_id=None, name="登录页", address="10.0.0.1")

    def count():
        return throttle.count(key, limit=1, at=NOW, found=None, by=by)

    with county_context(A):
        assert count() is None
    with ThreadPoolExecutor(1) as pool:
        with county_context(A), transaction.atomic():
            SignInThrottle.objects.select_for_update().get(key=key)
            answer = pool.submit(in_county, count)
            wait_for_waiting(1)
            throttle.forget(key)
        # The second attempt alone would have been one too many.
        assert answer.result(PATIENCE) is None
    with county_context(A):
        assert SignInThrottle.objects.get(key=key).failures == 1


def test_who_was_dismissed_is_told_nothing(in_county_a):
    user, admin = cast.appoint("office"), cast.actor("county_admin")
    phone = Phone(totp.fresh_secret())
    services.second_factor_set_up(
        user_id=user.pk, secret=phone.secret, code=phone.shows(NOW), by=actor_of(user), at=NOW
    )
    told = InboxItem.objects.filter(user_id=user.pk).count()
    services.user_deactivate(user_id=user.pk, by=admin, reason="调离", at=NOW)
    services.second_factor_reset(user_id=user.pk, by=admin, reason="手机交回", at=NOW)
    assert not SecondFactor.objects.exists()
    assert InboxItem.objects.filter(user_id=user.pk).count() == told
