"""Signed up by somebody else: the desk that takes calls, the manager of a station."""

import pytest
from django.urls import reverse

from core.actor import Scope
from core.errors import Denied
from core.models import AuditEntry
from operations.stations.lifecycle import States
from operations.stations.models import Station, Village
from operations.training import selectors, services
from operations.training.lifecycle import U
from operations.training.models import SignUp
from tests import cast
from tests.operations.training.conftest import AT, VISITOR, bring, refused, sign_up, village, who
from tests.pages import text, told_at

ADD = "training:sign_up_add"


@pytest.fixture
def station(people) -> Station:
    """石桥村's, which is at work."""
    home = village()
    return Station.objects.create(
        slug="shiqiao",
        name="石桥村电商服务站",
        village=home,
        township=home.township,
        status=States.OPERATING,
    )


@pytest.fixture
def far(people) -> Village:
    """Another village of the township."""
    return Village.objects.create(code="980121101203", name="松岗村", township=village().township)


def typed(held, number: int, **more) -> dict:
    return {
        "class_id": held.pk, "name": "祝小满", "phone": f"199000060{number:02d}",
        "village_id": village().pk, "category": "farmer", "id_number": "", "consent": "on",
        "consent_way": "phone", **more,
    }  # fmt: skip


@pytest.mark.handbook(148, 149, 152)
def test_desk_and_station_sign_villagers_up_within_the_same_places(
    people, station, far, desk_of, monkeypatch
):
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)
    held = bring(people, capacity=1)
    manager = desk_of("station_mgr", scope=Scope("station", str(station.pk)))
    phone = desk_of("frontdesk")
    page = text(manager.get(reverse(ADD)))
    assert ("石桥村" in page, "松岗村" in page) == (True, False)
    assert "松岗村" in text(phone.get(reverse(ADD)))
    assert "剩余 1 个名额" in page
    assert told_at(manager.post(reverse(ADD), typed(held, 1, consent_way="")), "consent_way")
    assert told_at(phone.post(reverse(ADD), typed(held, 1, consent_way="site")), "consent_way")
    assert told_at(manager.post(reverse(ADD), typed(held, 1, village_id=far.pk)), "village_id")
    assert not SignUp.objects.exists()

    manager.post(reverse(ADD), typed(held, 1))
    one = SignUp.objects.get()
    assert (one.status, one.station, one.consent_way, one.on_site) == (
        U.PLACED, station, "phone", False,
    )  # fmt: skip
    noted = AuditEntry.objects.get(action="sign_up.add")
    assert "电话" in str(noted.changes["consent_way"])
    phone.post(reverse(ADD), typed(held, 2, village_id=far.pk, consent_way="paper"))
    other = SignUp.objects.exclude(pk=one.pk).get()
    assert (other.status, other.station, other.consent_way) == (U.WAITING, None, "paper")

    # The station sees its own people, masked, and signs them off; nobody else's.
    at = reverse("training:sign_up", args=[one.pk])
    shown = text(manager.get(at))
    assert ("电话中宣读并同意" in shown, "199****6001" in shown) == (True, True)
    assert manager.get(reverse("training:sign_up", args=[other.pk])).status_code == 404
    rows = text(manager.get(reverse("training:sign_ups")))
    assert (one.number in rows, other.number in rows) == (True, False)
    assert manager.get(reverse("training:classes")).status_code == 403
    assert desk_of("finance").get(reverse(ADD)).status_code == 403
    manager.post(f"{at}do/cancel/")
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.status, other.status) == (U.CANCELLED, U.PLACED)


@pytest.mark.handbook(148, 152)
def test_who_may_sign_whom_up_is_the_services_to_say(people, station, far):
    held = bring(people, capacity=5)
    manager = cast.actor("station_mgr", scope=Scope("station", str(station.pk)))
    there = {"village_id": far.pk, "consent_way": "desk"}
    with refused("服务站所服务的村", 148):
        services.sign_up_add(data=who(held, **there), by=manager, at=AT)
    with refused("电话、当面还是书面", 152):
        services.sign_up_add(data=who(held), by=people.frontdesk, at=AT)
    with refused("电话、当面还是书面", 152):
        services.sign_up_add(data=who(held, consent_way="x"), by=people.frontdesk, at=AT)
    with refused("电话、当面还是书面", 152):
        services.sign_up_add(data=who(held, consent_way="phone"), by=VISITOR, at=AT)
    made = sign_up(held, 9)
    with pytest.raises(Denied):
        services.sign_up_cancel(sign_up_id=made.pk, by=manager, at=AT)
    # A township station serves all villages of its township; a suspended one nobody.
    Station.objects.update(level=Station.Level.TOWNSHIP)
    served = services.sign_up_add(data=who(held, **there), by=manager, at=AT)
    assert (served.station, served.village) == (station, far)
    assert set(selectors.sign_ups(manager)) == {served}
    Station.objects.update(status=States.SUSPENDED)
    with pytest.raises(Denied):
        services.sign_up_add(data=who(held, 3, **there), by=manager, at=AT)
