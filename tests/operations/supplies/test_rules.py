"""The rules of supplies on values: the classes, what may be asked for, the stock."""

from datetime import date
from decimal import Decimal

import pytest

from operations.supplies.kinds import SupplyClass as C
from operations.supplies.rules import asking, classes
from operations.supplies.rules import stock as rules
from operations.supplies.rules.asking import Allowance
from operations.supplies.rules.classes import Event, Then
from tests.operations.petitions.conftest import refused

# The handbook's own table: class, on change of post, on leaving, on transfer.
BOOK = (
    (C.DURABLE, Then.RETURN, Then.RETURN, Then.OFFICE),
    (C.STATIONERY, Then.KEEP, Then.RETURN, Then.OFFICE),
    (C.HOSPITALITY, Then.HANDOVER, Then.HANDOVER, Then.HANDOVER),
    (C.SPECIAL, Then.FINANCE, Then.FINANCE, Then.FINANCE),
    (C.EQUIPMENT, Then.COUNT, Then.COUNT, Then.COUNT),
    (C.FURNITURE, Then.STAYS, Then.STAYS, Then.OFFICE),
)


@pytest.mark.handbook(96, 97, 98, 99, 100, 101, 102)
@pytest.mark.parametrize(("kind", "change", "leaving", "transfer"), BOOK)
def test_every_class_says_what_becomes_of_it(kind, change, leaving, transfer):
    rule = classes.rule_of(kind)
    assert [rule.then(event) for event in Event] == [change, leaving, transfer]
    assert rule.then(Event.CHANGE) is change
    assert rule.then(Event.LEAVING) is leaving
    for event, then in ((Event.CHANGE, change), (Event.LEAVING, leaving)):
        cleared = then in (Then.RETURN, Then.HANDOVER, Then.COUNT, Then.FINANCE)
        assert classes.clears(kind=kind, event=event) == (then if cleared else None)


@pytest.mark.handbook(96)
def test_there_are_six_and_no_others():
    assert set(classes.TABLE) == set(C)
    for kind in C:
        classes.kind_is_known(kind=kind)
    refused(lambda: classes.kind_is_known(kind="C5"), 96, field="kind")
    for kind in (C.DURABLE, C.FURNITURE):
        classes.keeping_fits(kind=kind, is_kept=True)
        refused(
            lambda kind=kind: classes.keeping_fits(kind=kind, is_kept=False), 96, field="is_kept"
        )
    for kept in (True, False):
        classes.keeping_fits(kind=C.EQUIPMENT, is_kept=kept)


@pytest.mark.handbook(97, 98, 100, 101)
def test_each_class_is_asked_for_by_whom_it_is_allotted_to():
    classes.only_finance(kind=C.SPECIAL, is_finance=True)
    classes.only_finance(kind=C.DURABLE, is_finance=False)
    refused(
        lambda: classes.only_finance(kind=C.SPECIAL, is_finance=False),
        100,
        field="item_id",
        words="财务部",
    )
    for kind, number in ((C.DURABLE, 97), (C.STATIONERY, 98)):
        classes.who_it_is_for(kind=kind, has_person=True, device_class="")
        refused(
            lambda kind=kind: classes.who_it_is_for(kind=kind, has_person=False, device_class=""),
            number,
            field="person_id",
        )
    classes.who_it_is_for(kind=C.EQUIPMENT, has_person=False, device_class="printer")
    classes.who_it_is_for(kind=C.FURNITURE, has_person=False, device_class="")
    refused(
        lambda: classes.who_it_is_for(kind=C.EQUIPMENT, has_person=True, device_class=""),
        101,
        field="device_class",
    )
    classes.serials_are_given(is_numbered=False, serials="")
    classes.serials_are_given(is_numbered=True, serials="0001–0050")
    refused(lambda: classes.serials_are_given(is_numbered=True, serials=" "), 100, field="serials")


@pytest.mark.handbook(102)
@pytest.mark.parametrize(
    ("price", "kept", "fits"),
    [("1999.99", True, True), ("2000", True, False), ("3000", False, True)],
)
def test_what_lasts_and_reaches_the_threshold_is_a_fixed_asset(price, kept, fits):
    def judge():
        classes.not_a_fixed_asset(
            name="空调", is_kept=kept, price=Decimal(price), threshold=Decimal(2000)
        )

    if fits:
        judge()
    else:
        refused(judge, 102, field="price", words="固定资产")


@pytest.mark.handbook(98)
def test_a_starter_set_comes_once():
    classes.no_second_starter_set(name="卜小满", had=False)
    refused(
        lambda: classes.no_second_starter_set(name="卜小满", had=True),
        98,
        field="person_id",
        words="不再重配",
    )


@pytest.mark.handbook(103)
@pytest.mark.parametrize(
    ("kind", "kept", "holds", "quantity", "replaces", "needs"),
    [
        (C.DURABLE, True, 1, 1, False, True),
        (C.DURABLE, True, 1, 1, True, False),
        (C.DURABLE, True, 0, 1, False, False),
        (C.DURABLE, True, 0, 9, False, False),
        (C.STATIONERY, True, 1, 1, False, True),
        (C.STATIONERY, False, 1, 1, False, False),
        (C.EQUIPMENT, True, 1, 1, False, True),
        (C.HOSPITALITY, True, 1, 1, False, False),
        (C.FURNITURE, True, 1, 1, False, False),
    ],
)
def test_old_for_new(kind, kept, holds, quantity, replaces, needs):
    given = {
        "kind": kind,
        "is_kept": kept,
        "holds": holds,
        "quota": 1,
        "quantity": quantity,
        "replaces": replaces,
    }
    if needs:
        refused(
            lambda: classes.old_is_handed_in(**given, reason=" "),
            103,
            field="replaces_id",
            words="以旧换新",
        )
        assert classes.old_is_handed_in(**given, reason="已遗失并赔偿")
    else:
        assert not classes.old_is_handed_in(**given, reason="")


@pytest.mark.handbook(103)
def test_below_the_standard_nothing_is_replaced():
    given = {"kind": C.DURABLE, "is_kept": True, "quantity": 1, "replaces": False, "reason": ""}
    assert not classes.old_is_handed_in(**given, holds=1, quota=2)


@pytest.mark.handbook(99, 101)
def test_a_handover_has_two_sides():
    for then in (Then.HANDOVER, Then.COUNT, Then.FINANCE):
        classes.both_signed(given="甲", taken="乙", then=then)
        refused(
            lambda then=then: classes.both_signed(given="甲", taken=" 甲", then=then),
            99,
            field="person_id",
        )
    classes.both_signed(given="甲", taken="甲", then=Then.OFFICE)
    refused(
        lambda: classes.both_signed(given=" ", taken="乙", then=Then.OFFICE), 99, field="given_by"
    )


@pytest.mark.handbook(114)
def test_what_is_used_up_is_not_scrapped():
    classes.may_be_scrapped(kinds=[C.DURABLE, C.HOSPITALITY, C.SPECIAL, C.FURNITURE])
    for kind in (C.STATIONERY, C.EQUIPMENT):
        refused(lambda kind=kind: classes.may_be_scrapped(kinds=[kind]), 114, field="holding_id")


@pytest.mark.handbook(104, 106, 107)
def test_a_plan_and_a_request_are_complete():
    asking.of_the_department(own=True, department="综合部")
    refused(
        lambda: asking.of_the_department(own=False, department="综合部"),
        104,
        field="department_id",
    )
    month = date(2026, 4, 1)
    asking.one_a_month(taken=False, department="综合部", month=month)
    refused(
        lambda: asking.one_a_month(taken=True, department="综合部", month=month),
        106,
        field="department_id",
        words="2026-04",
    )
    asking.something_or_nothing(lines=1, nothing=False)
    asking.something_or_nothing(lines=0, nothing=True)
    for lines, nothing in ((0, False), (1, True)):
        refused(
            lambda lines=lines, nothing=nothing: asking.something_or_nothing(
                lines=lines, nothing=nothing
            ),
            106,
            field="nothing",
        )
    asking.lines_may_change(open_=True)
    refused(lambda: asking.lines_may_change(open_=False), 105)
    asking.item_is_in_use(ended=False)
    refused(lambda: asking.item_is_in_use(ended=True), 96, field="item_id")
    asking.urgency_is_stated(reason="展会")
    refused(lambda: asking.urgency_is_stated(reason=" "), 107, field="reason")
    asking.something_is_asked(lines=1)
    refused(lambda: asking.something_is_asked(lines=0), 107)
    asking.has_a_post(has=True, name="甲")
    refused(lambda: asking.has_a_post(has=False, name="甲"), 98, field="person_id")
    asking.starter_runs_once(taken=False, name="甲")
    refused(lambda: asking.starter_runs_once(taken=True, name="甲"), 98, field="person_id")


@pytest.mark.handbook(103, 105, 110)
def test_nothing_over_the_standard_is_approved():
    good = {"name": "订书机", "asked": 3, "allowance": Allowance(quota=2, used=1, stock=9)}
    asking.within_the_standard(approved=1, **good)
    asking.within_the_standard(approved=0, **good)
    refused(lambda: asking.within_the_standard(approved=2, **good), 105, 110, words="至多可核准 1")
    for wrong in (-1, 4):
        refused(lambda wrong=wrong: asking.within_the_standard(approved=wrong, **good), 110)
    none = {**good, "allowance": Allowance(quota=None, used=0, stock=9)}
    asking.within_the_standard(approved=0, **none)
    refused(lambda: asking.within_the_standard(approved=1, **none), 103, words="没有现行标准")
    assert Allowance(quota=1, used=5, stock=0).left == 0


@pytest.mark.handbook(0, 105, 107, 109, 110, 113)
def test_who_decides_signs_and_moves():
    asking.two_approvals(same=False)
    refused(lambda: asking.two_approvals(same=True), 0, 107)
    asking.answers_for_it(own=True, department="综合部")
    refused(lambda: asking.answers_for_it(own=False, department="综合部"), 105)
    asking.something_is_chosen(chosen=[1])
    refused(lambda: asking.something_is_chosen(chosen=[]), 109, field="line_ids")
    asking.signed_first(signed_by="甲", drawn=True)
    refused(lambda: asking.signed_first(signed_by="甲", drawn=False), 109, field="signature")
    for ready, signed in ((False, False), (True, True)):
        refused(
            lambda ready=ready, signed=signed: asking.signs_ahead_once(ready=ready, signed=signed),
            109,
            field="signature",
        )
    asking.signs_ahead_once(ready=True, signed=False)
    refused(lambda: asking.signed_first(signed_by=" ", drawn=True), 109, field="signed_by")
    asking.not_more_than_approved(name="笔", quantity=2, left=2)
    refused(lambda: asking.not_more_than_approved(name="笔", quantity=3, left=2), 110)
    asking.held_by(held=2, quantity=2)
    for wrong in (0, 3):
        refused(lambda wrong=wrong: asking.held_by(held=2, quantity=wrong), 113, field="quantity")
    asking.office_moves(may=True)
    asking.not_being_scrapped(held=3, waiting=2, quantity=1)
    refused(
        lambda: asking.not_being_scrapped(held=3, waiting=2, quantity=2),
        113,
        114,
        field="quantity",
    )
    asking.not_named_already(held=2, named=1, quantity=1)
    refused(lambda: asking.not_named_already(held=2, named=1, quantity=2), 103, field="replaces_id")
    refused(lambda: asking.office_moves(may=False), 113, words="不得私自转让")


@pytest.mark.handbook(110, 111)
def test_the_stock_counts_pieces_and_their_worth():
    assert rules.in_pieces(packs=2, pieces=3, pack_size=12) == 27
    for wrong in (0, -1, 1_000_001):
        refused(lambda wrong=wrong: rules.amount_is_whole(quantity=wrong), 111, field="quantity")
    rules.amount_is_whole(quantity=1_000_000)
    rules.price_is_given(price=Decimal(0))
    most = Decimal("99999999.99")
    rules.price_is_given(price=most)
    for wrong in (Decimal("-0.01"), most + Decimal("0.01")):
        refused(lambda wrong=wrong: rules.price_is_given(price=wrong), 111, field="price")
    rules.fits_a_place(quantity=100_000_000, value=Decimal(10**9))
    for wrong in ({"quantity": 100_000_001, "value": 0}, {"quantity": 1, "value": 10**9 + 1}):
        refused(lambda wrong=wrong: rules.fits_a_place(**wrong), 111, field="price")
    rules.enough_is_there(name="笔", unit="支", there=2, wanted=2)
    refused(
        lambda: rules.enough_is_there(name="笔", unit="支", there=2, wanted=3),
        110,
        field="quantity",
        words="库存 2支",
    )
    assert rules.worth(price=Decimal("0.33"), quantity=3) == Decimal("0.9900")
    assert rules.average(value=Decimal(10), quantity=3) == Decimal("3.3333")
    assert rules.average(value=Decimal(0), quantity=0) == 0
    assert rules.share(value=Decimal(10), of=3, taken=1) == Decimal("3.3333")
    assert rules.share(value=Decimal(10), of=3, taken=3) == 10
    assert rules.spread(wanted=5, there=[3, 0, 4]) == [3, 0, 2]
    rules.reason_is_given(reason="破损")
    refused(lambda: rules.reason_is_given(reason=" ", clause=115), 115, field="reason")
