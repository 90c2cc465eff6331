"""The page of parameters: everybody reads what the rules work with, the keepers set it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from operations.documents.settings import setting as of_documents
from operations.stations.settings import setting
from tests.query_counts import LIST, own

INDEX = "console:parameters_of"


def at(desk, code="stations"):
    return desk.get(reverse(INDEX, args=[code])).content.decode()


def change(desk, key, code="stations", **data):
    day = data.pop("valid_from", timezone.localdate())
    address = reverse("console:parameter_set", args=[code, key])
    return desk.post(address, {**data, "valid_from": day.isoformat()})


def test_everybody_reads_what_holds_and_only_keepers_may_change(desk_of):
    for post, may in (("frontdesk", False), ("director", True), ("county_admin", True)):
        page = at(desk_of(post))
        assert "新设站点公示期" in page
        assert "5 工作日" in page
        assert ("parameters/stations/notice_days/" in page) == may


@pytest.mark.handbook(66)
def test_a_value_from_tomorrow_on_stands_beside_todays(desk_of):
    desk = desk_of("director")
    tomorrow = timezone.localdate() + timedelta(1)
    answer = change(desk, "notice_days", value=8, valid_from=tomorrow)
    assert answer.status_code == 302
    page = at(desk)
    assert f"自 {tomorrow.isoformat()} 起：8 工作日" in page
    assert (
        setting("notice_days", on=tomorrow),
        setting("notice_days", on=tomorrow - timedelta(1)),
    ) == (8, 5)


def test_a_mapping_has_a_field_for_each_part(desk_of):
    desk = desk_of("county_admin")
    days = {"office_review": 3, "leader_sign": 2, "director_sign": 2, "proof_check": 1}
    answer = change(desk, "step_days", "documents", **{f"value_{k}": v for k, v in days.items()})
    assert answer.status_code == 302
    assert of_documents("step_days", on=timezone.localdate()) == days
    form = desk.get(reverse("console:parameter_set", args=["documents", "step_days"]))
    assert "办公室核稿" in form.content.decode()
    assert "历次调整" in form.content.decode()


def test_lines_are_kept_one_a_line(desk_of):
    desk = desk_of("director")
    assert change(desk, "slots", "casework", value="09:00\n14:30\n").status_code == 302
    assert "09:00、14:30" in at(desk, "casework")


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_kept(desk_of):
    desk = desk_of("director")
    answer = change(desk, "notice_days", value=99)
    assert answer.status_code == 422
    assert "请填写 1 至 30 之间的整数" in answer.content.decode()
    assert 'value="99"' in answer.content.decode()
    assert setting("notice_days", on=timezone.localdate()) == 5


def test_others_are_refused_and_what_is_none_is_not_found(desk_of):
    assert change(desk_of("frontdesk"), "notice_days", value=6).status_code == 403
    desk = desk_of("director")
    assert change(desk, "no_such", value=6).status_code == 404
    assert desk.get(reverse(INDEX, args=["no-such"])).status_code == 404


def test_the_page_asks_little(desk_of, django_assert_max_num_queries):
    desk = desk_of("director")
    at(desk)
    with django_assert_max_num_queries(40) as asked:
        at(desk, "casework")
    assert len(own(asked.captured_queries)) <= LIST
