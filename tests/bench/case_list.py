"""The list of cases over 100,000 of them, filtered in many ways, against hand-written SQL.

Ours: the selector with the view's filters, the count and the lines that the page draws. The floor:
the count and the same fifty rows of the same columns by two statements written by hand for that
filter, their rows taken. Both on one connection, in turns. Statements and the time of the whole
request are told beside it.
"""

import gc
import os
import time
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from datetime import time as clock
from typing import Any

from django.core.cache import cache
from django.core.paginator import Paginator
from django.db import connection
from django.http import QueryDict
from django.test import Client, RequestFactory, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from core import privacy
from core.actor import Scope
from core.workcalendar import WorkCalendar
from operations.casework.models import Applicant, Case
from operations.casework.views.lists import IndexView
from operations.stations.models import Station, Township, Village
from tenants import hosts
from tenants.context import CountyRef, county_context
from tests import cast
from tests.bench.result import Result, median
from tests.query_counts import LIST, own

CASES = int(os.environ.get("BENCH_CASES", "100000"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "15"))
APPLICANTS, STATIONS, TOWNSHIPS, HANDLERS = 20_000, 150, 15, 24
PAGE = 50
DAYS = 730
FILL_SECONDS = 40
PHONE = "19900003001"

FILL_APPLICANTS = """
INSERT INTO casework_applicant
    (kind, name, contact_name, phone, phone_hash, id_number, id_hash, credit_code, village_id,
     address, version, created_at)
SELECT (ARRAY['person', 'farmer'])[1 + n %% 2],
       (ARRAY['祝', '柏', '邰', '蔺', '鄢', '卜'])[1 + n %% 6] || '某' || n, '',
       %(phone)s, CASE WHEN n = 77 THEN %(hash)s ELSE md5('p' || n) END, '', md5('i' || n), '',
       village.ids[1 + n %% array_length(village.ids, 1)], '', 0, now()
FROM generate_series(1, %(many)s) n,
     (SELECT array_agg(id ORDER BY id) AS ids FROM stations_village) village
"""

# Old cases are over, the latest twelfth is on its way; dates in step with each other.
FILL_CASES = """
INSERT INTO casework_case
    (status, status_since, version, returned_from, created_by_id, number, reference, token, item_id,
     form_id, system, zone, channel, station_id, applicant_id, request, details, private_details,
     materials, missing, on_behalf, urgent, agreement, fee, handler_id, promise_days, legal_days,
     extended_days, submitted_at, answer_due_date, accepted_at, accepted_by_name, promised_date,
     due_date, legal_due_date, finished_at, result, delivered, rate_until_date, archived_at,
     closing_reason, warned, created_at, updated_at)
SELECT made.status, came + interval '1 day', 3, '', NULL,
       CASE WHEN accepted THEN to_char(came, '"FW-"YYYYMMDD-') || lpad(n::text, 6, '0') ELSE '' END,
       'R' || lpad(n::text, 7, '0'), md5('t' || n), item.id, item.form_id, item.system, item.zone,
       CASE WHEN n %% 10 < 6 THEN 'station' WHEN n %% 10 < 9 THEN 'window' ELSE 'online' END,
       CASE WHEN n %% 10 < 6 THEN station.ids[1 + n %% array_length(station.ids, 1)] END,
       applicant.ids[1 + (n * 7919) %% array_length(applicant.ids, 1)], '想把土特产卖到网上', '{}',
       '', '[]', '[]', n %% 10 < 6, false, '', 0,
       CASE WHEN accepted THEN handler.ids[1 + n %% array_length(handler.ids, 1)] END,
       item.days, item.legal, 0, came, came::date + 1, CASE WHEN accepted THEN came END,
       CASE WHEN accepted THEN '鄢云舟' ELSE '' END,
       CASE WHEN accepted THEN came::date + item.days * 7 / 5 END,
       CASE WHEN accepted THEN came::date + item.days * 7 / 5 END,
       CASE WHEN accepted THEN came::date + item.legal * 7 / 5 END,
       CASE WHEN done THEN came + interval '3 days' END,
       CASE WHEN done THEN '已办结' ELSE '' END, '',
       CASE WHEN done THEN came::date + 33 END,
       CASE WHEN made.status = 'archived' THEN came + interval '40 days' END, '', '', came, came
FROM generate_series(1, %(many)s) n
CROSS JOIN (SELECT array_agg(id ORDER BY id) AS ids FROM stations_station) station
CROSS JOIN (SELECT array_agg(id ORDER BY id) AS ids FROM casework_applicant) applicant
CROSS JOIN (SELECT array_agg(id ORDER BY id) AS ids FROM accounts_user
            WHERE username LIKE 'bench%%') handler
CROSS JOIN LATERAL (
    SELECT CASE WHEN n < %(many)s * 11 / 12 THEN
                (ARRAY['archived', 'archived', 'archived', 'archived', 'archived', 'rated',
                       'finished', 'archived', 'refused', 'withdrawn'])[1 + (n / 7) %% 10]
           ELSE (ARRAY['handling', 'handling', 'assigned', 'accepted', 'submitted', 'submitted',
                       'finished', 'rated', 'waiting', 'supplement'])[1 + (n / 7) %% 10] END
           AS status,
           %(now)s::timestamptz - (%(many)s - n) * interval '1 day' * %(days)s / %(many)s AS came
) made
CROSS JOIN LATERAL (
    SELECT made.status NOT IN ('submitted', 'supplement', 'refused', 'withdrawn') AS accepted,
           made.status IN ('archived', 'rated', 'finished') AS done
) is_
JOIN (SELECT row_number() OVER (ORDER BY item.code) - 1 AS place, item.id, item.system, item.zone,
             form.id AS form_id, promise.days, promise.legal_days AS legal
      FROM casework_serviceitem item
      JOIN LATERAL (SELECT id FROM casework_itemform WHERE item_id = item.id LIMIT 1) form ON true
      JOIN LATERAL (SELECT days, legal_days FROM casework_promise WHERE item_id = item.id LIMIT 1)
           promise ON true) item
  ON item.place = (n * 31 + n / 30) %% (SELECT count(*) FROM casework_serviceitem)
"""

# What a row of the list shows.
COLUMNS = """
SELECT c.id, c.number, c.reference, c.status, c.channel, c.answer_due_date, c.due_date,
       c.legal_due_date, c.promise_days, c.extended_days, c.legal_days, c.promise_met_at,
       c.submitted_at, i.name, a.kind, a.name, s.name, u.name
FROM casework_case c
JOIN casework_serviceitem i ON i.id = c.item_id
LEFT JOIN casework_applicant a ON a.id = c.applicant_id
LEFT JOIN stations_station s ON s.id = c.station_id
LEFT JOIN accounts_user u ON u.id = c.handler_id
"""
NEWEST = "ORDER BY c.created_at DESC, c.id"
RUNNING = "c.status IN ('accepted', 'assigned', 'handling')"
# Late: past the answer's day, the promised one, or the legal one once the promise was kept.
LATE = f"""(c.status = 'submitted' AND c.answer_due_date < %(today)s
 OR {RUNNING} AND (c.promise_met_at IS NULL AND c.due_date < %(today)s
                   OR c.promise_met_at IS NOT NULL AND c.legal_due_date < %(today)s))"""
# Near: at most three tenths of the working days are left; the coming ones are an array.
NEAR = f"""{RUNNING} AND (
 c.promise_met_at IS NULL AND c.due_date >= %(today)s AND c.promise_days + c.extended_days > 0
 AND width_bucket(c.due_date, %(coming)s::date[]) * 10 <= 3 * (c.promise_days + c.extended_days)
 OR c.promise_met_at IS NOT NULL AND c.legal_due_date >= %(today)s AND c.legal_days > 0
 AND width_bucket(c.legal_due_date, %(coming)s::date[]) * 10 <= 3 * c.legal_days)"""


@dataclass(frozen=True, slots=True)
class Asked:
    """One way to ask: the address, and the same by hand. joins: what counting needs besides."""

    name: str
    query: str
    where: str = "true"
    order: str = NEWEST
    joins: str = ""
    page: int = 1
    post: str = "office"


WAYS = (
    Asked("everything", ""),
    Asked("state", "state=handling", "c.status = 'handling'"),
    Asked(
        "zone and state",
        "zone=merchants&state=archived",
        "c.zone = 'merchants' AND c.status = 'archived'",
    ),
    Asked("red", "light=red", LATE),
    Asked("yellow", "light=yellow", NEAR),
    Asked(
        "item, channel, days",
        "item=S01&channel=window&since=%(since)s",
        "i.code = 'S01' AND c.channel = 'window' AND c.submitted_at >= %(since_at)s",
        joins="JOIN casework_serviceitem i ON i.id = c.item_id",
    ),
    Asked("station", "station=%(station)s", "c.station_id = %(station)s"),
    Asked(
        "township",
        "township=%(township)s",
        "t.code = %(township)s",
        joins="JOIN stations_station st ON st.id = c.station_id "
        "JOIN stations_township t ON t.id = st.township_id",
    ),
    Asked(
        "handler and state",
        "handler=%(handler)s&state=handling",
        "c.handler_id = %(handler)s AND c.status = 'handling'",
    ),
    Asked(
        "number",
        "words=%(number)s",
        "(c.number LIKE %(number)s || '%%' OR c.reference = %(number)s)",
    ),
    Asked(
        "phone",
        f"words={PHONE}",
        "c.applicant_id IN (SELECT id FROM casework_applicant WHERE phone_hash = %(hash)s)",
    ),
    Asked("by due day, page 20", "o=due_date&p=20", order="ORDER BY c.due_date, c.id", page=20),
    Asked(
        "a station's own",
        "state=archived",
        "c.station_id = %(station)s AND c.status = 'archived'",
        post="station_mgr",
    ),
)


def furnish(county: CountyRef) -> dict[str, Any]:
    """The county with its cases; what the ways of asking name."""
    now = timezone.now()
    with county_context(county):
        since = date(2023, 6, 30)
        towns = Township.objects.bulk_create(
            Township(code=f"{county.code}{100 + n}", name=f"第{n}镇", valid_from_date=since)
            for n in range(TOWNSHIPS)
        )
        villages = Village.objects.bulk_create(
            Village(
                code=f"{towns[n % TOWNSHIPS].code}{200 + n}",
                name=f"第{n}村",
                township=towns[n % TOWNSHIPS],
                valid_from_date=since,
            )
            for n in range(STATIONS)
        )
        stations = Station.objects.bulk_create(
            Station(
                name=f"{village.name}电商服务站",
                slug=f"s{n}",
                status="operating",
                village=village,
                township=village.township,
                abilities=["V01", "V03"],
            )
            for n, village in enumerate(villages)
        )
        handlers = User.objects.bulk_create(
            User(username=f"bench{n}", name=f"承办{n}") for n in range(HANDLERS)
        )
        # As the service keeps them: encrypted, found by the hash.
        sample = Applicant.objects.create(name="祝小满", phone=PHONE)
        hashed = sample.phone_hash
        with connection.cursor() as cursor:
            cursor.execute("SELECT phone FROM casework_applicant WHERE id = %s", [sample.pk])
            (stored,) = cursor.fetchone()
            cursor.execute(FILL_APPLICANTS, {"phone": stored, "hash": hashed, "many": APPLICANTS})
            cursor.execute(FILL_CASES, {"many": CASES, "days": DAYS, "now": now})
        assert hashed == privacy.search_hash(PHONE)
        number = Case.objects.filter(status="handling").values_list("number", flat=True)[0]
        cast.appoint("office")
        cast.appoint("station_mgr", scope=Scope("station", str(stations[3].pk)))
        for table in ("casework_case", "casework_applicant", "accounts_user", "stations_station"):
            with connection.cursor() as cursor:
                cursor.execute(f"VACUUM ANALYZE {table}")
    today = timezone.localdate(now)
    first = today - timedelta(days=400)
    return {
        "today": today,
        "since": first.isoformat(),
        "since_at": timezone.make_aware(datetime.combine(first, clock())),
        "station": stations[3].pk,
        "township": towns[4].code,
        "handler": handlers[5].pk,
        "number": number,
        "hash": hashed,
        "coming": _coming(county, today),
    }


def _coming(county: CountyRef, today: date) -> list[date]:
    """The next forty working days."""
    with county_context(county):
        calendar = WorkCalendar.load()
    return [calendar.add(today, number) for number in range(1, 41)]


@dataclass
class Measured:
    """What one way of asking took."""

    asked: Asked
    ours: float
    floor: float
    request: float
    statements: int

    @property
    def ratio(self) -> float:
        """Ours ÷ bare SQL."""
        return self.ours / self.floor

    def line(self) -> str:
        """For the table."""
        return (
            f"{self.asked.name} {self.ours:.1f}/{self.floor:.1f} ms = {self.ratio:.2f}, "
            f"request {self.request:.0f} ms, {self.statements} statements"
        )


def opened(asked: Asked, values: dict[str, Any]) -> IndexView:
    """The view with its filters read, as the address asks."""
    request = RequestFactory().get("/console/cases/", QueryDict(asked.query % values).dict())
    request.user = User.objects.get(username=asked.post)
    view = IndexView()
    view.setup(request)
    return view


def ours(view: IndexView, asked: Asked) -> tuple[int, list[Any]]:
    """The count and the page's lines."""
    paginator = Paginator(view.rows(), view.per_page)
    page = paginator.get_page(asked.page)
    return paginator.count, list(view.lines(page.object_list))


def by_hand(asked: Asked, values: dict[str, Any]) -> tuple[int, list[Any]]:
    """The same two answers by statements of one's own."""
    joins = asked.joins.replace("JOIN casework_serviceitem i ON i.id = c.item_id", "")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM casework_case c {asked.joins} WHERE {asked.where}", values
        )
        (count,) = cursor.fetchone()
        cursor.execute(
            f"{COLUMNS} {joins} WHERE {asked.where} {asked.order} "
            f"LIMIT {PAGE} OFFSET {(asked.page - 1) * PAGE}",
            values,
        )
        return count, cursor.fetchall()


def measure(county: CountyRef, client: Client, asked: Asked, values: dict[str, Any]) -> Measured:
    """Ours and by hand in turns; then the whole request."""
    with county_context(county):
        view = opened(asked, values)
        count, rows = ours(view, asked)
        floor_count, floor_rows = by_hand(asked, values)
        seen, wanted = [row.pk for row in rows], [row[0] for row in floor_rows]
        assert (count, seen) == (floor_count, wanted), f"{asked.name}: {count}, {floor_count}"
        assert rows, f"{asked.name} finds nothing"
        times: tuple[list[float], list[float]] = ([], [])
        for number in range(ROUNDS):
            works = (
                (lambda: ours(view, asked), times[0]),
                (lambda: by_hand(asked, values), times[1]),
            )
            for work, taken in works if number % 2 else works[::-1]:
                start = time.perf_counter()
                work()
                taken.append((time.perf_counter() - start) * 1000)
    address = f"/console/cases/?{asked.query % values}"
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    asked_for = own(captured.captured_queries)
    assert len(asked_for) <= LIST, (asked.name, len(asked_for), asked_for)
    requests = []
    for _number in range(5):
        start = time.perf_counter()
        client.get(address)
        requests.append((time.perf_counter() - start) * 1000)
    return Measured(asked, median(times[0]), median(times[1]), median(requests), len(asked_for))


def run() -> Result:
    """Every way of asking; sums of medians, and each way told."""
    county = hosts.by_code("980121")
    start = time.perf_counter()
    values = furnish(county)
    filled = time.perf_counter() - start
    assert filled <= FILL_SECONDS, f"{filled:.0f} s to fill"
    clients = {}
    for post in {asked.post for asked in WAYS}:
        clients[post] = Client(HTTP_HOST=county.host, SERVER_NAME=county.host)
        with county_context(county):
            clients[post].force_login(User.objects.get(username=post))
    gc.collect()
    gc.freeze()
    with override_settings(HOST_CACHE_SECONDS=600):
        cache.clear()
        found = [measure(county, clients[asked.post], asked, values) for asked in WAYS]
    worst = max(found, key=lambda one: one.ratio)
    return Result(
        "case_list",
        "ms",
        ours=sum(one.ours for one in found),
        floor=sum(one.floor for one in found),
        context=f"{CASES} cases filled in {filled:.0f} s; {len(found)} ways of asking added up, "
        f"worst {worst.asked.name} {worst.ratio:.2f}; most statements "
        f"{max(one.statements for one in found)} of {LIST}\n"
        + "\n".join(f"{'':<18} {one.line()}" for one in found),
    )
