"""The web server's entry: gunicorn config.wsgi with platform/ and the repo root on the path."""

import os
from collections.abc import Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

from core import collector
from core.stack import with_room

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
answer = get_wsgi_application()
from cms import door  # noqa: E402 - its models are there once the application is

collector.settle()


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """One request: a kept page at once, everything else with room on the stack."""
    kept = door.at_once(environ, start_response)
    return kept if kept is not None else with_room(answer, environ, start_response)
