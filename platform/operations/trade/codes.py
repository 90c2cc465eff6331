"""Codes of batches and of the packs' labels: read aloud, typed, and checked without a look-up.

A batch has eight signs and a check sign, such as K7M·Q2X·PRC. The label of a pack has the batch's
eight, three for the pack's number, two that only who printed it can know, and a check sign. The
check is ISO 7064 MOD 31,30 over the papers' alphabet of thirty signs: every changed sign is found,
and nearly every two that changed places. No sign looks like another, upper and lower case are one.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from core.codes.typed import plain
from core.papers.services import ALPHABET

BASE = len(ALPHABET)
BODY, SERIAL, MARK = 8, 3, 2
BATCH_LENGTH, PACK_LENGTH = BODY + 1, BODY + SERIAL + MARK + 1
MOST_PACKS = BASE**SERIAL - 1
GROUP = 3
# Longer ones are not even looked at.
LONGEST_TYPED = 60


@dataclass(frozen=True, slots=True)
class Read:
    """A code as read. serial: of the pack, 0 for the batch's own code; mark: still unchecked."""

    batch: str
    serial: int = 0
    mark: str = ""


def check_sign(signs: str) -> str:
    """The check sign of a body. Raises ValueError for a sign that no code has."""
    carry = BASE
    for sign in signs:
        carry = (carry + ALPHABET.index(sign)) % BASE or BASE
        carry = carry * 2 % (BASE + 1)
    return ALPHABET[(BASE + 1 - carry) % BASE]


def new_batch() -> tuple[str, str]:
    """A code of nine signs that nobody can guess, and the secret its labels are marked with."""
    body = "".join(secrets.choice(ALPHABET) for _sign in range(BODY))
    return body + check_sign(body), secrets.token_hex(16)


def pack_code(batch: str, secret: str, serial: int) -> str:
    """The code on the label of one pack."""
    body = batch[:BODY] + _number(serial) + mark_of(secret, serial)
    return body + check_sign(body)


def mark_of(secret: str, serial: int) -> str:
    """Two signs that a label of one's own invention has with one chance in nine hundred."""
    found = hmac.new(secret.encode(), str(serial).encode(), hashlib.sha256).digest()
    return "".join(ALPHABET[byte % BASE] for byte in found[:MARK])


def read(typed: str) -> Read | None:
    """What a typed or scanned code says; None for one that is none or was altered."""
    code = plain(typed[:LONGEST_TYPED])
    if len(code) not in (BATCH_LENGTH, PACK_LENGTH) or not set(code) <= set(ALPHABET):
        return None
    if check_sign(code[:-1]) != code[-1]:
        return None
    batch = code[:BODY] + check_sign(code[:BODY])
    if len(code) == BATCH_LENGTH:
        return Read(batch)
    serial = 0
    for sign in code[BODY : BODY + SERIAL]:
        serial = serial * BASE + ALPHABET.index(sign)
    return Read(batch, serial, code[BODY + SERIAL : -1]) if serial else None


def spaced(code: str) -> str:
    """In groups of three, as a person reads it aloud."""
    return " ".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def _number(serial: int) -> str:
    signs = ""
    for _place in range(SERIAL):
        serial, rest = divmod(serial, BASE)
        signs = ALPHABET[rest] + signs
    return signs
