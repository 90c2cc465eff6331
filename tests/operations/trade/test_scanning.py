"""Scans of labels: each visitor once within minutes, nobody remembered, many at once."""

import pytest
from django.urls import reverse

from core import audit
from core.errors import Denied
from operations.trade import selectors, services
from operations.trade.models import Scan, ScanSalt, TradeSetting
from tests.operations.trade.conftest import AT, DAY, TODAY, bring, refused
from tests.pages import text, told_at

MINUTE = DAY / 1440


@pytest.mark.handbook(117)
def test_one_visitor_counts_once_within_minutes_and_each_label_for_itself(people):
    batch = bring(people, labels=3)

    def scan(who="甲", serial=1, region="", later=0):
        at = AT + later * MINUTE
        return services.scan_count(batch=batch, serial=serial, who=who, region=region, at=at)

    assert [scan(), scan(later=3), scan(later=9), scan("乙"), scan(serial=2)] == [1, 0, 0, 1, 1]

    def seen(serial):
        found = selectors.seen(batch, serial, on=TODAY)
        return found.scans, found.copied

    assert scan(later=11)
    assert not scan(later=20)
    assert seen(1) == (3, False)
    scan("丙", region="演示省东江市")
    assert seen(1) == (4, False)
    scan("丁", region="演示省西岭市")
    assert seen(1) == (5, True)
    scan("戊", 2, region="演示省东江市")
    assert seen(2) == (2, False)
    assert selectors.scanned(batch) == {"scans": 7, "labels": 2}
    TradeSetting.objects.create(key="warn_from_scan", value=2, valid_from_date=TODAY)
    assert [one.serial for one in selectors.doubts()] == [1]
    scan("己", 2)
    found = selectors.with_counts(selectors.doubts())
    assert [(one.serial, one.seen, one.places) for one in found] == [(1, 5, 2), (2, 3, 1)]


@pytest.mark.handbook(117)
def test_a_label_in_doubt_is_settled_and_counted_no_more_until_it_is_scanned_on(people, desk_of):
    batch = bring(people, labels=3)

    def scan(times, serial=1, region=""):
        for number in range(times):
            who = f"{serial}{region}{number}{Scan.objects.count()}"
            services.scan_count(batch=batch, serial=serial, who=who, region=region, at=AT)

    def settle(verdict, serial=1, note="电话核实：同一买家多次扫码", by=people.ops):
        given = {"batch_id": batch.pk, "by": by, "at": AT}
        return services.label_settle(serial=serial, verdict=verdict, note=note, **given)

    def in_doubt():
        return list(selectors.doubts().order_by("serial").values_list("serial", flat=True))

    scan(5)
    scan(6, serial=2)
    assert in_doubt() == [1, 2]
    with refused("看起来不像复制", 117):
        settle("genuine", serial=3)
    with refused("如何查明", 117):
        settle("genuine", note=" ")
    with pytest.raises(Denied):
        settle("genuine", by=people.office)
    found = settle("genuine")
    assert (found.scans, found.settled_by_name, found.settled_at) == (5, people.ops.signature, AT)
    assert in_doubt() == [2]
    assert not selectors.seen(batch, 1, on=TODAY).copied
    said = audit.timeline(batch).get(action="batch.settle_label")
    assert (said.note, said.changes["label_number"]) == ("电话核实：同一买家多次扫码", 1)
    # More scans than were looked into, or another region, bring it up again; a copy stays one.
    scan(4)
    assert in_doubt() == [2]
    scan(1)
    assert in_doubt() == [1, 2]
    settle("genuine")
    scan(1, region="东江市")
    scan(1, region="西岭市")
    assert in_doubt() == [1, 2]
    settle("copy")
    settle("withdrawn", serial=2)
    scan(9)
    scan(9, serial=2)
    assert in_doubt() == []
    assert [selectors.seen(batch, one, on=TODAY).copied for one in (1, 2, 3)] == [1, 1, 0]

    desk = desk_of("ops")
    copies, at = reverse("trade:copies"), reverse("trade:batch", args=[batch.pk])
    shown = text(desk.get(copies))
    assert "没有疑似复制的标签" in shown
    assert "电话核实" in shown
    assert "疑似复制的标签：" not in text(desk.get("/console/"))
    # What turned out to be otherwise is said anew.
    wrong = desk.post(f"{at}do/settle_label/", {"serial": 2, "verdict": "lost", "note": ""})
    assert told_at(wrong, "note")
    assert told_at(wrong, "verdict")
    desk.post(f"{at}do/settle_label/", {"serial": 2, "verdict": "genuine", "note": "已找回"})
    assert selectors.seen(batch, 2, on=TODAY).verdict == "genuine"


@pytest.mark.handbook(117, 152)
def test_who_scanned_cannot_be_told_and_the_days_salt_goes(people):
    batch = bring(people, labels=1)
    given = {"batch": batch, "serial": 1, "who": "203.0.113.7|Phone", "region": ""}
    services.scan_count(at=AT, **given)
    services.scan_count(at=AT + DAY, **given)
    rows = list(Scan.objects.order_by("day"))
    assert len({one.visitor for one in rows}) == 2
    assert "203.0.113.7" not in "".join(str(vars(one)) for one in rows)
    assert list(ScanSalt.objects.values_list("day", flat=True)) == [TODAY + DAY]
