"""The roster's pages: planned, filled, printed; holidays; swaps."""

import pytest
from django.urls import reverse

from operations.duty import services
from operations.duty.models import HolidaySchedule, Shift, Swap
from tests.operations.casework.people import buttons, main
from tests.operations.duty.conftest import AT, begin, enter, hand_over, moment, plan
from tests.pages import told_at

ROSTER = "/console/duty/"


@pytest.fixture
def desks(people, desk_of, clock):
    """Everybody's desk by post; it is Monday 2 March."""
    posts = ("office", "duty", "frontdesk", "ops", "leader", "commerce")
    return {post: desk_of(post) for post in posts}


def typed(people, **more):
    """A shift as it is typed."""
    return {
        "officer_id": people.duty.user_id,
        "starts_at": "2026-03-03T08:30",
        "ends_at": "2026-03-03T17:30",
        "leader_id": people.leader.user_id,
        **more,
    }


@pytest.mark.handbook(57)
def test_the_roster_is_planned_filled_and_printed(desks, people):
    office = desks["office"]
    assert "2026-03-03T08:30" in office.get("/console/duty/plan/").content.decode()
    answer = office.post("/console/duty/plan/", typed(people))
    assert answer["Location"] == ROSTER
    shown = main(office.get(ROSTER))
    for words in ("2026年3月", "蔺望舒", "带班 邰知秋", "自动排班"):
        assert words in shown
    assert "轮流排班" in main(office.get("/console/duty/fill/"))
    month = {"first_date": "2026-03-02", "last_date": "2026-03-31"}
    office.post("/console/duty/fill/", month)
    assert Shift.objects.count() == 22
    answer = office.post("/console/duty/fill/", month)
    assert "均已排班" in main(answer, 422)
    answer = office.post(
        "/console/duty/fill/", {"first_date": "2026-03-09", "last_date": "2026-03-02"}
    )
    assert told_at(answer, "last_date")
    sheet = desks["ops"].get("/console/duty/sheet/?month=2026-03")
    assert sheet["Content-Type"] == "application/pdf"
    assert sheet.content.startswith(b"%PDF")
    for month in ("2026-13", "x", "0001-01", "9999-12"):
        assert "2026年3月" in main(office.get(f"{ROSTER}?month={month}"))
    assert "清明节" in main(office.get(f"{ROSTER}?month=2026-04"))


@pytest.mark.handbook(50, 57)
@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("officer_id", "", "请选择值班人员"),
        ("officer_id", "999999", ""),
        ("leader_id", "999999", ""),
        ("starts_at", "x", ""),
        ("starts_at", "2026-02-03T08:30", ""),
        ("ends_at", "2026-03-03T08:00", "须晚于"),
        ("ends_at", "2026-03-09T08:00", "二十四小时"),
    ],
)
def test_a_wrong_shift_is_told_at_its_field_and_kept(desks, people, field, value, words):
    answer = desks["office"].post("/console/duty/plan/", typed(people, **{field: value}))
    assert answer.status_code == 422
    found = told_at(answer, field) or told_at(answer, "ends_at")
    assert found
    assert words in found
    assert "17:30" in answer.content.decode() or field == "ends_at"
    assert not Shift.objects.exists()


@pytest.mark.handbook(57)
def test_a_shift_is_changed_and_cancelled_on_its_page(desks, people):
    shift = plan(people)
    office, page = desks["office"], reverse("duty:shift", args=[shift.pk])
    assert "2026-03-03T08:30" in office.get(f"{page}do/change/").content.decode()
    plan(people, officer=people.ops)
    answer = office.post(f"{page}do/change/", typed(people, officer_id=people.ops.user_id))
    assert "已有班次" in told_at(answer, "officer_id")
    office.post(f"{page}do/change/", typed(people, officer_id=people.frontdesk.user_id))
    assert "鄢云舟" in main(office.get(page))
    assert desks["duty"].get(f"{page}do/change/").status_code == 403
    office.post(f"{page}do/cancel/", {"reason": "停电"})
    assert "班次已取消" in main(office.get(page))


@pytest.mark.handbook(57)
def test_a_swap_over_http(desks, people):
    mine, other = plan(people), plan(people, 5, people.frontdesk)
    duty, page = desks["duty"], reverse("duty:shift", args=[mine.pk])
    given = {
        "partner_id": people.frontdesk.user_id,
        "other_id": other.pk,
        "reason": "家中有事",
    }
    answer = duty.post(f"{page}do/swap/", given | {"partner_id": "", "reason": ""})
    assert told_at(answer, "partner_id")
    assert told_at(answer, "reason")
    answer = duty.post(f"{page}do/swap/", given | {"partner_id": people.ops.user_id})
    assert "本人的班次" in told_at(answer, "other_id")
    duty.post(f"{page}do/swap/", given)
    swap = Swap.objects.get()
    at = reverse("duty:swap", args=[swap.pk])
    assert "鄢云舟" in main(desks["office"].get(ROSTER))
    assert desks["ops"].get(at).status_code == 404
    assert buttons(duty.get(at)) == {"withdraw"}
    assert buttons(desks["frontdesk"].get(at)) == {"consent", "decline"}
    desks["frontdesk"].post(f"{at}do/consent/", {})
    assert "approve" in buttons(desks["office"].get(at))
    desks["office"].post(f"{at}do/approve/", {})
    assert "已换班" in main(duty.get(at))
    favour = services.swap_ask(
        shift_id=other.pk,
        partner_id=people.ops.user_id,
        reason="有事",
        by=people.duty,
        at=AT,
    )
    assert "无" in main(duty.get(reverse("duty:swap", args=[favour.pk])))


@pytest.mark.handbook(39, 57)
def test_a_holiday_over_http(desks, people, clock):
    office = desks["office"]
    page = "/console/duty/holidays/"
    shown = main(office.get(page))
    for words in ("将到的节假日", "清明节", "劳动节", "拟排"):
        assert words in shown
    for wrong in ("", "x", "2026-13-01", "2026-03-03"):
        answer = office.post(f"{page}open/", {"first_date": wrong})
        assert answer["Location"] == page
        assert "节假日" in main(office.get(page))
    assert desks["duty"].post(f"{page}open/", {"first_date": "2026-04-04"}).status_code == 403
    answer = office.post(f"{page}open/", {"first_date": "2026-04-04"})
    schedule = HolidaySchedule.objects.get()
    at = reverse("duty:schedule", args=[schedule.pk])
    assert answer["Location"] == at
    shown = main(office.get(at))
    for words in ("清明节", "2026-03-30", "拟排中", "星期六"):
        assert words in shown
    office.post(f"{at}do/write/", {"arrangements": "加强巡查。"})
    office.post(f"{at}do/refill/", {})
    office.post(f"{at}do/publish/", {})
    shown = main(desks["duty"].get(at))
    for words in ("安排已发布", "加强巡查。", "节假日工作安排表"):
        assert words in shown
    assert desks["duty"].get(f"{at}sheet/").content.startswith(b"%PDF")
    assert desks["commerce"].get(f"{at}sheet/").status_code == 404
    shift = schedule.shifts.first()
    assert "清明节" in main(office.get(reverse("duty:shift", args=[shift.pk])))
    office.post(f"{at}do/reopen/", {"reason": "人员变动"})
    clock.now = moment(31)
    assert "拟排中" in main(office.get(at))
    assert "2026年清明节" in main(office.get(page))


@pytest.mark.handbook(48)
def test_the_duty_book_is_searched_and_printed(desks, people, clock):
    office, book = desks["office"], "/console/duty/book/"
    assert "还没有值班记录" in main(office.get(book))
    shift = begin(people)
    enter(people, text="河湾村快件滞留")
    hand_over(people, shift, nothing_happened=False)
    clock.now = moment(3, 18)
    assert "河湾村快件滞留" in main(office.get(book))
    assert "河湾村" in main(office.get(f"{book}?q=河湾&kind=phone&state=unfinished&day=2026-03-03"))
    assert "没有符合条件" in main(office.get(f"{book}?kind=visit"))
    assert "没有符合条件" in main(office.get(f"{book}?q=李家村&day=x&day=2026-99-99"))
    paper = office.get("/console/duty/book/paper/?month=2026-03")
    assert paper["Content-Disposition"] == 'inline; filename="duty-book-2026-03.pdf"'
    assert paper.content.startswith(b"%PDF")
