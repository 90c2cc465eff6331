"""How often the pages of assets ask the database; as often for many as for few."""

import pytest
from django.urls import reverse

from operations.assets.lifecycle import P
from operations.assets.models import Asset
from tests.operations.assets.conftest import bring
from tests.query_counts import LIST, RECORD


@pytest.fixture(params=[1, 3], ids=["few", "many"])
def request_(request, people):
    """One of few or of many purchases that are entered."""
    return [bring(people, P.REGISTERED) for _number in range(request.param)][-1]


def test_pages_ask_as_often_for_many_as_for_few(desk_of, request_, query_counts):
    desk = desk_of("area_clerk")
    purchase = reverse("assets:purchase", args=[request_.pk])
    asset = reverse("assets:record", args=[Asset.objects.latest("pk").pk])
    desk.get(purchase)
    for name in (
        "index",
        "purchases",
        "reimbursements",
        "repairs",
        "scrappings",
        "accounts",
        "movements",
    ):
        with query_counts(name, most=LIST):
            assert desk.get(reverse(f"assets:{name}")).status_code == 200
    with query_counts("purchase", most=RECORD):
        assert desk.get(purchase).status_code == 200
    with query_counts("asset", most=RECORD):
        assert desk.get(asset).status_code == 200
