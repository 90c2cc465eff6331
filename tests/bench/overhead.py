"""One side of request_overhead, in a process of its own: `python -m tests.bench.overhead ours`.

Reads numbers of requests from its input and answers each with the seconds they took. The plain
side is Django without a line of ours: stock backend, no middleware, the same one-query view.
"""

import os
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "platform")]


def _plain(database: dict[str, object]) -> object:
    from django.conf import settings

    settings.configure(
        DATABASES={
            "default": database
            | {
                "ENGINE": "django.db.backends.postgresql",
                "OPTIONS": {"options": "-c search_path=c980121 -c synchronous_commit=off"},
            }
        },
        INSTALLED_APPS=["django.contrib.contenttypes"],
        ROOT_URLCONF="tests.bench.overhead_urls",
        ALLOWED_HOSTS=["*"],
        SECRET_KEY="bench",
        MIDDLEWARE=[],
        USE_TZ=True,
        TIME_ZONE="Asia/Shanghai",
    )
    from django.core.wsgi import get_wsgi_application

    return get_wsgi_application()


def _database() -> dict[str, object]:
    from config.settings import database
    from tenants import embedded

    url = os.environ.get("DATABASE_URL") or embedded.database_url(os.environ["COUNTYLINK_DB"])
    return database.from_url(url, conn_max_age=600)


def _ours(database: dict[str, object]) -> object:
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    from django.conf import settings

    settings.DATABASES = {"default": database}
    settings.MIDDLEWARE = ["tenants.middleware.CountyMiddleware"]
    settings.ROOT_URLCONF = "tests.bench.overhead_urls"
    settings.HOST_CACHE_SECONDS = 30
    # The entry that gunicorn serves.
    from config.wsgi import application

    return application


def requests(handler: object, count: int) -> float:
    """Serve so many requests; seconds."""
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/one/",
        "HTTP_HOST": "hechuan.localhost",
        "SERVER_NAME": "hechuan.localhost",
        "SERVER_PORT": "80",
        "wsgi.url_scheme": "http",
        "wsgi.input": sys.stdin.buffer,
        "wsgi.errors": sys.stderr,
    }
    start = time.perf_counter()
    for _number in range(count):
        response = handler(dict(environ), lambda status, headers, info=None: None)  # type: ignore[operator]
        if response.status_code != 200:
            raise SystemExit(str(response.status_code))
        b"".join(response)
        response.close()
    return time.perf_counter() - start


def main() -> None:
    """Answer until the input ends."""
    handler = (_plain if sys.argv[1] == "plain" else _ours)(_database())
    from django.db import connection, reset_queries
    from django.test.utils import CaptureQueriesContext

    requests(handler, 50)
    with CaptureQueriesContext(connection) as seen:
        requests(handler, 1)
    print(len(seen), flush=True)
    reset_queries()
    connection.force_debug_cursor = False
    for line in sys.stdin:
        print(requests(handler, int(line)), flush=True)


if __name__ == "__main__":
    main()
