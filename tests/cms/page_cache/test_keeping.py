"""What is kept is had without the database, is never late, and never of one person."""

import time
from collections.abc import Callable
from contextlib import contextmanager
from types import SimpleNamespace

from django.core.cache import cache, caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms import pagecache
from cms.models import ProductPage
from core.actor import Actor
from tenants import states
from tenants.context import county_context, province_context
from tenants.models import County
from tests import cast
from tests.cms.page_cache.looking import kept
from tests.told import tell

HOME_MOST, LIST_MOST = 12, 10


def test_a_kept_page_asks_the_database_nothing_and_is_the_same(
    visitor, paths, django_assert_num_queries
):
    for path in paths:
        made = visitor.get(path)
        with django_assert_num_queries(0):
            again = visitor.get(path)
            known = visitor.get(path, HTTP_IF_NONE_MATCH=made["ETag"])
        assert again.content == made.content
        assert dict(again.headers) == dict(made.headers)
        assert "nonce" not in again["Content-Security-Policy"]
        assert again["Cache-Control"] in ("no-cache", "max-age=300")
        assert (known.status_code, known.content) == (304, b"")
    shared = visitor.get("/?utm_source=weixin&from=timeline")
    assert shared.content == visitor.get("/").content
    assert visitor.head("/").status_code == 200


def test_a_page_read_before_a_purge_is_not_kept_after_it(visitor, site, monkeypatch):
    tag = "page:%d"
    with county_context(site):
        tag %= ProductPage.objects.get(slug="rice").pk
    whole = ProductPage.get_context

    def overtaken(page, request):
        found = whole(page, request)
        pagecache.purge([tag])  # somebody else's publication, between reading and answering
        return found

    with monkeypatch.context() as patched:
        patched.setattr(ProductPage, "get_context", overtaken)
        assert visitor.get("/products/rice/").status_code == 200
    assert not kept(site, "/products/rice/")

    # And one that comes between the last look at the tokens and the keeping.
    many = type(caches["default"]).get_many

    def late(cache, keys, version=None):
        found = many(cache, keys, version)
        if any(tag in key for key in keys):
            pagecache.purge([tag])
        return found

    with monkeypatch.context() as patched:
        patched.setattr(type(caches["default"]), "get_many", late)
        assert visitor.get("/products/rice/").status_code == 200
    assert not kept(site, "/products/rice/")
    visitor.get("/products/rice/")
    assert kept(site, "/products/rice/")


def test_another_process_sees_a_purge_within_a_second_and_no_half_of_one(
    visitor, site, monkeypatch
):
    tag = "list:productpage"
    visitor.get("/products/")
    assert kept(site, "/products/")
    with elsewhere(site):
        pagecache.purge([tag])
    assert kept(site, "/products/"), "the clock was read a moment ago"
    monkeypatch.setattr(pagecache, "CLOCK_SECONDS", 0.0)
    assert not kept(site, "/products/")

    # Asked in the middle of a purge: the clock is new, the tokens are not yet.
    visitor.get("/products/")
    with elsewhere(site):
        sending = caches["default"].set_many
        looked: list[bool] = []

        def slow(values, timeout=None):
            looked.append(kept(site, "/products/"))
            return sending(values, timeout)

        with monkeypatch.context() as patched:
            patched.setattr(caches["default"], "set_many", slow)
            pagecache.purge([tag])
    assert looked == [True]
    assert not kept(site, "/products/")


@contextmanager
def elsewhere(county):
    """What is done within leaves this process's memory of the clock as it was."""
    with county_context(county):
        seen = dict(pagecache._clocks)
        yield
        pagecache._clocks.update(seen)


def test_a_suspended_county_is_gone_at_once(
    visitor, site, client_for, django_capture_on_commit_callbacks
):
    portal = client_for(None)
    assert visitor.get("/").status_code == 200
    assert "禾川" in portal.get("/").content.decode()
    with django_capture_on_commit_callbacks(execute=True), province_context():
        states.county_state_set(
            code=site.code,
            state=County.State.SUSPENDED,
            reason="合同到期",
            by=Actor.system("tests"),
            at=timezone.now(),
        )
    assert visitor.get("/").status_code == 503
    assert "禾川" not in portal.get("/").content.decode()


def test_what_is_made_for_one_person_is_never_kept(visitor, site, client_for, monkeypatch):
    stored: list[str] = []
    store = pagecache.store

    def noted(key, **given):
        # A part of a page is the same for everybody, an editor's preview included.
        if not key.startswith("part:"):
            stored.append(key)
        return store(key, **given)

    monkeypatch.setattr(pagecache, "store", noted)
    with county_context(site):
        editor = client_for(site, cast.appoint("director"))
        token = "x" * 20
        preview = ProductPage.objects.get(slug="rice").make_preview_request()
    assert preview.status_code == 200
    for path in (
        *("/case/", f"/case/{token}/", f"/appointment/{token}/", "/services/S05/apply/"),
        *("/services/S01/appointment/", "/search/?q=米", "/services/?q=米", "/products/?page=9"),
        *("/nothing/", "/console/login/", "/healthz"),
        *("/stations/?township=999999", "/services/?system=nothing"),
    ):
        visitor.get(path)
    visitor.post("/case/", {"number": "1", "last_four": "0000"})
    visitor.post("/products/")
    own = editor.get("/products/")
    assert own["Cache-Control"] == "private, no-cache"
    assert stored == []
    visitor.get("/products/")
    assert len(stored) == 1
    assert editor.get("/products/").content != visitor.get("/products/").content


def test_of_many_who_come_when_a_page_has_run_out_one_makes_it(visitor, site, monkeypatch):
    made: list[str] = []
    inside: list[Callable[[], object]] = []
    shown: list[bytes] = []
    whole = ProductPage.get_context

    def slowly(page, request):
        found = whole(page, request)
        made.append(request.path)
        while inside:
            inside.pop()()
        return found

    def others_come() -> None:
        with meanwhile():
            shown.append(visitor.get("/products/rice/").content)

    def entry() -> pagecache.Entry:
        with county_context(site):
            found = cache.get(f"page:http://{site.host}/products/rice/?")
        assert found is not None
        return found

    monkeypatch.setattr(ProductPage, "get_context", slowly)
    first = visitor.get("/products/rice/").content
    clock = SimpleNamespace(time=time.time, monotonic=time.monotonic, sleep=time.sleep)
    monkeypatch.setattr(pagecache, "time", clock)
    ends = entry().until
    # A moment before its end it is the kept one; at its end one makes it, others have the old one.
    clock.time = lambda: ends - 0.01
    visitor.get("/products/rice/")
    assert len(made) == 1
    clock.time = lambda: ends
    inside.append(others_come)
    visitor.get("/products/rice/")
    assert (len(made), shown) == (2, [first])
    # And then it is kept again, also where a copy of the old one was at hand.
    visitor.get("/products/rice/")
    assert len(made) == 2
    # The new one ran out too long ago to be shown: they wait a little, then make it themselves.
    late = entry().late
    clock.time = lambda: late
    monkeypatch.setattr(pagecache, "WAIT_SECONDS", 0.02)
    inside.append(others_come)
    visitor.get("/products/rice/")
    assert (len(made), len(shown)) == (4, 2)
    # Nothing of the day before is shown, be it a second late.
    evening = timezone.make_aware(timezone.datetime(2026, 11, 28, 23, 58))
    with county_context(site):
        unkept = pagecache.store("x", body=b"", headers={}, tags=(), began="", at=evening)
    assert unkept.late == unkept.until


@contextmanager
def meanwhile():
    """Another visitor comes while a page is made for the first one."""
    here = connection.tenant
    yield
    connection.set_tenant(here)


def test_a_purge_while_a_page_is_made_leaves_nobody_the_old_one(visitor, site, monkeypatch):
    key = f"http://{site.host}/products/rice/?"
    whole = ProductPage.get_context
    shown: list[bytes] = []

    def overtaken(page, request):
        found = whole(page, request)
        with monkeypatch.context() as patched:
            patched.setattr(ProductPage, "get_context", whole)
            ProductPage.objects.filter(pk=page.pk).update(title="新米上市")
            pagecache.purge([pagecache.page_tag(page.pk)])
            with meanwhile():
                shown.append(visitor.get("/products/rice/").content)
        return found

    visitor.get("/products/rice/")
    monkeypatch.setattr(pagecache, "WAIT_SECONDS", 0.02)
    ahead = SimpleNamespace(
        time=lambda: time.time() + 601, monotonic=time.monotonic, sleep=time.sleep
    )
    with monkeypatch.context() as patched:
        patched.setattr(pagecache, "time", ahead)
        patched.setattr(ProductPage, "get_context", overtaken)
        visitor.get("/products/rice/")
    assert "新米上市" in shown[0].decode()
    assert "新米上市" in visitor.get("/products/rice/").content.decode()

    # Purged, and somebody is making it: whoever comes is given the new one as soon as it is there.
    def ready(_seconds: float) -> None:
        began = pagecache.shared_clock("")
        given = {"headers": {}, "tags": (), "began": began, "at": timezone.now()}
        pagecache.store(key, body=b"new", **given)

    with county_context(site):
        pagecache.purge([pagecache.ALL])
        cache.add(f"making:{key}", "")
    monkeypatch.setattr(pagecache, "WAIT_SECONDS", 9)
    monkeypatch.setattr(pagecache.time, "sleep", ready)
    assert visitor.get("/products/rice/").content == b"new"
    # Ready between two looks: nobody makes it twice.
    with county_context(site):
        cache.delete(f"making:{key}")
    with county_context(site), pagecache.making(key, owner="") as entry:
        assert entry is not None


def test_an_entry_ends_with_the_day(site):
    late = timezone.make_aware(timezone.datetime(2026, 11, 28, 23, 58))
    assert (pagecache.until(late) - late).total_seconds() == 120
    early = timezone.make_aware(timezone.datetime(2026, 11, 28, 8, 0))
    assert (pagecache.until(early) - early).total_seconds() == 600


def test_pages_that_are_made_anew_ask_little(visitor, site):
    asked = {}
    for path in ("/", "/products/", "/products/rice/"):
        visitor.get(path)  # pictures are cut to size once in their lives
        with county_context(site):
            pagecache.purge([pagecache.ALL])
        with CaptureQueriesContext(connection) as captured:
            assert visitor.get(path).status_code == 200
        asked[path] = [query["sql"][:200] for query in captured.captured_queries]
    assert len(asked["/"]) <= HOME_MOST, asked["/"]
    assert len(asked["/products/"]) <= LIST_MOST, asked["/products/"]
    tell("Statements of a page made anew: " + ", ".join(f"{p} {len(q)}" for p, q in asked.items()))
