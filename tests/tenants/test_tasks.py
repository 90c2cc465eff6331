"""Tasks run in their county or not at all."""

import pytest
from celery import current_app, shared_task

from console.models import Centre
from tenants.context import county_context, current, province_context
from tenants.models import County
from tenants.tasks import CountyMissing, CountyTask, fan_out

seen: list[str] = []


@shared_task(name="tests.whoami")
def whoami():
    """Notes whose county it ran in."""
    seen.append(Centre.objects.get().name)


@pytest.fixture(autouse=True)
def _forget():
    seen.clear()


def test_a_task_runs_in_the_county_it_was_sent_from(county_a, county_b):
    with county_context(county_a):
        whoami.delay()
    with county_context(county_b):
        whoami.delay()
    assert seen == ["禾川县", "云枞县"]


def test_the_caller_is_back_where_it_was(county_a, county_b):
    with county_context(county_a):
        whoami.apply_async(headers={"county": "980122"})
        assert current() == county_a
    assert seen == ["云枞县"]


def test_a_task_without_a_county_is_refused(county_a):
    class Bare(CountyTask):
        name = "tests.bare"

        def run(self):
            seen.append("ran")

    task = current_app.register_task(Bare())
    with pytest.raises(CountyMissing):
        task.apply(throw=True)
    assert seen == []


def test_the_scheduler_fans_out_to_counties_at_work(county_a, county_b, monkeypatch):
    sent = []
    monkeypatch.setattr(
        type(current_app._get_current_object()),
        "send_task",
        lambda app, name, **options: sent.append(options["headers"]["county"]),
    )
    with province_context():
        assert fan_out.run("tests.whoami") == 2
    assert sorted(sent) == ["980121", "980122"]
    for state in ("read_only", "suspended"):
        sent.clear()
        with province_context():
            County.objects.filter(code="980122").update(state=state)
            fan_out.run("tests.whoami")
        assert sent == ["980121"]


@pytest.mark.parametrize("state", ["read_only", "suspended", "archived"])
def test_what_was_sent_before_a_county_was_closed_is_not_begun(county_a, state):
    with province_context():
        County.objects.filter(code="980121").update(state=state)
        whoami.apply_async(headers={"county": "980121"})
    assert seen == []
