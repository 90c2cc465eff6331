"""The demo's mail: three weeks, made through the services."""

from collections import Counter
from datetime import date

import pytest

from operations.mail import demo, selectors
from operations.mail.lifecycle import S
from operations.mail.models import MailItem, Missort, PaperTick, Slot
from tenants.demo.counties import county


@pytest.mark.slow
@pytest.mark.parametrize("today", [date(2026, 11, 25), date(2026, 11, 29)], ids=["week", "sunday"])
def test_a_county_has_mail_in_every_state(in_county_a, today):
    from accounts import demo as accounts_demo
    from operations.staff import demo as staff_demo

    facts = county("qinglong", today=today)
    accounts_demo.build(facts)
    staff_demo.build(facts)
    demo.build(facts)
    states = Counter(MailItem.objects.values_list("status", flat=True))
    assert sum(states.values()) == demo.PIECES
    assert states[S.COLLECTED] > demo.PIECES // 2
    assert states[S.SORTED] >= 2
    assert Missort.objects.count() == 1
    assert selectors.late(MailItem.objects.all(), today=today).exists()
    assert PaperTick.objects.exists()
    assert Slot.objects.filter(person__isnull=False).count() == 1
    assert not any("{" in one.sender for one in MailItem.objects.all())
