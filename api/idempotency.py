"""The same write twice is done once: the answer is stored in the transaction that wrote.

A second request with the key waits at the unique row of the first until that has committed, and
then gets its answer; if the first was killed before its commit, nothing of it is left and the
second does the work. Refusals are not kept: nothing was written, so the request may come again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _
from rest_framework.request import Request

from accounts.models import User
from api.errors import Refusal, invalid
from api.models import KeptAnswer
from api.rendering import dumps

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
LONGEST = 100


@dataclass(frozen=True, slots=True)
class Answer:
    """What a write gives: its body, and the headers that belong to it."""

    body: Any = None
    code: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


def once(request: Request, user: User, write: Callable[[], Answer]) -> HttpResponse:
    """Write in one transaction; with a key, at most once.

    Raises the refusal 409 when the key was used for another request, 400 for a bad key.
    """
    key = request.headers.get(HEADER, "")
    if not key:
        with transaction.atomic():
            answer = write()
        return reply(dumps(answer.body), answer.code, answer.headers)
    if len(key) > LONGEST or not key.isascii() or not key.isprintable():
        words = _("The key has 1 to %(most)d plain characters.") % {"most": LONGEST}
        raise invalid({HEADER: [words]})
    with transaction.atomic():
        kept = _claim(request, user, key)
        if kept.code is not None:
            return _again(request, kept)
        answer = write()
        kept.code, kept.headers = answer.code, dict(answer.headers)
        kept.body = dumps(answer.body)
        kept.save(update_fields=["code", "headers", "body"])
    return reply(kept.body, answer.code, answer.headers)


def _claim(request: Request, user: User, key: str) -> KeptAnswer:
    """The row of the key, locked: our own unfinished one, or the finished one of a first request.

    Inserting waits for another transaction that has inserted the same key.
    """
    row = KeptAnswer(
        user=user,
        key=key,
        method=request.method or "",
        path=request.path[:300],
        body_hash=_hash(request.data),
    )
    KeptAnswer.objects.bulk_create([row], ignore_conflicts=True)
    return KeptAnswer.objects.select_for_update().get(user=user, key=key)


def _again(request: Request, kept: KeptAnswer) -> HttpResponse:
    same = (kept.method, kept.path, kept.body_hash)
    if same != (request.method, request.path[:300], _hash(request.data)):
        sentence = _("This Idempotency-Key was used for another request. Take a new one.")
        raise Refusal(409, "idempotency_conflict", sentence)
    return reply(bytes(kept.body), kept.code or 200, {**kept.headers, REPLAYED: "true"})


def _hash(body: Any) -> str:
    """Equal for equal JSON, however it is spaced or ordered; of files their content counts.

    Raises the refusal 400 for what is nested deeper than it can be written again.
    """
    try:
        text = orjson.dumps(body, default=_of_file, option=orjson.OPT_SORT_KEYS)
    except orjson.JSONEncodeError as error:
        raise invalid({"body": [_("This is nested too deeply.")]}) from error
    return hashlib.sha256(text).hexdigest()


def _of_file(value: Any) -> dict[str, str]:
    """A file by its name and the digest of what is in it."""
    if not isinstance(value, UploadedFile):
        raise TypeError(type(value).__name__)
    found = hashlib.sha256()
    for chunk in value.chunks():
        found.update(chunk)
    value.seek(0)
    return {"name": value.name or "", "sha256": found.hexdigest()}


def reply(body: bytes, code: int, headers: Mapping[str, str]) -> HttpResponse:
    """An answer of JSON."""
    empty = code == 204  # noqa: PLR2004 - No Content
    answer = HttpResponse(b"" if empty else body, status=code, content_type="application/json")
    for name, value in headers.items():
        answer[name] = value
    return answer
