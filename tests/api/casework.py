"""What the tests of cases over the API share: bodies as a phone sends them, files, callers."""

from __future__ import annotations

import base64
import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from core.actor import Scope
from operations.casework.models import Case
from tenants.context import CountyRef, county_context
from tests.api.conftest import Caller

BODY: dict[str, Any] = {
    "item": "S02",
    "applicant": {"kind": "person", "name": "祝小满", "phone": "19900003001"},
    "request": "想了解返乡创业的补贴",
    "details": {"topic": "创业就业", "question": "返乡创业有什么补贴？"},
}
# S01 asks for a paper, and at the end for a record of the coaching.
COACHING: dict[str, Any] = BODY | {
    "item": "S01",
    "request": "想在网上卖自家的土蜂蜜",
    "details": {"stage": "意向", "product": "土蜂蜜"},
    "materials": ["identity"],
}
FINISH = {
    "result": "已开店并上架蜂蜜",
    "details": {"coach": "卜小满", "sessions": "3月4日 选品 60", "outcome": "开店"},
}


def png(colour: str = "#2f5d50") -> bytes:
    """A small real picture."""
    buffer = io.BytesIO()
    Image.new("RGB", (40, 24), colour).save(buffer, "PNG")
    return buffer.getvalue()


def upload(name: str = "身份证.png", content: bytes | None = None) -> SimpleUploadedFile:
    """A file as a form sends it."""
    return SimpleUploadedFile(name, png() if content is None else content)


def signature() -> str:
    """A signature as a phone draws it."""
    return "data:image/png;base64," + base64.b64encode(png("#ffffff")).decode()


def send_files(caller: Caller, case_id: int, *files: Any, **more: Any) -> Any:
    """POST of files; headers by headers=."""
    headers = more.pop("headers", {})
    data = {"kind": "other", "file": list(files), **more}
    return caller.client.post(f"/api/v1/cases/{case_id}/attachments/", data, headers=headers)


def at_station(caller: Any, county: CountyRef, station: Any) -> Caller:
    """祝青禾, manager of the station."""
    found: Caller = caller(county, "station_mgr", scope=Scope("station", str(station.pk)))
    return found


def count(county: CountyRef) -> int:
    """How many cases there are."""
    with county_context(county):
        return Case.objects.count()
