"""Repairs in writing, findings, training, and scrapping to the write-off (R84, R87–R91)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from core import audit, inbox, parameters
from core.errors import Denied, Violation
from operations.assets import joints, selectors, services
from operations.assets.forms.caring import CompensateForm
from operations.assets.lifecycle import A, C, F, P
from operations.assets.models import (
    Asset,
    AssetClass,
    Authorisation,
    Custody,
    DepreciationMonth,
    Repair,
    Scrapping,
)
from tests.operations.assets.conftest import (
    AT,
    DAY,
    TODAY,
    bring,
    idle_asset,
    person,
    refused,
    second,
)
from tests.operations.assets.test_keeping import issue


@pytest.fixture
def asset(people):
    """One in use, kept by the member of staff."""
    for post in ("admin", "leader"):
        getattr(people, post)
    found = idle_asset(people)
    issue(people, found, person_id=person(user_id=people.staff.user_id).pk)
    found.refresh_from_db()
    return found


def reported(people, asset, **more):
    """Damage that the keeper reports."""
    given = {"fault": "不开机", "by": people.staff, "at": AT, **more}
    return services.repair_report(asset_id=asset.pk, **given)


def repaired(people, asset, state):
    """A repair that stands somewhere."""
    repair = reported(people, asset)
    given = {"repair_id": repair.pk, "at": AT}
    if state != F.REPORTED:
        services.repair_file(by=people.admin, **given)
    if state == F.OUT:
        services.repair_send(by=people.area_clerk, vendor="维修部", sent_date=TODAY, **given)
    return repair


def apply(people, asset, **more):
    """The keeper applies for its end."""
    given = {"cause": "wear", "reason": "使用八年，主板损坏", "by": people.staff, "at": AT, **more}
    return services.scrapping_apply(asset_id=asset.pk, **given)


INSPECTION = {
    "inspector": "县电子维修站",
    "inspection": "主板烧毁，无法修复",
    "hopeless": True,
    "inspected_date": TODAY,
}


def scrapped(people, asset, state, **more):
    """A scrapping that stands somewhere."""
    found = apply(people, asset, **more)
    given = {"scrapping_id": found.pk, "at": AT}
    steps = (
        lambda: services.scrapping_inspect(by=people.area_clerk, **INSPECTION, **given),
        lambda: services.scrapping_agree(by=people.dept_head, **given),
        lambda: services.scrapping_endorse(by=people.leader, **given),
        lambda: services.scrapping_approve(by=people.gm, **given),
        lambda: services.scrapping_handle(by=people.area_clerk, formalities="已报备", **given),
        lambda: services.scrapping_hand_in(by=people.admin, **given),
        lambda: services.scrapping_write_off(by=people.finance, **given),
    )
    way = [C.APPLIED, C.INSPECTED, C.HEAD, C.LEADER, C.APPROVED, C.HANDLED, C.BACK, C.WRITTEN_OFF]
    for step in steps[: way.index(state)]:
        step()
    found.refresh_from_db()
    assert found.status == state
    return found


@pytest.mark.handbook(82, 87)
def test_a_repair_is_filed_in_writing_first(people, asset):
    refused(lambda: reported(people, asset, fault=" "), 87, field="fault")
    with pytest.raises(Denied):
        reported(people, asset, by=second(people, "staff"))
    repair = reported(people, asset)
    assert repair.number == "WX2026-0001"
    refused(lambda: reported(people, asset), 87, words="WX2026-0001")
    given = {"repair_id": repair.pk, "at": AT}
    send = {"by": people.area_clerk, "vendor": "维修部", "sent_date": TODAY, **given}
    refused(lambda: services.repair_send(**send), 87, words="行政部备案")
    assert [one.post for one in inbox.pending(repair)] == ["admin"]
    services.repair_file(by=people.admin, **given)
    refused(lambda: services.repair_send(**send | {"vendor": ""}), 87, field="vendor")
    services.repair_send(**send)
    asset.refresh_from_db()
    assert asset.status == A.REPAIR
    mend = {"by": people.area_clerk, "result": "更换电源", "returned_date": TODAY, **given}
    refused(lambda: services.repair_mend(cost=Decimal(-1), **mend), 87, field="cost")
    services.repair_mend(cost=Decimal("180.00"), **mend)
    asset.refresh_from_db()
    assert (asset.status, asset.user_name) == (A.IN_USE, "卜小满")
    acts = list(asset.movements.order_by("pk").values_list("act", flat=True))
    assert acts[-2:] == ["repair", "mended"]
    assert list(inbox.pending(repair)) == []
    assert audit.verify().ok


@pytest.mark.handbook(87)
def test_a_repair_is_given_up_or_called_off(people, asset):
    repair = repaired(people, asset, F.OUT)
    given = {"repair_id": repair.pk, "by": people.area_clerk, "at": AT}
    refused(lambda: services.repair_give_up(reason="", **given), 87, field="reason")
    services.repair_give_up(reason="主板烧毁", **given)
    asset.refresh_from_db()
    assert asset.status == A.IN_USE
    again = repaired(people, asset, F.FILED)
    services.repair_cancel(repair_id=again.pk, reason="自行恢复", by=people.area_clerk, at=AT)
    in_store = idle_asset(people)
    out = reported(people, in_store, by=people.area_clerk)
    services.repair_file(repair_id=out.pk, by=people.admin, at=AT)
    send = {"repair_id": out.pk, "by": people.area_clerk, "at": AT}
    services.repair_send(vendor="维修部", sent_date=TODAY, in_warranty=True, **send)
    mend = {"result": "更换", "returned_date": TODAY, **send}
    refused(lambda: services.repair_mend(cost=Decimal(1), **mend), 87, field="cost")
    services.repair_mend(cost=Decimal(0), **mend)
    in_store.refresh_from_db()
    assert in_store.status == A.STOCK


@pytest.mark.handbook(87)
def test_the_database_repairs_nothing_unfiled_and_one_at_a_time(people, asset):
    repair = repaired(people, asset, F.REPORTED)
    with pytest.raises(IntegrityError, match="repair_is_filed_first"), transaction.atomic():
        Repair.objects.filter(pk=repair.pk).update(status=F.OUT)
    with pytest.raises(IntegrityError, match="repair_one_at_a_time"), transaction.atomic():
        Repair.objects.create(
            asset=asset, number="X", fault="X", reported_by_name="X", reported_date=TODAY
        )


@pytest.mark.handbook(0, 82, 89, 90)
def test_an_asset_is_scrapped_step_by_step(people, asset):
    found = scrapped(people, asset, C.WRITTEN_OFF)
    asset.refresh_from_db()
    assert found.number == "BF2026-0001"
    assert (asset.status, asset.scrapped_date) == (A.SCRAPPED, TODAY)
    assert not Custody.objects.filter(to_date=None).exists()
    assert joints.to_give_back(person()) == []
    acts = list(asset.movements.order_by("pk").values_list("act", flat=True))
    assert acts[-3:] == ["condemned", "handed_in", "off"]
    assert list(inbox.pending(found)) == []
    assert selectors.in_ledger(asset.asset_class_id, until=TODAY) == (0, 0)
    # None from the month of disposal on.
    services.month_charge(month=TODAY, by=people.finance, at=AT)
    assert DepreciationMonth.objects.get().count == 0
    assert audit.verify().ok


@pytest.mark.handbook(90)
@pytest.mark.parametrize("state", [C.APPLIED, C.INSPECTED, C.LEADER, C.APPROVED, C.HANDLED])
def test_nothing_is_written_off_before_its_turn(people, asset, state):
    found = scrapped(people, asset, state)
    refused(
        lambda: services.scrapping_write_off(scrapping_id=found.pk, by=people.finance, at=AT), 90
    )


@pytest.mark.handbook(89, 90)
def test_scrapping_needs_reason_inspection_and_formalities(people, asset):
    refused(lambda: apply(people, asset, reason=" "), 89, field="reason")
    refused(lambda: apply(people, asset, cause="person"), 91, field="culprit_id")
    with pytest.raises(Denied):
        apply(people, asset, by=second(people, "staff"))
    found = apply(people, asset)
    refused(lambda: apply(people, asset), 90, words="BF2026-0001")
    inspect = {"scrapping_id": found.pk, "by": people.area_clerk, "at": AT, **INSPECTION}
    refused(
        lambda: services.scrapping_inspect(**inspect | {"hopeless": False}), 89, field="hopeless"
    )
    services.scrapping_inspect(**inspect)
    approved = scrapped(people, idle_asset(people), C.APPROVED, by=people.office)
    handle = {"scrapping_id": approved.pk, "by": people.area_clerk, "at": AT}
    refused(lambda: services.scrapping_handle(formalities="", **handle), 90, field="formalities")
    # In store nobody answers for it; administration takes it all the same.
    services.scrapping_handle(formalities="已报备", **handle)
    services.scrapping_hand_in(scrapping_id=approved.pk, by=people.admin, at=AT)


@pytest.mark.handbook(89, 90)
@pytest.mark.parametrize(
    ("state", "post"),
    [(C.APPLIED, "area_clerk"), (C.INSPECTED, "dept_head"), (C.HEAD, "leader"), (C.LEADER, "gm")],
)
def test_what_is_not_agreed_to_is_used_on(people, asset, state, post):
    found = scrapped(people, asset, state)
    given = {"scrapping_id": found.pk, "by": getattr(people, post), "at": AT}
    services.scrapping_refuse(reason="可以修复", **given)
    asset.refresh_from_db()
    assert (asset.status, asset.user_name) == (A.IN_USE, "卜小满")
    apply(people, asset)


@pytest.mark.handbook(91)
def test_damage_by_a_person_is_paid_before_it_is_written_off(people, asset):
    culprit = {"cause": "person", "culprit_id": person().pk}
    found = scrapped(people, asset, C.BACK, **culprit)
    off = {"scrapping_id": found.pk, "by": people.finance, "at": AT}
    refused(lambda: services.scrapping_write_off(**off), 91)
    pay = {"basis": "net", "paid_date": TODAY, "penalty": "通报批评", **off}
    price = asset.price
    refused(
        lambda: services.scrapping_compensate(basis_amount=Decimal(1), amount=Decimal(1), **pay),
        91,
        field="basis_amount",
    )
    refused(
        lambda: services.scrapping_compensate(basis_amount=price, amount=Decimal(1), **pay),
        91,
        field="amount",
    )
    paid = {"basis_amount": price, "amount": price}
    ahead = pay | {"paid_date": TODAY + DAY}
    refused(lambda: services.scrapping_compensate(**paid, **ahead), 91, field="paid_date")
    with pytest.raises(Denied):
        services.scrapping_compensate(**paid, **pay | {"by": people.staff})
    with pytest.raises(Violation, match="重新打开"):
        services.scrapping_compensate(expected_version=0, **paid, **pay)
    with pytest.raises(IntegrityError, match="scrapping_damage_is_paid"), transaction.atomic():
        Scrapping.objects.filter(pk=found.pk).update(status="written_off", written_off_date=TODAY)
    found.refresh_from_db()
    services.scrapping_compensate(expected_version=found.version, **paid, **pay)
    services.scrapping_write_off(**off)


@pytest.mark.handbook(66, 91)
def test_a_county_reckons_a_compensation_from_the_original_price(people, asset):
    found = scrapped(people, asset, C.BACK, cause="person", culprit_id=person().pk)
    services.month_charge(month=TODAY, by=people.finance, at=AT)
    parameters.parameter_set(
        group=parameters.group("assets"), key="compensation_reading", value=2,
        valid_from=TODAY, by=people.director, at=AT,
    )  # fmt: skip
    net = asset.price - selectors.worn_of(asset)
    assert net < asset.price
    pay = {
        "scrapping_id": found.pk, "paid_date": TODAY, "penalty": "", "by": people.finance, "at": AT,
    }  # fmt: skip
    for basis, amount, field in (("net", net, "basis"), ("price", net, "basis_amount")):
        refused(
            lambda basis=basis, amount=amount: services.scrapping_compensate(
                basis=basis, basis_amount=amount, amount=amount, **pay
            ),
            91,
            field=field,
        )
    form = CompensateForm(record=found)
    assert (form["basis"].initial, form["amount"].initial) == ("price", asset.price)
    paid = services.scrapping_compensate(
        basis="price", basis_amount=asset.price, amount=asset.price, **pay
    )
    assert paid.amount == asset.price


@pytest.mark.handbook(83, 84)
def test_special_assets_go_only_to_those_with_a_valid_authorisation(people):
    car = AssetClass.objects.get(short="301")
    bring(people, P.REGISTERED, quantity=1, item="货车", asset_class_id=car.pk)
    asset = Asset.objects.get()
    driver = person("邰二")
    refused(lambda: issue(people, asset, person_id=driver.pk), 84, field="person_id")
    given = {"person_id": driver.pk, "asset_class_id": car.pk, "at": AT}
    days = {"trained_date": TODAY - DAY, "valid_until_date": TODAY}
    with pytest.raises(Denied):
        services.authorise(by=people.staff, **days, **given)
    services.authorise(by=people.area_clerk, **days, **given)
    later = AT + timedelta(days=1)
    refused(lambda: issue(people, asset, person_id=driver.pk, at=later), 84, field="person_id")
    issue(people, asset, person_id=driver.pk)
    assert selectors.authorisations().get().person == driver
    assert str(Authorisation.objects.get()) == "邰二 · 车辆"


@pytest.mark.handbook(88)
def test_a_finding_has_measure_owner_and_day_until_it_is_put_right(people, asset):
    given = {"asset_id": asset.pk, "by": people.area_clerk, "at": AT}
    told = {"text": "屏幕无防护", "measure": "加装护套", "owner_id": person().pk}
    for name in ("text", "measure"):
        refused(
            lambda name=name: services.finding_add(due_date=TODAY, **told | {name: " "}, **given),
            88,
            field=name,
        )
    refused(
        lambda: services.finding_add(due_date=TODAY - DAY, **told, **given), 88, field="due_date"
    )
    with pytest.raises(Denied):
        services.finding_add(due_date=TODAY, **told, **given | {"by": people.staff})
    finding = services.finding_add(due_date=TODAY, **told, **given)
    with pytest.raises(Denied):
        services.finding_done(finding_id=finding.pk, **given | {"by": people.staff})
    services.finding_done(finding_id=finding.pk, **given)
    finding.refresh_from_db()
    assert finding.done_date == TODAY


@pytest.mark.handbook(87, 90)
def test_papers_of_an_asset_are_seen_by_its_keeper_and_those_who_read_all(people, asset):
    repair = repaired(people, asset, F.REPORTED)
    found = apply(people, asset)
    other = second(people, "staff")
    for actor, sees in ((people.staff, True), (people.office, True), (other, False)):
        assert joints.may_see_repair(actor, repair) is sees
        assert joints.may_see_scrapping(actor, found) is sees
    assert selectors.about_assets(selectors.repairs(people.office), query="WX").count() == 1
    assert not selectors.about_assets(selectors.scrappings(people.office), state="back").exists()
