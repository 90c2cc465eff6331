"""The register: what is entered, refused, corrected, sent back and void (R25, R28-R36)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from core import audit, inbox, numbering
from core.errors import Denied, Violation
from operations.documents.incoming import services
from operations.documents.incoming.lifecycle import T
from operations.documents.incoming.numbers import SERIES
from operations.documents.models import IncomingDocument
from tests.operations.documents.conftest import AT, DAY
from tests.operations.documents.incoming.conftest import TODAY, bring, data, refused, register


@pytest.mark.handbook(28, 31, 33)
def test_the_office_registers_and_the_number_follows_the_last_of_the_year(everybody):
    first = register(everybody)
    second = register(everybody)
    assert (first.number, second.number) == ("收〔2026〕1号", "收〔2026〕2号")
    assert first.source_level == "superior"
    assert first.status == T.REGISTERED
    (item,) = inbox.pending(first)
    assert (item.post, item.step) == ("office", "registered")
    assert item.due_at.date() == date(2026, 3, 4)
    last = audit.last(first)
    assert last.action == "incoming.register"
    later = register(everybody, at=AT + 365 * DAY, received_date=date(2027, 3, 3))
    assert later.number == "收〔2027〕1号"
    assert numbering.gaps(SERIES, period="2026") == []


@pytest.mark.handbook(31)
@pytest.mark.parametrize("post", ["drafter", "leader", "director", "ops", "county_admin"])
def test_nobody_but_the_office_registers_or_corrects(everybody, post):
    by = getattr(everybody, post)
    with pytest.raises(Denied):
        services.incoming_register(data=data(), by=by, at=AT)
    assert not IncomingDocument.objects.exists()
    document = register(everybody)
    with pytest.raises(Denied):
        services.incoming_correct(document_id=document.pk, data=data(), by=by, at=AT)


@pytest.mark.handbook(25, 28, 33, 35)
@pytest.mark.parametrize(
    ("more", "numbers", "field"),
    [
        ({"secrecy": "secret"}, (25,), "secrecy"),
        ({"title": "关于某事的通知 机密★一年"}, (25,), "secrecy"),
        ({"title": "两\n行"}, (33,), "title"),
        ({"sender": " "}, (33,), "sender"),
        ({"nature": "enquiry", "source_level": "superior"}, (28,), "source_level"),
        ({"received_date": TODAY + DAY}, (33,), "received_date"),
        ({"sender_date": TODAY + DAY}, (33,), "sender_date"),
        ({"copies": 0}, (33,), "copies"),
        ({"due_date": TODAY - DAY}, (35,), "due_date"),
        ({"due_date": date(2036, 3, 3)}, (35,), "due_date"),
    ],
)
def test_what_is_wrong_is_refused_and_uses_no_number(everybody, more, numbers, field):
    refused(lambda: register(everybody, **more), *numbers, field=field)
    assert not IncomingDocument.objects.exists()
    assert register(everybody).number == "收〔2026〕1号"


@pytest.mark.handbook(34)
def test_the_same_number_of_a_sender_in_a_year_needs_a_reason(everybody):
    first = register(everybody, sender_number="青商电〔2026〕8号")
    again = {"sender_number": "青商电〔2026〕8号"}
    refused(
        lambda: register(everybody, **again),
        34,
        field="duplicate_reason",
        words=first.number,
    )
    second = register(everybody, **again, duplicate_reason="补发更正件")
    assert second.duplicate_reason == "补发更正件"
    assert 34 in audit.last(second).clauses
    # Another sender, another year, or no number at all is no duplicate; nor is a void line.
    register(everybody, **again, sender="青禾省农业厅")
    register(everybody, **again, sender_date=date(2025, 12, 1))
    assert register(everybody, sender_number="", duplicate_reason="无").duplicate_reason == ""
    register(everybody, sender_number="")
    lone = register(everybody, sender_number="青商电〔2026〕99号", sender_date=None)
    refused(
        lambda: register(everybody, sender_number="青商电〔2026〕99号", sender_date=None),
        34,
        field="duplicate_reason",
    )
    services.incoming_void(document_id=lone.pk, reason="登记错误", by=everybody.office, at=AT)
    register(everybody, sender_number="青商电〔2026〕99号", sender_date=None)


@pytest.mark.handbook(28)
def test_the_database_holds_the_list_of_natures_as_well(everybody):
    document = register(everybody)
    document.source_level = "peer"
    with pytest.raises(IntegrityError), transaction.atomic():
        document.save()


@pytest.mark.handbook(33, 36)
def test_the_register_is_corrected_until_it_is_filed(everybody):
    document = register(everybody)
    right = data(title="关于报送工作进展的通知", sender_number=document.sender_number)
    services.incoming_correct(
        document_id=document.pk, data=right, by=everybody.office, at=AT, expected_version=0
    )
    document.refresh_from_db()
    assert document.title == "关于报送工作进展的通知"
    assert document.number == "收〔2026〕1号"
    assert "标题" in audit.last(document).changes["changed"]
    entries = audit.timeline(document).count()
    # Nothing changed: nothing written.
    services.incoming_correct(document_id=document.pk, data=right, by=everybody.office, at=AT)
    assert audit.timeline(document).count() == entries
    refused(
        lambda: services.incoming_correct(
            document_id=document.pk,
            data=data(due_date=TODAY - DAY, sender_number=document.sender_number),
            by=everybody.office,
            at=AT,
        ),
        35,
        field="due_date",
    )
    with pytest.raises(Violation):
        services.incoming_correct(
            document_id=document.pk, data=right, by=everybody.office, at=AT, expected_version=0
        )
    filed = bring(everybody, T.ARCHIVED)
    refused(
        lambda: services.incoming_correct(
            document_id=filed.pk, data=right, by=everybody.office, at=AT
        ),
        36,
    )


@pytest.mark.handbook(27)
def test_what_is_not_ours_goes_back_to_its_sender_with_the_reason(everybody):
    document = register(everybody)
    by = everybody.office
    with pytest.raises(Violation):
        services.incoming_send_back(document_id=document.pk, reason=" ", by=by, at=AT)
    services.incoming_send_back(
        document_id=document.pk, reason="不属于本中心职责", by=by, at=AT, expected_version=0
    )
    document.refresh_from_db()
    assert document.status == T.SENT_BACK
    assert not inbox.pending(document).exists()
    (drawn,) = numbering.register(SERIES, period="2026")
    assert drawn.voided_at is None
    assert drawn.record_id == str(document.pk)


@pytest.mark.handbook(36)
def test_a_void_number_says_why_and_is_never_given_again(everybody):
    document = register(everybody)
    services.incoming_void(document_id=document.pk, reason="重复登记", by=everybody.office, at=AT)
    document.refresh_from_db()
    assert document.status == T.VOID
    (drawn,) = numbering.register(SERIES, period="2026")
    assert drawn.void_reason == "重复登记"
    assert register(everybody).number == "收〔2026〕2号"
    late = bring(everybody, T.HANDLING)
    with pytest.raises(Violation):
        services.incoming_void(
            document_id=late.pk, reason="想作废", by=everybody.office, at=AT + timedelta(hours=1)
        )


@pytest.mark.handbook(27)
def test_steps_without_a_limit_have_no_last_moment(everybody):
    from operations.documents.models import DocumentsSetting

    DocumentsSetting.objects.create(
        key="incoming_step_days", value={"registered": None}, valid_from_date=TODAY
    )
    document = register(everybody)
    assert inbox.pending(document).get().due_at is None
