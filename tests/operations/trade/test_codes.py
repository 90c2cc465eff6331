"""Codes of batches and packs: what is changed or exchanged is found without a look-up."""

from random import Random

import pytest

from core.papers.services import ALPHABET
from operations.trade import codes


@pytest.mark.handbook(117)
def test_every_changed_sign_is_found():
    code, secret = codes.new_batch()
    for whole in (code, codes.pack_code(code, secret, 4711)):
        for place, sign in enumerate(whole):
            for other in ALPHABET.replace(sign, ""):
                assert codes.read(whole[:place] + other + whole[place + 1 :]) is None


@pytest.mark.handbook(117)
def test_two_neighbours_that_changed_places_are_nearly_always_found():
    # The same codes at every run: among a few of today's a share so small says nothing.
    drawn, tried, missed = Random(117), 0, 0
    for _number in range(3000):
        body = "".join(drawn.choices(ALPHABET, k=codes.BODY))
        code = body + codes.check_sign(body)
        for place in range(len(code) - 1):
            left, right = code[place], code[place + 1]
            if left != right:
                tried += 1
                missed += codes.read(code[:place] + right + left + code[place + 2 :]) is not None
    assert missed / tried < 0.003, f"{missed} of {tried}"


@pytest.mark.handbook(117)
def test_case_blanks_and_dashes_do_not_matter_and_the_pack_is_told():
    code, secret = codes.new_batch()
    label = codes.pack_code(code, secret, 26)
    for typed in (label, label.lower(), codes.spaced(label), f" {label[:5]}-{label[5:]} "):
        found = codes.read(typed)
        assert (found.batch, found.serial) == (code, 26), typed
        assert found.mark == codes.mark_of(secret, 26)
    assert codes.read(code.lower()) == codes.Read(code)


@pytest.mark.parametrize(
    "typed", ["", "K7M", "0" * 9, "红香米红香米红香米", "A" * 5000, "\u202eA\0B"]
)
def test_what_is_no_code_is_none(typed):
    assert codes.read(typed) is None
