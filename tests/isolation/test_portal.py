"""The portal's addresses: of a county only what it pushed, and nothing while it is not listed."""

import pytest
from django.test import Client
from django.utils import timezone

from cms import portal_kinds
from cms.search.sources import Entry as Found
from core.actor import Actor
from oversight import portal
from oversight.models import PortalEntry
from tenants import states
from tenants.context import CountyRef, county_context, province_context
from tenants.models import County
from tests.permissions import samples
from tests.permissions.marks import MARK, mark_everything
from tests.permissions.routes import PROVINCE
from tests.permissions.walk import ANONYMOUS, ask, browser, walk

PUSHED = "〇已上门户〇"
# Every address with what narrows or searches it; each of them shows the second county.
SHOWING = (
    *("/", "/counties/", "/counties/?prefecture={prefecture}", "/products/", "/news/"),
    *("/products/?q=yzm", "/products/?county=980122", f"/products/?brand={PUSHED}"),
    *("/search/?q=玉竹米", "/search/?q=云枞", "/search/?q=玉竹米&kind=news"),
    *("/search/suggest/?q=玉竹米", "/search/suggest/?q=yuzhu", "/search/suggest/?q=云枞"),
    "/theme.css",
)


def push(county: CountyRef, said: str) -> None:
    """A county's look, a product and a piece of news, each with its picture."""
    upload = samples.picture("图.png")
    shot = portal.Picture(county.code, lambda: upload.open().read())
    named = {"product": f"玉竹米{said}", "news": f"玉竹米上市{said}"}
    with county_context(county):
        portal.publish_front(portal.Front("#8a5a1c", said, said, said, shot, said))
        portal.publish(
            [
                portal_kinds.entry(
                    Found(kind, "1", f"/{kind}/1/", title, summary=said, day=timezone.localdate()),
                    shot,
                    brand=said,
                )
                for kind, title in named.items()
            ]
        )


@pytest.fixture
def anybody(county_a: CountyRef, county_b: CountyRef) -> Client:
    """Somebody on the portal, to which both counties have pushed."""
    push(county_a, "禾川")
    push(county_b, PUSHED)
    return browser("localhost")


def found(client: Client, county: CountyRef) -> tuple[set[str], set[int]]:
    """Addresses that tell of the county, and what its pictures answer."""
    with province_context():
        prefecture = County.objects.get(pk=county.pk).prefecture
        pictures = PortalEntry.objects.filter(county_id=county.pk).values_list("pk", flat=True)
        paths = [f"/fronts/{county.code}/", *(f"/pictures/{pk}/" for pk in pictures)]
    telling = set()
    for template in SHOWING:
        reply, body = ask(client, "GET", template.format(prefecture=prefecture))
        assert reply.status_code == 200, template
        marks = (PUSHED, county.name, county.host, f".c{county.code}")
        if any(mark in body.decode() for mark in marks):
            telling.add(template)
    return telling, {ask(client, "GET", path)[0].status_code for path in paths}


def test_a_county_that_is_not_listed_is_at_no_address_of_the_portal(anybody, county_a, county_b):
    assert found(anybody, county_b) == (set(SHOWING), {200})
    for state, telling, pictures in (
        (County.State.SUSPENDED, set(), {404}),
        (County.State.ACTIVE, set(SHOWING), {200}),
    ):
        with province_context():
            states.county_state_set(
                code=county_b.code,
                state=state,
                reason="合同到期",
                by=Actor.system("tests"),
                at=timezone.now(),
            )
        assert found(anybody, county_b) == (telling, pictures), state
    assert found(anybody, county_a)[1] == {200}


def test_what_a_county_did_not_push_is_at_no_address_of_the_province(anybody, county_b):
    with county_context(county_b):
        assert mark_everything() > 20
    answers = list(
        walk(
            PROVINCE,
            {ANONYMOUS: anybody},
            {"*": {}},
            wanted=lambda key: "console/" not in key and " api/" not in key,
        )
    )
    assert {"GET search/suggest/", "GET pictures/<int:pk>/"} <= {one.key for one in answers}
    assert [str(one) for one in answers if one.holds(MARK)] == []
