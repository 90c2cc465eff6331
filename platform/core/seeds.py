"""What every schema starts with of the vocabulary: the work calendar."""

from django.utils import timezone

from core.workcalendar import seeds as calendar


def template() -> None:
    """A new county's calendar."""
    calendar.seed(at=timezone.now())


def province() -> None:
    """The province's own calendar, from which it publishes."""
    calendar.seed(at=timezone.now())
