"""The register of seals: two from birth, keepers, out of use."""

import pytest

from core import audit, inbox
from core.errors import Denied, Violation
from operations.seals import seeds, selectors, services
from operations.seals.lifecycle import S
from operations.seals.models import Seal
from tests.operations.seals.conftest import AT, apply, bring, refused, seal


@pytest.mark.handbook(26)
def test_a_county_begins_with_its_two_seals_once(people):
    seeds.template()
    assert list(Seal.objects.order_by("pk").values_list("name", flat=True)) == list(seeds.SEALS)


@pytest.mark.handbook(26)
def test_the_office_enters_seals_with_fit_keepers(people):
    made = services.seal_add(
        name="财务专用章", keeper_id=people.admin.user_id, place="保险柜", by=people.office, at=AT
    )
    assert made.keeper_name == people.admin.name
    add = {"by": people.office, "at": AT}
    refused(lambda: services.seal_add(name="公章", **add), 26, field="name")
    for keeper in (people.village.user_id, 999_999):
        refused(
            lambda keeper=keeper: services.seal_add(name="新章", keeper_id=keeper, **add),
            26,
            field="keeper_id",
        )
    with pytest.raises(Denied):
        services.seal_add(name="新章", by=people.leader, at=AT)


@pytest.mark.handbook(26)
def test_what_waits_goes_to_the_new_keeper(people):
    use = bring(people, S.APPROVED)
    assert [(one.post, one.user_id) for one in inbox.pending(use)] == [("office", None)]
    change = {"seal_id": seal().pk, "by": people.office, "at": AT}
    services.seal_change(keeper_id=people.admin.user_id, place="一楼", **change)
    assert [one.user_id for one in inbox.pending(use)] == [people.admin.user_id]
    assert not selectors.is_keeper(seal(), people.office)
    services.seal_change(keeper_id=people.admin.user_id, place="二楼", **change)
    assert audit.last(seal()).changes
    with pytest.raises(Violation):
        services.seal_change(expected_version=0, **change)
    stamp = {"use_id": use.pk, "impressions": 3, "at": AT}
    refused(lambda: services.seal_stamp(by=people.office, **stamp), 26, words=people.admin.name)
    services.seal_stamp(by=people.admin, **stamp)


@pytest.mark.handbook(26)
def test_a_keeper_who_left_is_stood_in_for_by_the_office(people):
    from accounts.models import User

    services.seal_change(seal_id=seal().pk, keeper_id=people.admin.user_id, by=people.office, at=AT)
    User.objects.filter(pk=people.admin.user_id).update(is_active=False)
    use = bring(people, S.APPROVED)
    assert [one.post for one in inbox.pending(use)] == ["office"]
    services.seal_stamp(use_id=use.pk, impressions=1, by=people.office, at=AT)


@pytest.mark.handbook(26)
def test_a_seal_ends_with_a_reason_when_nothing_is_open(people):
    use = apply(people)
    end = {"seal_id": seal().pk, "by": people.office, "at": AT}
    refused(lambda: services.seal_end(reason="磨损", **end), 26, words=use.number)
    services.seal_use_refuse(use_id=use.pk, reason="无需用印", by=people.leader, at=AT)
    refused(lambda: services.seal_end(reason="", **end), 26, field="reason")
    services.seal_end(reason="磨损，已交公安机关销毁", **end)
    refused(lambda: services.seal_end(reason="再次", **end), 26, words="停用")
    refused(lambda: services.seal_change(seal_id=end["seal_id"], by=people.office, at=AT), 26)
    refused(lambda: apply(people, seal_id=end["seal_id"]), 26, field="seal_id")
    # The name is free for the new one.
    services.seal_add(name="公章", by=people.office, at=AT)
