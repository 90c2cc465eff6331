"""Copies with their numbers, receipts and who noted them, and those that are overdue (R19)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from core import inbox
from core.actor import Actor
from operations.documents import paperwork, services, tasks
from operations.documents.lifecycle import S
from operations.documents.services.sending import RECEIPTS
from tests.operations.casework.people import main
from tests.operations.documents.conftest import AT, DAY, HOUR
from tests.operations.documents.test_rules import refused

SYSTEM = Actor.system("系统")
NAMES = ["各乡镇服务站", "禾川县商务局"]
# Sent on Tuesday 3 March 2026: five working days on is Tuesday 10.
AFTER = AT + 8 * DAY


def send(document, people, **more):
    """Send it, two copies each on paper unless said otherwise."""
    values = {"recipients": NAMES, "channel": "paper", "copies": 2, **more}
    return services.document_dispatch(document_id=document.pk, by=people.drafter, at=AT, **values)


def receive(document, row, by, at=AT + DAY):
    return services.dispatch_receive(
        document_id=document.pk,
        dispatch_id=row.pk,
        received_at=AT + HOUR,
        received_by="柏知秋",
        by=by,
        at=at,
    )


def asked(document):
    """The office's open item of missing receipts."""
    return inbox.pending(document).filter(step=RECEIPTS).first()


@pytest.mark.handbook(19)
def test_copies_on_paper_are_numbered_one_after_the_other(people, at_step):
    document = send(at_step(S.DISPATCHING), people)
    found = document.dispatches.order_by("pk").values_list("recipient", "first_copy")
    assert list(found) == [(NAMES[0], 1), (NAMES[1], 3)]
    shown = [row.copy_numbers for row in document.dispatches.order_by("pk")]
    assert shown == ["000001–000002", "000003–000004"]
    single = send(at_step(S.DISPATCHING), people, copies=1)
    assert [row.copy_numbers for row in single.dispatches.order_by("pk")] == ["000001", "000002"]
    mailed = send(at_step(S.DISPATCHING), people, channel="email", copies=99)
    assert [row.copy_numbers for row in mailed.dispatches.all()] == ["", ""]


@pytest.mark.handbook(19)
def test_no_more_copies_go_out_on_paper_than_were_printed(people, at_step):
    document = at_step(S.DISPATCHING)
    refused(lambda: send(document, people, copies=11), 19, field="copies")
    document.refresh_from_db()
    assert document.status == S.DISPATCHING
    assert send(document, people, copies=10).dispatches.count() == 2


@pytest.mark.handbook(19)
def test_overdue_receipts_are_put_before_the_office_once_and_until_all_are_there(people, at_step):
    document = send(at_step(S.DISPATCHING), people)
    first, second = document.dispatches.order_by("pk")
    assert first.receipt_due_date == date(2026, 3, 10)
    receive(document, first, people.drafter)
    assert services.receipts_urge(by=SYSTEM, at=AT + 7 * DAY) == 0
    assert services.receipts_urge(by=SYSTEM, at=AFTER) == 1
    assert services.receipts_urge(by=SYSTEM, at=AFTER + DAY) == 0
    item = asked(document)
    assert (item.post, item.message, item.clause) == ("office", NAMES[1], 19)
    assert document.title in item.title
    # It is no step of the way: filing goes on beside it.
    services.document_archive(document_id=document.pk, retention="D10", by=people.office, at=AFTER)
    assert asked(document) == item
    receive(document, second, people.office, at=AFTER + HOUR)
    assert asked(document) is None
    second.refresh_from_db()
    assert (second.received_by, second.confirmed_by_name, second.confirmed_at) == (
        "柏知秋",
        people.office.name,
        AFTER + HOUR,
    )
    assert services.receipts_urge(by=SYSTEM, at=AFTER + 9 * DAY) == 0


@pytest.mark.handbook(19)
def test_what_goes_to_everybody_waits_for_no_receipt(people, at_step):
    document = at_step(
        S.DISPATCHING,
        kind="public_notice",
        title="关于停业检修的通告",
        main_recipients=(),
        copy_recipients=(),
    )
    document = send(document, people, recipients=["向社会公布"])
    assert document.dispatches.get().receipt_due_date is None
    assert services.receipts_urge(by=SYSTEM, at=AFTER + 30 * DAY) == 0


def test_the_daily_task_urges_both_ways(people, at_step):
    send(at_step(S.DISPATCHING), people)
    assert tasks.urge.run() == 1


@pytest.mark.handbook(19)
def test_the_sending_list_and_the_page_show_copies_and_receipts(people, desk_of, at_step):
    document = at_step(S.DISPATCHING)
    url = reverse("documents:sending", args=[document.pk])
    office = desk_of("office")
    assert office.get(url).status_code == 404
    document = send(document, people)
    receive(document, document.dispatches.earliest("pk"), people.office)
    data = paperwork.sending_data(document)
    assert (data["sent"], data["missing"], data["printed"]) == ("4", "1", "20")
    first, second = data["rows"]
    assert first[:5] == ["1", NAMES[0], "2", "000001–000002", "纸质"]
    assert first[6:] == [
        "2026-03-03 10:00\n柏知秋",
        f"2026-03-04 09:00\n{people.office.name}",
    ]
    assert second[6:] == ["", ""]
    answer = office.get(url)
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert desk_of("finance").get(url).status_code == 404
    shown = main(office.get(reverse("documents:record", args=[document.pk])))
    for words in ("000003–000004", "逾期", "登记人", "发送清单"):
        assert words in shown


def test_a_receipt_in_time_is_not_late(people, at_step):
    row = send(at_step(S.DISPATCHING), people).dispatches.earliest("pk")
    assert not row.is_late(row.receipt_due_date)
    assert row.is_late(row.receipt_due_date + timedelta(days=1))
