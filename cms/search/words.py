"""How Chinese is cut, spelt and compared; both sides, index and query, are treated alike."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

import rjieba

from core.chinese import HAN, RUNS, plain, runs_of

PAIR = 2
TERM, KEY, KEYED = 24, 16, 40
# Vectors hold so many different terms at most: a fat page.
MOST_TERMS = 8000
_TAGS = re.compile(r"<[^>]+>")
_BLANKS = re.compile(r"\s+")
_NO_SIGN = re.compile(rf"[^{HAN}a-z0-9]+")
# What a question is made of, and says nothing of its subject.
IDLE = frozenset(
    re.findall(
        r"\w+",
        """
        的 了 吗 呢 吧 啊 呀 么 我 你 您 他 我们 你们 要 想 能 会 可以 能不能 可不可以 怎么 怎样
        如何 怎么办 哪 哪里 哪儿 在哪 在哪里 去 到 在 有 有没有 没有 是 什么 啥 咋 咋办 请问 帮
        帮忙 给 把 被 和 与 或 及 一下 一个 多少 几 这 那 不 都 也 就 还 又 需要 办 办理 搞 弄 用
        东西 谁 上 下 里 怎么样 为 对 个
        """,
    )
)
# Neighbours by ear: written for one another by those who type as they speak.
_ALIKE = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"), ("l", "n"), ("v", "u"))


def readable(markup: str) -> str:
    """The words of a piece of HTML on one line."""
    return _BLANKS.sub(" ", html.unescape(_TAGS.sub(" ", markup))).replace("\x00", "").strip()


def flat(text: str) -> str:
    """Only characters, letters and digits, in one form."""
    return _NO_SIGN.sub("", plain(text))


def cut(han: str) -> list[str]:
    """Chinese in words."""
    return [word for word in rjieba.cut(han) if word.strip()]


def terms_of(text: str) -> Iterable[str]:
    """Words and pairs of a text in one form, as the index keeps them."""
    for run in RUNS.finditer(text):
        han, letters = run.groups()
        if letters:
            yield letters[:TERM]
        else:
            yield from (word[:TERM] for word in cut(han))
            yield from runs_of(han, PAIR)


def vector(fields: Mapping[str, str]) -> str:
    """A tsvector's text: the terms of each field with its weight.

    Terms hold nothing but characters, letters and digits, so that nothing has to be escaped.
    """
    weights: dict[str, list[str]] = {}
    for place, (weight, text) in enumerate(fields.items(), 1):
        for term in dict.fromkeys(terms_of(plain(text))):
            if term in weights or len(weights) < MOST_TERMS:
                weights.setdefault(term, []).append(f"{place}{weight}")
    return " ".join(f"'{term}':{','.join(at)}" for term, at in weights.items())


def _apart(unspelt: str) -> list[str]:
    return list(unspelt)


def syllables(text: str) -> list[str]:
    """How a flat text sounds: one syllable a character, letters and digits each by itself."""
    # Its dictionary takes a third of a second to read: by whoever needs it first.
    from pypinyin import lazy_pinyin

    # A list is taken apart, which its types do not say.
    return lazy_pinyin(text, errors=_apart) if text else []  # type: ignore[arg-type]


@lru_cache(maxsize=8192)
def alike(spelt: str) -> str:
    """Pinyin without the differences that many do not hear or do not type."""
    for written, kept in _ALIKE:
        spelt = spelt.replace(written, kept)
    return spelt


def keys_of(texts: Iterable[str]) -> str:
    """A tsvector's text: every ending of each text in characters, in pinyin (P), initials (I).

    Whatever begins one of them stands somewhere in the text.
    """
    keys: dict[str, None] = {}
    for text in texts:
        signs = flat(text)[:KEYED]
        sounds = syllables(signs)
        for at in range(len(signs)):
            keys[signs[at : at + KEY]] = None
            rest = sounds[at : at + KEY]
            keys["P" + alike("".join(rest))[:KEYED]] = None
            keys["I" + "".join(one[0] for one in rest)] = None
    return " ".join(f"'{key}'" for key in keys)
