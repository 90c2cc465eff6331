"""The demo's staff tell the story they are there for."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest

from accounts import demo as accounts_demo
from core.errors import Violation
from operations.staff import demo, selectors, services
from operations.staff.models import ChecklistRun, Person, PersonSkill
from tests import cast

TODAY = date(2026, 11, 25)


@dataclass(frozen=True)
class Facts:
    """What the demo needs to know of a county."""

    since: date = date(2025, 1, 1)
    today: date = TODAY


@pytest.fixture
def built(in_county_a):
    accounts_demo.build(Facts())
    demo.build(Facts())


def test_one_post_of_the_establishment_is_vacant(built):
    assert demo.vacancies(Facts()) == 1
    missing = [row.post.title for row in selectors.staffing(on=TODAY) if row.vacancy]
    assert missing == ["网货研发专员"]
    before = selectors.staffing(on=TODAY - timedelta(days=200))
    assert sum(row.vacancy for row in before) == 0


def test_somebody_joins_with_an_open_checklist(built):
    joiner = Person.objects.get(name=demo.JOINER)
    run = ChecklistRun.objects.get(person=joiner)
    assert (joiner.status, run.kind, run.closed_at) == ("joining", "joining", None)
    assert run.items.filter(done_at=None).count() == 3


def test_somebody_leaves_and_the_checklist_holds_it_up(built):
    leaver = Person.objects.get(name=demo.LEAVER)
    assert leaver.status == "leaving"
    at = datetime(2026, 11, 25, 2, tzinfo=UTC)
    with pytest.raises(Violation, match="低值易耗品清交"):
        services.person_finish(person_id=leaver.pk, by=cast.actor("admin"), at=at)


def test_somebody_has_left_and_somebody_has_changed_posts(built):
    assert Person.objects.get(name=demo.LEFT).left_date == TODAY - timedelta(days=30)
    posts = [a.title for a in selectors.assignments_of(Person.objects.get(name=demo.MOVED))]
    assert posts == ["品牌营销专员", "网货研发专员", "品牌营销专员"]


def test_skills_are_there_and_one_certificate_has_run_out(built):
    assert PersonSkill.objects.filter(expires_date__lt=TODAY).count() == 1
    front = Person.objects.get(name="祝知夏")
    needed = selectors.skills_needed(front, county="禾川县", on=TODAY)
    assert any(need.clause == 131 and not need.missing for need in needed)


def test_a_county_of_this_month_gets_a_demo_too(in_county_a):
    facts = Facts(since=TODAY - timedelta(days=24))
    accounts_demo.build(facts)
    demo.build(facts)
    assert Person.objects.filter(name=demo.JOINER).exists()
    assert not Person.objects.filter(name=demo.LEFT).exists()
