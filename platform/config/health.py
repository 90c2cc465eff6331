"""Health: /healthz says that the process answers, /readyz that it can work."""

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse


def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return HttpResponse("ok", content_type="text/plain")


def readyz(request: HttpRequest) -> JsonResponse:
    """Database, broker and migrations: 200 when all are well, else 503 naming what is not."""
    checks = {"database": _database(), "broker": _broker(), "migrations": _migrations()}
    status = 200 if all(checks.values()) else 503
    return JsonResponse(
        {name: "ok" if good else "fail" for name, good in checks.items()}, status=status
    )


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:
        return False
    return True


def _broker() -> bool:
    if not getattr(settings, "REDIS_URL", None):
        return True
    try:
        cache.set("readyz", 1, 5)
    except Exception:
        return False
    return True


def _migrations() -> bool:
    try:
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Exception:
        return False
