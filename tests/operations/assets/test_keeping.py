"""Entered, issued against a signature, handed over by both, given back (R78–R82, R86)."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from core import attachments, audit
from core.errors import Denied, Violation
from operations.assets import joints, selectors, services
from operations.assets.lifecycle import A, P
from operations.assets.models import Asset, Custody, Movement
from tests.operations.assets.conftest import (
    AT,
    TODAY,
    bring,
    card,
    department,
    drawn,
    idle_asset,
    person,
    refused,
)


def issue(people, asset, **more):
    """The clerk issues it."""
    values = {
        "person_id": person().pk,
        "department_id": department().pk,
        "place": "二楼",
        "signature": drawn(),
        "by": people.area_clerk,
        "at": AT,
        **more,
    }
    return services.asset_issue(asset_id=asset.pk, **values)


@pytest.mark.handbook(78)
def test_goods_are_entered_with_every_column(people):
    request = bring(people, P.ACCEPTED)
    given = {"request_id": request.pk, "by": people.area_clerk, "at": AT}
    for name in ("model", "manufacturer", "warranty", "place"):
        refused(
            lambda name=name: services.purchase_register(**card(**{name: ""}), **given),
            78,
            field=name,
        )
    refused(
        lambda: services.purchase_register(serials="S1", **card(), **given), 78, field="serials"
    )
    assert not Asset.objects.exists()
    services.purchase_register(serials="S1\n\n S2 ", **card(), **given)
    first, second = Asset.objects.order_by("number")
    assert (first.serial_number, second.serial_number) == ("S1", "S2")
    assert first.accepter_name == people.area_clerk.name
    assert first.kept_for == request
    assert [line.act for line in first.movements.all()] == ["entered"]


@pytest.mark.handbook(78)
def test_each_class_counts_alone_and_without_gaps(people):
    from operations.assets.models import AssetClass

    bring(people, P.REGISTERED, quantity=1)
    projector = AssetClass.objects.get(short="202")
    bring(people, P.REGISTERED, quantity=1, item="投影仪", asset_class_id=projector.pk)
    bring(people, P.REGISTERED, quantity=1)
    assert list(Asset.objects.order_by("pk").values_list("number", flat=True)) == [
        "980121-102-2026-0001",
        "980121-202-2026-0001",
        "980121-102-2026-0002",
    ]


@pytest.mark.handbook(78)
def test_the_database_keeps_no_card_with_an_empty_column(people):
    asset = idle_asset(people)
    for name in ("model", "warranty", "manufacturer"):
        with pytest.raises(IntegrityError, match="asset_card_is_complete"), transaction.atomic():
            Asset.objects.filter(pk=asset.pk).update(**{name: ""})


@pytest.mark.handbook(81, 82, 86)
def test_nothing_is_issued_without_the_signature(people):
    asset = idle_asset(people)
    refused(lambda: issue(people, asset, signature=None), 81, field="signature")
    refused(lambda: issue(people, asset, place=""), 78, field="place")
    away = person("离岗", status="left", left_date=TODAY)
    refused(lambda: issue(people, asset, person_id=away.pk), 86, field="person_id")
    with pytest.raises(Denied):
        issue(people, asset, by=people.staff)
    asset.refresh_from_db()
    assert asset.status == A.STOCK
    assert not Custody.objects.exists()
    issue(people, asset)
    asset.refresh_from_db()
    assert (asset.status, asset.user_name) == (A.IN_USE, "卜小满")
    line = asset.movements.get(act="issued")
    assert attachments.of(line, kind="signature_taker").count() == 1
    assert selectors.signatures([line])[line.pk][0].kind == "signature_taker"
    with pytest.raises(Violation):
        issue(people, asset)
    assert audit.verify().ok


@pytest.mark.handbook(86)
def test_the_database_knows_one_keeper(people):
    asset = idle_asset(people)
    issue(people, asset)
    with pytest.raises(IntegrityError, match="asset_one_keeper"), transaction.atomic():
        Custody.objects.create(
            asset=asset, person=person("邰二"), department=department(), from_date=TODAY
        )


@pytest.mark.handbook(72)
def test_what_is_set_aside_goes_to_the_department_that_asked(people):
    bring(people, P.REGISTERED, quantity=1)
    asset = Asset.objects.get()
    refused(
        lambda: issue(people, asset, department_id=department("tech").pk),
        72,
        field="department_id",
    )
    issue(people, asset)
    asset.refresh_from_db()
    assert asset.kept_for is None


@pytest.mark.handbook(82, 86)
def test_a_transfer_is_signed_by_both_and_has_one_keeper_throughout(people):
    asset = idle_asset(people)
    issue(people, asset)
    given = {"asset_id": asset.pk, "by": people.area_clerk, "at": AT}
    to = {"department_id": department("tech").pk, "place": "三楼"}
    hand_over = lambda **more: services.asset_hand_over(**given, **more)  # noqa: E731
    take_over = lambda **more: services.asset_take_over(**given, **{**to, **more})  # noqa: E731
    refused(lambda: hand_over(signature=None), 81, field="signature")
    hand_over(signature=drawn())
    assert Custody.objects.get(to_date=None).person == person()
    services.asset_call_off(reason="对方出差", **given)
    hand_over(signature=drawn())
    refused(lambda: take_over(person_id=person().pk, signature=drawn()), 86, field="person_id")
    other = person("邰二")
    refused(lambda: take_over(person_id=other.pk, signature=None), 81, field="signature")
    take_over(person_id=other.pk, signature=drawn())
    asset.refresh_from_db()
    assert (asset.status, asset.user_name, asset.place) == (A.IN_USE, "邰二", "三楼")
    assert asset.department == department("tech")
    assert Custody.objects.get(to_date=None).person == other
    acts = list(asset.movements.order_by("pk").values_list("act", flat=True))
    assert acts == ["entered", "issued", "sent", "received", "sent", "received"]


@pytest.mark.handbook(82)
def test_giving_back_is_signed_by_both(people):
    asset = idle_asset(people)
    issue(people, asset)
    given = {"asset_id": asset.pk, "place": "库房", "by": people.office, "at": AT}
    for one, other, field in (
        (None, drawn(), "signature"),
        (drawn(), None, "signature_taker"),
    ):
        refused(
            lambda one=one, other=other: services.asset_give_back(
                signature=one, signature_taker=other, **given
            ),
            81,
            field=field,
        )
    services.asset_give_back(signature=drawn(), signature_taker=drawn(), **given)
    asset.refresh_from_db()
    assert (asset.status, asset.place, asset.user_name) == (A.STOCK, "库房", "无（库存）")
    assert not Custody.objects.filter(to_date=None).exists()
    assert len(selectors.signatures([asset.movements.get(act="returned")])) == 1


@pytest.mark.handbook(82)
def test_the_trail_is_never_changed(people):
    asset = idle_asset(people)
    for change in (
        lambda: Movement.objects.filter(asset=asset).update(note="改"),
        lambda: Movement.objects.filter(asset=asset).delete(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


@pytest.mark.handbook(78, 82)
def test_it_is_put_elsewhere_by_those_who_keep_the_ledger(people):
    asset = idle_asset(people)
    given = {"asset_id": asset.pk, "at": AT}
    with pytest.raises(Denied):
        services.asset_place(place="三楼", by=people.staff, **given)
    with pytest.raises(Violation, match="重新打开"):
        services.asset_place(place="三楼", by=people.office, expected_version=9, **given)
    version = asset.version
    services.asset_place(place="三楼", by=people.office, expected_version=version, **given)
    asset.refresh_from_db()
    assert asset.place == "三楼"


@pytest.mark.handbook(86)
def test_whoever_leaves_gives_back_what_they_keep(people):
    from operations.staff import clearance

    asset = idle_asset(people)
    keeper = person(user_id=people.staff.user_id)
    issue(people, asset, person_id=keeper.pk)
    assert [one.text for one in clearance.open_items(keeper) if one.source == "assets"] == [
        f"{asset.number} 笔记本电脑 尚未交回"
    ]
    assert selectors.assets(people.staff).get() == asset
    assert joints.may_see_asset(people.staff, asset)
    services.asset_give_back(
        asset_id=asset.pk, place="库房", signature=drawn(), signature_taker=drawn(),
        by=people.office, at=AT,
    )  # fmt: skip
    assert joints.to_give_back(keeper) == []
    assert not selectors.assets(people.staff).exists()


@pytest.mark.handbook(72)
def test_what_nobody_comes_for_is_idle_again(people):
    bring(people, P.REGISTERED, quantity=1)
    asset = Asset.objects.get()
    given = {"asset_id": asset.pk, "reason": "部门不再需要", "at": AT}
    with pytest.raises(Denied):
        services.asset_release(by=people.staff, **given)
    with pytest.raises(Violation, match="重新打开"):
        services.asset_release(by=people.office, expected_version=9, **given)
    assert not selectors.idle(asset.asset_class_id).exists()
    version = asset.version
    services.asset_release(by=people.office, expected_version=version, **given)
    assert selectors.idle(asset.asset_class_id).get() == asset
    refused(lambda: services.asset_release(by=people.office, **given), 72)
