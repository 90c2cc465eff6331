"""The catalogue: what the file says about thirty items, and which files are refused."""

import re
import tomllib
from dataclasses import replace

import pytest

from operations.casework import catalogue
from operations.casework.catalogue import (
    APPLICANTS,
    CHANNELS,
    BrokenCatalogue,
    as_row,
    check_values,
    read,
    read_fields,
    read_materials,
)
from operations.staff import seeds
from operations.staff.rules import (
    SIX_ZONES,
    SYSTEMS,
    one_of_the_six_zones,
    one_of_the_three_systems,
)
from operations.stations.abilities import ABILITIES

ITEMS = read()
# Promises of handbook §2.3; where it says "—" the catalogue has its own.
PROMISES = {
    **{"S01": 5, "S02": 2, "S04": 10, "S05": 7, "S06": 7, "S07": 5, "S08": 30, "S11": 30},
    **{"S12": 3, "S13": 5, "S14": 15, "S15": 1, "S16": 2, "S17": 7, "S18": 5, "S19": 5, "S20": 5},
    **{"V01": 1, "V02": 7, "V03": 0, "V04": 0, "V05": 0, "V06": 0, "V07": 1, "V08": 2},
}
# The systems of §2.3; S16 stands in two there and in one here (R117).
SYSTEM_OF = dict(
    zip(
        [f"S{n:02d}" for n in range(1, 21)] + [f"V{n:02d}" for n in range(1, 11)],
        "TGTUUUUUUUUUUGUDGGGG" + "DUDDUDDGTD",
        strict=True,
    )
)
LETTERS = {"U": "upstream", "D": "downstream", "T": "training", "G": "general"}


def item(code):
    return next(one for one in ITEMS if one.code == code)


def by_code(test):
    return pytest.mark.parametrize("one", ITEMS, ids=lambda one: one.code)(test)


@pytest.mark.handbook(134)
def test_the_twenty_items_of_the_centre_come_first_with_coaching_then_ten_of_the_stations():
    codes = [one.code for one in ITEMS]
    assert codes == list(SYSTEM_OF)
    assert ITEMS[0].name == "创业辅导"
    assert [one.code for one in ITEMS if one.station] == list(ABILITIES)


@pytest.mark.handbook(117)
def test_every_item_belongs_to_exactly_one_system_and_all_systems_are_used():
    for one in ITEMS:
        one_of_the_three_systems(code=one.system)
    assert {one.code: one.system for one in ITEMS} == {
        code: LETTERS[letter] for code, letter in SYSTEM_OF.items()
    }
    assert {one.system for one in ITEMS} == {code for code, _name in SYSTEMS}


@pytest.mark.handbook(118)
def test_every_item_has_one_of_the_six_zones_for_home_and_all_six_are_used():
    for one in ITEMS:
        one_of_the_six_zones(code=one.zone)
    assert {one.zone for one in ITEMS} == {code for code, _name in SIX_ZONES}


@by_code
def test_a_department_has_people_with_the_skill_that_its_item_wants(one):
    if one.station:
        assert (one.department, one.skill) == ("", "")
        return
    assert one.department in {row[0] for row in seeds.DEPARTMENTS}
    clauses = {
        clause
        for code, _t, _m, wanted in seeds.ESTABLISHMENT
        if code == one.department
        for clause in wanted
    }
    skills = {
        skill
        for clause, _w, _t, everybody, names in seeds.REQUIREMENTS
        if everybody or clause in clauses
        for skill in names
    }
    assert not one.skill or one.skill in skills


@pytest.mark.handbook(140)
def test_items_are_free_and_say_so_or_want_an_agreement_first():
    charged = [one.code for one in ITEMS if not one.free]
    assert charged == ["S09", "S15", "S16", "V02"]
    for one in ITEMS:
        assert one.fee.startswith("免费") == one.free, one.code
        assert one.free or one.agreement, one.code
        assert one.free or "协议" in one.fee, one.code


def test_promises_are_those_of_the_handbook():
    assert {one.code: one.promise for one in ITEMS if one.code in PROMISES} == PROMISES
    assert {one.code for one in ITEMS} - set(PROMISES) == {"S03", "S09", "S10", "V09", "V10"}
    assert {one.code: one.urgent for one in ITEMS if one.urgent is not None} == {"S17": 1}


@by_code
def test_a_guide_reads_like_one(one):
    assert len(one.short) <= 20
    assert 2 <= one.what.count("。") <= 3
    assert one.what.endswith("。")
    assert not re.search(r"[〔\[]\d{4}[〕\]]", one.basis), "no document numbers are invented"
    texts = [one.name, one.who, one.what, one.basis, one.where, one.fee, *one.steps, *one.evidence]
    for text in [*texts, *(asked.label for asked in one.field)]:
        assert re.search(r"[\u4e00-\u9fff]", text)
        assert not re.search(r"[,;!?()]", text), f"half-width punctuation: {text}"
    # The columns that keep them.
    assert len(one.name) <= 40
    assert max(len(one.who), len(one.where), len(one.fee)) <= 200
    assert len(one.basis) <= 300


@by_code
def test_every_item_asks_something_and_notes_an_outcome(one):
    stages = [asked.stage for asked in one.field]
    assert "apply" in stages
    assert "finish" in stages
    assert stages == sorted(stages), "what is asked first stands first"
    for stage in ("apply", "finish"):
        assert any(asked.required for asked in one.field if asked.stage == stage)


def test_accounts_and_the_one_who_signed_are_private_and_nothing_else_is_asked_of_persons():
    private = [(one.code, f.key) for one in ITEMS for f in one.field if f.private]
    assert private == [("S18", "account"), ("V03", "account"), ("V04", "signed_by")]
    asked = {f.key for one in ITEMS for f in one.field}
    assert not asked & {"name", "id_number", "id_card", "phone", "mobile", "password"}


def test_the_six_fee_kinds_of_agency_work_and_one_other_can_be_chosen():
    kinds = next(f for f in item("S09").field if f.key == "fee_kinds")
    assert len(kinds.choices) == 7
    assert kinds.choices[-1] == "其他"


def test_what_the_handbook_limits_is_limited():
    def limits(code, key):
        one = next(f for f in item(code).field if f.key == key)
        return one.min, one.max

    assert limits("S05", "revisions") == (None, 3)
    assert limits("S11", "term") == (1, 3)
    assert limits("S10", "return_rate") == (None, 100)


def example(one):
    """Something that fits this field."""
    number = str(one.min if one.min is not None else 1)
    return (
        {
            "choice": one.choices[:1],
            "multi": list(one.choices[:2]),
            "date": "2026-11-03",
            "account": "6228480402564890018",
            "yesno": "是",
            "phone": "13812345678",
            "integer": number,
            "decimal": number,
            "money": number,
        }.get(one.type, "山核桃")
        if one.type != "choice"
        else one.choices[0]
    )


@by_code
def test_every_form_can_be_filled_in_and_read_again(one):
    for stage in ("apply", "finish"):
        typed = {asked.key: example(asked) for asked in one.field if asked.stage == stage}
        found = check_values(one.field, typed, stage=stage)
        assert list(found) == list(typed)
        assert check_values(one.field, found, stage=stage) == found
        said = dict(catalogue.shown(one.field, found))
        assert len(said) == len(found)
        assert "6228480402564890018" not in said.values()


@by_code
def test_fields_and_materials_survive_being_kept_as_json(one):
    assert read_fields([as_row(asked) for asked in one.field], item=one.code) == one.field
    assert read_materials([as_row(kept) for kept in one.material], item=one.code) == one.material


def test_fields_with_defaults_keep_short_rows():
    row = {"key": "goods", "label": "商品", "type": "text"}
    [field] = read_fields([row], item="X01")
    assert as_row(field) == row
    assert as_row(replace(field, choices=("甲",), required=True)) == {
        **row,
        "choices": ["甲"],
        "required": True,
    }


# Bad files. Each takes the good one below and spoils one line.
GOOD = """
version = 1

[[item]]
code = "S01"
name = "创业辅导"
short = "专人辅导"
system = "training"
zone = "merchants"
department = "general"
skill = "授课经验"
at_station = true
promise = 5
urgent = 2
legal = 10
free = true
fee = "免费"
agreement = false
who = "农户"
applicants = ["person", "farmer"]
what = "辅导。"
basis = "手册"
where = "窗口"
channels = ["window", "station"]
steps = ["申请", "辅导"]
evidence = ["记录"]
material = [{ key = "identity", name = "身份证", required = true }]
field = [
    { key = "stage", label = "阶段", type = "choice", choices = ["意向", "初创"] },
    { key = "sessions", label = "次数", type = "integer", min = 2, max = 9, stage = "finish" },
    { key = "account", label = "账号", type = "account", private = true },
]
"""


def written(tmp_path, text):
    file = tmp_path / "bad.toml"
    file.write_text(text, "utf-8")
    return file


def test_the_good_file_is_read(tmp_path):
    [one] = read(written(tmp_path, GOOD))
    assert (one.code, one.promise, one.urgent, one.legal) == ("S01", 5, 2, 10)
    assert [f.key for f in one.field] == ["stage", "sessions", "account"]


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('name = "创业辅导"', 'name = "创业辅导"\ncolour = "red"', "colour"),
        ('name = "创业辅导"', "", "name"),
        ('name = "创业辅导"', 'name = " "', "name"),
        ('name = "创业辅导"', "name = 7", "name"),
        ("专人辅导", "一" * 21, "short"),
        ('system = "training"', 'system = "sideways"', "system"),
        ('zone = "merchants"', 'zone = "kitchen"', "zone"),
        ('department = "general"', 'department = "magic"', "department"),
        ('department = "general"', "", "department"),
        ("at_station = true", "at_station = true\nstation = true", "department"),
        ("at_station = true", "", "at_station"),
        ('"window", "station"', '"window"', "at_station"),
        ('"window", "station"', '"station", "pigeon"', "channels"),
        ('channels = ["window", "station"]', "channels = []", "channels"),
        ('skill = "授课经验"', 'skill = "飞行"', "skill"),
        ("promise = 5", "promise = -1", "promise"),
        ("promise = 5", "promise = true", "promise"),
        ("promise = 5", 'promise = "5"', "promise"),
        ("legal = 10", "legal = 4", "legal"),
        ("urgent = 2", "urgent = 6", "urgent"),
        ("urgent = 2", "urgent = -1", "urgent"),
        ("urgent = 2", "urgent = 1.5", "urgent"),
        ("free = true", "free = false", "fee"),
        ('fee = "免费"', 'fee = "每次50元"', "fee"),
        ('free = true\nfee = "免费"', 'free = false\nfee = "每次50元"', "agreement"),
        ("agreement = false", 'agreement = "no"', "agreement"),
        ('"person", "farmer"', '"person", "ghost"', "applicants"),
        ('"person", "farmer"', "", "applicants"),
        ('"申请", "辅导"', "", "steps"),
        ('"申请", "辅导"', '"申请", "申请"', "steps"),
        ('"申请", "辅导"', '"申请", " "', "steps"),
        ('"申请", "辅导"', '"申请", 2', "steps"),
        ('["记录"]', "[]", "evidence"),
        ('["记录"]', '"记录"', "evidence"),
        ("required = true", 'required = "yes"', "material.identity.required"),
        ("required = true", "needed = true", "material.identity.needed"),
        ('key = "identity"', 'key = "身份证"', "material.身份证"),
        ("required = true }", 'required = true }, { key = "identity", name = "二" }',
         "material.identity"),
        ('type = "integer"', 'type = "number"', "field.sessions.type"),
        ('key = "sessions"', 'key = "stage"', "field.stage"),
        ('key = "sessions"', 'key = "Sessions"', "field.Sessions"),
        ('key = "sessions", ', "", "field.?.key"),
        ('label = "次数", ', "", "field.sessions.label"),
        ('label = "次数"', 'label = "次数", size = 3', "field.sessions.size"),
        (', choices = ["意向", "初创"]', "", "field.stage.choices"),
        ('choices = ["意向", "初创"]', 'choices = "意向"', "field.stage.choices"),
        ('choices = ["意向", "初创"]', 'choices = ["意向", "意向"]', "field.stage.choices"),
        ('type = "integer"', 'type = "integer", choices = ["一"]', "field.sessions.choices"),
        ("min = 2, max = 9", 'min = "2"', "field.sessions.min"),
        ("min = 2, max = 9", "min = 2, max = 1", "field.sessions.max"),
        ("min = 2, max = 9", "max = -1", "field.sessions.max"),
        ('type = "choice"', 'type = "choice", min = 1', "field.stage.min"),
        ('type = "choice"', 'type = "choice", unit = "个"', "field.stage.unit"),
        ('type = "choice"', 'type = "choice", private = true', "field.stage.private"),
        ('stage = "finish"', 'stage = "later"', "field.sessions.stage"),
        (", private = true", "", "field.account.private"),
        ('material = [{ key = "identity", name = "身份证", required = true }]', "material = 1",
         "material"),
    ],
)  # fmt: skip
def test_a_spoiled_item_is_refused_by_item_and_key(tmp_path, old, new, key):
    assert GOOD.count(old) == 1
    with pytest.raises(BrokenCatalogue) as caught:
        read(written(tmp_path, GOOD.replace(old, new)))
    assert (caught.value.item, caught.value.key) == ("S01", key)
    assert str(caught.value).startswith(f"S01: {key} ")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (GOOD + GOOD.replace("version = 1", ""), "S01"),
        (GOOD.replace("version = 1", "version = 2"), "version"),
        (GOOD.replace("version = 1", ""), "version"),
        (GOOD.replace("version = 1", 'version = 1\ntitle = "目录"'), "title"),
        ("version = 1", "item"),
        ("version = 1\nitem = []", "item"),
        ("version = 1\nitem = [1]", "item"),
        ('version = 1\n[item]\ncode = "S01"', "item"),
        ("version = ", ""),
    ],
)
def test_a_spoiled_file_is_refused_by_its_name(tmp_path, text, key):
    with pytest.raises(BrokenCatalogue) as caught:
        read(written(tmp_path, text))
    assert (caught.value.item, caught.value.key) == ("bad.toml", key)


def test_an_item_without_its_code_is_refused(tmp_path):
    with pytest.raises(BrokenCatalogue, match="code is missing"):
        read(written(tmp_path, GOOD.replace('code = "S01"', "")))


def test_the_file_writes_every_promise_and_leaves_no_key_unread():
    data = tomllib.loads(catalogue.CATALOGUE.read_text("utf-8"))
    rows = {row["code"]: row for row in data["item"]}
    for one in ITEMS:
        row = rows[one.code]
        assert {"station", "at_station", "agreement", "department", "skill"} <= row.keys()
        assert len(row["field"]) == len(one.field)
        assert set(row["applicants"]) <= set(APPLICANTS)
        assert set(row["channels"]) <= set(CHANNELS)
