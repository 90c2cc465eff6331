"""The fonds number, the units' codes, the terms by kind."""

from datetime import date

import pytest

from core.errors import Denied
from operations.archives import services
from operations.archives.models import ArchivesSetting
from operations.archives.services import ArchiveSettings
from operations.archives.settings import FilingPlan, setting
from operations.documents import filing
from operations.documents.incoming import filing as incoming_filing
from tests.operations.archives.conftest import AT, shelved
from tests.operations.documents.test_rules import refused

TODAY = AT.date()


def change(people, **more):
    values = {"fonds": "Z001", "units": setting("units", on=TODAY), "retention": {}, **more}
    return services.settings_change(data=ArchiveSettings(**values), by=people.office, at=AT)


@pytest.mark.handbook(26)
def test_a_new_fonds_number_opens_new_classes_and_leaves_numbers_given(people):
    before = shelved(people).number
    assert change(people, fonds="Z109") == ["fonds"]
    assert shelved(people).number == "Z109-WS·2026-D10-PPB-0001"
    assert before == "Z001-WS·2026-D10-PPB-0001"
    assert setting("fonds", on=date(2026, 3, 2)) == "Z001"
    assert change(people, fonds="Z109") == []
    assert ArchivesSetting.objects.count() == 1


@pytest.mark.handbook(26)
def test_units_and_terms_are_the_countys_own(people):
    units = {**setting("units", on=TODAY), "brand": "YXB"}
    terms = {"incoming": {"reference": "Y"}}
    assert change(people, units=units, retention=terms) == ["units", "retention"]
    plan = FilingPlan.load(TODAY)
    assert plan.unit_of("brand") == "YXB"
    assert plan.unit_of("nobody") == "BGS"
    assert plan.retention_of("incoming", "reference", "") == "Y"
    assert plan.retention_of("incoming", "policy", "D30") == "D30"
    assert plan.retention_of("outgoing", "letter", "") == "D10"


@pytest.mark.handbook(26)
def test_wrong_values_and_other_hands_are_refused(people):
    refused(lambda: change(people, fonds="109"), 26, field="fonds")
    refused(lambda: change(people, units={"brand": "X"}), 26, field="unit_brand")
    bad = {"incoming": {"policy": "D5"}}
    refused(lambda: change(people, retention=bad), 26, field="retention")
    with pytest.raises(Denied):
        services.settings_change(data=ArchiveSettings("Z109", {}, {}), by=people.leader, at=AT)
    assert not ArchivesSetting.objects.exists()


def test_what_binds_is_kept_longer_than_a_notice():
    assert filing.RETENTION["decision"] == "Y"
    assert filing.RETENTION["minutes"] == "D30"
    assert "notice" not in filing.RETENTION
    assert incoming_filing.RETENTION["policy"] == "D30"
