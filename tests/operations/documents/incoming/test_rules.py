"""The rules of incoming documents, on values."""

from datetime import date, timedelta

import pytest

from core.workcalendar import DayMark, WorkCalendar
from operations.documents.incoming import rules
from operations.documents.incoming.kinds import LEVEL_OF, TO_READ, Level, Nature
from operations.documents.incoming.rules import Light
from tests.operations.documents.incoming.conftest import refused

TUESDAY = date(2026, 3, 3)
DAY = timedelta(days=1)
PLAIN = WorkCalendar()


@pytest.mark.handbook(33)
@pytest.mark.parametrize("title", ["", "  ", "关于\n报送的通知", "长" * 121])
def test_a_title_is_there_in_one_line_and_not_too_long(title):
    refused(lambda: rules.title_is_one_line(title=title), 33, field="title")


@pytest.mark.handbook(33)
def test_a_good_title_and_a_sender_pass():
    rules.title_is_one_line(title=" " + "长" * 120 + " ")
    rules.sender_is_named(sender="青禾省商务厅")
    refused(lambda: rules.sender_is_named(sender=" "), 33, field="sender")


@pytest.mark.handbook(28, 29, 30)
def test_a_nature_is_of_the_closed_list_and_of_its_level():
    for nature in Nature:
        fixed = LEVEL_OF.get(nature)
        for level in Level:
            if fixed in (None, level):
                assert rules.nature_of_list(nature=nature, level=level) == level
            else:
                refused(
                    lambda nature=nature, level=level: rules.nature_of_list(
                        nature=nature, level=level
                    ),
                    28,
                    field="source_level",
                )
    assert rules.nature_of_list(nature="policy", level="") == Level.SUPERIOR
    refused(lambda: rules.nature_of_list(nature="publication", level=""), 28, field="source_level")
    refused(lambda: rules.nature_of_list(nature="gossip", level="peer"), 28, 29, 30, field="nature")
    assert len(LEVEL_OF) == 7


@pytest.mark.handbook(33)
def test_days_and_counts_are_possible():
    good = {"received": TUESDAY, "written": TUESDAY, "today": TUESDAY}
    rules.dates_in_order(**good)
    rules.dates_in_order(**good | {"written": None})
    refused(
        lambda: rules.dates_in_order(**good | {"received": TUESDAY + DAY}),
        33,
        field="received_date",
    )
    refused(
        lambda: rules.dates_in_order(**good | {"written": TUESDAY + DAY}), 33, field="sender_date"
    )
    rules.counts_are_sensible(copies=1, pages=None)
    rules.counts_are_sensible(copies=1, pages=1)
    refused(lambda: rules.counts_are_sensible(copies=0, pages=1), 33, field="copies")
    refused(lambda: rules.counts_are_sensible(copies=1, pages=0), 33, field="pages")


@pytest.mark.handbook(35)
def test_a_term_lies_ahead_and_not_years_away():
    rules.due_lies_ahead(due=None, after=TUESDAY)
    rules.due_lies_ahead(due=TUESDAY, after=TUESDAY)
    rules.due_lies_ahead(due=TUESDAY + rules.FARTHEST, after=TUESDAY)
    for due in (TUESDAY - DAY, TUESDAY + rules.FARTHEST + DAY):
        refused(lambda due=due: rules.due_lies_ahead(due=due, after=TUESDAY), 35, field="due_date")


@pytest.mark.handbook(34)
def test_the_same_number_again_needs_a_reason():
    rules.registered_twice_for_a_reason(earlier="", reason="")
    rules.registered_twice_for_a_reason(earlier="收〔2026〕1号", reason="补发件")
    refused(
        lambda: rules.registered_twice_for_a_reason(earlier="收〔2026〕1号", reason=" "),
        34,
        field="duplicate_reason",
        words="收〔2026〕1号",
    )


@pytest.mark.handbook(36)
def test_what_is_ended_is_not_corrected():
    rules.still_correctable(ended=False)
    refused(lambda: rules.still_correctable(ended=True), 36)


@pytest.mark.handbook(27)
def test_only_what_is_to_be_read_circulates_at_once():
    for nature in Nature:
        if nature in TO_READ:
            rules.circulates_at_once(nature=nature)
        else:
            refused(lambda nature=nature: rules.circulates_at_once(nature=nature), 27)
    rules.somebody_reads(readers=[1])
    refused(lambda: rules.somebody_reads(readers=[]), 27, field="readers")


@pytest.mark.handbook(27)
def test_a_proposal_is_in_words_and_goes_before_a_leader():
    rules.opinion_is_given(text="拟同意")
    refused(lambda: rules.opinion_is_given(text=" "), 27, field="opinion")
    rules.leader_holds_the_post(chosen=None, holders=[])
    rules.leader_holds_the_post(chosen=1, holders=[1, 2])
    refused(lambda: rules.leader_holds_the_post(chosen=3, holders=[1, 2]), 27, field="leader")


@pytest.mark.handbook(35)
def test_one_department_is_responsible_and_an_assigned_task_has_a_last_day():
    rules.departments_fit(lead=None, helping=[])
    rules.departments_fit(lead=1, helping=[2, 3])
    refused(lambda: rules.departments_fit(lead=1, helping=[1]), 35, field="helping")
    refused(lambda: rules.departments_fit(lead=None, helping=[1]), 35, field="lead_department")
    rules.assignment_is_complete(nature="policy", lead=1, due=None)
    rules.assignment_is_complete(nature="assigned", lead=1, due=TUESDAY)
    refused(
        lambda: rules.assignment_is_complete(nature="policy", lead=None, due=TUESDAY),
        35,
        field="lead_department",
    )
    refused(
        lambda: rules.assignment_is_complete(nature="assigned", lead=1, due=None),
        35,
        field="due_date",
    )


@pytest.mark.handbook(27, 32, 33)
def test_parts_are_done_by_their_own_with_a_result():
    rules.own_part(mine=True, departments="")
    refused(lambda: rules.own_part(mine=False, departments="技术部"), 27, words="技术部")
    rules.result_is_said(result="已办结")
    refused(lambda: rules.result_is_said(result=" "), 33, field="result")
    rules.parts_are_done(still=[])
    refused(lambda: rules.parts_are_done(still=["甲部", "乙部"]), 32, words="甲部、乙部")
    rules.reply_is_numbered(number="禾电商〔2026〕1号")
    refused(lambda: rules.reply_is_numbered(number=""), 33, field="reply_id")


@pytest.mark.handbook(27)
def test_circulation_ends_when_all_have_read_or_with_a_reason():
    rules.all_have_read(unread=[], reason="")
    rules.all_have_read(unread=["柏小满"], reason="出差")
    refused(
        lambda: rules.all_have_read(unread=["柏小满"], reason=" "),
        27,
        field="reason",
        words="柏小满",
    )


@pytest.mark.handbook(35)
def test_one_supervision_item_is_made():
    rules.followed_once(done=False)
    refused(lambda: rules.followed_once(done=True), 35)


@pytest.mark.handbook(35)
def test_lights_go_yellow_two_working_days_before_and_red_after():
    friday = date(2026, 3, 6)

    def shown(today, done=None):
        return rules.light(PLAIN, due=friday, done=done, today=today)

    assert shown(date(2026, 3, 3)) == Light.CALM
    assert shown(date(2026, 3, 4)) == Light.YELLOW
    assert shown(friday) == Light.YELLOW
    assert shown(date(2026, 3, 7)) == Light.RED
    # What was done in time is calm ever after, what was late stays red.
    assert shown(date(2026, 4, 1), done=friday) == Light.CALM
    assert shown(date(2026, 4, 1), done=date(2026, 3, 9)) == Light.RED
    assert rules.light(PLAIN, due=None, done=None, today=friday) == Light.CALM


@pytest.mark.handbook(36)
def test_days_are_counted_by_the_calendar():
    off = WorkCalendar(marks={date(2026, 3, 4): DayMark("off")})
    assert rules.last_day(off, began=TUESDAY, days=1) == date(2026, 3, 5)
    # What comes on a day off counts from the next working day.
    assert rules.last_day(off, began=date(2026, 3, 4), days=1) == date(2026, 3, 6)
    in_time = rules.registered_in_time
    assert in_time(off, received=TUESDAY, registered=date(2026, 3, 5))
    assert not in_time(off, received=TUESDAY, registered=date(2026, 3, 6))
