"""Personal data in full: one field, once, with a reason that is recorded (R152)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from console.records.actions import ActionView
from core import privacy
from core.actor import Actor


class RevealForm(forms.Form):
    """Why it must be seen in full."""

    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("Every look is recorded with its reason.")
    )


class RevealOneForm(RevealForm):
    """What must be seen in full, and why. private: the fields that may be asked for."""

    private: ClassVar[tuple[str, ...]]
    field = forms.ChoiceField(label=_("What you need to see"), choices=())
    field_order = ("field", "reason")

    def __init__(self, *args: Any, record: Model, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["field"].choices = [  # type: ignore[attr-defined]
            (name, record._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
            for name in self.private
            if getattr(record, name)
        ]


class RevealView(ActionView):
    """Opens the field of the class, else the one that was chosen."""

    field: ClassVar[str] = ""

    def perform(self, data: dict[str, Any]) -> None:
        """Open it, and show it in the message of the next page."""
        field = self.field or data["field"]
        value = privacy.reveal(self.record, field, by=self.actor, reason=data["reason"])
        label = self.record._meta.get_field(field).verbose_name
        messages.info(self.request, f"{label}：{'、'.join(value.split(chr(10))) or '—'}")


class PhoneView(RevealView):
    """The phone."""

    field = "phone"


def revealable(field: str) -> Callable[[Any, Actor], bool]:
    """A condition of an action: there is something in the field, and this person may see it."""

    def may(record: Any, actor: Actor) -> bool:
        return bool(getattr(record, field)) and privacy.may_reveal(record, field, by=actor)

    return may
