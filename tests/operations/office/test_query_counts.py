"""How often the pages of supervision ask the database; as often for many as for few."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from operations.office import services
from operations.office.lifecycle import S
from operations.office.models import SupervisionItem
from tests import cast
from tests.operations.office.conftest import bring, department
from tests.query_counts import LIST, RECORD


@pytest.fixture(scope="module", params=[1, 6], ids=["few", "many"])
def handled(request, stage, appointed):
    """The last of few or of many items, each with something to show."""
    people = appointed.again()

    def build():
        past = timezone.now() - timedelta(days=5)
        for _number in range(request.param):
            found = bring(people, S.HANDLING, at=past, assisting=(department("goods"),))
            services.progress_add(item_id=found.pk, text="进展", by=people.staff, at=past)
        return found.pk

    yield from stage(build)


@pytest.fixture
def item(handled, in_county_a):
    """One of few or of many items."""
    return SupervisionItem.objects.get(pk=handled)


@pytest.fixture
def office(desk_of, item):
    """The office, which has been here before, on a day on which it works."""
    cast.work_today()
    desk = desk_of("office")
    desk.get(reverse("office:item", args=[item.pk]))
    return desk


@pytest.mark.parametrize("page", ["items", "matrix", "checks"])
def test_lists_ask_as_often_for_many_as_for_few(office, query_counts, page):
    with query_counts(page, most=LIST):
        shown = office.get(reverse(f"office:{page}"))
    assert shown.status_code == 200


def test_an_item_asks_as_often_in_a_large_county(office, item, query_counts):
    with query_counts("item", most=RECORD):
        shown = office.get(reverse("office:item", args=[item.pk]))
    assert shown.status_code == 200
