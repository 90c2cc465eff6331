"""How often the pages of supplies ask the database; as often for many as for few."""

import pytest
from django.urls import reverse

from operations.supplies.lifecycle import S, U
from operations.supplies.models import Urgent
from tests.operations.supplies.conftest import bring, hold, line, urgent
from tests.query_counts import LIST, RECORD


@pytest.fixture(params=[1, 3], ids=["few", "many"])
def made(request, people):
    """A plan of few or many lines, requests, and what is held."""
    names = ("中性笔", "橡皮", "便利贴")[: request.param]
    plan = bring(people, S.SUBMITTED, *(line(people, name) for name in names))
    for name in ("计算器", "订书机", "剪刀")[: request.param]:
        hold(people, name)
    for _number in range(request.param):
        urgent(people, U.ASKED, line(people, "中性笔"))
    return plan


def test_pages_ask_as_often_for_many_as_for_few(desk_of, made, query_counts):
    desk = desk_of("area_clerk")
    record = reverse("supplies:plan", args=[made.pk])
    desk.get(record)
    for name in ("index", "urgents", "stock", "ledger", "purchases", "scraps", "movements"):
        with query_counts(name, most=LIST):
            assert desk.get(reverse(f"supplies:{name}")).status_code == 200
    with query_counts("plan", most=RECORD):
        assert desk.get(record).status_code == 200
    with query_counts("urgent", most=RECORD):
        page = reverse("supplies:urgent", args=[Urgent.objects.latest("pk").pk])
        assert desk.get(page).status_code == 200
