"""Handing over: signature, the label's code, or simply taken out (R60)."""

import pytest

from core import attachments
from core.errors import Denied, Violation
from operations.mail import services
from operations.mail.kinds import Proof
from operations.mail.lifecycle import S
from operations.mail.models import MailItem
from tests.operations.mail.conftest import (
    AT,
    DAY,
    bring,
    hand,
    register,
    slot,
    sorted_in,
    told,
    works_in,
)
from tests.permissions.samples import picture


@pytest.mark.handbook(58, 60)
def test_a_parcel_is_handed_over_against_a_drawn_signature(people):
    item = sorted_in(people)
    hand(people, item, at=AT + DAY)
    item.refresh_from_db()
    assert (item.status, item.proof, item.signed_by) == (S.COLLECTED, Proof.DRAWN, "卜知秋")
    assert (item.handed_by_name, item.ended_at) == (people.office.name, AT + DAY)
    kept = attachments.of(item, kind="signature").get()
    assert kept.media_type == "image/png"


@pytest.mark.handbook(60)
@pytest.mark.parametrize("kind", ["express", "registered"])
def test_registered_mail_and_parcels_are_not_handed_over_without(people, kind):
    item = sorted_in(people, kind=kind)
    more = {"item_id": item.pk, "by": people.office, "at": AT}
    give = services.mail_hand_over
    assert told(give, signed_by="卜知秋", **more) == ("signature", [60])
    assert told(give, signed_by=" ", signature=picture("签字.png"), **more) == ("signed_by", [58])
    item.refresh_from_db()
    assert (item.status, item.proof) == (S.SORTED, "")


@pytest.mark.handbook(60)
def test_a_letter_is_simply_taken_out(people):
    item = sorted_in(people, kind="letter", tracking="")
    hand(people, item, signature=None)
    item.refresh_from_db()
    assert (item.status, item.proof) == (S.COLLECTED, Proof.PLAIN)
    assert not attachments.of(item).exists()


@pytest.mark.handbook(60)
def test_what_is_not_in_a_pigeonhole_is_not_handed_over(people):
    for state in (S.RECEIVED, S.UNCLAIMED, S.COLLECTED):
        item = bring(people, state)
        before = MailItem.objects.get(pk=item.pk)
        with pytest.raises(Violation):
            hand(people, item, signed_by="别人")
        item.refresh_from_db()
        assert (item.status, item.signed_by) == (before.status, before.signed_by)


@pytest.mark.handbook(60)
def test_several_pieces_go_under_one_signature_or_none_does(people):
    parcel = sorted_in(people)
    letter = sorted_in(people, kind="letter", tracking="")
    give = services.mail_hand_over_many
    more = {"signed_by": "卜知秋", "by": people.frontdesk, "at": AT}
    assert told(give, item_ids=[letter.pk, parcel.pk], **more) == ("signature", [60])
    assert set(MailItem.objects.values_list("status", flat=True)) == {S.SORTED}
    assert told(give, item_ids=[], **more) == ("", [60])
    number = give(item_ids=[letter.pk, parcel.pk], signature=picture("签字.png"), **more)
    assert number == 2
    assert attachments.of(parcel).count() == attachments.of(letter).count() == 1


@pytest.mark.handbook(60)
def test_an_owner_takes_by_the_labels_code_and_the_account_is_the_signature(people):
    works_in(people.drafter, "brand")
    item = sorted_in(people)
    taken = services.mail_take(
        slot_id=slot().pk, item_ids=[item.pk], by=people.drafter, at=AT + DAY
    )
    assert taken == 1
    item.refresh_from_db()
    assert (item.status, item.proof, item.signed_by) == (
        S.COLLECTED,
        Proof.SCANNED,
        people.drafter.name,
    )


@pytest.mark.handbook(60)
def test_nobody_takes_from_anothers_pigeonhole_nor_a_colleagues_own_mail(people):
    works_in(people.drafter, "brand")
    works_in(people.staff, "brand")
    mine, other = sorted_in(people), sorted_in(people, addressee="电商技术支持中心")
    named = sorted_in(people, addressee=people.staff.name)
    assert named.slot == slot()
    take = services.mail_take
    more = {"by": people.drafter, "at": AT}
    assert told(take, slot_id=slot("tech").pk, item_ids=[other.pk], **more) == ("", [60])
    assert told(take, slot_id=slot().pk, item_ids=[other.pk], **more) == ("", [60])
    assert told(take, slot_id=slot().pk, item_ids=[mine.pk, named.pk], **more) == ("", [60])
    assert told(take, slot_id=slot().pk, item_ids=[], **more) == ("", [60])
    assert set(MailItem.objects.values_list("status", flat=True)) == {S.SORTED}


@pytest.mark.handbook(60)
def test_what_is_only_meant_for_the_pigeonhole_is_not_taken(people):
    works_in(people.drafter, "brand")
    item = register(people)
    with pytest.raises(Violation):
        services.mail_take(slot_id=slot().pk, item_ids=[item.pk], by=people.drafter, at=AT)
    item.refresh_from_db()
    assert (item.status, item.proof) == (S.RECEIVED, "")


@pytest.mark.handbook(60)
def test_others_hand_nothing_over(people):
    item = sorted_in(people)
    with pytest.raises(Denied):
        services.mail_hand_over(item_id=item.pk, signed_by="我", by=people.drafter, at=AT)
    with pytest.raises(Denied):
        services.mail_hand_over_many(item_ids=[item.pk], signed_by="我", by=people.drafter, at=AT)
