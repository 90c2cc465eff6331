"""How often the pages of counting ask the database; as often with five thousand expected things."""

import pytest
from django.urls import reverse

from operations.counting.models import Line
from tests.operations.counting.conftest import AT, find, line
from tests.query_counts import LIST


def many(count, number):
    """So many more lines, as a large centre has them."""
    Line.objects.bulk_create(
        Line(
            count=count, name=f"办公桌{index}", number=f"980121-501-2026-{index:04d}",
            class_name=f"类{index % 9}", place=f"{index % 40}室", result="missing" if index % 7 == 0
            else "", answered_at=AT if index % 7 == 0 else None,
        )
        for index in range(number)
    )  # fmt: skip


@pytest.mark.handbook(94)
@pytest.mark.parametrize("number", [6, 5000], ids=["few", "many"])
def test_pages_ask_as_often_for_many_as_for_few(desk_of, people, count, number, query_counts):
    desk = desk_of("office")
    find(count, people.office, line(count))
    many(count, number)
    record = reverse("counting:record", args=[count.pk])
    desk.get(record)
    with query_counts("record", most=LIST):
        assert desk.get(record).status_code == 200
    with query_counts("index", most=LIST):
        assert desk.get(reverse("counting:index")).status_code == 200
    for name in ("lines", "scans", "data"):
        with query_counts(name, most=LIST):
            assert desk.get(reverse(f"counting:{name}", args=[count.pk])).status_code == 200
