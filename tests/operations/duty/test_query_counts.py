"""How often the pages of duty ask the database; as often for many as for few."""

import pytest
from django.urls import reverse
from django.utils import timezone

from operations.duty import services
from operations.duty.models import DutyRecord
from tests.operations.duty.conftest import (
    AT,
    Clock,
    begin,
    department,
    enter,
    hand_over,
    moment,
    plan,
)
from tests.query_counts import LIST, RECORD


@pytest.fixture(scope="module", params=[1, 6], ids=["few", "many"])
def handed(request, stage, appointed):
    """Few or many matters with their courses, on a shift that has been handed over; the last."""
    people = appointed.again()

    def build():
        with pytest.MonkeyPatch.context() as monkeypatch:
            monkeypatch.setattr(timezone, "now", Clock(AT))
            shift = begin(people, leader_id=people.leader.user_id)
            for number in range(request.param):
                found = enter(people, moment(3, 10, number))
                services.record_hand_to(
                    record_id=found.pk, department_id=department(), by=people.duty, at=moment(3, 11)
                )
                plan(people, 10 + number)
            away = {"shift_id": shift.pk, "by": people.duty}
            services.post_leave(at=moment(3, 12), reason="送文件", **away)
            services.post_return(at=moment(3, 13), **away)
            hand_over(people, shift, nothing_happened=False)
            services.shift_take_over(shift_id=shift.pk, by=people.office, at=moment(4, 8))
            begin(people, 4, people.office)
        return found.pk

    yield from stage(build)


@pytest.fixture
def record(handed, in_county_a, clock):
    """One of few or of many matters, the morning after."""
    clock.now = moment(4, 9)
    return DutyRecord.objects.get(pk=handed)


@pytest.fixture
def office(desk_of, record):
    """The office, which has been here before."""
    desk = desk_of("office")
    desk.get(reverse("duty:record", args=[record.pk]))
    return desk


@pytest.mark.parametrize("page", ["index", "mine", "records", "schedules"])
def test_lists_ask_as_often_for_many_as_for_few(office, query_counts, page):
    with query_counts(page, most=LIST):
        shown = office.get(reverse(f"duty:{page}"))
    assert shown.status_code == 200


def test_record_pages_ask_as_often_in_a_large_county(office, record, query_counts):
    for page, pk in (("record", record.pk), ("shift", record.shift_id)):
        with query_counts(page, most=RECORD):
            shown = office.get(reverse(f"duty:{page}", args=[pk]))
        assert shown.status_code == 200
