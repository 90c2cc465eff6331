"""Typst: a template and data become a PDF.

Data goes in as one JSON text that the template parses, never as part of the source: whatever a
person typed stays text. Templates lie beside their modules; nothing is fetched from anywhere.
"""

from __future__ import annotations

import io
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn
import segno
import typst
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder

# The folder that holds core/, operations/ and so on: "/core/papers/lib.typ" in templates.
ROOT = Path(__file__).resolve().parents[2]
# Typst looks here for packages instead of asking a network host; there are none.
_NO_PACKAGES = ROOT / "core" / "papers" / "packages"


class PaperError(RuntimeError):
    """A template cannot be set: a mistake in the template, not in what people typed."""


def render(template: str, data: dict[str, Any]) -> bytes:
    """Set a paper and return the PDF.

    template: path from the source root, such as "operations/stations/papers/application.typ".
    data: JSON values, dates, Decimals and translated strings. Equal data give equal bytes.
    Raises PaperError.
    """
    try:
        return bytes(typst.compile(_source(template), **_given(data), timestamp=0))
    except typst.TypstError as error:
        raise PaperError(f"{template}: {error}") from error


def query(template: str, data: dict[str, Any], *, label: str) -> Any:
    """What a template notes about itself: the values of its `#metadata(…) <label>`, in order.

    Raises PaperError.
    """
    try:
        found = typst.query(_source(template), f"<{label}>", field="value", **_given(data))
    except RuntimeError as error:  # what the library raises here, other than when it compiles
        raise PaperError(f"{template}: {error}") from error
    return json.loads(found)


def _source(template: str) -> str:
    source = (ROOT / template).resolve()
    if not source.is_relative_to(ROOT) or not source.is_file():
        raise PaperError(f"no such template: {template}")
    return str(source)


def _given(data: dict[str, Any]) -> dict[str, Any]:
    return {
        "root": str(ROOT),
        "font_paths": _fonts(settings.PAPER_FONT_DIR),
        "sys_inputs": {"data": json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False)},
        "package_path": str(_NO_PACKAGES),
        "package_cache_path": str(_NO_PACKAGES),
    }


def qr_svg(text: str, *, scalable: bool = False) -> str:
    """A QR code as SVG: black modules on nothing, error correction M, no margin of its own.

    scalable: for a page of the web, where it takes the size of what holds it.
    """
    target = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        target, kind="svg", border=0, xmldecl=False, svgns=True, omitsize=scalable
    )
    return target.getvalue().decode()


@lru_cache(maxsize=4)
def _fonts(licensed: str) -> typst.Fonts:
    """All fonts, read once a process: licensed ones of the office first, then Noto.

    System fonts are left out: the same paper must look the same on every server.
    """
    folders = [licensed] if licensed and Path(licensed).is_dir() else []
    folders.append(str(Path(pylopdf_fonts_zh_cn.__file__).parent))
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
