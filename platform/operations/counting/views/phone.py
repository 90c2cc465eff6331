"""The phone: its page, what it takes along, what it sends, photos that the server reads."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.staticfiles.finders import find
from django.core.files.base import File
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.actors import actor_of
from console.models import Centre
from core.actor import Actor
from core.errors import Denied, Violation
from core.lifecycle_words import denied
from operations.assets.lifecycle import KEEPERS
from operations.counting import decoding, phone_words, selectors, services
from operations.counting.kinds import Kind, Outcome, Subject
from operations.counting.lifecycle import COUNTERS, S
from operations.counting.models import Count, Room, Scan
from operations.counting.services import Record

REFUSED, MALFORMED = 422, 400
GOOD = (Outcome.COUNTED, Outcome.CORRECTED, Outcome.PLACED)
QUIET = (Outcome.ALREADY, Outcome.NEWER, Outcome.UNKNOWN, Outcome.GONE)


class Malformed(ValueError):
    """What was sent has not the shape of a batch; says where."""


def host_of(request: HttpRequest) -> str:
    """The county's own host, as labels have it."""
    return request.get_host().rpartition(":")[0] or request.get_host()


def _counts(actor: Actor) -> QuerySet[Count]:
    """Counts of assets, for those who count. Raises Denied."""
    if not selectors.may_count(actor):
        raise denied(COUNTERS)
    return selectors.counts(actor).filter(subject=Subject.ASSETS)


def _count(request: HttpRequest, pk: int) -> tuple[Count, Actor]:
    """One of them. Raises Denied, Http404."""
    actor = actor_of(request.user, request)
    found = _counts(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found, actor


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """To the count that runs: first that of the month."""
    actor = actor_of(request.user, request)
    _counts(actor)
    found = selectors.open_for(actor).first()
    if found is None:
        messages.info(request, _("Nothing is being counted at present."))
        return redirect("counting:index")
    return redirect("counting:phone", pk=found.pk)


@never_cache
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The page itself: everything else is in its script and in the phone's own store."""
    count, actor = _count(request, pk)
    context = {
        "count": count,
        "me": {"id": actor.user_id, "name": actor.name},
        "words": phone_words.words(),
        "open": count.status == S.OPEN,
    }
    return render(request, "counting/phone.html", context)


@never_cache
@require_safe
def data(request: HttpRequest, pk: int) -> HttpResponse:
    """What a phone takes along for a day: rooms, expected things, how far others are."""
    count, actor = _count(request, pk)
    names = ("pk", "asset__token", "name", "number", "asset__old_number", "asset__serial_number")
    told = ("place", "user_name", "keeper_id", "result", "found_place", "answered_by_name")
    found = count.lines.filter(is_expected=True).order_by("place", "number")
    body = {
        "csrf": get_token(request),
        "me": actor.user_id,
        "corrects": any(actor.holds(post) for post in KEEPERS),
        "open": count.status == S.OPEN,
        "host": host_of(request),
        "county": Centre.current().code,
        "rooms": list(selectors.rooms().values_list("token", "name")),
        "lines": list(found.values_list(*names, *told, "answered_at")),
    }
    return JsonResponse(body)


@require_POST
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """A batch; answered with one receipt a record, however often it is sent."""
    count, actor = _count(request, pk)
    try:
        sent, records = _batch(request)
        made = services.scans_receive(
            count_id=count.pk, records=records, host=host_of(request), sent_at=sent, by=actor,
            at=timezone.now(),
        )  # fmt: skip
    except Malformed as wrong:
        return JsonResponse({"sentence": str(wrong)}, status=MALFORMED)
    except Violation as refusal:
        return JsonResponse({"sentence": refusal.sentence}, status=REFUSED)
    except Denied as refusal:
        return JsonResponse({"sentence": refusal.sentence}, status=403)
    return JsonResponse({"receipts": [receipt(scan) for scan in made]})


def receipt(scan: Scan) -> dict[str, Any]:
    """What the phone keeps of it."""
    outcome = scan.outcome
    tone = "good" if outcome in GOOD else "" if outcome in QUIET else "warn"
    return {
        "key": str(scan.pk),
        "outcome": outcome,
        "tone": tone,
        "sentence": scan.sentence,
        "line": scan.line_id,
        "at": scan.at.isoformat(),
    }


def _batch(request: HttpRequest) -> tuple[datetime, list[Record]]:
    try:
        sent = json.loads(request.POST.get("batch", ""))
        if not isinstance(sent, dict) or not isinstance(sent.get("records"), list):
            raise TypeError
        at = _moment(sent.get("sent_at"))
        return at, [_record(one, request.FILES) for one in sent["records"]]
    except (TypeError, ValueError, KeyError) as error:
        raise Malformed(
            _("The records did not arrive whole; they stay on the phone and are sent again.")
        ) from error


def _moment(text: Any) -> datetime:
    found = parse_datetime(str(text))
    if found is None or timezone.is_naive(found):
        raise ValueError
    return found


def _record(one: Any, files: Mapping[str, File[bytes]]) -> Record:
    kind, serial = str(one["kind"]), one["serial"]
    if kind not in Kind.values or not isinstance(serial, int) or not 0 <= serial < 2**31:
        raise ValueError
    key = uuid.UUID(str(one["key"]))
    texts = {name: _text(one.get(name, "")) for name in ("code", "place", "note")}
    return Record(
        key=key,
        kind=kind,
        serial=serial,
        said_at=_moment(one["said_at"]),
        device=_text(one.get("device", ""))[:40],
        photo=files.get(f"photo-{key}"),
        **texts,
    )


def _text(said: Any) -> str:
    """Without what no database keeps: NUL, and halves of characters."""
    return str(said).replace("\0", "").encode(errors="ignore").decode()


@require_POST
def decode(request: HttpRequest) -> HttpResponse:
    """A photo of a label, for browsers that cannot read codes themselves."""
    _counts(actor_of(request.user, request))
    photo = request.FILES.get("photo")
    try:
        found = decoding.codes_in(photo)
    except Violation as refusal:
        return JsonResponse({"sentence": refusal.sentence}, status=REFUSED)
    return JsonResponse({"codes": found})


@never_cache
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The script that lets the page be opened without a network, for its own addresses only."""
    _counts(actor_of(request.user, request))
    path = find("counting/worker.js")
    if path is None:
        raise Http404
    with open(path, "rb") as script:
        return HttpResponse(script.read(), content_type="text/javascript; charset=utf-8")


@never_cache
@require_safe
def room(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the code at a door: counters go on to their count, others read whose it is."""
    found = Room.objects.filter(token=token).first()
    if found is not None and request.user.is_authenticated:
        actor = actor_of(request.user, request)
        count = selectors.open_for(actor).first()
        if count is not None:
            address = reverse("counting:phone", args=[count.pk])
            return redirect(f"{address}?room={found.token}")
    context = {"centre": Centre.current(), "known": found is not None}
    return render(request, "counting/room.html", context, status=200 if found else 404)
