"""How personal data looks to those who need not know it (handbook §3.8). Pure functions."""

STAR = "*"
_MOBILE = 11
_SHORT = 6
_LONGEST_MASK = 4


def mask_name(name: str) -> str:
    """张三 → 张*, 王小明 → 王*明, 欧阳小明 → 欧**明; a longer name shows its two ends."""
    name = name.strip()
    if len(name) <= 1:
        return STAR if name else ""
    if len(name) == 2:  # noqa: PLR2004 - the printed form 张*
        return name[0] + STAR
    return name[0] + STAR * min(len(name) - 2, _LONGEST_MASK) + name[-1]


def mask_phone(phone: str) -> str:
    """13812345678 → 138****5678; 0556-8921345 → 0556-****345; 12345 stays (not a person's)."""
    phone = phone.strip()
    if "-" in phone:
        area, _, number = phone.partition("-")
        return f"{area}-{STAR * 4}{number[-3:]}"
    if len(phone) == _MOBILE:
        return f"{phone[:3]}{STAR * 4}{phone[-4:]}"
    if len(phone) < _SHORT:
        return phone
    return STAR * (len(phone) - 3) + phone[-3:]


def mask_id(number: str) -> str:
    """First three and last two: 340************34 (outside the case; handbook §3.8)."""
    number = number.strip()
    if len(number) <= _SHORT:
        return STAR * len(number)
    return number[:3] + STAR * (len(number) - 5) + number[-2:]


def mask_account(account: str) -> str:
    """The last four of a bank or utility account: ****1234."""
    account = account.strip()
    if not account:
        return ""
    return STAR * 4 + (account[-4:] if len(account) > _SHORT else "")
