"""Parameters: from today on, by those who answer for the rules, each value within its bounds."""

from datetime import UTC, date, datetime, timedelta

import pytest

from core import parameters
from core.actor import Actor, Holding
from core.errors import Denied, Violation
from core.models.audit import AuditEntry
from core.parameters import Form, Parameter
from operations.stations.settings import setting

NOW = datetime(2026, 5, 6, 2, 0, tzinfo=UTC)
TODAY = date(2026, 5, 6)
DAY = timedelta(1)
DIRECTOR = Actor(7, "柏云舟", frozenset({Holding("director")}))
CLERK = Actor(8, "邰小满", frozenset({Holding("frontdesk")}))


def put(key, value, *, by=DIRECTOR, valid_from=TODAY, group="stations"):
    parameters.parameter_set(
        group=parameters.group(group),
        key=key,
        value=value,
        valid_from=valid_from,
        by=by,
        at=NOW,
    )


@pytest.mark.handbook(66)
def test_a_value_holds_from_its_day_and_not_before(in_county_a):
    put("notice_days", 9, valid_from=TODAY + DAY)
    assert [setting("notice_days", on=TODAY + n * DAY) for n in range(3)] == [5, 9, 9]
    entry = AuditEntry.objects.filter(action="parameter.set").latest("pk")
    assert entry.changes["value_set"] == {"old": "5 工作日", "new": "9 工作日"}
    assert entry.clauses == [66]


@pytest.mark.handbook(66)
def test_set_again_for_the_same_day_it_replaces(in_county_a):
    put("notice_days", 9)
    put("notice_days", 7)
    assert setting("notice_days", on=TODAY) == 7


@pytest.mark.handbook(66)
def test_what_was_reckoned_is_not_changed_afterwards(in_county_a):
    with pytest.raises(Violation) as refusal:
        put("notice_days", 9, valid_from=TODAY - DAY)
    assert (refusal.value.field, refusal.value.clauses[0].number) == ("valid_from", 66)
    assert setting("notice_days", on=TODAY) == 5


@pytest.mark.handbook(66)
def test_only_who_answers_for_the_rules_sets_them(in_county_a):
    with pytest.raises(Denied) as refusal:
        put("notice_days", 9, by=CLERK)
    assert refusal.value.needs == parameters.KEEPERS


def test_what_is_no_parameter_is_none(in_county_a):
    with pytest.raises(KeyError):
        put("no_such", 1)


@pytest.mark.handbook(66)
@pytest.mark.parametrize(
    ("form", "value", "place"),
    [
        (Form.NUMBER, 0, "value"),
        (Form.NUMBER, 31, "value"),
        (Form.NUMBERS, {"a": 3, "b": 31}, "value_b"),
        (Form.AMOUNTS, {"a": "-1"}, "value_a"),
        (Form.AMOUNTS, {"a": "viel"}, "value_a"),
        (Form.AMOUNTS, {"a": "NaN"}, "value_a"),
        (Form.TEXT, "字" * 401, "value"),
        (Form.LISTS, {"a": ["好"] * 41}, "value_a"),
        (Form.TIMES, ["8:30"], "value"),
        (Form.TIMES, ["25:00"], "value"),
        (Form.TIMES, [], "value"),
        (Form.TIMES, ["10:00", "09:00"], "value"),
        (Form.TIMES, ["09:00", "09:00"], "value"),
    ],
)
def test_a_value_out_of_bounds_names_its_place(form, value, place):
    with pytest.raises(Violation) as refusal:
        parameters.checked(Parameter("x", "参数", form, least=1, most=30), value)
    assert refusal.value.field == place


@pytest.mark.parametrize(
    ("form", "value", "kept", "words"),
    [
        (Form.NUMBER, "7", 7, "7 天"),
        (Form.NUMBERS, {"a": "7"}, {"a": 7}, "甲：7 天"),
        (Form.AMOUNTS, {"a": "3600.5"}, {"a": "3600.5"}, "甲：3600.5 天"),
        (Form.FLAG, True, True, "是"),
        (Form.FLAG, False, False, "否"),
        (Form.TEXT, " 值守 ", "值守", "值守 天"),
        (Form.TEXTS, {"a": "不属"}, {"a": "不属"}, "甲：不属 天"),
        (Form.LINES, ["同意。", " "], ["同意。"], "同意"),
        (Form.LISTS, {"a": []}, {"a": []}, "甲：—"),
        (Form.TIMES, ["08:30", "17:30"], ["08:30", "17:30"], "08:30、17:30"),
    ],
)
def test_a_value_is_kept_as_its_module_reads_it_and_told_in_words(form, value, kept, words):
    one = Parameter("x", "参数", form, unit="天", parts={"a": "甲"})
    assert parameters.checked(one, value) == kept
    assert parameters.in_words(one, kept) == words


def test_every_parameter_is_a_setting_of_its_module():
    groups = parameters.groups()
    assert len(groups) >= 8
    for group in groups:
        for one in group.parameters:
            assert one.key in group.defaults
            if one.form.in_parts and one.parts:
                assert set(one.parts) == set(group.defaults[one.key]), (group.code, one.key)
