"""What others' records become: a document from above put under supervision."""

from datetime import date

import pytest

from core import followups
from core.errors import Denied
from operations.documents.incoming import services as documents
from operations.documents.incoming.services import IncomingData
from operations.documents.models import IncomingDocument
from operations.office import selectors, services
from tests.operations.documents.test_rules import refused
from tests.operations.office.conftest import AT, department


def register(people, **more):
    """A document from the province, as the office registers it."""
    values = {
        "title": "关于报送农村电商工作进展情况的通知",
        "sender": "青禾省商务厅",
        "nature": "assigned",
        "received_date": date(2026, 3, 3),
        **more,
    }
    return documents.incoming_register(data=IncomingData(**values), by=people.office, at=AT)


def follow(people, document, **more):
    """Make an item of it, by the office unless said otherwise."""
    values = {
        "title": document.title,
        "department_id": department(),
        "due": None,
        "by": people.office,
        "at": AT,
        **more,
    }
    return services.supervision_of_record(document, **values)


@pytest.mark.handbook(43, 44)
@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (None, date(2026, 3, 17)),  # ten working days
        (date(2026, 3, 10), date(2026, 3, 10)),
        (date(2026, 3, 14), date(2026, 3, 13)),  # a Saturday
        (date(2026, 2, 3), date(2026, 3, 3)),  # passed
    ],
)
def test_its_day_is_the_document_s_where_that_can_be(people, due, expected):
    document = register(people)
    item = follow(people, document, due=due)
    assert (item.source, item.due_date) == ("document", expected)
    assert item.reference == str(document)
    assert selectors.of_source("documents.incomingdocument", str(document.pk)) == item


@pytest.mark.handbook(44)
def test_a_long_title_is_shortened_and_kept_as_what_is_required(people):
    title = "关于进一步做好" + "县域电子商务公共服务" * 12 + "工作的\n通知"
    item = follow(people, register(people), title=title)
    assert (len(item.title), item.title[-1]) == (100, "…")
    assert item.requirement == title.replace("\n", " ")


@pytest.mark.handbook(46, 43)
def test_it_is_made_once_by_those_who_issue_for_a_department(people):
    document = register(people)
    refused(lambda: follow(people, document, department_id=None), 46, field="department")
    with pytest.raises(Denied):
        follow(people, document, by=people.drafter)
    follow(people, document)
    refused(lambda: follow(people, document), 44)


@pytest.mark.handbook(35)
def test_a_document_is_put_under_supervision_in_one_click(people):
    document = register(people)
    assert followups.offered("supervision").is_for(document, people.leader)
    assert not followups.offered("supervision").is_for(document, people.drafter)
    IncomingDocument.objects.filter(pk=document.pk).update(lead_department_id=department())
    documents.incoming_follow_up(document_id=document.pk, by=people.leader, at=AT)
    document.refresh_from_db()
    item = selectors.of_source("documents.incomingdocument", str(document.pk))
    assert (document.followed_type, document.followed_id) == (
        "office.supervisionitem",
        str(item.pk),
    )
