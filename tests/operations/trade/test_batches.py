"""From the producer to the label: who may do what, in which order, and what is refused."""

import pytest

from core.errors import Denied
from core.models.inbox import InboxItem
from operations.trade import public, selectors, services
from operations.trade.codes import read
from operations.trade.lifecycle import BATCH, PRODUCT, RECALL, B, P
from operations.trade.models import Batch
from operations.trade.services import ProducerData, ProductData
from tests.operations.trade.conftest import (
    AT,
    DAY,
    TODAY,
    bring,
    data,
    pack,
    producer,
    product,
    refused,
    report,
    village,
)  # fmt: skip


@pytest.mark.handbook(0, 117)
def test_every_state_is_reached_and_whoever_entered_it_does_not_let_it_go():
    for table in (PRODUCT, BATCH, RECALL):
        assert table.unreachable() == frozenset()
    eyes = {(t.name, m.action) for t in (PRODUCT, BATCH, RECALL) for m in t.moves if m.four_eyes}
    assert eyes == {
        ("tradeproduct", "list"),
        ("tradebatch", "release"),
        ("tradebatch", "send_back"),
        ("traderecall", "lift"),
    }


@pytest.mark.handbook(0, 117)
def test_a_product_is_listed_by_a_head_who_did_not_enter_it(people):
    with refused("统一社会信用代码", 117):
        producer(people, credit_code="")
    with refused("本县的村", 117):
        producer(people, village_id=0)
    with refused("生产者", 117):
        product(people, listed=False, producer_id=0)
    made = product(people, listed=False)
    with refused("已经录入", 117):
        product(people, listed=False)
    with pytest.raises(Denied):
        services.product_list(product_id=made.pk, by=people.ops, at=AT)
    with pytest.raises(Denied):
        services.product_add(data=None, by=people.office, at=AT)
    assert InboxItem.objects.filter(record_type="trade.product", state="open").count() == 1
    found = services.product_list(product_id=made.pk, by=people.dept_head, at=AT)
    assert (found.status, found.code) == (P.LISTED, "CP2026-0001")
    assert not InboxItem.objects.filter(record_type="trade.product", state="open").exists()
    with refused("草稿", 117):
        services.product_change(product_id=made.pk, data=None, by=people.ops, at=AT)
    services.product_stop(product_id=made.pk, reason="停产", by=people.leader, at=AT)
    with refused("停", 117):
        bring(people, of=made)
    assert public.product(found.code, on=TODAY).stopped
    services.product_resume(product_id=made.pk, by=people.leader, at=AT)
    assert bring(people, of=made).status == B.RELEASED


@pytest.mark.handbook(0, 117)
def test_a_batch_is_released_with_its_inputs_and_its_report_by_another(people):
    batch = bring(people, B.DRAFT, without_inputs=False)
    given = {"batch_id": batch.pk, "at": AT}
    with refused("投入品", 117):
        services.batch_submit(by=people.ops, **given)
    used = {"kind": "pesticide", "name": "苦参碱", "used_date": TODAY.replace(2025, 9, 20)}
    with refused("安全间隔期", 117):
        services.batch_add_input(interval_days=14, by=people.ops, **used, **given)
    services.batch_add_input(interval_days=7, by=people.ops, **used, **given)
    with refused("安全间隔期", 117):
        earlier = data(harvested_date=TODAY.replace(2025, 9, 22), without_inputs=False)
        services.batch_change(data=earlier, by=people.ops, **given)
    with refused("检测报告", 117):
        services.batch_submit(by=people.ops, **given)
    report(batch, people)
    services.batch_submit(by=people.ops, **given)
    with refused("草稿", 117):
        services.batch_drop_input(input_id=0, by=people.ops, **given)
    services.batch_send_back(reason="补照片", by=people.dept_head, **given)
    one = batch.inputs.get()
    services.batch_drop_input(input_id=one.pk, by=people.ops, **given)
    with refused("已经", 117):
        services.batch_drop_input(input_id=one.pk, by=people.ops, **given)
    services.batch_change(data=data(), by=people.ops, **given)
    services.batch_submit(by=people.ops, **given)
    with pytest.raises(Denied):
        services.batch_release(by=people.ops, **given)
    assert public.batch_of(read(batch.code)) is None
    found = services.batch_release(by=people.dept_head, **given)
    assert (found.status, found.released_by_name != "") == (B.RELEASED, True)
    assert public.batch_of(read(batch.code)) == found
    assert services.batch_close(by=people.ops, **given).status == B.CLOSED


@pytest.mark.handbook(0, 117)
def test_a_producer_whose_product_was_checked_keeps_name_and_kind(people):
    one = producer(people)
    draft = product(people, listed=False, producer_id=one.pk)
    given = {"producer_id": one.pk, "by": people.ops, "at": AT}

    def other(**more):
        values = {"name": one.name, "kind": "coop", "credit_code": one.credit_code, **more}
        return ProducerData(village_id=village().pk, **values)

    services.producer_change(data=other(name="禾上合作社"), **given)
    services.product_list(product_id=draft.pk, by=people.dept_head, at=AT)
    for more in ({"name": "禾下合作社"}, {"name": "禾上合作社", "kind": "company"}):
        with refused("名称和类型", 0, 117):
            services.producer_change(data=other(**more), **given)
    one.refresh_from_db()
    assert (one.name, one.kind) == ("禾上合作社", "coop")
    services.producer_change(data=other(name="禾上合作社"), **given)


@pytest.mark.handbook(117)
def test_a_draft_of_a_product_is_discarded_with_a_reason_and_named_nowhere(people):
    draft = product(people, listed=False)
    days = {"valid_from_date": TODAY, "valid_to_date": TODAY + DAY}
    services.certificate_add(
        product_id=draft.pk, kind="green", number="LB-7", by=people.ops, at=AT, **days
    )
    given = {"product_id": draft.pk, "at": AT}
    with refused("理由", 117):
        services.product_discard(reason=" ", by=people.ops, **given)
    with pytest.raises(Denied):
        services.product_discard(reason="重复", by=people.office, **given)
    found = services.product_discard(reason="重复录入", by=people.leader, **given)
    assert (found.status, found.code) == (P.DISCARDED, "")
    assert not InboxItem.objects.filter(record_type="trade.product", state="open").exists()
    assert (public.choices(), public.certificates_by_number("LB-7", on=TODAY)) == ([], [])
    # It stands in nobody's way: the same is entered again, and only that is listed.
    again = product(people)
    assert public.choices()[0][0] == again.code
    with refused("已不能“作废产品”", 117):
        services.product_discard(reason="停产", by=people.ops, product_id=again.pk, at=AT)


@pytest.mark.handbook(0, 117)
def test_a_head_who_wrote_in_it_does_not_let_it_go(people):
    head, words = people.dept_head, "您自己修改过"
    rice = product(people, listed=False)
    what = ProductData("新米", rice.producer_id, rice.village_id, "袋")
    services.product_change(product_id=rice.pk, data=what, by=head, at=AT)
    with refused(words, 0, 117):
        services.product_list(product_id=rice.pk, by=head, at=AT)
    services.product_list(product_id=rice.pk, by=people.leader, at=AT)
    batch = bring(people, B.DRAFT, of=rice, without_inputs=False)
    given = {"batch_id": batch.pk, "at": AT}
    used = {"kind": "fertiliser", "name": "有机肥", "used_date": TODAY.replace(2025, 5, 3)}
    services.batch_add_input(by=head, **used, **given)
    report(batch, people)
    services.batch_submit(by=people.ops, **given)
    with refused(words, 0, 117):
        services.batch_release(by=head, **given)
    # Whoever only sends it back has not written in it.
    services.batch_send_back(reason="补照片", by=people.leader, **given)
    services.batch_submit(by=people.ops, **given)
    assert services.batch_release(by=people.leader, **given).status == B.RELEASED


@pytest.mark.handbook(117)
def test_what_failed_the_test_never_gets_a_label(people):
    batch = bring(people, B.DRAFT, outcome="failed")
    report(batch, people)
    with refused("不合格", 117):
        services.batch_submit(batch_id=batch.pk, by=people.ops, at=AT)
    with refused("放行", 117):
        services.labels_make(batch_id=batch.pk, count=1, by=people.ops, at=AT)
    services.batch_discard(batch_id=batch.pk, reason="检测不合格", by=people.ops, at=AT)
    assert public.batch_of(read(batch.code)) is None


@pytest.mark.handbook(117)
def test_labels_are_numbered_on_and_a_mark_of_ones_own_opens_nothing(people):
    batch = bring(people, labels=40)
    run = services.labels_make(batch_id=batch.pk, count=65, by=people.ops, at=AT)
    assert (run.first, run.last) == (41, 105)
    with refused("^本批次100件，已制标签105枚，含5%备用还可制作0枚。$", 117):
        services.labels_make(batch_id=batch.pk, count=1, by=people.ops, at=AT)
    assert public.batch_of(read(pack(batch, 105))) == batch
    assert public.batch_of(read(pack(batch, 106))) is None
    batch.secret = "0" * 32
    forged = sum(public.batch_of(read(pack(batch, n))) is not None for n in range(1, 60))
    assert forged <= 2


@pytest.mark.handbook(0, 117)
def test_a_recall_is_declared_at_once_and_lifted_by_a_leader_who_did_not(people):
    batch = bring(people, labels=2)
    other = bring(people, of=batch.product)
    draft = bring(people, B.DRAFT, of=batch.product)
    given = {"reason": "农残超标", "advice": "请勿食用", "at": AT}
    with pytest.raises(Denied):
        services.batch_recall(batch_id=batch.pk, by=people.office, **given)
    with refused("放行", 117):
        services.batch_recall(batch_id=draft.pk, by=people.ops, **given)
    recall = services.batch_recall(batch_id=batch.pk, by=people.ops, **given)
    assert [one.scope for one in public.shown(batch, on=TODAY).recalls] == [batch.spaced_code]
    assert public.shown(other, on=TODAY).recalls == []
    with refused("召回", 117):
        services.batch_recall(batch_id=batch.pk, by=people.leader, **given)
    with refused("召回", 117):
        services.labels_make(batch_id=batch.pk, count=1, by=people.ops, at=AT)
    whole = services.product_recall(product_id=batch.product_id, by=people.leader, **given)
    assert [one.whole_product for one in public.shown(other, on=TODAY).recalls] == [True]
    shown = public.product(batch.product.code, on=TODAY)
    assert [one.recalled for one in shown.batches] == [True, True]
    with pytest.raises(Denied):
        services.recall_lift(recall_id=whole.pk, reason="复检合格", by=people.ops, at=AT)
    with refused("^这是您本人经办的", 0, 117):
        services.recall_lift(recall_id=whole.pk, reason="复检合格", by=people.leader, at=AT)
    for one in (recall, whole):
        done = {"recall_id": one.pk, "reason": "复检合格", "at": AT + DAY}
        services.recall_lift(by=people.director, **done)
    assert public.recalled_codes() == set()


@pytest.mark.handbook(117, 152)
def test_the_site_shows_certificates_that_hold_and_no_farmers_full_name(people):
    farmer = producer(people, name="蔺望舒", kind="household", credit_code="")
    found = product(people, producer_id=farmer.pk)
    given = {"product_id": found.pk, "kind": "green", "by": people.ops, "at": AT}
    for number, first, last in (("旧", -400, -1), ("今", -1, 0), ("明", 1, 400)):
        days = {"valid_from_date": TODAY + first * DAY, "valid_to_date": TODAY + last * DAY}
        services.certificate_add(number=number, **days, **given)
    with refused("已经录入", 117):
        services.certificate_add(number="旧", **days, **given)
    shown = public.product(found.code, on=TODAY)
    assert [one.number for one in shown.certificates] == ["今"]
    assert shown.producer == "蔺*舒"
    one = found.certificates.get(number="今")
    services.certificate_revoke(certificate_id=one.pk, reason="被撤销", by=people.ops, at=AT)
    with refused("已经", 117):
        services.certificate_revoke(certificate_id=one.pk, reason="再次", by=people.ops, at=AT)
    assert public.product(found.code, on=TODAY).certificates == []
    assert selectors.ending(on=TODAY).count() == 0


@pytest.mark.handbook(117)
def test_days_are_told_in_their_order_and_the_end_of_shelf_life_is_reckoned(people):
    found = product(people, shelf_days=10)
    with refused("^开具日期不得早于采收日期2025-10-01，也不得晚于今天。$", 117):
        bring(people, B.DRAFT, of=found, promised_date=TODAY.replace(2025, 9, 30))
    batch = bring(people, of=found)
    shown = public.shown(batch, on=TODAY)
    assert [step.kind for step in shown.steps] == ["sow", "harvest", "test", "pack"]
    assert shown.best_before == batch.packed_date + 10 * DAY
    assert Batch.objects.filter(village=village()).count() == 1


@pytest.mark.handbook(117)
def test_a_batch_is_found_by_its_code_however_spaced_and_not_by_a_dash(people):
    batch = bring(people, B.DRAFT)
    found = {
        words: list(selectors.filtered_batches(Batch.objects.all(), query=words))
        for words in (batch.spaced_code, f"{batch.code[:4]}-{batch.code[4:]}", "-", " — ")
    }
    assert list(found.values()) == [[batch], [batch], [], []]
