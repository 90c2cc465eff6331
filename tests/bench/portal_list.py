"""The portal's list of 5,000 products over 200 counties against hand-written SQL.

Ours: what the list's page reads (the counties for its filters, the count, the sheet's products, and
their addresses at their counties) by the portal's own functions. The floor: the same answers by
statements written by hand for that filter, their rows taken. Both on one connection, in turns; the
time of the whole request is told beside it, made anew and from the page cache. As when served, the
counties are remembered until one of them changes; the ratio without that is told, too.
"""

import gc
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.test import Client, RequestFactory, override_settings

from cms import pagecache
from cms.portal_cards import cards
from cms.portal_lists import PRODUCTS_A_PAGE, goods, places_now
from oversight.portal import Wanted
from tenants.context import province_context
from tests.bench.result import Result, median

COUNTIES = int(os.environ.get("BENCH_COUNTIES", "200"))
PRODUCTS = int(os.environ.get("BENCH_PRODUCTS", "5000"))
# So many ways of asking show the whole list.
WHOLE = 3
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "25"))

# Their schemas are not there: whoever asked for one would fail.
FILL = """
INSERT INTO tenants_county (schema_name, code, name, prefecture, province, uuid, state,
                            state_reason, contact, migrations_hash, created_at, state_since)
SELECT 'c98' || (2000 + n), '98' || (2000 + n), '演示' || n || '县', '第' || n / 20 || '市',
       '青禾省', gen_random_uuid(),
       CASE WHEN n %% 40 = 0 THEN 'suspended' ELSE 'active' END, '', '',
       '', now(), now()
FROM generate_series(1, %(counties)s) n;
INSERT INTO tenants_domain (domain, is_primary, tenant_id)
SELECT 'd' || code || '.localhost', true, id FROM tenants_county WHERE code LIKE '982%%';
INSERT INTO oversight_portalentry
    (county_id, kind, key, path, title, summary, brand, origin, certificate, price, recalled, facts,
     picture, picture_alt, picture_key, keywords, text, pinyin, terms, keys, digest, published_at)
SELECT county.ids[1 + n %% array_length(county.ids, 1)], 'product', n::text,
       '/products/p' || n || '/', '演示产品' || n, '山里的东西，晒干装袋。', '品牌' || n %% 40,
       '石桥村', CASE WHEN n %% 4 = 0 THEN '绿色食品' ELSE '' END, (n * 37 %% 900) / 10.0 + 5,
       false, '["500 克/袋"]', 'portal/p' || n || '.webp', '一袋干货', '', '', repeat('字', 600),
       '', to_tsvector('simple', 'p' || n), to_tsvector('simple', 'p' || n), '',
       now() - n * interval '7 minutes'
FROM generate_series(1, %(products)s) n,
     (SELECT array_agg(id ORDER BY id) AS ids FROM tenants_county WHERE code LIKE '982%%') county;
ANALYZE tenants_county, tenants_domain, oversight_portalentry;
"""
PLACES = """
SELECT d.tenant_id, c.code, c.name, c.prefecture, d.domain, coalesce(m.many, 0)
FROM tenants_domain d
JOIN tenants_county c ON c.id = d.tenant_id
LEFT JOIN (SELECT county_id, count(*) AS many FROM oversight_portalentry
           WHERE kind = 'product' AND (until_date IS NULL OR until_date > current_date)
           GROUP BY county_id) m ON m.county_id = c.id
WHERE d.is_primary AND c.state IN ('active', 'read_only')
ORDER BY c.code
"""
FROM = """
FROM oversight_portalentry e JOIN tenants_county c ON c.id = e.county_id
WHERE e.kind = 'product' AND c.state IN ('active', 'read_only')
  AND (e.until_date IS NULL OR e.until_date > current_date)
"""
COLUMNS = """
SELECT e.id, e.county_id, e.path, e.title, e.summary, e.brand, e.origin, e.certificate, e.price,
       e.recalled, e.facts, e.picture, e.picture_alt, e.published_at
"""


@dataclass(frozen=True)
class Asked:
    """One way of asking: the address, what it wants, and that in SQL."""

    name: str
    query: str
    wanted: Wanted
    page: int
    where: str
    order: str


NEWEST = "ORDER BY e.published_at DESC, e.id"
WAYS = (
    Asked("all", "", Wanted(), 1, "", NEWEST),
    Asked("sheet 150", "page=150", Wanted(), 150, "", NEWEST),
    Asked(
        "cheapest first",
        "order=low",
        Wanted(order="low"),
        1,
        "",
        "ORDER BY e.price ASC NULLS LAST, e.id",
    ),
    Asked(
        "one county",
        "county=982007",
        Wanted(county="982007"),
        1,
        "AND c.code = '982007'",
        NEWEST,
    ),
    Asked(
        "certified of a prefecture",
        "prefecture=第3市&certified=1",
        Wanted(prefecture="第3市", certified=True),
        1,
        "AND c.prefecture = '第3市' AND e.certificate <> ''",
        NEWEST,
    ),
)


def ours(asked: Asked) -> tuple[int, list[int], int]:
    """As the view asks."""
    places = places_now()
    sheet = goods(asked.wanted, places, asked.page)
    request = RequestFactory().get("/products/")
    shown = cards(sheet, {one.pk: one for one in places}, request)
    return sheet.paginator.count, [card.entry.pk for card in shown], len(places)


def by_hand(asked: Asked) -> tuple[int, list[int], int]:
    """The same by statements of one's own."""
    with connection.cursor() as cursor:
        cursor.execute(PLACES)
        places = cursor.fetchall()
        cursor.execute(f"SELECT count(*) {FROM} {asked.where}")
        (count,) = cursor.fetchone()
        cursor.execute(
            f"{COLUMNS} {FROM} {asked.where} {asked.order} LIMIT %s OFFSET %s",
            [PRODUCTS_A_PAGE, (asked.page - 1) * PRODUCTS_A_PAGE],
        )
        return count, [row[0] for row in cursor.fetchall()], len(places)


def taken(work: Callable[[], Any]) -> float:
    """Milliseconds."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def measure(asked: Asked, client: Client) -> tuple[float, float, str]:
    """Ours and by hand in turns, as served; ours without remembering; then the whole request."""
    times: tuple[list[float], list[float]] = ([], [])
    with province_context():
        assert ours(asked) == by_hand(asked), asked.name
        with override_settings(PAGE_CACHE_SECONDS=600):
            for number in range(ROUNDS):
                works = ((lambda: ours(asked), times[0]), (lambda: by_hand(asked), times[1]))
                for work, found in works if number % 2 else works[::-1]:
                    found.append(taken(work))
        unremembered = median([taken(lambda: ours(asked)) for _ in range(ROUNDS)])
    address = f"/products/?{asked.query}"
    assert client.get(address).status_code == 200
    whole = median([taken(lambda: client.get(address)) for _ in range(7)])
    mine, floor = median(times[0]), median(times[1])
    told = (
        f"{asked.name} {mine:.1f}/{floor:.1f} ms = {mine / floor:.2f}, nothing remembered "
        f"{unremembered / floor:.2f}, request {whole:.0f} ms"
    )
    return mine, floor, told


def kept(client: Client) -> float:
    """The whole request from the page cache."""
    with override_settings(PAGE_CACHE_SECONDS=600):
        pagecache.forget_copies()
        client.get("/products/")
        return median([taken(lambda: client.get("/products/")) for _ in range(25)])


def run() -> Result:
    """The whole list in its ways added up; what filters leave of it is told beside."""
    with province_context(), connection.cursor() as cursor:
        cursor.execute(FILL, {"counties": COUNTIES, "products": PRODUCTS})
    client = Client(HTTP_HOST="localhost", SERVER_NAME="localhost")
    gc.collect()
    gc.freeze()
    with override_settings(HOST_CACHE_SECONDS=600):
        cache.clear()
        found = [measure(asked, client) for asked in WAYS]
        cached = kept(client)
    return Result(
        "portal_list",
        "ms",
        ours=sum(one[0] for one in found[:WHOLE]),
        floor=sum(one[1] for one in found[:WHOLE]),
        context=f"{PRODUCTS} products over {COUNTIES} counties; the list's first {WHOLE} ways "
        f"added up, worst of all {max(one[0] / one[1] for one in found):.2f}; kept page "
        f"{cached:.1f} ms\n" + "\n".join(f"{'':<18} {one[2]}" for one in found),
    )
