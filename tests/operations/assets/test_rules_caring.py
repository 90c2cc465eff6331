"""The rules of repairs, findings, training and scrapping on values (R84, R87–R91)."""

from decimal import Decimal

import pytest

from operations.assets.rules import caring as rules
from operations.assets.rules import keeping
from tests.operations.assets.conftest import DAY, TODAY, refused


@pytest.mark.handbook(84)
def test_training_is_valid_today_and_soundly_dated():
    keeping.is_trained(special=False, valid_until=None, today=TODAY)
    keeping.is_trained(special=True, valid_until=TODAY, today=TODAY)
    for until in (None, TODAY - DAY):
        refused(
            lambda until=until: keeping.is_trained(special=True, valid_until=until, today=TODAY),
            84,
            field="person_id",
        )
    keeping.training_is_sound(trained=TODAY, until=TODAY + DAY, today=TODAY)
    refused(
        lambda: keeping.training_is_sound(trained=TODAY + DAY, until=TODAY + DAY, today=TODAY),
        84,
        field="trained_date",
    )
    refused(
        lambda: keeping.training_is_sound(trained=TODAY, until=TODAY, today=TODAY),
        84,
        field="valid_until_date",
    )


@pytest.mark.handbook(87)
def test_a_repair_says_what_who_and_what_it_cost():
    rules.fault_is_told(fault="不开机")
    refused(lambda: rules.fault_is_told(fault=""), 87, field="fault")
    rules.repair_is_alone(running="", status_fits=True)
    refused(lambda: rules.repair_is_alone(running="WX1", status_fits=True), 87, words="WX1")
    refused(lambda: rules.repair_is_alone(running="", status_fits=False), 87)
    rules.vendor_is_named(vendor="维修部", sent=TODAY, today=TODAY)
    refused(lambda: rules.vendor_is_named(vendor=" ", sent=TODAY, today=TODAY), 87, field="vendor")
    refused(
        lambda: rules.vendor_is_named(vendor="维修部", sent=TODAY + DAY, today=TODAY),
        87,
        field="sent_date",
    )
    good = {
        "result": "更换", "cost": Decimal(1), "returned": TODAY, "sent": TODAY,
        "today": TODAY, "warranty": False,
    }  # fmt: skip
    rules.repair_is_told(**good)
    rules.repair_is_told(**good | {"warranty": True, "cost": Decimal(0)})
    for change, field in (
        ({"result": ""}, "result"),
        ({"cost": Decimal(-1)}, "cost"),
        ({"warranty": True}, "cost"),
        ({"returned": TODAY - DAY}, "returned_date"),
        ({"returned": TODAY + DAY}, "returned_date"),
    ):
        refused(lambda change=change: rules.repair_is_told(**good | change), 87, field=field)


@pytest.mark.handbook(88)
def test_a_finding_says_everything():
    good = {"text": "无防护", "measure": "加装", "due": TODAY, "today": TODAY}
    rules.finding_is_told(**good)
    for change, field in (
        ({"text": ""}, "text"),
        ({"measure": ""}, "measure"),
        ({"due": TODAY - DAY}, "due_date"),
    ):
        refused(lambda change=change: rules.finding_is_told(**good | change), 88, field=field)


@pytest.mark.handbook(89, 90, 91)
def test_scrapping_has_reason_inspection_and_formalities():
    rules.scrapping_has_reason(reason="老旧", cause="wear", culprit=False)
    rules.scrapping_has_reason(reason="摔坏", cause="person", culprit=True)
    refused(
        lambda: rules.scrapping_has_reason(reason="", cause="wear", culprit=False),
        89,
        field="reason",
    )
    for cause, culprit in (("person", False), ("wear", True)):
        refused(
            lambda cause=cause, culprit=culprit: rules.scrapping_has_reason(
                reason="坏", cause=cause, culprit=culprit
            ),
            91,
            field="culprit_id",
        )
    rules.scrapping_is_alone(running="", status_fits=True)
    refused(lambda: rules.scrapping_is_alone(running="BF1", status_fits=True), 90, words="BF1")
    refused(lambda: rules.scrapping_is_alone(running="", status_fits=False), 90)
    good = {
        "inspector": "维修站", "report": "烧毁", "hopeless": True, "on": TODAY, "today": TODAY,
    }  # fmt: skip
    rules.inspection_is_told(**good)
    for change, field in (
        ({"inspector": ""}, "inspector"),
        ({"report": ""}, "inspection"),
        ({"hopeless": False}, "hopeless"),
        ({"on": TODAY + DAY}, "inspected_date"),
    ):
        refused(lambda change=change: rules.inspection_is_told(**good | change), 89, field=field)
    rules.formalities_are_told(text="已办")
    refused(lambda: rules.formalities_are_told(text=""), 90, field="formalities")


@pytest.mark.handbook(91)
def test_compensation_is_at_the_price():
    ten, none = Decimal(10), Decimal(0)
    good = {"by_person": True, "basis": "net", "due": "net", "known": ten}
    good |= {"basis_amount": ten, "amount": ten, "paid": TODAY, "today": TODAY}
    rules.compensation_is_sound(**good)
    market = {"basis": "market", "due": "market", "known": None}
    rules.compensation_is_sound(**good | market)
    refused(lambda: rules.compensation_is_sound(**good | {"by_person": False}), 91)
    for change, field in (
        ({"basis_amount": Decimal(9)}, "basis_amount"),
        ({"basis": "market"}, "basis"),
        (market | {"basis_amount": none}, "basis_amount"),
        ({"amount": Decimal(9)}, "amount"),
        ({"paid": TODAY + DAY}, "paid_date"),
    ):
        refused(lambda change=change: rules.compensation_is_sound(**good | change), 91, field=field)
    for reading, net, due in (
        (1, ten, "net"), (1, none, "market"), (2, ten, "price"), (2, none, "price"),
        (3, ten, "market"),
    ):  # fmt: skip
        assert rules.basis_due(reading=reading, net=net) == due
    rules.damage_is_paid(by_person=True, paid=True)
    rules.damage_is_paid(by_person=False, paid=False)
    refused(lambda: rules.damage_is_paid(by_person=True, paid=False), 91)
