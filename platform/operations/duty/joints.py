"""What other parts ask of duty: places, files of its records."""

from __future__ import annotations

from django.utils import timezone

from console import places
from core import attachments
from core.actor import Actor
from operations.duty import selectors
from operations.duty.models import DutyRecord, HolidaySchedule, Shift, Swap


def register() -> None:
    """Called once at start-up."""
    from operations.duty import figures  # noqa: F401 - they declare themselves

    places.register("duty", where="county")
    attachments.register_guard(DutyRecord, may_see_record)
    attachments.register_guard(HolidaySchedule, may_see_schedule)
    attachments.register_guard(Shift, may_see_shift)
    attachments.register_guard(Swap, may_see_swap)


def may_see_record(actor: Actor, record: DutyRecord) -> bool:
    """Files of a matter are for those who may read it."""
    now = timezone.now()
    seen = selectors.records(actor, at=now, on=timezone.localdate(now))
    return seen.filter(pk=record.pk).exists()


def may_see_schedule(actor: Actor, schedule: HolidaySchedule) -> bool:
    """The sheet of a holiday is for everybody at the centre."""
    return selectors.schedules(actor).filter(pk=schedule.pk).exists()


def may_see_shift(actor: Actor, shift: Shift) -> bool:
    """So is the roster."""
    return selectors.shifts(actor).filter(pk=shift.pk).exists()


def may_see_swap(actor: Actor, swap: Swap) -> bool:
    """A swap is between two people and the office."""
    return selectors.swaps(actor).filter(pk=swap.pk).exists()
