"""Codes in a photo, read on the server for browsers that cannot read them (zxing-cpp)."""

from __future__ import annotations

import zxingcpp
from django.core.files.base import File
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from core import attachments
from core.errors import Violation

# Larger photos are made smaller first: a label is still a few hundred pixels wide.
SIDE = 2000
MOST = 20


def codes_in(photo: File[bytes] | None) -> list[str]:
    """The texts of the codes in it. Raises Violation where it is no photo, or has no code."""
    if photo is None:
        raise Violation(_("Take a photo of the label."), field="photo")
    found = attachments.inspect(photo.file, size=photo.size, field="photo")  # type: ignore[arg-type]
    if found.media_type not in attachments.PICTURES:
        raise Violation(_("This is no photo. Take a photo of the label."), field="photo")
    photo.seek(0)
    with Image.open(photo) as picture:
        picture.thumbnail((SIDE, SIDE))
        upright = ImageOps.exif_transpose(picture).convert("L")
    texts = [one.text for one in zxingcpp.read_barcodes(upright) if one.text]
    if not texts:
        raise Violation(
            _("No code can be read in the photo. Go nearer, in good light, or enter the number."),
            field="photo",
        )
    return list(dict.fromkeys(texts))[:MOST]
