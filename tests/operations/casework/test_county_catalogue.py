"""The county's own hand on the catalogue (R136, R66, R121)."""

from datetime import date

import pytest

from core import audit
from core.errors import Denied, Violation
from operations.casework import selectors, services
from operations.casework.models import ItemForm, Promise, ServiceItem
from operations.casework.terms import fields_of, form_of, promise_of
from tests.operations.casework.conftest import AT, item, request_of

TODAY = date(2026, 3, 3)
FIELD = {"key": "brand", "label": "想用的店名", "type": "text", "required": True}


def promise(by, days=3, legal=8, since=TODAY, reason="提速", urgent=None):
    """A new promise for S01."""
    return services.promise_change(
        item_id=item("S01").pk,
        days=days,
        legal_days=legal,
        urgent_days=urgent,
        valid_from_date=since,
        by=by,
        at=AT,
        reason=reason,
    )


@pytest.mark.handbook(136)
def test_a_promise_holds_from_its_day(office):
    promise(office, since=date(2026, 4, 1))
    s01 = item("S01")
    assert promise_of(s01, on=TODAY).days == 5
    assert promise_of(s01, on=date(2026, 4, 1)).days == 3
    assert selectors.promises(on=date(2026, 4, 1))[s01.pk].days == 3
    assert audit.last(s01).action == "item.promise"


@pytest.mark.handbook(136)
@pytest.mark.parametrize(
    "values",
    [
        {"reason": " "},
        {"since": date(2026, 3, 2)},
        {"days": 9, "legal": 8},
        {"urgent": 4},
    ],
)
def test_a_promise_that_cannot_be_is_refused(office, values):
    with pytest.raises(Violation):
        promise(office, **values)
    assert Promise.objects.filter(item__code="S01").count() == 1


def test_one_promise_a_day(office):
    promise(office)
    with pytest.raises(Violation):
        promise(office, days=4)


def test_the_catalogue_is_kept_by_few(desk):
    with pytest.raises(Denied):
        promise(desk)


@pytest.mark.handbook(121)
def test_a_countys_own_field_is_asked_from_its_day_on(office, desk, submitted):
    s01 = item("S01")
    form = services.field_add(
        item_id=s01.pk, field=FIELD, valid_from_date=date(2026, 3, 4), by=office, at=AT
    )
    assert (form.version, form.own) == (2, ["brand"])
    assert form_of(s01, on=TODAY).version == 1
    assert [f.key for f in fields_of(form_of(s01, on=date(2026, 3, 4)))][-1] == "brand"
    assert submitted.form.version == 1
    from tests.operations.casework.conftest import DAY

    with pytest.raises(Violation) as refusal:
        services.case_register(data=request_of(), by=desk, at=AT + DAY)
    assert refusal.value.field == "details-brand"


@pytest.mark.parametrize(
    "field",
    [
        FIELD | {"key": "product"},
        FIELD | {"type": "colour"},
        FIELD | {"type": "choice"},
        FIELD | {"key": "Ü"},
        FIELD | {"type": "account"},
    ],
)
def test_a_field_that_cannot_be_asked_is_refused(office, field):
    with pytest.raises(Violation):
        services.field_add(
            item_id=item("S01").pk, field=field, valid_from_date=TODAY, by=office, at=AT
        )
    assert ItemForm.objects.filter(item__code="S01").count() == 1


def test_twenty_fields_of_its_own_and_no_more(office):
    ItemForm.objects.filter(item__code="S01").update(own=[f"f{n}" for n in range(20)])
    with pytest.raises(Violation):
        services.field_add(
            item_id=item("S01").pk, field=FIELD, valid_from_date=TODAY, by=office, at=AT
        )


def test_the_guides_words_are_corrected_with_a_trail(office):
    s01 = item("S01")
    changed = services.item_change(item_id=s01.pk, by=office, at=AT, where="二楼3号窗口")
    assert changed.where == "二楼3号窗口"
    assert audit.last(s01).changes["where"]["new"] == "二楼3号窗口"
    services.item_change(item_id=s01.pk, by=office, at=AT, where="二楼3号窗口")
    with pytest.raises(TypeError):
        services.item_change(item_id=s01.pk, by=office, at=AT, code="X")
    with pytest.raises(Violation):
        services.item_change(item_id=s01.pk, by=office, at=AT, short="长" * 61)


def test_withdrawn_and_offered_again(office):
    s01 = item("S01")
    with pytest.raises(Violation):
        services.item_withdraw(item_id=s01.pk, from_date=TODAY, by=office, at=AT, reason="")
    services.item_withdraw(item_id=s01.pk, from_date=TODAY, by=office, at=AT, reason="停办")
    assert not selectors.items(on=TODAY).filter(code="S01").exists()
    services.item_withdraw(item_id=s01.pk, from_date=None, by=office, at=AT, reason="恢复")
    assert selectors.items(on=TODAY).filter(code="S01").exists()


@pytest.mark.handbook(121)
def test_who_registers_what(in_county_a, desk, manager, station, handler):
    assert selectors.items_for(desk, on=TODAY).count() == 30
    at_station = selectors.items_for(manager, on=TODAY, station=station)
    codes = set(at_station.values_list("code", flat=True))
    assert codes & {"V01", "V03", "V04"} == {"V01", "V03", "V04"}
    assert "V02" not in codes
    assert not selectors.items_for(manager, on=TODAY).exists()


def test_an_item_without_form_or_promise_says_so(office):
    bare = ServiceItem.objects.create(code="X01", name="空", system="general", zone="service")
    with pytest.raises(Violation):
        form_of(bare, on=TODAY)
    with pytest.raises(Violation):
        promise_of(bare, on=TODAY)
    assert (
        services.field_add(
            item_id=bare.pk, field=FIELD, valid_from_date=TODAY, by=office, at=AT
        ).version
        == 1
    )
