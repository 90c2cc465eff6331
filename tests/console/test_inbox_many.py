"""Boxes of five thousand items: few statements for whatever is in them."""

from datetime import date

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from console.inbox import boxes
from core.models.inbox import InboxItem
from operations.staff.models import Person
from tests import cast
from tests.console.conftest import joining
from tests.console.test_inbox_boxes import item, text

# More than the ceiling of issue 4 for a box of this size would be a page that asks by the line.
MOST = 10
MANY = 5_000


def five_thousand():
    """Five thousand items of every box for 柏知秋, with many people having what they began."""
    person = joining()
    me = cast.appoint("admin").pk
    now = timezone.now()
    others = [cast.appoint(post).pk for post in ("duty", "drafter", "office", "staff")]
    over = {"closed_at": now, "closed_by_id": me, "closed_by_name": "柏知秋", "state": "done"}
    made = []
    for number in range(MANY):
        more = {"record_id": str(number), "title": f"事项{number}", "due_at": now}
        made += [
            item(person, **more, user_id=me, post=""),
            item(person, **more, user_id=me, post="", kind="read", role="copy"),
            item(person, **more, **over),
            item(person, **more, **over, kind="read", role="copy"),
            item(person, **more, initiator_id=me, user_id=others[number % 4], post=""),
        ]
    InboxItem.objects.bulk_create(made, batch_size=2000)
    _as_after_a_while(InboxItem)
    return me


@pytest.fixture(scope="module")
def many(stage):
    """They are made once: who they are for."""
    yield from stage(five_thousand)


def _as_after_a_while(model):
    """The database knows how much there is, as on any morning: nobody makes so many at once."""
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {model._meta.db_table}")


@pytest.mark.usefixtures("_people_have_drafts")
@pytest.mark.parametrize("name", boxes.TITLES)
def test_a_box_of_five_thousand_takes_few_statements(browser, many, query_counts, name):
    if name == "drafts":
        Person.objects.bulk_create(
            Person(
                name=f"人员{number}",
                joined_date=date(2026, 1, 5),
                status="joining",
                created_by_id=many,
            )
            for number in range(MANY)
        )
        _as_after_a_while(Person)
    address = reverse("console:inbox_box", args=[name.replace("_", "-")])
    browser.get(address)
    with query_counts(f"inbox-{name}", most=MOST):
        shown = text(browser.get(address, {"q": "9"} if name != "mine" else {}))
    assert shown.count('class="title"') == 30
    if name == "mine":
        names = {str(user) for user in User.objects.filter(username__in=("duty", "drafter"))}
        assert all(one in shown for one in names)
