"""A month's depreciation, and every difference between ledger and books is a task (R79)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from core import audit, inbox, parameters
from core.errors import Denied
from core.models import AuditEntry
from core.models.jobs import Job
from operations.assets import joints, selectors, services, tasks
from operations.assets.lifecycle import P
from operations.assets.models import Asset, Depreciation, DepreciationMonth
from operations.assets.rules import wearing as rules
from tests.operations.assets.conftest import AT, TODAY, bring, computers, refused
from tests.pages import text, told_at

MARCH = date(2026, 3, 1)


def charge(people, month=MARCH, at=AT):
    """Finance charges a month."""
    return services.month_charge(month=month, by=people.finance, at=at)


@pytest.mark.handbook(79)
def test_a_month_is_charged_once_from_the_month_of_booking(people):
    bring(people, P.REGISTERED)
    made = charge(people, TODAY)
    assert (made.count, made.total, str(made)) == (2, Decimal("138.86"), "2026-03")
    refused(lambda: charge(people), 79, field="month")
    # A job that was begun again after its worker died finds its own month; a later one does not.
    given = {"month": MARCH, "by": people.finance, "at": AT}
    assert services.month_charge(since=AT - timedelta(minutes=5), **given) == made
    since = AT + timedelta(minutes=5)
    refused(lambda: services.month_charge(since=since, **given), 79, field="month")
    refused(lambda: charge(people, date(2026, 4, 1)), 79, field="month")
    with pytest.raises(Denied):
        services.month_charge(month=MARCH, by=people.area_clerk, at=AT)
    assert audit.verify().ok


@pytest.mark.handbook(79)
def test_what_a_month_missed_is_made_good(people):
    bring(people, P.REGISTERED, quantity=1)
    assert charge(people, date(2026, 2, 1)).count == 0
    later = AT + timedelta(days=70)
    assert charge(people, date(2026, 5, 1), later).total == 3 * Decimal("69.43")
    assert charge(people, date(2026, 4, 1), later).count == 0
    asset = Asset.objects.get()
    assert selectors.worn_of(asset) == Decimal("208.29")
    end = AT + timedelta(days=365 * 7)
    charge(people, date(2032, 12, 1), end)
    assert selectors.worn_of(asset) == asset.price
    assert charge(people, date(2033, 1, 1), end).count == 0


@pytest.mark.handbook(79)
def test_a_firm_begins_a_month_later_and_keeps_five_per_cent(people):
    parameters.parameter_set(
        group=parameters.group("assets"), key="as_enterprise", value=True,
        valid_from=TODAY, by=people.director, at=AT,
    )  # fmt: skip
    bring(people, P.REGISTERED, quantity=1)
    assert charge(people).count == 0
    april = charge(people, date(2026, 4, 1), AT + timedelta(days=40))
    assert april.total == Decimal("65.96")


@pytest.mark.handbook(79)
def test_the_job_charges_the_month_that_is_over_once(people):
    bring(people, P.REGISTERED)
    last = timezone.localdate().replace(day=1) - timedelta(days=1)
    assert tasks.depreciation.run() == 2
    assert DepreciationMonth.objects.get().month == last.replace(day=1)
    assert tasks.depreciation.run() == 0
    assert Depreciation.objects.count() == 2


@pytest.mark.handbook(79)
def test_every_difference_is_a_task_until_both_agree(people):
    bring(people, P.REGISTERED)
    given = {"month": TODAY, "asset_class_id": computers().pk, "at": AT}
    wrong = {"count": 3, "value": Decimal("14997.00")}
    with pytest.raises(Denied):
        services.balance_enter(by=people.area_clerk, **wrong, **given)
    balance = services.balance_enter(by=people.finance, **wrong, **given)
    assert (balance.differs, balance.count_off, balance.value_off) == (True, 1, Decimal(4999))
    (item,) = inbox.pending(balance)
    assert (item.post, item.clause) == ("area_clerk", 79)
    assert joints.balance_page(balance.pk).endswith("?month=2026-03")
    assert "?" not in joints.balance_page(0)
    right = {"count": 2, "value": Decimal("9998.00")}
    again = services.balance_enter(by=people.finance, **right, **given)
    assert again.pk == balance.pk
    assert not again.differs
    assert list(inbox.pending(again)) == []


@pytest.mark.handbook(62, 79)
def test_the_ledger_is_no_book_of_account(people):
    bring(people, P.REGISTERED)
    cards = list(Asset.objects.order_by("pk").values())
    inside = selectors.in_ledger(computers().pk, until=TODAY)
    wrong = {"month": TODAY, "asset_class_id": computers().pk, "count": 3, "value": Decimal(14997)}
    balance = services.balance_enter(by=people.finance, at=AT, **wrong)
    # What finance has is kept beside what the ledger has; neither follows the other.
    assert (balance.count, balance.our_count) == (3, inside[0])
    assert list(Asset.objects.order_by("pk").values()) == cards
    assert selectors.in_ledger(computers().pk, until=TODAY) == inside
    (entry,) = AuditEntry.objects.filter(action="balance.enter")
    assert entry.clauses == [62, 79]


@pytest.mark.handbook(79)
def test_the_page_of_depreciation_and_reconciliation(
    people, desk_of, django_capture_on_commit_callbacks
):
    bring(people, P.REGISTERED)
    asked = {"month": "2026-03"}
    desks = {post: desk_of(post) for post in ("finance", "area_clerk", "staff")}
    page, finance = reverse("assets:accounts"), desks["finance"]
    assert "尚未计提" in text(desks["area_clerk"].get(page))
    assert desks["staff"].get(page).status_code == 403
    assert desks["area_clerk"].get(reverse("assets:charge")).status_code == 403
    for month in ("", "2026-13", "9999-12"):
        assert told_at(finance.post(reverse("assets:charge"), {"month": month}), "month")
    with django_capture_on_commit_callbacks(execute=True):
        first, again = (finance.post(reverse("assets:charge"), asked) for _click in range(2))
    job = Job.objects.get()
    assert first["Location"] == again["Location"] == reverse("console:job", args=[job.pk])
    assert job.result_text == "2026-03 折旧已计提：2 项资产，合计 ¥138.86。"
    assert job.result_url == f"{page}?month=2026-03"
    assert "已计提" in told_at(finance.post(reverse("assets:charge"), asked), "month")
    sent = {"month": "2026-03", "asset_class_id": computers().pk, "count": "2", "value": "1.00"}
    assert told_at(finance.post(reverse("assets:balance"), sent | {"count": ""}), "count")
    finance.post(reverse("assets:balance"), sent)
    shown = text(finance.get(f"{page}?month=2026-03"))
    assert "138.86" in shown
    assert "相差 0 件、-9997.00 元" in shown
    assert "69.43" in text(
        desks["area_clerk"].get(reverse("assets:record", args=[Asset.objects.first().pk]))
    )


@pytest.mark.handbook(79)
def test_what_is_charged_is_what_a_recomputation_gives(people):
    bring(people, P.REGISTERED, quantity=40)
    cards = list(Asset.objects.order_by("pk"))
    for number, one in enumerate(cards):
        one.price = Decimal(200_000 + 7919 * number) / 100
        one.booked_date = date(2020 + number % 7, 1 + number % 12, 10)
    Asset.objects.bulk_update(cards, ["price", "booked_date"])
    total = sum(charge(people, date(2026, month, 1)).total for month in (1, 2, 3))
    recomputed = {
        one.pk: rules.worn(
            price=one.price,
            years=one.asset_class.years,
            months=rules.months_worn(booked=one.booked_date, month=MARCH, regime="institution"),
            regime="institution",
        )
        for one in Asset.objects.filter(booked_date__lt=date(2026, 4, 1))
    }
    assert {pk: selectors.worn_of(Asset(pk=pk)) for pk in recomputed} == recomputed
    assert total == sum(recomputed.values())
