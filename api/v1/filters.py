"""Filters that several lists share, called as the console's selectors call them."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from api.inputs import Query


class Words(Query):
    """A word to look for."""

    q = serializers.CharField(
        required=False,
        max_length=60,
        allow_blank=True,
        help_text=gettext_lazy("Part of a title, number or name, as in the console's list."),
    )


class Year(Query):
    """A year."""

    year = serializers.RegexField(r"^[1-9]\d{3}$", required=False, help_text=gettext_lazy("Year."))


class Department(Query):
    """A department, by its number."""

    department = serializers.RegexField(
        r"^\d{1,9}$", required=False, help_text=gettext_lazy("Number of the department.")
    )


def of_states(states: type[models.TextChoices], **more: Any) -> serializers.ChoiceField:
    """A state, or one of the groups that the console's list has: state=…"""
    return serializers.ChoiceField(
        [*states.choices, *more.items()], required=False, help_text=gettext_lazy("State.")
    )


def of_month(words: Any) -> serializers.RegexField:
    """A month: month=2026-11."""
    return serializers.RegexField(r"^\d{4}-(0[1-9]|1[0-2])$", required=False, help_text=words)
