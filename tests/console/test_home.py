"""The workbench."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.models import Invitation
from accounts.services import invite
from console import home, wagtail_hooks
from console.home import reading, registry
from core import inbox
from core.actor import Holding
from core.clauses import R
from tests import cast


def text(response):
    return response.content.decode()


@pytest.fixture
def _registry(monkeypatch):
    """Registries of this test's own."""
    for name in ("steps", "checks", "todays", "shortcuts", "notices", "cards"):
        monkeypatch.setattr(registry, name, {})


def test_it_shows_who_one_is_and_what_waits(browser, person):
    shown = text(browser.get("/console/"))
    assert "柏知秋" in shown
    assert "行政部" in shown
    assert "卜知夏" in shown


def test_what_falls_due_by_the_next_working_day_is_soon(browser, person):
    by = cast.actor("director")
    now = timezone.now()
    for step, due in (("a", timedelta(hours=1)), ("b", timedelta(days=20)), ("c", -timedelta(1))):
        inbox.assign(person, step=step, title=step, post="admin", by=by, due_at=now + due)
    assert reading.near(cast.actor("admin"), at=now) == 1


@pytest.mark.usefixtures("_registry")
def test_the_list_of_setting_up_sees_by_itself_what_is_done(in_county_a):
    done = {"first": False}
    home.register_step(home.Step(2, "第二步", "console:jobs", lambda: True))
    home.register_step(home.Step(1, "第一步", "console:centre", lambda: done["first"]))
    seen = reading.onboarding()
    assert [(s.number, s.done) for s in seen.steps] == [(1, False), (2, True)]
    assert (seen.done, seen.total) == (1, 2)
    done["first"] = True
    assert reading.onboarding() is None


@pytest.mark.usefixtures("_registry")
def test_what_is_not_in_order_stands_first_with_its_rule(browser):
    home.register_check(home.Check("a", "甲", None, lambda day: home.Finding("good", "都按时")))
    home.register_check(home.Check("b", "乙", R(145), lambda day: home.Finding("bad", "有1件超期")))
    home.register_check(home.Check("c", "丙", None, lambda day: None))
    assert [sign.title for sign in reading.signs(on=date(2026, 11, 24))] == ["乙", "甲"]
    shown = text(browser.get("/console/"))
    assert "不符合" in shown
    assert "手册第145条" in shown


@pytest.mark.usefixtures("_registry")
def test_modules_put_lines_notices_and_shortcuts(browser):
    home.register_today(
        "t", lambda actor, day: [home.Line("值班", when="14:30"), home.Line("例会")]
    )
    home.register_notice("n", lambda actor, day: ["明天盘点。"])
    home.register_shortcut(home.Shortcut("登记来访", "console:jobs", posts=("admin",)))
    home.register_shortcut(home.Shortcut("审批", "console:inbox", posts=("gm",)))
    shown = text(browser.get("/console/"))
    assert shown.index("例会") < shown.index("值班")
    assert "明天盘点。" in shown
    assert "登记来访" in shown
    assert "审批</a>" not in shown


@pytest.mark.usefixtures("_registry")
def test_a_station_is_not_shown_what_others_leave_undone(desk_of):
    home.register_check(home.Check("a", "甲", None, lambda day: home.Finding("bad", "有1件超期")))
    assert "有1件超期" in text(desk_of("duty").get("/console/"))
    assert "有1件超期" not in text(desk_of("township").get("/console/"))


def test_a_new_step_opens_a_list_that_was_complete(in_county_a, monkeypatch):
    monkeypatch.setattr(registry, "steps", {})
    home.register_step(home.Step(1, "第一步", "console:jobs", lambda: True))
    assert reading.onboarding() is None
    home.register_step(home.Step(2, "第二步", "console:jobs", lambda: False))
    assert [(s.number, s.done) for s in reading.onboarding().steps] == [(1, True), (2, False)]


def test_an_invitation_is_told_before_it_runs_out(in_county_a):
    by = cast.actor("county_admin")
    invitation, _token = invite(
        name="柏小满",
        phone="19900004321",
        grants=[Holding("drafter")],
        by=by,
        on=timezone.localdate(),
    )
    today = timezone.localdate()
    assert wagtail_hooks.links_running_out(by, today) == []
    Invitation.objects.filter(pk=invitation.pk).update(
        expires_at=timezone.now() + timedelta(hours=20)
    )
    lines = wagtail_hooks.links_running_out(by, today)
    assert ["柏小满" in str(line.text) for line in lines] == [True]
    assert wagtail_hooks.links_running_out(cast.actor("duty"), today) == []


def test_the_last_day_of_what_ends_at_midnight_is_the_day_before():
    midnight = datetime(2026, 11, 26, tzinfo=timezone.get_current_timezone())
    assert wagtail_hooks.last_day(midnight) == date(2026, 11, 25)


def test_the_list_of_setting_up_covers_what_there_is(in_county_a):
    steps = {step.number: step for step in reading.onboarding().steps}
    assert sorted(steps) == [1, 2, 4, 5, 7, 8, 9, 10, 11, 12, 13]
    # A county is born with its first agency code for documents.
    assert [step.number for step in steps.values() if step.done] == [10]
    assert steps[8].url == "/console/imports/stations/"
    assert steps[11].url == ""
