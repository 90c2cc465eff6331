"""Codes that people type: what passes, and what each refusal says (handbook §3.7)."""

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import codes
from core.codes.identity import organisation_check, uscc_check
from core.codes.typed import plain, typed_year
from core.errors import Violation

TODAY = date(2026, 11, 24)


def refusal(check, *args, **kwargs):
    with pytest.raises(Violation) as caught:
        check(*args, **kwargs)
    return caught.value


@pytest.mark.parametrize(
    ("number", "born", "is_male"),
    [
        ("980121198503120014", date(1985, 3, 12), True),
        ("980121199207080024", date(1992, 7, 8), False),
        ("980121197901010430", date(1979, 1, 1), True),
        ("980121200002290162", date(2000, 2, 29), False),
    ],
)
def test_handbook_resident_ids_pass_and_tell_birth_and_sex(number, born, is_male):
    found = codes.read_resident_id(number, on=TODAY)
    assert (found.number, found.born_date, found.is_male) == (number, born, is_male)


def test_resident_id_is_folded_before_it_is_judged():
    assert codes.check_resident_id(" 98012119 8503-120014 ", on=TODAY) == "980121198503120014"
    assert (
        codes.check_resident_id("９８０１２１１９８５０３１２００１４", on=TODAY)
        == "980121198503120014"
    )


def test_small_x_at_the_end_is_raised():
    number = next(
        f"980121198503{day:02d}001X"
        for day in range(1, 29)
        if _checks(f"980121198503{day:02d}001") == "X"
    )
    assert codes.check_resident_id(number.lower(), on=TODAY) == number


def _checks(seventeen):
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return "10X98765432"[sum(w * int(c) for w, c in zip(weights, seventeen, strict=True)) % 11]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("98012119850312001", "17"),
        ("980121850312001", "15"),
        ("98012I198503120014", "I"),
        ("98012119850312001Y", "Y"),
        ("980121198513120014", "19851312"),
        ("980121190002290014", "19000229"),
        ("980121203003120010", "20300312"),
    ],
)
def test_refused_resident_ids_say_what_is_wrong(typed, says):
    violation = refusal(codes.check_resident_id, typed, on=TODAY, field="id_number")
    assert says in violation.sentence
    assert violation.field == "id_number"


def test_a_wrong_check_digit_does_not_reveal_the_right_one():
    violation = refusal(codes.check_resident_id, "980121198503120015", on=TODAY)
    assert "4" not in violation.sentence


@given(position=st.integers(0, 16), digit=st.integers(0, 9))
def test_one_wrong_digit_of_a_resident_id_is_always_found(position, digit):
    good = "980121198503120014"
    if good[position] == str(digit):
        return
    refusal(codes.check_resident_id, good[:position] + str(digit) + good[position + 1 :], on=TODAY)


USCCS = [
    "12980121MA0DEM013U",
    "91980121MA0DEM021H",
    "93980121MA0DEM03X3",
    "N2980121MA0DEM048Q",
    "92980121MA0DEM0561",
]


@pytest.mark.parametrize("code", USCCS)
def test_handbook_credit_codes_pass_with_village_collectives(code):
    assert codes.check_uscc(code.lower()) == code


@pytest.mark.parametrize("code", USCCS)
def test_last_character_changed_is_refused(code):
    other = "1" if code[-1] != "1" else "2"
    refusal(codes.check_uscc, code[:-1] + other)


def test_other_registrars_with_a_letter_pass():
    stem = "Y1980121MA0DEM04"
    seventeen = stem + organisation_check(stem[8:16])
    assert codes.check_uscc(seventeen + uscc_check(seventeen))[0] == "Y"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("91980121MA0DEM021", "17"),
        ("340882000012345", "15"),
        ("X1980121MA0DEM021H", "X"),
        ("91980121MAODEM021H", "0"),
        ("919801A1MA0DEM021H", "7"),
        ("91980121MA0DEM0?1H", "?"),
        ("91980121MA0DEM031H", "9"),
    ],
)
def test_refused_credit_codes_say_what_is_wrong(typed, says):
    assert says in refusal(codes.check_uscc, typed).sentence


def test_check_of_an_organisation_code_may_be_x_or_0():
    assert organisation_check("MA0DEM03") == "X"
    assert "0" in {organisation_check(f"MA0DE{n:03d}") for n in range(60)}


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("13812345678", "13812345678"),
        (" 138-1234-5678", "13812345678"),
        ("+86 138 1234 5678", "13812345678"),
        ("008613812345678", "13812345678"),
        ("１３８１２３４５６７８", "13812345678"),
    ],
)
def test_mobiles_are_stored_as_eleven_digits(typed, stored):
    assert codes.check_mobile(typed) == stored
    assert codes.check_phone(typed) == stored


@pytest.mark.parametrize(
    ("typed", "says"),
    [("1381234567", "10"), ("12812345678", "12"), ("138123456O8", "O"), ("", "11")],
)
def test_refused_mobiles_say_what_is_wrong(typed, says):
    assert says in refusal(codes.check_mobile, typed).sentence


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("0556-8921345", "0556-8921345"),
        ("(0556) 8921345", "0556-8921345"),
        ("010 62345678", "010-62345678"),
        ("02162345678", "021-62345678"),
        ("+86 556 8921345", "0556-8921345"),
        ("4008123123", "4008123123"),
        ("12345", "12345"),
        ("95598", "95598"),
        ("110", "110"),
    ],
)
def test_landlines_and_service_numbers_have_one_form(typed, stored):
    assert codes.check_phone(typed) == stored


@pytest.mark.parametrize("typed", ["8921345", "0556", "hello", "0156-8921345", ""])
def test_what_is_no_phone_is_refused_with_an_example(typed):
    assert "0556-8921345" in refusal(codes.check_phone, typed).sentence


def test_a_short_mobile_is_told_as_a_mobile():
    assert "10" in refusal(codes.check_phone, "1381234567").sentence


@pytest.mark.parametrize(
    ("typed", "code", "level", "parent"),
    [
        ("34", "34", "province", ""),
        ("340000", "34", "province", ""),
        ("340800", "3408", "prefecture", "34"),
        ("340882", "340882", "county", "3408"),
        ("340882000000", "340882", "county", "3408"),
        ("340882 100", "340882100", "township", "340882"),
        ("340882100000", "340882100", "township", "340882"),
        ("340882100201", "340882100201", "village", "340882100"),
    ],
)
def test_division_codes_of_every_level_are_read(typed, code, level, parent):
    division = codes.division_of(typed)
    assert (division.code, division.level, division.parent) == (code, level, parent)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", ""),
        ("34088", "5"),
        ("3408821O0201", "O"),
        ("040882100201", "0"),
        ("340082", "00"),
        ("3400821", "7"),
        ("340800100", "00"),
        ("340882600", "600"),
        ("340882100600", "600"),
    ],
)
def test_refused_division_codes_say_what_is_wrong(typed, says):
    assert says in refusal(codes.check_division_code, typed).sentence


def test_level_and_county_are_asked_for():
    code = codes.check_division_code("340882100201", level="village", within="340882")
    assert code == "340882100201"
    wrong_level = refusal(codes.check_division_code, "340882100", level="village")
    assert "12" in wrong_level.sentence
    foreign = refusal(
        codes.check_division_code, "340881100201", level="village", within="340882", field="v"
    )
    assert "340882" in foreign.sentence
    assert foreign.field == "v"


@pytest.mark.parametrize(
    ("code", "is_village", "with_similar"),
    [
        ("340882100201", True, True),
        ("340882100399", True, True),
        ("340882100001", False, False),
        ("340882100400", False, False),
        ("340882100500", False, True),
        ("340882100", False, False),
        ("34088210020X", False, False),
    ],
)
def test_administrative_villages_are_places_200_to_399(code, is_village, with_similar):
    assert codes.is_village_committee(code) is is_village
    assert codes.is_village_committee(code, similar_units=True) is with_similar


@given(st.text(st.characters(max_codepoint=0x7F) | st.sampled_from("　０９Ａａ－—王\u200b")))
def test_folding_twice_changes_nothing(typed):
    assert plain(plain(typed)) == plain(typed)


@given(st.text(max_size=24))
def test_no_input_makes_a_check_crash(typed):
    for check in (codes.check_uscc, codes.check_mobile, codes.check_phone, codes.division_of):
        try:
            check(typed)
        except Violation:
            continue
    with contextlib.suppress(Violation):
        codes.check_resident_id(typed, on=TODAY)


@pytest.mark.parametrize(
    ("typed", "year"),
    [("2026", 2026), ("9999", 9999), ("0000", None), ("202", None), ("２０２６", None), ("", None)],
)
def test_a_year_is_four_digits_of_the_calendar(typed, year):
    assert typed_year(typed) == year
