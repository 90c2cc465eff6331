"""How personal data looks by default, and the limits on what leaves a county."""

from datetime import date

import pytest

from core import privacy


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张三", "张*"),
        ("王小明", "王*明"),
        ("欧阳小明", "欧**明"),
        ("阿卜杜拉·买买提", "阿****提"),
        ("李", "*"),
        (" ", ""),
    ],
)
def test_names(name, masked):
    assert privacy.mask_name(name) == masked


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("13812345678", "138****5678"),
        ("0556-8921345", "0556-****345"),
        ("12345", "12345"),
        ("4008123123", "*******123"),
    ],
)
def test_phones(phone, masked):
    assert privacy.mask_phone(phone) == masked


@pytest.mark.parametrize(
    ("number", "masked"), [("980121198503120014", "980*************14"), ("12345", "*****")]
)
def test_id_numbers_show_first_three_and_last_two(number, masked):
    assert privacy.mask_id(number) == masked


@pytest.mark.parametrize(
    ("account", "masked"), [("6222020200112233445", "****3445"), ("123", "****"), ("", "")]
)
def test_accounts_show_the_last_four(account, masked):
    assert privacy.mask_account(account) == masked


@pytest.mark.handbook(154)
@pytest.mark.parametrize(
    ("count", "shown"), [(0, "0"), (1, "<3"), (2, "<3"), (3, "3"), (120, "120")]
)
def test_small_cells_name_nobody(count, shown):
    assert privacy.small_cell(count) == shown


@pytest.mark.handbook(155)
@pytest.mark.parametrize(
    ("kind", "closed", "ends"),
    [
        ("bill_payment", date(2026, 1, 15), date(2026, 7, 15)),
        ("parcel", date(2026, 8, 31), date(2027, 2, 28)),
        ("training", date(2026, 11, 24), date(2031, 11, 24)),
        ("case", date(2026, 12, 31), date(2029, 12, 31)),
        ("agreement", date(2024, 2, 29), date(2034, 2, 28)),
    ],
)
def test_default_retention(kind, closed, ends):
    assert privacy.retention_ends(kind, closed) == ends
