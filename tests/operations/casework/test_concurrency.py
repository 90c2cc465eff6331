"""Facts stay equal to the cases while many hands change them; races have one winner."""

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connections
from django.utils import timezone

from accounts.posts import Post
from core import numbering
from core.actor import Actor
from core.errors import Denied, Violation
from operations.casework import services
from operations.casework.models import Appointment, Case
from oversight import facts
from tenants import birth
from tenants.context import county_context
from tests import cast
from tests.operations.casework.conftest import FINISH, item, person, request_of

# Really now: every commit wakes the refreshing task, which goes by the clock.
NOW = timezone.now()
TODAY = timezone.localdate(NOW)
OPERATIONS, WORKERS, CASES = 2000, 8, 24
COUNTIES = ("980121", "980122", "980240", "980241", "980242")


def one_operation(code: str, seed: int, people: dict[str, list[Actor]]) -> str:
    """One act on one case, on some day of the past 200."""
    dice = random.Random(seed)
    at = NOW - timedelta(days=200 - seed * 200 // OPERATIONS)
    desk, staff, chief, office = people[code]
    try:
        with county_context(code) as county:
            pks = list(Case.objects.order_by("-pk").values_list("pk", flat=True)[:CASES])
            if len(pks) < CASES or dice.random() < 0.08:
                services.case_register(
                    data=request_of(applicant=person(phone=f"1990000{dice.randrange(4000, 4999)}")),
                    by=desk,
                    at=at,
                    accept=dice.random() < 0.9,
                    handler_id=staff.user_id if dice.random() < 0.9 else None,
                )
                return "done"
            _act(dice, dice.choice(pks), at, desk=desk, staff=staff, chief=chief, office=office)
            if dice.random() < 0.1:
                facts.refresh(county, today=TODAY, now=NOW)
    except (Violation, Denied) as refused:
        return f"{code}: {refused.sentence}"
    return "done"


def _act(dice, pk, at, *, desk, staff, chief, office):
    services_ = (
        lambda: services.case_accept(case_id=pk, by=desk, at=at, handler_id=staff.user_id),
        lambda: services.case_assign(case_id=pk, handler_id=staff.user_id, by=chief, at=at),
        lambda: services.case_start(case_id=pk, by=staff, at=at),
        lambda: services.case_wait(case_id=pk, by=staff, at=at, reason="等"),
        lambda: services.case_continue(case_id=pk, by=staff, at=at),
        lambda: services.promise_keep(case_id=pk, by=staff, at=at),
        lambda: services.case_finish(case_id=pk, by=staff, at=at, result="已开店", details=FINISH),
        lambda: services.case_finish(case_id=pk, by=staff, at=at, result="已开店", details=FINISH),
        lambda: services.case_end(case_id=pk, by=chief, at=at, reason="撤销"),
        lambda: services.case_withdraw(case_id=pk, by=desk, at=at, reason="不办了"),
        lambda: services.case_rate(case_id=pk, level=dice.randrange(1, 6), at=at),
        lambda: services.callback_record(
            case_id=pk, by=office, at=at, reached=True, said="已沟通", measures="改", closing=True
        ),
    )
    dice.choices(services_, weights=(3, 3, 6, 2, 2, 1, 6, 6, 1, 1, 3, 2))[0]()


@pytest.mark.slow
@pytest.mark.handbook(161, 136)
def test_two_thousand_concurrent_operations_leave_no_difference(own_database):
    for number, code in enumerate(COUNTIES[2:]):
        birth.county_create(
            code=code,
            name=f"县{number}",
            host=f"f{number}.localhost",
            admin_phone=f"1990000401{number}",
            by=Actor.system("t"),
            on=NOW,
        )
    people = {}
    for code in COUNTIES:
        with county_context(code) as county:
            # As its first night does: what says something without any record.
            facts.count_what_is_new(county, today=NOW.date())
            people[code] = [
                cast.actor(post) for post in (Post.FRONTDESK, Post.STAFF, Post.OPS, Post.OFFICE)
            ]
    with ThreadPoolExecutor(WORKERS) as pool:
        outcomes = list(
            pool.map(
                lambda seed: one_operation(COUNTIES[seed % 5], seed, people), range(OPERATIONS)
            )
        )
    assert outcomes.count("done") > OPERATIONS // 4
    # Every commit had the worker's job run, which goes by the wall clock.
    today = max(NOW.date(), timezone.localdate())
    for code in COUNTIES:
        with county_context(code) as county:
            refusals = Counter(outcome for outcome in outcomes if outcome.startswith(code))
            assert Case.objects.filter(finished_at__isnull=False).exists(), refusals
            facts.refresh(county, today=today, now=NOW)
            assert facts.verify(county, today=today) == []


@pytest.mark.handbook(121)
def test_sixteen_hands_on_one_case_and_one_place(own_database):
    """One acceptance, one number; the last places of a slot go to two people."""
    at = datetime(2026, 3, 3, 1, 0, tzinfo=UTC)
    with county_context("980121"):
        desk = cast.actor(Post.FRONTDESK)
        case = services.case_register(data=request_of(), by=desk, at=at)
        advice = item("S02").pk

    def accept(_number):
        try:
            with county_context("980121"):
                services.case_accept(case_id=case.pk, by=desk, at=at)
        except Violation:
            return 0
        finally:
            connections.close_all()
        return 1

    def book(number):
        try:
            with county_context("980121"):
                services.appointment_book(
                    item_id=advice,
                    on_date=date(2026, 3, 4),
                    slot=time(9, 0),
                    name="祝小满",
                    phone=f"199000050{number:02d}",
                    by=Actor.system("申请人"),
                    at=at,
                )
        except Violation:
            return 0
        finally:
            connections.close_all()
        return 1

    with ThreadPoolExecutor(16) as pool:
        assert sum(pool.map(accept, range(16))) == 1
        assert sum(pool.map(book, range(16))) == 2
    with county_context("980121"):
        assert numbering.register("case", period="20260303").count() == 1
        assert Appointment.objects.count() == 2
