"""One side of sitecache, in a process of its own: `python -m tests.bench.sitecache_side ours DIR`.

Reads lines of "what count" and answers each with the seconds that so many requests took.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "platform")]
HOST, PRODUCT, PLAIN = "hechuan.localhost", "/products/bench/", "/products/plain/"
BLOCKS = 12
# What any Wagtail site would write first, within the frame that all pages of the site have.
TEMPLATE = (
    '{% extends "cms/base.html" %}{% load wagtailcore_tags %}{% block content %}<div class="wrap">'
    "<h1>{{ page.title }}</h1>{% for block in page.body %}{% include_block block %}{% endfor %}"
    "</div>{% endblock %}"
)
Handler = Callable[[dict[str, Any], Callable[..., None]], Any]


def plain(folder: Path) -> Handler:
    """Django without a line of ours, giving the bytes of our page."""
    from django.conf import settings

    settings.configure(
        INSTALLED_APPS=[],
        ROOT_URLCONF="tests.bench.sitecache_urls",
        ALLOWED_HOSTS=["*"],
        SECRET_KEY="bench",
        MIDDLEWARE=[],
        BENCH_BYTES=(folder / "page.html").read_bytes(),
    )
    from django.core.wsgi import get_wsgi_application

    return get_wsgi_application()


def ours(folder: Path) -> Handler:
    """The product as it is served, on a county with a demonstration site."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    from django.conf import settings

    from config.settings import database
    from tenants import embedded

    (folder / "bench").mkdir(exist_ok=True)
    (folder / "bench" / "plain.html").write_text(TEMPLATE, "utf-8")
    url = os.environ.get("DATABASE_URL") or embedded.database_url(os.environ["COUNTYLINK_DB"])
    settings.DATABASES = {"default": database.from_url(url, conn_max_age=600)}
    settings.HOST_CACHE_SECONDS = 30
    settings.PAGE_CACHE_SECONDS = 600
    settings.MEDIA_ROOT = folder / "media"
    settings.TEMPLATES[0]["DIRS"] = [folder]
    # The entry that gunicorn serves.
    from config.wsgi import application

    build()
    return application


def build() -> None:
    """The demonstration's site, and two pages with the same blocks."""
    from cms import demo
    from cms.models import AboutPage, BrandPage, ProductIndexPage, ProductPage
    from tenants.context import county_context
    from tests.cms.conftest import Facts

    blocks = [
        ("paragraph", f"<p>第{number}段：禾川红香米，一年一季。</p>") for number in range(BLOCKS)
    ]
    with county_context("980121"):
        demo.build(Facts())
        if not ProductPage.objects.filter(slug="bench").exists():
            page = ProductPage(title="测速米", slug="bench", body=blocks, origin="禾川县", price=40)
            page.picture = ProductPage.objects.exclude(picture=None).first().picture
            page.brand = BrandPage.objects.first()
            ProductIndexPage.objects.get().add_child(instance=page)
            page.save_revision().publish()
            plain_page = AboutPage(title="测速", slug="plain", body=blocks)
            # Beside the other: as deep in the tree, so as far to find.
            ProductIndexPage.objects.get().add_child(instance=plain_page)
            plain_page.save_revision().publish()


def as_plain_wagtail() -> None:
    """From now on pages of the plain kind are what Wagtail alone would make of it."""
    from wagtail.models import Page

    from cms.models import AboutPage

    AboutPage.template = "bench/plain.html"
    AboutPage.get_context = Page.get_context
    AboutPage.serve = Page.serve


def asked(handler: Handler, path: str, query: str = "") -> bytes:
    """One request."""
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "HTTP_HOST": HOST,
        "SERVER_NAME": HOST,
        "SERVER_PORT": "80",
        "wsgi.url_scheme": "http",
        "wsgi.input": sys.stdin.buffer,
        "wsgi.errors": sys.stderr,
    }
    told: list[str] = []
    response = handler(environ, lambda status, headers, info=None: told.append(status))
    if told != ["200 OK"]:
        raise SystemExit(f"{path}: {told}")
    body = b"".join(response)
    # As a web server does (PEP 3333).
    if hasattr(response, "close"):
        response.close()
    return body


def main() -> None:
    """Answer until the input ends."""
    folder = Path(sys.argv[2])
    handler = (plain if sys.argv[1] == "plain" else ours)(folder)
    # A question that the table of addresses does not know: such a page is made anew.
    anew = "q=1"
    work = {"kept": (PRODUCT, ""), "product": (PRODUCT, anew), "wagtail": (PLAIN, anew)}
    told: dict[str, object] = {}
    if sys.argv[1] == "plain":
        del work["product"], work["wagtail"]
    else:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        as_plain_wagtail()
        (folder / "page.html").write_bytes(asked(handler, PRODUCT))
        told = {"bytes": (folder / "page.html").stat().st_size, "blocks": BLOCKS}
        for name, (path, query) in work.items():
            asked(handler, path, query)
            with CaptureQueriesContext(connection) as seen:
                asked(handler, path, query)
            told[f"{name}_queries"] = len(seen)
        assert told["kept_queries"] == 0, told
    for path, query in work.values():
        for _number in range(20):
            asked(handler, path, query)
    print(json.dumps(told), flush=True)
    for line in sys.stdin:
        what, count = line.split()
        path, query = work[what]
        start = time.perf_counter()
        for _number in range(int(count)):
            asked(handler, path, query)
        print(time.perf_counter() - start, flush=True)


if __name__ == "__main__":
    main()
