"""Pages of a county's site as a villager's phone opens them, in a real Chromium.

The product runs as it is served. The phone is Lighthouse's: 412 × 823 points, a processor four
times as slow, slow 4G (562 ms to answer, 1.44 Mbit/s). Told of each page: first and largest
contentful paint, blocking time, layout shift, bytes, requests, and the performance score that
Lighthouse makes of such figures (its curves; the speed index is taken to be the largest paint,
which is no sooner).
Where the program `lighthouse` is installed (or named in COUNTYLINK_LIGHTHOUSE), its four scores are
told as well. Every figure is the median of three cold openings.
"""

import json
import math
import os
import shutil
import subprocess
import tempfile
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.db import connections

from tests.bench.result import Result, median

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
PHONE = {"width": 412, "height": 823}
SLOWER, LATENCY_MS, DOWN, UP = 4, 562.5, 1_474_560 / 8, 675_000 / 8
# What 10 % of the sites reach, and the middle; then the weight (Lighthouse 12, mobile).
CURVES = {
    "fcp": (1800.0, 3000.0, 0.10),
    "si": (3387.0, 5800.0, 0.10),
    "lcp": (2500.0, 4000.0, 0.25),
    "tbt": (200.0, 600.0, 0.30),
    "cls": (0.1, 0.25, 0.25),
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
WATCH = """
window.seen = {lcp: 0, cls: 0, tbt: 0};
new PerformanceObserver(list => { for (const one of list.getEntries()) seen.lcp = one.startTime; })
  .observe({type: 'largest-contentful-paint', buffered: true});
new PerformanceObserver(list => { for (const one of list.getEntries())
  if (!one.hadRecentInput) seen.cls += one.value; })
  .observe({type: 'layout-shift', buffered: true});
new PerformanceObserver(list => { for (const one of list.getEntries())
  seen.tbt += Math.max(0, one.duration - 50); }).observe({type: 'longtask', buffered: true});
"""
READ = """() => {
  const [paint] = performance.getEntriesByName('first-contentful-paint');
  return {...seen, fcp: paint.startTime};
}"""


def furnish() -> dict[str, str]:
    """禾川县 with the demo's content; the pages by what they are."""
    from accounts import demo as accounts_demo
    from cms import demo
    from core import figures
    from operations.stations import demo as station_demo
    from operations.stations import selectors as stations
    from operations.training import demo as training_demo
    from operations.training.models import Course
    from tenants import hosts
    from tenants.context import county_context

    facts: Any = SimpleNamespace(
        code="980121", name="禾川县", accent="#8a5a1c", townships=3, villages=20, stations=16,
        since=date(2025, 1, 1), today=date(2026, 11, 25), seed=980121,
    )  # fmt: skip
    with county_context(hosts.by_code(facts.code)), figures.quiet():
        for module in (accounts_demo, station_demo, training_demo, demo):
            module.build(facts)
        station = stations.public_stations()[0].slug
        course = Course.objects.filter(lessons__isnull=False).exclude(code="").earliest("pk").code
    connections.close_all()
    return {
        "home": "/",
        "product": "/products/rice/",
        "course": f"/training/{course}/",
        "guide": "/services/S01/",
        "station": f"/stations/{station}/",
    }


def opened(chromium: Any, address: str) -> dict[str, float]:
    """One cold opening on the slow phone."""
    context = chromium.new_context(
        viewport=PHONE, device_scale_factor=1.75, is_mobile=True, has_touch=True, locale="zh-CN"
    )
    page = context.new_page()
    page.add_init_script(WATCH)
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": LATENCY_MS, "downloadThroughput": DOWN,
         "uploadThroughput": UP},
    )  # fmt: skip
    wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    came: list[float] = []
    wire.on("Network.loadingFinished", lambda event: came.append(event["encodedDataLength"]))
    page.goto(address, wait_until="networkidle", timeout=90_000)
    page.wait_for_timeout(300)
    figures = {name: float(value) for name, value in page.evaluate(READ).items()}
    context.close()
    figures["si"] = figures["lcp"]
    return figures | {"bytes": sum(came), "requests": float(len(came))}


def score(figures: dict[str, float]) -> float:
    """Lighthouse's performance score of such figures, 0 to 100."""
    total = 0.0
    for name, (tenth, middle, weight) in CURVES.items():
        # The log-normal whose tenth scores 0.9 and whose middle scores 0.5.
        spread = abs(math.log(tenth) - math.log(middle)) / (0.9061938024368232 * math.sqrt(2))
        value = max(figures[name], 1e-9)
        place = (math.log(value) - math.log(middle)) / (math.sqrt(2) * spread)
        total += weight * (1 - math.erf(place)) / 2
    return 100 * total


def by_lighthouse(program: str, browser: str, address: str) -> dict[str, float]:
    """Its scores, 0 to 100."""
    done = subprocess.run(
        [
            *(program, address, "--quiet", "--output=json", "--output-path=stdout"),
            f"--only-categories={','.join(CATEGORIES)}",
            "--chrome-flags=--headless --no-sandbox --disable-gpu",
        ],
        env=os.environ | {"CHROME_PATH": browser},
        capture_output=True,
        text=True,
        timeout=180,
        check=True,
    )
    report = json.loads(done.stdout)
    for audit in report["audits"].values():
        # What costs points, so that it can be mended.
        if audit["score"] is not None and audit["score"] < 1 and os.environ.get("BENCH_TELL"):
            print("   ", audit["id"], audit["score"], audit.get("displayValue", ""))
    return {name: 100 * report["categories"][name]["score"] for name in CATEGORIES}


def run() -> Result:
    """All pages, one after another."""
    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import QUIET, find_chromium
    from tests.browser.served import product

    browser = find_chromium()
    if browser is None:
        raise SystemExit("no Chromium: install one, or name it in COUNTYLINK_CHROMIUM")
    program = os.environ.get("COUNTYLINK_LIGHTHOUSE") or shutil.which("lighthouse")
    paths, told, lcp = furnish(), [], []
    database = str(settings.DATABASES["default"]["NAME"])
    with tempfile.TemporaryDirectory() as folder, product(database, Path(folder)) as port:
        shutil.copytree(settings.MEDIA_ROOT, Path(folder) / "media", dirs_exist_ok=True)
        for name, path in paths.items():
            address = f"http://hechuan.localhost:{port}{path}"
            with sync_playwright() as started:
                chromium = started.chromium.launch(executable_path=browser, args=list(QUIET))
                openings = [opened(chromium, address) for _round in range(ROUNDS)]
                chromium.close()
            found = {key: median([one[key] for one in openings]) for key in openings[0]}
            lcp.append(found["lcp"])
            told.append(
                f"{name}: score {score(found):.0f}, FCP {found['fcp']:.0f} ms, "
                f"LCP {found['lcp']:.0f} ms, TBT {found['tbt']:.0f} ms, CLS {found['cls']:.3f}, "
                f"{found['bytes'] / 1000:.0f} kB in {found['requests']:.0f} requests"
            )
            if program:
                scores = by_lighthouse(program, browser, address)
                told[-1] += " (Lighthouse: " + ", ".join(
                    f"{key} {value:.0f}" for key, value in scores.items()
                ) + ")"  # fmt: skip
    return Result("sitespeed", "ms", ours=max(lcp), context="; ".join(told))
