"""Pictures: measured before they are opened, re-drawn without what hides in them."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as _
from PIL import ExifTags, Image, ImageOps

from core.errors import Violation

MOST_PIXELS = 64_000_000
LONGEST_SIDE = 2560
THUMBNAIL_SIDE = 480
_QUALITY = 86
_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
_MICRODEGREE = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Clean:
    """A re-drawn picture, its thumbnail (JPEG), and what the camera had noted."""

    content: bytes
    thumbnail: bytes
    width: int
    height: int
    latitude: Decimal | None
    longitude: Decimal | None
    taken_at: datetime | None


def clean(content: bytes, media_type: str, *, field: str = "") -> Clean:
    """Draw the picture anew: upright, at most 2560 pixels a side, without metadata.

    Whatever was appended to or hidden in the file is gone afterwards. Raises Violation for what is
    not a whole picture of its kind, or has more than 64 million pixels.
    """
    try:
        # Pillow only warns of a decompression bomb up to twice its limit; ours is judged here.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return _redraw(content, _FORMATS[media_type], field)
    except Violation:
        raise
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, EOFError):
        raise Violation(
            _("The picture is damaged or is none. Open it on the phone, save it again, and retry."),
            field=field,
        ) from None


def _redraw(content: bytes, form: str, field: str) -> Clean:
    Image.open(io.BytesIO(content), formats=(form,)).verify()
    with Image.open(io.BytesIO(content), formats=(form,)) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise Violation(
                _(
                    "The picture has %(width)d × %(height)d pixels; at most 64 million are"
                    " accepted. Choose a lower resolution."
                )
                % {"width": picture.width, "height": picture.height},
                field=field,
            )
        exif = picture.getexif()
        latitude, longitude = _position(exif)
        taken_at = _taken_at(exif)
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
        drawn = upright.convert(_mode(upright, form))
    return Clean(
        content=_encode(drawn, form),
        thumbnail=_thumbnail(drawn),
        width=drawn.width,
        height=drawn.height,
        latitude=latitude,
        longitude=longitude,
        taken_at=taken_at,
    )


def _mode(picture: Image.Image, form: str) -> str:
    return "RGBA" if form != "JPEG" and picture.has_transparency_data else "RGB"


def _encode(picture: Image.Image, form: str) -> bytes:
    target = io.BytesIO()
    # Without exif=, icc_profile= and comment= nothing of the old file's metadata is written.
    fresh = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    if form == "PNG":
        fresh.save(target, "PNG")
    else:
        fresh.save(target, form, quality=_QUALITY)
    return target.getvalue()


def _thumbnail(picture: Image.Image) -> bytes:
    small = picture.copy()
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE), Image.Resampling.LANCZOS)
    if small.mode == "RGBA":
        ground = Image.new("RGB", small.size, "white")
        ground.paste(small, mask=small.getchannel("A"))
        small = ground
    return _encode(small, "JPEG")


def _position(exif: Image.Exif) -> tuple[Decimal | None, Decimal | None]:
    """Latitude and longitude in degrees (WGS-84), or two Nones."""
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    try:
        latitude = _degrees(gps[ExifTags.GPS.GPSLatitude], gps.get(ExifTags.GPS.GPSLatitudeRef))
        longitude = _degrees(gps[ExifTags.GPS.GPSLongitude], gps.get(ExifTags.GPS.GPSLongitudeRef))
    except (KeyError, TypeError, ValueError, ZeroDivisionError, ArithmeticError):
        return None, None
    if abs(latitude) > 90 or abs(longitude) > 180:  # noqa: PLR2004 - degrees of the globe
        return None, None
    return latitude, longitude


def _degrees(parts: tuple[float, float, float], reference: object) -> Decimal:
    degrees, minutes, seconds = (Decimal(str(float(part))) for part in parts)
    value = (degrees + minutes / 60 + seconds / 3600).quantize(_MICRODEGREE)
    return -value if reference in ("S", "W") else value


def _taken_at(exif: Image.Exif) -> datetime | None:
    noted = exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal)
    zone = get_default_timezone()
    try:
        taken = datetime.strptime(str(noted), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 - set next line
    except ValueError:
        return None
    return taken.replace(tzinfo=zone if isinstance(zone, ZoneInfo) else None)
