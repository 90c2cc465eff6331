"""Codes of an authenticator app (RFC 6238) and recovery codes, as pure functions."""

import secrets
from datetime import datetime

import pyotp
import segno

from core.codes import plain
from core.codes.typed import is_digits

DIGITS = 6
# One step of 30 seconds either way: phones' clocks are not exact, and people type slowly.
TOLERANCE = (0, -1, 1)
# Without the letters and digits that look alike on paper.
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
RECOVERY_LENGTH = 12
RECOVERY_COUNT = 10
# The clear beginning by which a recovery code's hash is found; the rest stays a secret of 49 bits.
LABEL_LENGTH = 2


def fresh_secret() -> str:
    """160 random bits as apps take them."""
    return pyotp.random_base32()


def step_of(secret: str, typed: str, *, at: datetime, after: int) -> int | None:
    """The time step a code belongs to; None if it is wrong, or not newer than the step `after`.

    A step that was accepted once is refused from then on, and so are all before it: a code that
    somebody read over a shoulder is spent (RFC 6238 §5.2).
    """
    app = pyotp.TOTP(secret, digits=DIGITS)
    now, code = app.timecode(at), plain(typed)
    found = None
    for offset in TOLERANCE:
        if pyotp.utils.strings_equal(app.generate_otp(now + offset), code):
            found = now + offset
    return found if found is not None and found > after else None


def looks_like_code(typed: str) -> bool:
    """Six digits, however spaced; anything else is meant as a recovery code."""
    code = plain(typed)
    return is_digits(code) and len(code) == DIGITS


def address(secret: str, *, username: str, issuer: str) -> str:
    """What the QR code says to the app."""
    return pyotp.TOTP(secret, digits=DIGITS).provisioning_uri(name=username, issuer_name=issuer)


def picture(text: str) -> str:
    """A QR code as a data address; black on white in dark pages too, or cameras fail."""
    return str(
        segno.make(text, error="l", micro=False).svg_data_uri(
            scale=4, border=4, dark="#000", light="#fff"
        )
    )


def in_fours(text: str, mark: str = " ") -> str:
    """ABCDEFGH as ABCD EFGH: read aloud and typed without losing one's place."""
    return mark.join(text[start : start + 4] for start in range(0, len(text), 4))


def fresh_recovery_codes() -> list[str]:
    """Ten codes for paper, each with a beginning of its own."""
    codes: dict[str, str] = {}
    while len(codes) < RECOVERY_COUNT:
        code = "".join(secrets.choice(LETTERS) for _position in range(RECOVERY_LENGTH))
        codes.setdefault(label_of(code), code)
    return list(codes.values())


def label_of(code: str) -> str:
    """The clear beginning of a recovery code, however it was typed."""
    return plain(code)[:LABEL_LENGTH]


def spelled(typed: str) -> str:
    """A recovery code as it was made, however it was typed."""
    return plain(typed)
