"""Films and sounds: what they are by their own boxes and frames, and whether they are whole.

Only what every phone plays without a program of ours: MP4 (H.264 is not asked for, the box is) and
MP3. A film that was cut off while it was copied has lost the index that players need.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from core.errors import Violation

FILM, SOUND, SPEECH = "video/mp4", "audio/mpeg", "audio/mp4"
BRANDS = (b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"MSNV")
SOUND_BRANDS = (b"M4A ", b"M4B ")
HEAD, LONG_HEAD = 8, 16
_MPEG_SYNC, _MPEG_LAYER = 0xE0, 0x06


def media_type(content: bytes, *, field: str = "") -> str:
    """What kind of film or sound it is; '' for neither. Raises Violation for a broken one."""
    if content[4:8] == b"ftyp" and content[8:12] in (*BRANDS, *SOUND_BRANDS):
        _is_whole(content, field)
        return SPEECH if content[8:12] in SOUND_BRANDS else FILM
    if content.startswith(b"ID3") or _is_frame(content):
        return SOUND
    return ""


def _is_frame(content: bytes) -> bool:
    """An MPEG audio frame of layer III begins with eleven set bits."""
    if len(content) < HEAD or content[0] != 0xFF:  # noqa: PLR2004 - the sync word
        return False
    return content[1] & _MPEG_SYNC == _MPEG_SYNC and content[1] & _MPEG_LAYER == 0x02  # noqa: PLR2004


def _boxes(content: bytes) -> Iterator[tuple[bytes, int]]:
    """Name and end of each box at the top."""
    at = 0
    while at + HEAD <= len(content):
        size = int.from_bytes(content[at : at + 4], "big")
        name = content[at + 4 : at + HEAD]
        if size == 1:
            size = int.from_bytes(content[at + HEAD : at + LONG_HEAD], "big")
        elif size == 0:
            size = len(content) - at
        if size < HEAD:
            yield name, len(content) + 1
            return
        at += size
        yield name, at


def _is_whole(content: bytes, field: str) -> None:
    boxes = list(_boxes(content))
    names = {name for name, _end in boxes}
    if not {b"moov", b"mdat"} <= names or boxes[-1][1] > len(content):
        raise Violation(
            _("This film is broken or was cut off while copying. Save it again as MP4."),
            field=field,
        )
