"""The rules of papers and money on values (R63–R65, R76–R77)."""

from decimal import Decimal
from itertools import product

import pytest

from operations.assets.rules import paying as rules
from tests.operations.assets.conftest import DAY, INVOICE, TODAY, refused

THREE = {"request": "已批准的购置申请表", "voucher": "购置凭证", "invoice": "发票"}


@pytest.mark.handbook(63, 77)
@pytest.mark.parametrize("there", list(product((False, True), repeat=3)))
def test_all_eight_combinations_name_what_is_missing(there):
    given = dict(zip(THREE, there, strict=True))
    lacking = [word for name, word in THREE.items() if not given[name]]
    assert len(rules.missing(**given)) == len(lacking)
    if not lacking:
        rules.papers_are_complete(**given)
        return
    with pytest.raises(rules.Violation) as found:
        rules.papers_are_complete(**given)
    assert {clause.number for clause in found.value.clauses} == {63, 77}
    said = found.value.sentence
    assert "手续不全，应拒绝报销" in said
    for name, word in THREE.items():
        assert (word in said) is not given[name]


@pytest.mark.handbook(65)
def test_amounts_agree_with_goods_and_approval():
    amount = Decimal("9998.00")
    rules.amounts_agree(invoices=amount, lines=amount, approved=amount)
    refused(
        lambda: rules.amounts_agree(invoices=amount, lines=amount + 1, approved=amount),
        65,
        words="¥9,999.00",
    )
    refused(
        lambda: rules.amounts_agree(invoices=amount, lines=amount, approved=amount - 1),
        65,
        words="请先补办批准",
    )
    rules.goods_are_accepted(accepted=True)
    refused(lambda: rules.goods_are_accepted(accepted=False), 65)


@pytest.mark.handbook(65, 76)
@pytest.mark.parametrize(
    ("code", "number", "good"),
    [
        ("", INVOICE, True),
        ("0110022003", INVOICE, False),
        ("0110022003", "12345678", True),
        ("011002200311", "12345678", True),
        ("01100220031", "12345678", False),
        ("", "12345678", False),
        ("", "1234567890123456789x", False),
    ],
)
def test_an_invoice_has_its_form(code, number, good):
    given = {"amount": Decimal(1), "issued": TODAY, "today": TODAY}
    call = lambda: rules.paper_is_readable(invoice=True, code=code, number=number, **given)  # noqa: E731
    if good:
        call()
    else:
        refused(call, 65, field="number", words="20位数字")


@pytest.mark.handbook(64, 65, 76)
def test_papers_are_new_and_their_copies_with_somebody():
    good = {"invoice": False, "code": "", "number": "PZ-1", "amount": Decimal(1)}
    days = {"issued": TODAY, "today": TODAY}
    rules.paper_is_readable(**good, **days)
    refused(lambda: rules.paper_is_readable(**good | {"number": " "}, **days), 76, field="number")
    refused(
        lambda: rules.paper_is_readable(**good | {"amount": Decimal(0)}, **days),
        65,
        field="amount",
    )
    late = days | {"issued": TODAY + DAY}
    refused(lambda: rules.paper_is_readable(**good, **late), 65, field="issued_date")
    rules.paper_is_new(invoice=True, used_in="")
    for invoice, words in ((True, "该发票已在 GZ1"), (False, "该凭证已在 GZ1")):
        refused(
            lambda invoice=invoice: rules.paper_is_new(invoice=invoice, used_in="GZ1"),
            65,
            field="number",
            words=words,
        )
    rules.papers_are_for_a_purchase(approved=True)
    refused(lambda: rules.papers_are_for_a_purchase(approved=False), 76)
    rules.copy_has_holder(holder="邰云舟", since=TODAY, today=TODAY)
    refused(
        lambda: rules.copy_has_holder(holder="", since=TODAY, today=TODAY), 76, field="holder_name"
    )
    refused(
        lambda: rules.copy_has_holder(holder="邰", since=TODAY + DAY, today=TODAY),
        76,
        field="since_date",
    )
    rules.copies_stay_while_claimed(claimed=False)
    refused(lambda: rules.copies_stay_while_claimed(claimed=True), 65)
    rules.reimbursed_once(number="")
    refused(lambda: rules.reimbursed_once(number="BX1"), 65, words="BX1")
    rules.payee_is_named(payee="商行")
    refused(lambda: rules.payee_is_named(payee=" "), 64, field="payee")
