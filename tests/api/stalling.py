"""Settings of a web process that stops where a test wants to kill it: around the commit of a write.

Nothing of the product is replaced: the last middleware waits after the view has answered (its
transaction is committed by then), or, with STALL_BEFORE, a commit waits.
"""

import os
import time
from collections.abc import Callable
from pathlib import Path

from django.db import connection
from django.http import HttpRequest, HttpResponse

from config.settings.test import *  # noqa: F403

FLAG = Path(os.environ["STALL_FLAG"])
BEFORE = bool(os.environ.get("STALL_BEFORE"))
SECONDS = 60


def stall() -> None:
    """Say that the place is reached, and wait for the kill."""
    FLAG.touch()
    time.sleep(SECONDS)


class Stalling:
    """Holds the answer to a write back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """One request."""
        if request.method != "POST":
            return self.get_response(request)
        if BEFORE:
            hold_commits()
        answer = self.get_response(request)
        if not BEFORE:
            stall()
        return answer


def hold_commits() -> None:
    """The first transaction that has kept an answer waits before its commit."""
    run = connection._commit

    def held() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM api_keptanswer WHERE code IS NOT NULL")
            if cursor.fetchone()[0]:
                stall()
        run()

    connection._commit = held


MIDDLEWARE = [*MIDDLEWARE, "tests.api.stalling.Stalling"]  # noqa: F405
