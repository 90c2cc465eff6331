"""What a password must not be."""

import pytest

from accounts.models import User
from accounts.passwords import DenyListValidator
from accounts.rules import password_is_good
from core.errors import Violation

PERSON = User(name="柏云舟", username="yunzhou", phone="19900002222")


@pytest.mark.parametrize(
    "password",
    [
        "woaini1314",
        "Woaini520!",
        "zhongguo888",
        "123456789a",
        "1234567890",
        "qwertyuiop",
        "1qaz2wsx3edc",
        "aaaaaaaaaa",
        "5205205205",
        "abcabcabcabc",
        "Mima123456",
        "dianshang2026",
        "baiyunzhou1",
        "yunzhou2026",
        "19900002222",
        "短密码",
    ],
)
def test_easily_guessed_ones_are_refused(password):
    with pytest.raises(Violation) as refusal:
        password_is_good(password=password, user=PERSON)
    assert refusal.value.field == "password"


@pytest.mark.parametrize(
    "password", ["demo-CountyLink-1", "竹林里的Lamp-7", "three plain words", "禾苗-Stapler-41"]
)
def test_others_are_accepted(password):
    password_is_good(password=password, user=PERSON)


def test_the_help_says_what_is_wanted():
    assert DenyListValidator().get_help_text()
