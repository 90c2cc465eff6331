"""What a file is, by its content. Its name and the browser's word are not asked."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import BinaryIO, NoReturn

from django.utils.translation import gettext as _

from core.attachments import media, office, pdf, pictures
from core.errors import Violation

MEGABYTE = 1024 * 1024
LARGEST_PICTURE = 10 * MEGABYTE
LARGEST_DOCUMENT = 20 * MEGABYTE
# Ten minutes of a lesson as phones film it for messengers.
LARGEST_MEDIA = 60 * MEGABYTE

SUFFIXES = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "application/pdf": ".pdf",
    office.DOCX: ".docx",
    office.XLSX: ".xlsx",
    media.FILM: ".mp4",
    media.SOUND: ".mp3",
    media.SPEECH: ".m4a",
}

_ZIP = b"PK\x03\x04"
_HEIC_BRANDS = (b"heic", b"heix", b"mif1", b"msf1", b"heim", b"heis", b"avif")
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!")
_ARCHIVES = (b"PK", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Inspected:
    """A file found fit to keep. content is what is stored: of a picture, a clean copy."""

    media_type: str
    content: bytes
    thumbnail: bytes = b""
    width: int | None = None
    height: int | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    taken_at: datetime | None = None
    sha256: str = field(default="")

    @property
    def suffix(self) -> str:
        """File ending of the content."""
        return SUFFIXES[self.media_type]


def inspect(upload: BinaryIO, *, size: int, field: str = "", with_media: bool = False) -> Inspected:
    """Judge an uploaded file and return what may be stored.

    size in bytes as the upload counts them. with_media: films and sounds may come, too. Raises
    Violation naming what is wrong and what to do.
    """
    if not size:
        _refuse(_("The file is empty. Choose it again."), field)
    most = LARGEST_MEDIA if with_media else LARGEST_DOCUMENT
    if size > most:
        _too_large(size, most, field)
    content = upload.read(most + 1)
    media_type = media.media_type(content, field=field) if with_media else ""
    if not media_type:
        media_type = _media_type(content, field)
        if len(content) > LARGEST_DOCUMENT:
            _too_large(len(content), LARGEST_DOCUMENT, field)
    if media_type.startswith("image/"):
        if len(content) > LARGEST_PICTURE:
            _too_large(len(content), LARGEST_PICTURE, field)
        found = _picture(content, media_type, field)
    else:
        found = Inspected(media_type=media_type, content=content)
    return Inspected(
        media_type=found.media_type,
        content=found.content,
        thumbnail=found.thumbnail,
        width=found.width,
        height=found.height,
        latitude=found.latitude,
        longitude=found.longitude,
        taken_at=found.taken_at,
        sha256=hashlib.sha256(found.content).hexdigest(),
    )


def _picture(content: bytes, media_type: str, field: str) -> Inspected:
    clean = pictures.clean(content, media_type, field=field)
    return Inspected(
        media_type=media_type,
        content=clean.content,
        thumbnail=clean.thumbnail,
        width=clean.width,
        height=clean.height,
        latitude=clean.latitude,
        longitude=clean.longitude,
        taken_at=clean.taken_at,
    )


def _media_type(content: bytes, field: str) -> str:
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content.startswith(b"%PDF-"):
        pdf.has_no_scripts(content, field=field)
        return "application/pdf"
    if content.startswith(_ZIP):
        return office.media_type(content, field=field)
    raise Violation(_why_not(content), field=field)


def _why_not(content: bytes) -> str:
    if content.startswith(_PROGRAMS):
        return _("This file is a program, whatever it is called. Programs are not accepted.")
    if content.startswith(_ARCHIVES):
        return _("Archives are not accepted. Unpack it and add the files one by one.")
    if content.startswith(_OLD_OFFICE):
        return _("This is an old Office file. Save it as .docx or .xlsx and add that.")
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        return _(
            "This photo is in HEIC format. Set the phone's camera to “most compatible”, or save"
            " the photo as JPEG."
        )
    return _(
        "This kind of file is not accepted. Photos: JPG, PNG, WebP. Documents: PDF, DOCX, XLSX."
    )


def _too_large(size: int, limit: int, field: str) -> NoReturn:
    _refuse(
        _("The file has %(size)s MB; at most %(limit)d MB are accepted. Make it smaller first.")
        % {"size": f"{size / MEGABYTE:.1f}", "limit": limit // MEGABYTE},
        field,
    )


def _refuse(sentence: str, field: str) -> NoReturn:
    raise Violation(sentence, field=field)
