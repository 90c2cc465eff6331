"""What other parts ask of training: files, phones shown in full, pages of what has none."""

from __future__ import annotations

from typing import Any

from console import places
from core import attachments, privacy
from core.actor import Actor
from operations.training import selectors
from operations.training.lifecycle import DESKS
from operations.training.models import Lesson, SignUp, TrainingClass


def register() -> None:
    """Called once at start-up."""
    from operations.training import figures, numbers  # noqa: F401 - they declare themselves

    places.register("training", where="county")
    attachments.register_guard(TrainingClass, may_see_people)
    attachments.register_guard(Lesson, may_see)
    for field in ("phone", "id_number"):
        privacy.register_reveal(SignUp, field, allow=may_see_people, needs=DESKS)


def may_see(actor: Actor, record: Any) -> bool:
    """Lessons are for whoever works at the centre; the site shows those of offered courses."""
    return selectors.reads(actor)


def may_see_people(actor: Actor, record: Any) -> bool:
    """People stand on photos and sheets, and behind a phone: for those who run the class (R152)."""
    return selectors.signs_up(actor)
