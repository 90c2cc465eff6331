"""On the workbench: today's lines, the compliance strip, the shortcut, the search (R135–R138)."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from console.home import registry
from console.search import search
from operations.casework import services, wagtail_hooks
from operations.casework.models import Appointment, Case
from tests.operations.casework.conftest import AT, DAY, item
from tests.operations.casework.people import main, text

ON = AT.date()


@pytest.mark.handbook(135)
def test_answers_are_red_after_a_working_day(submitted):
    assert wagtail_hooks.unanswered(ON + DAY).tone == registry.GOOD
    assert wagtail_hooks.unanswered(ON + 2 * DAY).tone == registry.BAD


@pytest.mark.handbook(136)
def test_a_promise_is_red_after_its_day(accepted):
    assert wagtail_hooks.overdue(accepted.due_date).tone == registry.GOOD
    assert wagtail_hooks.overdue(accepted.due_date + DAY).tone == registry.BAD


@pytest.mark.handbook(138)
def test_a_bad_rating_is_red_until_somebody_called(finished, office):
    assert wagtail_hooks.not_called(ON) is None
    services.case_rate(case_id=finished.pk, level=1, at=AT + 2 * DAY)
    late = ON + timedelta(days=10)
    assert wagtail_hooks.not_called(ON + 2 * DAY).tone == registry.GOOD
    assert wagtail_hooks.not_called(late).tone == registry.BAD
    services.callback_record(
        case_id=finished.pk, by=office, at=AT + 3 * DAY, reached=True, said="太慢"
    )
    assert wagtail_hooks.not_called(late).tone == registry.GOOD
    assert wagtail_hooks.not_called(ON + timedelta(days=60)).tone == registry.BAD


def test_checks_say_nothing_before_the_first_case(in_county_a):
    assert wagtail_hooks.unanswered(ON) is None
    assert wagtail_hooks.overdue(ON) is None
    assert wagtail_hooks.not_called(ON) is None


def test_todays_lines_are_for_those_whose_work_it_is(accepted, submitted, desk, handler, chief):
    late = accepted.due_date + DAY
    assert any("超期" in str(line.text) for line in wagtail_hooks.today(chief, late))
    assert not wagtail_hooks.today(handler, late)
    services.case_assign(case_id=accepted.pk, handler_id=handler.user_id, by=chief, at=AT)
    assert any("超期" in str(line.text) for line in wagtail_hooks.today(handler, late))


def test_appointments_stand_by_their_time(desk, handler):
    Appointment.objects.create(
        item=item("S01"),
        on_date=ON,
        slot=time(9, 30),
        name="柏望舒",
        phone="19900006001",
        token="t",
    )
    (line,) = wagtail_hooks.today(desk, ON)
    assert line.when == "09:30"
    assert "柏望舒" not in str(line.text)
    assert not wagtail_hooks.today(handler, ON)


@pytest.mark.handbook(156)
@pytest.mark.parametrize(
    ("words", "hits"),
    [("FW-20260303-0001", 1), ("FW-20260303", 1), ("19900003001", 1), ("1990000300", 0)],
)
def test_search_by_number_or_whole_phone(accepted, desk, words, hits):
    found = [one for group in search(words, by=desk) for one in group.hits if "FW-" in one.title]
    assert len(found) == hits
    assert all("祝小满" not in one.text for one in found)


@pytest.mark.handbook(148)
def test_search_keeps_to_what_one_may_see(accepted, manager):
    assert not [g for g in search(accepted.number, by=manager) if "办件" in str(g.label)]


def test_the_menu_offers_what_one_may(browser_of):
    desk = text(browser_of("frontdesk").get("/console/"))
    assert "/console/cases/new/" in desk
    assert "登记办件" in main(browser_of("frontdesk").get("/console/")) or "登记办件" in desk
    money = text(browser_of("finance").get("/console/"))
    assert "/console/cases/new/" not in money
    assert "/console/hall/" not in money


def test_the_onboarding_sees_the_first_case(submitted):
    assert registry.steps[13].detect() is True
    Case.objects.all().delete()
    assert registry.steps[13].detect() is False
    assert timezone.localdate()
