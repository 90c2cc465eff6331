"""Shapes that several areas share."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from django.db import models
from django.utils.translation import get_language, gettext_lazy
from rest_framework import serializers


class Named(serializers.Serializer[Any]):
    """Something with a code and a name."""

    code = serializers.CharField(help_text=gettext_lazy("Code."))
    name = serializers.CharField(help_text=gettext_lazy("Name."))


Words = Callable[[type[models.TextChoices], str], str]


def labels() -> Words:
    """Choices in the language of the moment; worked out once, not once a row."""
    return _labels(get_language() or "")


@cache
def _labels(language: str) -> Words:
    known: dict[tuple[type[models.TextChoices], str], str] = {}

    def label(kind: type[models.TextChoices], value: str) -> str:
        found = known.get((kind, value))
        if found is None:
            found = known[kind, value] = str(kind(value).label)
        return found

    return label
