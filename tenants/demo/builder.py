"""Builds the demo: the province, then each county by birth and by its apps' own services."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.apps import apps
from django.db import connections
from django.utils import timezone
from django.utils.translation import gettext as _

from core import figures
from core.actor import Actor
from core.remembering import remembering
from tenants.birth import county_create
from tenants.context import county_context, province_context
from tenants.demo.counties import ALL, DEFAULT, PROVINCE_CODE, PROVINCE_NAME, DemoCounty, county
from tenants.erasing import county_erase
from tenants.models import County

# Whose demo comes before whose: people first, then what they do, then what is told of it.
ORDER = (
    "accounts",
    "operations.staff",
    "operations.stations",
    "operations.casework",
    "operations.documents",
    "operations.office",
    "operations.petitions",
    "operations.seals",
    "operations.mail",
    "operations.duty",
    "operations.meetings",
    "operations.supplies",
    "operations.trade",
    "operations.training",
    "operations.enquiries",
    "operations.assets",
    "operations.counting",
    "cms",
    "oversight",
)
Progress = Callable[[str], None]
BUILDING = "demo: being built"


def build(*, reset: bool = False, all: bool = False, progress: Progress = print) -> None:
    """Build what is missing of the demo; a county that exists is kept as it is.

    reset is the caller's business (the data are gone by then); it is taken to say that nothing
    can be there yet.
    """
    today = timezone.localdate()
    wanted = [county(slug, today=today) for slug in (ALL if all else DEFAULT)]
    with province_context():
        # What a killed build left behind is no county to show.
        for code in County.objects.filter(state_reason=BUILDING).values_list("code", flat=True):
            county_erase(code=code)
        existing = set(County.objects.values_list("code", flat=True))
        _province(first=not existing)
    missing = [facts for facts in wanted if facts.code not in existing]
    if not missing:
        progress(_("The demo counties are there already."))
        return
    progress(_("Building %(names)s") % {"names": "、".join(facts.name for facts in missing)})
    for facts, seconds in _in_parallel(missing):
        progress(
            _("%(name)s is built (%(seconds).1f s)") % {"name": facts.name, "seconds": seconds}
        )


def _in_parallel(missing: Sequence[DemoCounty]) -> Iterator[tuple[DemoCounty, float]]:
    """The largest first; counties share nothing. One more than there are cores, as each waits."""
    connections.close_all()
    context = multiprocessing.get_context("fork")
    workers = min(len(missing), (os.cpu_count() or 1) + 1)
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        by_size = sorted(missing, key=lambda facts: -facts.stations)
        futures = {pool.submit(build_county, facts): facts for facts in by_size}
        for future in as_completed(futures):
            yield futures[future], future.result()


def build_county(facts: DemoCounty) -> float:
    """Birth, then every app's demo in the county's context. Returns the seconds it took."""
    started = time.perf_counter()
    connections.close_all()
    with province_context():
        county_create(
            code=facts.code,
            name=facts.name,
            host=facts.host,
            province=facts.province,
            prefecture=facts.prefecture,
            admin_name="卜禾青",
            admin_phone="19900001000",
            by=Actor.system("demo"),
            on=timezone.now(),
        )
    with province_context():
        County.objects.filter(code=facts.code).update(state_reason=BUILDING)
    # Last of all, oversight makes every fact of the county from its records.
    with county_context(facts.code), figures.quiet(noted=False), remembering():
        for module in modules():
            module.build(facts)
    with province_context():
        County.objects.filter(code=facts.code).update(state_reason="")
    connections.close_all()
    return time.perf_counter() - started


def _province(*, first: bool) -> None:
    from console.models import Centre

    if first:
        Centre.objects.update_or_create(
            kind=Centre.Kind.PROVINCE,
            defaults={
                "code": PROVINCE_CODE,
                "name": PROVINCE_NAME,
                "fictional": True,
                "centre_name": _("E-commerce public service platform"),
                "accent": "#2f5d50",
            },
        )
        Centre.forget()
    for module in modules():
        if hasattr(module, "build_province"):
            module.build_province()


def modules() -> list[ModuleType]:
    """The demo modules that exist, in order; found by name, as the apps are none of ours."""
    installed = {config.name for config in apps.get_app_configs()}
    names = [f"{app}.demo" for app in ORDER if app in installed]
    return [import_module(name) for name in names if find_spec(name)]
