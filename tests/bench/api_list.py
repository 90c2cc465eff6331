"""A page of the station list over the API against the same rows by a hand-written view.

All go through the whole handler with the county's middleware and take turns. The floor answers the
same person with the same rows: it asks the token, the posts and the rows, and gives them to orjson.
Ours also counts the rate, checks filters, cursor and scope, masks names and makes an ETag. Two
views that do less - that know no posts, that ask nobody - are told in the context.
"""

import gc
import os

from django.core.cache import cache
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import clear_url_caches

from operations.stations.models import Station, Township, Village
from tenants import hosts
from tenants.context import CountyRef, county_context
from tests import cast
from tests.bench.result import Result, median, seconds

STATIONS = 2000
PAGE = 100
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "25"))
REQUESTS = 20
OURS = f"/api/v1/stations/?limit={PAGE}"
BY_HAND, NO_POSTS, NOBODY = "/by-hand/person/", "/by-hand/token/", "/by-hand/"


def fill(county: CountyRef) -> str:
    """A county with its stations; a token of somebody who sees them all."""
    with county_context(county):
        town = Township.objects.create(code=f"{county.code}100", name="柳溪镇")
        villages = Village.objects.bulk_create(
            Village(code=f"{county.code}1{n:05}", name=f"第{n}村", township=town)
            for n in range(STATIONS)
        )
        Station.objects.bulk_create(
            Station(
                name=f"{village.name}电商服务站",
                slug=f"s{n}",
                number=f"ZD2026-{n:04}",
                status="operating",
                village=village,
                township=town,
                address=f"柳溪镇{village.name}村口",
                operator_name=f"{village.name}股份经济合作社",
                manager_name="祝青禾",
                abilities=["V01", "V03", "V04"],
                latitude="30.630000",
                longitude="116.580000",
            )
            for n, village in enumerate(villages)
        )
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE stations_station")
        return cast.token(cast.appoint("office"))


def run() -> Result:
    """Medians of turns, in milliseconds a page."""
    county = hosts.by_code("980121")
    token = fill(county)
    client = Client(HTTP_HOST=county.host, HTTP_AUTHORIZATION=f"Bearer {token}")
    addresses = (OURS, BY_HAND, NO_POSTS, NOBODY)
    times: dict[str, list[float]] = {address: [] for address in addresses}
    with override_settings(ROOT_URLCONF="tests.bench.api_list_urls", HOST_CACHE_SECONDS=600):
        clear_url_caches()
        cache.clear()
        for address in addresses:
            assert len(client.get(address).json()["results"]) in (PAGE, PAGE + 1)
        with CaptureQueriesContext(connection) as captured:
            client.get(OURS)
            statements = len(captured)
        gc.collect()
        gc.freeze()
        for number in range(ROUNDS):
            for address in addresses if number % 2 else reversed(addresses):
                taken = seconds(lambda asked=address: [client.get(asked) for _n in range(REQUESTS)])
                times[address].append(taken * 1000 / REQUESTS)
    ours, floor, token_only, bare = (median(times[address]) for address in addresses)
    return Result(
        "api_list",
        "ms",
        ours=ours,
        floor=floor,
        context=f"{PAGE} of {STATIONS} stations a page, {statements} statements; throughput "
        f"{floor / ours:.0%} of a hand-written view with orjson that gives the same person the "
        f"same rows, {token_only / ours:.0%} of one that asks the token only, "
        f"{bare / ours:.0%} of one that asks nobody",
    )
