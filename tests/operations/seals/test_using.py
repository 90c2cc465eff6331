"""Applied for, approved by another, stamped by the keeper, lent and back."""

import pytest

from core import audit, inbox, numbering
from core.errors import Denied, Violation
from operations.seals import selectors, services, today
from operations.seals.lifecycle import S
from operations.seals.models import SealUse
from tests.operations.seals.conftest import AT, DAY, TODAY, apply, bring, refused, seal


@pytest.mark.handbook(0, 26)
def test_a_paper_from_the_application_to_the_impressions(people):
    use = apply(people)
    assert use.number == "用印〔2026〕1号"
    assert [(one.step, one.post) for one in inbox.pending(use)] == [("applied", "leader")]
    services.seal_use_approve(use_id=use.pk, opinion="同意", by=people.leader, at=AT)
    stamp = {"use_id": use.pk, "at": AT}
    refused(
        lambda: services.seal_stamp(impressions=4, by=people.office, **stamp), 26, field="remark"
    )
    refused(lambda: services.seal_stamp(impressions=3, by=people.staff, **stamp), 26)
    refused(lambda: services.seal_lend(by=people.office, **stamp), 26, words="不得外借")
    services.seal_stamp(impressions=4, remark="加盖骑缝章", by=people.office, **stamp)
    use.refresh_from_db()
    assert (use.status, use.impressions, use.remark) == (S.USED, 4, "加盖骑缝章")
    assert list(inbox.pending(use)) == []
    assert audit.verify().ok


@pytest.mark.handbook(0, 26)
def test_nobody_approves_the_own_application(people):
    use = apply(people, by=people.leader)
    with pytest.raises(Violation) as found:
        services.seal_use_approve(use_id=use.pk, by=people.leader, at=AT)
    assert 0 in {clause.number for clause in found.value.clauses}
    services.seal_use_approve(use_id=use.pk, by=people.director, at=AT)


@pytest.mark.handbook(25, 26)
def test_bad_applications_take_no_number(people):
    bad = [
        ({"document": ""}, 26, "document"),
        ({"copies": 501}, 26, "copies"),
        ({"secret": True}, 25, "secret"),
        ({"is_loan": True, "loan_place": ""}, 26, "loan_place"),
        ({"is_loan": True, "due_back_date": TODAY + 4 * DAY}, 26, "due_back_date"),
        ({"seal_id": 0}, 26, "seal_id"),
    ]
    for more, number, field in bad:
        refused(lambda more=more: apply(people, **more), number, field=field)
    with pytest.raises(Denied):
        apply(people, by=people.village)
    assert not SealUse.objects.exists()
    assert apply(people).number == "用印〔2026〕1号"
    assert numbering.gaps("sealuse", period="2026") == []


@pytest.mark.handbook(26)
def test_a_seal_goes_out_to_one_and_comes_back_counted(people):
    use = bring(people, S.APPROVED, is_loan=True)
    other, third = (bring(people, S.APPROVED, is_loan=loan) for loan in (True, False))
    given = {"by": people.office, "at": AT}
    refused(lambda: services.seal_stamp(use_id=use.pk, impressions=1, **given), 26, words="借出")
    services.seal_lend(use_id=use.pk, **given)
    (item,) = inbox.pending(use)
    assert (item.step, item.due_at.date()) == ("lent", TODAY + 2 * DAY)
    for call in (
        lambda: services.seal_lend(use_id=other.pk, **given),
        lambda: services.seal_stamp(use_id=third.pk, impressions=1, **given),
    ):
        refused(call, 26, words=people.staff.name)
    assert today.back(TODAY + 2 * DAY).tone == "good"
    assert today.back(TODAY + 3 * DAY).tone == "bad"
    assert len(today.lines(people.office, TODAY + 3 * DAY)) == 1
    assert today.lines(people.admin, TODAY + 3 * DAY) == []
    services.seal_give_back(use_id=use.pk, impressions=0, **given)
    assert today.back(TODAY + 9 * DAY).tone == "good"
    services.seal_lend(use_id=other.pk, **given)


@pytest.mark.handbook(26)
def test_an_application_is_taken_back_by_whoever_made_it(people):
    use = bring(people, S.APPROVED)
    given = {"use_id": use.pk, "reason": "不需要了", "at": AT}
    refused(
        lambda: services.seal_use_cancel(by=people.office, **given), 26, words=people.staff.name
    )
    services.seal_use_cancel(by=people.staff, **given)
    assert list(inbox.pending(use)) == []
    with pytest.raises(Violation):
        services.seal_use_cancel(by=people.staff, **given)


@pytest.mark.handbook(26)
def test_others_see_only_their_own_and_the_keeper_the_seals(people):
    assert today.back(TODAY) is None
    use = apply(people)
    assert selectors.uses(people.staff).get() == use
    assert selectors.uses(people.office).get() == use
    assert not selectors.uses(people.admin).exists()
    services.seal_change(seal_id=seal().pk, keeper_id=people.admin.user_id, by=people.office, at=AT)
    assert selectors.uses(people.admin).get() == use


def test_the_list_is_narrowed_by_its_filters(people):
    apply(people)
    lent = bring(people, S.LENT, is_loan=True, document="投标文件")

    def found(**asked):
        rows = selectors.filtered(SealUse.objects.all(), today=TODAY + 9 * DAY, **asked)
        return rows.count()

    assert found(query="投标") == found(query=lent.number) == found(state="late") == 1
    assert found(state="open") == found(month="2026-03") == found(seal=str(seal().pk)) == 2
    assert found(state="lent") == 1
    assert found(month="2026-04") == 0
    assert found(month="Unsinn") == 2
