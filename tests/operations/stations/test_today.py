"""What stations put on a day's workbench."""

from datetime import timedelta

import pytest
from django.utils import timezone

from console.home import registry
from core import audit
from operations.stations import forms, selectors, services, today
from operations.stations.models import Station
from tests.operations.stations.conftest import AT, DAY
from tests.operations.stations.people import ADMIN, CLERK, OFFICE, OPS, OTHER_TOWNSHIP, TOWNSHIP


def said(actor, day):
    return [str(line.text) for line in today.lines(actor, day)]


def test_a_notice_is_told_on_its_last_day_and_until_it_is_ended(on_notice):
    last = on_notice.notice_to_date
    assert selectors.notices_over(ADMIN, on=last - timedelta(1)).count() == 0
    assert said(ADMIN, last)[0] == "公示到期：石桥村电商服务站"
    late = today.lines(ADMIN, last + timedelta(3))[0]
    assert (str(late.text), late.tone) == (
        "公示已到期，请结束公示：石桥村电商服务站",
        registry.WARN,
    )
    services.notice_end(station_id=on_notice.pk, by=CLERK, at=AT + 14 * DAY)
    assert not any("公示" in line for line in said(ADMIN, last + timedelta(3))[:1])


@pytest.mark.handbook(145)
def test_a_rectification_is_told_when_due_and_louder_when_late(operating):
    at = AT + 30 * DAY
    due = timezone.localdate(at) + timedelta(10)
    services.rectification_order(
        station_id=operating.pk, due_date=due, by=OPS, at=at, reason="台账未登记"
    )
    assert said(OFFICE, due - timedelta(1)) == []
    assert today.lines(OFFICE, due)[0].tone == registry.WARN
    late = today.lines(OFFICE, due + timedelta(1))[0]
    assert late.tone == registry.BAD
    assert late.url == f"/console/stations/{operating.pk}/"


def test_an_agreement_is_told_a_month_before_its_end(operating):
    end = timezone.localdate(AT) + timedelta(400)
    Station.objects.filter(pk=operating.pk).update(agreement_to_date=end)
    assert said(OFFICE, end - timedelta(31)) == []
    assert said(OFFICE, end - timedelta(30)) == [
        f"协议将于 {end.isoformat()} 到期：石桥村电商服务站"
    ]
    assert said(OFFICE, end + timedelta(1)) == []


@pytest.mark.handbook(148)
def test_the_way_is_counted_of_what_one_may_see(on_notice):
    day = on_notice.notice_from_date
    assert said(TOWNSHIP, day) == ["筹建中站点 1 个（公示 1）"]
    assert said(OTHER_TOWNSHIP, day) == []


def test_the_form_has_every_field_in_one_of_its_parts(in_county_a):
    named = [name for _title, names in forms.FORM_A for name in names]
    assert sorted(named) == sorted(forms.StationForm().fields)


def test_each_opinion_reads_as_who_gave_it(on_notice):
    heads = [entry.headline for entry in audit.timeline(on_notice)]
    assert heads[-4:] == ["村级同意", "乡镇同意", "中心同意", "批准并公示"]
