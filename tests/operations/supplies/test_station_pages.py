"""The pages of a station's manager: the month's need and the signature, on a phone (R104, R109)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from operations.supplies import services
from operations.supplies.forms_station import NeedForm
from operations.supplies.lifecycle import S
from operations.supplies.models import Plan
from tests import cast
from tests.operations.mail.test_pages import DRAWN
from tests.operations.supplies.conftest import APRIL, AT, carry, item, need, scanner
from tests.pages import text, told_at


@pytest.fixture
def on_24_march(monkeypatch):
    """Pages ask the clock: it stands in the window."""
    monkeypatch.setattr(timezone, "now", lambda: AT)


@pytest.mark.handbook(103, 104)
def test_the_need_of_a_month_is_measured_by_the_standards_of_that_month(two, people, on_24_march):
    held = scanner(people, two)
    services.standard_set(
        item_id=held.item_id, quantity=3, period="held", station_id=two.ours.pk,
        from_date=APRIL, by=people.area_clerk, at=AT,
    )  # fmt: skip
    asked = NeedForm(actor=two.manager).fields[f"item_{held.item_id}"]
    assert "标准 3" in asked.help_text
    # From April on it may have three, so that the one it has need not come back.
    assert need(two, 扫码枪=2).lines.get().replaces is None


@pytest.mark.handbook(104, 106, 109, 148)
def test_a_managers_phone_hands_in_and_signs_in_few_taps(two, people, desk_of, on_24_march):
    url = lambda name, *args: reverse(f"supplies:{name}", args=args, urlconf="config.urls.county")  # noqa: E731 - short for many uses
    scanner(people, two)
    manager, neighbour = (
        desk_of("station_mgr", **two.desk),
        desk_of("station_mgr", **two.desk_of_neighbour),
    )
    clerk = desk_of("area_clerk")
    page = text(manager.get(url("need")))
    assert "热敏打印纸" in page
    assert "标准 6 卷" in page
    assert "现有 1，超出标准的须以旧换新" in page
    assert "墨水" not in page
    assert told_at(manager.post(url("need"), {}), "nothing")
    paper, gun = (f"item_{item(name).pk}" for name in ("热敏打印纸", "扫码枪"))
    assert told_at(manager.post(url("need"), {gun: "2"}), gun)
    assert not Plan.objects.exists()
    record = manager.post(url("need"), {paper: "6"})["Location"]
    found = Plan.objects.get()
    assert record == url("plan", found.pk)
    assert manager.get(url("need"))["Location"] == record
    assert "石桥村电商服务站" in text(manager.get(url("index")))
    assert "石桥村电商服务站" not in text(neighbour.get(url("index")))
    assert neighbour.get(record).status_code == 404
    assert desk_of("village").get(url("need")).status_code == 403
    for name in ("stock", "scraps", "purchases"):
        assert manager.get(url(name)).status_code == 403
    carry(people, S.READY, found)
    sign = url("plan_do", found.pk, "sign")
    assert "热敏打印纸 80×60 × 6 卷" in text(manager.get(sign))
    assert told_at(manager.post(sign, {"signature": ""}), "signature")
    assert neighbour.post(sign, {"signature": DRAWN}).status_code == 404
    manager.post(sign, {"signature": DRAWN})
    assert "已签字，待发放" in text(clerk.get(record))
    hand_out = url("plan_do", found.pk, "issue")
    assert "已签字" in text(clerk.get(hand_out))
    assert 'name="signature"' not in text(clerk.get(hand_out))
    assert "扫码枪" in text(manager.get(url("ledger")))
    assert "扫码枪" not in text(neighbour.get(url("ledger")))
    assert "石桥村电商服务站" in text(clerk.get(f"{url('ledger')}?department=stations"))
    for record_page in (url("urgents"), url("urgent_add"), url("add")):
        assert manager.get(record_page).status_code == 200
    begun = manager.post(url("urgent_add"), {"station_id": two.ours.pk, "reason": "断网"})
    assert begun.status_code == 302
    other = {"station_id": two.other.pk, "reason": "断网"}
    assert told_at(manager.post(url("urgent_add"), other), "station_id")
    add = f"{begun['Location']}do/line_add/"
    assert "热敏打印纸" in text(manager.get(add))
    assert "墨水" not in text(manager.get(add))
    # Whoever manages two stations says for which.
    cast.actor("station_mgr", scope=two.other.own_scope)
    assert "南坪村电商服务站" in text(manager.get(url("need")))
    assert told_at(manager.post(url("need"), {paper: "6"}), "station_id")
    manager.post(url("need"), {paper: "6", "station_id": two.other.pk})
    assert Plan.objects.filter(station=two.other, status=S.SUBMITTED).count() == 1
