"""Each rule says no with its clause, at its field, and yes to everything else."""

from datetime import date
from decimal import Decimal

import pytest

from core.errors import Violation
from operations.casework import rules

TODAY = date(2026, 3, 3)


def refused(call, *clauses: int, field: str = "") -> str:
    """The sentence of a refusal with these clauses."""
    with pytest.raises(Violation) as refusal:
        call()
    assert tuple(clause.number for clause in refusal.value.clauses) == clauses
    assert refusal.value.field == field
    return refusal.value.sentence


@pytest.mark.handbook(120)
def test_only_the_kinds_of_the_item_apply():
    rules.kind_may_apply(kind="coop", allowed=["coop"], labels={})
    rules.kind_may_apply(kind="coop", allowed=[], labels={})
    said = refused(
        lambda: rules.kind_may_apply(
            kind="person", allowed=["coop", "x"], labels={"coop": "合作社"}
        ),
        120,
        field="applicant",
    )
    assert "合作社、x" in said


@pytest.mark.handbook(120)
def test_a_child_under_fourteen_does_not_apply():
    rules.applicant_is_old_enough(born=None, on=TODAY)
    rules.applicant_is_old_enough(born=date(2012, 3, 3), on=TODAY)
    refused(
        lambda: rules.applicant_is_old_enough(born=date(2012, 3, 4), on=TODAY),
        120,
        field="id_number",
    )


@pytest.mark.handbook(120)
def test_an_organisation_gives_code_and_contact():
    rules.organisation_names_itself(is_organisation=False, credit_code="", contact="")
    rules.organisation_names_itself(is_organisation=True, credit_code="9198", contact="柏小满")
    refused(
        lambda: rules.organisation_names_itself(
            is_organisation=True, credit_code="", contact="柏小满"
        ),
        120,
        field="credit_code",
    )
    refused(
        lambda: rules.organisation_names_itself(
            is_organisation=True, credit_code="9198", contact=" "
        ),
        120,
        field="contact_name",
    )


@pytest.mark.handbook(135)
def test_somebody_without_a_phone_cannot_be_answered():
    rules.applicant_can_be_reached(phone="", kind="station")
    refused(lambda: rules.applicant_can_be_reached(phone="", kind="farmer"), 135, field="phone")


@pytest.mark.handbook(121)
def test_a_withdrawn_item_takes_no_new_case():
    rules.item_is_offered(offered=True, name="创业辅导")
    refused(lambda: rules.item_is_offered(offered=False, name="创业辅导"), 121, field="item")


@pytest.mark.handbook(121)
def test_a_station_takes_what_it_can():
    rules.station_may_offer(
        by_station=True, at_station=True, ability="V01", abilities=["V01"], name="代购"
    )
    rules.station_may_offer(
        by_station=False, at_station=True, ability="S01", abilities=[], name="创业辅导"
    )
    refused(
        lambda: rules.station_may_offer(
            by_station=True, at_station=True, ability="V02", abilities=["V01"], name="代销"
        ),
        121,
        field="item",
    )
    refused(
        lambda: rules.station_may_offer(
            by_station=False, at_station=False, ability="S18", abilities=[], name="结算"
        ),
        121,
        field="item",
    )


@pytest.mark.handbook(140)
def test_paid_work_comes_after_an_agreement():
    rules.agreement_is_named(needed=False, agreement="", fee=Decimal(0))
    rules.agreement_is_named(needed=True, agreement="代运营协议 2026-3", fee=Decimal(300))
    refused(
        lambda: rules.agreement_is_named(needed=True, agreement=" ", fee=Decimal(0)),
        140,
        field="agreement",
    )
    refused(
        lambda: rules.agreement_is_named(needed=False, agreement="", fee=Decimal(1)),
        140,
        field="agreement",
    )


@pytest.mark.handbook(135)
def test_what_is_missing_is_said_once():
    rules.missing_is_said_once(asked_before=0, missing=["身份证"])
    refused(lambda: rules.missing_is_said_once(asked_before=0, missing=[]), 135, field="missing")
    refused(
        lambda: rules.missing_is_said_once(asked_before=1, missing=["照片"]),
        135,
        field="missing",
    )


@pytest.mark.handbook(135)
def test_a_refusal_names_a_reason_of_the_list():
    rules.refusal_is_from_the_list(reason="false", reasons={"false"})
    refused(
        lambda: rules.refusal_is_from_the_list(reason="mood", reasons={"false"}),
        135,
        field="reason_code",
    )


@pytest.mark.handbook(139, 0)
def test_a_complaint_goes_to_somebody_else():
    rules.complaint_is_by_another(handler=3, first_handlers={1, 2})
    refused(
        lambda: rules.complaint_is_by_another(handler=2, first_handlers={1, 2}),
        139,
        0,
        field="handler",
    )


@pytest.mark.handbook(136)
@pytest.mark.parametrize("days", [0, 31])
def test_an_extension_is_of_one_to_thirty_days(days):
    refused(
        lambda: rules.extension_fits(days=days, extended=0, promise=5, legal=90), 136, field="days"
    )


@pytest.mark.handbook(136)
def test_an_extension_stays_within_the_legal_time():
    rules.extension_fits(days=5, extended=0, promise=5, legal=10)
    said = refused(
        lambda: rules.extension_fits(days=5, extended=2, promise=5, legal=10), 136, field="days"
    )
    assert "3" in said


@pytest.mark.handbook(136)
def test_a_promise_to_a_step_is_kept_once_while_handling():
    rules.promise_has_a_step(step="首次辅导", met=False, handling=True)
    refused(lambda: rules.promise_has_a_step(step="", met=False, handling=True), 136)
    refused(lambda: rules.promise_has_a_step(step="首次辅导", met=True, handling=True), 136)
    refused(lambda: rules.promise_has_a_step(step="首次辅导", met=False, handling=False), 136)


@pytest.mark.handbook(137, 139)
def test_a_rating_is_open_for_thirty_days_once():
    until = date(2026, 4, 2)
    rules.rating_is_open(rated=False, until=until, today=until)
    refused(lambda: rules.rating_is_open(rated=True, until=until, today=TODAY), 137)
    refused(lambda: rules.rating_is_open(rated=False, until=None, today=TODAY), 139)
    refused(lambda: rules.rating_is_open(rated=False, until=until, today=date(2026, 4, 3)), 139)


@pytest.mark.handbook(139)
def test_staff_do_not_rate():
    rules.rating_is_the_applicants(signed_in=False)
    refused(lambda: rules.rating_is_the_applicants(signed_in=True), 139)


@pytest.mark.handbook(137)
def test_the_top_three_of_five_are_satisfied():
    assert [level for level in range(7) if rules.is_satisfied(level)] == [3, 4, 5]
    assert [level for level in range(7) if rules.is_bad(level)] == [1, 2]
    refused(lambda: rules.level_is_known(level=6), 137, field="level")


@pytest.mark.handbook(138, 139)
def test_whoever_handled_it_does_not_call_back():
    rules.caller_is_another(caller={9}, handlers={1})
    refused(lambda: rules.caller_is_another(caller={1, 9}, handlers={1}), 138, 139, field="said")


@pytest.mark.handbook(138)
def test_a_call_back_is_described_before_it_is_closed():
    rules.call_is_described(reached=False, said="无人接听", measures="", closing=False)
    rules.call_is_described(reached=True, said="已说明", measures="重新办理", closing=True)
    for reached, said, measures, field in (
        (True, " ", "重新办理", "said"),
        (False, "无人接听", "重新办理", "reached"),
        (True, "已说明", "", "measures"),
    ):
        refused(
            lambda r=reached, s=said, m=measures: rules.call_is_described(
                reached=r, said=s, measures=m, closing=True
            ),
            138,
            field=field,
        )


@pytest.mark.handbook(138, 139)
def test_filing_waits_for_the_rating_and_its_settlement():
    until = date(2026, 4, 2)
    rules.archive_is_due(rated=True, until=until, today=TODAY, open_follow_up=False)
    rules.archive_is_due(rated=False, until=until, today=date(2026, 4, 3), open_follow_up=False)
    refused(
        lambda: rules.archive_is_due(rated=True, until=until, today=TODAY, open_follow_up=True), 138
    )
    refused(
        lambda: rules.archive_is_due(rated=False, until=until, today=TODAY, open_follow_up=False),
        139,
    )


@pytest.mark.handbook(121)
def test_a_full_slot_takes_nobody():
    rules.slot_is_free(taken=1, capacity=2)
    refused(lambda: rules.slot_is_free(taken=2, capacity=2), 121, field="slot")


@pytest.mark.handbook(121)
def test_a_complaint_is_entered_under_its_item():
    rules.complaint_is_entered_as_one(about=False, is_complaint_item=False)
    rules.complaint_is_entered_as_one(about=True, is_complaint_item=True)
    refused(
        lambda: rules.complaint_is_entered_as_one(about=True, is_complaint_item=False),
        121,
        field="item",
    )
