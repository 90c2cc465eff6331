"""The year at a glance, the county's own days, and the calculator."""

from datetime import date

import pytest
from django.utils import timezone

from core import audit
from core.actor import Actor
from core.models import CalendarDay
from core.workcalendar import CalendarRow, WorkCalendar, calendar_publish_rows, reading
from tests import cast

PAGE = "/console/calendar/"
FESTIVAL = {"date": "2026-12-08", "kind": "rest", "name": "开犁节", "reason": "县政办〔2026〕7号"}


@pytest.fixture
def keeper(desk_of):
    return desk_of("county_admin")


def text_of(answer):
    return " ".join(answer.content.decode().split())


def test_a_year_has_twelve_months_with_words_for_every_mark(keeper):
    text = text_of(keeper.get(PAGE, {"year": "2026"}))
    assert text.count('class="cl-month"') == 12
    assert "全年248个工作日" in text
    assert 'title="元旦 法定节假日"><b>1</b><i>休</i>' in text
    assert 'title="元旦 调休上班"><b>4</b><i>班</i>' in text
    assert "正式" in text


def test_a_year_not_announced_says_so(keeper):
    text = text_of(keeper.get(PAGE, {"year": "2027"}))
    assert "2027" in text
    assert "尚未公布" in text
    assert "cl-day--unsure" in text
    assert "暂休" in text
    text = text_of(keeper.get(PAGE, {"year": str(timezone.localdate().year + 2)}))
    assert "周一至周五" in text


@pytest.mark.parametrize("typed", ["", "x", "1", "99999", "²⁰²⁶"])
def test_another_years_name_shows_a_year_all_the_same(keeper, typed):
    assert keeper.get(PAGE, {"year": typed}).status_code == 200


def test_the_administrator_adds_and_takes_back_a_day(keeper):
    keeper.get(f"{PAGE}days/add/")
    answer = keeper.post(f"{PAGE}days/add/", FESTIVAL)
    assert answer.url == f"{PAGE}?year=2026"
    day = CalendarDay.objects.get(county_override=True)
    assert not WorkCalendar.load().is_working(day.date)
    assert audit.last(day) is None  # of the calendar as a whole
    text = text_of(keeper.get(answer.url))
    assert "开犁节" in text
    assert "县休" in text
    assert "县政办〔2026〕7号" in text
    remove = f"{PAGE}days/{day.pk}/remove/"
    assert "开犁节" in text_of(keeper.get(remove))
    keeper.post(remove, {"reason": "改期"})
    assert WorkCalendar.load().is_working(day.date)


def test_a_national_day_cannot_be_taken_back(keeper):
    national = CalendarDay.objects.filter(county_override=False).first()
    assert keeper.get(f"{PAGE}days/{national.pk}/remove/").status_code == 404


def test_refusals_are_sentences(keeper):
    answer = keeper.post(f"{PAGE}days/add/", FESTIVAL | {"reason": " "})
    assert answer.status_code == 422
    assert "请填写理由" in text_of(answer)
    assert not CalendarDay.objects.filter(county_override=True).exists()


@pytest.mark.parametrize("post", ["office", "director", "admin"])
def test_others_look_and_do_not_change(desk_of, post):
    desk = desk_of(post)
    text = text_of(desk.get(PAGE))
    assert "days/add" not in text
    assert desk.get(f"{PAGE}days/add/").status_code == 403
    assert desk.post(f"{PAGE}days/add/", FESTIVAL).status_code == 403


def test_the_calculator_says_why(keeper):
    text = text_of(keeper.get(PAGE, {"start": "2026-09-24", "days": "5"}))
    assert "截止日为2026年10月9日" in text
    assert "中秋节" in text
    assert "国庆节" in text


@pytest.mark.parametrize(
    ("start", "days", "word"),
    [("1999-01-01", "5", "2025"), ("2026-01-01", "-1", "0"), ("2026-01-01", "9999", "250")],
)
def test_the_calculator_keeps_within_what_is_known(keeper, start, days, word):
    text = text_of(keeper.get(PAGE, {"start": start, "days": days}))
    assert "截止日为" not in text
    assert 'role="alert"' in text
    assert word in text


def test_the_province_looks_and_publishes_by_file(client_for, province):
    clerk = client_for(None, cast.appoint("province"))
    assert "days/add" not in clerk.get(PAGE).content.decode()
    root = client_for(None, cast.appoint("root"))
    assert "/console/imports/work-calendar/" in root.get(PAGE).content.decode()
    assert root.post(f"{PAGE}days/add/", FESTIVAL).status_code == 403


def test_a_countys_day_shows_the_national_one_beneath(in_county_a):
    at = timezone.now()
    calendar_publish_rows(
        [CalendarRow(date(2027, 1, 1), "holiday", "元旦")], source="x", by=Actor.system("t"), at=at
    )
    CalendarDay.objects.create(
        date=date(2027, 1, 1), kind="work", name="值班", county_override=True
    )
    january = reading.months(2027, WorkCalendar.load())[0]
    new_year = next(d for week in january.weeks for d in week if d.date == date(2027, 1, 1))
    assert (new_year.works, new_year.own, new_year.provisional) == (True, True, False)
    assert (new_year.mark.name, new_year.beneath.name) == ("值班", "元旦")
    assert january.working_days == 21
