"""A registration by keys alone, against time, in a real Chromium."""

from __future__ import annotations

import time
from typing import Any

import pytest
from pypinyin import lazy_pinyin

from operations.casework.lifecycle import States
from tenants.context import CountyRef, county_context
from tests.browser.case_form import NEW, at_a_case
from tests.journeys.desk_people import PHONE, WHO, case_of, furnish, person
from tests.told import tell

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FOCUSED = "document.activeElement.name || document.activeElement.id"
# The keystroke-level model: a key of a fair typist, a thought before each field, seconds.
KEYSTROKE, THOUGHT, A_MINUTE = 0.28, 1.35, 60


@pytest.fixture
def county(server: int, settings, tmp_path) -> CountyRef:
    """禾川县 with its station and people."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return furnish()[0]


class Hands:
    """Somebody without a mouse: counts keys, thoughts and the time that the page takes."""

    def __init__(self, page: Any) -> None:
        self.page, self.keys, self.thoughts, self.waited = page, 0, 0, 0.0

    def think(self) -> None:
        """What comes here?"""
        self.thoughts += 1

    def type(self, text: str) -> None:
        """Letters as they are; a Chinese character by the letters of its syllable and one more."""
        self.think()
        for sign in text:
            (spelt,) = lazy_pinyin(sign)
            self.keys += 1 if sign.isascii() else len(spelt) + 1
        self.page.keyboard.type(text)

    def press(self, key: str) -> None:
        """One key; with Ctrl two."""
        self.keys += 1 + key.count("+")
        self.page.keyboard.press(key)

    def wait(self, selector: str) -> None:
        """For the page; measured."""
        start = time.monotonic()
        self.page.wait_for_selector(selector)
        self.waited += time.monotonic() - start

    def go(self, name: str, key: str) -> None:
        """Press a key until a field has the focus."""
        for _press in range(30):
            if self.page.evaluate(FOCUSED) == name:
                return
            self.press(key)
        raise AssertionError(f"{name} was not reached; at {self.page.evaluate(FOCUSED)}")

    @property
    def seconds(self) -> float:
        """What it takes a person."""
        return self.keys * KEYSTROKE + self.thoughts * THOUGHT + self.waited


def opened(page: Any) -> Hands:
    """The form, with the time until it can be typed into."""
    hands = Hands(page)
    start = time.monotonic()
    page.goto(page.url.split("/console/")[0] + NEW)
    page.wait_for_function(f"({FOCUSED}) === 'who'")
    hands.waited += time.monotonic() - start
    return hands


def finish_by_keys(hands: Hands) -> None:
    """Item, request, its fields, the material, and send."""
    hands.go("id_item", "Enter")
    hands.type("cyfd")
    hands.press("Enter")
    hands.wait("[name=request]:focus")
    hands.type("想把家里的土蜂蜜卖到网上")
    hands.go("details-stage", "Tab")
    hands.think()
    hands.press("ArrowDown")
    hands.press("Enter")
    hands.type("土蜂蜜")
    hands.go("materials", "Tab")
    hands.think()
    hands.press("Space")
    hands.think()
    hands.press("Control+Enter")
    start = time.monotonic()
    hands.page.wait_for_url(at_a_case)
    hands.waited += time.monotonic() - start


@pytest.mark.handbook(121)
@pytest.mark.parametrize("known", [False, True], ids=["new", "known"])
def test_a_registration_by_keys_alone_takes_less_than_a_minute(pages, county, known):
    if known:
        from operations.casework import services
        from tests.operations.casework.conftest import AT, request_of
        from tests.operations.casework.conftest import person as applicant

        with county_context(county):
            data = request_of(applicant=applicant(WHO, PHONE))
            services.case_register(data=data, by=person(county, "frontdesk"), at=AT)
    with pages(county, "frontdesk").open() as page:
        hands = opened(page)
        hands.type(WHO)
        hands.wait(f"#cw-hits [data-{'pk' if known else 'fresh'}][aria-selected=true]")
        hands.think()
        hands.press("Enter")
        if known:
            assert page.evaluate(FOCUSED) == "id_item"
        else:
            assert page.evaluate(FOCUSED) == "phone"
            hands.type(PHONE)
        finish_by_keys(hands)
        assert not page.complaints
    case = case_of(county, status=States.ACCEPTED)
    assert (case.applicant.name, case.item.code) == (WHO, "S01")
    assert case.applicant.phone == PHONE
    tell(
        f"窗口登记（只用键盘）：{hands.keys} 键，{hands.thoughts} 次思考，"
        f"页面 {hands.waited:.1f} 秒，共 {hands.seconds:.0f} 秒"
    )
    assert hands.seconds <= A_MINUTE
