"""The hall: appointments, numbers, windows, and the screen on the wall (R121)."""

from datetime import time

import pytest
from django.utils import timezone

from operations.casework.models import Appointment, QueueTicket
from tests.operations.casework.conftest import item
from tests.operations.casework.people import follow, main, text

HALL = "/console/hall/"
SCREEN = "/console/hall/screen/"


@pytest.fixture
def desk_page(browser_of):
    """The front desk's browser."""
    return browser_of("frontdesk")


@pytest.fixture
def appointment(in_county_a) -> Appointment:
    """柏望舒 at nine today."""
    return Appointment.objects.create(
        item=item("S01"),
        on_date=timezone.localdate(),
        slot=time(9),
        name="柏望舒",
        phone="19900006001",
        token="t" * 32,
    )


def act(browser, do: str, **more: object) -> str:
    return main(follow(browser, browser.post(HALL, {"do": do, **more})))


def test_a_walk_in_is_called_to_the_window_that_is_free(desk_page):
    assert "001" in act(desk_page, "take", item=item("S01").pk)
    page = act(desk_page, "call", window="1号")
    assert "001号请到1号窗口" in page
    assert 'value="1号"' in text(desk_page.get(HALL))
    assert QueueTicket.objects.get().status == "called"


def test_an_appointment_goes_first(desk_page, appointment):
    act(desk_page, "take")
    assert "Y002" in act(desk_page, "arrived", pk=appointment.pk)
    assert "Y002号请到" in act(desk_page, "call", window="2号")


def test_names_are_masked_in_the_hall(desk_page, appointment):
    page = main(desk_page.get(HALL))
    assert "柏*舒" in page
    assert "柏望舒" not in page


def test_an_appointment_is_cancelled_once(desk_page, appointment):
    assert "预约已取消" in act(desk_page, "cancel", pk=appointment.pk)
    assert "预约已取消" not in act(desk_page, "cancel", pk=appointment.pk)


def test_whoever_does_not_come(desk_page):
    act(desk_page, "take")
    act(desk_page, "call", window="1号")
    pk = QueueTicket.objects.get().pk
    assert "001号未到" in act(desk_page, "absent", pk=pk)
    assert "001号未到" not in act(desk_page, "absent", pk=pk)


def test_nobody_waits_and_a_window_without_a_name(desk_page):
    assert "没有人等候" in act(desk_page, "call", window="1号")
    act(desk_page, "take")
    assert "001号请到" not in act(desk_page, "call", window="  ")


@pytest.mark.parametrize("sent", [{"do": "dance"}, {"do": "absent", "pk": "999"}, {"do": "absent"}])
def test_what_is_not_there_is_404(desk_page, sent):
    assert desk_page.post(HALL, sent).status_code == 404


def test_the_screen_shows_the_number_and_the_window(desk_page):
    assert "请到前台取号" in text(desk_page.get(SCREEN))
    act(desk_page, "take")
    act(desk_page, "call", window="3号")
    page = text(desk_page.get(SCREEN))
    assert "001" in page
    assert "3号窗口" in page
    assert 'hx-trigger="every 5s"' in page
    part = text(desk_page.get(SCREEN, headers={"HX-Request": "true"}))
    assert "<html" not in part
    assert "001" in part


@pytest.mark.parametrize("post", ["staff", "finance", "station_mgr", "director"])
def test_the_hall_is_for_the_windows(browser_of, post):
    assert browser_of(post).get(HALL).status_code == 403
    assert browser_of(post).post(HALL, {"do": "take"}).status_code == 403
    assert browser_of(post).get(SCREEN).status_code == 403
