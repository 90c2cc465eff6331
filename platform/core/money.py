"""Money: Decimal yuan, rounded half up; amounts and dates in capital numerals (handbook §3.5)."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")
LIMIT = Decimal(10) ** 16


def to_cents(amount: Decimal) -> Decimal:
    """Round to whole fen, half up: 0.005 → 0.01, −0.005 → −0.01."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def yuan(amount: Decimal) -> str:
    """Figures as forms show them: ¥1,409.50."""
    rounded = to_cents(amount)
    sign = "-" if rounded < 0 else ""
    return f"{sign}¥{abs(rounded):,.2f}"


def capital(amount: Decimal) -> str:
    """An amount in capital numerals: 1409.50 → 人民币壹仟肆佰零玖元伍角.

    Raises ValueError for fractions of a fen (round first: cutting silently is how amounts go
    wrong) and from 10¹⁶ yuan on. 整 closes amounts that end at 元 only; the optional 零 before
    仟 or 角 is left out, as bank forms print it.
    """
    if amount != to_cents(amount):
        raise ValueError("capital() takes whole fen; round with to_cents() first")
    if abs(amount) >= LIMIT:
        raise ValueError("capital() takes amounts below 10**16 yuan")
    fen_total = int(abs(amount) * 100)
    whole, jiao, fen = fen_total // 100, fen_total // 10 % 10, fen_total % 10
    sign = "负" if amount < 0 and fen_total else ""
    return f"人民币{sign}{_yuan_part(whole, jiao, fen)}{_small_part(whole, jiao, fen)}"


def _yuan_part(whole: int, jiao: int, fen: int) -> str:
    if not whole and (jiao or fen):
        return ""
    return f"{_integer(whole) or '零'}元"


def _small_part(whole: int, jiao: int, fen: int) -> str:
    if not jiao and not fen:
        return "整"
    tenths = f"{_DIGITS[jiao]}角" if jiao else ("零" if whole else "")
    return tenths + (f"{_DIGITS[fen]}分" if fen else "")


def _integer(whole: int) -> str:
    """Groups of four from the left; a group whose thousands are 0 is led by one 零."""
    text = ""
    for index in range(len(_GROUPS) - 1, -1, -1):
        group = whole // 10 ** (4 * index) % 10_000
        if not group:
            continue
        if text and group < 1000:  # noqa: PLR2004 - its thousands digit is 0
            text += "零"
        text += _group(group) + _group_unit(index, whole)
    return text


def _group_unit(index: int, whole: int) -> str:
    # 壹万贰仟亿 says 亿 once, after its last group.
    if index == 3 and whole // 10**8 % 10_000:  # noqa: PLR2004 - the group of 万亿
        return "万"
    return _GROUPS[index]


def _group(group: int) -> str:
    text = ""
    for place in range(3, -1, -1):
        digit = group // 10**place % 10
        if digit:
            text += _DIGITS[digit] + _PLACES[place]
        elif text and not text.endswith("零"):
            text += "零"
    return text.rstrip("零")


def capital_date(on: date) -> str:
    """A bill date in capital numerals: 2026-01-15 → 贰零贰陆年零壹月壹拾伍日.

    Month 1, 2, 10 and days 1–9, 10, 20, 30 get a leading 零 (handbook §3.5, 5).
    """
    year = "".join(_DIGITS[int(digit)] for digit in f"{on.year:04d}")
    month = _capital_count(on.month)
    if on.month in (1, 2, 10):
        month = f"零{month}"
    day = _capital_count(on.day)
    if on.day < 10 or on.day % 10 == 0:  # noqa: PLR2004 - the printed rule
        day = f"零{day}"
    return f"{year}年{month}月{day}日"


def _capital_count(count: int) -> str:
    tens, ones = divmod(count, 10)
    return (f"{_DIGITS[tens]}拾" if tens else "") + (_DIGITS[ones] if ones else "")
