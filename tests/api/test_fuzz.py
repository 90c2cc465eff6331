"""schemathesis over the whole schema, as people of several posts, in two counties.

Requests are made up from the schema, half of them with records that exist. Nobody ever gets a
status of 500 or more, nothing that the schema does not declare, and nothing of the other county.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import checks
from schemathesis.core.failures import FailureGroup

from accounts.posts import Post
from api.schema import published
from operations.casework import services as casework
from operations.casework.models import Case
from operations.stations import services
from operations.stations.models import Station
from tenants.context import CountyRef, county_context, province_context
from tests import cast
from tests.permissions import samples
from tests.permissions.marks import MARK, mark_everything
from tests.permissions.samples_api import api_ids
from tests.permissions.walk import Rollback
from tests.told import tell

# So many requests there are in two counties, however many operations: all get the same share, and
# each is asked for as everybody at least once.
BUDGET = 5000
ROLES = (Post.OFFICE, Post.VILLAGE, Post.DIRECTOR, Post.OPS, Post.STATION_MGR, Post.STAFF)
checks.load_all_checks()


@dataclass
class Tally:
    """What was asked and what came."""

    requests: int = 0
    statuses: dict[int, int] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """As Django's own test client does: a request must not close the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(autouse=True)
def _quiet(caplog: Any) -> None:
    caplog.set_level(logging.CRITICAL, "django.request")


@dataclass(frozen=True)
class Known:
    """What there is to be asked for: by the address of its list, and in bodies."""

    ids: dict[str, list[int]] = field(default_factory=dict)
    file: str = ""
    code: str = ""


def populate(county: CountyRef) -> Known:
    """A site, one that waits for the village; a case submitted, one being handled, a draft."""
    with county_context(county):
        fill = samples.county_records()
        first = Station.objects.get()
        second = services.station_select(
            by=cast.SYSTEM,
            at=timezone.now(),
            name="石桥村二站",
            village=first.village,
            township=first.township,
            subsidised=False,
            manager_name="柏小满",
            manager_phone="19900007777",
            address="石桥村尾",
            operator_name="石桥村股份经济合作社",
        )
        services.station_apply(station_id=second.pk, by=cast.actor(Post.OFFICE), at=timezone.now())
        case = Case.objects.get(pk=fill["api:case"]["pk"])
        casework.case_accept(
            case_id=case.pk, by=cast.actor(Post.FRONTDESK), at=timezone.now(),
            handler_id=cast.actor(Post.STAFF).user_id,
        )  # fmt: skip
        casework.case_start(case_id=case.pk, by=cast.actor(Post.STAFF), at=timezone.now())
        others = Case.objects.exclude(pk=case.pk).order_by("pk").values_list("pk", flat=True)
        return Known(
            ids={
                "stations": [first.pk, second.pk],
                "cases": [case.pk, *others],
                **api_ids(fill),
            },
            file=str(fill["api:case_attachment"]["file"]),
            code=case.token,
        )


def aim(case: Any, known: Known, number: int) -> None:
    """Let a made-up request ask for what there is."""
    gaps, body = case.path_parameters or {}, case.body
    # A cursor that nobody was given is refused before anything is looked for.
    (case.query or {}).pop("cursor", None)
    ids = known.ids.get(case.path.removeprefix("/api/v1/").partition("/{")[0], [])
    if "id" in gaps and ids:
        gaps["id"] = ids[number % len(ids)]
    if "file" in gaps:
        gaps["id"], gaps["file"] = ids[0], known.file
    if "code" in gaps:
        gaps["code"] = "S02"
    if not isinstance(body, dict):
        return
    for name, value in (("item", "S02"), ("code", known.code), ("kind", "other")):
        if isinstance(body.get(name), str):
            body[name] = value


@dataclass(frozen=True)
class Person:
    """Who asks, at which host; what there is there, and what must not be."""

    host: str
    token: str
    known: Known = field(default_factory=Known)
    foreign: str = ""


def send(case: Any, person: Person, tally: Tally) -> None:
    """One request; whatever it wrote is taken back."""
    headers = {"Authorization": f"Bearer {person.token}"} if person.token else {}
    try:
        with transaction.atomic():
            reply = case.call(base_url=f"http://{person.host}", headers=headers)
            raise Rollback
    except Rollback:
        pass
    tally.requests += 1
    tally.statuses[reply.status_code] = tally.statuses.get(reply.status_code, 0) + 1
    changed = reply.status_code == 412
    where = f"{case.method} {case.formatted_path} → {reply.status_code}"
    if person.foreign and person.foreign.encode() in reply.content:
        tally.failures.append(f"foreign data: {where}")
    try:
        case.validate_response(reply, excluded_checks=EXCLUDED[: 2 if changed else 1])
    except FailureGroup as group:
        tally.failures += [f"{where}: {one}" for one in group.exceptions]


# A well-formed value may still be refused: a cursor of nobody, a scope of another place. And a
# record that changed meanwhile is refused (412) before its body is looked at.
EXCLUDED = [
    checks.CHECKS.get_one("positive_data_acceptance"),
    checks.CHECKS.get_one("negative_data_rejection"),
]


def cases(operation: Any) -> Any:
    """Requests as the schema allows them; of writes also such as it does not."""
    good = operation.as_strategy()
    if operation.method.upper() != "POST":
        return good
    bad = operation.as_strategy(generation_mode=schemathesis.GenerationMode.NEGATIVE)
    return st.one_of(good, bad)


def operations_of(place: str) -> list[Any]:
    """Every operation of a place, read once for all people."""
    schema = schemathesis.openapi.from_dict(published(place))
    schema.app = get_wsgi_application()
    return [result.ok() for result in schema.get_all_operations()]


def fuzz(place: str, people: list[Person], tally: Tally, *, budget: int) -> int:
    """All operations of a place, each as everybody in turn; returns how many operations."""
    operations = operations_of(place)
    examples = max(len(people), budget // len(operations))
    for number, operation in enumerate(operations):
        attempts(operation, people, tally, examples=examples, begin=number)
    return len(operations)


def attempts(
    operation: Any, people: list[Person], tally: Tally, *, examples: int, begin: int
) -> None:
    """One operation so many times, each time as the next person: nobody is left out."""
    turns = cycle([*people[begin % len(people) :], *people[: begin % len(people)]])
    first, last = tally.requests, None

    @seed(980121 + begin)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases(operation), number=st.integers(0, 4))
    def attempt(case: Any, number: int) -> None:
        nonlocal last
        person, last = next(turns), case
        if number:
            aim(case, person.known, number)
        send(case, person, tally)

    attempt()
    # Where there is little to make up, those who have not asked ask the same.
    while tally.requests - first < len(people):
        send(last, next(turns), tally)


@pytest.mark.slow
@pytest.mark.handbook(148, 152)
def test_no_crash_no_surprise_nothing_foreign_in_two_counties(fresh_ids, county_a, county_b):
    known = {county.code: populate(county) for county in (county_a, county_b)}
    people = []
    for county, foreign in ((county_a, MARK), (county_b, "")):
        with county_context(county):
            people += [
                Person(
                    county.host or "",
                    cast.token(cast.appoint(post)),
                    known[county.code],
                    foreign,
                )
                for post in ROLES
            ]
    people.append(Person(county_a.host or "", "", known[county_a.code], MARK))
    with county_context(county_b):
        assert mark_everything() > 20
    tally = Tally()
    number = fuzz("county", people, tally, budget=BUDGET)
    tell(
        f"schemathesis，两县：{number} 个操作 × {len(people)} 人，{tally.requests} 次请求 "
        f"{dict(sorted(tally.statuses.items()))}"
    )
    assert not tally.failures, "\n".join(sorted(set(tally.failures))[:20])
    assert number * len(people) <= tally.requests <= BUDGET
    assert tally.requests > 3000
    assert tally.statuses[200] > 300
    assert tally.statuses[201] > 0


@pytest.mark.slow
def test_no_crash_no_surprise_in_the_province(fresh_ids, county_a, province):
    tally = Tally()
    with province_context():
        tokens = [cast.token(cast.appoint(post)) for post in (Post.PROVINCE, Post.ROOT)]
    people = [Person("localhost", token) for token in (*tokens, "")]
    fuzz("province", people, tally, budget=120)
    tell(f"schemathesis，省级：{tally.requests} 次请求 {dict(sorted(tally.statuses.items()))}")
    assert not tally.failures, "\n".join(sorted(set(tally.failures))[:20])
    assert tally.requests > 100
