"""The head of the department that it is about decides, no other one (R64, R74, R90)."""

import pytest

from core import inbox
from operations.assets import services
from operations.assets.lifecycle import B, C, P
from operations.assets.models import PurchaseRequest
from operations.assets.services.moving import decides
from operations.staff.models import Department
from tests.operations.assets.conftest import AT, bring, department, person, refused, second
from tests.operations.assets.test_caring import asset, scrapped
from tests.operations.assets.test_paying import claimed

__all__ = ["asset"]


def headed(people, post="dept_head"):
    """The department has a head of its own."""
    head = person("邰部长", user_id=getattr(people, post).user_id)
    Department.objects.filter(pk=department().pk).update(head=head)
    return head


def waits_for(record):
    """Before whom it is."""
    (item,) = inbox.pending(record)
    return item.user_id, item.post


@pytest.mark.handbook(71, 74)
def test_a_purchase_goes_before_the_head_of_the_department_that_asks(people):
    headed(people)
    other, request = second(people, "dept_head"), bring(people, P.HEAD)
    assert waits_for(request) == (people.dept_head.user_id, "")
    given = {"request_id": request.pk, "at": AT}
    refused(lambda: services.purchase_agree(by=other, **given), 74, words="品牌营销中心负责人")
    refused(lambda: services.purchase_refuse(by=other, reason="不急", **given), 74)
    assert (decides(request, other), decides(request, people.dept_head)) == (False, True)
    services.purchase_agree(by=people.dept_head, **given)
    # Afterwards it is the turn of others again.
    services.purchase_refuse(by=people.area_clerk, reason="库存可用", **given)


@pytest.mark.handbook(74)
def test_a_purchase_is_taken_back_by_its_applicant_while_it_is_before_the_head(people):
    headed(people)
    request = bring(people, P.HEAD)
    services.purchase_cancel(request_id=request.pk, reason="不再需要", by=people.staff, at=AT)
    assert not inbox.pending(request).exists()


@pytest.mark.handbook(0, 74)
def test_where_the_head_asks_or_nobody_is_head_another_one_decides(people):
    request = bring(people, P.HEAD)
    assert waits_for(request) == (None, "dept_head")
    services.purchase_agree(request_id=request.pk, by=second(people, "dept_head"), at=AT)
    # The head's own request: another head of department.
    headed(people, "staff")
    own = bring(people, P.HEAD)
    assert own.created_by_id == people.staff.user_id
    assert waits_for(own) == (None, "dept_head")
    services.purchase_agree(request_id=own.pk, by=people.dept_head, at=AT)
    assert set(PurchaseRequest.objects.values_list("status", flat=True)) == {P.AREA}


@pytest.mark.handbook(64)
def test_a_reimbursement_goes_before_the_head_of_the_department_that_asked(people):
    claim, other = claimed(people), second(people, "dept_head")
    headed(people)
    given = {"reimbursement_id": claim.pk, "at": AT}
    services.reimbursement_check(by=people.finance, **given)
    claim.refresh_from_db()
    assert (claim.status, waits_for(claim)) == (B.HEAD, (people.dept_head.user_id, ""))
    refused(lambda: services.reimbursement_agree(by=other, **given), 64)
    refused(lambda: services.reimbursement_return(by=other, reason="不符", **given), 64)
    services.reimbursement_agree(by=people.dept_head, **given)


@pytest.mark.handbook(90)
def test_a_scrapping_goes_before_the_head_of_the_department_that_uses_it(people, asset):
    other = second(people, "dept_head")
    headed(people)
    found = scrapped(people, asset, C.INSPECTED)
    assert waits_for(found) == (people.dept_head.user_id, "")
    given = {"scrapping_id": found.pk, "at": AT}
    refused(lambda: services.scrapping_agree(by=other, **given), 90)
    refused(lambda: services.scrapping_refuse(by=other, reason="尚可", **given), 90)
    services.scrapping_agree(by=people.dept_head, **given)
