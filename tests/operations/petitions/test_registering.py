"""Entering and correcting a petition."""

from datetime import date

import pytest
from django.db import connection

from core import attachments, audit, inbox, numbering
from core.errors import Denied, Violation
from operations.petitions import selectors, services
from operations.petitions.lifecycle import S
from operations.petitions.models import Petition
from tests.operations.petitions.conftest import AT, DAY, TODAY, bring, data, refused, register
from tests.permissions.samples import picture


@pytest.mark.handbook(26, 152)
def test_a_petition_gets_its_number_its_term_and_goes_before_a_leader(people):
    petition = register(people, files=[picture("来信.png")], concerned=("卜丰年", "卜丰年", " "))
    assert petition.number == "信访〔2026〕1号"
    decision = selectors.decision_of(petition)
    assert (decision.began_date, decision.due_date) == (TODAY, date(2026, 3, 18))
    (item,) = inbox.pending(petition)
    assert (item.step, item.post, item.due_at.date()) == ("registered", "leader", date(2026, 3, 18))
    assert "柏向阳" not in item.title
    assert [one.kind for one in attachments.of(petition)] == ["material"]
    assert petition.masked_concerned == "卜*年"
    assert audit.verify().ok


@pytest.mark.handbook(152)
def test_names_are_encrypted_in_the_database_and_masked_for_readers(people):
    petition = register(people)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, phone FROM petitions_petition WHERE id = %s", [petition.pk])
        name, phone = cursor.fetchone()
    assert "柏" not in name
    assert "199" not in phone[:3]
    stored = Petition.objects.get(pk=petition.pk)
    assert (stored.name, stored.phone) == ("柏向阳", "19900031000")
    assert (stored.masked_name, stored.masked_phone) == ("柏*阳", "199****1000")
    assert "柏" not in str(stored)


@pytest.mark.handbook(26)
def test_an_anonymous_petition_keeps_nothing_of_its_author(people):
    petition = register(people, is_anonymous=True)
    assert (petition.name, petition.name_hash, petition.phone_hash) == ("", "", "")
    assert petition.masked_name == "匿名"
    assert selectors.same_petitioner(petition, people.office) == []


@pytest.mark.handbook(26)
def test_others_than_the_office_do_not_register_and_bad_data_take_no_number(people):
    with pytest.raises(Denied):
        services.petition_register(data=data(), by=people.leader, at=AT)
    bad = [
        ({"subject": ""}, (26,), "subject"),
        ({"secret": True}, (25,), "secret"),
        ({"name": ""}, (26,), "name"),
        ({"received_date": TODAY + DAY}, (26,), "received_date"),
        ({"phone": "12"}, (), "phone"),
    ]
    for more, numbers, field in bad:
        refused(lambda more=more: register(people, **more), *numbers, field=field)
    refused(lambda: register(people, files=[picture("a.png"), bad_file()]), field="scans")
    assert not Petition.objects.exists()
    assert register(people).number == "信访〔2026〕1号"
    assert numbering.gaps("petition", period="2026") == []


def bad_file():
    """What is no file of an office."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("坏.pdf", b"MZ\x90\x00")


@pytest.mark.handbook(26)
def test_a_correction_keeps_what_is_left_empty_and_is_logged_without_values(people):
    petition = register(people, concerned=("卜丰年",))
    sent = data(subject="请求补发补助", name="", phone="19900031001", matter="改过")
    corrected = services.petition_correct(
        petition_id=petition.pk, data=sent, by=people.office, at=AT, expected_version=0
    )
    stored = Petition.objects.get(pk=petition.pk)
    assert (stored.name, stored.phone, stored.concerned) == ("柏向阳", "19900031001", "卜丰年")
    assert stored.phone_hash == corrected.phone_hash != petition.phone_hash
    assert corrected.version == 1
    last = audit.last(petition)
    assert "19900031001" not in str(last.changes)
    again = services.petition_correct(petition_id=petition.pk, data=sent, by=people.office, at=AT)
    assert again.version == 1
    with pytest.raises(Violation, match="已"):
        services.petition_correct(
            petition_id=petition.pk, data=data(), by=people.office, at=AT, expected_version=0
        )


@pytest.mark.handbook(26)
def test_a_petition_that_becomes_anonymous_loses_its_petitioner(people):
    petition = register(people)
    services.petition_correct(
        petition_id=petition.pk, data=data(is_anonymous=True), by=people.office, at=AT
    )
    stored = Petition.objects.get(pk=petition.pk)
    assert (stored.name, stored.phone, stored.phone_hash) == ("", "", "")


@pytest.mark.handbook(26)
def test_what_has_ended_is_not_corrected_and_not_by_others(people):
    petition = bring(people, S.CLOSED)
    given = {"petition_id": petition.pk, "data": data(subject="别的"), "at": AT}
    refused(lambda: services.petition_correct(by=people.office, **given), 26, words="已办结")
    with pytest.raises(Denied):
        services.petition_correct(by=people.leader, **given)


@pytest.mark.handbook(156)
def test_other_petitions_of_the_same_are_found_by_hash(people):
    first = register(people)
    second = register(people, subject="再次请求补发补助")
    register(people, phone="19900031009")
    assert selectors.same_petitioner(second, people.office) == [first]
    letter = register(people, phone="", address="石桥村 3 组")
    assert len(selectors.same_petitioner(letter, people.office)) == 3
    assert selectors.same_petitioner(second, people.staff) == []
