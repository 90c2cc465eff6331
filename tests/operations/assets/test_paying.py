"""Papers in two copies, and the gate of finance (R63–R65, R76–R77)."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from core import audit, inbox, numbering
from core.errors import Denied, Violation
from operations.assets import selectors, services
from operations.assets.lifecycle import B, P
from operations.assets.models import PaperCopy, PurchasePaper, Reimbursement
from tests.operations.assets.conftest import (
    AT,
    INVOICE,
    TODAY,
    bring,
    paper,
    refused,
    second,
)


def hand_in(people, request, **more):
    """The clerk hands it in."""
    given = {"payee": "禾川数码商行", "by": people.area_clerk, "at": AT, **more}
    return services.reimbursement_hand_in(request_id=request.pk, **given)


def claimed(people):
    """Handed in with all its papers."""
    request = bring(people, P.ACCEPTED)
    paper(people, request, "voucher")
    paper(people, request, "invoice")
    return hand_in(people, request)


@pytest.mark.handbook(63, 77)
@pytest.mark.parametrize("approved", [True, False])
@pytest.mark.parametrize("voucher", [True, False])
@pytest.mark.parametrize("invoice", [True, False])
def test_the_gate_in_all_eight_combinations(people, approved, voucher, invoice):
    request = bring(people, P.ACCEPTED)
    if voucher:
        paper(people, request, "voucher")
    if invoice:
        paper(people, request, "invoice")
    if not approved:
        # A request without its approval is no request; papers may have been entered before.
        type(request).objects.filter(pk=request.pk).update(status=P.GM)
    if approved and voucher and invoice:
        assert hand_in(people, request).amount == Decimal(9998)
        return
    with pytest.raises(Violation) as found:
        hand_in(people, request)
    assert {clause.number for clause in found.value.clauses} == {63, 77}
    words = (("购置申请表", approved), ("购置凭证", voucher), ("发票", invoice))
    for word, there in words:
        assert (word in found.value.sentence) is not there
    assert not Reimbursement.objects.exists()
    assert numbering.gaps("asset_reimbursement", period="2026") == []


@pytest.mark.handbook(64)
def test_the_way_of_the_money(people):
    claim = claimed(people)
    assert claim.number == "BX2026-0001"
    given = {"reimbursement_id": claim.pk, "at": AT}
    (item,) = inbox.pending(claim)
    assert (item.step, item.post) == ("handed_in", "finance")
    services.reimbursement_check(by=people.finance, **given)
    services.reimbursement_agree(by=people.dept_head, **given)
    services.reimbursement_pay(by=people.cashier, **given)
    claim.refresh_from_db()
    assert (claim.status, claim.paid_date) == (B.PAID, TODAY)
    assert list(inbox.pending(claim)) == []
    assert audit.verify().ok


@pytest.mark.handbook(0, 64)
def test_finance_does_not_check_its_own_claim(people):
    request = bring(people, P.ACCEPTED)
    paper(people, request, "voucher")
    paper(people, request, "invoice")
    claim = hand_in(people, request, by=people.finance)
    with pytest.raises(Violation) as found:
        services.reimbursement_check(reimbursement_id=claim.pk, by=people.finance, at=AT)
    assert 0 in {clause.number for clause in found.value.clauses}


@pytest.mark.handbook(64, 77)
def test_it_is_returned_with_what_is_missing_and_handed_in_again(people):
    claim = claimed(people)
    given = {"reimbursement_id": claim.pk, "at": AT}
    request = claim.request
    PaperCopy.objects.filter(paper__kind="voucher").delete()
    refused(lambda: services.reimbursement_check(by=people.finance, **given), 63, 77)
    refused(
        lambda: services.reimbursement_return(by=people.finance, reason=" ", **given),
        64,
        field="reason",
    )
    services.reimbursement_return(by=people.finance, reason="凭证未交", **given)
    claim.refresh_from_db()
    assert "凭证未交；购置凭证" in claim.return_reason
    (item,) = inbox.pending(claim)
    assert item.user_id == people.area_clerk.user_id
    refused(lambda: services.reimbursement_resubmit(by=people.area_clerk, **given), 63, 77)
    voucher = request.papers.get(kind="voucher")
    services.copy_hand(
        request_id=request.pk, paper_id=voucher.pk, slot="finance", holder_name="邰云舟",
        since_date=TODAY, by=people.area_clerk, at=AT,
    )  # fmt: skip
    with pytest.raises(Denied):
        services.reimbursement_resubmit(by=second(people, "staff"), **given)
    services.reimbursement_resubmit(by=people.staff, **given)


@pytest.mark.handbook(65)
def test_an_invoice_is_used_once_and_a_purchase_is_paid_once(people):
    claim = claimed(people)
    refused(lambda: hand_in(people, claim.request), 65, words=claim.number)
    other = bring(people, P.BUYING)
    refused(
        lambda: paper(people, other, "invoice"),
        65,
        field="number",
        words=claim.request.number,
    )
    # A voucher's number is the purchase's own.
    paper(people, other, "voucher")
    refused(lambda: paper(people, other, "voucher"), 65, field="number")
    with pytest.raises(IntegrityError, match="invoice_once"), transaction.atomic():
        PurchasePaper.objects.create(
            request=other, kind="invoice", number=INVOICE, amount=1, issued_date=TODAY, dealer="无"
        )


@pytest.mark.handbook(65)
def test_amounts_must_agree_and_goods_be_accepted(people):
    early = bring(people, P.BUYING)
    paper(people, early, "voucher")
    paper(people, early, "invoice")
    refused(lambda: hand_in(people, early), 65, words="尚未验收")
    request = bring(people, P.ACCEPTED)
    paper(people, request, "voucher")
    paper(people, request, "invoice", number="26112000000000000002", amount=Decimal("9000.00"))
    refused(lambda: hand_in(people, request), 65, words="¥9,998.00")
    paper(people, request, "invoice", number="26112000000000000003", amount=Decimal("998.00"))
    refused(lambda: hand_in(people, request, payee=""), 64, field="payee")
    assert hand_in(people, request).amount == Decimal("9998.00")


@pytest.mark.handbook(76)
def test_both_copies_have_holder_and_day_and_stay_while_claimed(people):
    request = bring(people, P.ACCEPTED)
    refused(lambda: paper(people, bring(people, P.GM), "voucher"), 76)
    with pytest.raises(Denied):
        services.paper_add(
            request_id=request.pk, kind="voucher", number="1", amount=Decimal(1),
            issued_date=TODAY, by=second(people, "staff"), at=AT,
        )  # fmt: skip
    wrong = paper(people, request, "voucher", number="PZ-9")
    services.paper_remove(request_id=request.pk, paper_id=wrong.pk, by=people.staff, at=AT)
    voucher = paper(people, request, "voucher", kept_by="鄢青禾")
    paper(people, request, "invoice")
    assert {one.slot: one.holder_name for one in voucher.copies.all()} == {
        "kept": "鄢青禾",
        "finance": "邰云舟",
    }
    hand_in(people, request)
    remove = {"request_id": request.pk, "paper_id": voucher.pk, "by": people.staff, "at": AT}
    refused(lambda: services.paper_remove(**remove), 65)
    refused(lambda: paper(people, request, "voucher", number="PZ-2"), 65)
    refused(
        lambda: services.copy_hand(slot="kept", holder_name="", since_date=TODAY, **remove),
        76,
        field="holder_name",
    )


@pytest.mark.handbook(64)
def test_others_do_not_see_the_money(people):
    claim = claimed(people)
    assert selectors.reimbursements(people.finance).get() == claim
    assert not selectors.reimbursements(people.staff).exists()
