"""Papers: the roster, the schedule of a holiday, the duty book of a month."""

from datetime import date

import pypdfium2
import pytest

from operations.duty import paperwork, selectors, services
from operations.duty.models import Shift
from tests.operations.duty.conftest import (
    AT,
    begin,
    department,
    enter,
    hand_over,
    moment,
    plan,
)

MARCH = date(2026, 3, 1)


def text_of(pdf):
    """What stands on all pages, without blanks and line ends."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        shown = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    return "".join("".join(shown).split())


@pytest.mark.handbook(48, 51, 55)
def test_the_duty_book_has_the_shift_its_matters_and_both_signatures(people):
    shift = begin(people, leader_id=people.leader.user_id)
    enter(people, result="已答复")
    handed = enter(people, text="河湾村快件滞留", contact="村民")
    services.record_hand_to(
        record_id=handed.pk, department_id=department(), by=people.duty, at=moment(3, 11)
    )
    hand_over(people, shift, at=moment(3, 16, 30))
    services.shift_take_over(shift_id=shift.pk, by=people.office, at=moment(4, 8))
    quiet = begin(people, 5)
    hand_over(people, quiet)
    shifts = Shift.objects.order_by("starts_at").prefetch_related(
        "records__entries", "gaps", "stand_ins"
    )
    shown = text_of(paperwork.book(shifts, month=MARCH))
    for words in (
        "2026年3月值班簿",
        "3月3日",
        "蔺望舒",
        "邰知秋",
        "河湾村快件滞留",
        "已答复",
        "服务站日报已收齐",
        "钥匙两把",
        "蔺小满",
        "60分钟",
        "无事项",
    ):
        assert words in shown, words
    assert "本月没有值班" in text_of(paperwork.book([], month=MARCH))


@pytest.mark.handbook(39)
def test_the_roster_and_the_schedule(people):
    plan(people, leader_id=people.leader.user_id)
    plan(people, 4, people.ops, ends_at=moment(5, 8))
    shifts = selectors.of_days(people.office, first=MARCH, last=date(2026, 3, 31))
    shown = text_of(paperwork.roster_sheet(shifts, month=MARCH))
    for words in ("2026年3月值班表", "星期二", "08:30—17:30", "08:30—次日08:00", "邰青禾"):
        assert words in shown, words
    schedule = services.schedule_open(first_date=date(2026, 4, 4), by=people.office, at=AT)
    shown = text_of(paperwork.schedule_sheet(schedule))
    for words in ("节假日工作安排表", "清明节", "共3天", "4月6日", "星期一", "草稿", "坚守岗位"):
        assert words in shown, words
