"""What a password must not be: the lists of common passwords know no pinyin, so ours does."""

import re
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# The stems that Chinese users choose most; digits and signs around them do not help.
STEMS = frozenset(Path(__file__).with_name("common_passwords.txt").read_text("utf-8").split())
SEQUENCES = (
    "0123456789012345678901234567890",
    "9876543210987654321098765432109",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik",
    "147258369147258369",
    "5201314520131452013145201314",
)


class DenyListValidator:
    """Refuses common Chinese and pinyin passwords, keyboard walks and repetitions."""

    def validate(self, password: str, user: object = None) -> None:
        """Raise ValidationError with what to do instead."""
        plain = re.sub(r"\s", "", password.lower())
        stem = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", plain)
        if (
            plain in STEMS
            or stem in STEMS
            or _walks(plain)
            or _repeats(plain)
            or _names(plain, user)
        ):
            raise ValidationError(
                _("This password is easily guessed. Choose three unrelated words or a sentence."),
                code="password_denied",
            )

    def get_help_text(self) -> str:
        """For the form."""
        return _(
            "At least ten characters; not a name, a phone number, a row of keys or a common word."
        )


def _walks(plain: str) -> bool:
    return len(plain) > 0 and any(plain in walk for walk in SEQUENCES)


def _repeats(plain: str) -> bool:
    """aaaaaaaaaa, abcabcabca, 5205205200: a piece of at most four characters, over and over."""
    return any(
        (plain[:size] * len(plain))[: len(plain)] == plain
        for size in range(1, min(4, len(plain) // 2) + 1)
    )


def _names(plain: str, user: object) -> bool:
    """The person's own name in pinyin, or the last digits of the own phone, and little else."""
    name = str(getattr(user, "name", "") or "")
    if not name:
        return False
    from pypinyin import lazy_pinyin

    syllables = [part.lower() for part in lazy_pinyin(name)]
    spelled = "".join(syllables)
    letters = re.sub(r"[\W\d_]", "", plain)
    return len(spelled) > 1 and letters in {spelled, "".join(syllables[1:]), spelled * 2}
