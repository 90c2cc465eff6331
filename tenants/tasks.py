"""Celery: the county travels in a header, and a task without one does not run."""

import logging
from datetime import timedelta
from typing import Any

from celery import Task, current_app, shared_task
from django.utils import timezone

from core import jobs
from core.actor import Actor
from core.errors import Violation
from core.privacy.ciphers import decrypt
from core.stack import with_room
from core.workcalendar import publishing
from tenants import context

HEADER = "county"
PROVINCE = "province"
JUST_NOW = timedelta(minutes=5)
AWAY = frozenset({"read_only", "suspended", "archived"})

log = logging.getLogger("countylink.tasks")


class CountyMissing(RuntimeError):
    """A task arrived without its county; it is refused, never run in the province's schema."""


class CountyTask(Task):  # type: ignore[type-arg]  # generic in the stubs only
    """Base of all tasks: sent from a county, run in that county."""

    abstract = True

    def apply_async(  # type: ignore[override]
        self, args: Any = None, kwargs: Any = None, **options: Any
    ) -> Any:
        """Send the task with the current place in its headers."""
        headers = dict(options.pop("headers", None) or {})
        headers.setdefault(HEADER, _here())
        return super().apply_async(args, kwargs, headers=headers, **options)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Run in the place the header names; raises CountyMissing without one.

        Nothing is begun in a county that is away or read-only, where the first write would fail:
        what waits there is in its outbox or its jobs, and is swept up when it is active again.
        """
        return with_room(self._in_its_place, *args, **kwargs)

    def _in_its_place(self, *args: Any, **kwargs: Any) -> Any:
        place = (self.request.headers or {}).get(HEADER) or getattr(self.request, HEADER, None)
        if not place:
            raise CountyMissing(self.name)
        if place == _here():
            return self.run(*args, **kwargs)
        if place == PROVINCE:
            with context.province_context():
                return self.run(*args, **kwargs)
        with context.county_context(place) as county:
            if county.state in AWAY:
                log.info("%s is left alone in %s: %s", self.name, place, county.state)
                return None
            return self.run(*args, **kwargs)


def _here() -> str:
    county = context.current()
    return county.code if county else PROVINCE


@shared_task(name="tenants.fan_out")
def fan_out(task_name: str, kwargs: dict[str, Any] | None = None) -> int:
    """Send one task to every active county; returns how many were sent.

    The scheduler knows nothing of counties: a county born a minute ago is included, a suspended
    one is not, nor a read-only one, as every scheduled task writes.
    """
    from tenants.models import County

    codes = list(County.objects.active().values_list("code", flat=True))
    for code in codes:
        current_app.send_task(task_name, kwargs=kwargs, headers={HEADER: code})
    return len(codes)


@shared_task(name="tenants.calendar_catch_up")
def calendar_catch_up() -> int:
    """Bring this county's national days up to the province's; returns how many days changed.

    After activation, as nothing could be written while the county was suspended or read-only; and
    nightly, for a message that was lost.
    """
    county = context.current()
    if county is None or county.read_only:
        return 0
    with context.province_context():
        rows = publishing.national_rows()
    taken = publishing.adopt(rows, by=Actor.system("province"), at=timezone.now())
    return taken.created + taken.changed + taken.removed if taken else 0


@shared_task(name="tenants.county_create")
def county_create(*, job_id: str, sealed_phone: str, **facts: Any) -> None:
    """Bear a county for the province's console, with progress. Runs in the province.

    The administrator's phone comes encrypted: no personal data lie open in `public`.
    """
    from tenants.birth import county_create as create

    with jobs.running(job_id) as job:
        try:
            born = create(
                **facts,
                admin_phone=decrypt(sealed_phone),
                by=job.by,
                on=timezone.now(),
                progress=lambda percent, text: job.progress(percent, 100, text),
            )
        except Violation:
            # After a kill between the commit and the job's last word, the birth has happened.
            if not _is_born(facts):
                raise
            return
        job.result_text = born.county.name
        job.result_url = f"/console/counties/{born.county.code}/"


def _is_born(facts: dict[str, Any]) -> bool:
    from tenants.models import Domain

    with context.province_context():
        return bool(
            Domain.objects.filter(
                domain=facts["host"],
                tenant__code=facts["code"],
                tenant__state="active",
                tenant__created_at__gte=timezone.now() - JUST_NOW,
            ).exists()
        )
